//! The rules that sloth would write, series by series and label by label, with exact decimals. For teams whose dashboards and
//! routes rest on sloth's names.
//!
//! It keeps what sloth does, also where we would not: the whole period is a mean of ratios, alerts carry no tier.

use super::rule::{Group, Rule};
use super::{Generated, Options, Output, Refusal, expression, names, rule, yaml};
use crate::{Budgeting, Class, Indicator, Part, Slo, Tier, WithoutData, alert_labels};
use loadline_base::units::Duration;
use std::collections::{BTreeMap, BTreeSet, HashSet};

const MINUTE: u64 = 60_000_000_000;

/// Windows that sloth records, whether there are alerts or not, in minutes.
const WINDOWS: [u64; 7] = [5, 30, 60, 120, 360, 1440, 4320];

/// Writes one file per service.
pub(crate) fn generate(slos: &[Slo], options: &Options) -> Generated {
    let mut refusals = Vec::new();
    let mut seen = HashSet::new();
    let mut services: BTreeMap<&str, Vec<Group>> = BTreeMap::new();
    for slo in slos {
        if !seen.insert(Names::of(slo).id) {
            let hint = "give every objective of a service a name of its own";
            refusals.push(Refusal::new(&slo.id, "nothing is written for its second definition", hint));
            continue;
        }
        match groups(slo, options, &mut refusals) {
            Ok(groups) => services.entry(&slo.service).or_default().extend(groups),
            Err((what, hint)) => refusals.push(Refusal::new(&slo.id, what, hint)),
        }
    }
    let outputs = services
        .into_iter()
        .map(|(service, groups)| Output {
            name: format!("{}.yml", names::file(service)),
            text: yaml::write(&rule::tree(groups)),
        })
        .collect();
    Generated { outputs, refusals }
}

/// How sloth calls an objective: `service-name`, and `name` within the service.
struct Names {
    id: String,
    slo: String,
}

impl Names {
    fn of(slo: &Slo) -> Self {
        match slo.id.strip_prefix(&slo.service).and_then(|rest| rest.strip_prefix('-')) {
            Some(name) if !name.is_empty() => Self { id: slo.id.clone(), slo: name.to_owned() },
            _ => Self { id: format!("{}-{}", slo.service, slo.id), slo: slo.id.clone() },
        }
    }
}

fn groups(slo: &Slo, options: &Options, refusals: &mut Vec<Refusal>) -> Result<[Group; 3], (String, String)> {
    let names = Names::of(slo);
    if matches!(slo.indicator, Indicator::Composite { .. }) {
        return Err(("sloth knows no composites".to_owned(), "use the backend `prometheus`".to_owned()));
    }
    if !slo.grouping.is_empty() || slo.windows.len() != 1 {
        let hint = "use the backend `prometheus`, or write an objective for each";
        return Err((
            "sloth knows one window, and no labels that keep groups apart".to_owned(),
            hint.to_owned(),
        ));
    }
    if slo.budgeting != Budgeting::Occurrences {
        return Err(("sloth knows no slices".to_owned(), "use the backend `prometheus`".to_owned()));
    }
    if !slo.corrections.is_empty() || slo.without_data != WithoutData::Unknown {
        let what = "rules leave out its corrections, and take missing data for unknown";
        refusals.push(Refusal::new(&slo.id, what, "`loadline slo status` counts them"));
    }
    let policy = slo.policy.as_ref();
    let tiers = policy.map(alert_labels::tiers).unwrap_or_default();
    if tiers.iter().any(|named| !named.tier.hold.is_zero() || !named.tier.keep.is_zero())
        || policy.is_some_and(|policy| !policy.least_events.is_zero())
    {
        let what =
            "its alerts fire at once and on any number of events: sloth has no `for` per tier and no guard";
        refusals.push(Refusal::new(&slo.id, what, "use the backend `prometheus`"));
    }
    let windows: BTreeSet<Duration> = if tiers.is_empty() {
        WINDOWS.iter().map(|minutes| Duration::from_nanos(minutes * MINUTE)).collect()
    } else {
        tiers.iter().flat_map(|named| [named.tier.long, named.tier.short]).collect()
    };
    let mut labels: Vec<(String, String)> = vec![
        ("sloth_id".to_owned(), names.id.clone()),
        ("sloth_service".to_owned(), slo.service.clone()),
        ("sloth_slo".to_owned(), names.slo.clone()),
    ];
    labels.extend(options.sloth.extra_labels.iter().chain(&slo.labels).cloned());
    labels.sort();
    let series = |name: &str| {
        let [id, service, slo] = [&names.id, &slo.service, &names.slo].map(|text| names::quoted(text));
        format!("{name}{{sloth_id={id}, sloth_service={service}, sloth_slo={slo}}}")
    };
    let by_class = |class: Class| -> Vec<&Tier> {
        tiers.iter().map(|named| named.tier).filter(|tier| tier.class == class).collect()
    };
    let alerting = [Class::Page, Class::Ticket]
        .into_iter()
        .map(|class| (class, by_class(class)))
        .filter(|(_, tiers)| !tiers.is_empty())
        .map(|(class, tiers)| alert(slo, class, &tiers, &series))
        .collect();
    Ok([
        Group {
            name: format!("sloth-slo-sli-recordings-{}", names.id),
            interval: None,
            rules: ratios(slo, &windows, &labels, &series)?,
        },
        Group {
            name: format!("sloth-slo-meta-recordings-{}", names.id),
            interval: None,
            rules: facts(slo, &windows, &labels, &series, options),
        },
        Group { name: format!("sloth-slo-alerts-{}", names.id), interval: None, rules: alerting },
    ])
}

fn recorded(window: Duration) -> String {
    format!("slo:sli_error:ratio_rate{}", duration(window))
}

fn labelled(rule: Rule, labels: &[(String, String)]) -> Rule {
    Rule { labels: labels.to_vec(), ..rule }
}

fn ratios(
    slo: &Slo,
    windows: &BTreeSet<Duration>,
    labels: &[(String, String)],
    series: &dyn Fn(&str) -> String,
) -> Result<Vec<Rule>, (String, String)> {
    let period = slo.period();
    let mut rules = Vec::new();
    for window in windows {
        let rule = labelled(Rule::record(recorded(*window), ratio(&slo.indicator, *window)?), labels);
        rules.push(rule.label("sloth_window", duration(*window)));
    }
    if let Some(shortest) = windows.first().filter(|_| !windows.contains(&period)) {
        let range = format!("{}[{}]", series(&recorded(*shortest)), duration(period));
        let expr = format!("sum_over_time({range})\n/ ignoring (sloth_window)\ncount_over_time({range})");
        let rule = labelled(Rule::record(recorded(period), expr), labels);
        rules.push(rule.label("sloth_window", duration(period)));
    }
    Ok(rules)
}

/// The share of bad events of a window, formed as sloth forms it.
fn ratio(indicator: &Indicator, window: Duration) -> Result<String, (String, String)> {
    use crate::Events;
    let query = |events: &Events| -> Result<String, (String, String)> {
        match events {
            Events::Expression(text) => {
                let text = text.replace("$window", &duration(window));
                expression::parse(&text)?;
                Ok(text.trim().to_owned())
            }
            Events::Counter(_) | Events::Foreign { .. } => events
                .over(window, &[])
                .ok_or_else(|| ("its query is no PromQL".to_owned(), "write the query in PromQL".to_owned())),
        }
    };
    let part = |part: Part, events: &str, total: &str| match part {
        Part::Bad => format!("({events})\n/\n({total})"),
        Part::Good => format!("(\n  1 - (\n    ({events})\n    /\n    ({total})\n  )\n)"),
    };
    match indicator {
        Indicator::Ratio { part: side, events, total, .. } => {
            Ok(part(*side, &query(events)?, &query(total)?))
        }
        Indicator::Raw { part: side, ratio } => {
            let ratio = query(ratio)?;
            Ok(match side {
                Part::Bad => format!("({ratio})"),
                Part::Good => format!("1 - ({ratio})"),
            })
        }
        other => {
            let sides = other.sides(window, &[]).ok_or_else(|| {
                ("sloth knows no such indicator".to_owned(), "use the backend `prometheus`".to_owned())
            })?;
            expression::parse(&sides.total)?;
            Ok(part(sides.part, &sides.events, &sides.total))
        }
    }
}

fn facts(
    slo: &Slo,
    windows: &BTreeSet<Duration>,
    labels: &[(String, String)],
    series: &dyn Fn(&str) -> String,
    options: &Options,
) -> Vec<Rule> {
    let budget = series("slo:error_budget:ratio");
    let burn = |window: Duration| {
        format!(
            "{}\n/ on(sloth_id, sloth_slo, sloth_service) group_left\n{budget}",
            series(&recorded(window))
        )
    };
    let days = expression::seconds(slo.period()) / crate::Decimal::from(86_400);
    let shortest = windows.first().copied().unwrap_or_else(|| slo.period());
    let mut rules: Vec<Rule> = [
        ("slo:objective:ratio", format!("vector({})", slo.target.ratio())),
        ("slo:error_budget:ratio", format!("vector(1-{})", slo.target.ratio())),
        ("slo:time_period:days", format!("vector({})", days.normalize())),
        ("slo:current_burn_rate:ratio", burn(shortest)),
        ("slo:period_burn_rate:ratio", burn(slo.period())),
        ("slo:period_error_budget_remaining:ratio", format!("1 - {}", series("slo:period_burn_rate:ratio"))),
    ]
    .into_iter()
    .map(|(name, expr)| labelled(Rule::record(name, expr), labels))
    .collect();
    rules.push(
        labelled(Rule::record("sloth_slo_info", "vector(1)"), labels)
            .label("sloth_mode", options.sloth.mode.clone())
            .label("sloth_objective", slo.target.percent().to_string())
            .label("sloth_spec", options.sloth.spec.clone())
            .label("sloth_version", options.sloth.version.clone()),
    );
    rules
}

fn alert(slo: &Slo, class: Class, tiers: &[&Tier], series: &dyn Fn(&str) -> String) -> Rule {
    let budget = slo.target.budget();
    let over = |window: Duration, tier: &Tier| {
        let series = series(&recorded(window));
        format!("    max({series} > ({} * {budget})) without (sloth_window)", tier.burn.normalize())
    };
    let pairs: Vec<String> = tiers
        .iter()
        .map(|tier| format!("(\n{}\n    and\n{}\n)", over(tier.short, tier), over(tier.long, tier)))
        .collect();
    let name = slo.alert_name.clone().unwrap_or_else(|| alert_labels::camel(&slo.id));
    let mut rule = Rule::alert(name, pairs.join("\nor\n"));
    let extras = slo.alerting.of(class);
    rule.labels = extras.labels;
    rule.labels.push(("sloth_severity".to_owned(), class.word().to_owned()));
    let what = "{{$labels.sloth_service}} {{$labels.sloth_slo}} SLO error budget burn rate is";
    let known = [
        ("summary", format!("{what} over expected.")),
        ("title", format!("({}) {what} too fast.", class.word())),
    ];
    rule.annotations = extras.annotations;
    for (name, text) in known {
        if rule.annotations.iter().all(|(known, _)| known != name) {
            rule.annotations.push((name.to_owned(), text));
        }
    }
    rule
}

/// As Prometheus itself prints durations: weeks and years where they are whole, then every unit there is, `4w`, `1h30m`.
fn duration(length: Duration) -> String {
    let mut millis = length.as_nanos().div_ceil(1_000_000);
    let units = [
        (31_536_000_000, "y", true),
        (604_800_000, "w", true),
        (86_400_000, "d", false),
        (3_600_000, "h", false),
        (60_000, "m", false),
        (1000, "s", false),
        (1, "ms", false),
    ];
    let mut text = String::new();
    for (size, unit, whole) in units {
        if whole && !millis.is_multiple_of(size) {
            continue;
        }
        if millis / size > 0 {
            text.push_str(&format!("{}{unit}", millis / size));
            millis %= size;
        }
    }
    if text.is_empty() { "0s".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadline_base::units::Unit as _;

    #[test]
    fn durations_are_printed_as_prometheus_prints_them() {
        for (written, printed) in
            [("30d", "30d"), ("28d", "4w"), ("90m", "1h30m"), ("72h", "3d"), ("365d", "1y")]
        {
            assert_eq!(duration(Duration::read(written).unwrap()), printed);
        }
    }
}
