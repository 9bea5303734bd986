//! What a finding may cost, so that the worst is read first.

use loadline_base::Severity;
use loadline_flow::Flows;
use loadline_model::Model;
use loadline_model::kinds::Criticality;

/// Severity (error 100, warning 10, note 1) times what hangs on the place: 8 for a critical journey, 4 high, 2 normal,
/// 1 low or nothing known. A ranking, not a measure.
pub(crate) fn of(model: &Model, flows: &Flows<'_>, path: &str, severity: Severity) -> f64 {
    let base = match severity {
        Severity::Error => 100.0,
        Severity::Warning => 10.0,
        Severity::Note => 1.0,
    };
    let weight = match criticality(model, flows, path) {
        Some(Criticality::Critical) => 8.0,
        Some(Criticality::High) => 4.0,
        Some(Criticality::Normal) => 2.0,
        Some(Criticality::Low) | None => 1.0,
    };
    base * weight
}

/// The highest criticality of the journeys that hang on an id path.
fn criticality(model: &Model, flows: &Flows<'_>, path: &str) -> Option<Criticality> {
    let mut steps = path.split('/');
    let (section, id) = (steps.next()?, steps.next()?);
    let of_component = |name: &str| flows.criticality(model.find(name)?.id);
    match section {
        "journeys" => flows.of(id)?.criticality(),
        "state" => {
            let item = model.system.state.as_ref()?.get(id)?;
            of_component(&item.home.as_ref()?.id)
        }
        "slos" => {
            let of = model.system.slos.as_ref()?.get(id)?.of.as_ref()?;
            flows.of(&of.id).map_or_else(|| of_component(of.base()), loadline_flow::Flow::criticality)
        }
        "services" | "jobs" | "stores" | "caches" | "queues" | "externals" => of_component(id),
        // A team or a datum may be called as a service is.
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use loadline_base::{Severity, Sources};
    use loadline_flow::Flows;

    #[track_caller]
    fn check(path: &str, expected: f64) {
        let mut sources = Sources::default();
        sources.add(
            "model.yaml",
            "loadline: 1\nteams: {orders: {}}\ndata: {orders: {}}\nservices: {orders: {}}\njourneys: {go: {entry: orders, criticality: critical}}\n",
        );
        let model = loadline_model::read(&sources).model;
        let flows = Flows::read(&model);
        let cost = super::of(&model, &flows, path, Severity::Note);
        assert!((cost - expected).abs() < f64::EPSILON, "{path}: {cost}");
    }

    #[test]
    fn a_team_is_not_ranked_by_a_service_of_its_name() {
        check("services/orders", 8.0);
        check("services/orders/needs/db", 8.0);
        check("journeys/go", 8.0);
        check("teams/orders", 1.0);
        check("data/orders", 1.0);
        check("accept", 1.0);
    }
}
