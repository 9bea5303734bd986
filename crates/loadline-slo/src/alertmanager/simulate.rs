//! Time runs: alerts are posted, groups are looked at, notifications leave.
//!
//! Equal times happen in this order: posts, then looks at groups. A real server is a few milliseconds late everywhere; so a
//! reminder that is due exactly at a look leaves at the next one, as it does there.

mod group;
mod inhibitor;
mod log;

use super::{Config, Route};
use group::{Group, Instance};
use inhibitor::Inhibitor;
use loadline_promql::{Labels, Millis};
use log::Log;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What a client told about an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Post {
    /// When it was told.
    pub at: Millis,
    /// Which alert, by its place in the list of label sets.
    pub alert: usize,
    /// When the alert began.
    pub starts: Millis,
    /// When it ended or will end; `None`: when nobody tells it any more for `resolve_timeout`. [`Millis::MAX`]: not yet.
    pub ends: Option<Millis>,
}

/// Why a notification leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// An alert goes on of which the receiver did not know.
    Firing,
    /// Some or all alerts ended.
    Resolved,
    /// Nothing is new; it is a reminder.
    Repeat,
}

/// One message to a receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// When it leaves.
    pub at: Millis,
    /// To whom, by the place in the configuration.
    pub receiver: usize,
    /// By which of the receiver's means; none: all ended, and its means do not tell ends, so that it is only written down.
    pub integrations: Vec<usize>,
    /// Why.
    pub reason: Reason,
    /// The labels that its alerts have in common by the route.
    pub group: Labels,
    /// Alerts that go on, by their places in the list of label sets.
    pub firing: Vec<usize>,
    /// Alerts that ended since the last notification; means that do not tell ends leave them out.
    pub resolved: Vec<usize>,
}

/// What is known of an alert.
#[derive(Debug, Clone, Copy)]
struct Known {
    starts: Millis,
    ends: Millis,
    /// Whether the end is only the time-out.
    timeout: bool,
}

/// The notifications that `posts` lead to, in the order of time, up to and including `until`. `alerts` are the label sets that the
/// posts speak of; `started` is when the server began, from which it clears away empty groups every 30 s.
#[must_use]
pub fn simulate(
    config: &Config,
    alerts: &[Labels],
    posts: &[Post],
    started: Millis,
    until: Millis,
) -> Vec<Notification> {
    let mut posts: Vec<Post> = posts.iter().filter(|post| post.alert < alerts.len()).copied().collect();
    posts.sort_by_key(|post| post.at);
    let mut machine = Machine::new(config, alerts, started);
    for post in posts.iter().take_while(|post| post.at <= until) {
        // Looks strictly before this post; those of the same moment see it.
        machine.run(post.at.saturating_sub(1));
        machine.post(post);
    }
    machine.run(until);
    machine.sent
}

struct Machine<'a> {
    config: &'a Config,
    alerts: &'a [Labels],
    started: Millis,
    inhibitor: Inhibitor,
    known: Vec<Option<Known>>,
    /// Groups that each alert belongs to, found when it is first posted.
    groups_of: Vec<Option<Vec<usize>>>,
    groups: Vec<Group<'a>>,
    group_at: FxHashMap<(*const Route, Labels), usize>,
    looks: BinaryHeap<Reverse<(Millis, usize, u64)>>,
    generations: u64,
    sent: Vec<Notification>,
}

impl<'a> Machine<'a> {
    fn new(config: &'a Config, alerts: &'a [Labels], started: Millis) -> Self {
        Self {
            config,
            alerts,
            started,
            inhibitor: Inhibitor::new(&config.inhibitions, alerts),
            known: vec![None; alerts.len()],
            groups_of: vec![None; alerts.len()],
            groups: Vec::new(),
            group_at: FxHashMap::default(),
            looks: BinaryHeap::new(),
            generations: 0,
            sent: Vec::new(),
        }
    }

    fn post(&mut self, post: &Post) {
        let Some(known) = self.known.get_mut(post.alert) else { return };
        let told = Known {
            starts: post.starts,
            ends: post.ends.unwrap_or_else(|| post.at.saturating_add(self.config.resolve_timeout)),
            timeout: post.ends.is_none(),
        };
        let merged = known.map_or(told, |old| told.merged_into(old, post.at));
        *known = Some(merged);
        for at in self.groups_of(post.alert) {
            self.insert(at, post, merged.starts);
        }
    }

    fn groups_of(&mut self, alert: usize) -> Vec<usize> {
        if let Some(Some(groups)) = self.groups_of.get(alert) {
            return groups.clone();
        }
        let Some(labels) = self.alerts.get(alert) else { return Vec::new() };
        let mut groups = Vec::new();
        for route in self.config.route.taken(labels) {
            let group = route.group_of(labels);
            let at = *self.group_at.entry((std::ptr::from_ref(route), group.clone())).or_insert_with(|| {
                let receiver = self.config.receiver(&route.receiver);
                let means =
                    receiver.and_then(|at| self.config.receivers.get(at)).map(|r| r.integrations.len());
                self.groups.push(Group {
                    route,
                    receiver: receiver.unwrap_or_default(),
                    labels: group,
                    instance: None,
                    logs: vec![Log::default(); means.unwrap_or_default()],
                });
                self.groups.len() - 1
            });
            groups.push(at);
        }
        if let Some(place) = self.groups_of.get_mut(alert) {
            *place = Some(groups.clone());
        }
        groups
    }

    /// Puts an alert into a group, which may have to be made first.
    fn insert(&mut self, at: usize, post: &Post, starts: Millis) {
        let now = post.at;
        let Some(group) = self.groups.get_mut(at) else { return };
        if group.instance.as_ref().is_some_and(|instance| instance.cleared(self.started, now)) {
            group.instance = None;
        }
        let wait = group.route.group_wait;
        let is_new = group.instance.is_none();
        let instance = group.instance.get_or_insert_with(|| Instance::new(now.saturating_add(wait)));
        instance.add(post.alert);
        let overdue = !instance.looked && starts.saturating_add(wait) < now;
        if overdue {
            instance.next = now;
        }
        if is_new || overdue {
            self.look_at(at);
        }
    }

    /// Puts the group's next look into the queue; looks that are there already count no more.
    fn look_at(&mut self, at: usize) {
        self.generations += 1;
        if let Some(instance) = self.groups.get_mut(at).and_then(|group| group.instance.as_mut()) {
            instance.generation = self.generations;
            self.looks.push(Reverse((instance.next, at, self.generations)));
        }
    }

    /// Takes every look up to and including `until`.
    fn run(&mut self, until: Millis) {
        while let Some(Reverse((now, at, generation))) = self.looks.peek().copied() {
            if now > until {
                return;
            }
            self.looks.pop();
            let Some(group) = self.groups.get_mut(at) else { continue };
            let Some(instance) = group.instance.as_mut().filter(|instance| instance.generation == generation)
            else {
                continue;
            };
            if instance.cleared(self.started, now) {
                group.instance = None;
                continue;
            }
            instance.looked = true;
            instance.next = now.saturating_add(group.route.group_interval.max(1));
            self.look_at(at);
            self.look(at, now);
        }
    }

    /// Looks whether a group has something to tell.
    fn look(&mut self, at: usize, now: Millis) {
        let Some(group) = self.groups.get_mut(at) else { return };
        let Some(instance) = group.instance.as_mut() else { return };
        if instance.alerts.is_empty() {
            return;
        }
        let ended =
            |alert: usize| self.known.get(alert).copied().flatten().is_none_or(|known| known.ends <= now);
        let (mut firing, mut resolved) = (Vec::new(), Vec::new());
        for alert in &instance.alerts {
            if self.inhibitor.mutes(*alert, |source| !ended(source)) {
                continue;
            }
            if ended(*alert) { resolved.push(*alert) } else { firing.push(*alert) }
        }
        instance.alerts.retain(|alert| !ended(*alert));
        if instance.alerts.is_empty() {
            instance.emptied = Some(now);
        }
        if (firing.is_empty() && resolved.is_empty()) || !allowed(self.config, group.route, now) {
            return;
        }
        let means = self.config.receivers.get(group.receiver).map_or(&[][..], |r| r.integrations.as_slice());
        let (mut integrations, mut because) = (Vec::new(), None);
        for (number, (means, log)) in means.iter().zip(&mut group.logs).enumerate() {
            let repeat = group.route.repeat_interval;
            let Some(reason) = log.wants(&firing, &resolved, means.send_resolved, repeat, now) else {
                continue;
            };
            log.write(&firing, &resolved, repeat, now);
            because.get_or_insert(reason);
            if means.send_resolved || !firing.is_empty() {
                integrations.push(number);
            }
        }
        if let Some(reason) = because {
            let (receiver, group) = (group.receiver, group.labels.clone());
            self.sent.push(Notification { at: now, receiver, integrations, reason, group, firing, resolved });
        }
    }
}

/// Whether the route tells anything at this time.
fn allowed(config: &Config, route: &Route, now: Millis) -> bool {
    let within = |name: &String| {
        let interval = config.intervals.iter().find(|(known, _)| known == name);
        interval.is_some_and(|(_, parts)| parts.iter().any(|part| part.contains(now)))
    };
    (route.active_in.is_empty() || route.active_in.iter().any(within)) && !route.muted_in.iter().any(within)
}

impl Known {
    /// What is known after `self` was told at `now`, when `old` was known: spans that overlap are one alert.
    fn merged_into(self, old: Self, now: Millis) -> Self {
        let overlaps = (self.ends > old.starts && self.ends < old.ends)
            || (self.starts > old.starts && self.starts < old.ends);
        if !overlaps {
            return self;
        }
        let starts = self.starts.min(old.starts);
        let keeps_old = if self.ends <= now {
            old.ends <= now && old.ends > self.ends
        } else {
            old.ends > self.ends && !old.timeout
        };
        let ends = if keeps_old { old.ends } else { self.ends };
        Self { starts, ends, timeout: self.timeout }
    }
}
