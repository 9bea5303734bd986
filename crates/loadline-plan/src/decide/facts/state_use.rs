//! Facts about how a piece of state is used: how often its home is read and written, by what that matters to, and how
//! near that is to what the home carries.

use super::load::loads;
use super::state::{data_of, home};
use crate::decide::fact::{Fact, Read, Reading, Value, any_of, fact, flag, known, seen, shown, unknown};
use crate::decide::measure::{Kind, Measure};
use crate::evidence::Evidence;
use crate::facts::Facts;
use loadline_base::figure::figure;
use loadline_capacity::one_copy::OneCopy;
use loadline_evidence::Quantity;
use loadline_model::Component;
use loadline_model::kinds::{RegionMode, StateItem};

const RATE: Kind = Kind::Number(Measure::Rate);
const FACTOR: Kind = Kind::Number(Measure::Factor);
const CRITICALITY: Kind = Kind::Word(&["nobody", "low", "normal", "high", "critical"]);

pub(super) const FACTS: &[Fact] = &[
    fact(
        "reads",
        RATE,
        "how often its home is read at the peak",
        Read::State(|facts, path, item| asked(facts, path, item, |rates| rates.reads)),
    ),
    fact(
        "writes",
        RATE,
        "how often its home is written at the peak",
        Read::State(|facts, path, item| asked(facts, path, item, |rates| rates.writes)),
    ),
    fact(
        "read-share",
        Kind::Number(Measure::Share),
        "share of reads among the work of its home",
        Read::State(read_share),
    ),
    fact(
        "used-at-10x",
        FACTOR,
        "how much of what its home carries is used at ten times the load",
        Read::State(at_ten),
    ),
    fact(
        "reads-of-one-copy",
        FACTOR,
        "its reads as a multiple of what one copy of its home carries",
        Read::State(|facts, path, item| per_copy(facts, path, item, |rates| rates.reads)),
    ),
    fact(
        "writes-of-one-copy",
        FACTOR,
        "its writes as a multiple of what one copy of its home carries",
        Read::State(|facts, path, item| per_copy(facts, path, item, |rates| rates.writes)),
    ),
    fact(
        "hottest-record",
        FACTOR,
        "reads of its most read record as a multiple of what one copy of its home carries",
        Read::State(hottest),
    ),
    fact(
        "written-by",
        CRITICALITY,
        "the criticality of the most critical journey that writes it",
        Read::State(written_by),
    ),
    fact(
        "written-in-several-regions",
        Kind::Flag,
        "whether several regions write it at once",
        Read::State(regions),
    ),
];

/// What the home of a piece of state is asked at the peak.
struct Rates {
    reads: Quantity,
    writes: Quantity,
}

impl Rates {
    /// `None` when the peak is not known, or nobody says which of the work reads and which writes.
    fn on(facts: &Facts<'_>, home: Component<'_>) -> Option<Self> {
        let asked = facts.capacity.asked.iter().find(|asked| asked.component.id == home.id)?;
        if asked.reads.is_none() && asked.writes.is_none() {
            return None;
        }
        let or_none = |quantity: &Option<Quantity>, name: &'static str, why: &'static str| {
            quantity.clone().unwrap_or_else(|| Quantity::computed(name, 0.0, "rps", why.to_owned()))
        };
        Some(Self {
            reads: or_none(&asked.reads, "reads at peak", "no edge reads it"),
            writes: or_none(&asked.writes, "writes at peak", "no edge writes it"),
        })
    }
}

/// A figure of what its home is asked.
fn asked(facts: &Facts<'_>, path: &str, item: &StateItem, read: fn(Rates) -> Quantity) -> Reading {
    let Some(home) = home(facts, item) else { return unknown(format!("{path}/home")) };
    match Rates::on(facts, home) {
        Some(rates) => shown(home.path(), read(rates)),
        None => silent(facts, home),
    }
}

/// What would tell how often something is used: the load of the journeys that pass it, or a need that leads there.
fn silent(facts: &Facts<'_>, component: Component<'_>) -> Reading {
    let through: Vec<&str> = facts.flows.through(component.id).map(|flow| flow.id).collect();
    if facts.journeys().next().is_none() {
        return unknown("journeys");
    }
    if through.is_empty() {
        let callers: Vec<String> = facts.model.callers(component.id).map(|edge| edge.path()).collect();
        return if callers.is_empty() { unknown(component.path()) } else { any_of(callers) };
    }
    let peak =
        facts.capacity.asked.iter().any(|asked| asked.component.id == component.id && asked.peak.is_some());
    if peak {
        return any_of(facts.model.callers(component.id).map(|edge| format!("{}/reads", edge.path())));
    }
    loads(facts, "peak")
}

fn read_share(facts: &Facts<'_>, path: &str, item: &StateItem) -> Reading {
    let Some(home) = home(facts, item) else { return unknown(format!("{path}/home")) };
    let Some(Rates { reads, writes }) = Rates::on(facts, home) else { return silent(facts, home) };
    let all = reads.value + writes.value;
    if all <= 0.0 {
        return silent(facts, home);
    }
    let formula = format!("{} ÷ ({} + {})", figure(reads.value), figure(reads.value), figure(writes.value));
    shown(home.path(), Quantity::computed("share of reads", reads.value / all, "1", formula))
}

fn at_ten(facts: &Facts<'_>, path: &str, item: &StateItem) -> Reading {
    let Some(home) = home(facts, item) else { return unknown(format!("{path}/home")) };
    let limits = facts.capacity.limits.iter().filter(|limit| limit.component.id == home.id);
    let most = limits.map(|limit| &limit.used).max_by(|a, b| a.value.total_cmp(&b.value));
    match most {
        Some(used) => {
            let formula = format!("10 × {} (used today)", figure(used.value));
            shown(
                home.path(),
                Quantity::computed("used at ten times the load", used.value * 10.0, "1", formula),
            )
        }
        None => capacity(facts, home),
    }
}

fn capacity(facts: &Facts<'_>, home: Component<'_>) -> Reading {
    if OneCopy::of(home).is_none() {
        unknown(format!("{}/capacity/rps", home.path()))
    } else {
        silent(facts, home)
    }
}

fn per_copy(facts: &Facts<'_>, path: &str, item: &StateItem, read: fn(Rates) -> Quantity) -> Reading {
    let Some(home) = home(facts, item) else { return unknown(format!("{path}/home")) };
    let Some(quantity) = Rates::on(facts, home).map(read) else { return silent(facts, home) };
    // Nothing is within any capacity.
    if quantity.value <= 0.0 {
        return shown(home.path(), quantity);
    }
    let Some(one) = OneCopy::of(home) else { return capacity(facts, home) };
    let formula = format!("{} rps ÷ {} rps", figure(quantity.value), figure(one.rps));
    shown(home.path(), Quantity::computed("copies needed", quantity.value / one.rps, "1", formula))
}

fn hottest(facts: &Facts<'_>, path: &str, item: &StateItem) -> Reading {
    let Some(home) = home(facts, item) else { return unknown(format!("{path}/home")) };
    let Some(Rates { reads, .. }) = Rates::on(facts, home) else { return silent(facts, home) };
    let Some(one) = OneCopy::of(home) else { return capacity(facts, home) };
    let (mut most, mut paths): (Option<f64>, Vec<String>) = (None, Vec::new());
    for (id, data) in data_of(facts, item) {
        match data.and_then(|data| data.hottest.as_ref()) {
            Some(share) => most = Some(most.unwrap_or(0.0).max(share.fraction())),
            None => paths.push(format!("data/{id}/hottest")),
        }
    }
    match most {
        Some(share) => {
            let formula =
                format!("{}% × {} rps ÷ {} rps", figure(share * 100.0), figure(reads.value), figure(one.rps));
            let value = share * reads.value / one.rps;
            shown(home.path(), Quantity::computed("copies for the most read record", value, "1", formula))
        }
        None if paths.is_empty() => unknown(format!("{path}/data")),
        None => any_of(paths),
    }
}

/// The most critical journey that writes its home. Nobody, when journeys only read it.
fn written_by(facts: &Facts<'_>, path: &str, item: &StateItem) -> Reading {
    let Some(home) = home(facts, item) else { return unknown(format!("{path}/home")) };
    let (mut most, mut silent, mut passed) = (None, Vec::new(), false);
    for flow in facts.flows.through(home.id) {
        passed = true;
        let hops = flow.stations.iter().flat_map(|station| station.hops());
        let writes = hops.filter(|hop| hop.operations.writes > 0.0);
        if !writes.map(|hop| flow.station(hop.to)).any(|station| station.component.id == home.id) {
            continue;
        }
        let at = format!("journeys/{}/criticality", flow.id);
        match &flow.journey.criticality {
            Some(said) => {
                if most.as_ref().is_none_or(|(most, _)| said.value > *most) {
                    most = Some((said.value, seen(facts, at, said)));
                }
            }
            None => silent.push(at),
        }
    }
    match most {
        // Nothing is worse than critical, whatever the others are.
        Some((most, from)) if silent.is_empty() || most.word() == "critical" => {
            known(Value::Word(most.word()), vec![from])
        }
        _ if !silent.is_empty() => any_of(silent),
        _ if passed => known(Value::Word("nobody"), Vec::new()),
        _ => unknown("journeys"),
    }
}

/// Yes when owner or home serve in several regions at once; no when they say otherwise, or stand in one region only.
fn regions(facts: &Facts<'_>, path: &str, item: &StateItem) -> Reading {
    let Some(home) = home(facts, item) else { return unknown(format!("{path}/home")) };
    let owner = item.owner.as_ref().and_then(|owner| owner.value.value());
    let owner = owner.and_then(|owner| facts.model.find(&owner.id));
    let mut from: Vec<Evidence> = Vec::new();
    for component in [Some(home), owner].into_iter().flatten() {
        let mode = component.common().regions.as_deref().and_then(|regions| regions.mode.as_ref());
        if let Some(mode) = mode {
            let at = seen(facts, format!("{}/regions/mode", component.path()), mode);
            if mode.value == RegionMode::ActiveActive {
                return flag(true, vec![at]);
            }
            from.push(at);
        }
    }
    if !from.is_empty() {
        return flag(false, from);
    }
    match super::placement::regions(facts) {
        Reading::Known(regions) if regions.value == Value::Number(1.0) => flag(false, regions.from),
        Reading::Known(_) => unknown(format!("{}/regions/mode", home.path())),
        unknown => unknown,
    }
}
