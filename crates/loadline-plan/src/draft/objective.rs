//! Which latency and availability target goes for which journey: a target is for the operation that stands nearest to it,
//! and for every operation where none is named.

use crate::statement::{Fact, Measure, Role, Statement};
use loadline_base::Span;

/// Word stems of operations that change state.
const WRITES: &[&str] = &[
    "upload", "purchas", "order", "book", "pay", "writ", "submit", "post", "creat", "updat", "sav",
    "publish", "checkout", "insert", "edit", "delet", "bid", "vot", "record", "ingest", "send", "reserv",
    "register", "insert",
];
/// Word stems of operations that only read.
const READS: &[&str] = &[
    "read",
    "view",
    "search",
    "brows",
    "download",
    "watch",
    "list",
    "quer",
    "open",
    "look",
    "fetch",
    "redirect",
    "display",
    "play",
    "stream",
    "visit",
    "timeline",
    "feed",
    "dashboard",
    "page",
    "catalog",
    "chart",
    "map",
];

/// A target, and what it goes for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Objective<'a> {
    /// The latency or availability.
    pub(super) fact: &'a Fact,
    /// The percentile said with it.
    pub(super) percentile: Option<&'a Fact>,
    /// Whether it is for writes; none when it names no operation.
    pub(super) writes: Option<bool>,
}

impl Objective<'_> {
    /// The percentile in percent, also where it is said as a share: `95 % of pages within 1 s`.
    pub(super) fn at(&self) -> Option<f64> {
        let amount = &self.percentile?.amount;
        Some(if amount.measure == Measure::Share { amount.value * 100.0 } else { amount.value })
    }
}

/// The targets of a role, each with its operation.
pub(super) fn objectives(statement: &Statement, role: Role) -> Vec<Objective<'_>> {
    let facts: Vec<&Fact> = statement.facts(role).collect();
    let subjects = subjects(statement, &facts);
    let share = if role == Role::Latency { Role::LatencyShare } else { Role::Percentile };
    let mut percentiles: Vec<&Fact> = statement.facts(Role::Percentile).collect();
    if share != Role::Percentile {
        percentiles.extend(statement.facts(share));
    }
    facts
        .iter()
        .zip(subjects)
        .map(|(fact, writes)| {
            let sentence = statement.sentence(fact.amount.span);
            if let Some(own) = in_turn(sentence, &facts, &percentiles, fact) {
                return Objective { fact, percentile: Some(own), writes };
            }
            // Each percentile belongs to the nearest target of its sentence.
            let own = percentiles.iter().filter(|percentile| {
                let nearest = facts.iter().min_by_key(|other| gap(other.amount.span, percentile.amount.span));
                sentence.covers(percentile.amount.span)
                    && nearest.is_some_and(|nearest| nearest.amount.span == fact.amount.span)
            });
            let nearest = own.min_by_key(|percentile| gap(fact.amount.span, percentile.amount.span)).copied();
            let only = (facts.len() == 1 && percentiles.len() == 1).then(|| percentiles[0]);
            Objective { fact, percentile: nearest.or(only), writes }
        })
        .collect()
}

/// Words that say nothing of what a target is for.
#[rustfmt::skip]
const VAGUE: &[&str] = &[
    "percent", "cent", "available", "availability", "uptime", "target", "slo", "sla", "goal", "month", "year", "quarter", "day",
    "time", "week", "second", "ms", "millisecond", "minute", "hour", "must", "need", "want", "least", "most", "percentile", "th",
    "median", "nine", "latency", "rolling", "window", "s", "case", "enough", "fine", "within", "under", "answer", "request",
    "be", "have", "get", "should", "reach", "finish", "complete", "per", "up", "service", "system", "response", "take",
];

/// The targets of a role, each with a name for what it is of: the word of an operation nearest to it, else a noun beside it,
/// else its place among them; no two have one name.
pub(super) fn names(statement: &Statement, role: Role) -> Vec<(&Fact, String)> {
    let facts: Vec<&Fact> = statement.facts(role).collect();
    let targets = objectives(statement, role);
    let mut known: Vec<String> = Vec::new();
    let mut named = Vec::new();
    for (place, fact) in facts.iter().enumerate() {
        let sentence = statement.sentence(fact.amount.span);
        let nearest = operations(statement, sentence)
            .into_iter()
            .filter(|(word, _)| {
                let own = distance(statement, fact.amount.span, *word);
                facts.iter().all(|other| {
                    !sentence.covers(other.amount.span)
                        || own <= distance(statement, other.amount.span, *word)
                })
            })
            .min_by_key(|(word, _)| distance(statement, fact.amount.span, *word))
            .map(|(word, _)| statement.said(word));
        let plain = |word: &&String| {
            word.len() > 2 && word.chars().all(char::is_alphabetic) && !VAGUE.contains(&word.as_str())
        };
        let noun = || fact.context.iter().find(plain).cloned();
        let mut name = said_for(statement, sentence, fact)
            .or(nearest)
            .or_else(noun)
            .unwrap_or_else(|| (place + 1).to_string());
        if known.contains(&name)
            && let Some(at) = targets.get(place).and_then(Objective::at)
        {
            name = format!("{name}.p{}", super::term::plain(at));
        }
        if known.contains(&name) {
            name = format!("{name}.{}", place + 1);
        }
        known.push(name.clone());
        named.push((*fact, name));
    }
    named
}

/// The noun in `99.5 % for reports`.
fn said_for(statement: &Statement, sentence: Span, fact: &Fact) -> Option<String> {
    let behind = statement.quote(Span::new(sentence.file, fact.amount.span.end, sentence.end));
    let mut words = behind.split_whitespace();
    words.next().filter(|word| *word == "for")?;
    let first = words.find(|word| !matches!(*word, "the" | "our" | "all" | "any"))?;
    let first = first.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase();
    (first.chars().all(|c| c.is_alphabetic() || c == '-') && !VAGUE.contains(&first.as_str()))
        .then_some(first)
}

/// The target of a role that goes for a journey: one for its operation, else the first one for all.
pub(super) fn of<'a>(objectives: &'a [Objective<'a>], writes: bool) -> Option<&'a Objective<'a>> {
    let own = objectives.iter().find(|objective| objective.writes == Some(writes));
    own.or_else(|| objectives.iter().find(|objective| objective.writes.is_none()))
}

/// All targets of a journey: the one for it, and those at other percentiles that are said of the same.
pub(super) fn all_of<'a>(objectives: &'a [Objective<'a>], writes: bool) -> Vec<&'a Objective<'a>> {
    let Some(first) = of(objectives, writes) else { return Vec::new() };
    let percentile = Objective::at;
    let mut all = vec![first];
    for other in objectives.iter().filter(|other| other.writes == first.writes && other.percentile.is_some())
    {
        if first.percentile.is_some() && all.iter().all(|known| percentile(known) != percentile(other)) {
            all.push(other);
        }
    }
    all.sort_by(|one, other| percentile(one).unwrap_or(99.0).total_cmp(&percentile(other).unwrap_or(99.0)));
    all
}

/// The percentile of a target in a sentence with as many of one as of the other, in turn: `p50 20 ms, p99 120 ms`.
fn in_turn<'a>(
    sentence: Span,
    targets: &[&Fact],
    percentiles: &[&'a Fact],
    target: &Fact,
) -> Option<&'a Fact> {
    let here = |facts: &[&'a Fact]| -> Vec<&'a Fact> {
        let mut here: Vec<&Fact> =
            facts.iter().copied().filter(|fact| sentence.covers(fact.amount.span)).collect();
        here.sort_by_key(|fact| fact.amount.span.start);
        here
    };
    let own = here(percentiles);
    let mut targets: Vec<Span> =
        targets.iter().map(|fact| fact.amount.span).filter(|span| sentence.covers(*span)).collect();
    targets.sort_by_key(|span| span.start);
    let own_spans: Vec<Span> = own.iter().map(|fact| fact.amount.span).collect();
    // One before its other, and that one before the next pair.
    let turns = |one: &[Span], other: &[Span]| {
        one.iter().zip(other).all(|(one, other)| one.end <= other.start)
            && other.iter().zip(one.iter().skip(1)).all(|(other, next)| other.end <= next.start)
    };
    let paired = turns(&own_spans, &targets) || turns(&targets, &own_spans);
    let place = targets.iter().position(|span| *span == target.amount.span)?;
    (own.len() == targets.len() && own.len() > 1 && paired).then(|| own[place])
}

/// The targets of a role that go for no journey of reads or of writes, each with its name: the third of `browsing`, `search` and
/// `paying`. `reads` and `writes` tell which journeys there are.
pub(super) fn beside(statement: &Statement, role: Role, reads: bool, writes: bool) -> Vec<(&Fact, String)> {
    let targets = objectives(statement, role);
    let mut taken: Vec<Span> = Vec::new();
    for kind in [(reads, false), (writes, true)].into_iter().filter(|(there, _)| *there).map(|(_, kind)| kind)
    {
        taken.extend(all_of(&targets, kind).into_iter().map(|target| target.fact.amount.span));
    }
    let all = names(statement, role);
    all.into_iter().filter(|(fact, _)| !taken.contains(&fact.amount.span)).collect()
}

fn gap(one: Span, other: Span) -> u32 {
    if one.end <= other.start { other.start - one.end } else { one.start.saturating_sub(other.end) }
}

/// What each target is for, from the words of operations in its sentence; each word goes with the nearest target.
fn subjects(statement: &Statement, facts: &[&Fact]) -> Vec<Option<bool>> {
    let mut nearest: Vec<Option<(u32, bool)>> = vec![None; facts.len()];
    let mut sentences: Vec<Span> = Vec::new();
    for fact in facts {
        let sentence = statement.sentence(fact.amount.span);
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    for sentence in sentences {
        for (word, writes) in operations(statement, sentence) {
            let near = facts
                .iter()
                .enumerate()
                .filter(|(_, fact)| sentence.covers(fact.amount.span))
                .map(|(place, fact)| (distance(statement, fact.amount.span, word), place))
                .min();
            if let Some((distance, place)) = near
                && nearest[place].is_none_or(|(best, _)| distance < best)
            {
                nearest[place] = Some((distance, writes));
            }
        }
    }
    nearest.into_iter().map(|found| found.map(|(_, writes)| writes)).collect()
}

/// Words of operations in a sentence, and whether they write.
fn operations(statement: &Statement, sentence: Span) -> Vec<(Span, bool)> {
    let text = statement.said(sentence);
    let starts = |word: &str, stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
    let mut found = Vec::new();
    let mut from = 0;
    for word in text.split(|sign: char| !sign.is_alphanumeric()) {
        let at = text[from..].find(word).map_or(from, |offset| from + offset);
        from = at + word.len();
        let writes = if starts(word, WRITES) {
            true
        } else if starts(word, READS) && !word.starts_with("ready") && !word.starts_with("reading") {
            false
        } else {
            continue;
        };
        let offset = |place: usize| sentence.start + u32::try_from(place).unwrap_or(0);
        found.push((Span::new(sentence.file, offset(at), offset(from)), writes));
    }
    found
}

/// How far a word is from a target: a comma or an `and` between them parts more than words do.
fn distance(statement: &Statement, target: Span, word: Span) -> u32 {
    let (start, end) =
        if word.end <= target.start { (word.end, target.start) } else { (target.end, word.start) };
    if start >= end {
        return 0;
    }
    let between = statement.quote(Span::new(target.file, start, end));
    let words = between.split_whitespace().map(|word| match word {
        "and" | "while" | "but" | "whereas" => 4,
        _ => 1,
    });
    let signs = between.matches([',', ';', '(']).count();
    words.sum::<u32>() + 4 * u32::try_from(signs).unwrap_or(u32::MAX / 8)
}
