//! Times the availability engine on the model in a folder; `cargo xtask bench depend` reads what it prints.
#![expect(clippy::print_stderr, clippy::expect_used, clippy::unwrap_used, reason = "a tool for benchmarks")]

use loadline_capacity::sizing::{loads, sizings};
use loadline_depend::{Failures, Losses, Solved, Strength, Thing, Top};
use loadline_flow::{Demands, Flows};
use std::path::Path;
use std::time::Instant;

fn main() {
    let folder = std::env::args().nth(1).expect("the folder of a model");
    let mut last = Instant::now();
    let mut lap = |name: &str| {
        eprintln!("{name} {:.2} ms", last.elapsed().as_secs_f64() * 1e3);
        last = Instant::now();
    };
    let loaded = loadline_app::load(Path::new(&folder)).expect("it can be read");
    assert!(loaded.reading.faults.is_empty(), "the model has faults");
    let model = &loaded.reading.model;
    lap("read");
    let flows = Flows::read(model);
    let demands = Demands::of(model, &flows);
    lap("flows");
    let loads = loads(model, &sizings(model, &flows, &demands));
    lap("sizes");
    let failures = Failures::read(model, &flows, &loads, Strength::Hard);
    lap("trees");
    let mut losses = Losses::of(&failures);
    let points = losses.single_points().len();
    lap("single-points");
    let reached: usize = Thing::all(model).map(|thing| losses.reach(thing).0.len()).sum();
    lap("blast-of-all");
    let middle = Thing::all(model).nth(model.component_count() / 2).unwrap();
    let blast = losses.blast(middle);
    lap("warm-blast");
    if std::env::args().nth(2).is_some_and(|word| word == "structure") {
        return;
    }
    let (events, gates) = (failures.tree.event_count(), failures.tree.gates().len());
    let solved = Solved::of(failures);
    lap("solve");
    let all = solved.all();
    lap("probabilities");
    let without = solved.all_working(Some(middle));
    lap("warm-deletion");
    let shares = solved.by_thing(0, Top::Failed).len();
    lap("shares-of-one");
    let exact = all
        .iter()
        .filter(|(failed, degraded)| failed.exact().is_some() && degraded.exact().is_some())
        .count();
    eprintln!(
        "journeys {} exact {exact} events {events} gates {gates} points {points} reached {reached} new {} nodes {} shares {shares} {}",
        all.len(),
        blast.new_single_points.len(),
        solved.nodes(0),
        without.len(),
    );
}
