//! The same seed gives the same numbers, whatever the number of threads and whatever else is in the layout.

use crate::support::{single, tandem};
use loadline_math::Law;
use loadline_sim::layout::{Balancing, Call, Layout, Node, Retries, Source, Station};
use loadline_sim::profile::{Arrivals, Profile};
use loadline_sim::time::Delay;
use loadline_sim::{Settings, Tally, replicate, run};

fn busy() -> Layout {
    let law = |mean| Law::lognormal(mean, 1.2);
    let mut layout = tandem(Arrivals::Poisson, 400.0, &[(law(0.002), 2), (law(0.004), 2), (law(0.001), 1)]);
    layout.stations[1].copies = 3;
    layout.stations[1].balancing = Balancing::PowerOfTwo;
    layout.calls[0].timeout = Some(Delay::from_seconds(0.05));
    layout.calls[0].retries = Retries::after(2, Delay::from_seconds(0.01));
    layout
}

fn with_threads(threads: usize) -> Vec<Tally> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    let settings = Settings { slices: 20, series: true, ..Settings::lasting(20.0, 99) };
    pool.install(|| replicate(&busy(), settings, 8))
}

#[test]
fn any_number_of_threads_gives_the_same() {
    let one = with_threads(1);
    assert_eq!(one, with_threads(2));
    assert_eq!(one, with_threads(8));
    assert_ne!(one[0], one[1]);
}

#[test]
fn another_component_does_not_shift_the_draws_of_the_first() {
    let alone = single(Arrivals::Poisson, 50.0, Law::Exponential { mean: 0.01 }, 1);
    let mut both = alone.clone();
    both.stations.insert(0, Station::plain("other", 1));
    both.nodes[0].station = 1;
    let (work, steps) = (Law::Exponential { mean: 0.02 }, 0..0);
    both.nodes.push(Node { name: "other".to_owned(), station: 0, work, steps });
    both.calls.push(Call::plain("other", 1));
    both.sources.push(Source {
        name: "others".to_owned(),
        arrivals: Arrivals::Poisson,
        profile: Profile::constant(30.0),
        call: 1,
        priority: 0,
    });
    let settings = Settings::lasting(100.0, 5);
    assert_eq!(run(&alone, settings).sources[0], run(&both, settings).sources[0]);
}

#[test]
fn the_numbers_of_a_seed_stay_what_they_are() {
    let tally = run(&busy(), Settings::lasting(60.0, 1));
    let source = &tally.sources[0];
    let p99 = source.quantile(0.99).expect("answers").nanos();
    assert_eq!((tally.events, source.arrived, source.good, p99), (98_486, 24_211, 24_203, 30_015_487));
}
