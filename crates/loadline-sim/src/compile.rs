//! Turns a model, the reading of its journeys and a scenario into the flat arrays that a run reads.
//!
//! What the model does not say is taken as what is usual, and every such thing is handed back as an assumption. What a
//! scenario cannot mean is handed back as a problem, with its place.

mod asked;
mod clients;
mod deploy;
mod faults;
mod fields;
mod flows;
mod hit;
mod identity;
mod keys;
mod load;
mod names;
mod pace;
mod policies;
mod replay;
mod shared;
mod size;
mod stations;
mod work;

use crate::layout::Layout;
use crate::time::Delay;
use asked::Asked;
use loadline_base::Span;
use loadline_base::units::Count;
use loadline_flow::{Flows, Loads};
use loadline_model::kinds::Scenario;
use loadline_model::{ComponentId, EdgeId, Model, Named, Stated};
use names::Names;
use pace::Pace;
use std::collections::{BTreeMap, BTreeSet};

/// Copies of several stations: station, first copy, number.
pub type Places = Vec<(u32, u32, u32)>;

/// A model and a scenario as a layout, with what was taken for granted.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// What a run reads. The warm-up is in it: times of faults count from its end.
    pub layout: Layout,
    /// Ids of the journeys, in the order of the layout's sources.
    pub journeys: Vec<String>,
    /// Components, in the order of the layout's stations.
    pub components: Vec<ComponentId>,
    /// What the model does not say and was taken for granted.
    pub assumptions: Vec<Assumption>,
    /// Failure domains with the copies that stand in them. Those with none are left out.
    pub domains: Vec<(String, Places)>,
    /// Groups of cells with the copies that stand in the first one. Those with none are left out.
    pub cells: Vec<(String, Places)>,
    /// How long a run takes before anything counts.
    pub warm_up: Delay,
    /// How long a run counts.
    pub lasts: Delay,
    /// How many runs.
    pub runs: u32,
    /// When something goes wrong for the first time, and when the last repair is done; counted from the start.
    pub trouble: Option<(Delay, Delay)>,
    /// Whether something that goes wrong is never repaired.
    pub unrepaired: bool,
    /// When each fault of the scenario begins and when it is over, if ever, in the order written; counted from the start.
    pub injected: Vec<(Delay, Option<Delay>)>,
}

/// Something that the model does not say and that was taken for granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assumption {
    /// What was taken for granted, a sentence.
    pub what: String,
    /// The components, edges and journeys it is about, in alphabetical order.
    pub about: Vec<String>,
}

/// Why a scenario cannot be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub message: String,
    /// Where, when it is written somewhere.
    pub span: Option<Span>,
    /// What to do about it.
    pub hint: String,
}

impl Problem {
    fn new(span: Option<Span>, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), span, hint: hint.into() }
    }
}

/// Longest time that is simulated, in seconds; a clock of nanoseconds in 64 bits ends after 584 years.
const LONGEST: f64 = 100.0 * 365.25 * 86_400.0;

/// Compiles a scenario; without one, every journey at its peak.
///
/// `loads` says how many copies of each component run.
///
/// # Errors
/// Everything that is wrong with the scenario.
pub fn compile(
    model: &Model,
    flows: &Flows<'_>,
    loads: &Loads,
    scenario: Option<&Named<Scenario>>,
) -> Result<Compiled, Vec<Problem>> {
    let mut compiling = Compiling {
        model,
        loads,
        layout: Layout::default(),
        names: Names::default(),
        asked: Asked::default(),
        pace_of: vec![None; model.component_count()],
        station_of: vec![None; model.component_count()],
        components: Vec::new(),
        cache_of: vec![None; model.component_count()],
        pool_of: BTreeMap::new(),
        limit_of: BTreeMap::new(),
        first_of: BTreeMap::new(),
        assumptions: BTreeMap::new(),
        injected: Vec::new(),
        refused: Vec::new(),
    };
    let mut problems = Vec::new();
    let said = |duration: Option<loadline_base::units::Duration>, seconds: u64| {
        duration.map_or(Delay::from_nanos(seconds * 1_000_000_000), Delay::from)
    };
    let of = |field: fn(&Scenario) -> Option<loadline_base::units::Duration>| {
        scenario.and_then(|scenario| field(scenario))
    };
    let warm_up = said(of(|scenario| scenario.warm_up.as_ref().map(|time| time.value)), 30);
    let lasts = said(of(|scenario| scenario.lasts.as_ref().map(|time| time.value)), 300);
    let runs = scenario.and_then(|scenario| scenario.runs.as_ref()).map_or(20, |runs| runs.get());
    if lasts.is_zero() {
        let span = scenario.and_then(|scenario| scenario.lasts.as_ref()).map(|lasts| lasts.span);
        problems.push(Problem::new(
            span,
            "the scenario lasts no time at all",
            "let it last some minutes, as `lasts: 5m`",
        ));
    }
    if (warm_up + lasts).seconds() > LONGEST {
        let span = scenario.and_then(|scenario| scenario.lasts.as_ref()).map(|lasts| lasts.span);
        problems.push(Problem::new(
            span,
            "the scenario lasts longer than a hundred years, warm-up included",
            "let it last as long as anybody would wait, as `lasts: 1d`",
        ));
    }
    if !(2..=10_000).contains(&runs) {
        let span = scenario.and_then(|scenario| scenario.runs.as_ref()).map(|runs| runs.span);
        problems.push(Problem::new(
            span,
            format!("{runs} runs are not possible"),
            "2 to 10,000 are, since one run gives no interval; 20 is a good number",
        ));
    }
    let journeys = compiling.sources(flows, scenario, (warm_up, lasts), &mut problems);
    let before = problems.len();
    compiling.crowds(&journeys, &mut problems);
    if problems.len() > before {
        // Nor are there so many changes of them.
        problems.append(&mut compiling.refused);
        return Err(problems);
    }
    let (trouble, unrepaired) = compiling.faults(scenario, (warm_up, lasts), &mut problems);
    compiling.keys_of_one_origin();
    problems.append(&mut compiling.refused);
    let seconds = (warm_up + lasts).seconds();
    compiling.requests(seconds, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    for (component, cache) in compiling.cache_of.iter().enumerate() {
        if let Some(cache) = cache {
            compiling.layout.caches[*cache as usize].station = compiling.station_of[component];
        }
    }
    if let Some(problem) = size::unsound(&compiling.layout, seconds) {
        return Err(vec![problem]);
    }
    let (domains, cells) = (compiling.in_domains(), compiling.in_cells());
    Ok(Compiled {
        layout: compiling.layout,
        domains,
        cells,
        journeys,
        components: compiling.components,
        assumptions: compiling
            .assumptions
            .into_iter()
            .map(|(what, about)| Assumption { what, about: about.into_iter().collect() })
            .collect(),
        warm_up,
        lasts,
        runs: u32::try_from(runs).unwrap_or(u32::MAX),
        trouble,
        unrepaired,
        injected: compiling.injected,
    })
}

struct Compiling<'m> {
    model: &'m Model,
    loads: &'m Loads,
    layout: Layout,
    names: Names,
    asked: Asked<'m>,
    pace_of: Vec<Option<Pace>>,
    station_of: Vec<Option<u32>>,
    components: Vec<ComponentId>,
    cache_of: Vec<Option<u32>>,
    pool_of: BTreeMap<EdgeId, u32>,
    limit_of: BTreeMap<EdgeId, u32>,
    /// The first call of each edge, whose retry budget, breaker and throttle the others share.
    first_of: BTreeMap<EdgeId, u32>,
    assumptions: BTreeMap<String, BTreeSet<String>>,
    injected: Vec<(Delay, Option<Delay>)>,
    /// What components say that cannot be.
    refused: Vec<Problem>,
}

impl Compiling<'_> {
    /// A number of something that a component must have at least one of, to be simulated at all.
    fn at_least_one(&mut self, name: &str, what: &str, stated: Option<&Stated<Count>>) {
        if let Some(none) = stated.filter(|stated| stated.get() == 0) {
            let message = format!("`{name}` has no {what}, and answers nobody");
            let hint = "write how many there are, or simulate its loss by a fault: `kind: down`";
            self.refused.push(Problem::new(Some(none.span), message, hint));
        }
    }

    fn assume(&mut self, what: &str, about: &str) {
        self.assumptions.entry(what.to_owned()).or_default().insert(about.to_owned());
    }
}
