//! What a table can answer at all: every fact's values fall into a few ranges between which no condition can tell a
//! difference, so that trying one value of each covers all.

use super::condition::{Condition, Key};
use super::fact::Value;
use super::measure::Kind;
use super::table::{Mode, Table, distinct};
use std::collections::BTreeSet;

/// Most combinations that are tried; a table that needs more looks at too many facts at once.
const MOST: usize = 2_000_000;

/// Values of one fact that no condition of a table tells apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    /// Least value, when it is a number with one below it.
    pub from: Option<f64>,
    /// Greatest value, when it is a number with one above it.
    pub to: Option<f64>,
    /// One value in it.
    pub sample: Value,
    /// Whether `from` and `to` are themselves in it.
    pub closed: (bool, bool),
}

/// Another value of one fact, and the answer it would lead to.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The name of the fact, or the code of the rule.
    pub name: String,
    /// Whether its value is known today.
    pub known: bool,
    /// The values that lead there, as people write them.
    pub to: String,
    /// The row that would hold then; `None` for the default.
    pub row: Option<usize>,
}

/// The ranges of a fact's values that some conditions tell apart, the least first.
pub(super) fn ranges(key: &Key, conditions: &[&Condition]) -> Vec<Range> {
    let alone = |sample| Range { from: None, to: None, sample, closed: (true, true) };
    match key.kind() {
        Kind::Flag => vec![alone(Value::Flag(false)), alone(Value::Flag(true))],
        Kind::Word(words) => words.iter().map(|word| alone(Value::Word(word))).collect(),
        Kind::Number(_) => {
            let mut cuts: Vec<f64> = conditions
                .iter()
                .flat_map(|condition| condition.tests())
                .filter(|(other, ..)| *other == key)
                .filter_map(|(_, _, value)| if let Value::Number(cut) = value { Some(*cut) } else { None })
                .collect();
            cuts.sort_by(f64::total_cmp);
            cuts.dedup();
            let mut ranges = Vec::new();
            let mut from = None;
            for cut in cuts {
                if cut > 0.0 {
                    let sample = from.map_or(cut / 2.0, |from| f64::midpoint(from, cut));
                    ranges.push(Range {
                        from,
                        to: Some(cut),
                        sample: Value::Number(sample),
                        closed: (false, false),
                    });
                }
                ranges.push(Range {
                    from: Some(cut),
                    to: Some(cut),
                    sample: Value::Number(cut),
                    closed: (true, true),
                });
                from = Some(cut);
            }
            let sample = Value::Number(from.map_or(1.0, |from| from * 2.0 + 1.0));
            ranges.push(Range { from, to: None, sample, closed: (false, false) });
            ranges
        }
    }
}

/// Rows that can never hold, with the reason; `None` stands for the default, or for the table as a whole.
pub(super) fn unreachable(table: &Table) -> Vec<(Option<usize>, String)> {
    match table.mode {
        Mode::First => first(table),
        Mode::Every => {
            table.rows.iter().enumerate().filter_map(|(index, row)| alone(&row.when, index)).collect()
        }
    }
}

/// A row that is an answer of its own must be able to hold and to fail.
fn alone(condition: &Condition, index: usize) -> Option<(Option<usize>, String)> {
    let (mut held, mut failed) = (false, false);
    let tried = combinations(&[condition], |look| match condition.holds(look) {
        Some(true) => held = true,
        _ => failed = true,
    });
    match (tried, held, failed) {
        (false, ..) => Some((Some(index), TOO_MANY.to_owned())),
        (true, false, _) => Some((Some(index), "this row can never hold".to_owned())),
        (true, true, false) => {
            Some((Some(index), "this row always holds, whatever the facts are".to_owned()))
        }
        (true, true, true) => None,
    }
}

const TOO_MANY: &str = "the conditions look at too many facts at once to be checked";

fn first(table: &Table) -> Vec<(Option<usize>, String)> {
    let conditions: Vec<&Condition> = table.rows.iter().map(|row| &row.when).collect();
    let mut reached = BTreeSet::new();
    let tried = combinations(&conditions, |look| {
        if let Ok(row) = table.first(look) {
            reached.insert(row);
        }
    });
    if !tried {
        return vec![(None, TOO_MANY.to_owned())];
    }
    let rows = (0..table.rows.len()).filter(|row| !reached.contains(&Some(*row)));
    let mut found: Vec<(Option<usize>, String)> = rows
        .map(|row| {
            let why = "this row can never be the answer: the ones before it take every case".to_owned();
            (Some(row), why)
        })
        .collect();
    if !reached.contains(&None) {
        found.push((None, "the `default` can never be the answer: the rows take every case".to_owned()));
    }
    found
}

/// Tries one value of every range of every fact together; false when there are too many combinations.
fn combinations(conditions: &[&Condition], mut each: impl FnMut(&dyn Fn(&Key) -> Option<Value>)) -> bool {
    let keys = distinct(conditions.iter().copied());
    let ranges: Vec<Vec<Range>> = keys.iter().map(|key| ranges(key, conditions)).collect();
    let all = ranges.iter().try_fold(1_usize, |all, ranges| all.checked_mul(ranges.len()));
    let Some(all) = all.filter(|all| *all <= MOST) else { return false };
    for number in 0..all {
        let mut rest = number;
        let values: Vec<Value> = ranges
            .iter()
            .map(|ranges| {
                let sample = ranges[rest % ranges.len()].sample;
                rest /= ranges.len();
                sample
            })
            .collect();
        each(&|key| keys.iter().position(|other| *other == key).map(|index| values[index]));
    }
    true
}

/// What a change of one single fact would lead to, for a table whose answer is `today`.
pub(super) fn changes(
    table: &Table,
    today: Option<usize>,
    look: &dyn Fn(&Key) -> Option<Value>,
) -> Vec<Change> {
    let conditions: Vec<&Condition> = table.rows.iter().map(|row| &row.when).collect();
    let mut found: Vec<Change> = Vec::new();
    for key in table.keys() {
        let now = look(key);
        // Neighbouring ranges that lead to the same answer are said as one.
        let mut open: Option<(Option<usize>, Range)> = None;
        let mut close = |open: &mut Option<(Option<usize>, Range)>| {
            if let Some((row, range)) = open.take() {
                let to = words(&range, key.kind());
                let name = key.name();
                let same = |other: &&mut Change| other.name == name && other.row == row;
                match found.iter_mut().find(same).filter(|_| matches!(key.kind(), Kind::Word(_))) {
                    Some(other) => other.to = format!("{} or {to}", other.to),
                    None => found.push(Change { name: name.to_owned(), known: now.is_some(), to, row }),
                }
            }
        };
        for range in ranges(key, &conditions) {
            let here = now.is_some_and(|now| contains(&range, now));
            let answer = table.first(&|other| if other == key { Some(range.sample) } else { look(other) });
            let Some(row) = answer.ok().filter(|row| !here && *row != today) else {
                close(&mut open);
                continue;
            };
            open = match open.take() {
                Some((before, mut wide)) if before == row && matches!(range.sample, Value::Number(_)) => {
                    wide.to = range.to;
                    wide.closed.1 = range.closed.1;
                    Some((row, wide))
                }
                before => {
                    close(&mut { before });
                    Some((row, range))
                }
            };
        }
        close(&mut open);
    }
    found
}

fn contains(range: &Range, value: Value) -> bool {
    let Value::Number(number) = value else { return range.sample == value };
    let above = range.from.is_none_or(|from| number > from || range.closed.0 && number >= from);
    let below = range.to.is_none_or(|to| number < to || range.closed.1 && number <= to);
    above && below
}

fn words(range: &Range, kind: Kind) -> String {
    let Kind::Number(measure) = kind else { return range.sample.print(kind) };
    let print = |value| measure.print(value);
    match (range.from, range.to) {
        (Some(from), Some(to)) if from.total_cmp(&to).is_eq() => print(from),
        (Some(from), Some(to)) => {
            let (least, most) = range.closed;
            let from = format!("{} {}", if least { "from" } else { "more than" }, print(from));
            format!("{from} {} {}", if most { "to" } else { "but less than" }, print(to))
        }
        (Some(from), None) if range.closed.0 => format!("{} or more", print(from)),
        (Some(from), None) => format!("more than {}", print(from)),
        (None, Some(to)) if range.closed.1 => format!("{} or less", print(to)),
        (None, Some(to)) => format!("less than {}", print(to)),
        (None, None) => "anything".to_owned(),
    }
}
