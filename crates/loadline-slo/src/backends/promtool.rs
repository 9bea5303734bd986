//! Unit tests of the rules for `promtool test rules`: every tier fires just above its threshold and not just below, healthy
//! traffic fires nothing, and missing data is told.
//!
//! What is expected comes from the objective and its policy, never from the rules that are tested. At a steady error ratio every
//! window shows it at once, however long it is: a few minutes of samples are enough, far below promtool's limit of
//! 10,000. Series come from [`feed`].

mod cases;
mod feed;
mod made_up;

use super::plan::{self, Plan};
use super::recordings::Plans;
use super::{Generated, Options, Output, Refusal, names, prometheus, yaml};
use crate::Slo;
use cases::Case;
use loadline_base::units::Duration;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const SECOND: u64 = 1_000_000_000;

/// Writes the rules and one test file for each objective that alerts.
pub(crate) fn generate(slos: &[Slo], options: &Options) -> Generated {
    let Generated { mut outputs, mut refusals } = prometheus::generate(slos, options);
    let (plans, _) = plan::of(slos, options);
    let by_id: Plans<'_, '_> = plans.iter().map(|plan| (plan.slo.id.as_str(), plan)).collect();
    for plan in plans.iter().filter(|plan| plan.slo.policy.is_some()) {
        let interval = interval(plan, options);
        let feed = feed::of(plan);
        if feed.is_none() {
            let what =
                "its tests only show that missing data is told: no samples can be made up for its query";
            refusals.push(Refusal::new(&plan.slo.id, what, "count events as `sum(increase(…[$window]))`"));
        }
        let cases = cases::of(plan, feed.as_ref(), interval);
        for tier in cases.untested {
            let what = format!("no test shows that `{tier}` fires: no error ratio is above its threshold");
            refusals.push(Refusal::new(&plan.slo.id, what, "lower its burn rate, or the target"));
        }
        let mut files = BTreeSet::new();
        rule_files(plan, &by_id, &mut files);
        let tree = json!({
            "rule_files": files.into_iter().collect::<Vec<_>>(),
            "evaluation_interval": crate::prometheus_duration(interval),
            "tests": cases.all.iter().map(|case| tree(plan, case, interval)).collect::<Vec<_>>(),
        });
        let head = yaml::comment(&format!("Tests of the rules of `{}`, made by loadline.", plan.slo.id));
        let name = format!("tests/{}.test.yaml", names::file(&plan.slo.id));
        outputs.push(Output { name, text: head + &yaml::write(&tree) });
    }
    Generated { outputs, refusals }
}

/// Between samples: five in the shortest window, but no more than the rules are evaluated.
fn interval(plan: &Plan<'_>, options: &Options) -> Duration {
    let wanted = (plan.base().as_nanos() / 5 / SECOND).max(1).saturating_mul(SECOND);
    Duration::from_nanos(wanted.min(options.interval.as_nanos()).max(SECOND))
}

fn rule_files(plan: &Plan<'_>, plans: &Plans<'_, '_>, files: &mut BTreeSet<String>) {
    files.insert(format!("../{}", prometheus::file(&plan.slo.id)));
    if let super::expression::Source::Joint { members, .. } = &plan.source {
        for member in members.iter().filter_map(|(id, _)| plans.get(id.as_str())) {
            rule_files(member, plans, files);
        }
    }
}

fn tree(plan: &Plan<'_>, case: &Case, interval: Duration) -> Value {
    let input: Vec<Value> =
        case.input.iter().map(|(series, values)| json!({"series": series, "values": values})).collect();
    let expectations: Vec<Value> = case
        .expected
        .iter()
        .map(|expected| {
            let at = crate::prometheus_duration(interval.saturating_mul(expected.at));
            let samples: Vec<Value> = expected
                .firing
                .iter()
                .map(|value| json!({"labels": format!("{{{}={}}}", expected.by, names::quoted(value)), "value": 1}))
                .collect();
            json!({
                "expr": format!(
                    "count by ({}) (ALERTS{{alertstate=\"firing\", slo={}, {}}})",
                    expected.by,
                    names::quoted(&plan.slo.id),
                    expected.only,
                ),
                "eval_time": at,
                "exp_samples": samples,
            })
        })
        .collect();
    json!({
        "name": case.name,
        "interval": crate::prometheus_duration(interval),
        "input_series": input,
        "promql_expr_test": expectations,
    })
}
