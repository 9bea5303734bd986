//! What is done only for part of the day: `each sends its position every 10 seconds, 9 hours a day`, `an exam of three hours;
//! while it lasts each saves every 30 seconds`. The rate said is that of those hours, and the average of a day is less.

use super::amount::{Amount, Measure};
use super::each;
use super::reading::Reading;
use super::role::Role;
use super::stated::{Activity, Duty};
use super::token::Token;
use super::unit::{DAY, HOUR};

/// What lasts for some time, and is not there all day.
#[rustfmt::skip]
const EVENTS: &[&str] = &[
    "exam", "examination", "test", "match", "game", "lesson", "class", "lecture", "show", "concert", "event", "race", "flight",
    "draw", "auction", "election", "broadcast", "performance", "tournament", "quiz", "final", "premiere", "kick-off", "semifinal",
];

/// Gives what is done every so many seconds the part of the day in which it is done.
pub(super) fn apply(reading: &mut Reading<'_>) {
    let Reading { tokens, amounts, roles, activities, .. } = reading;
    for (amount, role) in amounts.iter().zip(roles) {
        let part =
            amount.measure == Measure::Duration && !amount.every && (600.0..DAY).contains(&amount.value);
        if !part || !matches!(role, None | Some(Role::PeakLength | Role::Latency)) {
            continue;
        }
        let daily = amount.period() == Some(DAY) || is_open(tokens, amount);
        let once = !daily && is_event(tokens, amount);
        // `from 4:30 to 24:00`, where no rush is spoken of
        let first = tokens.get(amount.tokens.start).map_or("", |token| token.word.as_str());
        let window = matches!(first, "from" | "between") && amount.value >= 4.0 * HOUR;
        if !daily && !once && !window {
            continue;
        }
        // Said beside what is done: it is of nothing in the sentences around.
        let beside =
            activities.iter().any(|activity| activity.sentence == amount.sentence && activity.period <= HOUR);
        for activity in activities.iter_mut() {
            let reach = activity.sentence.abs_diff(amount.sentence);
            let near = if once { reach <= 2 } else { reach <= usize::from(daily) };
            let near = near && (!window || activity.paced) && (!beside || reach == 0);
            if near && activity.period <= HOUR && activity.duty.is_none() {
                activity.duty = Some(Duty { length: amount.value, span: amount.span, once });
                *role = Some(Role::DutyTime);
            }
        }
    }
}

/// Gives what is done only while something lasts the part of a day that it lasts: `while a car is charging, its point sends a value
/// every 10 seconds; a session takes 50 minutes, and there are 7 sessions per point and day`. Where nobody says it, nothing is known.
pub(super) fn while_lasting(reading: &mut Reading<'_>) {
    let mut index = 0;
    while index < reading.activities.len() {
        let own = &reading.activities[index];
        if !own.paced || own.duty.is_some() || own.period > HOUR || !is_conditional(reading, own) {
            index += 1;
            continue;
        }
        let sessions = reading
            .activities
            .iter()
            .position(|other| each::holds(&other.what) && other.by == own.by && other.period == DAY);
        let length = (0..reading.amounts.len()).find(|place| {
            let time = &reading.amounts[*place];
            let before = time.tokens.start.checked_sub(1).map_or("", |at| reading.tokens[at].word.as_str());
            let led =
                matches!(before, "takes" | "lasts" | "of" | "for" | "take" | "last" | "about" | "lasting");
            let time_of = time.measure == Measure::Duration
                && !time.every
                && time.value < DAY
                && time.value > own.period;
            time_of && led && reading.roles[*place].is_none() && time.sentence.abs_diff(own.sentence) <= 1
        });
        if let (Some(sessions), Some(length)) = (sessions, length) {
            let (count, time) = (reading.activities[sessions].count, &reading.amounts[length]);
            let duty = Duty { length: (count * time.value).min(DAY), span: time.span, once: false };
            reading.activities[index].duty = Some(duty);
            reading.roles[length] = Some(Role::DutyTime);
            reading.activities.remove(sessions);
            index += usize::from(sessions > index);
        } else {
            let span = own.span;
            reading.activities.remove(index);
            if let Some(place) = reading.amounts.iter().position(|amount| amount.span == span) {
                reading.roles[place] = None;
            }
        }
    }
}

/// Whether the clause of something begins with the condition that something else goes on.
fn is_conditional(reading: &Reading<'_>, own: &Activity) -> bool {
    let word = |at: usize| reading.tokens[at].word.as_str();
    let range = &reading.ranges[own.sentence];
    let ends = |at: &usize| matches!(word(*at), ";" | "." | ":");
    let from = (range.start..own.tokens.start).rev().find(ends).map_or(range.start, |at| at + 1);
    let led = matches!(word(from), "while" | "whenever") || word(from) == "as" && word(from + 1) == "long";
    // `while it lasts` is said of what was spoken of before.
    let goes_on = (from + 1..own.tokens.start.min(from + 7))
        .any(|at| matches!(word(at), "is" | "are") && word(at + 1).ends_with("ing"));
    led && goes_on
}

/// `while the exchange is open (8.5 hours)`, `during trading hours, nine hours`: the part of every day in which it is done.
fn is_open(tokens: &[Token], amount: &Amount) -> bool {
    let start = amount.tokens.start;
    let before: Vec<&str> = tokens[start.saturating_sub(9)..start]
        .iter()
        .rev()
        .map(|token| token.word.as_str())
        .take_while(|word| !matches!(*word, ";" | "."))
        .collect();
    let led = before.iter().any(|word| matches!(*word, "while" | "when" | "during" | "in"));
    let beside = before.first().is_some_and(|word| matches!(*word, "(" | "," | "for" | "-" | "–"));
    let open = before.iter().take(3).any(|word| {
        matches!(*word, "open" | "opened" | "hours" | "running" | "operation" | "daylight" | "session")
    });
    led && beside && open
}

/// Whether a word names something that is there for some hours: `final`, `match`.
pub(super) fn is_event_name(word: &str) -> bool {
    EVENTS.contains(&super::noun::singular(word).as_str())
}

/// `an exam of three hours`, `the match lasts two hours`, `a two-hour lecture`
fn is_event(tokens: &[Token], amount: &Amount) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let start = amount.tokens.start;
    let led = matches!(word(start.wrapping_sub(1)), "of" | "lasts" | "lasting" | "takes" | "for" | "last");
    let before =
        (start.saturating_sub(4)..start).any(|at| EVENTS.contains(&super::noun::singular(word(at)).as_str()));
    let behind = EVENTS.contains(&super::noun::singular(word(amount.tokens.end)).as_str());
    led && before || behind
}
