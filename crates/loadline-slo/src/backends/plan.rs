//! Which series every objective needs: from its tiers, its windows, its slices, and from the composites it is a member of.

use super::expression::{self, Source};
use super::{Options, Refusal, names};
use crate::alert_labels::{is_label, is_taken};
use crate::{AlertPolicy, Slo, Window};
use loadline_base::units::Duration;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Events: numerator and denominator.
    Events,
    /// A ratio without events.
    Ratio,
}

/// What is recorded of one objective.
#[derive(Debug, Clone)]
pub(crate) struct Plan<'a> {
    pub(crate) slo: &'a Slo,
    pub(crate) source: Source,
    pub(crate) form: Form,
    /// The length of a slice, where slices are counted.
    pub(crate) slice: Option<Duration>,
    /// Windows of alerts, and of composites over this objective.
    pub(crate) windows: BTreeSet<Duration>,
    /// Rolling windows of the budget that are not among `windows`.
    pub(crate) periods: BTreeSet<Duration>,
    raw_up_to: Duration,
}

impl Plan<'_> {
    /// The shortest window of all, from which longer ones are added up.
    pub(crate) fn base(&self) -> Duration {
        self.slice.or_else(|| self.windows.first().copied()).unwrap_or(Duration::ZERO)
    }

    /// Whether the window is taken from the counters.
    pub(crate) fn is_raw(&self, window: Duration) -> bool {
        let windowed = match &self.source {
            Source::Events { events, total, .. } => events.windowed && total.windowed,
            // An average of ratios is not the ratio of events, so a ratio is asked for each window wherever it can be.
            Source::Ratio { side, .. } => return side.windowed || window == self.base(),
            Source::Joint { .. } => return true,
        };
        window == self.base() || (windowed && window <= self.raw_up_to)
    }

    /// The share of bad events (or slices) of a window, from recorded series; empty without any event. With `least` events, also
    /// empty below that number, where events are counted.
    pub(crate) fn ratio(&self, window: Duration, least: Option<String>) -> String {
        let id = &self.slo.id;
        if self.slice.is_some() {
            let (bad, all) = (names::bad_slices(window), names::slices(window));
            return format!("{} / ({} > 0)", names::of(&bad, id), names::of(&all, id));
        }
        self.events(window, least)
    }

    /// The share of bad events of a window, even where slices are counted.
    pub(crate) fn events(&self, window: Duration, least: Option<String>) -> String {
        let id = &self.slo.id;
        match self.form {
            Form::Ratio => names::of(&names::ratio(window), id),
            Form::Events => {
                let enough = least.map_or_else(|| "> 0".to_owned(), |least| format!(">= {least}"));
                let (bad, all) = (names::bad(window), names::total(window));
                format!("{} / ({} {enough})", names::of(&bad, id), names::of(&all, id))
            }
        }
    }

    /// A series that is there while there is data: all events of the shortest window.
    pub(crate) fn heartbeat(&self) -> String {
        let name = match self.form {
            Form::Events => names::total(self.base()),
            Form::Ratio => names::ratio(self.base()),
        };
        names::of(&name, &self.slo.id)
    }

    /// `on(…)`, or with nothing between the brackets.
    pub(crate) fn on(&self) -> String {
        format!("on({})", self.slo.grouping.join(", "))
    }
}

/// Plans of all objectives, in their order, and what cannot be planned.
pub(crate) fn of<'a>(slos: &'a [Slo], options: &Options) -> (Vec<Plan<'a>>, Vec<Refusal>) {
    let mut refusals = Vec::new();
    let mut seen = HashSet::new();
    let mut plans = Vec::new();
    for slo in slos {
        if !seen.insert(slo.id.as_str()) {
            let hint = "give every objective a name of its own";
            refusals.push(Refusal::new(&slo.id, "nothing is written for its second definition", hint));
            continue;
        }
        match single(slo, options) {
            Ok(plan) => plans.push(plan),
            Err((what, hint)) => refusals.push(Refusal::new(&slo.id, what, hint)),
        }
    }
    join(&mut plans, &mut refusals);
    (plans, refusals)
}

fn single<'a>(slo: &'a Slo, options: &Options) -> Result<Plan<'a>, (String, String)> {
    if slo.id.is_empty() || slo.windows.is_empty() || slo.period().is_zero() {
        return Err(("it has no name or no window".to_owned(), "say `window: 30d`".to_owned()));
    }
    if let Some(label) = slo.grouping.iter().find(|label| !is_label(label) || is_taken(label)) {
        let hint = "group by another label";
        return Err((
            format!("it cannot be kept apart by `{label}`, no label or one of ours"),
            hint.to_owned(),
        ));
    }
    let source = expression::read(&slo.indicator, &slo.grouping)?;
    let mut windows: BTreeSet<Duration> = slo
        .policy
        .iter()
        .flat_map(|policy| policy.tiers.iter().flat_map(|tier| [tier.long, tier.short]))
        .filter(|window| !window.is_zero())
        .collect();
    if windows.is_empty() {
        windows.extend(AlertPolicy::standard(slo.period()).tiers.first().map(|tier| tier.short));
    }
    let periods = slo
        .windows
        .iter()
        .filter_map(|window| match window {
            Window::Rolling(length) => Some(*length),
            Window::Calendar(_) => None,
        })
        .filter(|length| !windows.contains(length))
        .collect();
    let form = if matches!(source, Source::Events { .. }) { Form::Events } else { Form::Ratio };
    Ok(Plan { slo, source, form, slice: slo.slice(), windows, periods, raw_up_to: options.raw_up_to })
}

/// Takes out composites whose members are missing or go round in a circle, and hands the windows of the others to their members.
fn join(plans: &mut Vec<Plan<'_>>, refusals: &mut Vec<Refusal>) {
    loop {
        let known: HashMap<&str, &Slo> = plans.iter().map(|plan| (plan.slo.id.as_str(), plan.slo)).collect();
        let mut bad = BTreeMap::new();
        for plan in plans.iter() {
            let Source::Joint { members, .. } = &plan.source else { continue };
            if members.is_empty() {
                bad.insert(plan.slo.id.clone(), "it has no members".to_owned());
            }
            for (id, _) in members {
                match known.get(id.as_str()) {
                    None => {
                        bad.insert(plan.slo.id.clone(), format!("nothing is written for its member `{id}`"))
                    }
                    Some(member) if member.grouping != plan.slo.grouping => bad.insert(
                        plan.slo.id.clone(),
                        format!("its member `{id}` is kept apart by other labels"),
                    ),
                    Some(_) => None,
                };
            }
        }
        if bad.is_empty() {
            break;
        }
        plans.retain(|plan| !bad.contains_key(&plan.slo.id));
        let hint = "name objectives that are written out with it";
        refusals.extend(bad.into_iter().map(|(id, what)| Refusal::new(&id, what, hint)));
    }
    let place: HashMap<String, usize> =
        plans.iter().enumerate().map(|(at, plan)| (plan.slo.id.clone(), at)).collect();
    let members = |plan: &Plan<'_>| -> Vec<usize> {
        match &plan.source {
            Source::Joint { members, .. } => {
                members.iter().filter_map(|(id, _)| place.get(id).copied()).collect()
            }
            _ => Vec::new(),
        }
    };
    let edges: Vec<Vec<usize>> = plans.iter().map(members).collect();
    let order = members_first(&edges);
    let placed: HashSet<usize> = order.iter().copied().collect();
    for at in order.into_iter().rev() {
        let (windows, periods) = match plans.get(at) {
            Some(plan) if plan.slice.is_some() => (plan.slice.into_iter().collect(), BTreeSet::new()),
            Some(plan) => (plan.windows.clone(), plan.periods.clone()),
            None => continue,
        };
        for member in edges.get(at).into_iter().flatten() {
            let Some(member) = plans.get_mut(*member) else { continue };
            member.windows.extend(&windows);
            let more: Vec<Duration> =
                periods.iter().filter(|w| !member.windows.contains(w)).copied().collect();
            member.periods.extend(more);
            let windows = &member.windows;
            member.periods.retain(|period| !windows.contains(period));
        }
    }
    let mut at = 0;
    plans.retain(|plan| {
        let keep = placed.contains(&at);
        at += 1;
        if !keep {
            let hint = "a composite may not contain itself";
            refusals.push(Refusal::new(&plan.slo.id, "it rests on a circle of composites", hint));
        }
        keep
    });
}

/// Every node after those it points to; nodes of a circle, and those that lead to one, are missing.
fn members_first(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut waiting: Vec<usize> = edges.iter().map(Vec::len).collect();
    let mut parents = vec![Vec::new(); edges.len()];
    for (at, to) in edges.iter().enumerate().flat_map(|(at, all)| all.iter().map(move |to| (at, *to))) {
        if let Some(parents) = parents.get_mut(to) {
            parents.push(at);
        }
    }
    let mut order: Vec<usize> = (0..edges.len()).filter(|at| waiting.get(*at) == Some(&0)).collect();
    let mut next = 0;
    while let Some(at) = order.get(next).copied() {
        next += 1;
        for parent in parents.get(at).into_iter().flatten() {
            if let Some(count) = waiting.get_mut(*parent) {
                *count -= 1;
                if *count == 0 {
                    order.push(*parent);
                }
            }
        }
    }
    order
}
