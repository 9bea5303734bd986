//! A freshness bound that the intervals of sending and refreshing use up by themselves.

use super::{Case, Found, Rule, Sort};
use crate::draft::term::{plain, show_duration};
use crate::statement::unit::HOUR;
use crate::statement::{Activity, Class, Members, Role};

pub(super) const RULE: Rule = Rule {
    code: "freshness-spent-by-intervals",
    sort: Sort::Contradiction,
    about: "the time between two messages and between two refreshes already makes what is shown as old as it may be",
    find,
};

fn find(case: &Case<'_>) -> Option<Found> {
    let (fresh, fresh_at) = case.fact(Role::Freshness)?;
    // `four messages per minute` of each container is an interval, too.
    let machines = |by: usize| case.statement.populations[by].members == Members::Machines;
    let again = |activity: &Activity| match activity.class {
        Class::Write => activity.by.is_some_and(machines),
        _ => activity.by.is_some(),
    };
    let often = |activity: &Activity| activity.paced || activity.period <= HOUR && again(activity);
    let paced = |class: Class| {
        let own = case.statement.activities.iter().filter(|own| often(own) && own.class == class);
        own.max_by(|a, b| (a.period / a.count).total_cmp(&(b.period / b.count)))
            .map(|activity| (activity.period / activity.count, activity.span))
    };
    let (sent, sent_at) = paced(Class::Write)?;
    let (shown, shown_at) = paced(Class::Read)?;
    if sent + shown < fresh {
        return None;
    }
    let text = format!(
        "{} between messages + {} between refreshes = {}, and what is shown may be {} old: {} for transport and processing; push changes \
         instead of refreshing, or send more often",
        show_duration(sent),
        show_duration(shown),
        show_duration(sent + shown),
        show_duration(fresh),
        if sent + shown == fresh {
            "nothing is left".to_owned()
        } else {
            format!("{} s too much, and nothing is left", plain(sent + shown - fresh))
        },
    );
    Some((text, vec![fresh_at, sent_at, shown_at]))
}
