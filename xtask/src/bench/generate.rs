//! Made-up systems of any size that look like real ones: layers of services that call downwards, stores, caches,
//! queues, journeys and objectives; on demand also a circle of calls. The same shape gives the same bytes.

mod circle;
mod dice;
mod journeys;
mod names;
mod service;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use circle::Circle;
use dice::Dice;
use names::*;
use service::LAYERS;

/// Services in one file; the reader refuses files over 8 MiB, and a team's fragment is far smaller.
const SERVICES_PER_FILE: usize = 250;

/// What system to make.
pub(super) struct Shape {
    /// Services in all.
    services: usize,
    /// Services of these that call each other in a circle, so that each depends on all of the others.
    circle: usize,
    /// Journeys; unsaid means one for each service of the outermost layer, which is one service in 20.
    journeys: Option<usize>,
    /// Redundancy that differs from service to service instead of three replicas of each: some run once in one zone,
    /// some are spread over two or three zones; queues and caches have replicas as well.
    mixed_redundancy: bool,
}

/// How large the text of a system is.
#[derive(Clone, Copy)]
pub(super) struct Size {
    /// Files.
    pub(super) files: usize,
    /// Lines in all of them.
    pub(super) lines: usize,
}

impl Shape {
    /// Layers without a circle, everything replicated: what most teams run.
    pub(super) fn of(services: usize) -> Self {
        Self { services, circle: 0, journeys: None, mixed_redundancy: false }
    }

    /// The same with `services` of them in one circle of calls.
    pub(super) fn circle(self, services: usize) -> Self {
        Self { circle: services, ..self }
    }

    /// The same with this many journeys.
    pub(super) fn journeys(self, journeys: usize) -> Self {
        Self { journeys: Some(journeys), ..self }
    }

    /// The same with single points of failure beside services that are spread over zones.
    pub(super) fn mixed_redundancy(self) -> Self {
        Self { mixed_redundancy: true, ..self }
    }
}

/// Writes a system into `folder`, afresh.
///
/// # Errors
/// The folder cannot be written.
pub(super) fn write(folder: &Path, shape: &Shape) -> Result<Size> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).with_context(|| format!("cannot empty `{}`", folder.display()))?;
    }
    std::fs::create_dir_all(folder)?;
    let files = system(shape);
    for (name, text) in &files {
        std::fs::write(folder.join(name), text).with_context(|| format!("cannot write `{name}`"))?;
    }
    Ok(Size { files: files.len(), lines: files.values().map(|text| text.lines().count()).sum() })
}

/// The files of a system of this shape, by name.
fn system(shape: &Shape) -> BTreeMap<String, String> {
    let services = shape.services;
    let mut dice = Dice(0x10ad_11e5 ^ services as u64);
    let plan = Plan { shape, layers: layers(services), circle: Circle::of(shape) };
    let mut files = BTreeMap::from([("loadline.yaml".to_owned(), head(shape))]);
    for (file, first) in (0..services).step_by(SERVICES_PER_FILE).enumerate() {
        let members: Vec<usize> = (first..services.min(first + SERVICES_PER_FILE)).collect();
        files.insert(format!("part-{file:03}.yaml"), fragment(&members, &plan, &mut dice));
    }
    files
}

/// What is decided before the first service is written.
struct Plan<'a> {
    shape: &'a Shape,
    /// The first service of each layer, and the number of services as the end of the last.
    layers: Vec<usize>,
    circle: Circle,
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
fn head(shape: &Shape) -> String {
    let mut text = String::from(include_str!("generate/head.yaml"));
    if shape.mixed_redundancy {
        // Then every service states its own.
        text = text.replace("    replicas: {min: 3, max: 12, spread: eu}\n", "");
    }
    text.push_str("teams:\n");
    for team in 0..shape.services.div_ceil(SERVICES_PER_TEAM) {
        _ = writeln!(text, "  team-{team}: {{oncall: \"pager:team-{team}\", chat: \"#team-{team}\"}}");
    }
    text
}

/// One team's worth of everything: the services and what belongs to them.
fn fragment(members: &[usize], plan: &Plan, dice: &mut Dice) -> String {
    let mut text = String::from("loadline: 1\nservices:\n");
    for service in members {
        service::service(&mut text, *service, plan, dice);
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
             97%, stampede: none{}}}",
            cache(first),
            team(first),
            store(first),
            if plan.shape.mixed_redundancy { ", replicas: {min: 2, spread: eu}" } else { "" }
        );
    });
    section(&mut text, "queues", members, SERVICES_PER_TOPIC * TOPICS_PER_QUEUE, |text, first| {
        _ = writeln!(
            text,
            "  {}:\n    tech: kafka\n    boundary: app\n    owner: {}\n    delivery: at-least-once\n    retention: \
             7d\n    capacity: {{rps: 5000}}{}\n    topics:",
            queue(first),
            team(first),
            if plan.shape.mixed_redundancy { "\n    replicas: {min: 3, spread: eu}" } else { "" }
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

    journeys::sections(&mut text, members, plan);
    text
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
        assert_eq!(system(&Shape::of(300)), system(&Shape::of(300)));
        assert_eq!(
            system(&Shape::of(300)).into_keys().collect::<Vec<_>>(),
            ["loadline.yaml", "part-000.yaml", "part-001.yaml"]
        );
    }

    #[test]
    fn the_system_has_the_shape_it_promises() {
        let files = system(&Shape::of(1000));
        assert_eq!(count(&files, "    use: web\n"), 1000);
        assert_eq!(count(&files, "    actor: visitor\n"), 1000 / 20);
        assert_eq!(count(&files, "    tech: postgres\n"), 1000_usize.div_ceil(SERVICES_PER_STORE));
        let edges = count(&files, "carries: [");
        assert!((3500..4500).contains(&edges), "{edges} edges");
        assert!(files.values().all(|text| text.len() < 8 << 20));
    }

    #[test]
    fn every_service_below_the_edge_has_a_caller() {
        let files = system(&Shape::of(1000));
        for service in layers(1000)[1]..1000 {
            assert!(count(&files, &format!("      {}.api: ", name(service))) > 0, "{service}");
        }
    }

    #[test]
    fn a_circle_of_calls_closes_and_has_calls_of_every_kind() {
        let files = system(&Shape::of(1000).circle(300).journeys(100).mixed_redundancy());
        assert_eq!(count(&files, "    actor: visitor\n"), 100);
        assert!(count(&files, "fallback: {to: ") > 30);
        for place in 0..300 {
            let next = format!("      {}.api: {{use: call, step: 3", name(200 + (place + 1) % 300));
            assert!(count(&files, &next) > 0, "{place}");
        }
        assert_eq!(count(&files, "    domain: eu-a\n"), 100);
    }
}
