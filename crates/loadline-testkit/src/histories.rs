//! Thirty days of two counters, made up from a seed: what happens to services and to those who scrape them. Rules are evaluated at
//! every full minute. Scrapes come within the six seconds before, or right then: formulas know nothing of scrapes, and what nobody
//! scraped yet cannot fire. Two histories are scraped long before, which formulas are not to be held to.
//!
//! The answers of a real Prometheus to them are recorded in `loadline-promql`; whoever changes a history here has to record
//! them again with `cargo xtask oracle slo`.

mod truth;

pub use truth::{Outage, Truth};

use loadline_math::Stream;

/// When the histories begin, in milliseconds since 1970: 14 November 2023, 00:00 UTC.
pub const START: i64 = 1_699_920_000_000;
/// How many minutes they last.
pub const MINUTES: i64 = 30 * 24 * 60;
const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60;
/// The bits by which Prometheus marks that a series ended.
const STALE: u64 = 0x7ff0_0000_0000_0002;

/// Samples in milliseconds since 1970 and values.
pub type Samples = Vec<(i64, f64)>;

/// Thirty days of one service.
#[derive(Debug, Clone)]
pub struct SyntheticHistory {
    /// What happens in it.
    pub name: &'static str,
    /// `requests_total` and `errors_total`, one pair per instance.
    pub instances: Vec<[Samples; 2]>,
    /// What is behind them.
    pub truth: Truth,
}

/// What becomes of a scrape.
#[derive(Clone, Copy, PartialEq)]
enum Scrape {
    Done,
    Missed,
    /// The target is gone, and the server knows.
    Gone,
    /// The exporter tells NaN instead of the errors.
    Broken,
}

/// What happens in a minute.
#[derive(Clone, Copy)]
struct Minute {
    requests: f64,
    errors: f64,
    restart: bool,
    scrape: [Scrape; 2],
}

impl Minute {
    fn of(requests: f64, errors: f64) -> Self {
        Self { requests, errors, restart: false, scrape: [Scrape::Done; 2] }
    }

    fn scraped(self, scrape: Scrape) -> Self {
        Self { scrape: [scrape; 2], ..self }
    }
}

/// A service: what happens in each minute, drawn from its own stream.
type Service = fn(i64, &mut Stream) -> Minute;

/// Every history, and how far its scrapes are off the full minute and how unevenly they come, in milliseconds.
const SERVICES: &[(&str, i64, i64, Service)] = &[
    ("steady low errors", 0, 0, |_, _| even(60_000.0, 0.0005)),
    ("bursts", 59_250, 0, |at, _| even(60_000.0, burst(at))),
    ("one-minute outages every half hour", 0, 0, |at, _| {
        let out = at / DAY == 5 && at % 30 == 0;
        even(60_000.0, if out { 1.0 } else { QUIET })
    }),
    ("low traffic", 59_000, 0, |_, draw| {
        let requests = f64::from(u8::from(draw.uniform() < 1.0 / 6.0));
        Minute::of(requests, if draw.uniform() < 0.002 { requests } else { 0.0 })
    }),
    ("counter resets", 58_000, 0, |at, draw| {
        let minute = even(60_000.0, burst(at));
        Minute { restart: draw.uniform() < 1.0 / 180.0, ..minute }
    }),
    ("scrape gaps", 57_500, 0, |at, _| {
        let minute = even(60_000.0, burst(at));
        // A gap begins every few hours, and lasts up to three quarters of an hour.
        let gap = Stream::keyed(&[71, (at / 200).unsigned_abs()]).uniform() * 45.0;
        if at % 200 < gap as i64 { minute.scraped(Scrape::Missed) } else { minute }
    }),
    ("late series", 0, 0, |at, _| {
        let minute = even(60_000.0, if (at / 700) % 9 == 4 { 0.03 } else { 0.0003 });
        let seen = |day| if at < day * DAY + 77 { Scrape::Missed } else { Scrape::Done };
        Minute { scrape: [seen(10), seen(12)], ..minute }
    }),
    ("zero traffic at night", 0, 0, |at, draw| {
        if at % DAY < 6 * 60 { Minute::of(0.0, 0.0) } else { some(draw, 120.0, burst(at)) }
    }),
    ("not a number", 0, 0, |at, draw| {
        let minute = even(60_000.0, burst(at));
        let broken = draw.uniform() < 1.0 / 400.0;
        Minute { scrape: [Scrape::Done, if broken { Scrape::Broken } else { Scrape::Done }], ..minute }
    }),
    ("flapping target", 56_000, 0, |at, _| {
        let minute = even(60_000.0, burst(at));
        // Eleven minutes up, and four down after the server saw it go, on every third day.
        match at % 15 {
            _ if (at / DAY) % 3 != 0 => minute,
            11 => minute.scraped(Scrape::Gone),
            12..15 => minute.scraped(Scrape::Missed),
            _ => minute,
        }
    }),
    ("high traffic at the threshold", 0, 0, |at, _| {
        // Whole days at exactly 14.4, 6, 3 and 1 times the budget of 99.9 %.
        let share: f64 = [0.0144, 0.006, 0.003, 0.001, 0.0][(at / DAY % 5) as usize];
        Minute::of(6_000_000.0, (6_000_000.0 * share).round())
    }),
    ("resets within gaps", 58_500, 0, |at, _| {
        let minute = even(60_000.0, burst(at));
        let restart = at % 137 == 3;
        let missed = at % 137 < 9;
        Minute { restart, ..if missed { minute.scraped(Scrape::Missed) } else { minute } }
    }),
    ("stale markers", 59_999, 0, |at, draw| {
        let minute = even(60_000.0, burst(at));
        if draw.uniform() < 1.0 / 50.0 { minute.scraped(Scrape::Gone) } else { minute }
    }),
    ("uneven scrapes", 54_000, 5_999, |at, _| even(60_000.0, burst(at))),
    ("two instances", 57_000, 40, |at, draw| {
        let minute = even(30_000.0, burst(at));
        Minute { restart: draw.uniform() < 1.0 / 2000.0, ..minute }
    }),
    ("total outage", 0, 0, |at, _| even(60_000.0, if (20_000..20_077).contains(&at) { 1.0 } else { 0.0 })),
    ("uneven traffic", 58_300, 0, |at, draw| {
        // Twice as much at noon as at midnight, and every minute is different from the last.
        let noon = 1.0 - ((at % DAY) as f64 / (DAY / 2) as f64 - 1.0).abs();
        some(draw, 400.0 * (1.0 + noon), burst(at))
    }),
    ("scraped 43 s before", 17_250, 0, |at, _| even(60_000.0, burst(at))),
    ("scraped a millisecond after", 1, 0, |at, _| even(60_000.0, burst(at))),
];

/// The same histories on every machine.
#[must_use]
pub fn synthetic_histories() -> Vec<SyntheticHistory> {
    SERVICES
        .iter()
        .enumerate()
        .map(|(number, (name, offset, jitter, service))| {
            let instances = if *name == "two instances" { 2 } else { 1 };
            let mut minutes = vec![[0.0; 2]; MINUTES as usize];
            let instances = (0..instances).map(|instance| {
                let draw = &mut Stream::keyed(&[4, number as u64, instance]);
                samples(draw, *offset, *jitter, *service, &mut minutes)
            });
            let instances = instances.collect();
            SyntheticHistory { name, instances, truth: Truth::of(name, minutes, offset + jitter / 2) }
        })
        .collect()
}

/// What is scraped of one instance; what its counters tell of each minute, sooner or later, is added to `minutes`.
fn samples(
    draw: &mut Stream,
    offset: i64,
    jitter: i64,
    service: Service,
    minutes: &mut [[f64; 2]],
) -> [Samples; 2] {
    let mut counters = [Samples::new(), Samples::new()];
    let mut counted = [0.0, 0.0];
    let mut told = vec![[0.0; 2]; minutes.len()];
    // The first minute that no scrape has told of yet.
    let mut untold = [0; 2];
    for at in 0..MINUTES {
        let minute = service(at, draw);
        if minute.restart {
            counted = [0.0, 0.0];
            for (which, from) in untold.iter().enumerate() {
                told[*from..at as usize].iter_mut().for_each(|lost| lost[which] = 0.0);
            }
        }
        told[at as usize] = [minute.requests, minute.errors];
        counted[0] += minute.requests;
        counted[1] += minute.errors;
        let late = (draw.uniform() * jitter as f64) as i64;
        let time = START + at * MINUTE + offset + late;
        for (which, scrape) in minute.scrape.into_iter().enumerate() {
            let (samples, value) = (&mut counters[which], counted[which]);
            match scrape {
                Scrape::Done => {
                    if samples.is_empty() {
                        told[..=at as usize].iter_mut().for_each(|before| before[which] = 0.0);
                    }
                    samples.push((time, value));
                    untold[which] = at as usize + 1;
                }
                Scrape::Missed => {}
                Scrape::Gone => samples.push((time, f64::from_bits(STALE))),
                Scrape::Broken => samples.push((time, f64::NAN)),
            }
        }
    }
    for (sum, own) in minutes.iter_mut().zip(told) {
        *sum = [sum[0] + own[0], sum[1] + own[1]];
    }
    counters
}

/// As many requests in every minute, of which exactly this share fails; all shares here give whole numbers.
fn even(requests: f64, share: f64) -> Minute {
    Minute::of(requests, (requests * share).round())
}

/// About so many requests, of which about this share fails.
fn some(draw: &mut Stream, requests: f64, share: f64) -> Minute {
    let requests = (requests * (0.8 + 0.4 * draw.uniform())).round();
    let expected = requests * share;
    // Rounded up or down by chance, so that small shares come to something too.
    let errors = (expected.floor() + f64::from(u8::from(draw.uniform() < expected.fract()))).min(requests);
    Minute::of(requests, errors)
}

/// Incidents of all sizes over the month: first minute, minutes, share of the requests that fail. None makes a ratio equal to a threshold
/// right at a scrape, which fires a whole evaluation and the age of a scrape later.
const BURSTS: &[(i64, i64, f64)] = &[
    (3_000, 10, 1.0),
    (6_100, 3, 1.0),
    (9_000, 45, 0.1),
    (12_345, 120, 0.02),
    (15_000, 600, 0.01),
    (19_000, 1_440, 0.005),
    (24_000, 2, 0.5),
    (24_030, 2, 0.5),
    (27_000, 4_000, 0.002),
    (34_000, 360, 0.0072),
    (38_000, 77, 0.3),
    (42_000, 30, 0.05),
];
/// The share that fails at other times.
const QUIET: f64 = 0.0001;

fn burst(at: i64) -> f64 {
    let found = BURSTS.iter().find(|(start, length, _)| (*start..start + length).contains(&at));
    found.map_or(QUIET, |(_, _, share)| *share)
}
