//! The blast radius of every part: which journeys its loss fails, and which it only degrades.

use crate::bundle::desk::Desk;
use crate::bundle::words::Words;
use loadline_depend::{Losses, Thing};
use loadline_evidence::Quantity;

pub(super) fn write(desk: &mut Desk<'_, '_>) {
    let failures = &desk.outages.failures;
    let model = desk.facts.model;
    let mut losses = Losses::of(failures);
    let mut found: Vec<(Thing<'_>, Vec<usize>, Vec<usize>)> = Thing::all(model)
        .map(|thing| {
            let (failed, degraded) = losses.reach(thing);
            (thing, failed, degraded)
        })
        .filter(|(_, failed, degraded)| !(failed.is_empty() && degraded.is_empty()))
        .collect();
    // Stable: what reaches as far stays in the order written.
    found.sort_by_key(|(_, failed, degraded)| std::cmp::Reverse((failed.len(), degraded.len())));
    let mut rows = Vec::new();
    for (thing, failed, degraded) in found {
        let at = thing.path(model);
        let rates: Vec<(&str, f64)> = failed
            .iter()
            .filter_map(|index| {
                let id = failures.journeys[*index].id;
                Some((id, desk.facts.flows.of(id)?.average()?))
            })
            .collect();
        let lost = (!rates.is_empty()).then(|| {
            let formula: Vec<String> = rates
                .iter()
                .map(|(id, rate)| format!("{} rps (`{id}`)", loadline_base::figure::figure(*rate)))
                .collect();
            let sum = rates.iter().map(|(_, rate)| rate).sum();
            let name = format!("requests lost without {}", thing.name(model));
            Quantity::computed(name, sum, "rps", formula.join(" + "))
        });
        let lost = desk.figure_or_blank(&at, lost.as_ref());
        let named = |journeys: &[usize]| -> Words {
            let ids: Vec<&str> = journeys.iter().map(|index| failures.journeys[*index].id).collect();
            if ids.is_empty() { "none".into() } else { Words::ids(ids) }
        };
        let word = desk.declared(&at, thing.word(model));
        rows.push(vec![Words::id(thing.name(model)), word, named(&failed), named(&degraded), lost]);
    }
    let columns = &["without", "a", "these fail", "these degrade", "requests lost, on average"];
    desk.table("Blast radius: what the loss of each part does", columns, rows);
}
