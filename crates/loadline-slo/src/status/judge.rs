//! From a server's counts to budgets and tiers.

use super::composite::{Key, Known, together};
use super::data::{added, counted, less};
use super::question::{corrections, duration, of_member, of_tier, slice, span};
use super::{Count, Data, NoData, Question, Side, Status, Stretch, TierStatus, WindowStatus};
use crate::slice_counts::{DEEPEST, LOOK, slices_in};
use crate::{AlertPolicy, Budget, Decimal, Indicator, Joint, Part, Slo, Spent, Tier, Window, WithoutData};
use loadline_base::units::Duration;
use loadline_promql::{Labels, Millis};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// What the questions about one count share: the position of the objective, and when.
type Asked = (usize, Stretch);

/// What a server said to each question.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    /// The series of each side, by their labels.
    counts: BTreeMap<Asked, Vec<(Side, Labels, f64)>>,
    /// Why a question of an objective was not answered, the first reason for each time.
    refused: BTreeMap<Asked, String>,
}

impl Answers {
    /// Takes the value of one series for `question`. `labels` are those of the answer without mark and metric name.
    pub fn take(&mut self, question: &Question, labels: Labels, value: f64) {
        let key = (question.slo, question.stretch);
        self.counts.entry(key).or_default().push((question.side, labels, value));
    }

    /// Whether both sides of what `question` belongs to were answered already.
    #[must_use]
    pub fn has(&self, question: &Question) -> bool {
        self.of((question.slo, question.stretch)).iter().any(|(side, ..)| *side == Side::Total)
    }

    /// Takes it that the server refused `question`, and why.
    pub fn refuse(&mut self, question: &Question, why: impl Into<String>) {
        let key = (question.slo, question.stretch);
        self.refused.entry(key).or_insert_with(|| why.into());
    }

    fn of(&self, asked: Asked) -> &[(Side, Labels, f64)] {
        self.counts.get(&asked).map_or(&[], Vec::as_slice)
    }

    /// The label sets that answer for the objective `slo`, sorted; one empty set where none does.
    pub(super) fn groups(&self, slo: usize, grouped: bool) -> Vec<Labels> {
        let of = |until, over, count| (slo, Stretch { until, over, count });
        let range =
            of(Millis::MIN, Duration::ZERO, Count::Events)..=of(Millis::MAX, Duration::MAX, Count::Looks);
        let all = self.counts.range(range).flat_map(|(_, series)| series);
        let mut groups: Vec<Labels> = all.map(|(_, labels, _)| labels.clone()).collect();
        groups.sort();
        groups.dedup();
        if !grouped || groups.is_empty() {
            return vec![Labels::default()];
        }
        groups
    }
}

/// Where every one of `slos` stands at `now`, by what a server answered to [`questions`](super::questions) for the same list and time.
#[must_use]
pub fn judge(slos: &[Slo], answers: &Answers, now: Millis) -> Vec<Status> {
    let judge = Judge::new(slos, answers, now);
    let mut all = Vec::new();
    for (index, slo) in slos.iter().enumerate() {
        let groups = judge.groups(index, slo);
        all.extend(groups.into_iter().map(|group| judge.status(index, slo, group)));
    }
    all
}

/// What each of `slos` counted over one slice of time, by what a server answered to
/// [`slice_questions`](super::slice_questions). Groups of a grouped objective are added up.
#[must_use]
pub fn slice_counts(slos: &[Slo], answers: &Answers, length: Duration) -> Vec<Data> {
    let judge = Judge::new(slos, answers, 0);
    let all = slos.iter().enumerate();
    all.map(|(index, slo)| summed(&judge, index, slo, slice(slo, length))).collect()
}

/// What all groups of an objective counted together.
pub(super) fn summed(judge: &Judge<'_>, index: usize, slo: &Slo, stretch: Stretch) -> Data {
    let groups = judge.groups(index, slo);
    let mut all = groups.iter().map(|group| judge.data(index, slo, group, stretch, DEEPEST));
    let first = all.next().unwrap_or(Data::None(NoData::NoTotal));
    all.fold(first, added)
}

pub(super) struct Judge<'a> {
    slos: &'a [Slo],
    answers: &'a Answers,
    now: Millis,
    places: FxHashMap<&'a str, usize>,
    /// What composites came to, which others may need again.
    known: RefCell<Known>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(slos: &'a [Slo], answers: &'a Answers, now: Millis) -> Self {
        let places = slos.iter().enumerate().rev().map(|(at, slo)| (slo.id.as_str(), at)).collect();
        Self { slos, answers, now, places, known: RefCell::default() }
    }

    /// The label sets by which an objective is kept apart; those of its members where it is made of others.
    pub(super) fn groups(&self, index: usize, slo: &Slo) -> Vec<Labels> {
        let grouped = !slo.grouping.is_empty();
        if !grouped || !matches!(slo.indicator, Indicator::Composite { .. }) {
            return self.answers.groups(index, grouped);
        }
        let (mut open, mut seen, mut groups) = (vec![index], BTreeSet::new(), BTreeSet::new());
        while let Some(at) = open.pop().filter(|at| seen.insert(*at)) {
            groups.extend(self.answers.groups(at, true));
            if let Some(Indicator::Composite { members, .. }) = self.slos.get(at).map(|slo| &slo.indicator) {
                open.extend(members.iter().filter_map(|(id, _)| self.places.get(id.as_str())));
            }
        }
        let none = Labels::default();
        let named: Vec<Labels> = groups.into_iter().filter(|group| *group != none).collect();
        if named.is_empty() { vec![none] } else { named }
    }

    fn status(&self, index: usize, slo: &Slo, group: Labels) -> Status {
        let tiers: Vec<TierStatus> =
            slo.policy.iter().flat_map(|policy| self.tiers(index, slo, &group, policy)).collect();
        // What was burnt lately, over the longest time that an alert looks at, says how the budget goes on.
        let lately = tiers.iter().max_by_key(|tier| tier.tier.long).and_then(|tier| tier.long);
        let windows = slo.windows.iter().map(|window| self.window(index, slo, &group, window, lately));
        Status { slo: index, windows: windows.collect(), tiers, group }
    }

    /// The tiers of a policy. As in the generated rules, one does not fire before its long window has enough events.
    fn tiers(&self, index: usize, slo: &Slo, group: &Labels, policy: &AlertPolicy) -> Vec<TierStatus> {
        let least = f64::try_from(policy.least_events).unwrap_or(0.0);
        // Ratios that come as such, composites of them and slices carry no number of events.
        let counts = !matches!(slo.indicator, Indicator::Raw { .. } | Indicator::Composite { .. })
            && slo.slice().is_none();
        let status = |tier: &Tier| {
            let data = |over| self.data(index, slo, group, of_tier(slo, self.now, over), DEEPEST);
            let burn = |over, data: &Data| burn_rate(slo, Budget { target: slo.target, period: over }, data);
            let (in_long, in_short) = (data(tier.long), data(tier.short));
            let (long, short) = (burn(tier.long, &in_long), burn(tier.short, &in_short));
            let threshold = f64::try_from(tier.burn).unwrap_or(f64::INFINITY);
            let few = counts && matches!(&in_long, Data::Counted { spent, .. } if spent.total < least);
            let fires = long.zip(short).map(|(long, short)| !few && long > threshold && short > threshold);
            TierStatus { tier: tier.clone(), long, short, fires }
        };
        policy.tiers.iter().map(status).collect()
    }

    fn window(
        &self,
        index: usize,
        slo: &Slo,
        group: &Labels,
        window: &Window,
        lately: Option<f64>,
    ) -> WindowStatus {
        let nominal = window.nominal();
        let found = span(window, self.now);
        let (span, length) = found.clone().unwrap_or(((self.now, self.now), nominal));
        let counted = duration(span.1 - span.0);
        let data = match found {
            Err(why) => Data::None(NoData::NotAsked(why)),
            Ok(_) if counted.is_zero() => Data::NoTraffic,
            Ok((span, _)) => self.corrected(index, slo, group, span),
        };
        let budget = Budget { target: slo.target, period: length };
        let burn = burn_rate(slo, budget, &data);
        // A calendar window has only spent what its elapsed part allows: a burn of 1 over half the month leaves half.
        let elapsed = counted.as_secs_f64() / length.as_secs_f64();
        let remaining = burn.map(|burn| 1.0 - burn * elapsed.min(1.0)).filter(|left| !left.is_nan());
        let exhausted_in = remaining.and_then(|left| budget.exhausted_in(left, lately.or(burn)?));
        // A calendar window starts anew at its turn, a rolling one forgets what is older than its length.
        let goes_on = match window {
            Window::Rolling(_) => length,
            Window::Calendar(_) => length.saturating_sub(counted),
        };
        let exhausted_in = exhausted_in.filter(|time| *time < goes_on);
        WindowStatus { window: window.clone(), span, length, data, budget, burn, remaining, exhausted_in }
    }

    /// What was counted within `span`, less what does not count.
    fn corrected(&self, index: usize, slo: &Slo, group: &Labels, span: (Millis, Millis)) -> Data {
        let stretch = Stretch { until: span.1, ..slice(slo, duration(span.1 - span.0)) };
        let all = self.data(index, slo, group, stretch, DEEPEST);
        let out = |stretch| self.data(index, slo, group, stretch, DEEPEST);
        corrections(slo, span).into_iter().fold(all, |all, stretch| less(all, &out(stretch)))
    }

    pub(super) fn data(
        &self,
        index: usize,
        slo: &Slo,
        group: &Labels,
        stretch: Stretch,
        depth: usize,
    ) -> Data {
        let Stretch { over, count, .. } = stretch;
        if let Some(why) = self.not_asked(slo, stretch) {
            return Data::None(NoData::NotAsked(why));
        }
        if let (Indicator::Composite { members, joint }, Count::Events) = (&slo.indicator, count) {
            return self.joined((index, stretch, group.clone()), slo, (members, *joint), depth);
        }
        if let Some(why) = self.answers.refused.get(&(index, stretch)) {
            return Data::None(NoData::NotAsked(why.clone()));
        }
        let grouped = !slo.grouping.is_empty();
        let series = self.answers.of((index, stretch));
        let of_side = |wanted: fn(Side) -> bool| {
            let mine =
                series.iter().filter(|(side, labels, _)| wanted(*side) && (!grouped || labels == group));
            mine.map(|(side, _, value)| (*side, *value)).collect::<Vec<(Side, f64)>>()
        };
        let part = of_side(|side| matches!(side, Side::Part(_) | Side::Ratio(_)));
        let total = of_side(|side| side == Side::Total);
        match (part.as_slice(), total.as_slice()) {
            ([_, _, ..], _) => Data::None(NoData::Ambiguous(part.len())),
            (_, [_, _, ..]) => Data::None(NoData::Ambiguous(total.len())),
            ([(Side::Ratio(part), ratio)], []) => {
                let bad = if *part == Part::Good { 1.0 - ratio } else { *ratio };
                counted(bad, 1.0, false)
            }
            (_, []) => Data::None(NoData::NoTotal),
            ([(side, part)], [(_, total)]) => match side {
                Side::Part(Part::Good) => counted(total - part, *total, false),
                _ => counted(*part, *total, false),
            },
            ([], [(_, total)]) => {
                let counts_good =
                    slo.indicator.sides(over, &[]).is_some_and(|sides| sides.part == Part::Good);
                if *total == 0.0 {
                    Data::NoTraffic
                } else if counts_good && count == Count::Events {
                    Data::None(NoData::NoGood)
                } else {
                    counted(0.0, *total, true)
                }
            }
        }
    }

    /// What the composite `slo` came to, worked out once.
    fn joined(
        &self,
        key: Key,
        slo: &Slo,
        (members, joint): (&[(String, Decimal)], Joint),
        depth: usize,
    ) -> Data {
        match self.known.borrow_mut().entry(key.clone()) {
            Entry::Occupied(known) => {
                let circle = || Data::None(NoData::NotAsked(format!("`{}` leads back to itself", slo.id)));
                return known.get().clone().unwrap_or_else(circle);
            }
            Entry::Vacant(place) => drop(place.insert(None)),
        }
        let data = together(members, joint, |id| self.member(id, &key.2, key.1, depth));
        self.known.borrow_mut().insert(key, Some(data.clone()));
        data
    }

    /// What the member `id` of a composite counted.
    fn member(&self, id: &str, group: &Labels, stretch: Stretch, depth: usize) -> Data {
        let place = self.places.get(id);
        let Some((index, slo)) = place.and_then(|at| Some((*at, self.slos.get(*at)?))) else {
            return Data::None(NoData::NotAsked(format!("its member `{id}` is not known")));
        };
        let Some(depth) = depth.checked_sub(1) else {
            return Data::None(NoData::NotAsked(format!("its members are nested more than {DEEPEST} deep")));
        };
        self.data(index, slo, group, of_member(slo, stretch), depth)
    }

    /// Why a server cannot be asked what an objective counted.
    fn not_asked(&self, slo: &Slo, Stretch { over, count, .. }: Stretch) -> Option<String> {
        let asked = match (&slo.indicator, count) {
            (_, Count::Slices | Count::Looks) => slices_in(slo, self.slos, over, LOOK).is_some(),
            (Indicator::Raw { .. } | Indicator::Composite { .. }, Count::Events) => true,
            (indicator, Count::Events) => indicator.sides(over, &[]).is_some(),
        };
        (!asked).then(|| match slo.indicator {
            Indicator::Composite { .. } => {
                "a member is unknown, leads back to it, or cannot be asked for".to_owned()
            }
            _ => "its query is not PromQL".to_owned(),
        })
    }
}

/// How many times faster than allowed errors came. What it means that there is no data is said by the objective.
fn burn_rate(slo: &Slo, budget: Budget, data: &Data) -> Option<f64> {
    match (data, slo.without_data) {
        (Data::Counted { spent, .. }, _) => budget.burn_rate(*spent),
        // Nothing happened, so nothing is burnt.
        (Data::NoTraffic, _) | (Data::None(NoData::NoTotal), WithoutData::Good) => Some(0.0),
        (Data::None(NoData::NoTotal), WithoutData::Bad) => budget.burn_rate(Spent { bad: 1.0, total: 1.0 }),
        (Data::None(_), _) => None,
    }
}
