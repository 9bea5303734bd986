//! From text to facts: sentences, amounts, roles, populations and what they do, and what is left over.

use super::active;
use super::activity::{Activity, Base, Doings};
use super::actor;
use super::amount::{Amount, Measure, of_sentence};
use super::at_once;
use super::attach::{attach, lower_peaks, multiples};
use super::collected;
use super::cue::Scene;
use super::data_flow;
use super::duty;
use super::ellipsis;
use super::fragment;
use super::grammar::{self, clip};
use super::income::paid_by_others;
use super::is_a;
use super::left_over::{left_over, unread};
use super::mark::{self, Mark};
use super::noun;
use super::one_of_ours;
use super::outside;
use super::parts;
use super::personal;
use super::population::{self, Population};
use super::ratio;
use super::retention;
use super::role::Role;
use super::roles;
use super::same_visit;
use super::stance;
use super::stated::{Fact, Statement, Unused};
use super::target;
use super::token::Token;
use super::tokens::tokens;
use super::unit::DAY;
use super::vocabulary::{Class, class_of, members};
use super::window;
use loadline_base::{FileId, Span};
use std::ops::Range;

/// Tokens of a sentence at most; a longer one is cut.
const LONGEST_SENTENCE: usize = 240;
/// Amounts read at most; a statement of need has a few dozen.
const MOST_AMOUNTS: usize = 500;

/// Sentences read at most.
const MOST_SENTENCES: usize = 2_000;

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
                quantity: false,
            });
            marked[index..].fill(true);
            break;
        }
        amounts.extend(grammar::amounts(text, &tokens, range.start, range.end, index));
        let found = mark::marks(&tokens, range);
        marked[index] = !found.is_empty();
        marks.extend(found);
    }
    ellipsis::lend(&tokens, &ranges, &mut amounts);
    let outsides = outside::outsides(text, &tokens, &ranges);
    let named = population::spoken_of_one_by_one(&tokens[..tokens.len().min(20_000)]);
    let mut roles: Vec<Option<Role>> =
        amounts.iter().map(|amount| role(&tokens, &ranges, &amounts, amount)).collect();
    target::apply(&tokens, &ranges, &amounts, &mut roles);
    window::apply(&tokens, &ranges, &amounts, &mut roles, &mut marks);
    stance::apply(&tokens, &ranges, &amounts, &mut roles);
    lower_peaks(&amounts, &mut roles);
    outside::apply(&tokens, &outsides, &amounts, &mut roles);
    actor::apply(&tokens, &ranges, &outsides, &amounts, &mut roles);
    retention::listed(&tokens, &amounts, &mut roles);
    retention::apply(&tokens, &amounts, &mut roles);
    retention::answered(&tokens, &ranges, &amounts, &mut roles);
    fragment::apply(&tokens, &ranges, &amounts, &mut roles);
    let mut populations = Vec::new();
    for (amount, role) in amounts.iter().zip(&mut roles) {
        if role.is_none() || *role == Some(Role::Concurrent) {
            let sentence = &ranges[amount.sentence];
            let named = |noun: &str| named.iter().any(|name| name == noun);
            // `a slot must never be given to two citizens` counts nobody.
            if population::is_of_what_may_not_be(amount, &tokens)
                && once_only(&marks, sentence_spans[amount.sentence])
            {
                continue;
            }
            let Some(mut found) =
                population::population(amount, &amounts, &populations, &tokens, sentence, named)
            else {
                continue;
            };
            population::nest(&mut found, &populations, &tokens, sentence);
            match role {
                Some(_) => found.basis = population::Basis::AtOnce,
                None => *role = Some(Role::Population),
            }
            populations.push(found);
        }
    }
    one_of_ours::apply(&tokens, &ranges, &amounts, &populations, &mut roles);
    let mut times = multiples(&tokens, &amounts, &mut roles);
    let mut activities = activities(&tokens, &ranges, &amounts, &populations, &mut roles);
    for (amount, role) in amounts.iter().zip(&mut roles).filter(|(_, role)| role.is_none()) {
        if multiply(amount, &tokens, &mut activities) {
            *role = Some(Role::Activity);
        }
    }
    // What is so often done is told by what is done each time.
    for base in activities.iter().filter_map(|activity| activity.of.as_ref()) {
        for (amount, role) in amounts.iter().zip(&mut roles).filter(|(amount, _)| amount.span == base.span) {
            if amount.measure == Measure::Factor && matches!(role, None | Some(Role::PeakFactor)) {
                *role = Some(Role::Activity);
            }
        }
    }
    at_once::apply(&tokens, &ranges, &amounts, &populations, &mut roles, &mut times, &mut activities);
    same_visit::apply(&populations, &mut activities);
    ratio::apply(&tokens, &ranges, &amounts, &mut roles, &mut times, &mut activities);
    parts::of_which(&tokens, &ranges, &mut amounts, &mut roles, &mut activities);
    parts::apply(&tokens, &ranges, &amounts, &populations, &mut activities, &mut roles);
    // `households order and each loads 50 pages; one in forty is an order` says the orders twice.
    if roles.contains(&Some(Role::WriteShare)) {
        let more = |by: Option<usize>| activities.iter().filter(|other| other.by == by).count() > 1;
        let twice: Vec<Span> = activities
            .iter()
            .filter(|own| own.by.is_some_and(|by| populations[by].span == own.span) && more(own.by))
            .map(|own| own.span)
            .collect();
        activities.retain(|own| own.period < DAY || !twice.contains(&own.span));
    }
    duty::apply(&tokens, &amounts, &mut roles, &mut activities);
    active::prefer_daily(&populations, &mut activities);
    is_a::apply(&tokens, &amounts, &mut roles, &mut activities);
    collected::apply(&tokens, &amounts, &roles, &mut activities);
    attach(&tokens, &amounts, &activities, &mut roles);
    data_flow::apply(&tokens, &ranges, &amounts, &populations, &mut roles, &mut times);
    let facts: Vec<Fact> = amounts
        .iter()
        .zip(&roles)
        .zip(&times)
        .filter_map(|((amount, role), times)| {
            let context = || context(&tokens, &ranges, amount);
            role.map(|role| Fact {
                context: context(),
                role,
                amount: amount.clone(),
                times: times.0,
                times_at: times.1,
            })
        })
        .collect();
    unused.extend(left_over(&tokens, &ranges, &sentence_spans, &amounts, &roles, &marked, &marks));
    let unread = unread(&tokens, &ranges, &sentence_spans, &amounts, &roles, &marks, &populations);
    unused.sort_by_key(|unused| (unused.span.start, unused.span.end));
    Statement {
        text: text.to_owned(),
        sentences: sentence_spans,
        facts,
        populations,
        activities,
        marks,
        personal: personal::labels(&tokens, &ranges),
        outsides,
        unread,
        unused,
    }
}

/// Whether a sentence says that something may be done only once.
fn once_only(marks: &[(Mark, Span)], sentence: Span) -> bool {
    marks.iter().any(|(mark, place)| *mark == Mark::OnceOnly && sentence.covers(*place))
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
            && !shortens(tokens, at)
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

/// Whether a dot shortens a word before a number, and ends no sentence: `max. 40 requests`.
fn shortens(tokens: &[Token], at: usize) -> bool {
    const SHORT: &[&str] =
        &["max", "min", "approx", "ca", "avg", "resp", "incl", "est", "no", "nr", "vs", "abt", "cca", "appr"];
    let before = at.checked_sub(1).map_or("", |at| tokens[at].word.as_str());
    let number = tokens.get(at + 1).is_some_and(|next| next.number().is_some() && !next.breaks);
    tokens[at].is(".") && tokens[at].glued && SHORT.contains(&before) && number
}

/// The role the cues around an amount speak for.
fn role(tokens: &[Token], ranges: &[Range<usize>], amounts: &[Amount], amount: &Amount) -> Option<Role> {
    let team =
        amount.tokens.start.checked_sub(2).is_some_and(|at| tokens[at].is("team") && tokens[at + 1].is("of"));
    let one = team || matches!(amount.head(), "copy" | "replica" | "developer" | "engineer" | "programmer");
    let bare = amount.measure == Measure::Count && amount.noun.is_none() && amount.value == 1.0;
    if amount.article && !one || bare && !team {
        return None;
    }
    let near = of_sentence(amounts, amount.sentence);
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
                let by = populations.iter().position(|population| population.span == amount.span);
                match amount.period().filter(|period| *period < DAY) {
                    Some(period) => activities.extend(doings.refrain(amount, by, period)),
                    None => activities.extend(doings.once(amount, by)),
                }
            }
            // A message with its size and its pace is both: `a 200 byte reading every 15 minutes`.
            Some(Role::RecordSize | Role::ResponseSize) | None => {
                if is_a::is_one(tokens, amount) {
                    continue;
                }
                if is_there_already(tokens, amount) {
                    roles[index] = Some(Role::StoredTotal);
                    continue;
                }
                let Some(activity) = doings.activity(amount) else { continue };
                if roles[index].is_none() {
                    // `one 120 kB payslip a month` says how often and how large.
                    roles[index] = Some(match (amount.measure, activity.class) {
                        (Measure::Size, Class::Read) => Role::ResponseSize,
                        (Measure::Size, _) => Role::RecordSize,
                        _ => Role::Activity,
                    });
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

/// `9 million pages scanned so far`: what is there, and not what is done in some time.
fn is_there_already(tokens: &[Token], amount: &Amount) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let end = amount.tokens.end;
    let said = (end..end + 3).any(|at| {
        matches!((word(at), word(at + 1)), ("so", "far") | ("to", "date"))
            || matches!(word(at), "already" | "existing")
    });
    let words = amount.noun.as_ref().map_or("", |noun| noun.words.as_str());
    let inside = words.split(' ').any(|word| word == "existing");
    amount.measure == Measure::Count && amount.per.is_empty() && (said || inside)
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
        // `90,000 conversations a day with 22 messages each`: the messages are what is done.
        if let Some(class) = class_of(amount.head()) {
            let (count, times) = (activity.count, amount.value);
            activity.of = Some(Base { span: activity.span, count, times });
            (activity.what, activity.class, activity.span) = (amount.head().to_owned(), class, amount.span);
        }
        activity.count *= amount.value;
        true
    })
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
