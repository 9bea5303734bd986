//! Who does something, told behind it: `15 requests from each of them`, `the 18 calls that each listener makes`.

use super::Doings;
use crate::statement::amount::Amount;
use crate::statement::noun;
use crate::statement::token::Token;

impl Doings<'_> {
    /// `15 requests from each of them`, `15 requests come from every one`
    pub(super) fn is_from_each(&self, amount: &Amount) -> bool {
        let word = |at: usize| {
            self.tokens.get(at).filter(|_| at < self.sentence.end).map_or("", |token| token.word.as_str())
        };
        let end = amount.tokens.end;
        let verb =
            usize::from(matches!(word(end), "come" | "comes" | "coming" | "arrive" | "result" | "stem"));
        let led = matches!(word(end + verb), "from" | "by" | "for" | "of");
        let each = matches!(word(end + verb + 1), "each" | "every");
        let next = word(end + verb + 2);
        let alone = next.is_empty()
            || matches!(
                next,
                "of" | "one" | "and" | "on" | "in" | "over" | "per" | "a" | "," | "." | ";" | ":" | ")"
            );
        led && each && alone
    }

    /// `two messages a minute are sent by each machine`, `ten requests are made by each of 300,000 customers`
    fn done_by(&self, amount: &Amount) -> Option<usize> {
        let word = |at: usize| {
            self.tokens.get(at).filter(|_| at < self.sentence.end).map_or("", |token| token.word.as_str())
        };
        let end = amount.tokens.end;
        let by = (end..end + 8).find(|at| word(*at) == "by")?;
        if !matches!(word(by + 1), "each" | "every" | "a" | "an")
            || (end..by).any(|at| matches!(word(at), ";" | "," | "and"))
        {
            return None;
        }
        // `are emitted by every one of them`
        let of = by + 2 + usize::from(word(by + 2) == "one");
        if word(of) == "of" && matches!(word(of + 1), "them" | "these" | "those") {
            let before = self.populations.iter().enumerate();
            let before = before.filter(|(_, known)| known.tokens.end <= amount.tokens.start);
            return before.max_by_key(|(_, known)| known.tokens.start).map(|(by, _)| self.inside(by));
        }
        (by + 2..by + 7).find_map(|at| {
            let one = noun::singular(word(at));
            self.populations.iter().position(|known| known.tokens.start == at || known.is_called(&one))
        })
    }

    /// Who does what is counted right before: `the 18 calls that each listener makes per day`.
    pub(super) fn doer_behind(&self, amount: &Amount) -> Option<usize> {
        let word = |at: usize| {
            self.tokens.get(at).filter(|_| at < self.sentence.end).map_or("", |token| token.word.as_str())
        };
        let end = amount.tokens.end;
        // `come from each of 250,000 members`
        if self.is_from_each(amount) {
            let near = end + 3..end + 6;
            return self.populations.iter().position(|known| near.contains(&known.tokens.start));
        }
        if let Some(by) = self.done_by(amount) {
            return Some(by);
        }
        let each = end + usize::from(matches!(word(end), "that" | "which"));
        if !matches!(word(each), "each" | "every" | "a" | "an") || word(each) == "a" && each == end {
            return None;
        }
        (each + 1..each + 7).find_map(|at| {
            let one = noun::singular(word(at));
            let by = self.populations.iter().position(|known| known.is_called(&one))?;
            let verb = word(at + 1);
            (verb.ends_with('s') && !noun::stops(verb)).then_some(by)
        })
    }
}

/// Whether what ends before a token is said to be sent, right behind it: `288 messages of 1.5 kB are sent by each box`, `two samples of
/// 256 bytes come from every turbine`.
pub(in crate::statement) fn is_sent_from(tokens: &[Token], at: usize) -> bool {
    const SENT: &[&str] = &[
        "sent",
        "emitted",
        "transmitted",
        "reported",
        "uploaded",
        "delivered",
        "published",
        "produced",
        "pushed",
        "posted",
        "submitted",
        "generated",
        "received",
        "made",
        "issued",
        "dispatched",
        "given",
    ];
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let linked = matches!(word(at), "are" | "is" | "get" | "gets" | "being");
    let at = at + usize::from(linked);
    // `12 samples of 40 bytes are sent in each report` are parts of it.
    let from = |at: usize| matches!(word(at), "by" | "from");
    let passive = SENT.contains(&word(at)) && from(at + 1);
    let comes =
        matches!(word(at), "come" | "comes" | "arrive" | "arrives" | "originate") && word(at + 1) == "from";
    passive || !linked && comes
}
