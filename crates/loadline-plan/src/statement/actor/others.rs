//! Who is a service of others, by name, by kind, or because the sentence before named one.

use super::{Actor, EXTERNAL, starts, word};
use crate::statement::cue;
use crate::statement::noun;
use crate::statement::place::Place;
use crate::statement::stated::Outside;
use crate::statement::token::Token;
use std::ops::Range;

/// Nouns that are services of others where a word of `OTHERS` or of `FUNCTIONS` stands before them.
#[rustfmt::skip]
pub(super) const SERVICES: &[&str] = &[
    "service", "server", "system", "api", "gateway", "login", "register", "registry", "platform", "interface", "processor",
    "scheme", "network", "house", "bank", "manager", "lab", "exchange", "party", "parties", "broker", "agency", "carrier", "company", "firm",
];
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "outside", "third", "foreign", "government", "federal", "state", "national", "their", "central", "partner", "clearing",
    "acquiring", "carrier", "house", "publisher", "bank", "manufacturer",
];
#[rustfmt::skip]
pub(super) const FUNCTIONS: &[&str] = &[
    "channel",
    "payment", "payments", "card", "sms", "mail", "email", "text", "message", "messaging", "push", "identity", "login", "weather",
    "map", "maps", "geocoding", "routing", "tax", "credit", "fraud", "address", "rating", "translation", "postal", "currency",
    "licence", "license", "campus", "student", "insurance", "customs", "population", "signature", "signing", "scoring",
    "escrow", "account", "accounts", "sign-in", "sign-on", "authentication", "age", "notification", "voice", "telephone", "banking", "price", "ticketing", "settlement", "risk", "verification", "exchange",
];
/// Tokens of a sentence before that are looked at.
const REACH: usize = 40;

/// `we may send 20 requests per second to the payment provider`, `above 20 calls per second the provider rejects us`
pub(super) fn goes_to_others(place: &Place<'_>, outsides: &[Outside]) -> bool {
    const LIMITED: &[&str] = &[
        "beyond",
        "above",
        "only",
        "may send",
        "may make",
        "can send",
        "allowed to send",
        "at most",
        "more than",
        "no more than",
        "up to",
        "allowed",
        "may call",
        "may place",
    ];
    let Place { tokens, range, amount } = *place;
    let start = amount.tokens.start;
    let limited = cue::find(tokens, range.start.max(start.saturating_sub(3))..start, LIMITED).is_some();
    let behind = amount.tokens.end..range.end.min(amount.tokens.end + 7);
    let mut behind = behind.take_while(|at| tokens[*at].is_word());
    let named =
        |at: usize| outsides.iter().flat_map(|outside| &outside.places).any(|place| place.contains(&at));
    // `the bank does not accept more than 20 requests per second from us`
    let from_us = (word(tokens, amount.tokens.end), word(tokens, amount.tokens.end + 1)) == ("from", "us");
    limited && (from_us || behind.any(|at| is_external(tokens, range, at) || named(at)))
}

/// `we have one payment company. They commit to 99.95 %`: who is spoken of is named in the sentence before.
pub(super) fn named_before(place: &Place<'_>, outsides: &[Outside]) -> Option<(Actor, usize)> {
    const SAYS: &[&str] = &[
        "commit*",
        "guarant*",
        "sla",
        "promis*",
        "contract*",
        "terms",
        "throttl*",
        "cut",
        "cuts",
        "ceiling",
        "quota",
        "limit*",
        "allow*",
        "accepts",
    ];
    let Place { tokens, range, .. } = *place;
    // `the gateway's ceiling is 25,000 a minute`, where the sentence before names it in full.
    let again = matches!(word(tokens, range.start), "the" | "its")
        && SERVICES.contains(&word(tokens, range.start + 1));
    let owned = word(tokens, range.start) == "its"
        && matches!(word(tokens, range.start + 1), "guarantee" | "contract" | "sla" | "quota" | "limit");
    let pronoun = again || owned || matches!(word(tokens, range.start), "they" | "it");
    let says = pronoun && cue::find(tokens, range.clone(), SAYS).is_some();
    let end = range.start.checked_sub(1).filter(|_| says)?;
    let ends = |at: &usize| tokens[*at].is(".") || tokens[*at].breaks;
    let from =
        (end.saturating_sub(REACH)..end).rev().find(ends).map_or(end.saturating_sub(REACH), |at| at + 1);
    let both = from..range.end;
    let named = |at: usize| {
        outsides.iter().flat_map(|outside| &outside.places).any(|place| place.contains(&at))
            || is_external(tokens, &both, at)
    };
    (from..end).any(named).then_some((Actor::External, range.start))
}

/// `single sign-on of the state`, `the registry of the ministry`: whatever it is, it is theirs.
pub(super) fn is_of_others(tokens: &[Token], at: usize) -> bool {
    let owner = |at: usize| OTHERS.contains(&word(tokens, at)) || starts(word(tokens, at), EXTERNAL);
    word(tokens, at) == "of"
        && matches!(word(tokens, at + 1), "the" | "a" | "an" | "another" | "our")
        && owner(at + 2)
        // `of the state machine`
        && tokens.get(at + 3).is_none_or(|next| !next.is_word() || noun::stops(&next.word))
}

/// Whether the word at a place names a service of others.
pub(super) fn is_external(tokens: &[Token], range: &Range<usize>, at: usize) -> bool {
    let own = word(tokens, at);
    // `SSO of the company: 99.9 %`
    let signs_on = matches!(own, "sso" | "idp" | "saml" | "ldap" | "keycloak")
        || own == "on" && word(tokens, at.wrapping_sub(2)) == "sign";
    let before_it = at.checked_sub(1).map_or("", |at| word(tokens, at));
    let carrier = own == "carrier" && matches!(before_it, "the" | "our" | "their" | "a");
    if starts(own, EXTERNAL) || signs_on || carrier {
        return true;
    }
    // The name of what is built, at the very start: `Weather API: 45 requests a second`.
    let ours =
        own == "api" && (at.saturating_sub(2)..at).any(|at| matches!(word(tokens, at), "our" | "this"));
    let title = ours || range.start == 0 && at <= 2 && word(tokens, at + 1) == ":";
    if title || !SERVICES.contains(&noun::singular(own).as_str()) {
        return false;
    }
    // `the state's sign-in service`: a joined word is one.
    let joined = 2 * usize::from(at >= range.start + 3 && word(tokens, at - 2) == "-");
    let before = range.start.max(at.saturating_sub(3 + joined))..at;
    let ours = before.clone().any(|at| matches!(word(tokens, at), "our" | "this" | "new"));
    let named =
        before.clone().any(|at| OTHERS.contains(&word(tokens, at)) || starts(word(tokens, at), EXTERNAL));
    // `the identity service`, `the service of the state`
    let sign_in = joined > 0 && word(tokens, at - 3) == "sign" && matches!(before_it, "in" | "on");
    let function = at > range.start && FUNCTIONS.contains(&before_it) || sign_in;
    let owned = word(tokens, at + 1) == "of"
        && (at + 2..at + 4)
            .any(|at| OTHERS.contains(&word(tokens, at)) || starts(word(tokens, at), EXTERNAL));
    // Where it is not marked as foreign, it must at least be spoken of as something that promises or limits.
    let promised = || {
        cue::find(
            tokens,
            range.clone(),
            &[
                "guarant*",
                "promis*",
                "sla",
                "contract*",
                "quota",
                "limit*",
                "allow*",
                "tolerat*",
                "throttl*",
                "cap",
                "caps",
                "at most",
                "good for",
                "max",
                "lets",
                "no more than",
                "can take",
                "commit*",
                "( availability",
                "( sla",
                "( uptime",
                "cut us",
                "cuts us",
                "admit*",
                "permit*",
                "conced*",
                "warrant*",
                "assur*",
                "vouch*",
            ],
        )
        .is_some()
    };
    !ours && (named || owned || function && promised())
}
