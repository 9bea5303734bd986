//! A deadline too near, or a team too small, for what is asked.

use super::{Case, Found, Rule, Sort};
use crate::draft::term::plain;
use crate::statement::{Mark, Role};

pub(super) const RULE: Rule = Rule {
    code: "team-against-deadline",
    sort: Sort::Caution,
    about: "person-weeks until the launch against the demanding parts that the statement asks for",
    find,
};

/// Person-weeks to build, test and operate one demanding part; a rule of thumb, said as such.
const PART: f64 = 8.0;

fn find(case: &Case<'_>) -> Option<Found> {
    let (team, weeks) = (case.number("team")?, case.number("deadline")?);
    if case.small {
        return None;
    }
    let mut parts: Vec<&str> = vec!["the core service"];
    let said = [
        (case.mark(Mark::OnceOnly).is_some(), "a strongly consistent core"),
        (
            case.statement.fact(Role::Outage).is_some() || case.mark(Mark::NoLossOnceAcknowledged).is_some(),
            "a durable log with backlog handling",
        ),
        (case.mark(Mark::External).is_some(), "the external's integration with fallback"),
        (case.mark(Mark::DeletionDuty).is_some(), "deletion across every copy"),
        (case.mark(Mark::SeveralRegions).is_some(), "several regions"),
        (case.needs.availability.value >= 0.9995, "operation around the clock for the target"),
    ];
    parts.extend(said.iter().filter(|(asked, _)| *asked).map(|(_, part)| *part));
    let (have, need) = (team.value * weeks.value, parts.len() as f64 * PART);
    if have >= need {
        return None;
    }
    let text = format!(
        "{} people × {} weeks = {} person-weeks against {} demanding parts ({}) at some {} person-weeks each = {}: launch with less, or later",
        plain(team.value),
        plain((weeks.value * 10.0).round() / 10.0),
        plain(have.round()),
        parts.len(),
        parts.join(", "),
        plain(PART),
        plain(need),
    );
    let mut evidence = team.spans.clone();
    evidence.extend(weeks.spans.iter().copied());
    Some((text, evidence))
}
