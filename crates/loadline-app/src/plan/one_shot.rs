//! One-shot design: a statement of need, as text or a file, to numbers, flags, assumptions, a first model and the whole
//! design bundle of that model.

use super::facts::{Judged, judged};
use crate::load::{Failure, in_memory};
use loadline_base::Date;
use loadline_plan::Workflow;
use loadline_plan::boundary::{Route, route};
use loadline_plan::bundle::{Bundle, bundle};
use loadline_plan::draft::{Draft, LOOK_AGAIN, complete, draft, model};
use loadline_plan::statement::{Statement, read};
use loadline_repo::{ROOT_FILE, read_text, write_all_new};
use std::path::{Path, PathBuf};

pub use loadline_plan::draft::flags::Sort;
pub use loadline_plan::draft::key;
pub use loadline_plan::draft::{Assumption, Flag, Number, Origin, Section};
pub use loadline_plan::statement::Unused;

/// What a statement that is in no file is called.
pub const STATEMENT: &str = "statement";
/// Most bytes a statement may have; it is a page or two of text.
pub const CAP: u64 = 1024 * 1024;

/// A design drafted in one go.
#[derive(Debug)]
pub struct OneShot {
    /// The statement and what was read from it.
    pub statement: Statement,
    /// What was worked out.
    pub draft: Draft,
    /// A first model, as YAML.
    pub model: String,
    /// The design bundle of the model, judged like any other, and what the statement adds to it.
    pub bundle: Judged<Bundle>,
}

/// Drafts a design from a statement: its text, or the name of a file that holds it.
///
/// # Errors
/// When a file cannot be read, or there is no text in it, or too much.
pub fn one_shot(given: &str, today: Date) -> Result<OneShot, Failure> {
    if given.len() < 4_096 && Path::new(given).is_dir() {
        return Err(Failure::new(
            format!("`{given}` is a folder, and a statement of need is a text or a file"),
            "write what is needed in a few sentences in quotes, or name the file that says it",
        ));
    }
    if names_file(given) {
        // A model may be split into files; a statement is one.
        if let Ok(file) = std::fs::metadata(given)
            && file.len() > CAP
        {
            return Err(too_long(file.len()));
        }
        return from_text(given, &read_text(Path::new(given), CAP)?, today);
    }
    from_text(STATEMENT, given, today)
}

/// Drafts a design from the text of a statement, under the name by which it is shown to people.
///
/// # Errors
/// When there is no text, or too much.
pub fn from_text(name: &str, text: &str, today: Date) -> Result<OneShot, Failure> {
    if text.trim().is_empty() {
        return Err(Failure::new(
            "the statement of need is empty",
            "say in a few sentences what is needed, with numbers",
        ));
    }
    if text.len() as u64 > CAP {
        return Err(too_long(text.len() as u64));
    }
    let statement = read(text);
    if let Route::Elsewhere { field, by } = route(&statement) {
        return Err(Failure::new(
            format!(
                "this asks for {} (`{by}`), which is for {} and not for Loadline",
                field.asks, field.whose
            ),
            field.instead,
        ));
    }
    if !statement.speaks_of_use() {
        return Err(Failure::new(
            "nothing in the statement of need speaks of a use",
            "say in a few sentences who uses it, how often, and what is demanded of it",
        ));
    }
    let draft = draft(&statement);
    let model = model(&statement, &draft, today);
    let mut bundle = judged(in_memory([(ROOT_FILE, model.as_str())]), None, today, |facts, outages| {
        bundle(Workflow::Design, facts, outages)
    });
    let file = bundle.sources.add(name, text);
    if let Ok(bundle) = &mut bundle.outcome {
        let until = today.plus_days(LOOK_AGAIN).unwrap_or(today);
        complete(bundle, &statement, &draft, file, until);
    }
    Ok(OneShot { statement, draft, model, bundle })
}

fn too_long(bytes: u64) -> Failure {
    Failure::new(
        format!("the statement of need has {bytes} bytes, and at most {CAP} are read"),
        "cut it down to the sentences that say what is needed",
    )
}

/// Whether what was given is the name of a file: one that is there, or a word that ends like one.
fn names_file(given: &str) -> bool {
    let one_word = !given.trim().contains(char::is_whitespace) && !given.trim().is_empty();
    let ending = [".md", ".txt", ".markdown", ".text"].iter().any(|ending| given.ends_with(ending));
    // A text of many kilobytes is no file name, and asking the file system about it is an error of its own.
    (one_word && ending) || (given.len() < 4_096 && Path::new(given).is_file())
}

/// Writes the model and documents of a draft into a folder, where nothing is replaced unless asked.
///
/// # Errors
/// When a file is there already and `replace` is not set, or cannot be written.
pub fn write(
    shot: &OneShot,
    documents: &[(&str, String)],
    folder: &Path,
    replace: bool,
) -> Result<Vec<PathBuf>, Failure> {
    let model = std::iter::once((ROOT_FILE, shot.model.as_str()));
    let documents = documents.iter().map(|(name, text)| (*name, text.as_str()));
    Ok(write_all_new(folder, model.chain(documents), replace)?)
}
