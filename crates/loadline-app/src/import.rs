//! `import`: foreign files to a first model.

use crate::load::Failure;
use loadline_base::did_you_mean;
use loadline_import::{FORMATS, Format, Import, ImportFile};
use loadline_repo::{ROOT_FILE, read_text, write_all_new};
use std::path::{Path, PathBuf};

pub use loadline_import::Lost;

/// Largest foreign file that is read, in bytes.
const CAP: u64 = 64 * 1024 * 1024;

/// The file the provenance of an import is written to.
pub const PROVENANCE_FILE: &str = "imported.yaml";

/// The formats that can be imported.
#[must_use]
pub fn formats() -> &'static [Format] {
    FORMATS
}

/// Reads foreign files of `format` (folders mean every matching file in them) into a first model.
///
/// # Errors
/// When the format is not known or a file cannot be read.
pub fn import(format: &str, paths: &[PathBuf]) -> Result<Import, Failure> {
    let known = loadline_import::format(format).ok_or_else(|| {
        let names = FORMATS.iter().map(|format| format.name);
        let hint = match did_you_mean(format, names.clone()) {
            Some(close) => format!("did you mean `{close}`?"),
            None => format!("the formats are {}", names.collect::<Vec<_>>().join(", ")),
        };
        Failure::new(format!("`{format}` is not a format that can be imported"), hint)
    })?;
    let mut files = Vec::new();
    for path in paths {
        for file in loadline_repo::files_in(path, &["yaml", "yml", "json", "env"])? {
            let text = read_text(&file, CAP)?;
            let name = file.display().to_string();
            files.push(ImportFile { name: name.strip_prefix("./").unwrap_or(&name).to_owned(), text });
        }
    }
    if files.is_empty() {
        return Err(Failure::new(
            "there is no YAML or JSON file to import",
            "name the files or their folder",
        ));
    }
    Ok(loadline_import::import(known, &system_id(paths), &files))
}

/// Writes an import as a new model: the model itself and, beside it, where every value came from.
///
/// # Errors
/// When a file is there already and `replace` is not set, or cannot be written.
pub fn write(import: &Import, folder: &Path, replace: bool) -> Result<Vec<PathBuf>, Failure> {
    let files = [(ROOT_FILE, import.model.as_str()), (PROVENANCE_FILE, import.provenance.as_str())];
    Ok(write_all_new(folder, files, replace)?)
}

/// The system is named after the folder its files come from.
fn system_id(paths: &[PathBuf]) -> String {
    let first = paths.first().map(|path| std::path::absolute(path).unwrap_or_else(|_| path.clone()));
    let folder =
        first.and_then(|path| if path.is_dir() { Some(path) } else { path.parent().map(Path::to_owned) });
    let name = folder.and_then(|folder| folder.file_name().map(|name| name.to_string_lossy().into_owned()));
    name.unwrap_or_else(|| "system".to_owned())
}
