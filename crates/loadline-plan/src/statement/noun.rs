//! The noun a number counts or measures, and the one form in which nouns are compared.

mod joined;

use super::like_people::is_like_people;
use super::numeral;
use super::token::{Kind, Token};
use super::unit;
use super::vocabulary::{Members, members};
use joined::{joined_people, shares_its_head};

/// The words behind a number up to the thing it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noun {
    /// The thing, in the singular: `vehicle`, `call`.
    pub head: String,
    /// All words as written, in lower case: `api calls`.
    pub words: String,
}

/// Words that end a noun phrase.
const STOP: &[&str] = &[
    "them",
    "us",
    "you",
    "me",
    "a",
    "an",
    "the",
    "of",
    "in",
    "on",
    "at",
    "per",
    "from",
    "to",
    "for",
    "with",
    "within",
    "by",
    "over",
    "during",
    "through",
    "into",
    "onto",
    "every",
    "each",
    "who",
    "that",
    "which",
    "whose",
    "and",
    "or",
    "but",
    "so",
    "while",
    "when",
    "where",
    "if",
    "as",
    "than",
    "then",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "must",
    "may",
    "can",
    "will",
    "should",
    "shall",
    "would",
    "could",
    "has",
    "have",
    "had",
    "we",
    "they",
    "it",
    "our",
    "their",
    "its",
    "this",
    "these",
    "those",
    "there",
    "between",
    "under",
    "across",
    "until",
    "after",
    "before",
    "because",
    "not",
    "no",
    "all",
    "up",
    "out",
    "about",
    "roughly",
    "only",
    "also",
    "just",
    "behind",
    "daily",
    "hourly",
    "monthly",
    "weekly",
    "yearly",
    "apiece",
    "simultaneously",
    "concurrently",
    "today",
    "now",
    "altogether",
    "overall",
    "max",
    "maximum",
    "plus",
    "once",
    "twice",
    "thrice",
    "come",
    "comes",
    "arrive",
    "arrives",
    "go",
    "goes",
];

/// Words that look like plurals and are not.
const SINGULAR: &[&str] = &[
    "previous",
    "various",
    "continuous",
    "simultaneous",
    "gps",
    "https",
    "dns",
    "aws",
    "ios",
    "sms",
    "tls",
    "status",
    "bus",
    "always",
    "across",
    "this",
    "its",
    "news",
    "business",
    "wireless",
    "access",
    "address",
    "process",
    "anonymous",
    "plus",
    "minus",
    "less",
    "less",
    "gas",
    "bonus",
    "virus",
    "campus",
    "us",
    "is",
    "was",
    "has",
    "as",
    "does",
    "sales",
    "goods",
    "sports",
    "logistics",
    "analysis",
    "basis",
    "express",
    "press",
    "class",
    "glass",
    "pos",
    "saas",
];

/// Plurals without `s`.
const IRREGULAR: &[(&str, &str)] = &[
    ("people", "person"),
    ("persons", "person"),
    ("men", "man"),
    ("women", "woman"),
    ("children", "child"),
    ("midwives", "midwife"),
    ("families", "family"),
    ("kids", "child"),
    ("staff", "employee"),
    ("personnel", "employee"),
    ("colleagues", "colleague"),
    ("movies", "movie"),
    ("selfies", "selfie"),
    ("cookies", "cookie"),
    ("buses", "bus"),
    ("statuses", "status"),
    ("addresses", "address"),
    ("processes", "process"),
    ("businesses", "business"),
    ("caches", "cache"),
    ("purchases", "purchase"),
    ("responses", "response"),
    ("databases", "database"),
    ("warehouses", "warehouse"),
    ("houses", "house"),
    ("nurses", "nurse"),
    ("cases", "case"),
    ("invoices", "invoice"),
    ("dau", "user"),
    ("daus", "user"),
    ("mau", "user"),
    ("maus", "user"),
    ("wau", "user"),
    ("actives", "user"),
    ("req", "request"),
    ("reqs", "request"),
    ("msg", "message"),
    ("msgs", "message"),
    ("txn", "transaction"),
    ("txns", "transaction"),
    ("pics", "picture"),
    ("docs", "document"),
];

/// Whether a word is in the plural.
pub(super) fn is_plural(word: &str) -> bool {
    if let Some((plural, singular)) = IRREGULAR.iter().find(|(plural, _)| *plural == word) {
        return plural != singular;
    }
    // `tradespeople`, `fishermen`
    if joined_people(word).is_some() {
        return true;
    }
    word.len() > 2
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("ous")
        && !SINGULAR.contains(&word)
}

/// The singular of a noun; other words stay as they are.
pub(super) fn singular(word: &str) -> String {
    if let Some((_, singular)) = IRREGULAR.iter().find(|(plural, _)| *plural == word) {
        return (*singular).to_owned();
    }
    if let Some(one) = joined_people(word) {
        return one;
    }
    if !is_plural(word) {
        return word.to_owned();
    }
    for (ending, instead) in
        [("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("zzes", "z")]
    {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() > 1
        {
            return format!("{stem}{instead}");
        }
    }
    word.strip_suffix('s').unwrap_or(word).to_owned()
}

/// Whether a word ends a noun phrase.
pub(super) fn stops(word: &str) -> bool {
    STOP.contains(&word)
}

/// The noun phrase that starts at token `at`, for a count of `count`, and the token behind it.
///
/// A count above one is a count of the first word in the plural (`12 API calls`, not `12 API calls cost`); a count of
/// one, or of a measured thing (`600 byte message`), takes up to three words.
pub(super) fn phrase(tokens: &[Token], at: usize, many: bool) -> Option<(Noun, usize)> {
    let mut words: Vec<&str> = Vec::new();
    let mut next = at;
    let mut plural = false;
    while let Some(token) = tokens.get(next) {
        if token.is("-") && token.glued && !words.is_empty() {
            next += 1;
            continue;
        }
        let leads = words.is_empty() && unit::adverb(&token.word).is_some();
        // `on-call engineers`
        let joined = tokens.get(next + 1).is_some_and(|sign| sign.is("-") && sign.glued)
            && tokens.get(next + 2).is_some_and(|word| word.glued && word.kind == Kind::Word);
        let fits = token.kind == Kind::Word
            && (leads || joined || !stops(&token.word))
            && !token.breaks
            && words.len() < 5;
        // `2.2 kB six times per hour`
        let counts = numeral::small(&token.word).is_some_and(|value| value != 1.0 || !words.is_empty());
        // `300,000 coffee and vending machines`
        if !fits && many && !plural && shares_its_head(tokens, next, &words) {
            words.push(&token.word);
            next += 1;
            continue;
        }
        if !fits || counts {
            break;
        }
        if words.is_empty() && unit::duration(&token.word, false).is_some() {
            return None;
        }
        let is_plural = is_plural(&token.word);
        // Behind the plural come verbs: `users post`; `claims handlers` are handlers.
        let handlers = is_plural && many && members(&singular(&token.word)) == Some(Members::People);
        if plural && !handlers {
            break;
        }
        // `2,900 doctors' practices` counts practices.
        let owned = is_plural
            && tokens
                .get(next + 1)
                .is_some_and(|sign| matches!(sign.word.as_str(), "'" | "\u{2019}") && sign.glued)
            && tokens.get(next + 2).is_some_and(|thing| self::is_plural(&thing.word));
        if owned && many {
            words.push(&token.word);
            next += 2;
            continue;
        }
        // `one person builds it`, `five developers and one tester build it`
        let person =
            || words.last().is_some_and(|one| members(one) == Some(Members::People) || is_like_people(one));
        let verb = (is_plural || person())
            && !many
            && !words.is_empty()
            && tokens
                .get(next + 1)
                .is_some_and(|object| matches!(object.word.as_str(), "it" | "this" | "them" | "everything"));
        if verb {
            break;
        }
        words.push(&token.word);
        next += 1;
        plural = is_plural;
        if !many && words.len() == 3 {
            break;
        }
    }
    // `two save something` counts nothing.
    if many && matches!(words.last()?, &"something" | &"anything" | &"nothing") {
        return None;
    }
    let mut head = singular(words.last()?);
    // `look-ups`, `check-ins`
    if let [.., verb, "ups" | "ins" | "outs"] = words.as_slice() {
        head = format!("{verb}{head}");
    }
    Some((Noun { head, words: words.join(" ") }, next))
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    #[track_caller]
    fn check(text: &str, many: bool, head: &str, words: &str) {
        let (noun, _) = phrase(&tokens(text), 0, many).unwrap_or_else(|| panic!("no noun in `{text}`"));
        assert_eq!((noun.head.as_str(), noun.words.as_str()), (head, words));
    }

    #[test]
    fn the_first_plural_is_counted() {
        check("API calls; 4 %", true, "call", "api calls");
        check("people use the service", true, "person", "people");
        check("customer orders per day", true, "order", "customer orders");
        check("daily active users on a day", true, "user", "daily active users");
        check("message every 10 seconds", false, "message", "message");
        check("smart meters report", true, "meter", "smart meters");
        check("sales orders a day", true, "order", "sales orders");
        check("gas and water meters", true, "meter", "gas and water meters");
        check("category pages", true, "page", "category pages");
        check("leave-request tools", true, "tool", "leave request tools");
    }

    #[test]
    fn singulars() {
        for (plural, one) in [
            ("queries", "query"),
            ("boxes", "box"),
            ("businesses", "business"),
            ("bus", "bus"),
            ("branches", "branch"),
            ("people", "person"),
        ] {
            assert_eq!(singular(plural), one);
        }
    }
}
