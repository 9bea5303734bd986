//! What is left of the budget, over every window of an objective, and the facts about the objective as series.

use super::plan::{Form, Plan};
use super::recordings::{self, Plans};
use super::rule::Rule;
use super::{Options, Refusal, calendar, names};
use crate::{Calendar, Decimal, Window, prometheus_duration};

/// Recordings of the group that is evaluated less often.
pub(crate) fn rules(
    plan: &Plan<'_>,
    plans: &Plans<'_, '_>,
    options: &Options,
    refusals: &mut Vec<Refusal>,
) -> Vec<Rule> {
    let slo = plan.slo;
    let mut rules = vec![
        info(plan, refusals),
        fact(plan, "slo:objective:ratio", slo.target.ratio()),
        fact(plan, "slo:error_budget:ratio", slo.target.budget()),
    ];
    rules.extend(recordings::periods(plan, plans, options));
    let none = slo.target.budget() == Decimal::ZERO;
    if none {
        let hint = "choose the lowest target that users are content with";
        refusals.push(Refusal::new(
            &slo.id,
            "nothing tells what is left of its budget: a target of 100% leaves none",
            hint,
        ));
    }
    for window in &slo.windows {
        match window {
            Window::Rolling(length) => {
                let name = format!("slo:budget_remaining:ratio{}", prometheus_duration(*length));
                rules.extend((!none).then(|| remaining(plan, name, &plan.ratio(*length, None))));
            }
            Window::Calendar(span) => match calendar::span(span) {
                Ok(span) => turns(&mut rules, plan, &span, none),
                Err(why) => refusals.push(Refusal::new(
                    &slo.id,
                    not_said(span, why),
                    "`loadline slo status` tells it",
                )),
            },
        }
    }
    rules
}

fn not_said(span: &Calendar, why: &str) -> String {
    let window = Window::Calendar(span.clone());
    format!("no rule tells what is left of its budget over {window}: {why}")
}

/// What is recorded of each span: the name of what adds it up, the function that does, and the series it is in.
fn counted(plan: &Plan<'_>, word: &str) -> Vec<(String, &'static str, String)> {
    let (bad, total) = (format!("slo:bad:{word}"), format!("slo:total:{word}"));
    match (plan.slice, plan.form) {
        (Some(length), _) => {
            vec![
                (bad, "sum_over_time", names::slice(length)),
                (total, "count_over_time", names::slice(length)),
            ]
        }
        (None, Form::Events) => vec![
            (bad, "sum_over_time", names::bad(plan.base())),
            (total, "sum_over_time", names::total(plan.base())),
        ],
        (None, Form::Ratio) => {
            vec![(format!("slo:error_ratio:{word}"), "avg_over_time", names::ratio(plan.base()))]
        }
    }
}

/// Every sample once more under the number of its span, for windows of the calendar. Evaluated with the windows of alerts.
pub(crate) fn parts(plan: &Plan<'_>) -> Vec<Rule> {
    let mut rules = Vec::new();
    let spans = plan.slo.windows.iter().filter_map(|window| match window {
        Window::Calendar(span) => calendar::span(span).ok(),
        Window::Rolling(_) => None,
    });
    for span in spans {
        for (name, _, series) in counted(plan, span.word) {
            for part in span.parts() {
                let expr = format!("{} and {}", names::of(&series, &plan.slo.id), span.is_now(&part));
                let rule = Rule::record(format!("{name}_part"), expr).label("slo", plan.slo.id.clone());
                rules.push(rule.label("part", part));
            }
        }
    }
    rules
}

/// Events since the turn of the calendar, one sample of the shortest window for each of its lengths.
fn turns(rules: &mut Vec<Rule>, plan: &Plan<'_>, span: &calendar::Span, none: bool) {
    let (id, step) = (&plan.slo.id, prometheus_duration(plan.base()));
    let counted = counted(plan, span.word);
    for (name, function, _) in &counted {
        let part = |part: &str| format!("{name}_part{{slo={},part=\"{part}\"}}", names::quoted(id));
        let expr = span.over(function, part, &step);
        rules.push(Rule::record(name.clone(), expr).label("slo", id.clone()));
    }
    let names: Vec<String> = counted.iter().map(|(name, _, _)| names::of(name, id)).collect();
    let ratio = match names.as_slice() {
        [bad, total] => format!("{bad} / ({total} > 0)"),
        other => other.concat(),
    };
    if !none {
        rules.push(remaining(plan, format!("slo:budget_remaining:{}", span.word), &span.so_far(&ratio)));
    }
}

fn remaining(plan: &Plan<'_>, name: String, ratio: &str) -> Rule {
    Rule::record(name, format!("1 - ({ratio}) / {}", plan.slo.target.budget()))
        .label("slo", plan.slo.id.clone())
}

fn fact(plan: &Plan<'_>, name: &str, value: Decimal) -> Rule {
    Rule::record(name, format!("vector({value})")).label("slo", plan.slo.id.clone())
}

/// The one series that has the labels people gave: edited labels then double nothing that is counted.
fn info(plan: &Plan<'_>, refusals: &mut Vec<Refusal>) -> Rule {
    let slo = plan.slo;
    let windows: Vec<String> = slo.windows.iter().map(Window::to_string).collect();
    let mut rule = Rule::record("slo:info", "vector(1)")
        .label("slo", slo.id.clone())
        .label("service", slo.service.clone())
        .label("objective", slo.target.percent().to_string())
        .label("window", windows.join(", "));
    let known = [("title", &slo.title), ("owner", &slo.owner), ("budget_policy", &slo.budget_policy)];
    for (name, value) in known.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?))) {
        rule = rule.label(name, value.clone());
    }
    for (name, value) in &slo.labels {
        let label = if crate::alert_labels::is_label(name) { name.clone() } else { names::as_label(name) };
        if rule.labels.iter().any(|(known, _)| *known == label) {
            let what = format!("`slo:info` does not get its label `{name}`, which is there already");
            refusals.push(Refusal::new(&slo.id, what, "call the label something else"));
        } else {
            rule = rule.label(&label, value.clone());
        }
    }
    rule
}
