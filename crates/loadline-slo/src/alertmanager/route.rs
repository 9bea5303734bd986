//! Routes, receivers and inhibitions, and which routes an alert takes.

use super::Matcher;
use loadline_promql::{Labels, Millis};

/// By which labels alerts become one notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupBy {
    /// By the values of these; none: every alert of the route is in one group.
    Labels(Vec<String>),
    /// By all labels, `...`: every alert is a group of its own.
    All,
}

/// A node of the tree of routes. What it does not say itself is its parent's.
#[derive(Debug, Clone)]
pub struct Route {
    /// Who is told.
    pub receiver: String,
    /// How alerts are grouped.
    pub group_by: GroupBy,
    /// Time from the first alert of a group to its first notification.
    pub group_wait: Millis,
    /// Time between two looks at a group whether there is something new to tell.
    pub group_interval: Millis,
    /// Time after which an unchanged group is told again, at the first look after it.
    pub repeat_interval: Millis,
    /// What an alert must meet, all of it.
    pub matchers: Vec<Matcher>,
    /// Whether the routes after this one are tried as well.
    pub continues: bool,
    /// Names of intervals in which nothing is told.
    pub muted_in: Vec<String>,
    /// Names of intervals outside of which nothing is told; none: always.
    pub active_in: Vec<String>,
    /// Routes below, tried in this order.
    pub routes: Vec<Self>,
}

/// Alertmanager's defaults: 30 s, 5 min, 4 h, one group, no receiver yet.
impl Default for Route {
    fn default() -> Self {
        Self {
            receiver: String::new(),
            group_by: GroupBy::Labels(Vec::new()),
            group_wait: 30_000,
            group_interval: 300_000,
            repeat_interval: 4 * 3_600_000,
            matchers: Vec::new(),
            continues: false,
            muted_in: Vec::new(),
            active_in: Vec::new(),
            routes: Vec::new(),
        }
    }
}

/// Who is told, and by which means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receiver {
    /// Its name.
    pub name: String,
    /// The means; none: alerts end here in silence.
    pub integrations: Vec<Integration>,
}

/// One means of telling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Integration {
    /// `webhook`, `pagerduty`, …
    pub kind: String,
    /// Whether the end of an alert is told as well.
    pub send_resolved: bool,
}

/// While an alert that meets `source` goes on, alerts that meet `target` and have the same values of `equal` are kept quiet. A label
/// that both lack counts as equal. An alert that meets both sides is not kept quiet by another such.
#[derive(Debug, Clone)]
pub struct Inhibition {
    /// Which alerts keep quiet.
    pub source: Vec<Matcher>,
    /// Which alerts are kept quiet.
    pub target: Vec<Matcher>,
    /// Labels that must agree.
    pub equal: Vec<String>,
}

/// Whether the labels meet every condition.
pub(super) fn all_match(matchers: &[Matcher], labels: &Labels) -> bool {
    matchers.iter().all(|matcher| matcher.matches(labels))
}

impl Route {
    /// The routes that an alert takes: the deepest that match, depth first; the first match ends the search unless it
    /// continues. The root matches everything.
    #[must_use]
    pub fn taken<'r>(&'r self, labels: &Labels) -> Vec<&'r Self> {
        let mut taken = Vec::new();
        self.take(labels, &mut taken);
        taken
    }

    /// Adds the routes below and including this one; tells whether there were any.
    fn take<'r>(&'r self, labels: &Labels, taken: &mut Vec<&'r Self>) -> bool {
        if !all_match(&self.matchers, labels) {
            return false;
        }
        let before = taken.len();
        for route in &self.routes {
            if route.take(labels, taken) && !route.continues {
                break;
            }
        }
        if taken.len() == before {
            taken.push(self);
        }
        true
    }

    /// The labels that the group of an alert is known by.
    #[must_use]
    pub fn group_of(&self, labels: &Labels) -> Labels {
        match &self.group_by {
            GroupBy::All => labels.clone(),
            GroupBy::Labels(names) => labels.filtered(|name| names.iter().any(|wanted| wanted == name)),
        }
    }
}
