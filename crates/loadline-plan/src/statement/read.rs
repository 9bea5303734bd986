//! From text to facts: sentences, amounts, roles, populations and what they do, and what is left over.

use super::activity::{Activity, Doings};
use super::amount::{Amount, Measure};
use super::cue::{self, Scene};
use super::grammar::{self, clip};
use super::mark::{self, Mark};
use super::noun;
use super::population::{self, Population};
use super::role::Role;
use super::roles;
use super::stance;
use super::token::Token;
use super::tokens::tokens;
use super::unit::DAY;
use super::vocabulary::{Class, Members, class_of, members};
use loadline_base::{FileId, Span};
use std::ops::Range;

/// Tokens of a sentence at most; a longer one is cut.
const LONGEST_SENTENCE: usize = 240;
/// Amounts read at most; a statement of need has a few dozen.
const MOST_AMOUNTS: usize = 500;

/// Sentences read at most.
const MOST_SENTENCES: usize = 2_000;

/// A quantity with the role it plays.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Nouns around it in the singular, the nearest first: what a size is the size of.
    pub context: Vec<String>,
    /// What it is for.
    pub role: Role,
    /// The quantity.
    pub amount: Amount,
    /// How many of it at once: 2 for `two ledger rows of 512 bytes`.
    pub times: f64,
}

/// Something that was read and could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unused {
    /// Where it stands.
    pub span: Span,
    /// Why it could not be used.
    pub why: &'static str,
}

/// A statement of need, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// The text it was read from.
    pub text: String,
    /// The sentences.
    pub sentences: Vec<Span>,
    /// Quantities with their roles, in the order of the text.
    pub facts: Vec<Fact>,
    /// Who uses the system.
    pub populations: Vec<Population>,
    /// What is done with it, and how often.
    pub activities: Vec<Activity>,
    /// What is said without numbers.
    pub marks: Vec<(Mark, Span)>,
    /// What could not be used.
    pub unused: Vec<Unused>,
}

impl Statement {
    /// The facts of a role, in the order of the text.
    pub fn facts(&self, role: Role) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(move |fact| fact.role == role)
    }

    /// The first fact of a role.
    #[must_use]
    pub fn fact(&self, role: Role) -> Option<&Fact> {
        self.facts(role).next()
    }

    /// Where a mark is first said.
    #[must_use]
    pub fn mark(&self, mark: Mark) -> Option<Span> {
        self.marks.iter().find(|(known, _)| *known == mark).map(|(_, span)| *span)
    }

    /// The text of a place.
    #[must_use]
    pub fn quote(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// Whether anything in it speaks of a use: a quantity, a demand, somebody who uses it or something that is done.
    #[must_use]
    pub fn speaks_of_use(&self) -> bool {
        let known = |token: &Token| {
            let word = noun::singular(&token.word);
            token.is_word() && (class_of(&word).is_some() || members(&word).is_some())
        };
        !self.facts.is_empty() || !self.marks.is_empty() || tokens(&self.text).iter().any(known)
    }

    /// The sentence a place is in.
    #[must_use]
    pub fn sentence(&self, span: Span) -> Span {
        self.sentences.iter().copied().find(|sentence| sentence.covers(span)).unwrap_or(span)
    }
}

/// Reads a statement of need. Never fails: what is not understood is listed as unused.
#[must_use]
pub fn read(text: &str) -> Statement {
    let tokens = tokens(text);
    let ranges = sentences(&tokens);
    let sentence_spans: Vec<Span> = ranges.iter().map(|range| span_of(&tokens, range)).collect();
    let (mut amounts, mut unused) = (Vec::new(), Vec::new());
    let mut marks = Vec::new();
    let mut marked = vec![false; ranges.len()];
    for (index, range) in ranges.iter().enumerate() {
        if amounts.len() >= MOST_AMOUNTS || index >= MOST_SENTENCES {
            let rest = Span::new(FileId(0), sentence_spans[index].start, clip(text.len()));
            unused.push(Unused {
                span: rest,
                why: "only the first 500 quantities and 2,000 sentences are read",
            });
            marked[index..].fill(true);
            break;
        }
        amounts.extend(grammar::amounts(text, &tokens, range.start, range.end, index));
        let found = mark::marks(&tokens, range);
        marked[index] = !found.is_empty();
        marks.extend(found);
    }
    let named = population::spoken_of_one_by_one(&tokens[..tokens.len().min(20_000)]);
    let mut roles: Vec<Option<Role>> =
        amounts.iter().map(|amount| role(&tokens, &ranges, &amounts, amount)).collect();
    targets(&tokens, &amounts, &mut roles);
    stance::apply(&tokens, &ranges, &amounts, &mut roles);
    lower_peaks(&amounts, &mut roles);
    let mut populations = Vec::new();
    for (amount, role) in amounts.iter().zip(&mut roles) {
        if role.is_none() || *role == Some(Role::Concurrent) {
            let sentence = &ranges[amount.sentence];
            let named = |noun: &str| named.iter().any(|name| name == noun);
            let Some(mut found) = population::population(amount, &tokens, sentence, named) else { continue };
            population::nest(&mut found, &populations, &tokens, sentence);
            if role.is_none() {
                *role = Some(Role::Population);
            }
            populations.push(found);
        }
    }
    let times = multiples(&amounts, &mut roles);
    let mut activities = activities(&tokens, &ranges, &amounts, &populations, &mut roles);
    for (amount, role) in amounts.iter().zip(&mut roles).filter(|(_, role)| role.is_none()) {
        if multiply(amount, &tokens, &mut activities) {
            *role = Some(Role::Activity);
        }
    }
    population::prefer_daily(&populations, &mut activities);
    attach(&amounts, &mut roles);
    let facts: Vec<Fact> = amounts
        .iter()
        .zip(&roles)
        .zip(&times)
        .filter_map(|((amount, role), times)| {
            let context = || context(&tokens, &ranges, amount);
            role.map(|role| Fact { context: context(), role, amount: amount.clone(), times: *times })
        })
        .collect();
    unused.extend(left_over(&tokens, &ranges, &sentence_spans, &amounts, &roles, &marked, &marks));
    unused.sort_by_key(|unused| (unused.span.start, unused.span.end));
    Statement {
        text: text.to_owned(),
        sentences: sentence_spans,
        facts,
        populations,
        activities,
        marks,
        unused,
    }
}

fn span_of(tokens: &[Token], range: &Range<usize>) -> Span {
    let start = tokens.get(range.start).map_or(0, |token| token.start);
    let end = tokens.get(range.end.saturating_sub(1)).map_or(start, |token| token.end);
    Span::new(FileId(0), clip(start), clip(end))
}

/// The sentences, as ranges of tokens.
fn sentences(tokens: &[Token]) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut from = 0;
    for (at, token) in tokens.iter().enumerate() {
        if at > from && (token.breaks || at - from >= LONGEST_SENTENCE) {
            ranges.push(from..at);
            from = at;
        }
        let ends = matches!(token.word.as_str(), "." | "!" | "?")
            && tokens.get(at + 1).is_none_or(|next| !next.glued);
        if ends && at >= from {
            ranges.push(from..at + 1);
            from = at + 1;
        }
    }
    if from < tokens.len() {
        ranges.push(from..tokens.len());
    }
    ranges
}

/// The role the cues around an amount speak for.
fn role(tokens: &[Token], ranges: &[Range<usize>], amounts: &[Amount], amount: &Amount) -> Option<Role> {
    if amount.article || (amount.measure == Measure::Count && amount.noun.is_none() && amount.value == 1.0) {
        return None;
    }
    let near = amounts.partition_point(|other| other.sentence < amount.sentence)
        ..amounts.partition_point(|other| other.sentence <= amount.sentence);
    let scene = Scene { tokens, sentence: ranges[amount.sentence].clone(), amounts: &amounts[near] };
    let role = scene.best(amount, roles::rows(amount.measure)).map(|(role, _)| role)?;
    let veto = match role {
        // `3,000 servers produce 25 lines per second each` speaks of who uses it, not of what one of ours carries.
        Role::InstanceCapacity => amounts.iter().any(|other| {
            other.sentence == amount.sentence
                && other.tokens.start < amount.tokens.start
                && other.value > 1.0
                && other.measure == Measure::Count
                && other.period().is_none()
                && members(other.head()).is_some()
        }),
        Role::Budget => paid_by_others(&scene),
        _ => false,
    };
    (!veto).then_some(role)
}

/// Whether a sentence speaks of what people pay for the service, which is income and no budget: `Premium costs users 5 EUR`.
fn paid_by_others(scene: &Scene<'_>) -> bool {
    let says = |words: &[&str]| cue::find(scene.tokens, scene.sentence.clone(), words).is_some();
    let paid = says(&[
        "pay",
        "pays",
        "paid",
        "paying",
        "cost",
        "costs",
        "charge*",
        "priced",
        "price*",
        "subscri*",
        "premium",
        "spend",
        "spends",
        "plan",
        "fee",
        "fees",
        "tier",
        "membership*",
    ]);
    let payer = scene.tokens[scene.sentence.clone()]
        .iter()
        .any(|token| members(&noun::singular(&token.word)) == Some(Members::People) || token.is("premium"));
    let own = says(&[
        "budget*",
        "hosting",
        "infrastructure",
        "afford*",
        "opex",
        "cloud",
        "bill",
        "operat*",
        "run",
        "running",
        "we may",
        "may cost",
        "must not cost",
        "must cost",
        "may spend",
        "can spend",
        "servers",
        "it may",
        "whole",
    ]);
    paid && payer && !own
}

/// A share near one that is said `for` something is a target for it, as `99.9 % for views`, and no share of writes.
fn targets(tokens: &[Token], amounts: &[Amount], roles: &mut [Option<Role>]) {
    for (amount, role) in amounts.iter().zip(roles) {
        let behind = tokens.get(amount.tokens.end).is_some_and(|token| token.is("for"));
        let target = amount.measure == Measure::Share && (0.99..1.0).contains(&amount.value);
        if behind && target && matches!(role, None | Some(Role::WriteShare | Role::ReadShare)) {
            *role = Some(Role::Availability);
        }
    }
}

/// What is done: of every amount without a role, and of a population with a short period (`dispatchers refresh every 5 s`).
fn activities(
    tokens: &[Token],
    ranges: &[Range<usize>],
    amounts: &[Amount],
    populations: &[Population],
    roles: &mut [Option<Role>],
) -> Vec<Activity> {
    let mut activities = Vec::new();
    for (index, amount) in amounts.iter().enumerate() {
        let doings = Doings { tokens, sentence: ranges[amount.sentence].clone(), amounts, populations };
        match roles[index] {
            Some(Role::Population) => {
                if let Some(period) = amount.period().filter(|period| *period < DAY) {
                    let by = populations.iter().position(|population| population.span == amount.span);
                    activities.extend(doings.refrain(amount, by, period));
                }
            }
            // A message with its size and its pace is both: `a 200 byte reading every 15 minutes`.
            Some(Role::RecordSize | Role::ResponseSize) | None => {
                let Some(activity) = doings.activity(amount) else { continue };
                if roles[index].is_none() {
                    roles[index] = Some(Role::Activity);
                }
                // `one 600 byte message every 10 seconds` is said by the count and by the size; it is done once.
                let known = activities.iter().any(|known: &Activity| {
                    known.sentence == activity.sentence
                        && known.tokens.end > activity.tokens.start
                        && known.period == activity.period
                });
                if !known {
                    activities.push(activity);
                }
            }
            Some(_) => {}
        }
    }
    activities
}

/// Of two rates in one sentence that are called peaks, the lower one is the average: `350 a second, peaking at 1,200`.
fn lower_peaks(amounts: &[Amount], roles: &mut [Option<Role>]) {
    for index in 0..amounts.len() {
        let higher = amounts.iter().zip(roles.iter()).any(|(other, role)| {
            *role == Some(Role::PeakRate)
                && other.sentence == amounts[index].sentence
                && other.per_second() > amounts[index].per_second()
        });
        if higher && roles[index] == Some(Role::PeakRate) {
            roles[index] = None;
        }
    }
}

/// Multiplies the activity said before a count with `each`: `4 campaigns a month to 8,000 recipients each`. Whether it did.
fn multiply(amount: &Amount, tokens: &[Token], activities: &mut [Activity]) -> bool {
    let each = tokens.get(amount.tokens.end).is_some_and(|token| token.is("each") || token.is("apiece"));
    let last = tokens.get(amount.tokens.end + 1).is_none_or(|token| !token.is_word());
    if amount.measure != Measure::Count || amount.period().is_some() || !each || !last || amount.value < 1.0 {
        return false;
    }
    let before = activities
        .iter_mut()
        .filter(|activity| activity.sentence == amount.sentence && activity.tokens.end <= amount.tokens.start)
        .max_by_key(|activity| activity.tokens.start);
    before.is_some_and(|activity| {
        activity.count *= amount.value;
        true
    })
}

/// How many records of a size are written at once: `two ledger rows of 512 bytes`. The count gets its role from the size.
fn multiples(amounts: &[Amount], roles: &mut [Option<Role>]) -> Vec<f64> {
    let mut times = vec![1.0; amounts.len()];
    for index in 1..amounts.len() {
        let (before, size) = (&amounts[index - 1], &amounts[index]);
        let counted = before.measure == Measure::Count
            && before.sentence == size.sentence
            && before.tokens.end + 1 == size.tokens.start
            && before.period().is_none()
            && (2.0..=1_000.0).contains(&before.value);
        if counted && roles[index] == Some(Role::RecordSize) && roles[index - 1].is_none() {
            times[index] = before.value;
            roles[index - 1] = Some(Role::RecordsPerWrite);
        }
    }
    times
}

/// Roles that follow from another amount beside: percentiles, shares of answers in time, members of teams.
fn attach(amounts: &[Amount], roles: &mut [Option<Role>]) {
    for index in 0..amounts.len() {
        let amount = &amounts[index];
        let nearest = |wanted: Role, reach: usize, roles: &[Option<Role>]| {
            amounts.iter().zip(roles).any(|(other, role)| {
                *role == Some(wanted)
                    && other.sentence == amount.sentence
                    && other.tokens.start.abs_diff(amount.tokens.start) <= reach
            })
        };
        match (amount.measure, roles[index]) {
            (Measure::Duration, None) if !amount.every && nearest(Role::PeakShare, 16, roles) => {
                roles[index] = Some(Role::PeakLength);
            }
            // A size beside what is done is the size of it: `send their position every 4 seconds, 120 bytes`.
            (Measure::Size, None)
                if amount.period().is_none()
                    && (nearest(Role::Activity, 16, roles) || nearest(Role::Population, 16, roles)) =>
            {
                let read = amount.thing().is_some_and(|thing| class_of(thing) == Some(Class::Read));
                roles[index] = Some(if read { Role::ResponseSize } else { Role::RecordSize });
            }
            (Measure::Percentile, None) if nearest(Role::Latency, 16, roles) => {
                roles[index] = Some(Role::Percentile)
            }
            (Measure::Share, None) if amount.value >= 0.5 && nearest(Role::Latency, 14, roles) => {
                roles[index] = Some(Role::LatencyShare);
            }
            _ => {}
        }
    }
}

/// The words of an amount's own noun, of those before it and of those behind it, nearest first.
fn context(tokens: &[Token], ranges: &[Range<usize>], amount: &Amount) -> Vec<String> {
    let range = &ranges[amount.sentence];
    let from = range.start.max(amount.tokens.start.saturating_sub(9));
    let to = range.end.min(amount.tokens.end + 3);
    let own = amount.tokens.clone();
    let order = own.chain((from..amount.tokens.start).rev()).chain(amount.tokens.end..to);
    order
        .filter(|at| tokens[*at].is_word() && !noun::stops(&tokens[*at].word))
        .map(|at| noun::singular(&tokens[at].word))
        .collect()
}

/// Index of the sentence a place is in.
fn span_of_sentence(spans: &[Span], place: Span) -> Option<usize> {
    let index = spans.partition_point(|span| span.end <= place.start);
    spans.get(index).filter(|span| span.start <= place.start).map(|_| index)
}

/// Quantities without a role, and sentences in which nothing was found.
fn left_over(
    tokens: &[Token],
    ranges: &[Range<usize>],
    spans: &[Span],
    amounts: &[Amount],
    roles: &[Option<Role>],
    marked: &[bool],
    marks: &[(Mark, Span)],
) -> Vec<Unused> {
    let mut unused = Vec::new();
    let mut used = marked.to_vec();
    for (amount, role) in amounts.iter().zip(roles) {
        used[amount.sentence] = true;
        let bare = amount.article
            || (amount.measure == Measure::Count && amount.noun.is_none() && amount.value == 1.0);
        let once = amount.measure == Measure::Factor
            && marks.iter().any(|(mark, span)| {
                *mark == Mark::OnceOnly && span_of_sentence(spans, *span) == Some(amount.sentence)
            });
        if role.is_none() && !bare && !once {
            unused.push(Unused { span: amount.span, why: "a quantity whose purpose is not clear" });
        }
    }
    for (index, range) in ranges.iter().enumerate() {
        let words = tokens[range.clone()].iter().filter(|token| token.is_word()).count();
        let member =
            tokens[range.clone()].iter().any(|token| members(&noun::singular(&token.word)).is_some());
        // The first sentence says what it is for, and is kept as the purpose.
        if index > 0 && !used[index] && words > 0 && !member {
            unused.push(Unused { span: spans[index], why: "a sentence in which no fact was found" });
        }
    }
    unused.truncate(MOST_AMOUNTS);
    unused
}
