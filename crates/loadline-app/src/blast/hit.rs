//! What happens to journeys when something is lost.

use crate::engines::Engines;
use loadline_depend::cause::MINUTES_A_YEAR;
use loadline_depend::{Blast, Failures, Solved, Thing};
use loadline_slo::{Budget, Class, Indicator, Kind, Slo, from_model};

/// A journey that is hit.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Id of the journey.
    pub journey: String,
    /// Human name, when it has one.
    pub title: Option<String>,
    /// How bad it is when it fails, in the model's word.
    pub criticality: Option<&'static str>,
    /// Seconds until it is hit.
    pub after: f64,
    /// Share of its requests that are hit, 0 to 1: edges may say that only some requests use them.
    pub share: f64,
    /// Whether that is so even if every edge of unknown strength is soft.
    pub certain: bool,
    /// From its entry to the loss, ids.
    pub path: Vec<String>,
    /// Requests a second that are hit on average, when known.
    pub average: Option<f64>,
    /// Requests a second that are hit at its peak, when known.
    pub peak: Option<f64>,
    /// Users a day of the journey, when known.
    pub daily_users: Option<u64>,
    /// Seconds until an availability objective pages, this share of the requests failing; `None` when none would.
    pub noticed: Option<f64>,
}

/// Something that becomes a single point of failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSinglePoint {
    /// Id of the journey.
    pub journey: String,
    /// Ids of what alone fails it now.
    pub things: Vec<String>,
}

/// A journey that fails more often.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Id of the journey.
    pub journey: String,
    /// Minutes a year failed before.
    pub before: f64,
    /// Minutes a year failed after.
    pub after: f64,
    /// Requests that are lost a year beyond those lost before, when the rate is known.
    pub requests: Option<f64>,
}

/// The journeys that fail, and those that only degrade.
pub(super) fn hits<'m>(
    engines: &Engines<'m>,
    solved: &Solved<'m>,
    thing: Thing<'m>,
    blast: &Blast<'m>,
) -> (Vec<Hit>, Vec<Hit>) {
    let failures = &solved.failures;
    let shares = solved.share_hit(thing);
    let slos = from_model(&engines.model.system).slos;
    let failed_share = |journey: usize| shares[journey].0.upper();
    let degraded_share = |journey: usize| shares[journey].1.upper();
    let told = |journey: usize, share: f64, after: f64| {
        hit(engines, failures, &slos, blast, journey, (share, after))
    };
    let (mut failed, mut degraded) = (Vec::new(), Vec::new());
    let only_degraded = blast.degraded();
    for stage in &blast.stages {
        let after = stage.after.as_secs_f64();
        failed.extend(stage.failed.iter().map(|journey| told(*journey, failed_share(*journey), after)));
        let kept = stage.degraded.iter().filter(|journey| only_degraded.contains(journey));
        degraded.extend(kept.map(|journey| told(*journey, degraded_share(*journey), after)));
    }
    (failed, degraded)
}

fn hit<'m>(
    engines: &Engines<'m>,
    failures: &Failures<'m>,
    slos: &[Slo],
    blast: &Blast<'m>,
    journey: usize,
    (share, after): (f64, f64),
) -> Hit {
    let model = engines.model;
    let id = failures.journeys[journey].id;
    let flow = engines.flows.of(id);
    let load = flow.and_then(|flow| flow.journey.load.as_deref());
    let path = blast.paths.iter().find(|(index, _)| *index == journey).map(|(_, path)| path.as_slice());
    Hit {
        journey: id.to_owned(),
        title: flow.and_then(|flow| flow.journey.title.as_ref()).map(|title| title.value.clone()),
        criticality: flow.and_then(loadline_flow::Flow::criticality).map(|criticality| criticality.word()),
        after,
        share,
        certain: true,
        path: path.unwrap_or_default().iter().map(|thing| thing.name(model).to_owned()).collect(),
        average: flow.and_then(loadline_flow::Flow::average).map(|rate| rate * share),
        peak: flow.and_then(loadline_flow::Flow::peak).map(|rate| rate * share),
        daily_users: load.and_then(|load| load.daily_users.as_ref()).map(|users| users.get()),
        noticed: noticed(slos, id, share),
    }
}

/// Seconds until the first tier that pages fires while this share of the requests fails, by the policies of the journey's own
/// availability objectives: its long window has to fill, of slices only whole ones count, and then it has to hold. `None` where
/// nobody is paged.
fn noticed(slos: &[Slo], journey: &str, share: f64) -> Option<f64> {
    let counts = |slo: &&Slo| {
        let available = matches!(slo.indicator, Indicator::Ratio { kind: Kind::Availability, .. });
        slo.service == journey && available && slo.page.is_some()
    };
    let times = slos.iter().filter(counts).flat_map(|slo| {
        let budget = Budget { target: slo.target, period: slo.period() };
        let tiers = slo.policy.iter().flat_map(|policy| &policy.tiers);
        tiers.filter(|tier| tier.class == Class::Page).filter_map(move |tier| {
            let burn = f64::try_from(tier.burn).ok()?;
            // A slice is bad as a whole once its share of errors is.
            let errors = if slo.slice().is_some() { 1.0 } else { share };
            let shown = budget.detected_after(burn, tier.long, errors)?.as_secs_f64();
            let shown = slo.slice().map_or(shown, |slice| {
                let slice = slice.as_secs_f64();
                (shown / slice).ceil() * slice
            });
            Some(shown + tier.hold.as_secs_f64())
        })
    });
    times.min_by(f64::total_cmp)
}

pub(super) fn new_single_points(failures: &Failures<'_>, blast: &Blast<'_>) -> Vec<NewSinglePoint> {
    let mut found: Vec<NewSinglePoint> = Vec::new();
    for point in &blast.new_single_points {
        let journey = failures.journeys[point.journey].id;
        let name = point.thing.name(failures.model).to_owned();
        match found.iter_mut().find(|known| known.journey == journey) {
            Some(known) => known.things.push(name),
            None => found.push(NewSinglePoint { journey: journey.to_owned(), things: vec![name] }),
        }
    }
    found
}

/// Journeys that go on without the thing and fail more often, and those of which that is not known: bounds may move where
/// nothing else does.
pub(super) fn changes<'m>(
    engines: &Engines<'m>,
    solved: &Solved<'m>,
    thing: Thing<'m>,
    failed: &[Hit],
) -> (Vec<Change>, Vec<String>) {
    let before = solved.all_working(None);
    let after = solved.all_working(Some(thing));
    let (mut found, mut unsolved) = (Vec::new(), Vec::new());
    for (index, journey) in solved.failures.journeys.iter().enumerate() {
        if failed.iter().any(|hit| hit.journey == journey.id) {
            continue;
        }
        let (Some(before), Some(after)) = (before[index].0.exact(), after[index].0.exact()) else {
            unsolved.push(journey.id.to_owned());
            continue;
        };
        // A thousandth more is nothing to decide by.
        if after > before * 1.001 {
            let average = engines.flows.of(journey.id).and_then(loadline_flow::Flow::average);
            found.push(Change {
                journey: journey.id.to_owned(),
                before: before * MINUTES_A_YEAR,
                after: after * MINUTES_A_YEAR,
                requests: average.map(|average| average * 60.0 * (after - before) * MINUTES_A_YEAR),
            });
        }
    }
    (found, unsolved)
}
