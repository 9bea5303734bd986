//! What the alerts of an objective carry besides what rules put on them by themselves: labels and annotations that people wrote.

use crate::Class;

/// Labels and annotations of one kind of alert, or of all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extras {
    /// Labels, as `routing_key: myteam`.
    pub labels: Vec<(String, String)>,
    /// Annotations; their text is a template of Prometheus.
    pub annotations: Vec<(String, String)>,
}

/// Labels and annotations that people want on the alerts of an objective.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alerting {
    /// On every alert.
    pub all: Extras,
    /// On pages; goes before `all`.
    pub page: Extras,
    /// On tickets; goes before `all`.
    pub ticket: Extras,
}

impl Alerting {
    /// What an alert of `class` carries: its own, then those of every alert that it does not say itself.
    #[must_use]
    pub fn of(&self, class: Class) -> Extras {
        let own = match class {
            Class::Page => &self.page,
            Class::Ticket => &self.ticket,
        };
        let merged = |own: &[(String, String)], all: &[(String, String)]| {
            let others = all.iter().filter(|(name, _)| own.iter().all(|(known, _)| known != name));
            own.iter().chain(others).cloned().collect()
        };
        Extras {
            labels: merged(&own.labels, &self.all.labels),
            annotations: merged(&own.annotations, &self.all.annotations),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_class_says_itself_goes_first() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let alerting = Alerting {
            all: Extras { labels: vec![pair("a", "all"), pair("b", "all")], annotations: vec![] },
            page: Extras { labels: vec![pair("a", "page")], annotations: vec![pair("summary", "s")] },
            ticket: Extras::default(),
        };
        assert_eq!(alerting.of(Class::Page).labels, [pair("a", "page"), pair("b", "all")]);
        assert_eq!(alerting.of(Class::Page).annotations, [pair("summary", "s")]);
        assert_eq!(alerting.of(Class::Ticket).labels, [pair("a", "all"), pair("b", "all")]);
    }
}
