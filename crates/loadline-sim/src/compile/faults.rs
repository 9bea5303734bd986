//! The faults of a scenario as changes of the layout.

use super::fields::stray;
use super::hit::Hit;
use super::{Compiling, Problem};
use crate::layout::{Effect, Fault};
use crate::time::{Delay, Instant};
use loadline_base::did_you_mean;
use loadline_model::kinds::{FaultKind, Scenario, ScenarioFault};
use loadline_model::{Named, Stated};

/// A fault that sets something on a station until it is over.
struct Setting {
    kind: FaultKind,
    station: u32,
    from: Instant,
    to: Instant,
}

impl<'m> Compiling<'m> {
    /// Adds every fault; when trouble begins and when the last repair is done, and whether some of it is never repaired.
    pub(super) fn faults(
        &mut self,
        scenario: Option<&Named<Scenario>>,
        (warm_up, whole): (Delay, Delay),
        problems: &mut Vec<Problem>,
    ) -> (Option<(Delay, Delay)>, bool) {
        let faults = scenario.and_then(|scenario| scenario.faults.as_deref()).map_or(&[][..], Vec::as_slice);
        let (mut trouble, mut unrepaired): (Option<(Delay, Delay)>, bool) = (None, false);
        let mut settings = Vec::new();
        let mut begun = Vec::new();
        for fault in faults {
            let at = warm_up + fault.at.as_ref().map_or(Delay::ZERO, |at| Delay::from(at.value));
            let lasts = fault.lasts.as_ref().map(|lasts| Delay::from(lasts.value));
            if at >= warm_up + whole && !whole.is_zero() {
                problems.push(Problem::new(
                    Some(fault.at.as_ref().map_or(fault.span, |at| at.span)),
                    "the fault begins when the scenario is over",
                    "let it begin earlier, or let the scenario last longer",
                ));
                continue;
            }
            match self.fault(fault, (at, lasts), warm_up + whole, &mut settings) {
                Ok(end) => {
                    self.injected.push((at, end));
                    unrepaired |= end.is_none();
                    let over = end.unwrap_or(at);
                    trouble =
                        Some(trouble.map_or((at, over), |(first, last)| (first.min(at), last.max(over))));
                }
                Err((message, hint)) => problems.push(Problem::new(Some(fault.span), message, hint)),
            }
            begun.resize(self.layout.faults.len(), at);
        }
        // Where one fault is over when another one begins, its repair comes first, whichever is written first; the changes of one
        // fault stay in their order.
        let mut changes: Vec<_> = self.layout.faults.drain(..).zip(begun).collect();
        changes.sort_by_key(|(change, begun)| (change.at, *begun));
        self.layout.faults.extend(changes.into_iter().map(|(change, _)| change));
        (trouble, unrepaired)
    }

    /// Adds a fault; when it is over, counted from the start, if ever.
    fn fault(
        &mut self,
        fault: &Stated<ScenarioFault>,
        (at, lasts): (Delay, Option<Delay>),
        whole: Delay,
        settings: &mut Vec<Setting>,
    ) -> Result<Option<Delay>, (String, String)> {
        let wrong = |message: &str, hint: &str| Err((message.to_owned(), hint.to_owned()));
        let Some(kind) = fault.kind.as_ref().map(|kind| kind.value) else {
            return wrong("a fault does not say its `kind`", "write one, as `kind: down`");
        };
        if kind == FaultKind::Deploy && (fault.domain.is_some() || fault.copies.is_some()) {
            return wrong(
                "a new version reaches the copies of a component as its `rollout` says",
                "write `component:`, and no `copies`",
            );
        }
        if let Some((field, _)) = stray(kind, fault) {
            return Err((
                format!("`{field}` means nothing for this kind of fault"),
                "leave it out, or write another `kind`".to_owned(),
            ));
        }
        let start = Instant::START + at;
        let end = lasts.map(|lasts| start + lasts);
        if lasts.is_some_and(|lasts| lasts.is_zero()) {
            return wrong("the fault lasts no time at all", "let it last some seconds, as `lasts: 30s`");
        }
        if kind == FaultKind::Spike {
            if fault.component.is_some() || fault.domain.is_some() || fault.cells.is_some() {
                return wrong(
                    "a spike is of a journey's load",
                    "write `journey:`, or leave it out for all of them",
                );
            }
            if let Some(journey) = fault.journey.as_ref().filter(|journey| !self.has_load(&journey.id)) {
                let sources = self.layout.sources.iter().map(|source| source.name.as_str());
                let near = did_you_mean(&journey.id, sources);
                let hint = near.map_or_else(
                    || "name a journey that has a load in this scenario".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                return Err((format!("no load of a journey `{}` is simulated", journey.id), hint));
            }
            return match &fault.factor {
                Some(factor) if factor.get() == 1.0 => {
                    wrong("a spike of as much load as usual is none", "write `factor: 3x`")
                }
                Some(factor) if factor.get() > 0.0 => Ok(lasts.map(|lasts| at + lasts)),
                Some(_) => wrong("a spike of no load is none", "write `factor: 3x`"),
                None => wrong("a spike does not say how high it is", "write `factor: 3x`"),
            };
        }
        let mut hit = self.hit(fault)?;
        if kind != FaultKind::Down {
            // What is no matter of single copies happens to a component once, in however many cells it stands.
            hit.dedup_by_key(|hit| hit.station);
        }
        let over = lasts.map(|lasts| at + lasts);
        let mut ends = over;
        for Hit { component, station, first, copies } in hit {
            if kind != FaultKind::Down && copies < self.layout.stations[station as usize].copies {
                self.assume(
                    "what is not `down` happens to all copies, also to those outside of the domain",
                    component.name,
                );
            }
            if let Some(copies) = &fault.copies {
                if copies.get() == 0 {
                    return wrong(
                        "a fault of no copies is none",
                        "write how many of them, or leave it out for all",
                    );
                }
                let (has, in_cells) = {
                    let made = &self.layout.stations[station as usize];
                    (made.copies, made.cells.is_some())
                };
                if fault.component.is_some() && copies.get() > u64::from(has) {
                    return Err((
                        format!("`{}` has {has} copies, not {}", component.name, copies.get()),
                        "write how many of them go down, or leave it out for all".to_owned(),
                    ));
                }
                if fault.component.is_some() && in_cells && kind == FaultKind::Down {
                    self.assume(
                        "copies that go down are spread evenly over the cells, one of each first; `cells` in place of `component` takes \
                         whole ones",
                        component.name,
                    );
                }
            }
            // What sets a value sets it back to what is usual: of two at once the first to end would undo the other.
            if kind == FaultKind::Deploy {
                ends = self.deploy(fault, component, station, start)?.map(|over| over - Instant::START);
                if ends.is_some_and(|over| over > whole) {
                    self.assume("the rollout goes on when the scenario is over", component.name);
                }
            }
            if matches!(
                kind,
                FaultKind::Slow | FaultKind::Errors | FaultKind::Workers | FaultKind::Cut | FaultKind::Deploy
            ) {
                let to = ends.map_or(Instant::NEVER, |ends| Instant::START + ends);
                let setting = Setting { kind, station, from: start, to };
                let at_once = |other: &Setting| {
                    other.kind == kind
                        && other.station == station
                        && other.from < setting.to
                        && setting.from < other.to
                };
                if settings.iter().any(at_once) {
                    return Err((
                        format!("two faults of this kind hit `{}` at the same time", component.name),
                        "let one begin when the other is over, or write one for both".to_owned(),
                    ));
                }
                settings.push(setting);
            }
            let (begin, finish) = match kind {
                FaultKind::Down => {
                    (Effect::Down { station, first, copies }, Some(Effect::Up { station, first, copies }))
                }
                FaultKind::Slow => {
                    let Some(factor) = &fault.factor else {
                        return wrong("`slow` does not say how much longer work takes", "write `factor: 5x`");
                    };
                    if factor.get() <= 0.0 {
                        return wrong(
                            "work cannot take no time",
                            "write how many times as long, as `factor: 5x`",
                        );
                    }
                    if factor.get() == 1.0 {
                        return wrong(
                            "work that takes as long as usual is not slow",
                            "write how many times as long, as `factor: 5x`",
                        );
                    }
                    (
                        Effect::Slow { station, factor: factor.get() },
                        Some(Effect::Slow { station, factor: 1.0 }),
                    )
                }
                FaultKind::Errors => {
                    let Some(share) = &fault.share else {
                        return wrong("`errors` does not say which share of answers", "write `share: 30%`");
                    };
                    if share.fraction() <= 0.0 {
                        return wrong("`errors` on no share of the answers are none", "write `share: 30%`");
                    }
                    (
                        Effect::Errors { station, share: share.fraction() },
                        Some(Effect::Errors { station, share: 0.0 }),
                    )
                }
                FaultKind::Pause => {
                    let Some(lasts) = lasts else {
                        return wrong("a pause does not say how long it lasts", "write `lasts: 1s`");
                    };
                    (Effect::Pause { station, lasts }, None)
                }
                FaultKind::Workers => {
                    let Some(workers) = &fault.workers else {
                        return wrong("`workers` does not say how many are left", "write `workers: 2`");
                    };
                    let usual = self.layout.stations[station as usize].workers.unwrap_or(u32::MAX);
                    let left = u32::try_from(workers.get()).unwrap_or(u32::MAX);
                    if left == usual {
                        return Err((
                            format!("each copy of `{}` has as many workers as usual", component.name),
                            "write how many are left of them, as `workers: 2`".to_owned(),
                        ));
                    }
                    (
                        Effect::Workers { station, workers: left },
                        Some(Effect::Workers { station, workers: usual }),
                    )
                }
                FaultKind::Flush => {
                    let Some(cache) = self.cache_of[component.id.index()] else {
                        let message = format!("`{}` is no cache whose misses go anywhere", component.name);
                        return Err((
                            message,
                            "name a cache that has an `origin` or an edge `via` it".to_owned(),
                        ));
                    };
                    // A cache that is emptied is whole at once.
                    ends = Some(over.unwrap_or(at));
                    (Effect::Flush { cache }, None)
                }
                FaultKind::Cut => {
                    self.cut(station, start, end);
                    continue;
                }
                FaultKind::Deploy | FaultKind::Spike => continue,
            };
            self.layout.faults.push(Fault { at: start, effect: begin });
            if let Some((effect, at)) = finish.zip(end) {
                self.layout.faults.push(Fault { at, effect });
            }
        }
        Ok(ends)
    }

    /// Whether a journey sends requests.
    fn has_load(&self, journey: &str) -> bool {
        self.layout.sources.iter().any(|source| source.name == journey)
    }

    /// Every call that leads to a station.
    fn cut(&mut self, station: u32, start: Instant, end: Option<Instant>) {
        for call in 0..self.layout.calls.len() as u32 {
            let to = self.layout.calls[call as usize].to;
            if self.layout.nodes[to as usize].station == station {
                self.layout.faults.push(Fault { at: start, effect: Effect::Cut { call, cut: true } });
                if let Some(at) = end {
                    self.layout.faults.push(Fault { at, effect: Effect::Cut { call, cut: false } });
                }
            }
        }
    }
}
