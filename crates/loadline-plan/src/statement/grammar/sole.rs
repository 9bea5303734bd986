//! Who builds it alone, where no number says so: `a student will write it`, `I build it by myself`, `a one-man project`.

use super::{Head, Reader};
use crate::statement::amount::Measure;
use crate::statement::noun::Noun;
use crate::statement::vocabulary::is_programmer;

/// Those who may be hired or asked to write software, beside programmers.
#[rustfmt::skip]
const WHO: &[&str] = &[
    "student", "freelancer", "trainee", "intern", "apprentice", "colleague", "volunteer",
    "contractor", "person",
];
/// Those who may do it for `my` or `our` sake.
#[rustfmt::skip]
const KIN: &[&str] = &[
    "nephew", "niece", "son", "daughter", "brother", "sister", "cousin", "husband", "wife", "friend", "neighbour", "neighbor", "partner",
    "grandson", "granddaughter", "uncle", "aunt", "father", "mother", "treasurer", "secretary", "webmaster",
];
/// Words between them and what they do.
#[rustfmt::skip]
const BETWEEN: &[&str] = &["will", "would", "am", "is", "to", "going", "shall", "should", "has", "been", "hired", "asked", "can", "of", "ours", "i'll"];
/// Words of writing software.
#[rustfmt::skip]
const WRITE: &[&str] = &[
    "build", "builds", "write", "writes", "develop", "develops", "program", "programs", "implement", "implements", "code", "codes",
    "building", "writing", "developing",
];

/// One who builds it alone, at token `at`.
pub(super) fn sole(reader: &Reader<'_>, at: usize) -> Option<Head> {
    one_man(reader, at).or_else(|| alone(reader, at))
}

/// `a one-man project`, `a one-person job`
fn one_man(reader: &Reader<'_>, at: usize) -> Option<Head> {
    let hyphen = usize::from(reader.word(at + 1) == "-");
    let named = reader.word(at) == "one"
        && matches!(reader.word(at + 1 + hyphen), "man" | "woman" | "person")
        && matches!(
            reader.word(at + 2 + hyphen),
            "project" | "job" | "show" | "team" | "effort" | "business"
        );
    named.then(|| person(at + 2 + hyphen))
}

/// `a student will write it`, `I build it on my own`
fn alone(reader: &Reader<'_>, at: usize) -> Option<Head> {
    let first = reader.word(at);
    let next = match first {
        "a" | "an" | "our" | "my" => {
            let named = |word: &str| {
                is_programmer(word) || WHO.contains(&word) || first != "a" && KIN.contains(&word)
            };
            at + 1 + usize::from(named(reader.word(at + 1)))
        }
        "somebody" | "someone" | "i" => at + 1,
        _ => return None,
    };
    let named = !matches!(first, "a" | "an" | "our" | "my") || next == at + 2;
    let verb = (next..next + 7).find(|at| !BETWEEN.contains(&reader.word(*at)))?;
    let object = reader.word(verb + 1) == "it" || reader.word(verb + 1) == "this";
    let by_oneself = || {
        (verb + 2..verb + 12).take_while(|at| !matches!(reader.word(*at), "" | "." | ";")).any(|at| {
            matches!(reader.word(at), "alone" | "myself" | "himself" | "herself")
                || reader.word(at) == "own" && matches!(reader.word(at - 1), "my" | "his" | "her" | "their")
        })
    };
    // `I build it` may be said of one of several.
    let single = matches!(first, "a" | "an") || by_oneself();
    (named && WRITE.contains(&reader.word(verb)) && object && single).then(|| person(next))
}

/// One person, said up to the token `next`.
fn person(next: usize) -> Head {
    let mut head = Head::new(1.0, Measure::Count, next);
    head.noun = Some(Noun { head: "developer".to_owned(), words: "developer".to_owned() });
    head
}
