//! Writes objectives in other formats, and lists whatever a format cannot say.
//!
//! Nothing is dropped silently, by construction: every objective that is written is read back, and each difference is listed as lost
//! with its reason. What cannot be read back at all is left out, and that is listed too.

mod difference;
mod loadline;
mod openslo;
mod pyrra;
mod sloth;
mod text;

use crate::Slo;
use std::collections::HashSet;

pub use loadline::{alert_policy, with_places};

/// A format that objectives are written in.
#[derive(Debug)]
pub struct Writer {
    /// Its name: `openslo`.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// The name of the file.
    pub file: &'static str,
    /// Writes objectives that can all be written; the reason when one cannot.
    write: fn(&[&Slo]) -> Result<String, String>,
    /// Reads what was written.
    read: fn(&str) -> Result<Vec<Slo>, String>,
    /// How the format calls an objective, and what it is called when read back.
    name_of: fn(&Slo) -> String,
    /// Why a field cannot be said; empty = there is no place for it.
    why: &'static [(&'static str, &'static str)],
}

/// Every format, in the order of their names.
pub const WRITERS: &[Writer] = &[loadline::WRITER, openslo::WRITER, pyrra::WRITER, sloth::WRITER];

/// Something of an objective that the format does not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// Id of the objective.
    pub slo: String,
    /// Which part of it: `policy.least_events`, `windows`; empty when the whole objective is left out.
    pub field: &'static str,
    /// Why.
    pub why: String,
}

/// Objectives in another format.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Name for the file.
    pub name: String,
    /// Its text; empty when nothing could be written.
    pub text: String,
    /// How many objectives it holds.
    pub slos: usize,
    /// What it does not say.
    pub lost: Vec<Lost>,
}

/// The writer of the format `name`.
#[must_use]
pub fn writer(name: &str) -> Option<&'static Writer> {
    WRITERS.iter().find(|writer| writer.name == name)
}

impl Writer {
    /// Writes `slos`. Those that the format cannot say at all are left out and listed with an empty field.
    #[must_use]
    pub fn write(&self, slos: &[Slo]) -> Written {
        let mut written = Written { name: self.file.to_owned(), ..Written::default() };
        let mut kept = Vec::new();
        let mut names = HashSet::new();
        for slo in slos {
            match self.alone(slo) {
                Ok(back) if names.insert(back.id.clone()) => {
                    written.lost.extend(difference::of(slo, &back, self.why));
                    kept.push(slo);
                }
                Ok(back) => {
                    let why = format!("another objective is called `{}` in this format", back.id);
                    written.lost.push(Lost { slo: slo.id.clone(), field: "", why });
                }
                Err(why) => written.lost.push(Lost { slo: slo.id.clone(), field: "", why }),
            }
        }
        if kept.is_empty() {
            return written;
        }
        match (self.write)(&kept) {
            Ok(text) => {
                written.slos = kept.len();
                written.text = text;
            }
            Err(why) => {
                let left_out = |slo: &&Slo| Lost { slo: slo.id.clone(), field: "", why: why.clone() };
                written.lost = kept.iter().map(left_out).collect();
            }
        }
        written
    }

    /// What is read back when `slo` is written alone.
    fn alone(&self, slo: &Slo) -> Result<Slo, String> {
        let text = (self.write)(&[slo])?;
        let name = (self.name_of)(slo);
        let back = (self.read)(&text)?;
        let found = back.into_iter().find(|back| back.id == name);
        found.ok_or_else(|| "what is written for it cannot be read back".to_owned())
    }
}

/// Reads a text of one of the foreign formats back; the first error when there is one.
fn read_foreign(text: &str) -> Result<Vec<Slo>, String> {
    let read = crate::formats::read(&[(loadline_base::FileId(0), text)]);
    if let Some(error) = read.errors().next() {
        return Err(error.message.clone());
    }
    Ok(read.slos)
}
