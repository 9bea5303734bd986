//! The verdict on a policy: its notifications held against incidents, budgets and the clock on the wall.

use super::grid::Grid;
use super::judge::{Opening, Tolerance, catches};
use super::pages::Mail;
use super::report::{Alert, Candidate, Caught, OffHours, Page, PolicyReport, Score, Spread};
use super::seen::Seen;
use super::{Incident, Setup, millis};
use crate::Class;
use crate::alertmanager::{Config, Zone};
use loadline_promql::Millis;

/// What a verdict needs to know.
pub(super) struct Context<'a> {
    pub(super) setup: &'a Setup<'a>,
    pub(super) grid: &'a Grid,
    pub(super) seen: &'a [Seen],
    pub(super) candidate: &'a Candidate,
}

pub(super) fn judge(context: &Context<'_>, config: &Config, alerts: Vec<Alert>, mail: Mail) -> PolicyReport {
    let mut pages: Vec<Page> = mail
        .told
        .iter()
        .map(|told| {
            let of: Vec<&Alert> = told.new.iter().filter_map(|at| alerts.get(*at)).collect();
            let pages = of.iter().any(|alert| alert.class == Class::Page);
            let ends: Option<Vec<Millis>> = of.iter().map(|alert| alert.resolved).collect();
            let receiver = config.receivers.get(told.receiver);
            Page {
                at: told.at,
                class: if pages { Class::Page } else { Class::Ticket },
                receiver: receiver.map(|receiver| receiver.name.clone()).unwrap_or_default(),
                opens: told.opens,
                alerts: told.new.clone(),
                fired: of.iter().map(|alert| alert.fired).min().unwrap_or(told.at),
                ended: ends.and_then(|ends| ends.into_iter().max()),
                peak_burn: of.iter().map(|alert| alert.peak_burn).fold(0.0, f64::max),
                spent_before: None,
                spent: of.iter().filter_map(|alert| alert.spent).reduce(f64::max),
                incident: None,
                hours: off_hours(told.at, &context.setup.zone),
                judged: of.iter().any(|alert| alert.judged),
                worth: None,
            }
        })
        .collect();
    let incidents = context.incidents(&alerts, &mut pages);
    for page in &mut pages {
        page.spent_before = context.spent_before(page, &alerts);
        page.worth = context.setup.worth.and_then(|worth| Some(page.spent? >= worth));
    }
    let incidents: Vec<Caught> = incidents
        .into_iter()
        .map(|caught| {
            let spent_before = caught.page.and_then(|at| pages.get(at)).and_then(|page| page.spent_before);
            Caught { spent_before, ..caught }
        })
        .collect();
    let score = |facts: Option<usize>| context.score(facts, &alerts, &pages, &incidents, &mail.reminders);
    let (whole, by_slo) = (score(None), (0..context.seen.len()).map(|facts| score(Some(facts))).collect());
    PolicyReport { name: context.candidate.name().to_owned(), score: whole, by_slo, incidents, pages, alerts }
}

impl Context<'_> {
    fn tolerance(&self) -> Tolerance {
        Tolerance { early: millis(self.setup.early), late: millis(self.setup.late) }
    }

    /// Whether an incident may be about the objective of these facts.
    fn concerns(&self, incident: &Incident, facts: usize) -> bool {
        let slo = self.seen.get(facts).and_then(|seen| self.setup.slos.get(seen.facts.slo));
        incident.slo.as_ref().is_none_or(|id| slo.is_some_and(|slo| slo.id == *id))
    }

    /// How each incident was noticed; pages get the incident they are about.
    fn incidents(&self, alerts: &[Alert], pages: &mut [Page]) -> Vec<Caught> {
        let Some(incidents) = self.setup.incidents else { return Vec::new() };
        let tolerance = self.tolerance();
        for page in pages.iter_mut() {
            let concerned = |incident: &Incident| {
                let mut of = page.alerts.iter().filter_map(|at| alerts.get(*at));
                of.any(|alert| self.concerns(incident, alert.facts))
            };
            page.incident = incidents
                .iter()
                .position(|incident| concerned(incident) && tolerance.about(incident, page.fired));
        }
        let openings: Vec<(usize, Class, Opening)> = pages
            .iter()
            .enumerate()
            .map(|(at, page)| {
                let opening =
                    Opening { at: page.at, fired: page.fired, ended: page.ended.unwrap_or(Millis::MAX) };
                (at, page.class, opening)
            })
            .collect();
        incidents
            .iter()
            .enumerate()
            .map(|(number, incident)| {
                let concerned = |at: usize| {
                    let of = pages.get(at).into_iter().flat_map(|page| &page.alerts);
                    of.filter_map(|at| alerts.get(*at)).any(|alert| self.concerns(incident, alert.facts))
                };
                let first = |class: Class| {
                    let of = openings.iter().filter(|(at, known, _)| *known == class && concerned(*at));
                    catches(incident, of.map(|(at, _, opening)| (*at, *opening)), tolerance)
                };
                let (page, ticket) = (first(Class::Page), first(Class::Ticket));
                let about = |alert: &&Alert| {
                    alert.class == Class::Page
                        && self.concerns(incident, alert.facts)
                        && tolerance.about(incident, alert.fired)
                };
                let ends: Option<Vec<Millis>> =
                    alerts.iter().filter(about).map(|alert| alert.resolved).collect();
                let last = ends.and_then(|ends| ends.into_iter().max());
                Caught {
                    incident: number,
                    judged: self.holds(incident),
                    page: page.map(|notice| notice.opening),
                    ticket: ticket.map(|notice| notice.opening),
                    delay: page.map(|notice| notice.delay),
                    already: page.is_some_and(|notice| notice.already),
                    reset: last.map(|last| (last - incident.end).max(0)),
                    spent_before: None,
                }
            })
            .collect()
    }

    /// Whether the windows of every tier that pages are full when the incident begins, and the history has not ended.
    fn holds(&self, incident: &Incident) -> bool {
        let policies = self.setup.slos.iter().filter_map(|slo| self.candidate.policy(slo));
        let tiers = policies.flat_map(|policy| &policy.tiers).filter(|tier| tier.class == Class::Page);
        let longest = tiers.map(|tier| millis(tier.long)).max().unwrap_or(0);
        incident.start >= self.grid.start.saturating_add(longest) && incident.start <= self.grid.end()
    }

    /// Share of the budget spent from the start of the page's incident, or from one long window before it fired, until it left.
    fn spent_before(&self, page: &Page, alerts: &[Alert]) -> Option<f64> {
        let incident = page.incident.and_then(|at| self.setup.incidents?.get(at));
        let shares = page.alerts.iter().filter_map(|at| alerts.get(*at)).filter_map(|alert| {
            let seen = self.seen.get(alert.facts)?;
            let slo = self.setup.slos.get(seen.facts.slo)?;
            let tier = self.candidate.policy(slo)?.tiers.get(alert.tier)?;
            let from =
                incident.map_or(alert.fired.saturating_sub(millis(tier.long)), |incident| incident.start);
            let at = |time: Millis| self.grid.at_or_before(time).and_then(|at| seen.bad.get(at)).copied();
            let spent = (at(page.at).unwrap_or(0.0) - at(from).unwrap_or(0.0)).max(0.0);
            (seen.budget > 0.0).then_some(spent / seen.budget)
        });
        shares.reduce(f64::max)
    }

    /// The numbers over all objectives, or over one.
    fn score(
        &self,
        facts: Option<usize>,
        alerts: &[Alert],
        pages: &[Page],
        incidents: &[Caught],
        reminders: &[usize],
    ) -> Score {
        let ours = |alert: &Alert| facts.is_none_or(|facts| alert.facts == facts);
        let of_alerts = |page: &&Page| page.alerts.iter().filter_map(|at| alerts.get(*at)).any(ours);
        let judged: Vec<&Page> = pages.iter().filter(|page| page.judged).filter(of_alerts).collect();
        let of_class = |class: Class, opens: bool| {
            let of = judged.iter().copied().filter(move |page| page.class == class && page.opens == opens);
            of.collect::<Vec<&Page>>()
        };
        let paged = of_class(Class::Page, true);
        let list = self.setup.incidents.unwrap_or_default();
        let caught: Vec<&Caught> = incidents
            .iter()
            .filter(|caught| caught.judged)
            .filter(|caught| {
                let incident = list.get(caught.incident);
                facts.is_none_or(|facts| incident.is_some_and(|incident| self.concerns(incident, facts)))
            })
            .collect();
        let share = |part: usize, all: usize| (all > 0).then(|| part as f64 / all as f64);
        let about = paged.iter().filter(|page| page.incident.is_some()).count();
        let hours = |hours: OffHours| paged.iter().filter(|page| page.hours == hours).count();
        // Who was awake already for something else was told nothing about the incident.
        let told = |caught: &&&Caught| caught.page.is_some() && !caught.already;
        let with_page = caught.iter().filter(told).count();
        let with_any = caught.iter().filter(|caught| told(caught) || caught.ticket.is_some()).count();
        Score {
            pages: paged.len(),
            updates: of_class(Class::Page, false).len(),
            tickets: of_class(Class::Ticket, true).len(),
            reminders: reminders.iter().filter_map(|at| alerts.get(*at)).filter(|alert| ours(alert)).count(),
            flaps: self.flaps(alerts.iter().filter(|alert| ours(alert))),
            detection: Spread::of(caught.iter().filter(told).filter_map(|caught| Some(caught.delay? as f64))),
            reset: Spread::of(caught.iter().filter_map(|caught| caught.reset).map(|reset| reset as f64)),
            spent_before: Spread::of(paged.iter().filter_map(|page| page.spent_before)),
            precision: self.setup.incidents.and(share(about, paged.len())),
            recall: share(with_page, caught.len()),
            recall_with_tickets: share(with_any, caught.len()),
            incidents: caught.len(),
            already: caught.iter().filter(|caught| caught.already).count(),
            missed: caught
                .iter()
                .filter(|caught| caught.page.is_none() || caught.already)
                .map(|caught| caught.incident)
                .collect(),
            outside: self.setup.incidents.map(|_| paged.len() - about),
            nights: hours(OffHours::Night),
            weekends: hours(OffHours::Weekend),
            worth: self.setup.worth.map(|_| paged.iter().filter(|page| page.worth == Some(true)).count()),
        }
    }

    /// Alerts that page and fire again soon after the one before them was resolved. Alerts of one tier follow each other.
    fn flaps<'p>(&self, alerts: impl Iterator<Item = &'p Alert>) -> usize {
        let soon = millis(self.setup.flap);
        let (mut flaps, mut last): (usize, Option<&Alert>) = (0, None);
        for alert in alerts.filter(|alert| alert.class == Class::Page) {
            let again = last.is_some_and(|last| {
                let same = (last.facts, last.tier) == (alert.facts, alert.tier);
                same && last.resolved.is_some_and(|resolved| alert.fired - resolved <= soon)
            });
            flaps += usize::from(again && alert.judged);
            last = Some(alert);
        }
        flaps
    }
}

/// Day, night or weekend at this time.
fn off_hours(time: Millis, zone: &Zone) -> OffHours {
    let Some(local) = zone.local(time) else { return OffHours::Day };
    if !(7 * 60..22 * 60).contains(&local.minute) {
        OffHours::Night
    } else if matches!(local.weekday, 0 | 6) {
        OffHours::Weekend
    } else {
        OffHours::Day
    }
}
