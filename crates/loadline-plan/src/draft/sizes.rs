//! Which size belongs to which stream: what a write stores, and what an answer carries.

use super::plural::plural;
use super::stream::{Stream, Traffic};
use super::term::{self, Term, sum};
use crate::statement::unit::DAY;
use crate::statement::{Class, Fact, Measure, Role, Statement, class_of_noun, is_call};
use loadline_base::Span;

/// Bytes per stream, by its index.
#[derive(Debug, Clone, PartialEq)]
pub struct Sizes {
    /// Bytes that one write of the stream stores.
    pub record: Vec<Option<Term>>,
    /// New data that is stated as such, in bytes per day.
    pub data_rate: Vec<Term>,
    /// Bytes that one answer of the stream carries.
    pub answer: Vec<Option<Term>>,
}

/// Ties every size of the statement to streams.
pub(super) fn sizes(statement: &Statement, traffic: &Traffic) -> Sizes {
    let streams = &traffic.streams;
    let records: Vec<&Fact> = statement.facts(Role::RecordSize).collect();
    let answers: Vec<&Fact> = statement.facts(Role::ResponseSize).collect();
    let data_rate = statement.facts(Role::DataRate).filter_map(|fact| {
        let period = fact.amount.period()?;
        let bits = fact.amount.measure == Measure::Bits;
        let one = if bits {
            let (value, unit) = term::bits(fact.amount.value);
            format!("{} {unit} ÷ 8", term::plain(value))
        } else {
            format!("{} per {}", term::show_size(fact.amount.value), term::show_duration(period))
        };
        let shown = if fact.times == 1.0 { one } else { format!("{} × {one}", term::plain(fact.times)) };
        let shown = if bits { format!("{shown} × {}", term::plain(DAY)) } else { shown };
        let spans = std::iter::once(fact.amount.span).chain(fact.times_at).collect();
        let bytes = if bits { fact.amount.value / 8.0 } else { fact.amount.value };
        let value = fact.times * bytes / period * DAY;
        Some(Term { spans, ..Term::given(value, shown, fact.amount.span) })
    });
    let mut sizes = Sizes {
        data_rate: data_rate.collect(),
        record: vec![None; streams.len()],
        answer: vec![None; streams.len()],
    };
    for (index, stream) in streams.iter().enumerate() {
        let writes = stream.class != Class::Read;
        if writes {
            let fact = best(statement, &records, stream, streams);
            sizes.record[index] = fact.and_then(|fact| {
                let parts = parts(statement, fact, &records, (stream, streams));
                sum(parts.into_iter().map(given).collect::<Vec<_>>().iter())
            });
        }
        // Calls that all leave a record are answered all the same: `each request leaves a record of 8 kB; an answer has 10 kB`.
        let called = (is_call(&stream.what) || class_of_noun(&stream.what) == Class::Read)
            && streams.len() == 1
            && !answers.is_empty();
        if stream.class != Class::Write || called {
            let fact = best(statement, &answers, stream, streams);
            // What is read is as large as what was written, when they have one name, or when its size stands beside it.
            let same = || {
                let near =
                    |fact: &&&Fact| shares_sentence(statement, fact, stream) || is_of(fact, stream) <= 3;
                let closest = records.iter().filter(near).min_by_key(|fact| is_of(fact, stream));
                closest.copied().filter(|_| stream.class == Class::Read)
            };
            sizes.answer[index] = fact.or_else(same).map(given);
        }
    }
    sizes
}

/// The sizes of what is stored together: `a record of 1.1 kB plus two photos of 250 kB`, `each with a statement of 8 kB and three
/// photos of 2 MB`.
fn parts<'a>(
    statement: &Statement,
    fact: &'a Fact,
    records: &[&'a Fact],
    (own, streams): (&Stream, &[Stream]),
) -> Vec<&'a Fact> {
    let sentence = statement.sentence(fact.amount.span);
    let text = |from: u32, to: u32| statement.said(Span::new(sentence.file, from, to.max(from)));
    let of = |fact: &Fact| text(sentence.start, fact.amount.span.start).trim_end().ends_with(" of");
    let together = |one: &Fact, other: &Fact| {
        let between = text(one.amount.span.end, other.amount.span.start);
        let joined = between.contains(" plus ") || between.contains(" + ");
        let listed = between.contains(" and ") && of(one) && of(other);
        let led = || {
            ["with ", "each ", "every ", "consists of "]
                .iter()
                .any(|word| text(sentence.start, one.amount.span.start).contains(word))
        };
        let near = between.len() <= 60 && !between.contains([';', '.', ':']);
        near && (joined || listed && led())
    };
    let others = records.iter().filter(|other| {
        let beside = sentence.covers(other.amount.span) && other.amount.span != fact.amount.span;
        // What names another stream is the size of that one.
        let written = streams.iter().filter(|stream| stream.writes.value > 0.0 && stream.what != own.what);
        let free = written.into_iter().all(|stream| is_of(other, stream) == usize::MAX);
        let (first, second) =
            if fact.amount.span.start < other.amount.span.start { (fact, **other) } else { (**other, fact) };
        beside && free && together(first, second)
    });
    std::iter::once(fact).chain(others.copied()).collect()
}

fn given(fact: &Fact) -> Term {
    let one = term::show_size(fact.amount.value);
    let shown = if fact.times == 1.0 { one } else { format!("{} × {one}", term::plain(fact.times)) };
    let spans = std::iter::once(fact.amount.span).chain(fact.times_at).collect();
    Term { spans, ..Term::given(fact.amount.value * fact.times, shown, fact.amount.span) }
}

fn fact_is_record(fact: &Fact) -> bool {
    fact.role == Role::RecordSize
}

/// Whether the sentence of a size says how long it is kept.
fn is_kept(statement: &Statement, fact: &Fact) -> bool {
    let sentence = statement.sentence(fact.amount.span);
    statement.facts(Role::Retention).any(|time| sentence.covers(time.amount.span))
}

/// How far a size is from naming the stream: 0 when the stream's noun is the first of its context.
pub(super) fn is_of(fact: &Fact, stream: &Stream) -> usize {
    let named = |word: &String| {
        *word == stream.what
            || stream.verb.as_ref() == Some(word)
            || (stream.what.len() > 4 && word.starts_with(&stream.what[..stream.what.len() - 1]))
    };
    let stream_word = fact.context.iter().position(named);
    stream_word.unwrap_or(usize::MAX)
}

/// Whether the last activity before a size, in its sentence, is this stream's.
fn shares_sentence(statement: &Statement, fact: &Fact, stream: &Stream) -> bool {
    let sentence = statement.sentence(fact.amount.span);
    let last = statement
        .activities
        .iter()
        .filter(|activity| sentence.covers(activity.span) && activity.span.start <= fact.amount.span.start)
        .max_by_key(|activity| activity.span.start);
    last.is_some_and(|activity| {
        activity.what == stream.what && activity.class == stream.class && activity.by == stream.by
    })
}

/// Whether a size is said of those who cause the stream: named right behind it, or last before it in its sentence.
fn is_of_members(statement: &Statement, fact: &Fact, stream: &Stream) -> bool {
    let Some(by) = stream.by else { return false };
    let sentence = statement.sentence(fact.amount.span);
    let text = |from: u32, to: u32| statement.quote(Span::new(sentence.file, from, to)).to_lowercase();
    let named = |word: &str| {
        let called = |noun: &str| !noun.is_empty() && (word == noun || word == plural(noun));
        statement.populations.iter().position(|known| called(&known.noun))
    };
    let same = |other: usize| statement.populations[other].noun == statement.populations[by].noun;
    let words = |text: &str| -> Vec<String> {
        text.split(|sign: char| !sign.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    // `500 bytes for learners and 800 bytes for an instructor`
    let behind = words(&text(fact.amount.span.end, sentence.end));
    let led = behind.first().is_some_and(|word| matches!(word.as_str(), "for" | "per" | "from"));
    if let Some(other) = behind.iter().skip(1).take(2).find_map(|word| named(word)).filter(|_| led) {
        return same(other);
    }
    let before = words(&text(sentence.start, fact.amount.span.start));
    before.iter().rev().find_map(|word| named(word)).is_some_and(same)
}

/// The size of a stream: by name, else in the same sentence, else the only one left for the only one that needs one.
fn best<'a>(
    statement: &Statement,
    facts: &[&'a Fact],
    stream: &Stream,
    streams: &[Stream],
) -> Option<&'a Fact> {
    // `what a learner writes is stored in 500 bytes; an instructor's entry takes 800 bytes`
    let alike = streams.iter().filter(|other| other.what == stream.what && other.by != stream.by).count() > 0;
    if alike && facts.len() > 1 {
        let own: Vec<&&'a Fact> =
            facts.iter().filter(|fact| is_of_members(statement, fact, stream)).collect();
        if let [only] = own[..] {
            return Some(only);
        }
    }
    let named: Vec<&&'a Fact> = facts.iter().filter(|fact| is_of(fact, stream) < usize::MAX).collect();
    // Of a mail of 75 kB and a log of it of 400 bytes that is kept, the log is stored.
    let kept: Vec<&&'a Fact> = named.iter().copied().filter(|fact| is_kept(statement, fact)).collect();
    let by_name = match kept.as_slice() {
        [one] if named.len() > 1 && fact_is_record(one) => Some(*one),
        // Of two of one name the one beside what is done: `900 pumps send messages of 150 bytes and 600 monitors some of 400`.
        _ => named.into_iter().min_by_key(|fact| {
            let others = streams.iter().filter(|other| other.what == stream.what).count() > 1;
            (others && !shares_sentence(statement, fact, stream), is_of(fact, stream))
        }),
    };
    // A size that names another stream better is that one's.
    let free = |fact: &&&Fact| {
        let own = is_of(fact, stream);
        // What is only written has no answers.
        let takes = |other: &Stream| fact.role != Role::ResponseSize || other.class != Class::Write;
        !streams.iter().any(|other| other.what != stream.what && takes(other) && is_of(fact, other) < own)
    };
    if let Some(fact) = by_name.filter(|fact| free(fact)) {
        return Some(fact);
    }
    // What is written by one of the calls has only the size that names it.
    if stream.part {
        return None;
    }
    if let Some(fact) = facts.iter().find(|fact| shares_sentence(statement, fact, stream) && free(fact)) {
        return Some(fact);
    }
    // Not one that stands beside a reading, or names another stream.
    let left: Vec<&&Fact> = facts
        .iter()
        .filter(|fact| {
            !streams.iter().any(|other| {
                let answered = other.class == Class::Read && statement.fact(Role::ResponseSize).is_some();
                (other.what != stream.what || other.class != stream.class)
                    && !answered
                    && (is_of(fact, other) < usize::MAX || shares_sentence(statement, fact, other))
            })
        })
        .collect();
    let kept = || left.iter().find(|fact| fact_is_record(fact) && is_kept(statement, fact));
    kept().or(left.first()).map(|fact| **fact)
}
