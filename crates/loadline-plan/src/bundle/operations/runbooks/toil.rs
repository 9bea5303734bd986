//! Work that comes again, ranked by what taking it over would save.
//!
//! Score = times a month × minutes × (1 + error risk × severity), both a third for `low`, two thirds for `medium` and one for
//! `high`: what is often, long, error-prone and grave comes first.

use crate::bundle::desk::Desk;
use crate::bundle::words::Words;
use crate::facts::entries;
use loadline_evidence::Quantity;
use loadline_model::kinds::ToilItem;
use loadline_model::{Named, Stated};

/// Days of a month: 365.25 ÷ 12.
const MONTH: f64 = 86_400.0 * 30.4375;

pub(super) fn write(desk: &mut Desk<'_, '_>) {
    let operations = desk.facts.model.system.operations.as_deref();
    let mut ranked: Vec<(Option<Quantity>, &str, &Named<ToilItem>)> = operations
        .into_iter()
        .flat_map(|all| entries(&all.toil))
        .map(|(id, item)| (score(id, item), id, item))
        .collect();
    let value = |score: &Option<Quantity>| score.as_ref().map_or(-1.0, |score| score.value);
    // Stable: what scores alike stays in the order written.
    ranked.sort_by(|a, b| value(&b.0).total_cmp(&value(&a.0)));
    // What comes first and how it is done are two questions, and ten columns are too many to read.
    let (mut rows, mut taken) = (Vec::new(), Vec::new());
    for (score, id, item) in ranked {
        let at = format!("operations/toil/{id}");
        let score = desk.figure_or_blank(&at, score.as_ref());
        let often = desk.value(&at, "frequency", item.frequency.as_ref());
        let effort = desk.value(&at, "effort", item.effort.as_ref());
        let risk = desk.value(&at, "error-risk", item.error_risk.as_ref());
        let severity = desk.value(&at, "severity", item.severity.as_ref());
        let by = desk.value(&at, "automation", item.automation.as_ref());
        let rails = desk.blank(&at, "guard-rails", item.guard_rails.as_ref());
        let safe = desk.blank(&at, "fail-safe", item.fail_safe.as_ref());
        let owner = desk.value(&at, "owner", item.owner.as_ref());
        rows.push(vec![Words::id(id), score, often, effort, risk, severity, owner]);
        taken.push(vec![Words::id(id), by, rails, safe]);
    }
    let columns = &["work", "score", "how often", "takes", "error risk", "severity", "owner"];
    desk.table("What to automate first", columns, rows);
    desk.table("How it is automated", &["work", "taken over by", "within", "when it fails"], taken);
}

fn score(id: &str, item: &ToilItem) -> Option<Quantity> {
    let often = item.frequency.as_ref()?.per_second() * MONTH;
    let minutes = item.effort.as_ref()?.as_secs_f64() / 60.0;
    let (risk, severity) = (weight(item.error_risk.as_ref())?, weight(item.severity.as_ref())?);
    let figure = loadline_base::figure::figure;
    let formula = format!(
        "{} a month × {} min × (1 + {} × {})",
        figure(often),
        figure(minutes),
        figure(risk),
        figure(severity)
    );
    let value = often * minutes * (1.0 + risk * severity);
    Some(Quantity::computed(format!("automation score of {id}"), value, "min a month", formula))
}

fn weight(word: Option<&Stated<String>>) -> Option<f64> {
    match word?.value.as_str() {
        "low" => Some(1.0 / 3.0),
        "medium" => Some(2.0 / 3.0),
        "high" => Some(1.0),
        _ => None,
    }
}
