//! Which role an amount plays: one table of cues per measure.

mod count;
mod duration;
mod event;
mod factor;
mod share;
mod size;
mod told;
mod veto;

use super::amount::{Amount, Measure, of_sentence};
use super::cue::{self, Row, Scene, after, before, near};
use super::income::of_one_instance;
use super::reading::Reading;
use super::role::Role;
use super::stance;
use super::token::Token;
use super::unit::WEEK;
use super::vocabulary::is_programmer;
pub(super) use count::of_one_alone;
use std::ops::Range;
pub(super) use told::is_of_no_users;
use told::{is_a_stock, is_a_write, is_returned, is_waiting};
pub(super) use veto::is_of_a_week;

/// Gives every amount the role that the cues around it speak for.
pub(super) fn apply(reading: &mut Reading<'_>) {
    reading.roles = reading.amounts.iter().map(|amount| role(reading, amount)).collect();
}

/// The role the cues around an amount speak for.
fn role(reading: &Reading<'_>, amount: &Amount) -> Option<Role> {
    let Reading { tokens, ranges, amounts, .. } = reading;
    let team =
        amount.tokens.start.checked_sub(2).is_some_and(|at| tokens[at].is("team") && tokens[at + 1].is("of"));
    let one = team || matches!(amount.head(), "copy" | "replica") || is_programmer(amount.head());
    let bare = amount.measure == Measure::Count && amount.noun.is_none() && amount.value == 1.0;
    if amount.article && !one || bare && !team {
        return None;
    }
    let near = of_sentence(amounts, amount.sentence);
    let scene = Scene { tokens, sentence: ranges[amount.sentence].clone(), amounts: &amounts[near] };
    if matches!(amount.measure, Measure::Money(_)) && of_one_instance(&scene, amount) {
        return Some(Role::InstanceCost);
    }
    let role = scene.best(amount, rows(amount.measure)).map(|(role, _)| role);
    let alone = matches!(role, None | Some(Role::ProcessingRate))
        && of_one_alone(tokens, &ranges[amount.sentence], amount);
    let role = if alone { Some(Role::InstanceCapacity) } else { role };
    let open = matches!(role, None | Some(Role::InstanceCapacity)) && !alone;
    let all = open && count::of_all_together(&scene, amount);
    // `our servers take 300 requests per second on average` says what comes.
    if all && reading.ranges[amount.sentence].clone().any(|at| stance::calls(&tokens[at].word).is_some()) {
        return None;
    }
    let role = match (all, role.or(all.then_some(Role::ProcessingRate))?) {
        (true, _) => Role::ProcessingRate,
        // Nothing comes by it, and it is understood all the same.
        (false, Role::PeakRate) if is_waiting(tokens, &ranges[amount.sentence], amount) => Role::Activity,
        (false, Role::RecordSize) if is_returned(tokens, &ranges[amount.sentence], amount) => {
            Role::ResponseSize
        }
        (false, Role::ResponseSize) if is_a_write(tokens, &ranges[amount.sentence], amount) => {
            Role::RecordSize
        }
        (false, Role::RecordSize | Role::ResponseSize)
            if is_a_stock(tokens, &ranges[amount.sentence], amount) =>
        {
            Role::StoredTotal
        }
        // `in the last five minutes of an auction the load grows eightfold`
        (false, Role::GrowthFactor) if is_of_a_rush(tokens, &ranges[amount.sentence]) => Role::PeakFactor,
        (false, Role::Retention) if is_of_builders(reading, amount) => Role::Deadline,
        // It is understood, and demands nothing.
        (false, Role::Retention) if has_been_kept(tokens, &ranges[amount.sentence], amount) => Role::Heard,
        (false, role) => role,
    };
    (!veto::forbids(reading, &scene, amount, role)).then_some(role)
}

/// `the secretary who has kept the list in a spreadsheet for eleven years` says what was.
fn has_been_kept(tokens: &[Token], sentence: &Range<usize>, amount: &Amount) -> bool {
    let near = sentence.start.max(amount.tokens.start.saturating_sub(9))..amount.tokens.start;
    cue::find(tokens, near, &["has kept", "have kept", "had kept"]).is_some()
}

/// `one developer is available for it, for six weeks`
fn is_of_builders(reading: &Reading<'_>, amount: &Amount) -> bool {
    let sentence = reading.ranges[amount.sentence].clone();
    let builders = |other: &Amount| {
        other.sentence == amount.sentence
            && (is_programmer(other.head()) || matches!(other.head(), "team" | "colleague" | "person"))
    };
    reading.amounts.iter().any(builders) && cue::find(reading.tokens, sentence, &["available"]).is_some()
}

/// Whether a sentence speaks of minutes or hours, and of no year.
fn is_of_a_rush(tokens: &[Token], sentence: &Range<usize>) -> bool {
    let says = |words: &[&str]| cue::find(tokens, sentence.clone(), words).is_some();
    let rush = [
        "minutes",
        "hour",
        "hours",
        "evening*",
        "morning*",
        "during",
        "afternoon",
        "auction*",
        "sale",
        "rush",
    ];
    says(&rush) && !says(&["year*", "month*", "next", "within", "users", "customers", "quarter*"])
}

/// The rows that may fit an amount of this measure.
fn rows(measure: Measure) -> &'static [Row] {
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
    // `120 EUR a night` is a price.
    fits: |amount| amount.thing().is_none() && amount.period().is_none_or(|period| period >= WEEK),
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
                "set aside",
                "granted",
                "earmark*",
                "running it",
                "run it",
                "to run",
                "operat*",
                "approved",
                "allocat*",
            ],
        ),
        // `3,500 EUR a month are available`, but not `rooms are available from 80 EUR`
        after(6.0, &["is available", "are available"]),
        // What comes in, and what something is said to cost today, is no budget.
        near(-8.0, &["pay us", "pays us"]),
        before(9.0, &["leaves", "leaves us", "leaves us with"]),
        before(9.0, &["not like to pay more than", "not want to pay more than", "rather not pay more than"]),
        near(-9.0, &["costs us"]),
        cue::noun(2.0, &["month", "monthly", "year", "mo"]),
        before(9.0, &["price ceiling", "price limit", "ceiling", "ceiling of"]),
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
                "fines",
                "fined",
                "a fine",
                "fine of",
                "basket*",
                "turnover",
                "ticket*",
                "loses",
                "income",
                "subscription*",
                "premium",
                "sales",
                "of downtime costs",
                "of outage costs",
                "shop makes",
                "site makes",
                "we make",
                "business makes",
                "company makes",
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

/// Words of looking at what was written.
#[rustfmt::skip]
const READS: &[&str] = &[
    "read*", "view*", "quer*", "lookup*", "redirect*", "get*", "brows*", "look*", "search*", "visit*", "r / w", "r : w",
];

/// Ratios of reads and writes.
const RATIO: &[Row] = &[
    Row {
        role: Role::PeakFactor,
        fits: |amount| amount.value >= 1.0,
        least: 3.0,
        must: &[
            "peak to average",
            "peak to mean",
            "peak average",
            "peak / average",
            "peak / mean",
            "peak : average",
        ],
        cues: &[near(
            8.0,
            &["average ratio", "mean ratio", "to average", "to mean", "/ average", "/ mean", ": average"],
        )],
    },
    Row {
        role: Role::ReadsPerWrite,
        fits: any,
        least: 3.0,
        must: READS,
        cues: &[
            near(6.0, READS),
            near(3.0, &["write*", "ratio", "creat*", "post*", "book*", "buy*", "order*"]),
        ],
    },
];
