//! Figures that are beyond counting are left out, and said to be.

use crate::unknown::Unknown;
use loadline_evidence::Quantity;
use loadline_model::Component;

/// Whether every figure is a number that can be written down; made-up inputs can overflow what a float holds.
pub(crate) fn countable(figures: Vec<&Quantity>) -> bool {
    figures.iter().all(|figure| figure.value.is_finite())
}

/// Notes that a component's figures cannot be counted. Always false, to be left out.
pub(crate) fn beyond(component: Component<'_>, unknowns: &mut Vec<Unknown>) -> bool {
    let tells =
        format!("anything of `{}`: with what is said now its figures are beyond counting", component.name);
    unknowns.push(Unknown::new(component.path(), tells));
    false
}
