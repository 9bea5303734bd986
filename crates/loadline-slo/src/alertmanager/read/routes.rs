//! The tree of routes, each with what it inherits.

use super::{MOST, Reading};
use crate::alertmanager::{GroupBy, Receiver, Route};
use loadline_model::syntax::NodeId;
use loadline_promql::Millis;

const KNOWN: &[&str] = &[
    "receiver",
    "group_by",
    "group_wait",
    "group_interval",
    "repeat_interval",
    "match",
    "match_re",
    "matchers",
    "continue",
    "mute_time_intervals",
    "active_time_intervals",
    "routes",
];

/// What routes may name, and how many were read.
struct Names<'n> {
    receivers: &'n [Receiver],
    intervals: &'n [String],
    count: usize,
}

impl Reading<'_> {
    pub(super) fn root_route(
        &mut self,
        id: NodeId,
        receivers: &[Receiver],
        intervals: &[String],
    ) -> Option<Route> {
        let mut names = Names { receivers, intervals, count: 0 };
        let route = self.route(id, &Route::default(), &mut names)?;
        for (wrong, what) in [
            (route.receiver.is_empty(), "the root route has no `receiver`"),
            (!route.matchers.is_empty(), "the root route must not have matchers: it takes every alert"),
            (route.continues, "the root route cannot `continue`"),
            (
                !route.muted_in.is_empty() || !route.active_in.is_empty(),
                "the root route must not have time intervals",
            ),
        ] {
            if wrong {
                self.wrong(self.span(id), what, "");
            }
        }
        Some(route)
    }

    fn route(&mut self, id: NodeId, parent: &Route, names: &mut Names<'_>) -> Option<Route> {
        names.count += 1;
        if names.count == MOST {
            self.wrong(self.span(id), &format!("more than {MOST} routes"), "");
        }
        if names.count >= MOST {
            return None;
        }
        let fields = self.fields(id, "a route", KNOWN)?;
        let receiver = match fields.get("receiver") {
            Some(receiver) => {
                let name = self.text(receiver).unwrap_or_default();
                if names.receivers.iter().all(|known| known.name != name) {
                    self.wrong(self.span(receiver), &format!("there is no receiver `{name}`"), "");
                }
                name
            }
            None => parent.receiver.clone(),
        };
        let group_by = match fields.get("group_by") {
            Some(list) => self.group_by(list),
            None => parent.group_by.clone(),
        };
        let mut time = |name: &str, inherited: Millis, least: Millis| {
            let Some(id) = fields.get(name) else { return inherited };
            let read = self.duration(id).unwrap_or(inherited);
            if read < least {
                self.wrong(self.span(id), &format!("`{name}` cannot be zero"), "");
            }
            read.max(least)
        };
        let group_wait = time("group_wait", parent.group_wait, 0);
        let group_interval = time("group_interval", parent.group_interval, 1);
        let repeat_interval = time("repeat_interval", parent.repeat_interval, 1);
        let matchers = self.matchers(&fields, &["match", "match_re", "matchers"]);
        let continues = fields.get("continue").is_some_and(|value| self.boolean(value));
        let mut intervals = |name: &str| {
            let list = self.list(fields.get(name));
            let mut named = Vec::new();
            for item in list {
                let Some(text) = self.text(item) else { continue };
                if !names.intervals.contains(&text) {
                    self.wrong(self.span(item), &format!("there is no time interval `{text}`"), "");
                }
                named.push(text);
            }
            named
        };
        let (muted_in, active_in) = (intervals("mute_time_intervals"), intervals("active_time_intervals"));
        let mut route = Route {
            receiver,
            group_by,
            group_wait,
            group_interval,
            repeat_interval,
            matchers,
            continues,
            muted_in,
            active_in,
            routes: Vec::new(),
        };
        for child in self.list(fields.get("routes")) {
            let child = self.route(child, &route, names);
            route.routes.extend(child);
        }
        Some(route)
    }

    fn group_by(&mut self, list: NodeId) -> GroupBy {
        let names = self.texts(Some(list));
        if names.iter().any(|name| name == "...") {
            if names.len() > 1 {
                self.wrong(self.span(list), "`...` stands for all labels and has no other beside it", "");
            }
            return GroupBy::All;
        }
        for (at, name) in names.iter().enumerate() {
            if names.iter().skip(at + 1).any(|other| other == name) {
                self.wrong(self.span(list), &format!("label `{name}` comes twice"), "");
            }
        }
        GroupBy::Labels(names)
    }
}
