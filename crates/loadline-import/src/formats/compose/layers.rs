//! One service as several maps laid over each other: what it extends, its file, the override files.

use crate::foreign::{Field, Fields};
use crate::journal::{Journal, NO_PLACE};

/// The maps, lowest first.
pub(super) struct Layers<'a> {
    pub(super) maps: Vec<Fields<'a>>,
}

impl<'a> Layers<'a> {
    /// The value of `key` in every layer, lowest first.
    pub(super) fn all(&mut self, key: &str) -> Vec<Field<'a>> {
        self.maps.iter_mut().filter_map(|map| map.take(key)).collect()
    }

    /// The value of `key` that counts.
    pub(super) fn top(&mut self, key: &str) -> Option<Field<'a>> {
        self.all(key).pop()
    }

    /// Whether any layer has a value for `key`, without taking it.
    pub(super) fn has(&self, key: &str) -> bool {
        self.maps.iter().any(|map| map.has(key))
    }

    /// The text of `key` that counts.
    pub(super) fn text(&mut self, key: &str, journal: &mut Journal) -> Option<(&'a str, Field<'a>)> {
        let field = self.top(key)?;
        Some((field.text(journal)?, field))
    }

    /// The maps under `key`, laid over each other.
    pub(super) fn under(&mut self, key: &str, journal: &mut Journal) -> Layers<'a> {
        Layers { maps: self.all(key).iter().map(|field| field.fields(journal)).collect() }
    }

    /// Lists what was not taken.
    pub(super) fn rest(self, journal: &mut Journal) {
        for map in self.maps {
            map.rest_because(journal, why_lost);
        }
    }
}

fn why_lost(key: &str) -> &'static str {
    match key {
        "build" => "how an image is built is not part of the model language",
        "profiles" => "the service is imported whether or not its profile is used",
        "networks" | "network_mode" => "networks are not part of the model language",
        "restart" | "restart_policy" => "restarts are not part of the model language",
        "external_links" => "points at a container outside these files",
        "reservations" => "the model holds limits, not reservations",
        "interval" | "timeout" | "retries" | "start_period" | "start_interval" => {
            "the model holds how health is asked, not how often"
        }
        _ => NO_PLACE,
    }
}
