//! Evaluates rule groups over a whole history.
//!
//! A rule that reads neither its own output nor that of a later rule is evaluated at all times at once; each rule then finds
//! what earlier ones recorded at the same time, as on a server. Where rules read backwards, the groups are evaluated time by
//! time.

use super::machine::{Machine, State};
use super::output::{Output, relabelled};
use super::template::Context;
use super::timeline::{AlertRun, AlertTimeline, Problem};
use super::{AlertingRule, RecordingRule, Rule, RuleGroup};
use crate::column::present;
use crate::{Column, EvalError, History, Labels, METRIC_NAME, Millis, Options, Range, Series};
use std::collections::{BTreeMap, HashMap};

const ALERTS: &str = "ALERTS";
const FOR_STATE: &str = "ALERTS_FOR_STATE";

/// How a replay is done.
#[derive(Debug, Clone)]
pub struct Setup {
    /// How expressions are evaluated.
    pub options: Options,
    /// Labels of the server, which templates may ask for (`$externalLabels`).
    pub external_labels: Vec<(String, String)>,
    /// Whether the series `ALERTS` and `ALERTS_FOR_STATE` are written to the history.
    pub write_alerts: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Self { options: Options::default(), external_labels: Vec::new(), write_alerts: true }
    }
}

/// Evaluates the groups from the start to the end of `range`: at its steps, or at those of a group's own interval, counted
/// from the start. What rules record is added to the history. An evaluation that fails leaves everything as it was, as on a
/// server, and is told in the timeline.
///
/// # Errors
/// The range makes no sense, or the answer would take too much memory.
pub fn replay(
    groups: &[RuleGroup],
    history: &mut History,
    range: Range,
    setup: &Setup,
) -> Result<AlertTimeline, EvalError> {
    let mut replay = Replay::new(groups, history, setup);
    for group in groups {
        Range { step: group.interval.unwrap_or(range.step), ..range }.check()?;
    }
    replay.run(|group| Range { step: group.interval.unwrap_or(range.step), ..range })?;
    Ok(replay.finish().0)
}

/// The alerts that fire at a time somebody asked for.
#[derive(Debug, Clone)]
pub(crate) struct Snapshot {
    pub(crate) at: Millis,
    pub(crate) alert: String,
    pub(crate) labels: Labels,
    pub(crate) annotations: Vec<(String, String)>,
}

pub(crate) struct Replay<'a> {
    groups: &'a [RuleGroup],
    pub(crate) history: &'a mut History,
    setup: &'a Setup,
    /// What each rule remembers, by group and rule.
    memory: Vec<Vec<Memory>>,
    timeline: AlertTimeline,
    /// Times whose firing alerts are asked for, ascending, and how long after an evaluation they still belong to it.
    pub(crate) watch: Vec<Millis>,
    pub(crate) watch_step: Millis,
    snapshots: Vec<Snapshot>,
}

/// What a rule remembers from one evaluation to the next, by the labels of its output.
#[derive(Default)]
struct Memory {
    alerts: BTreeMap<Labels, Remembered>,
    recorded: BTreeMap<Labels, ()>,
}

#[derive(Default)]
struct Remembered {
    machine: Machine,
    state: Option<State>,
    /// The number of its run in the timeline.
    run: Option<usize>,
    source: Labels,
    value: f64,
}

impl<'a> Replay<'a> {
    pub(crate) fn new(groups: &'a [RuleGroup], history: &'a mut History, setup: &'a Setup) -> Self {
        let memory = groups.iter().map(|group| group.rules.iter().map(|_| Memory::default()).collect());
        Self {
            groups,
            history,
            setup,
            memory: memory.collect(),
            timeline: AlertTimeline::default(),
            watch: Vec::new(),
            watch_step: 1,
            snapshots: Vec::new(),
        }
    }

    /// Evaluates every group at its own times.
    pub(crate) fn run(&mut self, times: impl Fn(&RuleGroup) -> Range) -> Result<(), EvalError> {
        let groups = self.groups;
        if !reads_backwards(groups) {
            for (at, group) in groups.iter().enumerate() {
                self.group(at, group, times(group))?;
            }
            return Ok(());
        }
        // Time by time, and at each the groups in their order.
        let mut due: BTreeMap<Millis, Vec<usize>> = BTreeMap::new();
        for (at, group) in groups.iter().enumerate() {
            for time in times(group).times() {
                due.entry(time).or_default().push(at);
            }
        }
        for (time, at) in due {
            for at in at {
                self.group(at, &groups[at], Range::instant(time))?;
            }
        }
        Ok(())
    }

    pub(crate) fn finish(mut self) -> (AlertTimeline, Vec<Snapshot>) {
        self.timeline.runs.sort_by_key(|run| run.active_at);
        (self.timeline, self.snapshots)
    }

    fn group(&mut self, number: usize, group: &RuleGroup, times: Range) -> Result<(), EvalError> {
        for (at, rule) in group.rules.iter().enumerate() {
            let mut failed = vec![false; times.len()];
            let columns = self.evaluate(group, rule, times, &mut failed)?;
            let mut memory = std::mem::take(&mut self.memory[number][at]);
            match rule {
                Rule::Recording(rule) => self.record(group, rule, columns, times, &mut failed, &mut memory),
                Rule::Alerting(rule) => self.alert(group, rule, columns, times, &mut failed, &mut memory),
            }
            self.memory[number][at] = memory;
        }
        Ok(())
    }

    /// The columns of a rule. Where the whole range has no answer, each time is asked alone, and those without one are
    /// marked.
    fn evaluate(
        &mut self,
        group: &RuleGroup,
        rule: &Rule,
        times: Range,
        failed: &mut [bool],
    ) -> Result<Vec<Column>, EvalError> {
        let options = self.setup.options;
        let expression = rule.expression();
        let mut columns = match expression.range_with(self.history, times, options) {
            Ok(columns) => columns,
            Err(error @ (EvalError::TooMuch { .. } | EvalError::Times { .. })) => return Err(error),
            Err(_) => {
                let mut columns: Vec<Column> = Vec::new();
                let mut known: HashMap<Labels, usize> = HashMap::new();
                for (step, time) in times.times().enumerate() {
                    match expression.range_with(self.history, Range::instant(time), options) {
                        Ok(found) => {
                            for column in found {
                                let at = *known.entry(column.labels.clone()).or_insert_with(|| {
                                    columns.push(Column::absent(column.labels.clone(), times.len()));
                                    columns.len() - 1
                                });
                                columns[at].values[step] = column.values[0];
                            }
                        }
                        Err(error) => {
                            failed[step] = true;
                            self.fail(group, rule.name(), time, error.to_string());
                        }
                    }
                }
                columns
            }
        };
        if group.limit > 0 {
            for (step, failed) in failed.iter_mut().enumerate() {
                let count = columns.iter().filter(|column| present(column.values[step])).count();
                if count > group.limit && !*failed {
                    *failed = true;
                    let reason = format!("exceeded limit of {} with {count} series", group.limit);
                    self.fail(group, rule.name(), times.time(step), reason);
                }
            }
        }
        columns.retain(|column| !column.is_empty());
        Ok(columns)
    }

    fn fail(&mut self, group: &RuleGroup, rule: &str, at: Millis, reason: String) {
        let problem = Problem { group: group.name.clone(), rule: rule.to_owned(), at, reason };
        self.timeline.fail(problem);
    }

    fn relabelled(
        &mut self,
        (group, rule): (&RuleGroup, &str),
        columns: Vec<Column>,
        times: Range,
        failed: &mut [bool],
        by_value: bool,
        rename: impl Fn(&Labels, f64) -> Labels,
    ) -> Vec<Output> {
        let before = failed.to_vec();
        let outputs = relabelled(columns, failed, by_value, rename);
        for (step, (now, before)) in failed.iter().zip(before).enumerate() {
            if *now && !before {
                let reason = "vector contains metrics with the same labelset after applying rule labels";
                self.fail(group, rule, times.time(step), reason.to_owned());
            }
        }
        outputs
    }

    fn record(
        &mut self,
        group: &RuleGroup,
        rule: &RecordingRule,
        columns: Vec<Column>,
        times: Range,
        failed: &mut [bool],
        memory: &mut Memory,
    ) {
        let rename = |labels: &Labels, _: f64| {
            let name = (METRIC_NAME, rule.record.as_str());
            let own = rule.labels.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            Labels::new(labels.iter().chain([name]).chain(own))
        };
        let mut outputs = self.relabelled((group, &rule.record), columns, times, failed, false, rename);
        let there: std::collections::HashSet<&Labels> =
            outputs.iter().map(|output| &output.column.labels).collect();
        let gone: Vec<Labels> =
            memory.recorded.keys().filter(|labels| !there.contains(labels)).cloned().collect();
        outputs.extend(gone.into_iter().map(|labels| Output::absent(labels, times.len())));
        for output in outputs {
            let labels = output.column.labels;
            let mut writer = Writer::new(labels.clone(), memory.recorded.remove(&labels).is_some());
            for (step, value) in output.column.values.iter().enumerate() {
                if !failed[step] {
                    writer.write(times.time(step), present(*value).then_some(*value));
                }
            }
            if writer.there {
                memory.recorded.insert(labels, ());
            }
            self.timeline.refused_samples += writer.into(self.history);
        }
    }

    fn alert(
        &mut self,
        group: &RuleGroup,
        rule: &AlertingRule,
        columns: Vec<Column>,
        times: Range,
        failed: &mut [bool],
        memory: &mut Memory,
    ) {
        let external = &self.setup.external_labels;
        let by_value = rule.labels.iter().any(|(_, template)| template.reads_value());
        let rename = |source: &Labels, value: f64| {
            let context = Context { labels: source, value, external };
            let own = rule.labels.iter().map(|(name, template)| (name.clone(), template.expand(&context)));
            let kept = source.iter().filter(|(name, _)| *name != METRIC_NAME);
            let kept = kept.map(|(name, value)| (name.to_owned(), value.to_owned()));
            Labels::new(kept.chain(own).chain([("alertname".to_owned(), rule.alert.clone())]))
        };
        let mut outputs = self.relabelled((group, &rule.alert), columns, times, failed, by_value, rename);
        let there: std::collections::HashSet<&Labels> =
            outputs.iter().map(|output| &output.column.labels).collect();
        let gone: Vec<Labels> =
            memory.alerts.keys().filter(|labels| !there.contains(labels)).cloned().collect();
        outputs.extend(gone.into_iter().map(|labels| Output::absent(labels, times.len())));
        for output in outputs {
            let labels = output.column.labels.clone();
            let mut alert = memory.alerts.remove(&labels).unwrap_or_default();
            self.follow(group, rule, &output, times, failed, &mut alert);
            if alert.machine.is_active() {
                memory.alerts.insert(labels, alert);
            }
        }
    }

    /// Takes one alert through its evaluations.
    fn follow(
        &mut self,
        group: &RuleGroup,
        rule: &AlertingRule,
        output: &Output,
        times: Range,
        failed: &[bool],
        alert: &mut Remembered,
    ) {
        let labels = &output.column.labels;
        let setup = self.setup;
        let state_of = |state| {
            let named = [(METRIC_NAME, ALERTS), ("alertstate", state)];
            Labels::new(labels.iter().chain(named))
        };
        let was = |state| alert.state == Some(state);
        let mut pending = Writer::new(state_of("pending"), was(State::Pending));
        let mut firing = Writer::new(state_of("firing"), was(State::Firing));
        let for_state = Labels::new(labels.iter().chain([(METRIC_NAME, FOR_STATE)]));
        let mut since = Writer::new(for_state, alert.machine.is_active());
        let mut watch = self.watch.partition_point(|time| *time < times.start);
        for (step, value) in output.column.values.iter().enumerate() {
            let time = times.time(step);
            let holds = present(*value);
            if !failed[step] && (holds || alert.machine.is_active()) {
                if holds {
                    alert.value = *value;
                    alert.source = output.source(step).cloned().unwrap_or_default();
                }
                let state = alert.machine.step(time, holds, rule.hold, rule.keep);
                self.note(group, rule, labels, alert, state, time);
                if setup.write_alerts {
                    pending.write(time, (state == State::Pending).then_some(1.0));
                    firing.write(time, (state == State::Firing).then_some(1.0));
                    #[expect(clippy::cast_precision_loss, reason = "times are below 2^50")]
                    since.write(time, alert.machine.since().map(|since| since.div_euclid(1000) as f64));
                }
                alert.state = Some(state);
            }
            // What is asked for between two evaluations is what the earlier one left.
            while self.watch.get(watch).is_some_and(|asked| *asked < time + self.watch_step) {
                if alert.state == Some(State::Firing) && self.watch[watch] >= time {
                    self.snapshots.push(Snapshot {
                        at: self.watch[watch],
                        alert: rule.alert.clone(),
                        labels: labels.clone(),
                        annotations: annotations(rule, alert, &setup.external_labels),
                    });
                }
                watch += 1;
            }
        }
        if setup.write_alerts {
            for writer in [pending, firing, since] {
                self.timeline.refused_samples += writer.into(self.history);
            }
        }
    }

    /// Writes a change of state into the timeline.
    fn note(
        &mut self,
        group: &RuleGroup,
        rule: &AlertingRule,
        labels: &Labels,
        alert: &mut Remembered,
        state: State,
        time: Millis,
    ) {
        if state == State::Inactive {
            if let Some(run) = alert.run.take().and_then(|run| self.timeline.runs.get_mut(run)) {
                run.ended_at = Some(time);
            }
            return;
        }
        let at = *alert.run.get_or_insert_with(|| {
            self.timeline.runs.push(AlertRun {
                group: group.name.clone(),
                alert: rule.alert.clone(),
                labels: labels.clone(),
                annotations: Vec::new(),
                value: alert.value,
                active_at: time,
                fired_at: None,
                ended_at: None,
            });
            self.timeline.runs.len() - 1
        });
        let run = &mut self.timeline.runs[at];
        if state == State::Firing && run.fired_at.is_none() {
            run.fired_at = Some(time);
            run.value = alert.value;
            run.annotations = annotations(rule, alert, &self.setup.external_labels);
        }
    }
}

fn annotations(
    rule: &AlertingRule,
    alert: &Remembered,
    external: &[(String, String)],
) -> Vec<(String, String)> {
    let context = Context { labels: &alert.source, value: alert.value, external };
    rule.annotations.iter().map(|(name, template)| (name.clone(), template.expand(&context))).collect()
}

/// Writes one series, and the stale marker where it ends.
struct Writer {
    series: Series,
    there: bool,
}

impl Writer {
    fn new(labels: Labels, there: bool) -> Self {
        Self { series: Series::new(labels), there }
    }

    fn write(&mut self, time: Millis, value: Option<f64>) {
        match value {
            Some(value) => {
                self.series.push(time, value);
            }
            None if self.there => {
                self.series.push(time, f64::from_bits(Series::STALE));
            }
            None => {}
        }
        self.there = value.is_some();
    }

    /// Adds it to the history; returns how many samples were refused.
    fn into(self, history: &mut History) -> usize {
        if self.series.times().is_empty() { 0 } else { history.insert(self.series) }
    }
}

/// A place in the list of all rules, with the labels that the rule there sets.
type Written<'r> = (usize, &'r [(String, String)]);

/// Whether a rule reads what it writes itself, or what a later rule writes. Rules that write the same name under labels of their own, as
/// those of several objectives do, are told apart by these labels.
fn reads_backwards(groups: &[RuleGroup]) -> bool {
    let rules: Vec<&Rule> = groups.iter().flat_map(|group| &group.rules).collect();
    // The places at which each name is written, ascending, with the labels that are set there.
    let mut written: HashMap<&str, Vec<Written<'_>>> = HashMap::new();
    for (at, rule) in rules.iter().enumerate() {
        match rule {
            Rule::Recording(rule) => written.entry(&rule.record).or_default().push((at, &rule.labels)),
            Rule::Alerting(_) => {
                for name in [ALERTS, FOR_STATE] {
                    written.entry(name).or_default().push((at, &[]));
                }
            }
        }
    }
    rules.iter().enumerate().any(|(at, rule)| {
        let expression = rule.expression();
        let from_here = |(name, places): (&str, &[Written<'_>])| {
            let later = places.get(places.partition_point(|(place, _)| *place < at)..).unwrap_or_default();
            later.iter().any(|(_, labels)| {
                expression.reads(name, labels.iter().map(|(name, value)| (name.as_str(), value.as_str())))
            })
        };
        let selections = expression.selections();
        if selections.iter().all(|selection| selection.metric.is_some()) {
            let names = selections.iter().filter_map(|selection| selection.metric.as_deref());
            return names
                .filter_map(|name| written.get_key_value(name))
                .any(|(name, places)| from_here((name, places)));
        }
        written.iter().any(|(name, places)| from_here((name, places)))
    })
}
