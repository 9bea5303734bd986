//! Who uses the system: users, devices, places, with their number and on which basis it is counted.

use super::amount::{Amount, Measure};
use super::cue;
use super::noun;
use super::token::Token;
use super::unit::{DAY, HOUR, MONTH, WEEK};
use super::vocabulary::{Class, Members, class_of, class_of_verb, is_action, is_display, members};
use loadline_base::Span;
use std::ops::Range;

/// On which basis a population is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Active on a day.
    Daily,
    /// Active within a week or month.
    Monthly,
    /// Registered, whether active or not.
    Registered,
    /// The statement gives a number only.
    Plain,
    /// Connected at the same time; how many come on a day is not said.
    AtOnce,
}

/// A group that uses the system.
#[derive(Debug, Clone, PartialEq)]
pub struct Population {
    /// One of them: `vehicle`.
    pub noun: String,
    /// What each of them has and is named by, too: `tracker` where `containers with a tracker each` are counted.
    pub also: Vec<String>,
    /// As written: `registered vehicles`.
    pub words: String,
    /// How many there are, in all of `each`.
    pub value: f64,
    /// When said per member of another population (`each warehouse has 150 scanners`): how many, and its index.
    pub each: Option<(f64, usize)>,
    /// What they are.
    pub members: Members,
    /// On which basis they are counted.
    pub basis: Basis,
    /// Seconds in which so many come, where that is said: `2 million people a week`.
    pub within: Option<f64>,
    /// Where the number stands.
    pub span: Span,
    /// Index of the sentence.
    pub(super) sentence: usize,
    /// Tokens of the amount.
    pub(super) tokens: Range<usize>,
}

/// The population an amount counts, when it counts one. `named` tells whether a noun is spoken of as `each …` or
/// `per …` anywhere in the statement.
pub(super) fn population(
    amount: &Amount,
    amounts: &[Amount],
    before: &[Population],
    tokens: &[Token],
    sentence: &Range<usize>,
    named: impl Fn(&str) -> bool,
) -> Option<Population> {
    if let Some(part) = part_of_whom(amount, before, tokens, sentence) {
        return Some(part);
    }
    let thing = amount.thing().filter(|thing| members(thing).is_some());
    // `12 calls per user` is done, `300 signals per turbine` are there.
    let done = thing.is_some()
        && (amount.period().is_some() || is_action(amount.head()) && members(amount.head()).is_none());
    if amount.measure != Measure::Count || amount.article || amount.value < 1.0 || done {
        return None;
    }
    let noun = amount.noun.as_ref()?;
    let known = members(&noun.head).or_else(|| person(amount, noun, tokens, sentence));
    let known = if are_devices(&noun.head, tokens) { Some(Members::Machines) } else { known };
    let kind = match known {
        Some(kind) if amount.value > 1.0 => kind,
        // People do things, machines and places have them: `15 messages per user` is done.
        None if amount.value > 1.0 && thing.is_some_and(|thing| members(thing) != Some(Members::People)) => {
            Members::Machines
        }
        None if amount.value > 1.0
            && amount.period().is_none()
            && (each_follows(amount, tokens)
                || stands_for(amount, before, tokens)
                || has_one_each(amount, tokens, sentence)
                    && !also(amount, tokens, sentence, &named).is_empty()) =>
        {
            Members::Machines
        }

        // `60 views` are done, even where something is said of `each view`.
        None if amount.value > 1.0
            && amount.period().is_none()
            && amount.thing().is_none()
            && named(&noun.head)
            && class_of(&noun.head) != Some(Class::Read) =>
        {
            Members::Places
        }
        None if amount.value > 1.0 && amount.per.is_empty() && holds_members(amount, amounts, tokens) => {
            Members::Places
        }
        None if amount.value > 1.0 && amount.per.is_empty() => acts_by_the_clock(amount, amounts, tokens)?,
        _ => return None,
    };
    // `heat pumps of 310,000 households report`: the pumps do, one in each.
    let of =
        amount.tokens.start.checked_sub(2).filter(|at| *at >= sentence.start && kind != Members::Machines);
    let device = of
        .filter(|at| {
            matches!(tokens[at + 1].word.as_str(), "of" | "in" | "at") && noun::is_plural(&tokens[*at].word)
        })
        .map(|at| noun::singular(&tokens[at].word))
        .filter(|one| members(one) == Some(Members::Machines))
        .filter(|one| amounts.iter().all(|other| other.head() != one));
    let kind = if device.is_some() { Members::Machines } else { kind };
    let around =
        sentence.start.max(amount.tokens.start.saturating_sub(6))..sentence.end.min(amount.tokens.end + 9);
    let has = |words: &[&str]| cue::find(tokens, around.clone(), words).is_some();
    let inside = |words: &[&str]| {
        cue::find(tokens, amount.tokens.clone(), words).is_some()
            || words.iter().any(|word| noun.words.split(' ').any(|own| own == *word))
    };
    let period = amount.period();
    let basis = if inside(&["registered"]) {
        Basis::Registered
    } else if inside(&["daily", "dau", "daus"]) || period == Some(DAY) {
        Basis::Daily
    } else if inside(&["monthly", "mau", "maus", "weekly", "wau"])
        || period.is_some_and(|period| period == MONTH || period == WEEK)
    {
        Basis::Monthly
    } else if has(&["dau", "daily active"]) && !has(&["mau", "monthly"]) && known == Some(Members::People) {
        Basis::Daily
    } else if has(&["mau", "monthly active"]) && known == Some(Members::People) {
        Basis::Monthly
    } else if has(&[
        "registered",
        "registrations",
        "signed up",
        "sign ups",
        "accounts",
        "on file",
        "in the database",
    ]) && known == Some(Members::People)
    {
        Basis::Registered
    } else {
        Basis::Plain
    };
    Some(Population {
        each: None,
        noun: noun.head.clone(),
        also: also(amount, tokens, sentence, &named).into_iter().chain(device).collect(),
        words: noun.words.clone(),
        value: amount.value,
        members: kind,
        basis,
        within: period.filter(|period| *period >= DAY),
        span: amount.span,
        sentence: amount.sentence,
        tokens: amount.tokens.clone(),
    })
}

/// Those of a population who come on a day: `half a million drivers, of whom 60,000 park on a weekday`.
fn part_of_whom(
    amount: &Amount,
    before: &[Population],
    tokens: &[Token],
    sentence: &Range<usize>,
) -> Option<Population> {
    let word =
        |at: usize| tokens.get(at).filter(|_| sentence.contains(&at)).map_or("", |token| token.word.as_str());
    let at = amount.tokens.start;
    let skip =
        usize::from(matches!(word(at.wrapping_sub(1)), "about" | "roughly" | "around" | "some" | "only"));
    // `1.2 million of which are active on any given day`
    let end = amount.tokens.end;
    let behind = word(end) == "of" && matches!(word(end + 1), "whom" | "which" | "them" | "these" | "those");
    let whom = behind
        || at >= 2 + skip
            && word(at - skip - 2) == "of"
            && matches!(word(at - skip - 1), "whom" | "which" | "them" | "these" | "those");
    let whole = before.last().filter(|whole| {
        whole.sentence == amount.sentence || !behind && word(at.wrapping_sub(skip + 1)) != "whom"
    })?;
    let clause = (amount.tokens.start + 1..sentence.end.min(amount.tokens.end + 8))
        .take_while(|at| !matches!(word(*at), "," | ";" | "."))
        .any(|at| matches!(word(at), "day" | "daily" | "weekday" | "today"));
    let counts = amount.measure == Measure::Count && amount.period().is_none_or(|period| period == DAY);
    let known = members(amount.head()).is_some();
    (whom && clause && counts && !known && (1.0..=whole.value).contains(&amount.value)).then(|| Population {
        value: amount.value,
        basis: Basis::Daily,
        each: None,
        span: amount.span,
        sentence: amount.sentence,
        tokens: amount.tokens.clone(),
        ..whole.clone()
    })
}

/// `12,000 parking bays, each equipped with a sensor`
fn each_follows(amount: &Amount, tokens: &[Token]) -> bool {
    let word = |offset: usize| tokens.get(amount.tokens.end + offset).map_or("", |token| token.word.as_str());
    let behind = word(1) == "each" && super::unit::period(word(2)).is_none();
    word(0) == "," && behind && !is_action(amount.head())
}

impl Population {
    /// Whether a noun in the singular names one of them.
    pub(super) fn is_called(&self, noun: &str) -> bool {
        self.noun == noun || self.also.iter().any(|other| other == noun)
    }
}

/// The machine that each of what is counted has, said right behind it: `containers with a tracker each`, `beds; each monitor`.
fn also(
    amount: &Amount,
    tokens: &[Token],
    sentence: &Range<usize>,
    named: &impl Fn(&str) -> bool,
) -> Vec<String> {
    let end = amount.tokens.end;
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let near = end..sentence.end.min(end + 9);
    let machine = |at: usize| {
        let one = word(at);
        // `hives with one scale each. A scale sends`
        let spoken = named(one) && class_of(one).is_none() && !noun::is_plural(one);
        let known = members(one) == Some(Members::Machines) || spoken && members(one).is_none();
        (known && one != amount.head()).then(|| one.to_owned())
    };
    let led = near.clone().any(|at| {
        matches!(word(at), "with" | "has" | "have" | "carry" | "carries" | "each" | "equipped" | "fitted")
    });
    let named = near.clone().find_map(|at| {
        let marker = matches!(word(at), "a" | "an" | "one" | "own" | "each" | "every");
        // `a small tracker`
        marker.then(|| machine(at + 1).or_else(|| machine(at + 2)))?
    });
    // `1,200 greenhouses with 40 sensors each; every sensor` counts the sensors itself.
    let counted =
        |one: &String| near.clone().any(|at| noun::is_plural(word(at)) && noun::singular(word(at)) == *one);
    named.into_iter().filter(|one| led && !counted(one)).collect()
}

/// People by the ending of their name, or by coming on a day: `4,200 cleaners`, `36,000 music lovers a day visit the shop`.
fn person(amount: &Amount, noun: &noun::Noun, tokens: &[Token], sentence: &Range<usize>) -> Option<Members> {
    /// Things whose name ends like that of people.
    #[rustfmt::skip]
    const THINGS: &[&str] = &[
        "number", "letter", "folder", "parameter", "meter", "center", "motor", "error", "sector", "factor", "door", "floor",
        "color", "offer", "chapter", "paper", "layer", "quarter", "water", "computer", "tower", "timer", "trailer", "trigger",
        "master", "cluster", "buffer", "header", "poster", "filter", "matter", "cover", "corner", "finger", "winter", "summer",
        "newsletter", "banner", "voucher", "sticker", "locker", "drawer", "burner", "heater", "cooler", "boiler", "dryer",
        "washer", "freezer", "hammer", "ladder", "river", "flower", "power", "shower", "feeder", "loader", "reactor", "tensor",
        "vector", "actor", "mirror", "container", "order", "worker", "consumer", "member", "partner", "carrier", "customer",
        "tier", "pointer", "identifier", "adapter", "connector", "indicator", "generator", "compressor", "elevator", "escalator",
        "excavator", "refrigerator", "thermometer", "barometer", "hydrometer", "anemometer", "committee", "fee", "tree", "coffee",
        "degree", "employee", "plant", "restaurant", "variant", "constant", "quadrant", "hydrant", "grant", "list", "artist", "checklist", "shortlist", "playlist", "wishlist",
    ];
    let head = noun.head.as_str();
    let plural = noun.words.split(' ').next_back().is_some_and(noun::is_plural);
    let ending =
        ["er", "or", "ist", "ian", "eer", "ee", "man", "ant"].iter().any(|ending| head.ends_with(ending));
    let bare = !THINGS.contains(&head) && class_of(head).is_none() && head.len() >= 5;
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
    // `generators`, `30 ventilators per hospital`: things, too.
    let thing = head.ends_with("ator") || head.ends_with("meter") || amount.thing().is_some();
    let fits = plural && amount.value >= 3.0 && bare && (ending && !thing || comes());
    fits.then(|| if transmits(head, tokens) { Members::Machines } else { Members::People })
}

/// Whether what is called so transmits or uploads, as people do not: `each tanker transmits 40 values`.
fn transmits(noun: &str, tokens: &[Token]) -> bool {
    tokens.windows(2).any(|pair| {
        let verb = ["transmit", "emit", "upload", "stream", "beacon", "ping"];
        noun::singular(&pair[0].word) == noun && verb.iter().any(|stem| pair[1].word.starts_with(stem))
    })
}

/// Whether readers are those of tickets or cards, and no people.
fn are_devices(noun: &str, tokens: &[Token]) -> bool {
    const OF: &[&str] =
        &["ticket", "card", "badge", "code", "barcode", "chip", "rfid", "nfc", "tag", "meter", "plate"];
    noun == "reader"
        && tokens
            .windows(2)
            .any(|pair| OF.contains(&pair[0].word.as_str()) && noun::singular(&pair[1].word) == noun)
}

/// `48,000 hives with one scale each`
fn has_one_each(amount: &Amount, tokens: &[Token], sentence: &Range<usize>) -> bool {
    let near = amount.tokens.end..sentence.end.min(amount.tokens.end + 7);
    let says = |words: &[&str]| tokens[near.clone()].iter().any(|token| words.contains(&token.word.as_str()));
    says(&["with", "has", "have", "carry", "carries"]) && says(&["each", "apiece", "own"])
}

/// `14 fire brigades with 25 officers each`
fn holds_members(amount: &Amount, amounts: &[Amount], tokens: &[Token]) -> bool {
    let Some(next) = amounts.iter().find(|other| other.tokens.start >= amount.tokens.end) else {
        return false;
    };
    let each = tokens.get(next.tokens.end).is_some_and(|token| token.is("each") || token.is("apiece"));
    let between = tokens.get(amount.tokens.end..next.tokens.start).unwrap_or(&[]);
    let held = (1..=3).contains(&between.len())
        && between.iter().any(|token| matches!(token.word.as_str(), "with" | "of" | "having"));
    each && held
        && next.sentence == amount.sentence
        && next.measure == Measure::Count
        && members(next.head()).is_some()
}

/// `the control room (75 seats) has its screens reloaded every 30 seconds`: what is counted right before an interval acts in it,
/// where nobody else is named.
fn acts_by_the_clock(amount: &Amount, amounts: &[Amount], tokens: &[Token]) -> Option<Members> {
    let plural = amount
        .noun
        .as_ref()
        .is_some_and(|noun| noun.words.split(' ').next_back().is_some_and(noun::is_plural));
    let next = amounts.iter().find(|other| other.tokens.start >= amount.tokens.end && !other.article)?;
    let paced = next.measure == Measure::Duration && next.every && next.value <= HOUR;
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

/// `2,200 beds; each monitor emits`: a machine that is spoken of one by one and counted nowhere is one of what was counted
/// right before.
fn stands_for(amount: &Amount, before: &[Population], tokens: &[Token]) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let plural = amount
        .noun
        .as_ref()
        .is_some_and(|noun| noun.words.split(' ').next_back().is_some_and(noun::is_plural));
    let end = amount.tokens.end;
    // Right behind it, with a sign or a word or two in between.
    let Some(each) = (end..end + 5).find(|at| matches!(word(*at), "each" | "every")) else { return false };
    // `each monitor`, `a sensor in each`
    let turned = matches!(word(each.wrapping_sub(1)), "in" | "at" | "on" | "under" | "for" | "with");
    let one = noun::singular(word(if turned { each.wrapping_sub(2) } else { each + 1 }));
    let machine = members(&one) == Some(Members::Machines);
    let joined = (end..each).any(|at| matches!(word(at), ";" | "." | "," | ":" | "with"));
    plural && machine && joined && !is_action(amount.head()) && before.iter().all(|known| known.noun != one)
}

/// Multiplies a population that is said per member of one before it: `each warehouse has 150 scanners`,
/// `120 clinics with 30 nurses each`.
pub(super) fn nest(found: &mut Population, before: &[Population], tokens: &[Token], sentence: &Range<usize>) {
    let start = found.tokens.start;
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
        nearest.filter(|_| each && ends).map(|(index, _)| index)
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
    // `96 turbines x 250 sensors`
    let product = || {
        let sign = start.checked_sub(1).filter(|at| matches!(tokens[*at].word.as_str(), "x" | "×" | "*"))?;
        before.iter().position(|other| other.tokens.end == sign && other.noun != found.noun)
    };
    // `300 signals per turbine`
    let per = || {
        let at = (found.tokens.clone())
            .find(|at| matches!(tokens[*at].word.as_str(), "per" | "each" | "a" | "an"))?;
        let noun = noun::singular(&tokens.get(at + 1)?.word);
        before.iter().position(|other| other.noun == noun && other.noun != found.noun)
    };
    // `3,200 companies with on average 45 employees`
    let averaged = || {
        let (index, whole) = before.iter().enumerate().next_back()?;
        let between = tokens.get(whole.tokens.end..start)?;
        let says = |words: &[&str]| between.iter().any(|token| words.contains(&token.word.as_str()));
        let only = between.len() <= 6 && between.iter().all(Token::is_word);
        let places =
            whole.members == Members::Places && whole.sentence == found.sentence && whole.noun != found.noun;
        let fits = only
            && says(&["with", "having", "employing", "of"])
            && says(&["average", "typically", "averaging"]);
        (places && fits).then_some(index)
    };
    if let Some(index) = led.or_else(per).or_else(product).or_else(pronoun).or_else(trailed).or_else(averaged)
    {
        found.each = Some((found.value, index));
        found.value *= before[index].value;
        // Things that machines carry are machines: `850 trains carry a dozen boxes each`.
        if before[index].members == Members::Machines && members(&found.noun).is_none() {
            found.members = Members::Machines;
        }
    }
}

/// Nouns that the statement speaks of one by one: `each pharmacy`, `per pharmacy`, `every pharmacy`, `a pharmacy sends`.
pub(super) fn spoken_of_one_by_one(tokens: &[Token]) -> Vec<String> {
    let mut nouns = Vec::new();
    for pair in tokens.windows(3) {
        let [marker, first, second] = pair else { continue };
        // `a band uploads`: somebody does it, and not `a purchase takes`.
        let does = second.word.ends_with('s') && class_of_verb(&second.word) == Some(Class::Write);
        let one = matches!(marker.word.as_str(), "a" | "an") && does && first.is_word();
        if one && class_of(&first.word).is_none() {
            nouns.push(first.word.clone());
        }
        if !matches!(marker.word.as_str(), "each" | "per" | "every") || !first.is_word() {
            continue;
        }
        if super::unit::period(&first.word).is_some() {
            continue;
        }
        nouns.push(noun::singular(&first.word));
        if second.is_word() && !noun::stops(&second.word) {
            nouns.push(noun::singular(&second.word));
        }
    }
    nouns
}
