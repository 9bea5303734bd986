//! Fault trees against systems that are lived through: what breaks, when, and what follows, measured on the time axis.
//!
//! Nothing here uses the fault trees' own code except to ask for the claim. Seeds were chosen once and are not tuned.

mod approximate;
mod copies;
mod estimate;
mod masks;
mod queue;
mod settings;
mod signal;
mod tails;
mod world;

use estimate::{Estimate, Seen};
use loadline_depend::{Failures, Solved, Strength, Top};
use loadline_flow::{Flows, Loads};
use loadline_math::Stream;
use loadline_model::Model;
use rayon::prelude::*;
use settings::{Draw, Setting};
use world::{World, YEAR};

/// Where settings come from, how many, and outages in a run of each.
type Family = (fn(&mut Draw) -> Setting, u64, f64);

const FAMILIES: [Family; 15] = [
    (masks::cache, 8, 60_000.0),
    (masks::cache_over_fixed, 5, 60_000.0),
    (masks::kept, 6, 40_000.0),
    (masks::shared_store, 6, 80_000.0),
    (masks::one_after_the_other, 6, 60_000.0),
    (masks::enough_answers, 4, 80_000.0),
    (copies::failover_pair, 8, 80_000.0),
    (copies::region_switch, 4, 40_000.0),
    (copies::copies_over_zones, 8, 100_000.0),
    (copies::many_copies, 4, 200_000.0),
    (copies::one_of_them, 3, 60_000.0),
    (tails::late, 8, 30_000.0),
    (tails::late_after_fixed, 4, 30_000.0),
    (tails::late_one_by_one, 4, 40_000.0),
    (tails::overflow, 6, 40_000.0),
];

/// The first part of every key of a random stream here.
const SEED: u64 = 20_261_120;

/// A setting, what is claimed of it and what was seen.
struct Run {
    setting: Setting,
    claim: Claim,
    seen: Seen,
}

/// What is claimed of the only journey of a model.
#[derive(Debug, Clone, Copy)]
struct Claim {
    /// Share of time (of messages).
    share: f64,
    /// Outages a year.
    per_year: f64,
    /// Mean length of one, seconds.
    mean: f64,
}

#[track_caller]
fn claim(model: &Model, loads: &Loads, top: Top) -> Claim {
    let flows = Flows::read(model);
    let solved = Solved::of(Failures::read(model, &flows, loads, Strength::Hard));
    let share = solved.unavailability(0, top).and_then(|share| share.exact());
    let outages = solved.outages(0, top).expect("it fails now and then");
    Claim { share: share.expect("it is small"), per_year: outages.per_year, mean: outages.mean }
}

/// A setting of its own key.
fn drawn<T>(family: u64, index: u64, of: fn(&mut Draw) -> T) -> T {
    of(&mut Draw(Stream::keyed(&[SEED, family, index, 0])))
}

fn run(family: u64, index: u64, outages: f64, setting: Setting) -> Run {
    let model = crate::model(&setting.model);
    let claim = claim(&model, &loads(&model, &setting), setting.top);
    let mut world = World::with(outages, &setting.breaks, Stream::keyed(&[SEED, family, index, 1]));
    let seen = (setting.seen)(&mut world);
    Run { setting, claim, seen }
}

fn loads(model: &Model, setting: &Setting) -> Loads {
    let of = |name: &str| setting.loads.iter().find(|(known, _)| *known == name).map(|(_, load)| *load);
    Loads::new(model.components().map(|component| of(component.name).unwrap_or_default()).collect())
}

/// How many standard errors what was seen is from what is claimed: share, outages a year, mean outage.
fn off(run: &Run) -> Vec<(&'static str, Estimate, f64, f64)> {
    let Claim { share, per_year, mean } = run.claim;
    let mut found = vec![("share", run.seen.share, share)];
    if let Some((often, long)) = run.seen.outages {
        let often = Estimate { value: often.value * YEAR, error: often.error * YEAR };
        found.push(("a year", often, per_year));
        found.push(("seconds", long, mean));
    }
    found.into_iter().map(|(of, seen, claimed)| (of, seen, claimed, seen.off(claimed))).collect()
}

#[test]
fn what_is_claimed_is_what_happens() {
    let tasks: Vec<(u64, u64, Family)> = (0u64..)
        .zip(FAMILIES)
        .flat_map(|(family, of)| (0..of.1).map(move |index| (family, index, of)))
        .collect();
    let runs: Vec<Run> = tasks
        .into_par_iter()
        .map(|(family, index, (of, _, outages))| run(family, index, outages, drawn(family, index, of)))
        .collect();
    let (mut within, mut worst) = (0, 0.0f64);
    println!("{:22} {:8} {:>14} {:>14} {:>9} {:>6}", "setting", "", "claimed", "seen", "± %", "off");
    for run in &runs {
        let found = off(run);
        for (of, seen, claimed, off) in &found {
            let (value, relative) = (seen.value, seen.error / seen.value * 100.0);
            println!(
                "{:22} {of:8} {claimed:>14.6e} {value:>14.6e} {relative:>9.2} {off:>6.2}",
                run.setting.of
            );
        }
        let furthest = found.iter().fold(0.0f64, |most, found| most.max(found.3.abs()));
        within += usize::from(furthest <= 3.0);
        worst = worst.max(furthest);
    }
    println!("{within} of {} settings within 3 standard errors, the worst {worst:.2} off", runs.len());
    assert!(runs.len() >= 60);
    assert!(within * 100 >= runs.len() * 95, "{within} of {} within 3 standard errors", runs.len());
    assert!(worst <= 5.0, "one is {worst} standard errors off");
}

/// What is called approximate, how many settings of it, and outages in a run of each.
type Approximation = (fn(&mut Draw) -> approximate::Approximate, u64, f64);

const APPROXIMATIONS: [Approximation; 7] = [
    (approximate::relays, 4, 400_000.0),
    (approximate::relays_of_copies, 3, 2_000_000.0),
    (approximate::backlogs_on_backlogs, 4, 150_000.0),
    (approximate::fails_and_makes_late, 4, 60_000.0),
    (approximate::many_behind_a_cache, 3, 200_000.0),
    (approximate::switches_that_follow, 3, 150_000.0),
    (approximate::many_over_zones, 4, 250_000.0),
];

#[test]
fn what_is_called_approximate_is_off_by_no_more_than_it_says() {
    let tasks: Vec<_> = (100u64..)
        .zip(APPROXIMATIONS)
        .flat_map(|(family, of)| (0..of.1).map(move |index| (family, index, of)))
        .collect();
    let runs: Vec<(Run, f64)> = tasks
        .into_par_iter()
        .map(|(family, index, (of, _, outages))| {
            let (setting, bound) = drawn(family, index, of);
            (run(family, index, outages, setting), bound)
        })
        .collect();
    println!("{:22} {:8} {:>14} {:>14} {:>9} {:>9}", "approximate", "", "claimed", "seen", "off %", "± %");
    for (run, bound) in &runs {
        for (of, seen, claimed, _) in off(run) {
            let (off, error) = ((claimed - seen.value) / seen.value, seen.error / seen.value);
            let name = run.setting.of;
            println!(
                "{name:22} {of:8} {claimed:>14.6e} {:>14.6e} {:>9.2} {:>9.2}",
                seen.value,
                off * 100.0,
                error * 100.0
            );
            let share = of == "share";
            assert!(!share || off.abs() <= bound + 3.0 * error, "{name}: {off} off, more than {bound}");
        }
    }
}
