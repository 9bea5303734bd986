//! What a capacity report comes down to, in sentences an engineer would say in a review.

use super::figures::until;
use super::listing::{NAMED, named};
use super::losses::losses;
use super::tables::FAR;
use loadline_app::capacity::{CapacityReport, LimitRow, Subject, Until};
use loadline_base::figure::{Digits, count};
use loadline_base::units::format_number;

/// The sentences, the most urgent first.
pub(super) fn sentences(report: &CapacityReport, digits: Digits) -> Vec<String> {
    let mut found = Vec::new();
    found.extend(overloaded(report, digits));
    found.extend(first(report, digits));
    found.extend(unknown(report));
    found.extend(headroom(report));
    found.extend(losses(report, digits));
    found.extend(takeovers(report, digits));
    found.extend(growth(report, digits));
    found.extend(consumers(report, digits));
    found.extend(rooms(report, digits));
    found.extend(retries(report, digits));
    found.extend(hits(report));
    found.extend(bills(report, digits));
    found
}

/// What today's load already exceeds.
fn overloaded(report: &CapacityReport, digits: Digits) -> Vec<String> {
    let over: Vec<&LimitRow> = report.limits.iter().filter(|row| row.lasts.value < 1.0).collect();
    let mut sentences: Vec<String> = over.iter().take(NAMED).map(|row| too_much(row, digits)).collect();
    if over.len() > NAMED {
        let more = over.len() - NAMED;
        sentences.push(format!("{more} more are overloaded today"));
    }
    sentences
}

/// ``Today's 350 rps at peak are more than `psp`'s quota of 300 rps``.
pub(super) fn too_much(row: &LimitRow, digits: Digits) -> String {
    let (name, carries) = (&row.name, row.carries.number(digits));
    match row.what {
        "connections" if row.lasts.value <= 0.0 => {
            format!("`{name}` accepts {carries} connections; the pools of its callers take more in any case")
        }
        "connections" => format!(
            "`{name}` accepts {carries} connections; the pools of its callers take more from {} today's load on",
            digits.times(row.lasts.value)
        ),
        what => {
            let load = row.load.words(digits);
            let tail = if row.when == "on average" { ": a backlog that never drains" } else { "" };
            format!(
                "`{name}` does not carry today's load: {load} {} against {}{tail}",
                row.when,
                capacity(what, row, digits)
            )
        }
    }
}

/// `its quota of 300 rps`, `the 540 rps of its 9 copies`.
fn capacity(what: &str, row: &LimitRow, digits: Digits) -> String {
    let rate = row.carries.words(digits);
    match what {
        "quota" => format!("its quota of {rate}"),
        "rate limit" => format!("its own rate limit of {rate}"),
        "primary" => format!("the {rate} of its primary"),
        "followers" => format!("the {rate} of {}", copies(row, "follower")),
        _ => format!("the {rate} of {}", copies(row, "cop")),
    }
}

fn copies(row: &LimitRow, noun: &str) -> String {
    match (row.copies.unwrap_or(1), noun) {
        (1, "cop") => "its only copy".to_owned(),
        (1, noun) => format!("its only {noun}"),
        (number, "cop") => format!("its {} copies", format_number(number as f64)),
        (number, noun) => format!("its {}", count(number, noun)),
    }
}

/// What gives way next, at which factor.
fn first(report: &CapacityReport, digits: Digits) -> Option<String> {
    let row = report.limits.iter().find(|row| row.lasts.value >= 1.0)?;
    let over = report.limits.first().is_some_and(|row| row.lasts.value < 1.0);
    let (name, times) = (&row.name, digits.times(row.lasts.value));
    let whose = if row.when == "on average" { "today's average load" } else { "today's peak" };
    let carries = row.carries.words(digits);
    let what = match row.what {
        "quota" => format!("its quota of {carries} is used up"),
        "rate limit" => format!("it reaches its own rate limit of {carries}"),
        "primary" => format!("its primary is full at {carries}"),
        "followers" => format!("the {carries} of {} are used up", copies(row, "follower")),
        "connections" => {
            format!(
                "the pools of its callers, scaled out, pass its {} connections",
                row.carries.number(digits)
            )
        }
        _ => format!("{} full at {carries}", with_verb(&copies(row, "cop"))),
    };
    let known = if hidden(report).is_empty() { "" } else { " of what is known" };
    let order = match (over, report.subject == Subject::System) {
        (true, _) => "breaks next",
        (false, true) => "breaks first",
        (false, false) => "gives way first",
    };
    let near = report.limits.iter().filter(|row| row.lasts.value < FAR).count();
    let rest =
        if row.lasts.value >= FAR && near == 0 { ", so nothing known breaks below tenfold load" } else { "" };
    Some(format!("`{name}` {order}{known}: at {times} {whose} {what}{rest}"))
}

/// Components that are asked for something and of which no limit is known.
fn hidden(report: &CapacityReport) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for name in report.unknowns.iter().filter_map(|unknown| unknown.hides_limit_of.as_deref()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// What may give way before all that is known.
fn unknown(report: &CapacityReport) -> Option<String> {
    if report.limits.is_empty() {
        return None;
    }
    let names = named(hidden(report).into_iter())?;
    Some(format!("no limit is known of {names}, which may break earlier"))
}

fn with_verb(copies: &str) -> String {
    let verb = if copies.ends_with("only copy") { "is" } else { "are" };
    format!("{copies} {verb}")
}

/// Who has less room than the system wants.
fn headroom(report: &CapacityReport) -> Option<String> {
    let wanted = report.headroom.as_ref()?;
    let short = |row: &&LimitRow| {
        row.lasts.value >= 1.0
            && row.lasts.value < wanted.value
            && row.what != "rate limit"
            && row.what != "connections"
    };
    let names = named(report.limits.iter().filter(short).map(|row| row.name.as_str()))?;
    Some(format!("less than the {}× headroom wanted: {names}", format_number(wanted.value)))
}

/// Who takes over more than it carries.
fn takeovers(report: &CapacityReport, digits: Digits) -> Vec<String> {
    let too_much = report.takeovers.iter().filter_map(|row| {
        let (carries, used) = (row.carries.as_ref()?, row.used.as_ref().filter(|used| used.value > 1.0)?);
        Some(format!(
            "while `{}` fails, `{}` takes over: {} at peak against {}, {} of it",
            row.failed,
            row.component,
            row.load.words(digits),
            carries.words(digits),
            digits.used(used.value)
        ))
    });
    too_much.collect()
}

/// Where growth arrives first.
fn growth(report: &CapacityReport, digits: Digits) -> Option<String> {
    let day = |until: Option<Until>| match until {
        Some(Until::On(day)) => Some(day),
        _ => None,
    };
    let full = report.limits.iter().filter_map(|row| Some((day(row.full)?, row))).min_by_key(|(day, _)| *day);
    let headroom = report.limits.iter().filter_map(|row| Some((day(row.headroom_ends)?, row)));
    let headroom = headroom.min_by_key(|(day, _)| *day);
    let at = |day| until(Until::On(day), digits);
    let full = full.map(|(day, row)| (day, row, is_full(row), at(day)));
    let headroom =
        headroom.map(|(day, row)| (day, row, format!("the headroom of `{}` ends", row.name), at(day)));
    let words = match (headroom, full) {
        (Some((_, row, ends, first)), Some((_, other, _, then)))
            if row.name == other.name && other.what != "connections" =>
        {
            format!("{ends} next, in {first}; it is full in {then}")
        }
        (Some((day, _, ends, first)), Some((later, _, full, then))) if day <= later => {
            format!("{ends} next, in {first}; {full} in {then}")
        }
        (Some((_, _, ends, later)), Some((_, _, full, first))) => {
            format!("{full} in {first}, and {ends} in {later}")
        }
        (None, Some((_, _, full, then))) => format!("{full} in {then}"),
        (Some((_, _, ends, then)), None) => format!("{ends} in {then}"),
        (None, None) => return None,
    };
    Some(format!("at the growth stated, {words}"))
}

fn is_full(row: &LimitRow) -> String {
    match row.what {
        "connections" => format!("the connections of `{}` run out", row.name),
        _ => format!("`{}` is full", row.name),
    }
}

/// Consumers that do not recover in time.
fn consumers(report: &CapacityReport, digits: Digits) -> Vec<String> {
    let late = report.backlogs.iter().filter_map(|row| {
        let ((outage, what), waiting) = (row.outage.as_ref()?, row.piles_up.as_ref()?);
        let drains = row.drains_in.as_ref()?;
        let wait = row.may_wait.as_ref().filter(|wait| drains.value > wait.value)?;
        Some(format!(
            "after {what} of {}, `{}` works off {} messages in {}; they may wait {}",
            digits.time(outage.value),
            row.component,
            waiting.number(digits),
            digits.time(drains.value),
            digits.time(wait.value)
        ))
    });
    late.collect()
}

/// Stores that fill up within the years that growth is believed for.
fn rooms(report: &CapacityReport, digits: Digits) -> Vec<String> {
    let full = report.rooms.iter().filter_map(|row| {
        let years = row.lasts.as_ref().filter(|years| years.value < 10.0)?;
        Some(format!(
            "`{}` holds {} of {} and is full in {} years at today's writes, if nothing is deleted",
            row.component,
            digits.with_unit(row.holds.value, "B"),
            digits.with_unit(row.room.value, "B"),
            years.number(digits)
        ))
    });
    full.collect()
}

/// Where retries multiply load most.
fn retries(report: &CapacityReport, digits: Digits) -> Option<String> {
    let factor =
        |row: &loadline_app::capacity::AskedRow| row.retry_factor.as_ref().map_or(1.0, |factor| factor.value);
    let worst = report.asked.iter().rev().max_by(|a, b| factor(a).total_cmp(&factor(b)))?;
    (factor(worst) >= 1.5).then(|| {
        format!(
            "while `{}` fails, retries multiply its load by up to {}; the figures here are first attempts",
            worst.component,
            digits.number(factor(worst))
        )
    })
}

/// Which caches are taken to answer everything.
fn hits(report: &CapacityReport) -> Option<String> {
    let caches = report.unknowns.iter().filter_map(|unknown| unknown.field.strip_suffix("/hit-ratio"));
    let names = named(caches.filter_map(|path| path.split('/').nth(1)))?;
    Some(format!(
        "taken for granted: every read of {names} is a hit, since no hit ratio is said; what stands behind may be asked more"
    ))
}

/// What it costs.
fn bills(report: &CapacityReport, digits: Digits) -> Vec<String> {
    let sentence = |bill: &loadline_app::capacity::BillRow| {
        let currency = &bill.currency;
        let budget = bill.budget.as_ref().map_or_else(String::new, |budget| {
            format!(" of the {} {currency} it may", format_number(budget.value))
        });
        let per_thousand = bill.per_thousand.as_ref().map_or_else(String::new, |cost| {
            format!(", {} {currency} for a thousand requests", cost.number(digits))
        });
        format!(
            "the components with a price cost {} {currency} a month{budget}{per_thousand}",
            bill.monthly.number(digits)
        )
    };
    report.bills.iter().map(sentence).collect()
}
