//! Less data may be lost than copies that follow asynchronously can guarantee.

use super::{Case, Found, Rule, Sort};
use crate::draft::term::show_duration;
use crate::statement::unit::DAY;
use crate::statement::{Mark, Role};

pub(super) const RULE: Rule = Rule {
    code: "rpo-against-async-replication",
    sort: Sort::Contradiction,
    about: "less data may be lost than asynchronous copies or backups guarantee",
    find,
};

fn find(case: &Case<'_>) -> Option<Found> {
    let (allowed, allowed_at) = match (case.fact(Role::Rpo), case.mark(Mark::NoLossOnceAcknowledged)) {
        (Some(rpo), _) => rpo,
        (None, Some(at)) => (0.0, at),
        (None, None) => return None,
    };
    let allowed_shown = if allowed == 0.0 { "nothing".to_owned() } else { show_duration(allowed) };
    let lag = case.fact(Role::ReplicaLag);
    let asynchronous = case.mark(Mark::AsyncReplication);
    if let Some(at) = lag.map(|(_, at)| at).or(asynchronous) {
        let behind = lag.map_or("an unbounded time".to_owned(), |(lag, _)| show_duration(lag));
        if lag.is_none_or(|(lag, _)| lag > allowed) {
            let text = format!(
                "RPO against asynchronous replication: {allowed_shown} may be lost, and a copy that follows asynchronously is {behind} behind; \
                 acknowledge after a synchronous or quorum write, or allow that loss"
            );
            return Some((text, vec![allowed_at, at]));
        }
    }
    let daily = case.mark(Mark::DailyBackup).map(|at| (DAY, at));
    let (every, every_at) = case.fact(Role::BackupEvery).or(daily)?;
    // Copies that are asked for are there when one is lost, unless a backup is all that there is.
    let copied = case.needs.copies.rests_on.is_empty() && case.mark(Mark::OnlyBackup).is_none();
    if every <= allowed || copied {
        return None;
    }
    let text = format!(
        "{allowed_shown} may be lost, and backups are {} apart: what was written since the last one is gone; keep the log as well \
         (point-in-time recovery)",
        show_duration(every),
    );
    Some((text, vec![allowed_at, every_at]))
}
