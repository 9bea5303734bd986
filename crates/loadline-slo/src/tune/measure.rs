//! How one policy does on the part that is searched on and on the part kept back.

use super::bases::PolicyBases;
use super::{Ground, Outcome, Prepared, Wish};
use crate::alert_labels::{of_alert, tier_names};
use crate::alertmanager::Config;
use crate::backtest::{
    Alert, Grid, Incident, Notice, Opening, Setup, Spread, Told, Tolerance, catches, mail, millis,
};
use crate::{AlertPolicy, Class};
use loadline_base::units::Duration;
use loadline_promql::{Labels, Millis};

/// How a policy does on one part of the history.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// Times that somebody would have been woken.
    pub pages: usize,
    /// Notifications that added something to what was open.
    pub updates: usize,
    /// Tickets, where they are searched or a whole policy is measured.
    pub tickets: usize,
    /// Share of the incidents that were paged or written into a ticket; `None` without any.
    pub told: Option<f64>,
    /// Incidents of the part.
    pub incidents: usize,
    /// Share of them that were paged; `None` without any.
    pub recall: Option<f64>,
    /// Milliseconds from their starts to their pages.
    pub detection: Option<Spread>,
    /// Share of the budget spent before pages.
    pub spent: Option<Spread>,
}

/// The delay of a notice that came with its incident. An alert that was open already tells nobody anything new, and a search that counted
/// it as caught at once would like alerts best that never end.
fn new(notice: Option<Notice>) -> Option<f64> {
    notice.filter(|notice| !notice.already).map(|notice| notice.delay as f64)
}

/// Everything that measuring needs.
pub(super) struct Measure<'a> {
    /// Whether policies have tiers that write tickets.
    pub(super) has_tickets: bool,
    pub(super) setup: &'a Setup<'a>,
    pub(super) grid: &'a Grid,
    pub(super) bases: &'a PolicyBases<'a>,
    pub(super) objectives: &'a [Prepared],
    pub(super) config: &'a Config,
    pub(super) wish: &'a Wish,
    pub(super) seen: (Millis, Millis),
    pub(super) unseen: Option<(Millis, Millis)>,
}

impl Measure<'_> {
    fn tolerance(&self) -> Tolerance {
        Tolerance { early: millis(self.setup.early), late: millis(self.setup.late) }
    }

    /// Incidents that begin in this part.
    fn incidents(&self, part: (Millis, Millis)) -> impl Iterator<Item = &Incident> {
        let within = move |incident: &&Incident| incident.start >= part.0 && incident.start <= part.1;
        self.setup.incidents.unwrap_or_default().iter().filter(within)
    }

    fn concerns(&self, incident: &Incident, objective: &Prepared) -> bool {
        let id = self.setup.slos.get(objective.slo).map(|slo| slo.id.as_str());
        incident.slo.as_deref().is_none_or(|slo| Some(slo) == id)
    }

    pub(super) fn ground(&self) -> Ground {
        let count = |part| self.setup.incidents.map(|_| self.incidents(part).count());
        let incidents = count(self.seen);
        Ground {
            seen: self.seen,
            unseen: self.unseen,
            incidents,
            unseen_incidents: self.unseen.and_then(count),
            thin: incidents.is_none_or(|count| count < Ground::FEW),
        }
    }

    /// How far from the wish a policy is even if every alert were told when it fires: the share of incidents missed beyond what
    /// is allowed, then the milliseconds of the 95th percentile, or the time of the outage by formula.
    pub(super) fn lateness(&self, tiers: &[usize], outage: Option<Duration>) -> (f64, f64) {
        let by_formula = outage.map_or(f64::INFINITY, |outage| millis(outage) as f64);
        if self.setup.incidents.is_none() {
            return (0.0, by_formula);
        }
        let base = self.bases.place(tiers);
        let (mut delays, mut all) = (Vec::new(), 0usize);
        for incident in self.incidents(self.seen) {
            all += 1;
            let concerned = self.objectives.iter().filter(|objective| self.concerns(incident, objective));
            let paging = || tiers.iter().filter(|at| self.bases.pages(**at));
            let spans =
                concerned.flat_map(|objective| paging().flat_map(move |at| objective.firing(*at, base)));
            let openings = spans.map(|span| {
                let fired = self.grid.time(span.from);
                let ended = span.to.map_or(Millis::MAX, |to| self.grid.time(to));
                (0, Opening { at: fired, fired, ended })
            });
            delays.extend(new(catches(incident, openings, self.tolerance())));
        }
        if all == 0 {
            return (0.0, by_formula);
        }
        let recall = delays.len() as f64 / all as f64;
        let late = Spread::of(delays).map_or(f64::INFINITY, |spread| spread.p95);
        ((self.wish.recall - recall).max(0.0), late)
    }

    /// Whether the wish can be met, whatever Alertmanager does.
    pub(super) fn may_meet(&self, tiers: &[usize], outage: Option<Duration>) -> bool {
        let (missed, late) = self.lateness(tiers, outage);
        missed <= 0.0 && self.wish.within.is_none_or(|within| late <= millis(within) as f64)
    }

    /// Whether the wish is met on the part that was searched on.
    pub(super) fn meets(&self, outcome: &Outcome) -> bool {
        let by_formula = outcome.outage.map_or(f64::INFINITY, |outage| millis(outage) as f64);
        let (recall, late) = match outcome.seen.recall {
            None => (1.0, by_formula),
            Some(recall) => (recall, outcome.seen.detection.map_or(f64::INFINITY, |spread| spread.p95)),
        };
        let known = self.setup.incidents.is_some() && outcome.seen.incidents > 0;
        let recall = if known { recall } else { 1.0 };
        let told = !self.has_tickets || !known || outcome.seen.told.is_none_or(|told| told >= self.wish.told);
        told && recall >= self.wish.recall
            && self.wish.within.is_none_or(|within| late <= millis(within) as f64)
    }

    /// Runs a policy through Alertmanager and looks at both parts.
    pub(super) fn of(&self, policy: &AlertPolicy, tiers: &[usize]) -> (Measured, Option<Measured>) {
        let names = tier_names(policy);
        let base = self.bases.place(tiers);
        let (mut alerts, mut sets, mut set_of) = (Vec::new(), Vec::<Labels>::new(), Vec::new());
        for (facts, objective) in self.objectives.iter().enumerate() {
            let Some(slo) = self.setup.slos.get(objective.slo) else { continue };
            for (number, (at, name)) in tiers.iter().zip(&names).enumerate() {
                let firing = objective.firing(*at, base);
                if firing.is_empty() {
                    continue;
                }
                let Some(tier) = policy.tiers.get(number) else { continue };
                sets.push(of_alert(slo, &objective.group, tier, name));
                for one in firing {
                    set_of.push(sets.len() - 1);
                    alerts.push(Alert {
                        facts,
                        tier: number,
                        name: String::new(),
                        class: tier.class,
                        fired: self.grid.time(one.from),
                        resolved: one.to.map(|to| self.grid.time(to)),
                        peak_burn: 0.0,
                        spent: None,
                        judged: true,
                    });
                }
            }
        }
        let mail = mail(self.config, &alerts, &sets, &set_of, self.grid.step, self.grid.end());
        let measured = |part| self.part(policy, &alerts, &mail.told, part);
        (measured(self.seen), self.unseen.map(measured))
    }

    fn part(
        &self,
        policy: &AlertPolicy,
        alerts: &[Alert],
        told: &[Told],
        part: (Millis, Millis),
    ) -> Measured {
        let of = |told: &Told| told.new.iter().filter_map(|at| alerts.get(*at)).collect::<Vec<&Alert>>();
        let openings: Vec<(Vec<&Alert>, Opening)> = told
            .iter()
            .map(|told| {
                let of = of(told);
                let ends: Option<Vec<Millis>> = of.iter().map(|alert| alert.resolved).collect();
                let opening = Opening {
                    at: told.at,
                    fired: of.iter().map(|alert| alert.fired).min().unwrap_or(told.at),
                    ended: ends.and_then(|ends| ends.into_iter().max()).unwrap_or(Millis::MAX),
                };
                (of, opening)
            })
            .collect();
        let within = |opening: &Opening| opening.fired >= part.0 && opening.fired <= part.1;
        let is_page = |of: &[&Alert]| of.iter().any(|alert| alert.class == Class::Page);
        let (mut pages, mut updates, mut tickets, mut spent) = (0, 0, 0, Vec::new());
        for (told, (of, opening)) in told.iter().zip(&openings).filter(|(_, (_, opening))| within(opening)) {
            if !is_page(of) {
                tickets += usize::from(told.opens);
                continue;
            }
            if told.opens {
                pages += 1
            } else {
                updates += 1
            }
            if told.opens {
                spent.extend(
                    of.iter().filter_map(|alert| self.spent(policy, alert, opening.at)).reduce(f64::max),
                );
            }
        }
        let (mut delays, mut heard, mut incidents) = (Vec::new(), 0usize, 0usize);
        for incident in self.incidents(part) {
            incidents += 1;
            let notice = |page: bool| {
                let concerned = openings.iter().filter(|(of, _)| {
                    let mut objectives = of.iter().filter_map(|alert| self.objectives.get(alert.facts));
                    is_page(of) == page && objectives.any(|objective| self.concerns(incident, objective))
                });
                catches(incident, concerned.map(|(_, opening)| (0, *opening)), self.tolerance())
            };
            let paged = new(notice(true));
            // As in a replay: a ticket that is open already tells of it.
            heard += usize::from(paged.is_some() || self.has_tickets && notice(false).is_some());
            delays.extend(paged);
        }
        Measured {
            pages,
            updates,
            tickets,
            told: (incidents > 0).then(|| heard as f64 / incidents as f64),
            incidents,
            recall: (incidents > 0).then(|| delays.len() as f64 / incidents as f64),
            detection: Spread::of(delays),
            spent: Spread::of(spent),
        }
    }

    /// Share of the budget spent from one long window before the alert fired until somebody knew.
    fn spent(&self, policy: &AlertPolicy, alert: &Alert, at: Millis) -> Option<f64> {
        let objective = self.objectives.get(alert.facts)?;
        let long = millis(policy.tiers.get(alert.tier)?.long);
        let from = self.grid.at_or_before(alert.fired.saturating_sub(long));
        let spent = objective.tally.bad_between(from, self.grid.at_or_before(at)?);
        (objective.budget > 0.0).then_some(spent / objective.budget)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alert_that_was_open_already_catches_nothing() {
        let notice = |already| Some(Notice { opening: 0, delay: 60_000, already });
        assert_eq!([new(notice(false)), new(notice(true)), new(None)], [Some(60_000.0), None, None]);
    }
}
