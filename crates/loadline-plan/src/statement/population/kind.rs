//! Which kind of members an unknown noun counts: people by the ending of their name, devices by what they send, places by what
//! they hold.

use crate::statement::amount::{Amount, Measure};
use crate::statement::each;
use crate::statement::like_people::{is_like_people, is_no_thing};
use crate::statement::noun;
use crate::statement::place::Place;
use crate::statement::stated::Population;
use crate::statement::token::Token;
use crate::statement::unit::{DAY, HOUR};
use crate::statement::vocabulary::{
    Class, Members, class_of, class_of_verb, is_action, is_call, is_display, members,
};

/// `12,000 parking bays, each equipped with a sensor`
pub(super) fn each_follows(amount: &Amount, tokens: &[Token]) -> bool {
    let word = |offset: usize| tokens.get(amount.tokens.end + offset).map_or("", |token| token.word.as_str());
    let behind = word(1) == "each" && crate::statement::unit::period(word(2)).is_none();
    // `9 microscopes. Each takes 4,000 images a day.`, `2 million watches. Each one syncs every 30 minutes.`
    let verb = word(2 + usize::from(word(2) == "one"));
    let ends =
        matches!(word(0), "." | ";") && verb.ends_with('s') && !noun::stops(verb) && members(verb).is_none();
    let acts = ends && class_of_verb(verb).is_some() && !each::has(verb);
    behind
        && !each_is_sized(amount.tokens.end + 2, tokens)
        && ((word(0) == "," || ends) && !is_action(amount.head())
            || acts && class_of(amount.head()) == Some(Class::Read))
}

/// `35 tiles, each weighing 22 kB`: what stands behind `each` only says how large one of them is.
fn each_is_sized(at: usize, tokens: &[Token]) -> bool {
    #[rustfmt::skip]
    const IS: &[&str] = &[
        "weighing", "weighs", "of", "is", "being", "measuring", "having", "has", "taking", "takes", "at", "about", "around", "roughly", "some", "one",
        "averaging", "averages", "on", "average",
    ];
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let figure = (at..at + 4)
        .find(|at| !IS.contains(&word(*at)))
        .filter(|at| tokens.get(*at).is_some_and(Token::is_number));
    figure.is_some_and(|figure| {
        (figure + 1..figure + 3).any(|at| crate::statement::unit::size(word(at), word(at)).is_some())
    })
}

/// `2,200 beds; each monitor emits`: a machine that is spoken of one by one and counted nowhere is one of what was counted
/// right before.
pub(super) fn stands_for(amount: &Amount, before: &[Population], tokens: &[Token]) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let plural = amount
        .noun
        .as_ref()
        .is_some_and(|noun| noun.words.split(' ').next_back().is_some_and(noun::is_plural));
    let end = amount.tokens.end;
    // Right behind it, with a sign or a word or two in between.
    let Some(each) = (end..end + 6).find(|at| matches!(word(*at), "each" | "every")) else { return false };
    // `each monitor`, `a sensor in each`
    let turned = matches!(word(each.wrapping_sub(1)), "in" | "at" | "on" | "under" | "for" | "with");
    let one = noun::singular(word(if turned { each.wrapping_sub(2) } else { each + 1 }));
    let machine = members(&one) == Some(Members::Machines);
    let joined = (end..each).any(|at| matches!(word(at), ";" | "." | "," | ":" | "with"));
    plural && machine && joined && !is_action(amount.head()) && before.iter().all(|known| known.noun != one)
}

/// The machine that each of what is counted has, said right behind it: `containers with a tracker each`, `beds; each monitor`.
pub(super) fn also(place: &Place<'_>, named: &impl Fn(&str) -> bool) -> Vec<String> {
    let Place { tokens, range: sentence, amount } = *place;
    let end = amount.tokens.end;
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    // `650 farms with 24 cages each; a cage has a sensor`: what follows is said of what is counted next.
    let next = (end..sentence.end).find(|at| tokens[*at].is_number()).unwrap_or(sentence.end);
    let near = end..next.min(end + 9);
    let machine = |at: usize| {
        let one = word(at);
        // `hives with one scale each. A scale sends`
        let counts = tokens.get(at).is_some_and(|token| token.is_number());
        let verb = one.ends_with("ing") || one.ends_with("ed");
        let spoken = named(one) && !counts && !verb && class_of(one).is_none() && !noun::is_plural(one);
        let known = members(one) == Some(Members::Machines) || spoken && members(one).is_none();
        (known && one != amount.head()).then(|| one.to_owned())
    };
    // `has a tag`, but not `wears a tag; a farm has`
    let led = |to: usize| {
        let has = |at: usize| {
            matches!(word(at), "with" | "has" | "have" | "carry" | "carries" | "wear" | "equipped" | "fitted")
        };
        (end..=to).any(has) || near.clone().any(|at| word(at) == "each")
    };
    let named = near.clone().find_map(|at| {
        let marker = matches!(word(at), "a" | "an" | "one" | "own" | "each" | "every");
        // `480 analysers, each delivering a result of 2 kB`: what they send names none of them.
        let done = at > 0
            && word(at - 1).ends_with("ing")
            && !matches!(word(at - 1), "having" | "carrying" | "wearing" | "containing");
        let marker = marker && !done;
        // `a small tracker`
        (marker && led(at)).then(|| machine(at + 1).or_else(|| machine(at + 2)))?
    });
    // `1,200 greenhouses with 40 sensors each; every sensor` counts the sensors itself.
    let counted =
        |one: &String| near.clone().any(|at| noun::is_plural(word(at)) && noun::singular(word(at)) == *one);
    named.into_iter().filter(|one| !counted(one)).collect()
}

/// The machine that each of what is counted has, said right before it: `a probe in every one of our 12,000 cellars`.
pub(super) fn device_in_each(place: &Place<'_>) -> Option<String> {
    let at = place.behind(&["our", "the", "these", "their", "its", "about", "some", "roughly", "around"]);
    let back = |by: usize| at.checked_sub(by).map_or("", |at| place.word(at));
    let each = match (back(1), back(2), back(3)) {
        ("of", "one", "each" | "every") => 3,
        ("of", "each", _) => 2,
        ("each" | "every", _, _) => 1,
        _ => return None,
    };
    let led = matches!(back(each + 1), "in" | "on" | "at" | "under" | "inside" | "beside" | "to" | "from");
    let machine = noun::singular(back(each + 2));
    // `250 machines at each of 40 sites` counts the machines itself.
    let led = led && !noun::is_plural(back(each + 2));
    (led && members(&machine) == Some(Members::Machines)).then_some(machine)
}

/// `420 trams report where they are every three seconds`: what is counted does something again and again, said right behind it.
pub(super) fn acts_inside(amount: &Amount, tokens: &[Token]) -> bool {
    let word = |at: usize| tokens[at].word.as_str();
    let clock = amount.period().is_some_and(|period| period < HOUR)
        && amount.tokens.clone().any(|at| word(at) == "every");
    let noun = amount.tokens.clone().find(|at| *at > amount.tokens.start && noun::is_plural(word(*at)));
    let verb = noun.map(|at| at + 1).filter(|at| amount.tokens.contains(at));
    clock && verb.is_some_and(|at| class_of_verb(word(at)).is_some() && !word(at).ends_with("ed"))
}

/// `18,000 hives, and every one of them now stands on a scale`: the machine that each of what is counted stands on or is fitted with, and
/// that is spoken of by itself afterwards.
pub(super) fn device_of_each(place: &Place<'_>, named: &impl Fn(&str) -> bool) -> Option<String> {
    #[rustfmt::skip]
    const HAS: &[&str] = &[
        "stands", "stand", "sits", "sit", "rests", "lies", "hangs", "has", "have", "carries", "wears", "holds", "fitted", "equipped",
        "gets", "got", "contains", "bears", "mounted",
    ];
    #[rustfmt::skip]
    const PASSED: &[&str] = &["on", "with", "in", "under", "by", "over", "beside", "now", "a", "an", "one", "its", "own", "of"];
    let word = |at: usize| place.tokens.get(at).map_or("", |token| token.word.as_str());
    let end = place.amount.tokens.end;
    let each = (end..end + 4).find(|at| matches!(word(*at), "each" | "every" | "all"))?;
    let joined = (end..each).any(|at| matches!(word(at), "," | ";" | "and" | "."));
    let of =
        (each..each + 3).any(|at| word(at) == "of" && matches!(word(at + 1), "them" | "these" | "which"));
    let verb = (each + 1..each + 8).find(|at| HAS.contains(&word(*at)))?;
    let noun = (verb + 1..verb + 6).find(|at| !PASSED.contains(&word(*at)))?;
    let led = matches!(word(noun - 1), "a" | "an" | "one" | "own");
    let one = word(noun);
    let ends = matches!(word(noun + 1), "" | "." | "," | ";" | "and" | "that" | "which");
    // `the scale sends one reading`
    let does = |verb: &str| verb.ends_with('s') && class_of_verb(verb) == Some(Class::Write);
    let spoken = || {
        (noun + 1..place.tokens.len())
            .any(|at| word(at) == one && word(at - 1) == "the" && does(word(at + 1)))
    };
    let machine = members(one) == Some(Members::Machines) || named(one) || spoken();
    (joined && of && led && ends && machine && !noun::is_plural(one)).then(|| one.to_owned())
}

/// `48,000 hives with one scale each`
pub(super) fn has_one_each(place: &Place<'_>) -> bool {
    let Place { tokens, range: sentence, amount } = *place;
    let near = amount.tokens.end..sentence.end.min(amount.tokens.end + 7);
    let says = |words: &[&str]| tokens[near.clone()].iter().any(|token| words.contains(&token.word.as_str()));
    says(&["with", "has", "have", "carry", "carries"]) && says(&["each", "apiece", "own"])
}

/// `14 fire brigades with 25 officers each`
pub(super) fn holds_members(amount: &Amount, amounts: &[Amount], tokens: &[Token]) -> bool {
    let Some(next) = amounts.iter().find(|other| other.tokens.start >= amount.tokens.end) else {
        return false;
    };
    let each = tokens.get(next.tokens.end).is_some_and(|token| token.is("each") || token.is("apiece"));
    let between = tokens.get(amount.tokens.end..next.tokens.start).unwrap_or(&[]);
    let held = (1..=3).contains(&between.len())
        && between.iter().any(|token| {
            matches!(
                token.word.as_str(),
                "with" | "of" | "having" | "have" | "carry" | "hold" | "contain" | "house"
            )
        });
    each && held
        && next.sentence == amount.sentence
        && next.measure == Measure::Count
        && members(next.head()).is_some()
}

/// `the control room (75 seats) has its screens reloaded every 30 seconds`: what is counted right before an interval acts in it,
/// where nobody else is named.
pub(super) fn acts_by_the_clock(amount: &Amount, amounts: &[Amount], tokens: &[Token]) -> Option<Members> {
    let plural = amount
        .noun
        .as_ref()
        .is_some_and(|noun| noun.words.split(' ').next_back().is_some_and(noun::is_plural));
    // `14,000 hives report weight (56 bytes) every quarter of an hour`
    let brisk = |other: &Amount| other.period().is_some_and(|period| period <= HOUR);
    let next = amounts.iter().find(|other| {
        let sized = other.measure == Measure::Size && !brisk(other);
        other.tokens.start >= amount.tokens.end && !other.article && !sized
    })?;
    // `60,000 seismometers on islands send a 1 kB packet every 10 seconds`
    let often = matches!(next.measure, Measure::Times | Measure::Size) && brisk(next);
    let paced = next.measure == Measure::Duration && next.every && next.value <= HOUR || often;
    let between = tokens.get(amount.tokens.end..next.tokens.start)?;
    let others = between
        .iter()
        .any(|token| members(&noun::singular(&token.word)).is_some() || token.is(";") || token.is("."));
    let displays = between.iter().any(|token| is_display(&noun::singular(&token.word)));
    let fits =
        plural && paced && !others && next.sentence == amount.sentence && class_of(amount.head()).is_none();
    // Only with a verb in between: `two copies every 10 s` act in nothing.
    let verb = between.iter().any(|token| class_of_verb(&token.word).is_some());
    (fits && verb).then_some(if displays { Members::People } else { Members::Machines })
}

/// People by the ending of their name, or by coming on a day: `4,200 cleaners`, `400 street crew`, `36,000 music lovers a day visit the shop`.
pub(super) fn person(place: &Place<'_>, noun: &noun::Noun) -> Option<Members> {
    let Place { tokens, range: sentence, amount } = *place;
    let head = noun.head.as_str();
    let plural = head == "crew" || noun.words.split(' ').next_back().is_some_and(noun::is_plural);
    let bare = is_no_thing(head);
    // `a day visit the shop`
    let comes = || {
        const COME: &[&str] = &[
            "visit", "come", "use", "log", "open", "call", "browse", "shop", "sign", "drop", "turn", "play",
            "watch", "read",
        ];
        let inside = amount.tokens.start + 1..sentence.end.min(amount.tokens.end + 1);
        amount.period().is_some_and(|period| period >= DAY)
            && inside.clone().any(|at| COME.contains(&tokens[at].word.as_str()))
    };
    // `300,000 recipients a day, 8 calls per person`
    let told = || {
        const ONE: &[&str] = &["person", "head", "capita", "user", "customer", "visitor", "member", "client"];
        let behind = amount.tokens.end..sentence.end.min(amount.tokens.end + 14);
        let per = behind.clone().find(|at| place.word(*at) == "per" && ONE.contains(&place.word(at + 1)));
        // `2,500 projects with 40 people each, 20 downloads per person` speaks of the people.
        let counted = |per: usize| tokens[behind.start..per].iter().filter(|token| token.is_number()).count();
        // `300 dishes at 12 EUR per person` counts nobody.
        let asked = |per: usize| is_call(&noun::singular(place.word(per - 1)));
        let per = per.is_some_and(|per| amount.period().is_some() || counted(per) <= 1 && asked(per));
        amount.period().is_none_or(|period| period >= DAY) && amount.value >= 100.0 && per
    };
    // `900,000 recipients look up their parcel`
    let acts = || {
        const ACTS: &[&str] = &[
            "look", "browse", "search", "book", "log", "sign", "click", "visit", "watch", "order", "shop",
            "download", "type", "apply", "register",
        ];
        amount.value >= 100.0 && amount.per.is_empty() && ACTS.contains(&place.word(amount.tokens.end))
    };
    // `9,000 judges, clerks and registrars`: of whom some are known.
    let listed = || {
        let joins = |at: usize| matches!(place.word(at), "," | "and" | "or" | "&");
        let one = |at: usize| {
            noun::is_plural(place.word(at))
                && members(&noun::singular(place.word(at))) == Some(Members::People)
        };
        let end = amount.tokens.end;
        joins(end) && one(end + 1)
            || joins(end) && noun::is_plural(place.word(end + 1)) && joins(end + 2) && one(end + 3)
    };
    // `30 ventilators per hospital`: things, too.
    let ending = is_like_people(head) && amount.thing().is_none();
    // `24,000 notaries and clerks will use it`
    let uses = || {
        let end = amount.tokens.end;
        let skip = 2 * usize::from(place.word(end) == "and");
        let modal = matches!(place.word(end + skip), "will" | "would" | "shall" | "should" | "are" | "can");
        let to = usize::from(modal) + usize::from(modal && place.word(end + skip + 1) == "to");
        let verb = end + skip + to;
        let used = matches!(place.word(verb), "use" | "using" | "consult" | "access" | "open" | "visit");
        let with = matches!(
            (place.word(verb), place.word(verb + 1)),
            ("work" | "working", "with" | "in" | "on") | ("log", "in" | "on" | "into") | ("sign", "in")
        );
        let it = matches!(place.word(verb + 1), "it" | "this" | "the" | "our");
        // `it is used by 24,000 notaries`
        let start = amount.tokens.start;
        let by = start > sentence.start + 1
            && place.word(start - 1) == "by"
            && matches!(place.word(start - 2), "used" | "visited" | "consulted" | "opened" | "accessed");
        amount.per.is_empty() && (used && it || with || by)
    };
    let fits = plural
        && amount.value >= 3.0
        && bare
        && (ending || comes() || told() || listed() || acts() || uses());
    fits.then(|| if transmits(head, tokens) { Members::Machines } else { Members::People })
}

/// `4,000 displays refresh every 20 seconds`: what people look at acts by itself where it is the one that renews.
pub(super) fn renews(amount: &Amount, noun: &noun::Noun, tokens: &[Token]) -> Option<Members> {
    const RENEW: &[&str] =
        &["refresh", "reload", "poll", "updat", "redraw", "fetch", "quer", "ask", "pull", "renew", "load"];
    let inside = tokens.get(amount.tokens.clone()).unwrap_or(&[]).iter();
    let behind = tokens.get(amount.tokens.end..).unwrap_or(&[]).iter().take(12);
    let behind = behind.take_while(|token| !token.is("."));
    let plural = noun.words.split(' ').next_back().is_some_and(noun::is_plural);
    let counted = amount.value >= 2.0 && plural && is_display(&noun.head) && amount.thing().is_none();
    // `every 10 seconds 64 KiB go to each of the 400 screens`
    let start = amount.tokens.start;
    let before = &tokens[start.saturating_sub(3)..start];
    let each = before.windows(2).any(|pair| pair[0].is("each") && pair[1].is("of"));
    // `brewers look at 90 wall displays. Each display refreshes every 3 seconds`
    let next = tokens.get(amount.tokens.end..).unwrap_or(&[]);
    let each_renews = next.windows(3).take(16).any(|three| {
        matches!(three[0].word.as_str(), "each" | "every" | "the" | "a" | "one")
            && (three[1].word == noun.head || three[0].is("the") && is_display(&three[1].word))
            && RENEW.iter().any(|stem| three[2].word.starts_with(stem))
    });
    let renewed = each_renews
        || each
        || inside.chain(behind).any(|token| RENEW.iter().any(|stem| token.word.starts_with(stem)));
    (counted && renewed).then_some(Members::Machines)
}

/// `5.5 million watches upload a summary`: whatever sends by itself, and is counted, is a machine.
pub(super) fn sends(amount: &Amount, noun: &noun::Noun, tokens: &[Token]) -> Option<Members> {
    const SEND: &[&str] =
        &["send", "upload", "transmit", "publish", "emit", "stream", "push", "ping", "beacon", "broadcast"];
    let plural = noun.words.split(' ').next_back().is_some_and(noun::is_plural);
    let verb = tokens.get(amount.tokens.end).is_some_and(|token| SEND.contains(&token.word.as_str()));
    let counted = amount.value >= 3.0
        && amount.per.is_empty()
        && (class_of(&noun.head) != Some(Class::Write) || noun.words.contains(' '));
    (plural && verb && counted).then_some(Members::Machines)
}

/// `80 lecture halls record 6 lectures a day each`: whoever does so many each.
pub(super) fn does_each(amount: &Amount, noun: &noun::Noun, tokens: &[Token]) -> Option<Members> {
    let plural = noun.words.split(' ').next_back().is_some_and(noun::is_plural);
    let verb = tokens.get(amount.tokens.end).map_or("", |token| token.word.as_str());
    let makes = matches!(verb, "make" | "cause" | "do" | "take" | "need");
    let plain = makes || class_of_verb(verb).is_some() && !verb.ends_with('s') && !verb.ends_with("ed");
    let clause = tokens.get(amount.tokens.end..).unwrap_or(&[]).iter().take(12);
    let mut clause = clause.take_while(|token| !matches!(token.word.as_str(), ";" | "."));
    let each = clause.any(|token| matches!(token.word.as_str(), "each" | "apiece"));
    let counted = amount.value >= 3.0 && amount.per.is_empty() && class_of(&noun.head).is_none();
    (plural && plain && each && counted).then_some(Members::Places)
}

/// Whether what is called so transmits or uploads, as people do not: `each tanker transmits 40 values`.
pub(super) fn transmits(noun: &str, tokens: &[Token]) -> bool {
    tokens.windows(2).any(|pair| {
        let verb = ["transmit", "emit", "upload", "stream", "beacon", "ping"];
        noun::singular(&pair[0].word) == noun && verb.iter().any(|stem| pair[1].word.starts_with(stem))
    })
}

/// Whether readers are those of tickets or cards, and no people.
pub(super) fn are_devices(noun: &str, tokens: &[Token]) -> bool {
    const OF: &[&str] =
        &["ticket", "card", "badge", "code", "barcode", "chip", "rfid", "nfc", "tag", "meter", "plate"];
    noun == "reader"
        && tokens
            .windows(2)
            .any(|pair| OF.contains(&pair[0].word.as_str()) && noun::singular(&pair[1].word) == noun)
}
