//! Words that bound an amount from above or below: `at most`, `never more than`, `not below`, `or more`.

use super::amount::Bound;

/// Phrases right before an amount, the longer ones first: `no more than` is no `more than`.
const BEFORE: &[(&str, Bound)] = &[
    ("can not exceed", Bound::AtMost),
    ("never be more than", Bound::AtMost),
    ("not be more than", Bound::AtMost),
    ("never be less than", Bound::AtLeast),
    ("not be less than", Bound::AtLeast),
    ("no more than", Bound::AtMost),
    ("not more than", Bound::AtMost),
    ("never more than", Bound::AtMost),
    ("seldom more than", Bound::AtMost),
    ("rarely more than", Bound::AtMost),
    ("no longer than", Bound::AtMost),
    ("not longer than", Bound::AtMost),
    ("never longer than", Bound::AtMost),
    ("no later than", Bound::AtMost),
    ("not later than", Bound::AtMost),
    ("no older than", Bound::AtMost),
    ("not older than", Bound::AtMost),
    ("no higher than", Bound::AtMost),
    ("no less than", Bound::AtLeast),
    ("not less than", Bound::AtLeast),
    ("never less than", Bound::AtLeast),
    ("no fewer than", Bound::AtLeast),
    ("not fewer than", Bound::AtLeast),
    ("no lower than", Bound::AtLeast),
    ("as many as", Bound::AtMost),
    ("as much as", Bound::AtMost),
    ("a maximum of", Bound::AtMost),
    ("a minimum of", Bound::AtLeast),
    ("at most", Bound::AtMost),
    ("at least", Bound::AtLeast),
    ("up to", Bound::AtMost),
    ("not above", Bound::AtMost),
    ("never above", Bound::AtMost),
    ("not over", Bound::AtMost),
    ("never over", Bound::AtMost),
    ("not exceed", Bound::AtMost),
    ("never exceed", Bound::AtMost),
    ("never exceeds", Bound::AtMost),
    ("cannot exceed", Bound::AtMost),
    ("not exceeding", Bound::AtMost),
    ("not beyond", Bound::AtMost),
    ("never beyond", Bound::AtMost),
    ("not below", Bound::AtLeast),
    ("never below", Bound::AtLeast),
    ("not under", Bound::AtLeast),
    ("never under", Bound::AtLeast),
    ("more than", Bound::AtLeast),
    ("longer than", Bound::AtLeast),
    ("less than", Bound::AtMost),
    ("fewer than", Bound::AtMost),
    ("lower than", Bound::AtMost),
    ("faster than", Bound::AtMost),
    ("limited to", Bound::AtMost),
    ("maximum of", Bound::AtMost),
    ("minimum of", Bound::AtLeast),
    ("max of", Bound::AtMost),
    ("upwards of", Bound::AtLeast),
    ("under", Bound::AtMost),
    ("below", Bound::AtMost),
    ("within", Bound::AtMost),
    ("<", Bound::AtMost),
    ("≤", Bound::AtMost),
    ("maximum", Bound::AtMost),
    ("max", Bound::AtMost),
    ("over", Bound::AtLeast),
    ("above", Bound::AtLeast),
    (">", Bound::AtLeast),
    ("≥", Bound::AtLeast),
    ("exceeding", Bound::AtLeast),
    ("minimum", Bound::AtLeast),
    ("min", Bound::AtLeast),
];

/// Phrases right behind an amount.
const BEHIND: &[(&str, Bound)] = &[
    ("+", Bound::AtLeast),
    ("or more", Bound::AtLeast),
    ("or better", Bound::AtLeast),
    ("at least", Bound::AtLeast),
    ("or less", Bound::AtMost),
    ("or fewer", Bound::AtMost),
    ("at most", Bound::AtMost),
    ("at the most", Bound::AtMost),
    ("at the very most", Bound::AtMost),
    ("max", Bound::AtMost),
    ("maximum", Bound::AtMost),
    ("tops", Bound::AtMost),
];

/// What the words before and behind an amount say; `before` ends, and `behind` starts, beside it.
pub(super) fn bound(before: &[&str], behind: &[&str]) -> Option<Bound> {
    // `<= 5` is two signs; `max. 5` and `about` say nothing more.
    let skipped = ["=", ".", "about", "roughly", "some", "around", "a", ":", "well", "just"];
    let mut before = before;
    while let Some((_, rest)) = before.split_last().filter(|(last, _)| skipped.contains(last)) {
        before = rest;
    }
    let said = |phrase: &str, words: &[&str]| phrase.split(' ').eq(words.iter().copied());
    let ends = |phrase: &str| {
        let length = phrase.split(' ').count();
        before.len().checked_sub(length).is_some_and(|from| said(phrase, &before[from..]))
    };
    let starts =
        |phrase: &str| behind.get(..phrase.split(' ').count()).is_some_and(|words| said(phrase, words));
    // `must not send more than`, `cannot be fewer than`
    let negated = before.len() > 2
        && before[..before.len() - 2].iter().rev().take(4).any(|word| {
            matches!(
                *word,
                "not" | "never" | "no" | "cannot" | "can't" | "mustn't" | "don't" | "doesn't" | "hardly"
            )
        });
    if negated && (ends("more than") || ends("longer than") || ends("over") || ends("above")) {
        return Some(Bound::AtMost);
    }
    if negated && (ends("less than") || ends("fewer than") || ends("below") || ends("under")) {
        return Some(Bound::AtLeast);
    }
    let found = BEFORE.iter().find(|(phrase, _)| ends(phrase));
    found.or_else(|| BEHIND.iter().find(|(phrase, _)| starts(phrase))).map(|(_, bound)| *bound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, behind: &str, expected: Option<Bound>) {
        let before: Vec<&str> = before.split_whitespace().collect();
        let behind: Vec<&str> = behind.split_whitespace().collect();
        assert_eq!(bound(&before, &behind), expected, "`{before:?}` … `{behind:?}`");
    }

    #[test]
    fn bounds() {
        check("it takes at most", "a second", Some(Bound::AtMost));
        check("never more than", "", Some(Bound::AtMost));
        check("more than", "", Some(Bound::AtLeast));
        check("must not send more than", "", Some(Bound::AtMost));
        check("must not be more than about", "", Some(Bound::AtMost));
        check("not above", "", Some(Bound::AtMost));
        check("no fewer than", "", Some(Bound::AtLeast));
        check("fewer than", "", Some(Bound::AtMost));
        check("< =", "", Some(Bound::AtMost));
        check("we have", "or more", Some(Bound::AtLeast));
        check("we have", "users", None);
    }
}
