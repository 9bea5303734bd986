//! What an alert says to the person it wakes: what is wrong, by how much, and where to go from here.

use super::plan::Plan;
use super::{Options, names};
use crate::alert_labels::{is_label, is_taken};
use crate::{Class, Decimal, Tier, prometheus_duration};

/// Annotations of a burn-rate alert.
pub(crate) fn burn(plan: &Plan<'_>, tier: &Tier, options: &Options) -> Vec<(String, String)> {
    let slo = plan.slo;
    let (long, short) = (prometheus_duration(tier.long), prometheus_duration(tier.short));
    let threshold = percent(tier.threshold(slo.target.budget()));
    let what = if plan.slice.is_some() { "slices" } else { "events" };
    let lasts =
        slo.period().scale(f64::try_from(Decimal::ONE / tier.burn.max(Decimal::new(1, 6))).unwrap_or(0.0));
    let description = format!(
        "{{{{ $value | humanizePercentage }}}} of the {what} of the last {long} were bad, and more than {threshold} of those of the last {short}: over {}x what {} over {} allows. At that rate a full budget lasts {}.",
        tier.burn.normalize(),
        slo.target,
        prometheus_duration(slo.period()),
        rough(lasts.as_secs_f64()),
    );
    let summary =
        format!("{}{} burns its error budget at over {}x", title(plan), group(plan), tier.burn.normalize());
    with_links(plan, tier.class, summary, description, options)
}

/// Annotations of an alert about missing data.
pub(crate) fn absence(
    plan: &Plan<'_>,
    what: &str,
    description: String,
    options: &Options,
) -> Vec<(String, String)> {
    let summary = format!("{}{} {what}", title(plan), group(plan));
    with_links(plan, Class::Ticket, summary, description, options)
}

fn with_links(
    plan: &Plan<'_>,
    class: Class,
    summary: String,
    mut description: String,
    options: &Options,
) -> Vec<(String, String)> {
    let slo = plan.slo;
    if let Some(text) = &slo.description {
        description.push(' ');
        description.push_str(&plain(text));
    }
    let mut all = vec![("summary".to_owned(), summary), ("description".to_owned(), description)];
    if let Some(runbook) = &slo.runbook {
        let link = match &options.runbooks {
            Some(base) if !runbook.contains("://") => {
                format!("{}/{}", base.trim_end_matches('/'), runbook.trim_start_matches("./"))
            }
            _ => runbook.clone(),
        };
        all.push(("runbook_url".to_owned(), plain(&link)));
    }
    if let Some(base) = &options.grafana {
        let link = format!("{}/d/{}", base.trim_end_matches('/'), names::dashboard(&slo.service));
        all.push(("dashboard".to_owned(), plain(&link)));
    }
    for (name, text) in slo.alerting.of(class).annotations {
        let name = if is_label(&name) && !is_taken(&name) { name } else { names::as_label(&name) };
        all.retain(|(known, _)| *known != name);
        all.push((name, text));
    }
    all
}

fn title(plan: &Plan<'_>) -> String {
    plain(plan.slo.title.as_ref().unwrap_or(&plan.slo.id))
}

fn group(plan: &Plan<'_>) -> String {
    plan.slo.grouping.iter().map(|label| format!(" {label}={{{{ $labels.{label} }}}}")).collect()
}

/// Text that Prometheus' templates leave as it is.
fn plain(text: &str) -> String {
    text.trim().replace("{{", "{{ \"{{\" }}")
}

/// `1.44%`, exactly.
pub(crate) fn percent(ratio: Decimal) -> String {
    format!("{}%", ratio.saturating_mul(Decimal::ONE_HUNDRED).normalize())
}

/// A time in one unit with one digit after the point.
pub(crate) fn rough(seconds: f64) -> String {
    let units = [(86_400.0, "d"), (3600.0, "h"), (60.0, "min")];
    let (size, unit) = units.into_iter().find(|(size, _)| seconds >= 2.0 * size).unwrap_or((1.0, "s"));
    let text = format!("{:.1}", seconds / size);
    format!("{} {unit}", text.trim_end_matches(".0"))
}
