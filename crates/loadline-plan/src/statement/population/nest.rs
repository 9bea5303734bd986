//! Populations that are said per member of another one.

use crate::statement::noun;
use crate::statement::stated::Population;
use crate::statement::token::Token;
use crate::statement::vocabulary::{Members, members};
use std::ops::Range;

/// Multiplies a population that is said per member of one before it: `each warehouse has 150 scanners`,
/// `120 clinics with 30 nurses each`.
pub(in crate::statement) fn nest(
    found: &mut Population,
    before: &[Population],
    tokens: &[Token],
    sentence: &Range<usize>,
) {
    let start = found.tokens.start;
    // `each pen carries 18 sensors, which makes 25,200 sensors in all`: said once more, for all of them.
    let behind = |by: usize| tokens.get(found.tokens.end + by).map_or("", |token| token.word.as_str());
    let in_all = matches!((behind(0), behind(1)), ("in", "all" | "total") | ("altogether" | "overall", _));
    let again = before
        .iter()
        .any(|other| other.noun == found.noun && (other.value - found.value).abs() <= 0.03 * found.value);
    let led = |by: usize| start.checked_sub(by).map_or("", |at| tokens[at].word.as_str());
    let told = matches!((led(2), led(1)), ("that" | "which", "is" | "makes"));
    if again || in_all || told {
        return;
    }
    // `each of 52 wind parks has on average 34 turbines`
    let of_many = before.iter().position(|other| {
        let at = other.tokens.start;
        other.sentence == found.sentence
            && other.noun != found.noun
            && at >= sentence.start + 2
            && tokens[at - 1].is("of")
            && matches!(tokens[at - 2].word.as_str(), "each" | "one")
            && other.tokens.end <= start
            // `a message from each of 20,000 meters, and 600 operators`
            && tokens.get(other.tokens.end..start).unwrap_or_default().iter().any(|token| {
                matches!(token.word.as_str(), "has" | "have" | "with" | "holds" | "runs" | "operates" | "employs" | "contains" | "there" | "are")
            })
    });
    // `we run 320 supermarkets; in each of them 45 fridges`
    let in_each_of_them = || {
        let at = (sentence.start..start.saturating_sub(2)).rev().take(4).find(|at| tokens[*at].is("each"))?;
        let them = tokens[at + 1].is("of")
            && matches!(tokens[at + 2].word.as_str(), "them" | "these" | "those" | "which");
        let whole = before.iter().enumerate().next_back().filter(|_| them)?;
        (whole.1.sentence + 1 >= found.sentence && whole.1.noun != found.noun).then_some(whole.0)
    };
    let led = (sentence.start..start).rev().find_map(|at| {
        let marker = matches!(tokens[at].word.as_str(), "each" | "every" | "per");
        let noun =
            marker.then(|| noun::singular(tokens.get(at + 1).map_or("", |token| token.word.as_str())))?;
        before.iter().position(|other| other.noun == noun && other.noun != found.noun)
    });
    let trailed = || {
        let each = tokens.get(found.tokens.end).is_some_and(|token| token.is("each") || token.is("apiece"));
        let nearest = before
            .iter()
            .enumerate()
            .rfind(|(_, other)| other.sentence == found.sentence && other.noun != found.noun);
        let ends = tokens.get(found.tokens.end + 1).is_none_or(|token| !token.is_word());
        // `1,250 trains, 70 passengers on each`
        let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
        let on = found.tokens.end;
        let on_each = matches!(word(on), "on" | "in" | "at" | "aboard")
            && word(on + 1) == "each"
            && tokens.get(on + 2).is_none_or(|next| !next.is_word() || noun::stops(&next.word));
        // `3,000 tills in 40 stores send a receipt each`: where they stand, and not so many in each.
        nearest
            .filter(|(_, other)| !stands_in(other, found, tokens))
            .filter(|_| each && ends || on_each)
            .map(|(index, _)| index)
    };
    // `trucks, each with 4 probes`
    let pronoun = || {
        const HAS: &[&str] = &[
            "with", "has", "having", "have", "carr", "hold", "contain", "equipped", "fitted", "includ", "us",
            "own",
        ];
        let each = (sentence.start.max(start.saturating_sub(5))..start)
            .rev()
            .find(|at| matches!(tokens[*at].word.as_str(), "each" | "every"))?;
        let has = HAS.iter().any(|stem| tokens[each + 1].word.starts_with(stem));
        let last = before
            .iter()
            .enumerate()
            .rfind(|(_, other)| other.sentence == found.sentence && other.noun != found.noun);
        last.filter(|_| has && each + 1 < start).map(|(index, _)| index)
    };
    // `1,800 turnstiles. Each lets 4,800 people a day through`
    let each_takes = || {
        let verb = tokens
            .get(sentence.start + 1)
            .is_some_and(|token| token.word.ends_with('s') && !noun::stops(&token.word));
        let led = tokens[sentence.start].is("each")
            && verb
            && found.within.is_some()
            && start <= sentence.start + 4;
        let last = before.iter().enumerate().rfind(|(_, other)| other.sentence + 1 == found.sentence);
        last.filter(|(_, other)| led && other.members != Members::People).map(|(index, _)| index)
    };
    // `96 turbines x 250 sensors`
    let product = || {
        let sign = start.checked_sub(1).filter(|at| matches!(tokens[*at].word.as_str(), "x" | "×" | "*"))?;
        before.iter().position(|other| other.tokens.end == sign && other.noun != found.noun)
    };
    // `300 signals per turbine`
    let per = || {
        let at = (found.tokens.clone())
            .find(|at| matches!(tokens[*at].word.as_str(), "per" | "each" | "every" | "a" | "an"))?;
        let noun = noun::singular(&tokens.get(at + 1)?.word);
        before.iter().position(|other| other.noun == noun && other.noun != found.noun)
    };
    // `3,200 companies with on average 45 employees`, `900 companies with 40 employees on average`
    let end = found.tokens.end;
    let mean = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let trails = (mean(end), mean(end + 1)) == ("on", "average") || matches!(mean(end), "each" | "apiece");
    let averaged = || {
        let (index, whole) = before.iter().enumerate().next_back()?;
        let between = tokens.get(whole.tokens.end..start)?;
        let says = |words: &[&str]| between.iter().any(|token| words.contains(&token.word.as_str()));
        let only = between.len() <= 6 && between.iter().all(Token::is_word);
        let places =
            whole.members == Members::Places && whole.sentence == found.sentence && whole.noun != found.noun;
        let fits = only
            && says(&["with", "having", "employing", "of"])
            && (trails || says(&["average", "typically", "averaging"]));
        (places && fits).then_some(index)
    };
    if let Some(index) = per()
        .or(led)
        .or(of_many)
        .or_else(in_each_of_them)
        .or_else(each_takes)
        .or_else(product)
        .or_else(pronoun)
        .or_else(trailed)
        .or_else(averaged)
    {
        found.each = Some((found.value, index));
        found.value *= before[index].value;
        // Things that machines carry are machines: `850 trains carry a dozen boxes each`.
        if before[index].members == Members::Machines && members(&found.noun).is_none() {
            found.members = Members::Machines;
        }
    }
}

/// Whether a population is counted where another one stands: `100,000 sensors in the 25 plants`, `60,000 scooters stand around in 22 cities`.
/// Whatever is said of `each of them` is said of those that stand there.
pub(in crate::statement) fn stands_in(inner: &Population, place: &Population, tokens: &[Token]) -> bool {
    #[rustfmt::skip]
    const STANDS: &[&str] = &[
        "stand", "standing", "around", "sit", "sitting", "hang", "spread", "scattered", "distributed", "installed", "mounted", "located", "placed",
        "deployed", "fitted", "based", "parked", "work", "working", "live", "living", "out", "are", "operate", "running", "all",
    ];
    const DETERMINERS: &[&str] = &[
        "the", "our", "its", "their", "these", "all", "of", "about", "around", "some", "roughly", "nearly",
        "more", "than", "over",
    ];
    const IN: &[&str] = &["in", "at", "on", "across", "throughout", "inside", "aboard", "over", "within"];
    let word = |at: usize| tokens[at].word.as_str();
    let (from, to) = (inner.tokens.end, place.tokens.start);
    // Machines may stand in machines, and everybody in whatever is none.
    let machines = place.members == Members::Machines && members(&place.noun) == Some(Members::Machines);
    let fits = place.members != Members::People && (!machines || inner.members == Members::Machines);
    if !fits || inner.sentence != place.sentence || inner.noun == place.noun || from >= to || to - from > 6 {
        return false;
    }
    // `lifts (in 600 buildings)`, `lifts, spread across 600 buildings,`
    let sign = usize::from(word(from) == "(" || word(from) == "," && STANDS.contains(&word(from + 1)));
    let at = (from + sign..to).find(|at| !STANDS.contains(&word(*at))).unwrap_or(to);
    at < to && IN.contains(&word(at)) && (at + 1..to).all(|at| DETERMINERS.contains(&word(at)))
}
