//! The status of a record, and the changes it may go through. Changes edit as little as they can.

use super::name::reference;
use super::record;
use super::record::Record;
use loadline_base::{Date, TextEdit, apply_edits};
use loadline_model::syntax::parse;

/// The status of a record (MADR 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Not decided yet.
    Proposed,
    /// Decided against.
    Rejected,
    /// In force.
    Accepted,
    /// No longer to be followed, and nothing came in its place.
    Deprecated,
    /// Another one came in its place.
    Superseded,
}

impl Status {
    /// Reads a status; what follows `superseded by` is looked at elsewhere.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        match text.trim().to_lowercase().as_str() {
            "proposed" => Some(Self::Proposed),
            "rejected" => Some(Self::Rejected),
            "accepted" => Some(Self::Accepted),
            "deprecated" => Some(Self::Deprecated),
            other if other.starts_with("superseded by") => Some(Self::Superseded),
            _ => None,
        }
    }

    /// The word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Rejected => "rejected",
            Self::Accepted => "accepted",
            Self::Deprecated => "deprecated",
            Self::Superseded => "superseded",
        }
    }
}

/// Why a record cannot change its status.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannotChange {
    /// It stands at another status.
    #[error("`{name}` is {is}, and only what is {must} can be {becomes}")]
    Wrong {
        /// The file.
        name: String,
        /// The status it has, in words.
        is: String,
        /// The status it must have.
        must: &'static str,
        /// The status it was to get.
        becomes: &'static str,
    },
    /// Pieces of the template stand where the decision should.
    #[error("`{name}` still holds {piece} of the template, so there is nothing in it yet to accept")]
    Unwritten {
        /// The file.
        name: String,
        /// The first piece, in backticks.
        piece: String,
    },
    /// It has no head that could be changed.
    #[error("`{0}` has no head of YAML between two lines `---`")]
    NoFront(String),
    /// It has no number.
    #[error("`{0}` has no number; its name is to be like `0007-orders-by-outbox.md`")]
    NoNumber(String),
    /// A record cannot come in its own place.
    #[error("`{0}` cannot supersede itself")]
    Itself(String),
}

/// The text of a record, accepted on a day.
///
/// # Errors
/// When it is not proposed, the template was not filled in, or its head cannot be changed.
pub fn accept(record: &Record, text: &str, day: Date) -> Result<String, CannotChange> {
    must_be(record, &[Status::Proposed], "proposed", "accepted")?;
    written(record)?;
    with(record, text, &[("status", Status::Accepted.word().to_owned()), ("date", day.to_string())])
}

/// The texts of two records, the first superseded by the second: status, day, and a link in each to the other.
///
/// # Errors
/// When the first is not accepted or the second is neither proposed nor accepted, or a head cannot be changed.
pub fn supersede(
    (old, old_text): (&Record, &str),
    (new, new_text): (&Record, &str),
    day: Date,
) -> Result<(String, String), CannotChange> {
    let number = |record: &Record| record.number.ok_or_else(|| CannotChange::NoNumber(record.name.clone()));
    let (old_number, new_number) = (number(old)?, number(new)?);
    if old_number == new_number {
        return Err(CannotChange::Itself(old.name.clone()));
    }
    must_be(old, &[Status::Accepted], "accepted", "superseded")?;
    must_be(
        new,
        &[Status::Proposed, Status::Accepted],
        "proposed or accepted",
        "put in the place of another",
    )?;
    let status = format!("superseded by {}", reference(new_number));
    let changed = with(old, old_text, &[("status", status), ("date", day.to_string())])?;
    let old_text = linked(&changed, &format!("Superseded by [{}]({}).", reference(new_number), new.name));
    let new_text = linked(new_text, &format!("Supersedes [{}]({}).", reference(old_number), old.name));
    Ok((old_text, new_text))
}

/// Whether a record says what was decided: nothing of the template is left in it.
///
/// # Errors
/// When a piece of the template is.
pub fn written(record: &Record) -> Result<(), CannotChange> {
    match record.left_over.first() {
        None => Ok(()),
        Some((piece, _)) => {
            Err(CannotChange::Unwritten { name: record.name.clone(), piece: format!("`{piece}`") })
        }
    }
}

fn must_be(
    record: &Record,
    allowed: &[Status],
    must: &'static str,
    becomes: &'static str,
) -> Result<(), CannotChange> {
    let text = record.status.as_ref().map(|(text, _)| text.as_str());
    if text.and_then(Status::read).is_some_and(|status| allowed.contains(&status)) {
        return Ok(());
    }
    let is = text.map_or_else(|| "without a status".to_owned(), |text| format!("`{text}`"));
    Err(CannotChange::Wrong { name: record.name.clone(), is, must, becomes })
}

/// The text with other values in its head; everything else stays as it is.
fn with(record: &Record, text: &str, fields: &[(&str, String)]) -> Result<String, CannotChange> {
    let no_front = || CannotChange::NoFront(record.name.clone());
    let range = record.front.clone().ok_or_else(no_front)?;
    let mut front = text[range.clone()].to_owned();
    for (key, value) in fields {
        let (tree, faults) = parse(record.file, &front);
        let tree = tree.filter(|_| faults.is_empty()).ok_or_else(no_front)?;
        let edits: Vec<TextEdit> = tree.set(&[key], value).map_err(|_| no_front())?;
        front = apply_edits(&front, &edits).map_err(|_| no_front())?;
    }
    Ok(format!("{}{front}{}", &text[..range.start], &text[range.end..]))
}

const MORE: &str = "More Information";

/// The text with one more line in the section for what else there is to know, which is added when it is not there.
fn linked(text: &str, line: &str) -> String {
    if text.contains(line) {
        return text.to_owned();
    }
    let record = record::read(loadline_base::FileId(0), "", text);
    match record.section(MORE) {
        None => format!("{}\n\n## {MORE}\n\n{line}\n", text.trim_end()),
        Some(section) => {
            let end = section.start + section.text.trim_end().len();
            let rest = &text[section.start + section.text.len()..];
            let rest = if rest.is_empty() { String::new() } else { format!("\n{rest}") };
            format!("{}\n\n{line}\n{rest}", text[..end].trim_end())
        }
    }
}
