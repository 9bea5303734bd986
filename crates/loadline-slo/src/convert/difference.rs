//! What two readings of one objective differ in, field by field.

use super::Lost;
use crate::{AlertPolicy, Calendar, Indicator, Slo, Unit, Window};

/// Everything that `back` does not say as `slo` does. `why` gives the reasons of a format.
pub(super) fn of(slo: &Slo, back: &Slo, why: &[(&'static str, &'static str)]) -> Vec<Lost> {
    let mut lost = Vec::new();
    let mut differs = |field: &'static str, differs: bool| {
        if differs {
            let reason = why.iter().find(|(of, _)| *of == field).map(|(_, reason)| *reason);
            let why = reason.unwrap_or("the format has no place for it").to_owned();
            lost.push(Lost { slo: slo.id.clone(), field, why });
        }
    };
    differs("id", slo.id != back.id);
    differs("title", slo.title != back.title);
    differs("description", slo.description != back.description);
    differs("service", slo.service != back.service);
    differs("owner", slo.owner != back.owner);
    let (kind, indicator) = indicator(&slo.indicator, &back.indicator);
    differs("indicator.kind", kind);
    differs("indicator", indicator);
    differs("grouping", slo.grouping != back.grouping);
    differs("target", slo.target != back.target);
    differs("windows", windows(&slo.windows) != windows(&back.windows));
    differs("budgeting", slo.budgeting != back.budgeting);
    differs("without_data", slo.without_data != back.without_data);
    differs("corrections", slo.corrections != back.corrections);
    let (one, other) = (slo.policy.as_ref(), back.policy.as_ref());
    differs("policy", one.is_some() != other.is_some());
    if let (Some(one), Some(other)) = (one, other) {
        differs("policy.tiers", tiers(one) != tiers(other));
        differs("policy.hold", parts(one, |tier| tier.hold) != parts(other, |tier| tier.hold));
        differs("policy.keep", parts(one, |tier| tier.keep) != parts(other, |tier| tier.keep));
        differs("policy.short", parts(one, |tier| tier.short) != parts(other, |tier| tier.short));
        differs("policy.least_events", one.least_events != other.least_events);
        differs("policy.absent_after", one.absent_after != other.absent_after);
    }
    differs("alert_name", slo.alert_name != back.alert_name);
    differs("alerting", slo.alerting != back.alerting);
    differs("page", slo.page != back.page);
    differs("ticket", slo.ticket != back.ticket);
    differs("runbook", slo.runbook != back.runbook);
    differs("budget_policy", slo.budget_policy != back.budget_policy);
    differs("labels", sorted(&slo.labels) != sorted(&back.labels));
    lost
}

fn parts<T>(policy: &AlertPolicy, part: impl Fn(&crate::Tier) -> T) -> Vec<T> {
    policy.tiers.iter().map(part).collect()
}

/// What makes up a tier besides what formats leave out one by one.
fn tiers(policy: &AlertPolicy) -> Vec<(crate::Class, crate::Decimal, loadline_base::units::Duration)> {
    parts(policy, |tier| (tier.class, tier.burn, tier.long))
}

fn sorted(labels: &[(String, String)]) -> Vec<&(String, String)> {
    let mut labels: Vec<_> = labels.iter().collect();
    labels.sort();
    labels
}

/// Whether the kind differs, and whether anything else does.
fn indicator(one: &Indicator, other: &Indicator) -> (bool, bool) {
    if let (
        Indicator::Ratio { kind, part, events, total },
        Indicator::Ratio { kind: other_kind, part: other_part, events: other_events, total: other_total },
    ) = (one, other)
    {
        return (kind != other_kind, (part, events, total) != (other_part, other_events, other_total));
    }
    (false, one != other)
}

/// Windows with the starts of calendar spans said openly: a month without one starts on the first.
fn windows(windows: &[Window]) -> Vec<Window> {
    let open = |window: &Window| match window {
        Window::Rolling(length) => Window::Rolling(*length),
        Window::Calendar(calendar) => {
            Window::Calendar(Calendar { start: Some(start(calendar)), ..calendar.clone() })
        }
    };
    windows.iter().map(open).collect()
}

/// When some span of `calendar` starts, in local time.
pub(super) fn start(calendar: &Calendar) -> String {
    match (&calendar.start, calendar.unit) {
        (Some(start), _) => start.replacen(' ', "T", 1),
        // A Monday.
        (None, Unit::Week) => "1970-01-05T00:00:00".to_owned(),
        (None, _) => "1970-01-01T00:00:00".to_owned(),
    }
}
