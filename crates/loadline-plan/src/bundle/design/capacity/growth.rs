//! Growth: when the headroom ends, when everything is full, and how each part gets to ten times its load.

use crate::bundle::desk::{Desk, blank};
use crate::bundle::words::Words;
use crate::figure::times;
use loadline_capacity::growth::Ends;
use loadline_capacity::limit::Limit;
use loadline_evidence::Quantity;

/// How far growth is looked at.
const TIMES: f64 = 10.0;

pub(in crate::bundle) fn write(desk: &mut Desk<'_, '_>) {
    let capacity = desk.facts.capacity;
    let mut rows = Vec::new();
    for asked in capacity.asked.iter().filter(|asked| asked.waited_for) {
        let id = asked.component.id;
        let own = capacity.limits.iter().filter(|limit| limit.component.id == id && limit.edge.is_none());
        let Some(first) = own.min_by(|a, b| a.lasts.value.total_cmp(&b.lasts.value)) else { continue };
        let at = asked.component.path();
        let lasts = desk.worked(&at, &first.lasts, times(&first.lasts));
        let ends = ends(desk, &at, first, first.headroom_ends.as_ref(), "headroom is used up");
        let full = ends_full(desk, &at, first);
        let way = match first.lasts.value >= TIMES {
            true => Words::from("as it is"),
            false => desk.value(&at, "scales-by", asked.component.common().scales_by.as_ref()),
        };
        let more = match ten_times(first) {
            Some(quantity) => desk.figure(&at, &quantity),
            None => blank(),
        };
        rows.push(vec![Words::id(asked.component.name), lasts, ends, full, more, way]);
    }
    let columns = &[
        "component",
        "carries ÷ load",
        "headroom used up",
        "full",
        "copies at ten times the load",
        "how it gets there",
    ];
    desk.table("From today's load to ten times as much", columns, rows);
}

/// Copies that ten times the load needs, without any headroom: copies × 10 ÷ (carries ÷ load).
fn ten_times(limit: &Limit<'_>) -> Option<Quantity> {
    let copies = limit.copies.filter(|_| limit.what.word() == "copies")? as f64;
    let lasts = limit.lasts.value;
    if lasts.is_nan() || lasts <= 0.0 {
        return None;
    }
    let needed = (copies * TIMES / lasts).ceil();
    let formula = format!("⌈{copies} copies × {TIMES} ÷ {}⌉", times(&limit.lasts));
    Some(Quantity::computed("copies at ten times the load", needed, "copies", formula))
}

fn ends_full(desk: &mut Desk<'_, '_>, at: &str, limit: &Limit<'_>) -> Words {
    ends(desk, at, limit, limit.full.as_ref(), "is full")
}

fn ends(desk: &mut Desk<'_, '_>, at: &str, limit: &Limit<'_>, ends: Option<&Ends>, what: &str) -> Words {
    let text = match ends {
        None => return blank(),
        Some(Ends::Passed) => "already".to_owned(),
        Some(Ends::On(day)) => day.to_string(),
        Some(Ends::NotForYears) => "not within ten years".to_owned(),
    };
    // The day follows from the same factor and the growth of the journeys that pass.
    let formula = format!("{} at the growth of the journeys that pass it: {what}", times(&limit.lasts));
    let quantity = Quantity::computed(format!("day it {what}"), limit.lasts.value, "1", formula);
    desk.worked(at, &quantity, text)
}
