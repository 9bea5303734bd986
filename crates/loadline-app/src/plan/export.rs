//! `plan export`: documents that others work from by machine.

use super::facts::with_facts;
use crate::load::Failure;
use loadline_base::{Date, did_you_mean};
use std::path::Path;

pub use super::facts::Judged;
pub use loadline_plan::handover::{Document, Handover, Node, Pack};
pub use loadline_plan::spec::{Fact, Shown, Spec, Topic};

/// A document about the model at `path`.
///
/// # Errors
/// When there is no model to be read.
pub fn export(path: &Path, document: Document, today: Date) -> Result<Judged<Handover>, Failure> {
    with_facts(path, today, |facts, outages| loadline_plan::handover::hand_over(document, facts, outages))
}

/// The specifications of all components of the model at `path`, or of the one with this name or id path.
///
/// # Errors
/// When there is no model to be read, or no such component in it.
pub fn prompts(path: &Path, component: Option<&str>, today: Date) -> Result<Judged<Pack>, Failure> {
    let mut judged = with_facts(path, today, loadline_plan::handover::pack)?;
    if let (Some(name), Ok(pack)) = (component, &mut judged.outcome) {
        let names: Vec<String> = pack.specs.iter().map(|spec| spec.name.clone()).collect();
        pack.specs.retain(|spec| spec.name == name || spec.path == name);
        if pack.specs.is_empty() {
            let near = did_you_mean(name, names.iter().map(String::as_str));
            let hint = near.map_or_else(
                || "`loadline graph` shows every component".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            return Err(Failure::new(format!("there is no component `{name}`"), hint));
        }
    }
    Ok(judged)
}
