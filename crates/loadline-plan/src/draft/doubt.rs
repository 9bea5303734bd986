//! What is left out because the statement says something about it that was not read: a number that is wrong misleads more than
//! one that is missing. The quantity itself is listed among what was not used.

mod active_share;
mod unread;

use active_share::active_share_unused;
use unread::doubted;

use super::growth;
use super::needs::Needs;
use super::number::Number;
use super::peak_of_others::peak_of_others;
use super::term::Term;
use crate::statement::unit::DAY;
use crate::statement::{Activity, Fact, Mark, Role, Statement, is_call};
use loadline_base::Span;

/// Parts of the numbers that a quantity which was not read may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// All that is asked, of both kinds.
    Load,
    /// What is asked over a day, where the most at a time is known.
    Mean,
    /// How many use it.
    Users,
    /// How it is parted into reads and writes.
    Split,
    /// What is read.
    Reads,
    /// What is written.
    Writes,
    /// Peak over average.
    Peak,
    /// What is stored.
    Stored,
    /// How long.
    Kept,
    /// Capacity over peak.
    Capacity,
    /// How much of the time it must be there.
    Availability,
}

/// The numbers that each part goes into.
#[rustfmt::skip]
const KEYS: &[(Part, &[&str])] = &[
    (Part::Load, &[
        "avg_rps", "messages_per_day", "peak_rps", "peak_rps_10x", "write_share", "bandwidth_avg", "bandwidth_peak",
        "required_capacity", "instances", "instances_10x", "budget_per_instance",
    ]),
    (Part::Mean, &["avg_rps", "messages_per_day", "bandwidth_avg", "peak_multiplier"]),
    (Part::Users, &["users", "budget_per_user"]),
    (Part::Split, &["write_share"]),
    (Part::Reads, &["read_rps", "peak_read_rps", "read_bandwidth"]),
    (Part::Writes, &["write_rps", "writes_per_day", "peak_write_rps", "ingest_bandwidth", "quota_multiple", "backlog", "recovery_time"]),
    (Part::Peak, &[
        "peak_multiplier", "peak_rps", "peak_rps_10x", "peak_write_rps", "peak_read_rps", "bandwidth_peak", "required_capacity",
        "instances", "instances_10x", "quota_multiple", "budget_per_instance",
    ]),
    (Part::Stored, &[
        "storage_per_day_single_copy", "storage_per_day_replicated", "retained_footprint", "retained_footprint_single_copy",
        "retained_footprint_10x",
    ]),
    (Part::Kept, &["retained_footprint", "retained_footprint_single_copy", "retained_footprint_10x"]),
    (Part::Availability, &["availability_target", "error_budget"]),
    (Part::Capacity, &["required_capacity", "instances", "instances_10x", "budget_per_instance"]),
];

/// Leaves out every number that something unread may change.
pub(super) fn leave_out(statement: &Statement, needs: &Needs, numbers: &mut Vec<Number>) {
    let mut parts: Vec<Part> =
        statement.unread.iter().flat_map(|unread| doubted(statement, needs, unread)).collect();
    if said_twice(needs) {
        parts.extend([Part::Load, Part::Peak, Part::Reads, Part::Writes, Part::Stored]);
    }
    // Of what is never deleted there is no end.
    let forever = statement.mark(Mark::KeptForever).map(|span| statement.sentence(span));
    // `forever, that is plan for 10 years` says how long.
    let meant = ["that is", "i.e", "plan", "assume", "say", "mean", "at least", " or "];
    let beside = |fact: &Fact| {
        forever.is_some_and(|sentence| {
            let said = statement.said(sentence);
            sentence.covers(fact.amount.span) && !meant.iter().any(|word| said.contains(word))
        })
    };
    let mut times = statement.facts(Role::Retention);
    if forever.is_some() && (statement.fact(Role::Retention).is_none() || times.any(beside)) {
        parts.push(Part::Kept);
    }
    if active_share_unused(statement, numbers) {
        parts.extend([Part::Users, Part::Load, Part::Reads, Part::Writes, Part::Stored]);
    }
    // `6 reports of 2 kB each` of which nobody says how often.
    let written = needs.traffic.streams.iter().any(|stream| stream.writes.value > 0.0);
    if statement.fact(Role::RecordsPerWrite).is_some() && (!written || guessed(needs)) {
        parts.extend([Part::Load, Part::Users, Part::Reads, Part::Writes, Part::Stored]);
    }
    if grows_in_part(statement, needs) {
        parts.extend([Part::Load, Part::Users, Part::Peak, Part::Reads, Part::Writes, Part::Stored]);
    }
    if far_too_few(statement, needs) {
        parts.extend([Part::Load, Part::Reads, Part::Writes, Part::Stored]);
    }
    if other_times(statement, needs) {
        parts.push(Part::Kept);
    }
    // What the average is of has no peak, and the peak no average.
    let other = peak_of_others(statement, needs);
    if other.is_some() {
        parts.extend([Part::Load, Part::Peak]);
    }
    let said = |number: &Number| other.as_ref().is_some_and(|(key, _)| *key == number.key);
    let doubted =
        |number: &Number| KEYS.iter().any(|(part, keys)| parts.contains(part) && keys.contains(&number.key));
    // A multiple that is the quotient of a peak and a load that is in doubt.
    let factor = &needs.peak_factor.shown;
    let quotient = parts.contains(&Part::Load) && factor.contains('÷') && !factor.contains("24 h ÷");
    numbers
        .retain(|number| said(number) || !(doubted(number) || quotient && number.key == "peak_multiplier"));
}

/// Whether nobody says what is done.
fn guessed(needs: &Needs) -> bool {
    let assumed =
        |load: &Term| ["actions-per-user", "think-time"].iter().any(|id| load.rests_on.contains(id));
    needs.average.as_ref().is_some_and(assumed)
}

/// Whether calls of members and calls of nobody are both the main load, so that one of the two may be a limit or the same again.
fn said_twice(needs: &Needs) -> bool {
    let calls = |by: bool| {
        let main =
            needs.traffic.streams.iter().filter(move |stream| stream.main && stream.by.is_some() == by);
        main.into_iter().any(|stream| is_call(&stream.what))
    };
    calls(true) && calls(false)
}

/// Whether it is to be sized for growth of which it is not known what grows: of something else than what is counted, or of a peak, a
/// crowd or a flow of data that is said of today.
fn grows_in_part(statement: &Statement, needs: &Needs) -> bool {
    let fixed = [Role::PeakRate, Role::Concurrent].iter().any(|role| statement.fact(*role).is_some());
    let said = statement.fact(Role::GrownLoad).is_some();
    said && (growth::sized_for(statement).is_none() || fixed || !needs.sizes.data_rate.is_empty())
}

/// Whether so few are said to be done by nobody that they are rather those of each: 50 photos a day beside 90,000 members.
fn far_too_few(statement: &Statement, needs: &Needs) -> bool {
    let users = needs.traffic.users.as_ref().map_or(0.0, |users| users.value);
    let few = |activity: &Activity| {
        let daily = activity.per_second() * DAY;
        activity.by.is_none() && activity.of.is_none() && daily <= 100.0 && daily * 1_000.0 < users
    };
    statement.activities.iter().any(few)
}

/// Whether something is kept for another time than what the footprint was made of, and it is not known how much of it there is.
fn other_times(statement: &Statement, needs: &Needs) -> bool {
    let used: Vec<Span> = needs
        .kept
        .iter()
        .flat_map(|(_, time)| time.spans.iter().copied())
        .chain(needs.retention.spans.iter().copied())
        .collect();
    let values = || {
        statement
            .facts(Role::Retention)
            .filter(|fact| used.contains(&fact.amount.span))
            .map(|fact| fact.amount.value)
    };
    // `raw for 30 days and aggregated for two years`: what is worked out of it is small.
    let derived = |fact: &Fact| {
        let stems = ["aggregat", "rollup", "summar", "statistic", "backup", "log", "mean", "hourly"];
        fact.context.iter().take(4).any(|word| stems.iter().any(|stem| word.starts_with(stem)))
    };
    statement
        .facts(Role::Retention)
        .filter(|fact| !derived(fact))
        .any(|fact| !used.contains(&fact.amount.span) && values().all(|value| value != fact.amount.value))
}
