//! Calls that go to services of others: `each write makes one call to the payment provider`.

use super::Doings;
use crate::statement::amount::{Amount, Measure};
use crate::statement::cue;
use crate::statement::vocabulary::is_call;

/// Words of services that others run, before the calls that go there.
#[rustfmt::skip]
const OUTSIDE: &[&str] = &[
    "by an outside", "by an external", "by a third party", "with an outside", "with an external", "through an outside", "through an external",
    "via an outside", "via an external", "at an outside", "at an external", "against an outside", "against an external", "by a partner",
    "by a provider", "by an outsider", "from an outside", "from an external",
];

impl Doings<'_> {
    /// Whether an amount counts calls that each of something makes to somebody else, which are no load of ours.
    pub(super) fn calls_out(&self, amount: &Amount) -> bool {
        let word = |at: usize| {
            self.tokens.get(at).filter(|_| at < self.sentence.end).map_or("", |token| token.word.as_str())
        };
        let end = amount.tokens.end;
        // `one call is made to an external provider`
        let made = matches!(word(end), "is" | "are")
            && matches!(word(end + 1), "made" | "sent" | "placed" | "issued");
        let to = end + if made { 2 } else { usize::from(word(end) == "out") };
        // `12 calls to our API` come to us.
        let ours = (to + 1..to + 4)
            .any(|at| matches!(word(at), "api" | "backend" | "service" | "us" | "platform" | "app" | "site"))
            && matches!(word(to + 1), "our" | "the" | "us" | "this");
        let counted = amount.measure == Measure::Count && is_call(amount.head()) && amount.period().is_none();
        // `rate limit 500 requests per second, one request per transaction`
        let beside_a_limit = amount.thing().is_some()
            && cue::find(
                self.tokens,
                self.sentence.start..amount.tokens.start,
                &["rate limit", "quota", "limit of", "limited to"],
            )
            .is_some();
        // `every receipt is also signed by an outside service, one call per receipt`
        let done_outside = amount.thing().is_some()
            && cue::find(self.tokens, self.sentence.start..amount.tokens.start, OUTSIDE).is_some();
        counted && amount.value <= 10.0 && (word(to) == "to" && !ours || beside_a_limit || done_outside)
    }
}
