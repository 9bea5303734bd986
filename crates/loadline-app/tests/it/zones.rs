//! Two commands about one loss: what `capacity` says a zone takes down with the copies that run at peak, `spof` names as a
//! single point of failure, and nothing else.

use loadline_app::capacity::{LimitRow, capacity};
use loadline_app::spof::spof;
use loadline_base::Date;
use std::collections::BTreeSet;

/// Components of one model, each with a journey of its own.
const COMPONENTS: usize = 12;
const MODELS: u64 = 40;

/// Numbers that look random and are the same on every machine.
struct Dice(u64);

impl Dice {
    /// From `low` to `high`, both included.
    fn roll(&mut self, low: u64, high: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        low + (self.0 >> 33) % (high - low + 1)
    }

    fn one_of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.roll(0, words.len() as u64 - 1) as usize]
    }
}

/// A model in which journey `j3` fails with `c3` and with nothing else that stands in a zone.
fn model(dice: &mut Dice) -> String {
    let zones = dice.roll(1, 4);
    let mut text = "loadline: 1\ndomains:\n".to_owned();
    // Zones of one region, or of two that lie in one whole.
    let nested = dice.roll(0, 1) == 1;
    text += if nested {
        "  eu: {kind: provider}\n  r0: {kind: region, in: eu}\n  r1: {kind: region, in: eu}\n"
    } else {
        "  eu: {kind: region}\n"
    };
    for zone in 0..zones {
        let within = if nested { format!("r{}", zone % 2) } else { "eu".to_owned() };
        text += &format!("  z{zone}: {{kind: zone, in: {within}}}\n");
    }
    let (mut services, mut stores, mut journeys) = (String::new(), String::new(), String::new());
    for number in 0..COMPONENTS {
        let (min, rps, peak) = (dice.roll(1, 6), dice.roll(2, 20) * 10, dice.roll(1, 40) * 10);
        let max = min + dice.roll(0, 6);
        let target = dice.roll(5, 10) * 10;
        let scale = dice.one_of(&["", "yes"]);
        let scale = if scale.is_empty() {
            String::new()
        } else {
            format!(", max: {max}, autoscale: {{target: {target}%}}")
        };
        let place = dice.one_of(&["spread: eu", "spread: eu", "spread: eu", "spread: z0"]);
        let quorum =
            if dice.roll(0, 5) == 0 { format!(", quorum: {}", dice.roll(1, min)) } else { String::new() };
        let (mut own, mut edge, mut mode) = (String::new(), "calls: 1".to_owned(), String::new());
        let store = dice.roll(0, 1) == 0;
        if store {
            mode = dice.one_of(&["", "", ", mode: sync", ", mode: async", ", mode: quorum"]).to_owned();
            let readers = if mode.is_empty() { dice.roll(0, 2) } else { 0 };
            if readers > 0 {
                mode = dice.one_of(&["", ", failover: {time: 30s}"]).to_owned();
            }
            own = format!(", shards: {}, read-replicas: {readers}", dice.roll(1, 3));
            edge = dice
                .one_of(&["reads: 1", "reads: 2, writes: 1", "reads: 1, route: replica", "writes: 1"])
                .to_owned();
        }
        let body = format!(
            "  c{number}: {{replicas: {{min: {min}{scale}, {place}{mode}{quorum}}}, capacity: {{rps: {rps}}}{own}}}\n"
        );
        if store {
            stores += &body
        } else {
            services += &body
        }
        services += &format!("  e{number}: {{needs: {{c{number}: {{kind: hard, {edge}}}}}}}\n");
        journeys += &format!(
            "  j{number}: {{entry: e{number}, load: {{average: {}rps, peak: {peak}rps}}}}\n",
            peak / 2
        );
    }
    if !stores.is_empty() {
        stores.insert_str(0, "stores:\n");
    }
    text + "services:\n" + &services + &stores + "journeys:\n" + &journeys
}

/// The zones that a component's rows say take it down, with the copies that run at peak.
fn fatal(rows: &[LimitRow], component: &str) -> BTreeSet<String> {
    let rows = rows.iter().filter(|row| row.component == component && row.when == "at peak");
    rows.flat_map(|row| row.running.fatal.iter().cloned()).collect()
}

#[test]
fn a_zone_is_too_much_where_it_is_a_single_point_of_failure() {
    let today = Date::new(2026, 11, 20).expect("a day");
    let (mut down, mut up) = (0, 0);
    for seed in 0..MODELS {
        let text = model(&mut Dice(seed));
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("loadline.yaml"), &text).expect("written");
        let carried = capacity(folder.path(), None, today).expect("a report");
        assert!(carried.faults.is_empty(), "{:?}\n{text}", carried.faults);
        let points = spof(folder.path(), None).expect("an answer").points;
        for number in 0..COMPONENTS {
            let (component, journey) = (format!("c{number}"), format!("j{number}"));
            // What lies around all copies takes all of them down, and no row says that.
            let inside = text_of(&text, &component).contains("spread: eu");
            let fails = points.iter().filter(|point| point.journeys.iter().any(|of| of.journey == journey));
            let zones: BTreeSet<String> = fails
                .map(|point| point.name.clone())
                .filter(|name| name.starts_with('z') || (name.starts_with('r') && inside))
                .collect();
            assert_eq!(fatal(&carried.limits, &component), zones, "{component} of model {seed}\n{text}");
            if zones.is_empty() { up += 1 } else { down += 1 }
        }
        // Where copies share the load, it is the load that decides.
        for row in carried
            .limits
            .iter()
            .filter(|row| row.what == "copies" && !text_of(&text, &row.component).contains("quorum"))
        {
            // A region may be too much where none of its zones is, and is all there is where it has none.
            let of_a_zone = row.running.fatal.iter().any(|name| name.starts_with('z'));
            if of_a_zone || !text.contains("r0:") {
                assert_eq!(row.running.zone.is_too_much(), of_a_zone, "{row:?}\n{text}");
            }
        }
    }
    assert!(down > 100 && up > 100, "{down} down, {up} up");
}

/// The line of a component.
fn text_of<'t>(text: &'t str, component: &str) -> &'t str {
    text.lines().find(|line| line.starts_with(&format!("  {component}:"))).unwrap_or_default()
}
