//! Events as CloudEvents 1.0 in JSON ("JSON Event Format", structured mode). Documented in `docs/guide/events.md`.

use crate::output::plan::export::value;
use loadline_app::event::Event;
use serde_json::{Value, json};

/// The media type of [`as_json`].
pub(crate) const MEDIA_TYPE: &str = "application/cloudevents+json";

/// The envelope and what is in it. `time` is when it is told, as RFC 3339 writes it.
pub(crate) fn as_json(event: &Event, time: &str) -> Value {
    json!({
        "specversion": "1.0",
        "id": event.id(),
        "source": event.source,
        "type": event.kind.word(),
        "subject": event.subject,
        "time": time,
        "datacontenttype": "application/json",
        "data": value(&event.data),
    })
}
