//! Alertmanager's file: the routes, inhibitions and receivers of [`Config::of_objectives`], to be filled in and merged.

use super::{Generated, Options, Output, Refusal, names, plan, yaml};
use crate::alertmanager::{Config, GroupBy, Inhibition, Matcher, NOBODY, Operator, Route, classes};
use crate::{Class, Millis, Slo, alert_labels};
use serde_json::{Map, Value, json};

/// Writes the file.
pub(crate) fn generate(slos: &[Slo], options: &Options) -> Generated {
    let (plans, mut refusals) = plan::of(slos, options);
    let mut with_policy = Vec::new();
    for slo in plans.iter().map(|plan| plan.slo) {
        let Some(policy) = &slo.policy else {
            refusals.push(Refusal::new(
                &slo.id,
                "nothing routes its alerts: it has no policy",
                "give it an alert policy",
            ));
            continue;
        };
        with_policy.push((slo, policy));
        for class in classes(policy).filter(|class| alert_labels::team(slo, *class).is_none()) {
            let word = match class {
                Class::Page => "pages",
                Class::Ticket => "tickets",
            };
            let what = format!("its {word} go to `{NOBODY}`: it says no team for them");
            refusals.push(Refusal::new(&slo.id, what, "say who gets them"));
        }
    }
    let config = Config::of_objectives(with_policy.into_iter());
    let receivers: Vec<Value> =
        config.receivers.iter().map(|receiver| json!({ "name": receiver.name })).collect();
    let value = json!({
        "route": route(&config.route, &Route::default()),
        "inhibit_rules": config.inhibitions.iter().map(inhibition).collect::<Vec<_>>(),
        "receivers": receivers,
    });
    let head = yaml::comment(
        "Routes of the alerts of objectives, made by loadline. Merge the route that matches `slo`, the inhibition rules\nand the receivers into your configuration, and say in each receiver how it is reached.",
    );
    let text = head + &yaml::write(&value);
    let outputs = vec![Output { name: "alertmanager.yaml".to_owned(), text }];
    Generated { outputs, refusals }
}

/// A route; what it has of its parent is left out. Times stand at the leaves.
fn route(route: &Route, parent: &Route) -> Value {
    let mut value = Map::new();
    value.insert("receiver".to_owned(), json!(route.receiver));
    if !route.matchers.is_empty() {
        value.insert("matchers".to_owned(), matchers(&route.matchers));
    }
    if let GroupBy::Labels(by) = &route.group_by
        && route.group_by != parent.group_by
    {
        value.insert("group_by".to_owned(), json!(by));
    }
    if route.routes.is_empty() {
        let times = [
            ("group_wait", route.group_wait),
            ("group_interval", route.group_interval),
            ("repeat_interval", route.repeat_interval),
        ];
        value.extend(times.map(|(name, time)| (name.to_owned(), json!(self::time(time)))));
    } else {
        let below: Vec<Value> = route.routes.iter().map(|child| self::route(child, route)).collect();
        value.insert("routes".to_owned(), json!(below));
    }
    Value::Object(value)
}

fn inhibition(inhibition: &Inhibition) -> Value {
    json!({
        "source_matchers": matchers(&inhibition.source),
        "target_matchers": matchers(&inhibition.target),
        "equal": inhibition.equal,
    })
}

fn matchers(all: &[Matcher]) -> Value {
    let one = |matcher: &Matcher| {
        let operator = match matcher.operator {
            Operator::Equal => "=",
            Operator::NotEqual => "!=",
            Operator::Like(_) => "=~",
            Operator::Unlike(_) => "!~",
        };
        format!("{}{operator}{}", matcher.name, names::quoted(&matcher.value))
    };
    json!(all.iter().map(one).collect::<Vec<_>>())
}

/// A time in its largest whole unit, as people write it: `4h`.
fn time(time: Millis) -> String {
    let units = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1000, "s")];
    let whole = units.into_iter().find(|(size, _)| time >= *size && time % size == 0);
    whole.map_or_else(|| format!("{time}ms"), |(size, unit)| format!("{}{unit}", time / size))
}
