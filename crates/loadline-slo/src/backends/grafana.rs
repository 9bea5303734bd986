//! Grafana dashboards: one per service, and one of all objectives. Their uids come from the names of the services, so that links
//! in alerts stay good.

use super::plan::{self, Plan};
use super::{Generated, Options, Output, names};
use crate::{Slo, Window, alert_labels, prometheus_duration};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Version of the dashboard format, that of Grafana 10 and 11; later ones read it.
const SCHEMA: u32 = 39;
/// Name under which the dashboard of all services is known.
const OVERVIEW: &str = "";

/// Writes the dashboards.
pub(crate) fn generate(slos: &[Slo], options: &Options) -> Generated {
    let (plans, refusals) = plan::of(slos, options);
    let mut services: BTreeMap<&str, Vec<&Plan<'_>>> = BTreeMap::new();
    for plan in &plans {
        services.entry(&plan.slo.service).or_default().push(plan);
    }
    let mut outputs: Vec<Output> = services
        .iter()
        .map(|(service, plans)| Output {
            name: format!("{}.dashboard.json", names::file(service)),
            text: text(&of_service(service, plans)),
        })
        .collect();
    if !plans.is_empty() {
        outputs.push(Output { name: "overview.dashboard.json".to_owned(), text: text(&overview(&plans)) });
    }
    Generated { outputs, refusals }
}

fn text(value: &Value) -> String {
    format!("{value:#}\n")
}

fn dashboard(service: &str, title: String, slos: &str, panels: Vec<Value>) -> Value {
    let panels: Vec<Value> = panels
        .into_iter()
        .enumerate()
        .map(|(at, mut panel)| {
            panel["id"] = Value::from(at + 1);
            panel
        })
        .collect();
    json!({
        "uid": names::dashboard(service),
        "title": title,
        "tags": ["slo", "loadline"],
        "schemaVersion": SCHEMA,
        "version": 1,
        "editable": true,
        "timezone": "browser",
        "refresh": "1m",
        "time": {"from": "now-7d", "to": "now"},
        "templating": {"list": [{
            "name": "datasource", "label": "Data source", "type": "datasource", "query": "prometheus",
        }]},
        "annotations": {"list": [{
            "name": "SLO alerts",
            "enable": true,
            "iconColor": "red",
            "datasource": source(),
            "expr": format!("ALERTS{{alertstate=\"firing\", {slos}}}"),
            "titleFormat": "{{slo}} {{tier}}",
            "tagKeys": "tier,severity",
            "step": "60s",
        }]},
        "panels": panels,
    })
}

fn source() -> Value {
    json!({"type": "prometheus", "uid": "${datasource}"})
}

/// Text that a legend or title must not take for a variable or a template.
fn plain(text: &str) -> String {
    text.replace('$', "＄").replace("{{", "{ {")
}

fn target(at: usize, expr: String, legend: String) -> Value {
    json!({"refId": format!("Q{at}"), "expr": expr, "legendFormat": legend, "datasource": source()})
}

/// Where a panel stands: Grafana's grid is 24 wide.
struct Place {
    x: u32,
    y: u32,
    w: u32,
    h: u32,
}

fn panel(kind: &str, title: String, unit: &str, place: &Place, targets: Vec<Value>) -> Value {
    json!({
        "type": kind,
        "title": title,
        "datasource": source(),
        "gridPos": {"x": place.x, "y": place.y, "w": place.w, "h": place.h},
        "fieldConfig": {"defaults": {"unit": unit}, "overrides": []},
        "options": {},
        "targets": targets,
    })
}

/// Red without budget, yellow with less than a quarter.
fn coloured(mut panel: Value) -> Value {
    panel["fieldConfig"]["defaults"]["color"] = json!({"mode": "thresholds"});
    panel["fieldConfig"]["defaults"]["thresholds"] = json!({"mode": "absolute", "steps": [
        {"color": "red", "value": null}, {"color": "yellow", "value": 0}, {"color": "green", "value": 0.25},
    ]});
    panel
}

/// The name of the series of what is left over a window, and how people call the window.
fn remaining(window: &Window) -> Option<(String, String)> {
    match window {
        Window::Rolling(length) => {
            let shown = prometheus_duration(*length);
            Some((format!("slo:budget_remaining:ratio{shown}"), shown))
        }
        Window::Calendar(span) => super::calendar::span(span)
            .ok()
            .map(|span| (format!("slo:budget_remaining:{}", span.word), format!("this {}", span.word))),
    }
}

fn of_service(service: &str, plans: &[&Plan<'_>]) -> Value {
    let mut panels = Vec::new();
    for (row, plan) in plans.iter().enumerate() {
        let y = u32::try_from(row).unwrap_or(u32::MAX).saturating_mul(17);
        panels.extend(of_slo(plan, y));
    }
    let ids: Vec<String> = plans.iter().map(|plan| escape(&plan.slo.id)).collect();
    let slos = format!("slo=~{}", names::quoted(&ids.join("|")));
    dashboard(service, format!("SLO: {}", plain(service)), &slos, panels)
}

/// Text as a regular expression that matches just it.
fn escape(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, c| {
        if "\\.+*?()|[]{}^$".contains(c) {
            out.push('\\');
        }
        out.push(c);
        out
    })
}

fn of_slo(plan: &Plan<'_>, y: u32) -> Vec<Value> {
    let slo = plan.slo;
    let title = plain(slo.title.as_ref().unwrap_or(&slo.id));
    let groups: String = slo.grouping.iter().map(|label| format!(" {{{{{label}}}}}")).collect();
    let row = json!({
        "type": "row",
        "title": format!("{title}: {} over {}", slo.target, slo.windows.iter().map(Window::to_string).collect::<Vec<_>>().join(", ")),
        "collapsed": false,
        "gridPos": {"x": 0, "y": y, "w": 24, "h": 1},
        "panels": [],
    });
    let left: Vec<Value> = slo
        .windows
        .iter()
        .filter_map(remaining)
        .enumerate()
        .map(|(at, (name, shown))| target(at, names::of(&name, &slo.id), format!("{shown}{groups}")))
        .collect();
    let budget = slo.target.budget();
    let windows: Vec<_> = plan.windows.iter().chain(&plan.periods).copied().collect();
    let each = |expr: &dyn Fn(String) -> String| -> Vec<Value> {
        windows
            .iter()
            .enumerate()
            .map(|(at, window)| {
                target(
                    at,
                    expr(plan.ratio(*window, None)),
                    format!("{}{groups}", prometheus_duration(*window)),
                )
            })
            .collect()
    };
    let place = |x, y, w, h| Place { x, y, w, h };
    let mut panels = vec![
        row,
        coloured(panel(
            "stat",
            "Budget left".to_owned(),
            "percentunit",
            &place(0, y + 1, 6, 8),
            left.clone(),
        )),
        panel(
            "timeseries",
            "Error ratio per window".to_owned(),
            "percentunit",
            &place(6, y + 1, 18, 8),
            each(&|ratio| ratio),
        ),
        coloured(panel("timeseries", "Budget left".to_owned(), "percentunit", &place(0, y + 9, 6, 8), left)),
    ];
    if !budget.is_zero() {
        let mut burn = panel(
            "timeseries",
            "Burn rate per window (1 = the budget lasts just as long as the window)".to_owned(),
            "none",
            &place(6, y + 9, 9, 8),
            each(&|ratio| format!("({ratio}) / {budget}")),
        );
        burn["fieldConfig"]["defaults"]["custom"] = json!({"thresholdsStyle": {"mode": "dashed"}});
        let steps: Vec<Value> = slo
            .policy
            .iter()
            .flat_map(alert_labels::tiers)
            .map(|named| json!({"color": if named.name.starts_with("page") { "red" } else { "orange" }, "value": f64::try_from(named.tier.burn).unwrap_or(0.0)}))
            .rev()
            .collect();
        burn["fieldConfig"]["defaults"]["thresholds"] = json!({"mode": "absolute", "steps": std::iter::once(json!({"color": "green", "value": null})).chain(steps).collect::<Vec<_>>()});
        panels.push(burn);
    }
    let base = plan.base();
    let counted = match plan.form {
        plan::Form::Events => vec![
            target(0, names::of(&names::total(base), &slo.id), format!("all{groups}")),
            target(1, names::of(&names::bad(base), &slo.id), format!("bad{groups}")),
        ],
        plan::Form::Ratio => {
            vec![target(0, names::of(&names::ratio(base), &slo.id), format!("share of bad{groups}"))]
        }
    };
    let title = format!("Events of the last {}", prometheus_duration(base));
    panels.push(panel("timeseries", title, "short", &place(15, y + 9, 9, 8), counted));
    panels
}

fn overview(plans: &[Plan<'_>]) -> Value {
    let mut names_of_budgets: BTreeMap<String, String> = BTreeMap::new();
    for window in plans.iter().flat_map(|plan| &plan.slo.windows) {
        names_of_budgets.extend(remaining(window));
    }
    let mut panels = Vec::new();
    let mut y = 0;
    let facts = "* on(slo) group_left(service, objective) slo:info";
    for (name, shown) in &names_of_budgets {
        let expr = format!("sort({name} {facts})");
        let mut table = coloured(panel(
            "bargauge",
            format!("Budget left over {shown}, the least first"),
            "percentunit",
            &Place { x: 0, y, w: 12, h: 12 },
            vec![target(0, expr.clone(), "{{service}} {{slo}} ({{objective}}%)".to_owned())],
        ));
        table["options"] = json!({"orientation": "horizontal", "displayMode": "basic"});
        table["targets"][0]["instant"] = Value::from(true);
        panels.push(table);
        let trend = format!("bottomk(10, {name})");
        panels.push(coloured(panel(
            "timeseries",
            format!("The ten with the least budget over {shown}"),
            "percentunit",
            &Place { x: 12, y, w: 12, h: 12 },
            vec![target(0, trend, "{{slo}}".to_owned())],
        )));
        y += 12;
    }
    let firing = "ALERTS{alertstate=\"firing\", slo!=\"\", tier!=\"\"}";
    let mut table = panel(
        "table",
        "Firing now".to_owned(),
        "none",
        &Place { x: 0, y, w: 24, h: 8 },
        vec![target(0, firing.to_owned(), String::new())],
    );
    table["targets"][0]["instant"] = Value::from(true);
    table["targets"][0]["format"] = Value::from("table");
    panels.push(table);
    dashboard(OVERVIEW, "SLO: all services".to_owned(), "slo!=\"\"", panels)
}
