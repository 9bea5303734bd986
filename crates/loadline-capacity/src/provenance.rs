//! From fields of the model to inputs of a figure: the value, its path, and who stands behind it.

use loadline_evidence::{Input, Provenance};
use loadline_model::{Evidence, Origin, Stated};
use std::sync::Arc;

/// An input read from a field of the model.
pub(crate) fn input<T>(
    path: impl Into<Arc<str>>,
    value: f64,
    unit: &'static str,
    stated: &Stated<T>,
) -> Input {
    let provenance = match stated.origin {
        Origin::Explicit => Provenance::Explicit,
        Origin::Profile => Provenance::Profile,
        Origin::Imported(Evidence::Default) => Provenance::Default,
        Origin::Imported(Evidence::Declared | Evidence::Inferred) => Provenance::Imported,
    };
    Input { path: path.into(), value, unit, provenance }
}

/// An input that the formula takes for granted.
pub(crate) fn assumed(what: impl Into<Arc<str>>, value: f64, unit: &'static str) -> Input {
    Input { path: what.into(), value, unit, provenance: Provenance::Assumed }
}

/// An input that was itself worked out.
pub(crate) fn computed(what: impl Into<Arc<str>>, value: f64, unit: &'static str) -> Input {
    Input { path: what.into(), value, unit, provenance: Provenance::Computed }
}
