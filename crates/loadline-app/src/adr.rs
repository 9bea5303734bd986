//! `adr`: architecture decision records in the model's repository: new ones, changes of status, and what is wrong with
//! them.

use crate::load::{Failure, load, model_of};
use crate::plan::decide::{Answered, Decision};
use loadline_base::{Date, Diagnostic, Sources};
use loadline_plan::adr::{self, FOLDER, file_name};
use loadline_repo::{files_in, read_text, replace_whole, write_new};
use std::path::{Path, PathBuf};

pub use loadline_plan::adr::{Draft, LINTS, Record, Status, reference};

/// Most bytes a record may have.
const CAP: u64 = 1024 * 1024;

/// Endings of files beside records that records may link to.
const LINKED: &[&str] =
    &["md", "svg", "png", "jpg", "jpeg", "gif", "pdf", "txt", "yaml", "yml", "json", "html"];

/// The records of a model.
#[derive(Debug)]
pub struct Records {
    /// The folder they are kept in.
    pub folder: PathBuf,
    /// Their files, by the names shown to people.
    pub sources: Sources,
    /// The records, by the names of their files.
    pub records: Vec<Record>,
}

/// The folder of the model's records: what the model says (`decisions: {dir: …}`), or the usual one.
fn folder(path: &Path) -> Result<PathBuf, Failure> {
    let root = model_of(path)?;
    let root = if root.is_file() { root.parent().unwrap_or(Path::new(".")).to_owned() } else { root };
    let reading = load(path)?.reading;
    let decisions = reading.model.system.decisions.as_deref();
    let dir = decisions.and_then(|decisions| decisions.dir.as_ref()).map_or(FOLDER, |dir| dir.value.as_str());
    let inside = Path::new(dir)
        .components()
        .all(|part| matches!(part, std::path::Component::Normal(_) | std::path::Component::CurDir));
    if !inside {
        return Err(Failure::new(
            format!("the records' folder `{dir}` is not inside the model's folder"),
            "write `decisions: {dir: docs/decisions}`, below the root of the model",
        ));
    }
    let root = if root == Path::new(".") { PathBuf::new() } else { root };
    Ok(root.join(dir))
}

impl Records {
    /// The records of the model at `path`; none when there is no folder yet.
    ///
    /// # Errors
    /// When there is no model, or a record cannot be read.
    pub fn of(path: &Path) -> Result<Self, Failure> {
        let folder = folder(path)?;
        let files = if folder.is_dir() { files_in(&folder, &["md"])? } else { Vec::new() };
        let (mut sources, mut records) = (Sources::default(), Vec::new());
        for file in files {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if is_no_record(&name) {
                continue;
            }
            let text = read_text(&file, CAP)?;
            let shown = file.display().to_string();
            let id = sources.add(shown.strip_prefix("./").unwrap_or(&shown).to_owned(), text.as_str());
            records.push(adr::read(id, &name, &text));
        }
        Ok(Self { folder, sources, records })
    }

    /// Everything wrong with them.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn lint(&self, today: Date) -> Result<Vec<Diagnostic>, Failure> {
        let files = if self.folder.is_dir() { files_in(&self.folder, LINKED)? } else { Vec::new() };
        let names = files.iter().filter_map(|file| file.file_name());
        let names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
        Ok(adr::lint(&self.records, &names, today))
    }

    /// Writes a new record, and returns its file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add(&mut self, draft: &Draft, day: Date) -> Result<PathBuf, Failure> {
        let last = self.records.iter().filter_map(|record| record.number).max().unwrap_or(0);
        let number = last + 1;
        if number > 9_999 {
            return Err(Failure::new("all 9999 numbers are used", "move old records to another folder"));
        }
        let name = file_name(number, &draft.title);
        let (file, text) = (self.folder.join(&name), draft.text(day));
        write_new(&file, &text, false)?;
        let id = self.sources.add(file.display().to_string(), text.as_str());
        self.records.push(adr::read(id, &name, &text));
        Ok(file)
    }

    /// Accepts a record, and returns its file.
    ///
    /// # Errors
    /// When there is no such record, it is not proposed, nobody wrote into its template, or it cannot be written.
    pub fn accept(&self, number: u32, day: Date) -> Result<PathBuf, Failure> {
        let record = self.find(number)?;
        let text = adr::accept(record, self.text(record), day).map_err(|error| cannot(&error))?;
        self.replace(record, &text)
    }

    /// Whether somebody wrote a decision into a record.
    ///
    /// # Errors
    /// When pieces of the template are left in it.
    pub fn is_written(&self, record: &Record) -> Result<(), Failure> {
        adr::written(record).map_err(|error| cannot(&error))
    }

    /// Whether a record may be superseded at all, before another one is written in its place.
    ///
    /// # Errors
    /// When there is no such record, or it is not accepted.
    pub fn can_be_superseded(&self, number: u32) -> Result<(), Failure> {
        let record = self.find(number)?;
        let status = record.status.as_ref().and_then(|(text, _)| Status::read(text));
        if status == Some(Status::Accepted) {
            return Ok(());
        }
        let is = status.map_or("without a known status", Status::word);
        Err(Failure::new(
            format!("`{}` is {is}, and only what is accepted can be superseded", record.name),
            "accept it first, or change what is only proposed",
        ))
    }

    /// Puts one record in the place of another, with links both ways, and returns the files of both. The new one is
    /// written first: a record that says "superseded" always has its successor.
    ///
    /// # Errors
    /// When there is no such record, the status of one forbids it, or one cannot be written.
    pub fn supersede(&self, old: u32, new: u32, day: Date) -> Result<(PathBuf, PathBuf), Failure> {
        let (old, new) = (self.find(old)?, self.find(new)?);
        let both = adr::supersede((old, self.text(old)), (new, self.text(new)), day);
        let (old_text, new_text) = both.map_err(|error| cannot(&error))?;
        let new = self.replace(new, &new_text)?;
        Ok((self.replace(old, &old_text)?, new))
    }

    /// The record of this title, when there is one.
    #[must_use]
    pub fn titled(&self, title: &str) -> Option<&Record> {
        self.records.iter().find(|record| record.title.as_ref().is_some_and(|(other, _)| other == title))
    }

    /// The record of this number.
    pub(crate) fn find(&self, number: u32) -> Result<&Record, Failure> {
        self.records.iter().find(|record| record.number == Some(number)).ok_or_else(|| {
            let known: Vec<String> =
                self.records.iter().filter_map(|record| record.number.map(reference)).collect();
            let hint = match known.is_empty() {
                true => "`loadline adr new TITLE` writes a first one".to_owned(),
                false => format!("known are {}", known.join(", ")),
            };
            Failure::new(format!("there is no {} in `{}`", reference(number), self.folder.display()), hint)
        })
    }

    /// The whole text of a record.
    pub(crate) fn text(&self, record: &Record) -> &str {
        self.sources.file(record.file).text()
    }

    fn replace(&self, record: &Record, text: &str) -> Result<PathBuf, Failure> {
        let file = self.folder.join(&record.name);
        replace_whole(&file, text)?;
        Ok(file)
    }
}

/// Files beside records that are none: indexes and templates.
fn is_no_record(name: &str) -> bool {
    let name = name.to_lowercase();
    matches!(name.as_str(), "readme.md" | "index.md") || name.contains("template")
}

fn cannot(error: &adr::CannotChange) -> Failure {
    Failure::new(error.to_string(), "`loadline adr lint` says what each record is, and what is wrong with it")
}

/// Drafts of records from decisions about a model.
#[must_use]
pub fn drafts(answered: &Answered<Vec<Decision>>) -> Vec<Draft> {
    let decisions = answered.outcome.iter().flatten();
    decisions.flat_map(|decision| adr::drafts(decision, &answered.sources)).collect()
}

/// An empty draft.
#[must_use]
pub fn empty(title: &str) -> Draft {
    Draft::empty(title)
}
