//! Roles that follow from another amount beside: percentiles, shares of answers in time, sizes of what is done, records
//! written together, the lower one of two peaks.

use super::activity::Activity;
use super::amount::{Amount, Bound, Measure};
use super::collected;
use super::each;
use super::noun;
use super::ratio::same;
use super::reading::Reading;
use super::role::Role;
use super::token::Token;
use super::unit::{HOUR, MONTH};
use super::vocabulary::{Class, class_of, class_of_verb, is_call, is_machine_made, members};

/// Of two rates in one sentence that are called peaks, the lower one is the average: `350 a second, peaking at 1,200`.
pub(super) fn lower_peaks(reading: &mut Reading<'_>) {
    let Reading { amounts, roles, .. } = reading;
    for index in 0..amounts.len() {
        let higher = amounts.iter().zip(roles.iter()).any(|(other, role)| {
            *role == Some(Role::PeakRate)
                && other.sentence == amounts[index].sentence
                && other.per_second() > amounts[index].per_second()
        });
        if higher && roles[index] == Some(Role::PeakRate) {
            roles[index] = None;
        }
    }
}

/// How many records of a size are written at once: `two ledger rows of 512 bytes`. The count gets its role from the size.
pub(super) fn multiples(reading: &mut Reading<'_>) {
    let Reading { tokens, amounts, roles, times, .. } = reading;
    for index in 1..amounts.len() {
        let (before, size) = (&amounts[index - 1], &amounts[index]);
        let counted = before.measure == Measure::Count
            && before.sentence == size.sentence
            && before.tokens.end + 1 == size.tokens.start
            && before.period().is_none()
            && (2.0..=1_000.0).contains(&before.value);
        let verb = before.tokens.start.checked_sub(1).and_then(|at| class_of_verb(&tokens[at].word));
        if counted && verb == Some(Class::Read) && roles[index] == Some(Role::RecordSize) {
            // `watches 3 clips of 25 MB`: what is read is sent, and not kept.
            roles[index] = Some(Role::ResponseSize);
        } else if counted
            && (verb == Some(Class::Write) || causes(tokens, before))
            && of_each_member(tokens, before)
        {
            // `each submits 2 files of 3 MB`: done twice, and no parts of one thing.
        } else if counted && roles[index] == Some(Role::RecordSize) && roles[index - 1].is_none() {
            times[index] = (before.value, Some(before.span));
            roles[index - 1] = Some(Role::RecordsPerWrite);
        }
    }
}

/// Whether a count is what each of something causes: `each process causes six messages`.
fn causes(tokens: &[Token], amount: &Amount) -> bool {
    const CAUSE: &[&str] = &["causes", "triggers", "generates", "leads", "results", "involves", "means"];
    let from = amount.tokens.start.saturating_sub(3);
    tokens[from..amount.tokens.start].iter().any(|token| CAUSE.contains(&token.word.as_str()))
}

/// Whether a count is what each of somebody does, and not what each of some things consists of.
fn of_each_member(tokens: &[Token], amount: &Amount) -> bool {
    let from = (0..amount.tokens.start).rev().find(|at| matches!(tokens[*at].word.as_str(), "." | ":" | ";"));
    let from = from.map_or(0, |at| at + 1);
    // `each build writes 40 objects of 250 kB`
    let actor = each::other_actor(tokens, from, amount.tokens.start);
    // `each process causes six messages of 900 bytes`
    let caused = || {
        let sent = is_call(amount.head()) || is_machine_made(amount.head());
        each::other_doer(tokens, from, amount.tokens.start)
            .filter(|thing| sent && class_of(thing) != Some(Class::Write))
    };
    if actor.filter(|thing| class_of(thing) != Some(Class::Write)).or_else(caused).is_some() {
        return true;
    }
    each::other_thing(tokens, from, amount.tokens.start).is_none()
        && each::member_or_pronoun(tokens, from, amount.tokens.start)
}

/// Roles that follow from another amount beside: percentiles, shares of answers in time, members of teams.
pub(super) fn attach(reading: &mut Reading<'_>) {
    let Reading { tokens, amounts, roles, activities, .. } = reading;
    typical_sizes(tokens, amounts, roles);
    for index in 0..amounts.len() {
        let amount = &amounts[index];
        let nearest = |wanted: Role, reach: usize, roles: &[Option<Role>]| {
            amounts.iter().zip(roles).any(|(other, role)| {
                *role == Some(wanted)
                    && other.sentence == amount.sentence
                    && other.tokens.start.abs_diff(amount.tokens.start) <= reach
            })
        };
        match (amount.measure, roles[index]) {
            // `ten times the average within a minute` says how steeply it rises.
            (Measure::Duration, Some(Role::Latency)) if is_rise(tokens, amounts, roles, index) => {
                roles[index] = None;
            }
            (Measure::Duration, None) if !amount.every && nearest(Role::PeakShare, 16, roles) => {
                roles[index] = Some(Role::PeakLength);
            }
            (Measure::Size, Some(Role::RecordSize)) if asked_or_scanned(tokens, amount) => {
                roles[index] = None
            }
            // `1.5 TB a day`: a flow of data.
            (Measure::Size, None)
                if amount.thing().is_none()
                    && amount.value >= 1e8
                    && amount.period().is_some_and(|period| (HOUR..=MONTH).contains(&period)) =>
            {
                roles[index] = Some(Role::DataRate);
            }
            // `answers are 3 kB`, where answers are what is written.
            (Measure::Size, Some(Role::ResponseSize)) if is_written(tokens, amount, activities) => {
                roles[index] = Some(Role::RecordSize);
            }
            // `meters are polled twice an hour; each answers with 64 bytes`: that comes in.
            (Measure::Size, Some(Role::ResponseSize))
                if !activities.is_empty()
                    && activities
                        .iter()
                        .all(|own| own.class == Class::Write && own.paced && own.by.is_some()) =>
            {
                roles[index] = Some(Role::RecordSize);
            }
            // `one play event of 200 bytes`: what the count says is done decides.
            (Measure::Size, Some(Role::RecordSize | Role::ResponseSize))
                if counted_before(amount, activities).is_some() =>
            {
                let read = counted_before(amount, activities) == Some(Class::Read);
                roles[index] = Some(if read { Role::ResponseSize } else { Role::RecordSize });
            }
            // `looks at 50 photos a day, each delivered as a 400 kB preview`
            (Measure::Size, None | Some(Role::RecordSize))
                if amount.period().is_none() && is_sent_back(tokens, amount, activities) =>
            {
                roles[index] = Some(Role::ResponseSize);
            }
            // `3 MB per build`: the size of what is done already.
            (Measure::Size, None | Some(Role::RecordSize | Role::ResponseSize))
                if amount.period().is_none() && named(tokens, amount, activities).is_some() =>
            {
                // Of calls that do both, the words beside decide: `we send back 8 kB per request`.
                let sent = roles[index] == Some(Role::ResponseSize) && is_of_a_call(tokens, amount);
                let read = sent || named(tokens, amount, activities) == Some(Class::Read);
                roles[index] = Some(if read { Role::ResponseSize } else { Role::RecordSize });
            }
            // A size beside what is done is the size of it: `send their position every 4 seconds, 120 bytes`.
            (Measure::Size, None)
                if amount.period().is_none()
                    && !asked_or_scanned(tokens, amount)
                    && (nearest(Role::Activity, 16, roles) || nearest(Role::Population, 16, roles)) =>
            {
                let read = amount.thing().is_some_and(|thing| class_of(thing) == Some(Class::Read));
                roles[index] = Some(if read { Role::ResponseSize } else { Role::RecordSize });
            }
            // `a node takes 30 messages per second; 1.25x`
            (Measure::Factor, None)
                if (1.0..=5.0).contains(&amount.value)
                    && amount.period().is_none()
                    && nearest(Role::InstanceCapacity, 14, roles)
                    && !roles
                        .iter()
                        .any(|role| matches!(role, Some(Role::Headroom | Role::HeadroomShare))) =>
            {
                roles[index] = Some(Role::Headroom);
            }
            // `what is written, 3 kB per write`
            (Measure::Size, None) if amount.thing() == Some("write") && amount.period().is_none() => {
                roles[index] = Some(Role::RecordSize);
            }
            // `800 bytes per appointment, five years of retention`, `every move (3 kB) is kept for a year`
            (Measure::Size, None)
                if amount.period().is_none()
                    && is_of_a_thing(tokens, amount)
                    && (nearest(Role::Retention, 16, roles) || nearest(Role::Copies, 16, roles)) =>
            {
                roles[index] = Some(Role::RecordSize);
            }
            // `the others extend a session and write 2 KiB`
            (Measure::Size, None)
                if amount.per.is_empty()
                    && amount.tokens.start.checked_sub(1).is_some_and(|at| {
                        matches!(tokens[at].word.as_str(), "write" | "writes" | "store" | "stores")
                    }) =>
            {
                roles[index] = Some(Role::RecordSize);
            }
            // `an enrolment: 600 bytes`, whatever it is
            (Measure::Size, None) if amount.period().is_none() && is_of_one(tokens, amount) => {
                roles[index] = Some(Role::RecordSize);
            }
            (Measure::Percentile, None) if nearest(Role::Latency, 16, roles) => {
                roles[index] = Some(Role::Percentile)
            }
            (Measure::Share, None)
                if amount.period().is_none() && amount.value >= 0.5 && nearest(Role::Latency, 14, roles) =>
            {
                roles[index] = Some(Role::LatencyShare);
            }
            _ => {}
        }
    }
}

/// What a size is said to be of: `800 bytes per appointment`, `every move (3 kB)`.
fn said_of(tokens: &[Token], amount: &Amount) -> Option<String> {
    amount.thing().map(str::to_owned).or_else(|| collected::size_of(tokens, amount))
}

fn is_of_a_call(tokens: &[Token], amount: &Amount) -> bool {
    said_of(tokens, amount).is_some_and(|thing| is_call(&thing))
}

/// Whether a size is said of one of some things, and of no member, call or answer.
fn is_of_a_thing(tokens: &[Token], amount: &Amount) -> bool {
    said_of(tokens, amount).is_some_and(|thing| {
        members(&thing).is_none() && !is_call(&thing) && class_of(&thing) != Some(Class::Read)
    })
}

/// Whether a time is the one in which a peak rises, said right behind it.
fn is_rise(tokens: &[Token], amounts: &[Amount], roles: &[Option<Role>], index: usize) -> bool {
    let amount = &amounts[index];
    let Some(peak) = index.checked_sub(1).filter(|before| {
        matches!(roles[*before], Some(Role::PeakFactor | Role::PeakRate))
            && amounts[*before].sentence == amount.sentence
    }) else {
        return false;
    };
    let between = tokens.get(amounts[peak].tokens.end..amount.tokens.start).unwrap_or(&[]);
    let says = |words: &[&str]| between.iter().any(|token| words.contains(&token.word.as_str()));
    amount.value >= 20.0
        && says(&["within", "in", "inside"])
        && !says(&[";", "must", "answer", "answered", "respond"])
}

/// Whether a size is said of one of some things: `an enrolment: 600 bytes`, `each deed takes 9 kB`.
fn is_of_one(tokens: &[Token], amount: &Amount) -> bool {
    /// What has a size and is no record.
    #[rustfmt::skip]
    const OTHERS: &[&str] = &[
        "app", "database", "backup", "disk", "instance", "node", "server", "store", "table", "export", "import", "batch", "cache",
        "index", "cluster", "month", "day", "year", "download", "installation", "bundle", "cookie", "link", "line", "connection",
        "scan", "request", "job", "run", "model", "image", "vm", "machine",
    ];
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let Some(link) = amount.tokens.start.checked_sub(1) else { return false };
    let mut at = link;
    while at > 0
        && matches!(
            word(at),
            ":" | "="
                | "is"
                | "are"
                | "takes"
                | "has"
                | "needs"
                | "weighs"
                | "occupies"
                | "writes"
                | "stores"
                | "leaves"
                | "adds"
                | "about"
                | "roughly"
                | "of"
        )
    {
        at -= 1;
    }
    // `an application with attachments 1.4 MB`
    let with = at >= 2 && word(at - 1) == "with";
    let at = if with { at - 2 } else { at };
    let noun = word(at);
    let led = (at.saturating_sub(3)..at).any(|at| matches!(word(at), "a" | "an" | "each" | "every" | "one"));
    let plain = tokens[at].is_word() && noun.len() > 2 && !noun::is_plural(noun) && members(noun).is_none();
    (at < link || with) && led && plain && !OTHERS.contains(&noun) && class_of(noun) != Some(Class::Read)
}

/// Whether a size is that of what is handed out when something is read right before it.
fn is_sent_back(tokens: &[Token], amount: &Amount, activities: &[Activity]) -> bool {
    const SENT: &[&str] = &[
        "delivered",
        "served",
        "returned",
        "shown",
        "displayed",
        "transferred",
        "transmitted",
        "sent",
        "streamed",
        "downloaded",
        "delivers",
        "serves",
        "returns",
        "transfers",
        "costs",
        "shows",
    ];
    let before = activities
        .iter()
        .filter(|activity| activity.sentence == amount.sentence && activity.tokens.end <= amount.tokens.start)
        .max_by_key(|activity| activity.tokens.start);
    let looks = |activity: &&Activity| {
        activity.class == Class::Read
            || activity.class == Class::Mixed && class_of(&activity.what) == Some(Class::Read)
    };
    let Some(read) = before.filter(looks) else { return false };
    let between = &tokens[read.tokens.end..amount.tokens.start];
    let each = between.iter().any(|token| matches!(token.word.as_str(), "each" | "which" | "every" | "one"));
    let apart = between.iter().any(|token| matches!(token.word.as_str(), ";" | "."));
    let next = |at: usize| tokens.get(amount.tokens.end + at).map_or("", |token| token.word.as_str());
    let a_time = matches!((next(0), next(1)), ("each" | "every" | "a" | "per", "time"));
    let sent = each && between.iter().any(|token| SENT.contains(&token.word.as_str()));
    !apart && between.len() <= 7 && (sent || a_time)
}

/// Whether the count right before a size writes or reads, where it does one of both.
fn counted_before(amount: &Amount, activities: &[Activity]) -> Option<Class> {
    let before = activities.iter().find(|activity| activity.tokens.end + 1 == amount.tokens.start);
    before.map(|activity| activity.class).filter(|class| *class != Class::Mixed)
}

/// Whether what a size is said of is an activity that has a name of its own: `3 MB per build`, `answers are 3 kB`.
fn named(tokens: &[Token], amount: &Amount, activities: &[Activity]) -> Option<Class> {
    // `tickets (3 KB) remain searchable`
    let bracket = || {
        // `donation = 900 bytes`
        let sign = amount.tokens.start.checked_sub(1).filter(|at| {
            matches!(tokens[*at].word.as_str(), "(" | "=" | ":" | "is" | "are" | "has" | "have" | "takes")
        })?;
        let noun = sign.checked_sub(1).map(|at| noun::singular(&tokens[at].word))?;
        Some(noun).filter(|noun| noun.len() > 2)
    };
    // `a map is redrawn every 10 seconds, and each redraw fetches 15 kB`
    let deed = |activity: &Activity, noun: &str| {
        activity.deed.as_ref().is_some_and(|deed| noun::singular(deed) == noun || same(deed, noun))
    };
    // `an impression is 200 bytes, a click 400 bytes`
    let beside = || {
        let noun = collected::size_of(tokens, amount)?;
        activities.iter().any(|activity| activity.what == noun || deed(activity, &noun)).then_some(noun)
    };
    let said = bracket().or_else(beside);
    let thing = amount.thing().map(str::to_owned).or_else(|| said.clone())?;
    let is = |activity: &&Activity| activity.what == thing || deed(activity, &thing);
    let known = activities.iter().find(is).map(|activity| activity.class);
    // `reservations (2.4 kB) are archived`, where calls are counted
    let said =
        said.filter(|noun| !matches!(noun.as_str(), "answer" | "response" | "reply" | "page" | "result"));
    known.or_else(|| said.and_then(|noun| class_of(&noun)).filter(|class| *class == Class::Write))
}

/// Whether a size is that of a request, or of what is read through to answer one: neither is kept nor sent back.
fn asked_or_scanned(tokens: &[Token], amount: &Amount) -> bool {
    let word = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or("", |token| token.word.as_str());
    let mut at = amount.tokens.start.checked_sub(1);
    while matches!(
        word(at),
        "is" | "are" | "of" | ":" | "about" | "roughly" | "some" | "around" | "up" | "to" | "has"
    ) {
        at = at.and_then(|at| at.checked_sub(1));
    }
    let linked = at.is_some_and(|at| at + 1 < amount.tokens.start);
    match word(at) {
        // `leave requests of 2 kB` are what is kept.
        "request" | "requests" => {
            let before = word(at.and_then(|at| at.checked_sub(1)));
            before.is_empty() || noun::stops(before) || !before.starts_with(char::is_alphabetic)
        }
        // `a scan is 300 B` is what is sent, `each scans 10 GB` what is read through.
        "scan" | "scans" | "scanned" | "scanning" => !linked,
        "memory" | "ram" => true,
        _ => false,
    }
}

/// Whether the noun right before a size is what is written.
fn is_written(tokens: &[Token], amount: &Amount, activities: &[Activity]) -> bool {
    // `a page as TIFF has 8 MB`
    let last = amount.tokens.start.checked_sub(1).map_or("", |at| tokens[at].word.as_str());
    let reach = if matches!(last, "has" | "takes" | "is" | "weighs") { 5 } else { 3 };
    let before = amount.tokens.start.saturating_sub(reach)..amount.tokens.start;
    let of = |word: &str| {
        activities
            .iter()
            .any(|activity| activity.class == Class::Write && activity.what == noun::singular(word))
    };
    tokens[before].iter().any(|token| token.is_word() && of(&token.word))
}

/// Of two sizes of one thing the usual one counts, and not the bound: `up to 64 kB, on average 2 kB`.
fn typical_sizes(tokens: &[Token], amounts: &[Amount], roles: &mut [Option<Role>]) {
    for index in 0..amounts.len() {
        let usual = &amounts[index];
        let from = usual.tokens.start.saturating_sub(3);
        let called = tokens[from..usual.tokens.start]
            .iter()
            .chain(tokens.get(usual.tokens.end..usual.tokens.end + 2).unwrap_or(&[]))
            .any(|token| {
                ["averag", "avg", "typical", "mean", "usual", "median"]
                    .iter()
                    .any(|stem| token.word.starts_with(stem))
            });
        if usual.measure != Measure::Size || !called || usual.period().is_some() {
            continue;
        }
        let bounded = amounts.iter().zip(roles.iter()).position(|(other, role)| {
            other.sentence == usual.sentence
                && other.span != usual.span
                && other.bound == Some(Bound::AtMost)
                && matches!(role, Some(Role::RecordSize | Role::ResponseSize))
        });
        if let Some(other) = bounded.filter(|other| roles[index].is_none() || roles[index] == roles[*other]) {
            roles[index] = roles[other].take();
        }
    }
}
