//! Layouts that must be refused by name, and random ones: whatever passes runs.

use super::*;
use crate::bytes::{from_bytes, probe, to_bytes};
use crate::engine::run;
use crate::layout::{Cells, Times};
use crate::profile::Profile;
use crate::time::{Delay, Instant};
use loadline_math::{Law, Stream};

fn settings() -> Settings {
    Settings { slices: 4, series: true, most_under_way: 5_000, ..Settings::lasting(2.0, 7) }
}

#[track_caller]
fn refused(change: impl Fn(&mut Layout, &mut Settings), expected: &str) {
    let (mut layout, mut settings) = (probe(), settings());
    assert_eq!(check(&layout, &settings), Ok(()));
    change(&mut layout, &mut settings);
    let error = check(&layout, &settings).expect_err(expected).to_string();
    assert!(error.contains(expected), "{error}");
}

#[test]
fn what_cannot_be_run_is_refused_by_name() {
    refused(|layout, _| layout.nodes[1].station = 99, "no station 99");
    refused(|layout, _| layout.nodes[0].steps = 1..9, "no steps 1 to 9");
    refused(|layout, _| layout.nodes[0].steps = std::ops::Range { start: 2, end: 1 }, "no steps 2 to 1");
    refused(|layout, _| layout.steps[0] = 0..999, "no calls 0 to 999");
    refused(|layout, _| layout.calls[3].to = 99, "no node 99");
    refused(|layout, _| layout.calls[3].fallback = Fallback::Instead(99), "no call 99");
    refused(|layout, _| layout.calls[3].times.misses = Some((7, 1.0)), "no cache 7");
    refused(|layout, _| layout.sources[0].call = 99, "no call 99");
    refused(|layout, _| layout.caches[0].station = Some(99), "no station 99");
    refused(|layout, _| layout.faults[0].effect = Effect::Cut { call: 99, cut: true }, "no call 99");
    refused(|layout, _| layout.calls[3].to = 0, "comes back to itself");
    refused(|layout, _| layout.calls[14].fallback = Fallback::Instead(0), "comes back to itself");
    refused(|layout, _| layout.calls[12].pool = Some(9), "no pool 9");
    refused(|layout, _| layout.pools[0].station = 1, "connections of another station");
    refused(|layout, _| layout.awaited[0].step = 9, "no step 9");
    refused(|layout, _| layout.limits[0].rate = f64::NAN, "rate of `limit`");
    refused(|layout, _| layout.stations[0].copies = u32::MAX, "copies are too many");
    refused(|_, settings| settings.slices = usize::MAX, "slices of time are too many");
    refused(|_, settings| settings.most_under_way = u32::MAX, "under way at once");
    refused(|_, settings| settings.from = Instant::NEVER, "counting begins when the run is over");
    refused(|layout, _| layout.calls[3].times = Times { mean: 1e9, misses: None }, "number of call");
    refused(|layout, _| layout.calls[3].times = Times { mean: f64::NAN, misses: None }, "number of call");
    refused(|layout, _| layout.nodes[1].work = Law::Gamma { shape: -1e9, scale: 1.0 }, "work at node");
    refused(|layout, _| layout.sources[0].profile = Profile::constant(1e18), "too high");
    refused(|layout, _| layout.sources[0].profile = Profile::constant(1e10), "requests are too many");
    let at_once = |layout: &mut Layout, _: &mut Settings| {
        if let Some(scaling) = &mut layout.stations[10].scaling {
            scaling.every = Delay::ZERO;
        }
    };
    refused(at_once, "never have done");
    let tight = |layout: &mut Layout, _: &mut Settings| {
        layout.sources[2].arrivals = Arrivals::Bursts { factor: 4.0, share: 0.1, mean: 1e-300 };
    };
    refused(tight, "such bursts");
    let crowd = |layout: &mut Layout, _: &mut Settings| {
        layout.sources[4].arrivals = Arrivals::Clients { number: u32::MAX, think: 1e9 };
    };
    refused(crowd, "users who wait for their answers are too many");
    let crowds = |layout: &mut Layout, _: &mut Settings| {
        for source in &mut layout.sources[3..] {
            source.arrivals = Arrivals::Clients { number: 600_000, think: 1e9 };
        }
    };
    refused(crowds, "1200000 users");
    let keys = |layout: &mut Layout, _: &mut Settings| {
        let mut other = layout.caches[1].clone();
        for (cache, number) in [(&mut layout.caches[1], MOST_KEYS), (&mut other, 1)] {
            if let Some(keys) = &mut cache.keys {
                keys.number = number;
            }
        }
        layout.caches.push(other);
    };
    refused(keys, "10000001 keys");
    let unlike = |layout: &mut Layout, _: &mut Settings| {
        layout.stations[11].cells = Some(Cells { group: 0, number: 3 });
    };
    refused(unlike, "stands in 3 cells of a group of 2");
    let lines = |layout: &mut Layout, _: &mut Settings| {
        layout.stations[0].copies = 400_000;
        layout.pools = vec![layout.pools[0].clone(); 5];
    };
    refused(lines, "copies are too many");
}

#[test]
fn calls_that_multiply_are_refused() {
    // Forty nodes that each call the next one twice: 2⁴⁰ calls.
    let mut layout = Layout::default();
    layout.stations.push(Station::plain("s", 1));
    for node in 0..40u32 {
        let steps = if node < 39 { node..node + 1 } else { 0..0 };
        let work = Law::Constant(0.0);
        layout.nodes.push(crate::layout::Node { name: node.to_string(), station: 0, work, steps });
        layout.calls.extend([0, 1].map(|_| Call::plain(node.to_string(), (node + 1).min(39))));
        layout.steps.push(2 * node..2 * node + 2);
    }
    layout.calls[0].to = 0;
    layout.calls.push(Call::plain("users", 0));
    let (arrivals, profile) = (Arrivals::Even, Profile::constant(1.0));
    layout.sources.push(Source { name: "users".to_owned(), arrivals, profile, call: 80, priority: 0 });
    let error = check(&layout, &settings()).expect_err("too many").to_string();
    assert!(error.contains("itself"), "{error}");
    layout.calls[0].to = 1;
    let error = check(&layout, &settings()).expect_err("too many").to_string();
    assert!(error.contains("one request makes"), "{error}");
}

#[test]
fn whatever_passes_runs() {
    // A test ends in seconds, so that it is stricter about what is much.
    let little = Most {
        copies: 10_000,
        slices: 10_000,
        under_way: 10_000,
        clients: 1_000,
        keys: MOST_KEYS,
        requests: 2_000.0,
        calls: 100.0,
        looks: 1e4,
    };
    let good = (to_bytes(&probe()).expect("bytes"), to_bytes(&settings()).expect("bytes"));
    let mut stream = Stream::keyed(&[4]);
    let (mut ran, mut refused) = (0, 0);
    let mut tried = |layout: &[u8], settings: &[u8]| {
        let Some((layout, settings)) = from_bytes::<Layout>(layout).zip(from_bytes(settings)) else {
            return;
        };
        match check_within(&layout, &settings, &little) {
            Ok(()) => {
                drop(run(&layout, settings));
                ran += 1;
            }
            Err(_) => refused += 1,
        }
    };
    // Every small number a little larger or smaller.
    for at in 0..good.0.len() {
        for bit in [1, 2] {
            let mut layout = good.0.clone();
            layout[at] ^= bit;
            tried(&layout, &good.1);
        }
    }
    for _ in 0..4_000 {
        let (mut layout, mut settings) = good.clone();
        for _ in 0..=stream.below(3) {
            let bytes = if stream.below(8) == 0 { &mut settings } else { &mut layout };
            let at = stream.below(bytes.len() as u64) as usize;
            match stream.below(3) {
                0 => bytes[at] ^= 1 << stream.below(8),
                1 => bytes[at] = stream.below(256) as u8,
                _ => bytes[at] = [0, 1, 127, 128, 255][stream.below(5) as usize],
            }
        }
        tried(&layout, &settings);
    }
    assert!(ran > 1_000 && refused > 100, "{ran} ran, {refused} were refused");
}
