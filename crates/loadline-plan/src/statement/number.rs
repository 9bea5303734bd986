//! Numbers at a place of the statement: digits with a multiplier, or words (`two hundred and fifty thousand`,
//! `half a million`, `a dozen`, `an hour and a half` is left to the grammar of amounts).

use super::noun;
use super::numeral::{find, small, tens, units};
use super::token::Token;
use super::vocabulary::{Members, members};

/// A number read, and the token after it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    /// The number.
    pub(super) value: f64,
    /// Index of the first token that does not belong to it.
    pub(super) next: usize,
    /// Written in words only.
    pub(super) words: bool,
}

/// Words that multiply.
const MULTIPLIERS: &[(&str, f64)] = &[
    ("dozen", 12.0),
    ("dozens", 12.0),
    ("hundred", 100.0),
    ("hundreds", 100.0),
    ("thousand", 1e3),
    ("thousands", 1e3),
    ("million", 1e6),
    ("millions", 1e6),
    ("mio", 1e6),
    ("mil", 1e6),
    ("mills", 1e6),
    ("mn", 1e6),
    ("mln", 1e6),
    ("billion", 1e9),
    ("billions", 1e9),
    ("bn", 1e9),
    ("bln", 1e9),
    ("trillion", 1e12),
    ("lakh", 1e5),
    ("lakhs", 1e5),
    ("crore", 1e7),
    ("crores", 1e7),
];

/// Fractions that stand before `of` or `a`.
const FRACTIONS: &[(&str, f64)] = &[
    ("half", 0.5),
    ("third", 1.0 / 3.0),
    ("thirds", 1.0 / 3.0),
    ("quarter", 0.25),
    ("quarters", 0.25),
    ("fifth", 0.2),
    ("fifths", 0.2),
    ("sixth", 1.0 / 6.0),
    ("eighth", 0.125),
    ("tenth", 0.1),
    ("tenths", 0.1),
    ("twentieth", 0.05),
    ("fiftieth", 0.02),
    ("hundredth", 0.01),
];

/// The multiplier a token is, also the letters `k` and `M` right behind digits.
fn multiplier(token: &Token, glued_to_digits: bool) -> Option<f64> {
    if let Some(value) = find(MULTIPLIERS, &token.word) {
        return Some(value);
    }
    match token.word.as_str() {
        "k" => Some(1e3),
        "m" if glued_to_digits && token.capital => Some(1e6),
        _ => None,
    }
}

/// `1.5B events`, `3B calls a day`: billions, and no bytes.
fn billions(tokens: &[Token], at: usize, value: f64) -> Option<f64> {
    let token = tokens.get(at).filter(|token| token.is("b") && token.glued && token.capital)?;
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let several = token.is_word() && super::noun::is_plural(word(at + 1));
    let rate = matches!(word(at + 2), "per" | "a" | "/" | "every" | "each" | "daily");
    (several && (rate || value.fract() != 0.0)).then_some(1e9)
}

/// The fraction a word names: `third` in `a third of`, `eighths` in `seven eighths of`.
pub(super) fn fraction(word: &str) -> Option<f64> {
    find(FRACTIONS, word).or_else(|| word.strip_suffix('s').and_then(ordinal).map(|whole| 1.0 / whole))
}

/// The place in a row that a word names behind `every`: 3 for `third`, 2 for `second`; `every half hour` is none.
pub(super) fn nth(word: &str) -> Option<f64> {
    let part = |word: &str| {
        fraction(word).filter(|_| word.ends_with("th") || word == "third").map(|part| (1.0 / part).round())
    };
    (word == "second").then_some(2.0).or_else(|| ordinal(word)).or_else(|| part(word))
}

/// What a part is said out of: a number, also `every hundred`, `each thousand`.
pub(super) fn whole(tokens: &[Token], at: usize) -> Option<Number> {
    let bare = || {
        let value = find(MULTIPLIERS, &tokens.get(at)?.word).filter(|value| (10.0..=1e6).contains(value))?;
        Some(Number { value, next: at + 1, words: true })
    };
    read(tokens, at).or_else(bare)
}

/// The number whose ordinal a word is: 50 for `fiftieth`. Fractions such as `third` are elsewhere.
pub(super) fn ordinal(word: &str) -> Option<f64> {
    const ODD: &[(&str, f64)] = &[("eighth", 8.0), ("ninth", 9.0), ("twelfth", 12.0), ("thousandth", 1e3)];
    if let Some(value) = find(ODD, word) {
        return Some(value);
    }
    let stem = word.strip_suffix("th")?;
    let whole = stem.strip_suffix("ie").map(|stem| format!("{stem}y"));
    small(whole.as_deref().unwrap_or(stem)).or_else(|| find(MULTIPLIERS, stem)).filter(|value| *value > 3.0)
}

/// The part that stands for one of so many, and the token behind it: a fifth, a twelfth, a twenty-fifth.
pub(super) fn one_part(tokens: &[Token], at: usize) -> Option<(f64, usize)> {
    const ONES: &[(&str, f64)] = &[("first", 1.0), ("second", 2.0), ("third", 3.0), ("fifth", 5.0)];
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    if let Some(ten) = tens(word(at)).filter(|_| word(at + 1) == "-") {
        let one = find(ONES, word(at + 2)).or_else(|| ordinal(word(at + 2))).filter(|one| *one < 10.0)?;
        return Some((1.0 / (ten + one), at + 3));
    }
    let part = fraction(word(at)).or_else(|| ordinal(word(at)).map(|whole| 1.0 / whole))?;
    Some((part, at + 1))
}

/// The number that starts at token `at`.
pub(super) fn read(tokens: &[Token], at: usize) -> Option<Number> {
    let first = tokens.get(at)?;
    let number = match first.number() {
        Some(value) => in_digits(tokens, at, value),
        None if first.is_word() => in_words(tokens, at)?,
        None => return None,
    };
    number.value.is_finite().then(|| Number { next: in_figures_too(tokens, &number), ..number })
}

/// `sixteen (16) weeks`, as contracts say it: what follows the number where it is said once more in brackets.
fn in_figures_too(tokens: &[Token], number: &Number) -> usize {
    let [open, again, close, ..] = tokens.get(number.next..).unwrap_or(&[]) else { return number.next };
    let same = open.is("(") && close.is(")") && again.number() == Some(number.value);
    if same { number.next + 3 } else { number.next }
}

/// Digits, multipliers behind them, and `1 1/2`.
fn in_digits(tokens: &[Token], at: usize, mut value: f64) -> Number {
    let mut next = at + 1;
    // `1/2` and `1 1/2`, but not `24/7` and not the ratio `90/10`.
    if let [slash, below, ..] = tokens.get(next..).unwrap_or(&[])
        && slash.is("/")
        && slash.glued
        && below.glued
        && value == 1.0
        && let Some(below) = below.number().filter(|below| {
            // `1/20 of the requests`
            let of = tokens.get(next + 2).is_some_and(|of| of.is("of"));
            (2.0..=4.0).contains(below) || of && (2.0..=1_000.0).contains(below)
        })
    {
        value /= below;
        next += 2;
    }
    // `2 1/2 million`, `2½ million`
    if let Some((part, behind)) = and_a_part(tokens, next).filter(|_| value.fract() == 0.0) {
        value += part;
        next = behind;
    }
    while let Some(token) = tokens.get(next) {
        // `3.6 M meters`, too: a capital letter before a noun.
        let noun =
            || tokens.get(next + 1).is_some_and(|after| after.is_word() && !super::noun::stops(&after.word));
        let glued = token.glued || token.is("m") && token.capital && noun();
        let Some(factor) = multiplier(token, glued).or_else(|| billions(tokens, next, value)) else { break };
        if token.is("k") && !glued && tokens.get(next + 1).is_some_and(|after| after.is("/")) {
            break;
        }
        value *= factor;
        next += 1;
    }
    Number { value, next, words: false }
}

/// A half, third or quarter that belongs to the whole number before it, and the token behind it.
fn and_a_part(tokens: &[Token], at: usize) -> Option<(f64, usize)> {
    let part = tokens.get(at)?.number()?;
    if (0.2..1.0).contains(&part) && tokens[at].glued {
        return Some((part, at + 1));
    }
    let [slash, below] = tokens.get(at + 1..at + 3)? else { return None };
    let below = below.number().filter(|below| (2.0..=4.0).contains(below))?;
    (part == 1.0 && slash.is("/") && slash.glued).then_some((1.0 / below, at + 3))
}

/// Words: tens and units, hundreds, thousands, with `and` and hyphens in between.
fn in_words(tokens: &[Token], at: usize) -> Option<Number> {
    if let Some(found) = part_of(tokens, at) {
        return Some(found);
    }
    let (mut total, mut current): (f64, f64) = (0.0, 0.0);
    let mut next = at;
    let mut seen = false;
    while let Some(token) = tokens.get(next) {
        let word = token.word.as_str();
        let after = tokens.get(next + 1);
        if !seen && matches!(word, "a" | "an") {
            // `a hundred`, `a dozen`, `a couple of`; `a` alone is no number.
            if after.is_some_and(|after| after.is("couple")) {
                let of = tokens.get(next + 2).is_some_and(|of| of.is("of"));
                return Some(Number { value: 2.0, next: next + 2 + usize::from(of), words: true });
            }
            // `a pair of trainees`, but `a pair of shoes` is one thing
            let pair = after.is_some_and(|after| matches!(after.word.as_str(), "pair" | "duo" | "trio"))
                && tokens.get(next + 2).is_some_and(|of| of.is("of"))
                && tokens
                    .get(next + 3)
                    .is_some_and(|who| members(&noun::singular(&who.word)) == Some(Members::People));
            if pair {
                let value = if after.is_some_and(|after| after.is("trio")) { 3.0 } else { 2.0 };
                return Some(Number { value, next: next + 3, words: true });
            }
            after
                .and_then(|after| find(MULTIPLIERS, &after.word))
                .filter(|_| !after.is_some_and(|t| t.word.ends_with('s')))?;
            (current, seen) = (1.0, true);
            next += 1;
        } else if let Some(value) = units(word) {
            // `twenty five` goes on, `five six` does not.
            if seen && (current % 100.0 != 0.0 && (current % 10.0 != 0.0 || current % 100.0 < 20.0)) {
                break;
            }
            current += value;
            (next, seen) = (next + 1, true);
        } else if let Some(value) = tens(word) {
            if seen && current % 100.0 != 0.0 {
                break;
            }
            current += value;
            (next, seen) = (next + 1, true);
        } else if word == "point" && seen && after.is_some_and(|after| units(&after.word).is_some()) {
            // `one point two million`
            current += after.and_then(|after| units(&after.word)).map_or(0.0, |tenths| tenths / 10.0);
            next += 2;
        } else if let Some(factor) = find(MULTIPLIERS, word) {
            if !seen {
                // `thousands of users` says no number.
                return None;
            }
            if factor <= 100.0 {
                current = if current == 0.0 { factor } else { current * factor };
            } else {
                total += (if current == 0.0 { 1.0 } else { current }) * factor;
                current = 0.0;
            }
            next += 1;
        } else if seen
            && (token.is("-") || token.is("and"))
            && after.is_some_and(|after| small(&after.word).is_some())
            && (token.is("-")
                || tokens.get(next - 1).is_some_and(|last| find(MULTIPLIERS, &last.word).is_some()))
        {
            next += 1;
        } else if seen
            && token.is("and")
            && tokens.get(next + 1).is_some_and(|a| a.is("a"))
            && half(tokens, next + 2)
        {
            // `two and a half million`
            current += 0.5;
            next += 3;
        } else if let Some(part) = part_in_words(tokens, next).filter(|_| seen) {
            current += part;
            next += 3;
        } else {
            break;
        }
    }
    seen.then_some(Number { value: total + current, next, words: true })
}

/// `and three quarters` of `one and three quarters times`, `and a third` of `two and a third million`.
fn part_in_words(tokens: &[Token], at: usize) -> Option<f64> {
    let word = |by: usize| tokens.get(at + by).map_or("", |token| token.word.as_str());
    let part = fraction(word(2)).filter(|part| word(0) == "and" && *part < 0.5)?;
    let times = if word(1) == "a" { 1.0 } else { small(word(1))? };
    let goes_on = word(3) == "times" || word(3) == "fold" || find(MULTIPLIERS, word(3)).is_some();
    (goes_on && times * part < 1.0).then_some(times * part)
}

fn half(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.is("half"))
}

/// `half a million`, `a quarter of a million`, `three quarters of a million`.
fn part_of(tokens: &[Token], at: usize) -> Option<Number> {
    let word = |index: usize| tokens.get(index).map_or("", |token| token.word.as_str());
    let (times, mut next) = match word(at) {
        "a" | "an" => (1.0, at + 1),
        other => match small(other) {
            Some(value) if fraction(word(at + 1)).is_some() => (value, at + 1),
            _ => (1.0, at),
        },
    };
    let part = fraction(word(next))?;
    next += 1;
    if word(next) == "of" {
        next += 1;
    }
    if matches!(word(next), "a" | "an") {
        next += 1;
    }
    // `half a dozen`, but not `a third of hundred`
    let dozen = part == 0.5 && word(next) == "dozen";
    let factor = find(MULTIPLIERS, word(next)).filter(|factor| *factor >= 1e3 || dozen)?;
    Some(Number { value: times * part * factor, next: next + 1, words: true })
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    #[track_caller]
    fn check(text: &str, value: f64, rest: &str) {
        let tokens = tokens(text);
        let number = read(&tokens, 0).unwrap_or_else(|| panic!("`{text}` is no number"));
        let left = tokens.get(number.next).map_or("", |token| &text[token.start..]);
        assert!((number.value - value).abs() < 1e-9 * value.abs().max(1.0), "`{text}` is {}", number.value);
        assert_eq!(left, rest, "behind the number of `{text}`");
    }

    #[test]
    fn numbers_in_words_and_digits() {
        check("1.5 million people", 1.5e6, "people");
        check("40k/month", 40_000.0, "/month");
        check("2M users", 2e6, "users");
        check("2m users", 2.0, "m users");
        check("250 thousand", 250_000.0, "");
        check("a dozen stores", 12.0, "stores");
        check("two dozen stores", 24.0, "stores");
        check("a hundred", 100.0, "");
        check("twenty-five nodes", 25.0, "nodes");
        check("two hundred and fifty thousand cars", 250_000.0, "cars");
        check("half a million", 5e5, "");
        check("a quarter of a million users", 250_000.0, "users");
        check("three quarters of a million", 750_000.0, "");
        check("two and a half million", 2.5e6, "");
        check("one hundred and twenty", 120.0, "");
        check("a couple of regions", 2.0, "regions");
        check("three and four", 3.0, "and four");
        check("3 bn events", 3e9, "events");
        check("1/2", 0.5, "");
        check("2 1/2 million", 2.5e6, "");
        check("one point two million people", 1.2e6, "people");
    }

    #[test]
    fn no_numbers() {
        for text in ["a user", "thousands of users", "users", "half the users", "", "k"] {
            assert_eq!(read(&tokens(text), 0), None, "`{text}`");
        }
    }
}
