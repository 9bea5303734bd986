//! Questions that every statement of need answers, and what is left that answers only one of them: where nothing else says how long records
//! are kept, `twelve years of them have to be there for provenance` does, whatever its words.
//!
//! A row speaks only where its question is open, exactly one quantity is left that fits, and it stands among words of the question; the rows are
//! asked in this order.

use super::amount::{Amount, Measure};
use super::cue;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::roles;
use super::times_the_peak;
use super::unit::{DAY, MINUTE, WEEK, YEAR};
use super::vocabulary::is_call;

/// A question, and what a quantity must be and stand among to answer it.
struct Row {
    role: Role,
    /// Roles that answer the question otherwise.
    answered: &'static [Role],
    fits: fn(&Amount) -> bool,
    /// One of these must have been read: without it nobody asks.
    asked: &'static [Role],
    /// One of these stands in its sentence.
    among: &'static [&'static str],
    /// None of these does.
    without: &'static [&'static str],
}

/// What is said of the past, of others or of what is not to be.
const ASIDE: &[&str] = &[
    "ago",
    "founded",
    "since",
    "old",
    "older",
    "warranty",
    "contract runs",
    "guarantee period",
    "in business",
    "have been",
    "has been",
    "experience",
    "on the market",
];

#[rustfmt::skip]
const ROWS: &[Row] = &[
    Row {
        role: Role::Erasure,
        answered: &[],
        fits: |amount| plain_time(amount) && (DAY..=YEAR / 2.0).contains(&amount.value),
        asked: &[Role::Retention],
        among: &["erase*", "erasure", "forgotten", "delet*", "wipe*", "data gone", "anonymi*", "personal data"],
        without: &["availab*", "launch*", "live", "backup*"],
    },
    Row {
        role: Role::Outage,
        answered: &[],
        fits: |amount| plain_time(amount) && (MINUTE..=2.0 * DAY).contains(&amount.value),
        asked: &[Role::ProcessingRate],
        among: &[
            "worth", "saved", "queued", "stored", "buffered", "kept", "backlog*", "arrears", "live", "reconnect*",
            "away", "down", "outage*", "break*", "cut", "cuts", "catch up", "make up", "piled", "collected", "interrupt*", "regular traffic", "gets through", "get through", "comes through", "comes in",
        ],
        without: &["older", "stale*", "lag*", "behind", "answer*", "respon*", "within"],
    },
    Row {
        role: Role::Retention,
        answered: &[],
        fits: |amount| plain_time(amount) && amount.value >= YEAR,
        asked: &[Role::RecordSize, Role::Activity],
        among: &[
            "them", "these", "those", "it", "records", "data", "entries", "documents", "history", "provenance", "kept", "law", "legal*", "tax", "accountants",
            "auditors", "insist", "obliges", "rules", "on file", "archive*", "storage", "look at", "look back", "look up", "call up", "consult", "inspect", "retrieve*", "access*", "view", "looked up", "looked at", "found", "of interest", "have to be there", "stay", "preserv*", "retention",
        ],
        without: ASIDE,
    },
    Row {
        role: Role::Deadline,
        answered: &[],
        fits: |amount| plain_time(amount) && (2.0 * WEEK..=2.0 * YEAR).contains(&amount.value),
        asked: &[Role::Team],
        among: &["on it", "until the", "until our", "until we", "are left", "remain", "build*", "develop*", "deliver*", "launch*", "go live", "ready", "spend", "project", "this", "team*", "people have", "developers have"],
        without: &["kept", "keep*", "retain*", "stored", "delet*", "erase*", "within", "ago"],
    },
    Row {
        role: Role::Window,
        answered: &[],
        fits: |amount| plain_time(amount) && (WEEK..=YEAR).contains(&amount.value),
        asked: &[Role::Availability],
        among: &["over", "in", "within", "per", "each", "any", "days", "day"],
        without: &["kept", "keep*", "retain*", "delet*", "erase*"],
    },
    Row {
        role: Role::Quota,
        answered: &[],
        fits: brisk,
        asked: &[Role::DependencySla],
        among: &[
            "provider*", "contract", "gateway", "hub", "supplier*", "partner*", "operator", "service", "at most", "allow*", "allowed", "limit*",
            "cut*", "concede*", "grant*", "lets us", "maximum", "no more than", "ceiling", "terms",
        ],
        without: &["instance", "server", "node", "machine", "pod", "container", "in total", "together", "altogether"],
    },
    Row {
        role: Role::InstanceCapacity,
        answered: &[],
        fits: brisk,
        asked: &[Role::Headroom, Role::HeadroomShare, Role::PeakFactor, Role::PeakRate],
        among: &["instance", "server", "node", "machine", "pod", "container", "vm", "box", "replica"],
        without: &["in total", "together", "altogether"],
    },
    Row {
        role: Role::ResponseSize,
        answered: &[],
        fits: one_size,
        asked: &[Role::Activity],
        among: &["reply", "replies", "respon*", "answer*", "returned", "sent back", "comes back", "come back"],
        without: &["stored", "record*", "kept"],
    },
    Row {
        role: Role::RecordSize,
        answered: &[],
        fits: one_size,
        asked: &[Role::Activity],
        among: &[
            "record*", "stored", "written", "write*", "each", "per", "entr*", "message*", "document*", "photo*", "receipt*", "small", "takes", "size", "bids",
            "orders", "bookings", "it", "they", "row*", "file*", "saved",
        ],
        without: &["app", "download*", "browser*", "memory", "limit*", "at most", "up to", "reply", "replies", "respon*", "answer*", "returned", "sent back", "comes back"],
    },
    Row {
        role: Role::Freshness,
        answered: &[],
        fits: |amount| plain_time(amount) && amount.value <= 3_600.0,
        asked: &[Role::Activity],
        among: &["stale*", "old", "older", "oldest", "map", "lag*", "from the last"],
        without: &["answer*", "respon*", "reply", "replies", "outage*", "kept", "stored"],
    },
    Row {
        role: Role::ProcessingRate,
        answered: &[],
        fits: |amount| amount.is_rate() && amount.thing().is_none() && amount.period().is_some_and(|period| period <= MINUTE),
        asked: &[Role::Outage],
        among: &[
            "workers", "consumers", "processing", "processors", "process*", "stage", "together", "in total", "altogether", "overall", "pipeline", "all machines",
            "evaluation", "cluster", "work* off", "finish*", "engine", "backend", "gets through", "get through", "works through",
        ],
        without: &["node", "instance", "one server", "each", "per node"],
    },
    Row {
        role: Role::PeakRate,
        answered: &[Role::PeakFactor, Role::PeakShare],
        fits: brisk,
        asked: &[Role::Activity],
        among: &["traffic", "load", "minutes", "hour", "hours", "stands", "stand", "reach*", "climb*", "rush", "release*", "morning", "evening"],
        without: &["instance", "server", "node", "machine", "pod", "container", "vm", "provider*", "gateway", "contract", "at most", "limit*"],
    },
    Row {
        role: Role::ReadsPerWrite,
        answered: &[Role::ReadShare, Role::WriteShare],
        fits: |amount| amount.measure == Measure::Count && amount.value > 1.0 && amount.per.is_empty() && amount.head().is_empty(),
        asked: &[Role::Activity],
        among: &["looks around", "look around", "merely looks", "only looks", "only look", "merely look", "merely reads", "only reads", "only read", "just reads", "just looks"],
        without: &["hour", "hours"],
    },
    Row {
        role: Role::ActiveShare,
        answered: &[],
        fits: |amount| amount.measure == Measure::Share && amount.value > 0.0 && amount.value < 0.9 && amount.per.is_empty(),
        asked: &[Role::Population],
        among: &["are active", "is active", "on any given day", "on a given day", "use it on a day", "are there on a day"],
        without: &["write*", "read*", "hour", "peak", "availab*", "headroom", "spare", "reserve", "cache*", "requests are", "calls are"],
    },
    Row {
        role: Role::WriteShare,
        answered: &[Role::ReadShare, Role::ReadsPerWrite],
        fits: |amount| amount.measure == Measure::Share && amount.value > 0.0 && amount.value < 0.5 && amount.per.is_empty(),
        asked: &[Role::Activity],
        among: &["remainder", "the rest", "the others", "reading", "reads", "quer*"],
        without: &["hour", "peak", "availab*", "cache*", "headroom", "spare", "reserve", "a day", "on a day"],
    },
    Row {
        role: Role::PeakFactor,
        answered: &[Role::PeakRate, Role::PeakShare],
        fits: |amount| amount.measure == Measure::Factor && amount.value > 1.0 && amount.per.is_empty(),
        asked: &[Role::Headroom, Role::HeadroomShare],
        among: &["minutes", "incident*", "during", "when", "while", "rush", "evening*", "morning*", "hour", "hours", "traffic", "volume", "days"],
        without: &["exactly once", "only once", "never twice", "copies", "kept", "stored", "retr*", "attempt*", "year", "years", "again", "capacity", "headroom"],
    },
    Row {
        role: Role::Headroom,
        answered: &[Role::HeadroomShare],
        fits: |amount| amount.measure == Measure::Factor && amount.value > 1.0 && amount.value <= 5.0 && amount.per.is_empty(),
        asked: &[Role::InstanceCapacity],
        among: &["peak", "load", "capacity", "rate", "size*", "provided", "room", "fit", "carry"],
        without: &["copies", "retr*", "attempt*", "year", "years"],
    },
    Row {
        role: Role::HeadroomShare,
        answered: &[Role::Headroom],
        fits: |amount| amount.measure == Measure::Share && (0.05..=2.0).contains(&amount.value) && amount.per.is_empty(),
        asked: &[Role::InstanceCapacity],
        among: &["peak", "load needs", "spare", "reserve", "more than", "on top", "headroom", "margin", "free", "above the load", "above the normal", "above that", "over the load"],
        without: &["availab*", "write*", "requests are", "calls are", "day 's"],
    },
    Row {
        role: Role::Latency,
        answered: &[],
        fits: |amount| plain_time(amount) && amount.value <= 10.0,
        asked: &[Role::Activity],
        among: &["answer*", "respon*", "reply", "replies", "wait*", "on the screen", "page*", "confirm*", "be there", "is there", "shown", "open*", "may take", "is the limit", "we allow", "booking time", "time :"],
        without: &["timeout*", "attempt*", "round trip*", "old", "older", "stale*", "lag*"],
    },
];

/// A length of time that is said once and by itself.
fn plain_time(amount: &Amount) -> bool {
    amount.measure == Measure::Duration && !amount.every && amount.per.is_empty()
}

/// A rate of calls by the second or minute.
fn brisk(amount: &Amount) -> bool {
    amount.is_rate()
        && amount.thing().is_none()
        && amount.period().is_some_and(|period| period <= MINUTE)
        && is_call(amount.head())
}

/// The size of one of something.
fn one_size(amount: &Amount) -> bool {
    amount.measure == Measure::Size && amount.period().is_none() && amount.value <= 1e8
}

/// Gives what is left its role where it answers the only question that is open.
pub(super) fn apply(reading: &mut Reading<'_>) {
    all_day(reading);
    for row in ROWS {
        let has = |roles: &[Role]| roles.iter().any(|role| reading.roles.contains(&Some(*role)));
        if has(&[row.role]) || has(row.answered) || !has(row.asked) {
            continue;
        }
        let mut left = (0..reading.amounts.len()).filter(|index| answers(reading, *index, row));
        if let Some(index) = left.next().filter(|_| left.next().is_none()) {
            reading.roles[index] = Some(row.role);
        }
    }
}

/// Takes `24 hours a day`, and the day in `the requests of a day`, for what they say: nothing that changes a number.
fn all_day(reading: &mut Reading<'_>) {
    for (amount, role) in reading.amounts.iter().zip(&mut reading.roles) {
        let day = amount.measure == Measure::Duration && amount.value.to_bits() == DAY.to_bits();
        let of_it = amount.tokens.start.checked_sub(1).is_some_and(|at| reading.tokens[at].is("of"));
        if day && (amount.period() == Some(DAY) || of_it && !amount.every) && role.is_none() {
            *role = Some(Role::Heard);
        }
    }
}

/// Whether a quantity of which nothing was made fits a row.
fn answers(reading: &Reading<'_>, index: usize, row: &Row) -> bool {
    let amount = &reading.amounts[index];
    let sentence = &reading.ranges[amount.sentence];
    if reading.roles[index].is_some() || amount.article || !(row.fits)(amount) {
        return false;
    }
    let says = |words: &[&str]| cue::find(reading.tokens, sentence.clone(), words).is_some();
    let beside = row.role != Role::Window || stands_beside(reading, amount, row.asked);
    let other = match row.role {
        Role::ActiveShare => roles::is_of_no_users(reading.tokens, sentence, &reading.amounts, amount),
        Role::Headroom | Role::PeakFactor => {
            times_the_peak::is_of_something_else(&Place::of(reading.tokens, reading.ranges, amount))
        }
        _ => false,
    };
    beside && !other && says(row.among) && !says(row.without)
}

/// Whether an amount stands right behind or before one of some roles, as the window of a target does: `99.9 % over thirty days`.
fn stands_beside(reading: &Reading<'_>, amount: &Amount, roles: &[Role]) -> bool {
    reading.amounts.iter().zip(&reading.roles).any(|(other, role)| {
        let behind = (other.tokens.end..other.tokens.end + 12).contains(&amount.tokens.start);
        let before = (amount.tokens.end..amount.tokens.end + 4).contains(&other.tokens.start);
        let near = other.sentence == amount.sentence && (behind || before);
        near && role.is_some_and(|role| roles.contains(&role))
    })
}
