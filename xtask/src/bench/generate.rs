//! Made-up systems of any size that look like real ones: layers of services that call downwards, stores, caches,
//! queues, journeys and objectives. The same size gives the same bytes.

mod dice;
mod names;
mod service;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use dice::Dice;
use names::*;
use service::LAYERS;

/// Services in one file; the reader refuses files over 8 MiB, and a team's fragment is far smaller.
const SERVICES_PER_FILE: usize = 250;

/// The files of a system with this many services, by name.
pub(super) fn system(services: usize) -> BTreeMap<String, String> {
    let mut dice = Dice(0x10ad_11e5 ^ services as u64);
    let layers = layers(services);
    let mut files = BTreeMap::from([("loadline.yaml".to_owned(), head(services))]);
    for (file, first) in (0..services).step_by(SERVICES_PER_FILE).enumerate() {
        let members: Vec<usize> = (first..services.min(first + SERVICES_PER_FILE)).collect();
        files.insert(format!("part-{file:03}.yaml"), fragment(&members, services, &layers, &mut dice));
    }
    files
}

/// The first service of each layer, and the number of services as the end of the last.
fn layers(services: usize) -> Vec<usize> {
    let mut firsts = vec![0];
    let mut share = 0;
    for layer in LAYERS {
        share += layer.share;
        firsts.push(services * share / 100);
    }
    firsts
}

/// The first file: what everything shares, and the teams.
fn head(services: usize) -> String {
    let mut text = String::from(include_str!("generate/head.yaml"));
    text.push_str("teams:\n");
    for team in 0..services.div_ceil(SERVICES_PER_TEAM) {
        _ = writeln!(text, "  team-{team}: {{oncall: \"pager:team-{team}\", chat: \"#team-{team}\"}}");
    }
    text
}

/// One team's worth of everything: the services and what belongs to them.
fn fragment(members: &[usize], services: usize, layers: &[usize], dice: &mut Dice) -> String {
    let mut text = String::from("loadline: 1\nservices:\n");
    for service in members {
        service::service(&mut text, *service, services, layers, dice);
    }
    section(&mut text, "jobs", members, SERVICES_PER_JOB, |text, first| {
        let (name, store) = (name(first), store(first));
        _ = writeln!(
            text,
            "  settle-{name}: {{owner: {}, schedule: \"30 2 * * *\", deadline: 2h, watchdog: none, needs: {{{store}: \
             {{kind: hard, reads: 1, timeout: 1s}}}}}}",
            team(first)
        );
    });
    section(&mut text, "stores", members, SERVICES_PER_STORE, |text, first| {
        _ = writeln!(
            text,
            "  {}:\n    tech: postgres\n    boundary: app\n    owner: {}\n    encryption: at-rest\n    replicas: \
             {{min: 3, spread: eu, mode: sync, failover: {{time: 30s, per-year: 6}}}}\n    capacity: {{connections: \
             400}}\n    backup: {{every: 6h, rpo: 5m, rto: 1h, restore-tested: 2026-09-14}}",
            store(first),
            team(first)
        );
    });
    section(&mut text, "caches", members, SERVICES_PER_CACHE, |text, first| {
        _ = writeln!(
            text,
            "  {}: {{tech: redis, boundary: app, owner: {}, pattern: look-aside, origin: {}, ttl: 60s, hit-ratio: \
             97%, stampede: none}}",
            cache(first),
            team(first),
            store(first)
        );
    });
    section(&mut text, "queues", members, SERVICES_PER_TOPIC * TOPICS_PER_QUEUE, |text, first| {
        _ = writeln!(
            text,
            "  {}:\n    tech: kafka\n    boundary: app\n    owner: {}\n    delivery: at-least-once\n    retention: \
             7d\n    capacity: {{rps: 5000}}\n    topics:",
            queue(first),
            team(first)
        );
        for topic in 0..TOPICS_PER_QUEUE {
            _ = writeln!(
                text,
                "      t{topic}: {{order: per key, dlq: t{topic}-dlq, max-lag: 60s, evolution: backward}}"
            );
        }
    });
    section(&mut text, "externals", members, SERVICES_PER_EXTERNAL, |text, first| {
        _ = writeln!(
            text,
            "  {}: {{boundary: third, owner: {}, sla: 99.9%, quota: 300rps, agreement: dpa-{first}, region: eu}}",
            external(first),
            team(first)
        );
    });
    section(&mut text, "state", members, SERVICES_PER_STORE, |text, first| {
        _ = writeln!(
            text,
            "  {}-record: {{owner: {}, home: {}, data: [{}]}}",
            name(first),
            name(first),
            store(first),
            class(first)
        );
    });

    // Journeys enter at the services of the outermost layer, wherever these are kept.
    let edge: Vec<usize> = members.iter().copied().filter(|service| *service < layers[1]).collect();
    if !edge.is_empty() {
        text.push_str("journeys:\n");
        for service in &edge {
            let (criticality, average) = if service % 4 == 0 { ("critical", 40) } else { ("normal", 10) };
            _ = writeln!(
                text,
                "  use-{name}:\n    actor: visitor\n    entry: {name}.http\n    criticality: {criticality}\n    load: \
                 {{average: {average}rps, peak: {}rps, growth: 40%/y, writes: 20%}}",
                average * 4,
                name = name(*service)
            );
        }
        text.push_str("slos:\n");
        for service in &edge {
            slos(&mut text, *service);
        }
    }
    text
}

fn slos(text: &mut String, service: usize) {
    let (name, team) = (name(service), team(service));
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

/// Writes a section with one entry for every `each` services, unless it has none.
fn section(
    text: &mut String,
    title: &str,
    members: &[usize],
    each: usize,
    entry: impl Fn(&mut String, usize),
) {
    let firsts: Vec<usize> = members.iter().copied().filter(|service| service % each == 0).collect();
    if firsts.is_empty() {
        return;
    }
    _ = writeln!(text, "{title}:");
    for first in firsts {
        entry(text, first);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(files: &BTreeMap<String, String>, part: &str) -> usize {
        files.values().map(|text| text.matches(part).count()).sum()
    }

    #[test]
    fn the_same_size_gives_the_same_bytes() {
        assert_eq!(system(300), system(300));
        assert_eq!(
            system(300).into_keys().collect::<Vec<_>>(),
            ["loadline.yaml", "part-000.yaml", "part-001.yaml"]
        );
    }

    #[test]
    fn the_system_has_the_shape_it_promises() {
        let files = system(1000);
        assert_eq!(count(&files, "    use: web\n"), 1000);
        assert_eq!(count(&files, "    actor: visitor\n"), 1000 / 20);
        assert_eq!(count(&files, "    tech: postgres\n"), 1000_usize.div_ceil(SERVICES_PER_STORE));
        let edges = count(&files, "carries: [");
        assert!((3500..4500).contains(&edges), "{edges} edges");
        assert!(files.values().all(|text| text.len() < 8 << 20));
    }

    #[test]
    fn every_service_below_the_edge_has_a_caller() {
        let files = system(1000);
        for service in layers(1000)[1]..1000 {
            assert!(count(&files, &format!("      {}.api: ", name(service))) > 0, "{service}");
        }
    }
}
