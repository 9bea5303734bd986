//! `slo convert`: objectives in the format of another tool, with everything that it cannot say.

use super::Objectives;
use crate::load::Failure;
use loadline_base::did_you_mean;
use loadline_repo::write_new;
use loadline_slo::convert::{WRITERS, writer};
use std::path::{Path, PathBuf};

pub use loadline_slo::convert::{Lost, Writer, Written};

/// The formats that objectives can be converted to.
#[must_use]
pub fn formats() -> &'static [Writer] {
    WRITERS
}

/// Writes `objectives` in the format called `name`.
///
/// # Errors
/// When there is no such format, or no objective.
pub fn convert(objectives: &Objectives, name: &str) -> Result<Written, Failure> {
    let found = writer(name).ok_or_else(|| {
        let names = WRITERS.iter().map(|writer| writer.name);
        let hint = match did_you_mean(name, names.clone()) {
            Some(close) => format!("did you mean `{close}`?"),
            None => format!("the formats are {}", names.collect::<Vec<_>>().join(", ")),
        };
        Failure::new(format!("`{name}` is not a format of objectives"), hint)
    })?;
    if objectives.slos.is_empty() {
        return Err(Failure::new(
            "there is no objective to convert",
            "write some under `slos:`, or name files of OpenSLO, sloth or pyrra",
        ));
    }
    Ok(found.write(&objectives.slos))
}

/// Writes what was converted into `folder`; a file that is there is replaced when `replace` is set.
///
/// # Errors
/// When the file is there already and `replace` is not set, or cannot be written.
pub fn write(written: &Written, folder: &Path, replace: bool) -> Result<PathBuf, Failure> {
    let path = folder.join(&written.name);
    if path.exists() && !replace {
        return Err(Failure::new(
            format!("{} is there already", path.display()),
            "give another folder, or `--force` to replace it",
        ));
    }
    write_new(&path, &written.text, replace)?;
    Ok(path)
}
