//! How it fails, who notices, what brings it back, and what that costs of the error budget.

mod controls;
mod losses;
mod register;

use crate::bundle::desk::Desk;
use crate::bundle::kind::SectionKind;
use crate::bundle::words::Words;
use crate::figure::percent;
use loadline_depend::cause::MINUTES_A_YEAR;
use loadline_depend::{Contributor, Top};
use loadline_evidence::Quantity;

pub(super) const SECTION: SectionKind =
    SectionKind { id: "reliability", title: "Reliability and failure modes", gates: &["D6"], write };

/// How many contributions and ways to fail are told for each journey.
const TOLD: usize = 5;

fn write(desk: &mut Desk<'_, '_>) {
    downtime(desk);
    contributions(desk);
    ways(desk);
    register::write(desk);
    controls::write(desk);
    losses::write(desk);
}

/// How long each journey fails and degrades.
fn downtime(desk: &mut Desk<'_, '_>) {
    let outages = desk.outages;
    let mut rows = Vec::new();
    for (index, journey) in outages.failures.journeys.iter().enumerate() {
        let at = format!("journeys/{}", journey.id);
        let mut top = |top: Top, word: &str| match outages.unavailability(index, top) {
            Some(share) => {
                let share = share.upper();
                let formula = format!("{share:.3e} of the time by fault tree × {MINUTES_A_YEAR} min a year");
                let name = format!("time {} {word}", journey.id);
                let quantity = Quantity::computed(name, share * MINUTES_A_YEAR, "min a year", formula);
                desk.figure(&at, &quantity)
            }
            None => desk.figure_or_blank(&at, None),
        };
        let (failed, degraded) = (top(Top::Failed, "fails"), top(Top::Degraded, "is less than whole"));
        let often = match outages.outages(index, Top::Failed) {
            Some(found) => {
                let name = format!("outages of {}", journey.id);
                let formula = "Σ Birnbaum importance × frequency of each cause";
                desk.figure(&at, &Quantity::computed(name, found.per_year, "a year", formula))
            }
            None => desk.figure_or_blank(&at, None),
        };
        rows.push(vec![Words::id(journey.id), failed, often, degraded]);
    }
    let columns = &["journey", "fails", "outages", "is failed, less than whole, or late"];
    desk.table("How long journeys fail, by fault tree", columns, rows);
}

/// What adds most to the downtime of each journey.
fn contributions(desk: &mut Desk<'_, '_>) {
    let outages = desk.outages;
    let model = desk.facts.model;
    let mut rows = Vec::new();
    for (index, journey) in outages.failures.journeys.iter().enumerate() {
        for part in outages.by_thing(index, Top::Failed).into_iter().take(TOLD) {
            let (name, at) = match &part.of {
                Contributor::Thing(thing) => (thing.name(model).to_owned(), thing.path(model)),
                Contributor::Edge(path) => (path.clone(), path.clone()),
                Contributor::Kind(kind) => ((*kind).to_owned(), String::new()),
            };
            let formula = part.formulas.join("; ");
            let quantity = Quantity::computed(
                format!("share of the downtime of {} by {name}", journey.id),
                part.share,
                "1",
                formula,
            );
            let share = desk.worked(&at, &quantity, percent(&quantity));
            rows.push(vec![Words::id(journey.id), Words::id(&name), share, part.basis.word().into()]);
        }
    }
    let columns = &["journey", "because of", "of its downtime", "figure"];
    desk.table("What adds most to the downtime", columns, rows);
}

/// The most probable ways to fail.
fn ways(desk: &mut Desk<'_, '_>) {
    let outages = desk.outages;
    for (index, journey) in outages.failures.journeys.iter().enumerate() {
        let at = format!("journeys/{}", journey.id);
        let mut items = Vec::new();
        for cut in outages.most_probable(index, Top::Failed, TOLD) {
            let causes: Vec<String> = cut.events.iter().map(|event| event.text.clone()).collect();
            let formulas: Vec<String> = cut.events.iter().map(|event| event.formula.clone()).collect();
            let text = causes.join(", and ");
            let name = format!("{} fails because {text}", journey.id);
            let minutes = cut.probability * MINUTES_A_YEAR;
            let quantity = Quantity::computed(name, minutes, "min a year", formulas.join(" · "));
            items.push(Words::from(format!("{text}: ")).and(desk.figure(&at, &quantity)));
        }
        desk.list(format!("The most probable ways for `{}` to fail", journey.id), items);
    }
}
