//! A first draft of a design from a statement of need: numbers with their formulas, contradictions and obligations,
//! and every default labelled as an assumption (D12, D13, D18).
//!
//! A function of the statement and of today's date; no IO.

pub mod assumption;
mod bundle;
mod doubt;
pub mod flags;
mod growth;
mod kept_beside;
pub mod key;
mod model;
mod named_part;
mod needs;
mod number;
mod numbers;
mod objective;
mod peak;
mod peak_of_others;
mod peak_said;
mod plural;
mod provider;
mod quota;
mod sections;
mod sizes;
mod split;
mod stream;
mod term;
mod traffic;
mod unknowns;
mod unsaid;
mod unused;
mod usual_peak;

pub use assumption::Assumption;
pub use bundle::complete;
pub use flags::Flag;
pub use model::{LOOK_AGAIN, model};
pub use needs::Needs;
pub use number::{Number, Origin};

pub use sections::{Section, TITLES};

use crate::statement::{Mark, Statement, Unused};
use assumption::Assumptions;

/// A first draft of a design.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The numbers, in the order of [`key::KEYS`].
    pub numbers: Vec<Number>,
    /// Contradictions and obligations, in the order of [`flags::FLAGS`].
    pub flags: Vec<Flag>,
    /// Every default.
    pub assumptions: Vec<Assumption>,
    /// The eleven sections, filled with what is known.
    pub sections: Vec<Section>,
    /// What the statement says and nothing here uses.
    pub unused: Vec<Unused>,
    /// What the numbers were made of.
    pub needs: Needs,
    /// Whether the load is so small that the design stays a modular monolith.
    pub small: bool,
}

impl Draft {
    /// The number of a key, or of a key and what it is of: `availability_target`, `availability_target.search`.
    #[must_use]
    pub fn number(&self, key: &str) -> Option<&Number> {
        self.numbers.iter().find(|number| number.name() == key)
    }
}

/// Peak a second up to which a design stays small, even at ten times that.
const SMALL_PEAK: f64 = 50.0;
/// People that make no large load, whatever each of them does.
const FEW_PEOPLE: f64 = 2_000.0;
/// Retained bytes up to which one store holds it with ease.
const SMALL_DATA: f64 = 1e12;
/// Bytes from which on a record is kept as a file.
const FILE: f64 = 1e5;
/// Retained bytes up to which files beside the store ask for nothing more.
const MANY_FILES: f64 = 1e13;

/// Drafts a design from a statement.
#[must_use]
pub fn draft(statement: &Statement) -> Draft {
    let mut assumptions = Assumptions::default();
    let needs = needs::needs(statement, &mut assumptions);
    let mut numbers = numbers::numbers(statement, &needs);
    let small = is_small(statement, &needs, &numbers);
    let load = |numbers: &[Number]| numbers.iter().any(|number| number.key == "avg_rps");
    let loaded = load(&numbers);
    doubt::leave_out(statement, &needs, &mut numbers);
    // A load that is in doubt is small only where few people could make it.
    let few = || statement.populations.iter().all(|one| one.value <= FEW_PEOPLE);
    let small = small && (load(&numbers) == loaded || few());
    unknowns::unknowns(statement, &needs, small, &mut assumptions);
    let assumptions = assumptions.into_vec();
    let case = flags::Case { statement, numbers: &numbers, needs: &needs, assumptions: &assumptions, small };
    let flags = flags::flags(&case);
    let unused = unused::unused(statement, &needs, &numbers, &flags);
    let material = sections::Material {
        statement,
        needs: &needs,
        numbers: &numbers,
        flags: &flags,
        assumptions: &assumptions,
        unused: &unused,
        small,
    };
    let sections = sections::sections(&material);
    Draft { sections, numbers, flags, assumptions, unused, needs, small }
}

/// Whether what is written is so large each that it is kept as files beside the store, whose size says little of the store.
fn are_files(numbers: &[Number]) -> bool {
    let find = |key: &str| numbers.iter().find(|number| number.key == key);
    let daily = find("storage_per_day_single_copy").map(|daily| daily.value * term::bytes_of(&daily.unit));
    daily.zip(find("writes_per_day")).is_some_and(|(bytes, writes)| bytes >= FILE * writes.value)
}

/// Whether one process and one store carry it with ease, and nothing asks for more.
fn is_small(statement: &Statement, needs: &Needs, numbers: &[Number]) -> bool {
    let peak = needs.peak.as_ref().is_some_and(|peak| peak.value <= SMALL_PEAK);
    let others = needs.traffic.streams.iter().all(|stream| stream.average.value <= SMALL_PEAK);
    // Each copy has a store of its own.
    let kept = numbers.iter().find(|number| number.key == "retained_footprint_single_copy");
    let most = if are_files(numbers) { MANY_FILES } else { SMALL_DATA };
    let data = kept.is_none_or(|kept| kept.value * term::bytes_of(&kept.unit) <= most);
    peak && others && data && statement.mark(Mark::SeveralRegions).is_none()
}
