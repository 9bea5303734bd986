//! What the loss of a copy or a zone does, in sentences: with the copies that run at peak, and once scaling has added all
//! it may. The first reading is the one of `loadline spof`, and says so.

use super::listing::{listed, named};
use loadline_app::capacity::{After, CapacityReport, LimitRow, LossesRow};
use loadline_base::figure::Digits;

/// The sentences, the loss of a copy before that of a zone, today before scaled out.
pub(super) fn losses(report: &CapacityReport, digits: Digits) -> Vec<String> {
    // What does not carry today's load has a sentence of its own.
    let rows: Vec<&LimitRow> = report.limits.iter().filter(|row| row.lasts.value >= 1.0).collect();
    let scales = rows.iter().any(|row| row.scaled_out.is_some());
    // Said in full once; the sentences after it need the reminder only.
    let mut full = true;
    let mut before = || match (scales, std::mem::take(&mut full)) {
        (true, true) => "before scaling out, with the copies that run at peak,",
        (true, false) => "before scaling out,",
        (false, _) => "at peak,",
    };
    let mut found = Vec::new();
    let copy = rows.iter().filter(|row| row.running.copy.is_too_much());
    if let Some(names) = listed(copy.map(|row| told(row, &row.running.copy, digits))) {
        found.push(format!("{} losing one copy is too much for {names}", before()));
    }
    let (down, busy): (Vec<&LimitRow>, Vec<&LimitRow>) =
        rows.iter().filter(|row| lost_with_zone(&row.running)).partition(|row| is_down(row));
    if let Some(names) = listed(down.iter().map(|row| told(row, &row.running.zone, digits))) {
        let them = if down.len() == 1 { "it" } else { "them" };
        found.push(format!(
            "{} losing {} is too much for {names}: `loadline spof` counts {them} as down with the zone, and with {them} \
             whatever cannot do without",
            before(),
            zones(&down)
        ));
    }
    if let Some(names) = listed(busy.iter().map(|row| told(row, &row.running.zone, digits))) {
        found.push(format!(
            "{} losing one zone overloads {names}, which `loadline spof` does not count as down",
            before()
        ));
    }
    found.extend(scaled_out(&rows, digits));
    found
}

/// Whether availability counts it as down with the zone; what nobody waits for fails no journey.
fn is_down(row: &LimitRow) -> bool {
    row.when == "at peak" && !row.running.fatal.is_empty()
}

fn lost_with_zone(losses: &LossesRow) -> bool {
    losses.zone.is_too_much() || !losses.fatal.is_empty()
}

fn too_much(losses: &LossesRow) -> bool {
    losses.copy.is_too_much() || lost_with_zone(losses)
}

/// What scaling changes about it.
fn scaled_out(rows: &[&LimitRow], digits: Digits) -> Option<String> {
    let scaling = || rows.iter().filter_map(|row| Some((*row, row.scaled_out.as_ref()?)));
    let carried = scaling().filter(|(row, after)| too_much(&row.running) && !too_much(after));
    let carried = named(carried.map(|(row, _)| row.name.as_str()));
    let copy = scaling().filter(|(_, after)| after.copy.is_too_much());
    let copy = listed(copy.map(|(row, after)| told(row, &after.copy, digits)));
    let zone = scaling().filter(|(_, after)| lost_with_zone(after));
    let zone = listed(zone.map(|(row, after)| told(row, &after.zone, digits)));
    let parts: Vec<String> = [
        copy.map(|names| format!("losing one copy is too much for {names}")),
        zone.map(|names| format!("losing one zone is too much for {names}")),
        carried.map(|names| format!("the loss of a copy or a zone is carried by {names}")),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        return None;
    }
    let hit = scaling().filter(|(row, after)| too_much(&row.running) || too_much(after));
    let slowest = hit.filter_map(|(row, _)| row.scales_in).fold(0.0, f64::max);
    let takes =
        if slowest > 0.0 { format!(" (which takes {})", digits.time(slowest)) } else { String::new() };
    Some(format!("scaled out to the most copies{takes}, {}", parts.join("; ")))
}

/// `` `orders` (150%) ``.
fn told(row: &LimitRow, after: &After, digits: Digits) -> String {
    let name = match row.what {
        "followers" => format!("the followers of `{}`", row.name),
        _ => format!("`{}`", row.name),
    };
    match after {
        After::Used(used) => format!("{name} ({})", digits.used(used.value)),
        After::Nothing => format!("{name} (too few left)"),
        After::Unknown => name,
    }
}

/// `` `eu-a` or `eu-b` `` where all of them are hit by the same, else `one zone`.
fn zones(rows: &[&LimitRow]) -> String {
    let first = rows.first().map(|row| row.running.fatal.as_slice()).unwrap_or_default();
    if rows.iter().any(|row| row.running.fatal != first) || first.len() > 3 {
        return "one zone".to_owned();
    }
    let names: Vec<String> = first.iter().map(|zone| format!("`{zone}`")).collect();
    names.join(" or ")
}
