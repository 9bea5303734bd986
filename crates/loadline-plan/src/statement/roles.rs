//! Which role an amount plays: one table of cues per measure.

mod count;
mod duration;
mod factor;
mod share;
mod size;

use super::amount::{Amount, Measure};
use super::cue::{Row, before, near, noun};
use super::role::Role;

/// The rows that may fit an amount of this measure.
pub(super) fn rows(measure: Measure) -> &'static [Row] {
    match measure {
        Measure::Count => count::ROWS,
        Measure::Duration => duration::ROWS,
        Measure::Share => share::ROWS,
        Measure::Factor => factor::ROWS,
        Measure::Size => size::ROWS,
        Measure::Money(_) => MONEY,
        Measure::Day => DAY,
        Measure::Ratio => RATIO,
        Measure::Times | Measure::Bits | Measure::Percentile => &[],
    }
}

fn any(_: &Amount) -> bool {
    true
}

/// Money that may be spent on the system, and not what customers pay.
const MONEY: &[Row] = &[Row {
    role: Role::Budget,
    fits: |amount| amount.thing().is_none(),
    least: 1.0,
    must: &[],
    cues: &[
        near(
            6.0,
            &[
                "budget*",
                "spend*",
                "afford*",
                "cost*",
                "fund*",
                "cheap*",
                "infrastructure",
                "hosting",
                "bill",
                "opex",
            ],
        ),
        noun(2.0, &["month", "monthly", "year", "mo"]),
        before(1.0, &["at most", "under", "below", "within", "up to"]),
        near(
            -6.0,
            &[
                "price*",
                "fee*",
                "revenue",
                "earn*",
                "worth",
                "penalt*",
                "fine*",
                "basket*",
                "turnover",
                "ticket*",
                "loses",
                "income",
                "subscription*",
                "premium",
                "sales",
            ],
        ),
    ],
}];

/// Days by which it must be there.
const DAY: &[Row] = &[Row {
    role: Role::Deadline,
    fits: any,
    least: 1.0,
    must: &[],
    cues: &[
        near(
            6.0,
            &[
                "launch*", "deadline", "live", "ship*", "deliver*", "ready", "release*", "deploy*", "start*",
                "due", "finish*",
            ],
        ),
        before(3.0, &["by", "until", "before"]),
    ],
}];

/// Ratios of reads and writes.
const RATIO: &[Row] = &[Row {
    role: Role::ReadsPerWrite,
    fits: any,
    least: 3.0,
    must: &[
        "read*",
        "view*",
        "quer*",
        "lookup*",
        "redirect*",
        "get*",
        "brows*",
        "look*",
        "search*",
        "visit*",
    ],
    cues: &[
        near(6.0, &["read*", "view*", "lookup*", "redirect*", "brows*", "look*", "search*", "visit*"]),
        near(3.0, &["write*", "ratio", "creat*", "post*", "book*", "buy*", "order*"]),
    ],
}];
