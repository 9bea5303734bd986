//! `event`: what a plan announces, and handing it to a file, a webhook or NATS.

use crate::adr::Records;
use crate::load::{Failure, load};
use crate::plan::facts::with_facts;
use loadline_base::Date;
use loadline_remote::{NotDelivered, Secret, post, publish};
use loadline_repo::append_line;
use std::path::Path;
use std::time::Duration;

pub use crate::plan::facts::Judged;
pub use loadline_plan::Workflow;
pub use loadline_plan::event::{Event, Kind};
pub use loadline_plan::handover::Node;
pub use loadline_remote::{Credentials, Message};

/// Longest time for one delivery.
const TIMEOUT: Duration = Duration::from_secs(30);

impl From<NotDelivered> for Failure {
    fn from(not: NotDelivered) -> Self {
        Self::new(not.to_string(), not.hint())
    }
}

/// How far a workflow of the model at `path` is.
///
/// # Errors
/// When there is no model to be read.
pub fn update(path: &Path, workflow: Workflow, today: Date) -> Result<Judged<Event>, Failure> {
    with_facts(path, today, |facts, _| loadline_plan::event::update(workflow, facts))
}

/// The decision of this number among the records of the model at `path`.
///
/// # Errors
/// When there is no model, no such record, or nothing in it but its template.
pub fn decision(path: &Path, number: u32) -> Result<Event, Failure> {
    let records = Records::of(path)?;
    let model = load(path)?.reading.model;
    let id = model.system.identity.as_deref().and_then(|system| system.id.as_ref());
    let record = records.find(number)?;
    records.is_written(record)?;
    Ok(loadline_plan::event::decision(record, records.text(record), id.map(|id| id.value.as_str())))
}

/// Hands an event to `target` at `seconds` since 1970: a URL of a webhook (`http`, `https`), a subject of NATS (`nats`, `tls`), or
/// a file, which gets one line more. `secret` signs what goes to webhooks, `credentials` are shown to NATS.
///
/// # Errors
/// When it was not taken, or the secret is none.
pub fn deliver(
    target: &str,
    message: Message<'_>,
    secret: Option<&str>,
    credentials: Option<&Credentials>,
    seconds: i64,
) -> Result<(), Failure> {
    match target.split_once("://").map(|(scheme, _)| scheme) {
        Some("http" | "https") => {
            let secret = secret.map(Secret::read).transpose()?;
            Ok(post(target, message, secret.as_ref(), seconds, TIMEOUT)?)
        }
        Some("nats" | "tls") => Ok(publish(target, message, credentials, TIMEOUT)?),
        Some(scheme) => Err(Failure::new(
            format!("nothing is delivered by `{scheme}`"),
            "give an `https://`, `http://`, `nats://` or `tls://` address, or the name of a file",
        )),
        None => Ok(append_line(Path::new(target), message.body)?),
    }
}
