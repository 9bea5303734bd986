//! The journeys of a generated system and their objectives. Journeys enter at the services of the outermost layer,
//! wherever these are kept.

use std::fmt::Write as _;

use super::Plan;
use super::names::{name, team};

/// Writes the journeys that enter at these services, and what is promised of them.
pub(super) fn sections(text: &mut String, members: &[usize], plan: &Plan) {
    let edge = plan.layers[1];
    let journeys = plan.shape.journeys.unwrap_or(edge);
    let mut entered = Vec::new();
    for service in members.iter().copied().filter(|service| *service < edge) {
        entered.extend((service..journeys).step_by(edge).enumerate().map(|(lap, _)| (service, lap)));
    }
    if entered.is_empty() {
        return;
    }
    text.push_str("journeys:\n");
    for (service, lap) in &entered {
        journey(text, *service, *lap);
    }
    text.push_str("slos:\n");
    for (service, lap) in entered {
        slos(text, service, lap);
    }
}

/// The `lap`-th journey that enters at this service.
fn called(service: usize, lap: usize) -> String {
    if lap == 0 { name(service) } else { format!("{}-{lap}", name(service)) }
}

fn journey(text: &mut String, service: usize, lap: usize) {
    let (criticality, average) =
        if (service + lap).is_multiple_of(4) { ("critical", 40) } else { ("normal", 10) };
    _ = writeln!(
        text,
        "  use-{called}:\n    actor: visitor\n    entry: {name}.http\n    criticality: {criticality}\n    load: \
         {{average: {average}rps, peak: {}rps, growth: 40%/y, writes: 20%}}",
        average * 4,
        called = called(service, lap),
        name = name(service)
    );
}

fn slos(text: &mut String, service: usize, lap: usize) {
    let (name, team) = (called(service, lap), team(service));
    _ = writeln!(
        text,
        "  {name}-availability:\n    of: use-{name}\n    target: 99.9%\n    window: 30d\n    sli: {{availability: \
         {{good: 'http_requests_total{{route=\"{name}\",code!~\"5..\"}}', total: \
         'http_requests_total{{route=\"{name}\"}}'}}}}\n    alert: {{policy: standard, page: {team}, runbook: \
         runbooks/{name}.md}}"
    );
    _ = writeln!(
        text,
        "  {name}-latency:\n    of: use-{name}\n    target: 99%\n    window: 30d\n    sli: {{latency: {{under: 1500ms, \
         histogram: http_request_duration_seconds}}}}\n    alert: {{policy: standard, ticket: {team}, runbook: \
         runbooks/{name}.md}}"
    );
}
