//! `slo generate`: objectives as files for other programs.

use super::Objectives;
use crate::load::Failure;
use loadline_base::did_you_mean;
use loadline_repo::write_all_new;
use loadline_slo::backends::{BACKENDS, Backend, backend};
use std::path::{Path, PathBuf};

pub use loadline_slo::backends::{Generated, Options};

/// The targets that objectives can be written for.
#[must_use]
pub fn backends() -> &'static [Backend] {
    BACKENDS
}

/// Writes `objectives` out for the target called `name`.
///
/// # Errors
/// When there is no such target.
pub fn generate(objectives: &Objectives, name: &str, options: &Options) -> Result<Generated, Failure> {
    let found = backend(name).ok_or_else(|| {
        let names = BACKENDS.iter().map(|backend| backend.name);
        let hint = match did_you_mean(name, names.clone()) {
            Some(close) => format!("did you mean `{close}`?"),
            None => format!("the targets are {}", names.collect::<Vec<_>>().join(", ")),
        };
        Failure::new(format!("`{name}` is not a target"), hint)
    })?;
    Ok((found.generate)(&objectives.slos, options))
}

/// Writes generated files below `folder`; files that are there are replaced when `replace` is set. All are checked before any is written.
///
/// # Errors
/// When a file is there already and `replace` is not set, or cannot be written.
pub fn write(generated: &Generated, folder: &Path, replace: bool) -> Result<Vec<PathBuf>, Failure> {
    let files = generated.outputs.iter().map(|output| (output.name.as_str(), output.text.as_str()));
    Ok(write_all_new(folder, files, replace)?)
}
