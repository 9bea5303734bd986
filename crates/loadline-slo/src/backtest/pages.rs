//! From alerts to what somebody gets: posts as Prometheus sends them, Alertmanager, and what is new in each notification.

use super::report::Alert;
use crate::Class;
use crate::alertmanager::{Config, Post, Reason, simulate};
use loadline_promql::{Labels, Millis};
use rustc_hash::{FxHashMap, FxHashSet};

/// Prometheus tells Alertmanager again at the first evaluation after this time.
/// Source: Prometheus' flag `--rules.alert.resend-delay`.
const RESEND: Millis = 60_000;
/// So long it tells of the end of an alert. Source: prometheus/prometheus, `rules/alerting.go`, `resolvedRetention`.
const TELLS_END: Millis = 15 * 60_000;

/// A notification with alerts that its receiver did not know.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    pub(crate) at: Millis,
    pub(crate) receiver: usize,
    /// Places in the list of alerts.
    pub(crate) new: Vec<usize>,
    /// Whether the receiver knew of no alert of the group that went on; where somebody is woken, of none that wakes: a page that joins a
    /// ticket wakes all the same.
    pub(crate) opens: bool,
}

/// What left Alertmanager.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mail {
    pub(crate) told: Vec<Told>,
    /// Notifications of alerts that page and that the receiver knew already: the first such alert of each.
    pub(crate) reminders: Vec<usize>,
}

/// What a receiver knows of a group.
#[derive(Default)]
struct Group {
    /// Whether any page, and any ticket, went on when it was last told of those.
    open: [bool; 2],
    told: FxHashSet<usize>,
}

/// Runs the alerts through Alertmanager. `sets` are the label sets, `set_of` tells which one each alert has; alerts of one set do
/// not overlap and come in the order of time.
pub(crate) fn mail(
    config: &Config,
    alerts: &[Alert],
    sets: &[Labels],
    set_of: &[usize],
    step: Millis,
    until: Millis,
) -> Mail {
    let mut posts = Vec::new();
    let mut by_set: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (at, set) in set_of.iter().enumerate() {
        by_set.entry(*set).or_default().push(at);
    }
    // An evaluation tells again when more than the delay has passed since it last told.
    let again = (RESEND / step + 1) * step;
    for (set, members) in &by_set {
        for (number, at) in members.iter().enumerate() {
            let Some(alert) = alerts.get(*at) else { continue };
            posts.push(Post { at: alert.fired, alert: *set, starts: alert.fired, ends: Some(Millis::MAX) });
            let Some(resolved) = alert.resolved else { continue };
            let next = members
                .get(number + 1)
                .and_then(|next| alerts.get(*next))
                .map_or(Millis::MAX, |next| next.fired);
            let mut time = resolved;
            while time <= resolved + TELLS_END && time < next {
                posts.push(Post { at: time, alert: *set, starts: alert.fired, ends: Some(resolved) });
                time += again;
            }
        }
    }
    posts.sort_by_key(|post| (post.at, post.alert));
    let started = posts.first().map_or(0, |post| post.at);
    let mut known: FxHashMap<(usize, Labels), Group> = FxHashMap::default();
    let mut mail = Mail::default();
    for sent in simulate(config, sets, &posts, started, until) {
        let of = |set: usize| {
            // The alert of this set that goes on now.
            let members = by_set.get(&set).map_or(&[][..], Vec::as_slice);
            let fired = |at: &usize| alerts.get(*at).is_some_and(|alert| alert.fired <= sent.at);
            let count = members.partition_point(fired);
            members.get(count.saturating_sub(1)).copied()
        };
        let firing: Vec<usize> = sent.firing.iter().filter_map(|set| of(*set)).collect();
        let group = known.entry((sent.receiver, sent.group.clone())).or_default();
        let class = |alert: Option<&usize>| alert.and_then(|at| alerts.get(*at)).map(|alert| alert.class);
        let of_set = |set: &usize| class(by_set.get(set).and_then(|members| members.first()));
        let mut opens = true;
        // Two routes may tell one receiver of groups with the same labels, and one route of both classes: the gravest decides.
        for (place, one) in [Class::Ticket, Class::Page].into_iter().enumerate() {
            if sent.firing.iter().chain(&sent.resolved).any(|set| of_set(set) == Some(one)) {
                let goes_on = firing.iter().any(|at| class(Some(at)) == Some(one));
                opens = !std::mem::replace(&mut group.open[place], goes_on);
            }
        }
        let new: Vec<usize> = firing.iter().filter(|alert| group.told.insert(**alert)).copied().collect();
        let pages = |at: &&usize| alerts.get(**at).is_some_and(|alert| alert.class == Class::Page);
        if sent.integrations.is_empty() || sent.reason == Reason::Resolved {
            continue;
        }
        if sent.reason == Reason::Firing && !new.is_empty() {
            mail.told.push(Told { at: sent.at, receiver: sent.receiver, new, opens });
        } else {
            mail.reminders.extend(firing.iter().find(pages));
        }
    }
    mail
}
