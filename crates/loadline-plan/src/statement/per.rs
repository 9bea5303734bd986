//! `per second`, `/month`, `a day`, `every 10 seconds`, `per user`: what an amount is said per.

use super::amount::Per;
use super::noun;
use super::number;
use super::token::{Kind, Token};
use super::unit;
use super::vocabulary::{is_action, members};

/// Tokens between an amount and its `per` at most: `90,000 orders are placed with us every day`.
const REACH: usize = 7;

/// The `per` that starts at token `at`, and the token behind it.
fn one(tokens: &[Token], at: usize) -> Option<(Per, usize)> {
    let token = tokens.get(at)?;
    let word = |index: usize| tokens.get(index).map_or("", |token| token.word.as_str());
    match token.word.as_str() {
        "per" | "/" => {
            if let Some(found) = period(tokens, at + 1) {
                return Some(found);
            }
            if token.is("/") && !token.glued {
                return None;
            }
            // `per active user per day`, `per API instance`.
            let mut next = at + 1;
            let mut last = None;
            while let Some(token) = tokens.get(next).filter(|token| token.kind == Kind::Word && !token.breaks)
            {
                if noun::stops(&token.word) || next > at + 3 {
                    break;
                }
                last = Some(token);
                next += 1;
                // `per dispatcher refresh` is per dispatcher only where the first word is in the plural; `per user` ends.
                if noun::is_plural(&token.word) {
                    break;
                }
            }
            last.map(|token| (Per::Thing(noun::singular(&token.word)), next))
        }
        // `100 redirects for each link`
        "for" | "in" | "at" | "on" | "from" | "by" | "of" | "after" | "during" | "with"
            if matches!(word(at + 1), "each" | "every") =>
        {
            // `from every one of them` names nothing, and neither does `20 calls for each, fifteen reads to every write`.
            let named = tokens.get(at + 2).is_some_and(Token::is_word);
            if !named || noun::stops(word(at + 2)) || word(at + 2) == "one" {
                return None;
            }
            // `two of each user's ten requests` are a part of them.
            let owner = &tokens[at + 2];
            if token.is("of") && owner.end - owner.start > owner.word.len() && !noun::is_plural(&owner.word) {
                return None;
            }
            let mut next = at + 2;
            while next < at + 5
                && tokens.get(next + 1).is_some_and(|token| token.is_word() && !noun::stops(&token.word))
            {
                next += 1;
            }
            let token = tokens.get(next).filter(|token| {
                token.is_word() && !noun::stops(&token.word) && unit::period(&token.word).is_none()
            })?;
            Some((Per::Thing(noun::singular(&token.word)), next + 1))
        }
        // `budget: €12k` and below it `A team of five`: a new line begins there.
        "a" | "an" | "each" | "every" | "one"
            if !(token.capital && matches!(token.word.as_str(), "a" | "an")) =>
        {
            if token.is("every") && word(at + 1) == "other" {
                return unit::period(word(at + 2)).map(|seconds| (Per::Period(2.0 * seconds), at + 3));
            }
            if token.is("every") && (word(at + 1) == "few" || is_second_one(tokens, at + 1)) {
                return None;
            }
            period(tokens, at + 1)
                .filter(|_| !starts_noun(tokens, at + 2) || token.is("every"))
                .or_else(|| one_of(tokens, at))
        }
        "yoy" => Some((Per::Period(unit::YEAR), at + 1)),
        other => unit::adverb(other)
            .map(|seconds| (Per::Period(seconds), at + 1))
            .or_else(|| on_itself(tokens, at)),
    }
}

/// `40 sensors a farm`, `30 kB a view`: per one of what uses the system, or of what is done with it.
fn one_of(tokens: &[Token], at: usize) -> Option<(Per, usize)> {
    let noun = tokens.get(at + 1).filter(|token| token.is_word() && !noun::is_plural(&token.word))?;
    let known = members(&noun.word).is_some() || is_action(&noun.word);
    let article = tokens.get(at).is_some_and(|token| token.is("a") || token.is("an"));
    // `3 messages a driver reads`: the noun belongs to what follows.
    let ends = tokens.get(at + 2).is_none_or(|next| !next.is_word() || noun::stops(&next.word));
    (article && known && ends).then(|| (Per::Thing(noun.word.clone()), at + 2))
}

/// `month on month`, `year-over-year`
fn on_itself(tokens: &[Token], at: usize) -> Option<(Per, usize)> {
    let first = tokens.get(at)?;
    let seconds = unit::duration(&first.word, false).filter(|_| first.is_word())?;
    let hyphen = |at: usize| usize::from(tokens.get(at).is_some_and(|token| token.is("-")));
    let on = at + 1 + hyphen(at + 1);
    let again = on + 1 + hyphen(on + 1);
    let joined = tokens.get(on).is_some_and(|token| token.is("on") || token.is("over"));
    (joined && tokens.get(again).is_some_and(|token| token.word == first.word))
        .then_some((Per::Period(seconds), again + 1))
}

/// `every second request is a write`, `every second is active`: one of two, and no second of time.
fn is_second_one(tokens: &[Token], at: usize) -> bool {
    let next = tokens.get(at + 1).filter(|next| next.is_word()).map_or("", |next| next.word.as_str());
    let one = is_action(next) || members(next).is_some() || matches!(next, "is" | "one");
    let time = unit::duration(next, false).is_some();
    tokens.get(at).is_some_and(|token| token.is("second")) && one && !time && !noun::is_plural(next)
}

/// `second provider`: the period is no period but the start of another noun.
fn starts_noun(tokens: &[Token], at: usize) -> bool {
    let second = tokens.get(at - 1).is_some_and(|token| token.is("second") || token.is("quarter"));
    // `ninety requests a second saturate one server`, `400 calls a second fit on one instance`
    let verb = tokens.get(at + 1).is_some_and(|next| {
        matches!(
            next.word.as_str(),
            "one"
                | "a"
                | "an"
                | "the"
                | "on"
                | "through"
                | "our"
                | "each"
                | "every"
                | "per"
                | "in"
                | "is"
                | "are"
        )
    });
    let site = tokens.get(at).is_some_and(|noun| {
        matches!(
            noun.word.as_str(),
            "site"
                | "region"
                | "location"
                | "copy"
                | "provider"
                | "team"
                | "centre"
                | "center"
                | "factor"
                | "step"
        )
    });
    second
        && (!verb || site)
        && tokens
            .get(at)
            .is_some_and(|token| token.is_word() && !noun::stops(&token.word) && !is_participle(&token.word))
}

/// `2,000 messages a second done`, `300 a second processed`: what is done with them.
fn is_participle(word: &str) -> bool {
    word.ends_with("ed") || matches!(word, "done" | "made" | "sent" | "written" | "sold" | "paid")
}

/// `second`, `10 seconds`, `busy day`, `working day`: seconds, and the token behind.
fn period(tokens: &[Token], at: usize) -> Option<(Per, usize)> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    // `between 8 and 10 a quarter of the bookings come in`
    if word(at) == "quarter" && word(at + 1) == "of" && !matches!(word(at + 2), "a" | "an") {
        return None;
    }
    // `every third day` is every three of them.
    let led = at.checked_sub(1).is_some_and(|at| matches!(word(at), "every" | "each"));
    let always = word(at + 1) == "day" && word(at + 2) == "and" && word(at + 3) == "night";
    if let Some(nth) = number::nth(word(at)).filter(|_| led && !always)
        && let Some(seconds) = unit::duration(word(at + 1), false)
    {
        return Some((Per::Period(nth * seconds), at + 2));
    }
    // `every half hour`, `every half a minute`
    if let Some(share) =
        tokens.get(at).and_then(|token| number::fraction(&token.word)).filter(|share| *share < 1.0)
    {
        let skip = tokens[at + 1..]
            .iter()
            .take_while(|token| matches!(token.word.as_str(), "a" | "an" | "of"))
            .count();
        let unit = tokens.get(at + 1 + skip).and_then(|token| unit::duration(&token.word, false));
        if let Some(seconds) = unit {
            return Some((Per::Period(share * seconds), at + 2 + skip));
        }
    }
    let (count, mut next) = match number::read(tokens, at) {
        Some(number) if number.value > 0.0 => (number.value, number.next),
        _ => (1.0, at),
    };
    let calm = [
        "normal",
        "typical",
        "working",
        "business",
        "calendar",
        "week",
        "average",
        "ordinary",
        "full",
        "single",
        "trading",
        "school",
        "usual",
        "regular",
        "production",
        "opening",
        "weekday",
        "given",
        "shopping",
        "market",
    ];
    if count == 1.0
        && tokens.get(next).is_some_and(|token| calm.contains(&token.word.as_str()))
        && let Some(behind) = tokens.get(next + 1)
    {
        if unit::period(&behind.word).is_some() {
            next += 1;
        } else if tokens
            .get(next + 2)
            .is_some_and(|last| matches!(last.word.as_str(), "day" | "weekday" | "week"))
            && behind.is_word()
        {
            // `an average winter day`
            next += 2;
        }
    }
    let token = tokens.get(next)?;
    let seconds = unit::period(&token.word)?;
    if token.word.len() == 1 && !(token.glued || next > at) {
        return None;
    }
    // `per second user`: rare; `per day` is what is meant everywhere else.
    Some((Per::Period(count * seconds), next + 1))
}

/// All that an amount is said per, right behind it or a few words on, and the token behind the last one.
///
/// `limit` is the token behind the sentence.
pub(super) fn all(tokens: &[Token], at: usize, limit: usize) -> (Vec<Per>, usize) {
    let mut pers = Vec::new();
    let mut next = at;
    let tokens = &tokens[..limit.min(tokens.len())];
    let joined = |at: usize, known: &[Per]| {
        // `50 values per second and sensor`
        let thing = tokens.get(at + 1).filter(|token| token.is_word() && members(&token.word).is_some());
        let whole = tokens.get(at).is_some_and(|token| token.is("and")) && matches!(known, [Per::Period(_)]);
        let ends = tokens.get(at + 2).is_none_or(|next| !next.is_word() || noun::stops(&next.word));
        if let Some(thing) = thing.filter(|_| whole && ends) {
            return Some((Per::Thing(thing.word.clone()), at + 2));
        }
        // `per inspector and day`
        let day = tokens.get(at).is_some_and(|token| token.is("and"))
            && known.iter().any(|per| matches!(per, Per::Thing(_)));
        // `per employee and working day`
        period(tokens, at + 1).filter(|(_, behind)| day && (at + 2..=at + 3).contains(behind))
    };
    while let Some((per, behind)) = one(tokens, next).or_else(|| joined(next, &pers)) {
        if matches!(per, Per::Period(_)) && pers.iter().any(|known| matches!(known, Per::Period(_))) {
            break;
        }
        pers.push(per);
        next = behind;
    }
    if pers.iter().any(|per| matches!(per, Per::Period(_))) {
        return (pers, next);
    }
    // `9 events (200 bytes) per day`: the brackets are left to be read.
    if pers.is_empty() && tokens.get(next).is_some_and(|token| token.is("(")) {
        let close = (next + 1..(next + 7).min(tokens.len())).find(|at| tokens[*at].is(")"));
        if let Some((per @ Per::Period(_), _)) = close.and_then(|close| one(tokens, close + 1)) {
            return (vec![per], next);
        }
    }
    let mut far = next;
    while far < (next + REACH).min(tokens.len()) {
        let token = &tokens[far];
        let ends = token.kind != Kind::Word && !token.is("/") && !token.is("-") && !token.is("(");
        // What is said behind another count is said of that one: `10,000 authors write one article a week`.
        let marker = matches!(token.word.as_str(), "every" | "each" | "per");
        // `of 2 million players every fourth is active on a day`
        let after = |by: usize| tokens.get(far + by).map_or("", |token| token.word.as_str());
        let nth = marker
            && number::nth(after(1)).is_some()
            && (after(1) != "second" || after(2) == "is")
            && unit::duration(after(2), false).is_none()
            && !matches!(after(2), "of" | "a" | "an");
        let counts = nth
            || !marker
                && (number::read(tokens, far).is_some()
                    || number::fraction(&token.word).is_some()
                    || matches!(token.word.as_str(), "once" | "twice" | "thrice"));
        if ends
            || counts
            // `15 times the usual for an hour` says how long.
            || token.is("for") && (far + 1..far + 3).any(|at| period(tokens, at).is_some())
            || matches!(
                token.word.as_str(),
                "and" | "but" | "or" | "while" | "when" | "with" | "within" | "than" | "who" | "that" | "which"
            )
        {
            break;
        }
        // `30 bytes come from each locker every minute`
        if matches!(token.word.as_str(), "from" | "by")
            && let Some((thing @ Per::Thing(_), behind)) = one(tokens, far)
            && let Some((per @ Per::Period(_), behind)) = one(tokens, behind)
        {
            pers.extend([thing, per]);
            return (pers, behind);
        }
        // `3,000 cards are issued daily, …`
        let ends = tokens.get(far + 1).is_none_or(|next| !next.is_word());
        if let Some(seconds) = unit::adverb(&token.word).filter(|_| ends && far > next) {
            pers.push(Per::Period(seconds));
            return (pers, far + 1);
        }
        if matches!(token.word.as_str(), "per" | "each" | "every" | "a" | "an")
            && let Some((per @ Per::Period(_), behind)) = one(tokens, far)
        {
            pers.push(per);
            return (pers, behind);
        }
        far += 1;
    }
    (pers, next)
}

/// Whether what ends at `behind` starts at `at` already, with nothing in between.
pub(super) fn starts(tokens: &[Token], at: usize, behind: usize) -> bool {
    on_itself(tokens, at).is_some_and(|(_, end)| end == behind)
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[Per]) {
        let tokens = tokens(text);
        assert_eq!(all(&tokens, 0, tokens.len()).0, expected, "`{text}`");
    }

    #[test]
    fn periods_and_things() {
        let thing = |name: &str| Per::Thing(name.to_owned());
        check("per second", &[Per::Period(1.0)]);
        check("a week", &[Per::Period(7.0 * 86_400.0)]);
        check("a month", &[Per::Period(30.0 * 86_400.0)]);
        check("/s", &[Per::Period(1.0)]);
        check("per user per day", &[thing("user"), Per::Period(86_400.0)]);
        check("a day per active user", &[Per::Period(86_400.0), thing("user")]);
        check("every 10 seconds", &[Per::Period(10.0)]);
        check("every other minute", &[Per::Period(120.0)]);
        check("are placed every day", &[Per::Period(86_400.0)]);
        check("daily", &[Per::Period(86_400.0)]);
        check("on an average day", &[Per::Period(86_400.0)]);
        check("per API instance", &[thing("instance")]);
        check("a second provider", &[]);
        check("a user", &[thing("user")]);
        check("a user sends", &[]);
        check("and 5 a day", &[]);
    }
}
