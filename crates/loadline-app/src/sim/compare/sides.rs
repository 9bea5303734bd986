//! Which two things are compared: models, revisions, scenarios, or a model with other values.

use crate::load::{Failure, Loaded, load, load_other};
use crate::sim::prepare::{Prepared, prepare};
use crate::sim::variant::{Change, changed, label};
use loadline_base::{Diagnostic, Sources};
use loadline_model::Model;
use std::path::Path;

/// What is asked. Two names: the first against the second. One: that against the model at hand. None: the model at hand against
/// itself with other values. A name is a scenario of the model at hand, a folder, a file, or a revision of its repository.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sides<'a> {
    /// The first name.
    pub a: Option<&'a str>,
    /// The second name.
    pub b: Option<&'a str>,
    /// The scenario that models are run with; every journey at its peak when there is none.
    pub scenario: Option<&'a str>,
    /// Values that the second side has instead of what is written.
    pub with: &'a [Change],
}

/// One of the two.
#[derive(Debug)]
pub(super) struct Side {
    pub(super) name: String,
    pub(super) prepared: Prepared,
}

/// Both, and the scenario that both are run with.
#[derive(Debug)]
pub(super) struct Pair {
    pub(super) a: Side,
    pub(super) b: Side,
    pub(super) scenario: Option<String>,
}

/// What a model cannot be read for.
pub(super) type Faults = (Sources, Vec<Diagnostic>);

/// A model with the scenario it is run with.
struct Wanted {
    name: String,
    loaded: Loaded,
    scenario: Option<String>,
}

pub(super) fn find(path: &Path, sides: &Sides<'_>) -> Result<Result<Pair, Faults>, Failure> {
    let here = load(path)?;
    if !here.reading.faults.is_empty() {
        return Ok(Err((here.sources, here.reading.faults)));
    }
    let scenario = sides.scenario.map(str::to_owned);
    let is_scenario = |name: &str| has_scenario(&here.reading.model, name);
    let common = match (sides.a, sides.b) {
        (Some(a), b) if is_scenario(a) || b.is_some_and(is_scenario) => {
            if sides.scenario.is_some() {
                return Err(Failure::new(
                    "scenarios are compared, and `--scenario` names another",
                    "leave `--scenario` out",
                ));
            }
            if b.is_none() && sides.with.is_empty() {
                return Err(Failure::new(
                    format!("`{a}` is a scenario, and there is nothing to compare it with"),
                    "name another scenario, or say what is to be otherwise by `--with PATH=VALUE`",
                ));
            }
            None
        }
        (None, _) if sides.with.is_empty() => {
            return Err(Failure::new(
                "there is nothing to compare the model with",
                "name a scenario, a folder, a file or a revision, or say what is to be otherwise by `--with PATH=VALUE`",
            ));
        }
        _ => scenario.clone(),
    };
    let side = |name: Option<&str>| match name {
        None => wanted(load(path)?, "as it is", scenario.as_deref()),
        Some(name) if is_scenario(name) => wanted(load(path)?, name, Some(name)),
        Some(name) => wanted(load_other(path, name)?, name, scenario.as_deref()),
    };
    let (mut a, mut b) = match (sides.a, sides.b) {
        (Some(a), Some(b)) => (side(Some(a))?, side(Some(b))?),
        // One scenario, against itself with other values.
        (Some(a), None) if is_scenario(a) => (side(Some(a))?, side(Some(a))?),
        (a, _) => (side(a)?, side(None)?),
    };
    if let (Some(one), Some(other)) = (sides.a, sides.b)
        && is_scenario(one) != is_scenario(other)
    {
        let (scenario, model) = if is_scenario(one) { (one, other) } else { (other, one) };
        return Err(Failure::new(
            format!("`{scenario}` is a scenario, and `{model}` a model"),
            format!("compare models by `--scenario {scenario}`, or name two scenarios"),
        ));
    }
    if !sides.with.is_empty() {
        if let Some(faults) = faults(&mut b) {
            return Ok(Err(faults));
        }
        b.loaded = changed(&b.loaded, sides.with)?;
        b.name = match sides.b {
            Some(name) => format!("{name} with {}", label(sides.with)),
            None => format!("with {}", label(sides.with)),
        };
    }
    let sides = [&mut a, &mut b].map(prepared);
    let [a, b] = sides;
    Ok(match (a?, b?) {
        (Ok(a), Ok(b)) => Ok(Pair { a, b, scenario: common }),
        (Err(faults), _) | (_, Err(faults)) => Err(faults),
    })
}

fn has_scenario(model: &Model, name: &str) -> bool {
    model.system.scenarios.as_ref().is_some_and(|all| all.get(name).is_some())
}

fn wanted(loaded: Loaded, name: &str, scenario: Option<&str>) -> Result<Wanted, Failure> {
    Ok(Wanted { name: name.to_owned(), loaded, scenario: scenario.map(str::to_owned) })
}

fn faults(wanted: &mut Wanted) -> Option<Faults> {
    let faults = std::mem::take(&mut wanted.loaded.reading.faults);
    (!faults.is_empty()).then(|| (std::mem::take(&mut wanted.loaded.sources), faults))
}

fn prepared(wanted: &mut Wanted) -> Result<Result<Side, Faults>, Failure> {
    if let Some(faults) = faults(wanted) {
        return Ok(Err(faults));
    }
    let found = prepare(&wanted.loaded.reading.model, wanted.scenario.as_deref(), false);
    let found = found.map_err(|failure| Failure {
        message: format!("`{}`: {}", wanted.name, failure.message),
        ..failure
    })?;
    Ok(match found {
        Ok(prepared) => Ok(Side { name: wanted.name.clone(), prepared }),
        Err(faults) => Err((std::mem::take(&mut wanted.loaded.sources), faults)),
    })
}
