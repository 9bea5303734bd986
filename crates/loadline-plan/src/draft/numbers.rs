//! The numbers of a draft, each with the formula that shows the figures put in, and where it comes from.

mod fleet;
mod limits;
mod targets;

use super::needs::Needs;
use super::number::{Number, Numbers, Origin};
use super::peak_of_others::peak_of_others;
use super::plural::plural;
use super::stream::Stream;
use super::term::{self, Term, sum};
use crate::statement::unit::DAY;
use crate::statement::{Mark, Measure, Members, Role, Statement};

/// `msg/s` for what machines send by the clock, `req/s` for the rest.
pub(super) fn rate_unit(streams: &[Stream]) -> &'static str {
    let mut main = streams.iter().filter(|stream| stream.main).peekable();
    if main.peek().is_some() && main.all(|stream| stream.paced) { "msg/s" } else { "req/s" }
}

/// All numbers of a statement, in the order of the keys.
pub(super) fn numbers(statement: &Statement, needs: &Needs) -> Vec<Number> {
    let mut numbers = Numbers(Vec::new());
    users(statement, needs, &mut numbers);
    rates(statement, needs, &mut numbers);
    storage(needs, &mut numbers);
    bandwidth(needs, &mut numbers);
    streamed(statement, &mut numbers);
    fleet::capacity(needs, &mut numbers);
    targets::availability(statement, needs, &mut numbers);
    targets::latency(statement, &mut numbers);
    fleet::backlog(statement, needs, &mut numbers);
    limits::latency(statement, needs, &mut numbers);
    limits::growth(needs, &mut numbers);
    limits::constraints(statement, &mut numbers);
    let place = |key: &str| super::key::KEYS.iter().position(|known| known.name == key);
    numbers.0.sort_by_key(|number| place(number.key));
    numbers.0
}

fn users(statement: &Statement, needs: &Needs, numbers: &mut Numbers) {
    let unit = |index: usize| {
        let population = &statement.populations[index];
        if population.members == Members::People { "people".to_owned() } else { plural(&population.noun) }
    };
    // Of those who are there at the peak nobody says how many come on a day.
    let peak =
        needs.traffic.streams.iter().any(|stream| stream.peak.is_some() && stream.by == needs.traffic.main);
    if let (Some(users), Some(index), false) = (&needs.traffic.users, needs.traffic.main, peak) {
        // `2 million riders in a month` are that many, though the load goes by the day.
        let population = &statement.populations[index];
        let counted = population.within.filter(|within| *within > DAY && population.each.is_none());
        let whole = counted
            .filter(|within| (users.value * within / DAY - population.value).abs() < 1e-6 * population.value)
            .map(|_| Term::given(population.value, term::plain(population.value), population.span));
        numbers.parameter("users", whole.as_ref().unwrap_or(users), unit(index));
    }
    if let Some(fact) = statement.fact(Role::Concurrent) {
        let noun =
            if fact.amount.head().is_empty() { "connections".to_owned() } else { plural(fact.amount.head()) };
        let term = Term::given(fact.amount.value, term::plain(fact.amount.value), fact.amount.span);
        numbers.parameter("concurrent_users", &term, noun);
    } else if let Some(always) = statement.mark(Mark::AlwaysConnected).map(|span| statement.sentence(span))
        && let Some(population) = statement.populations.iter().find(|known| always.covers(known.span))
    {
        // `400,000 clients are connected at any time, and each sends`
        let term = Term::given(population.value, term::plain(population.value), population.span);
        numbers.parameter("concurrent_users", &term, plural(&population.noun));
    }
}

fn rates(statement: &Statement, needs: &Needs, numbers: &mut Numbers) {
    let streams = &needs.traffic.streams;
    let unit = rate_unit(streams);
    let Some(average) = &needs.average else { return };
    numbers.computed("avg_rps", average.value, unit, average.shown.clone(), &[average]);
    numbers.computed(
        "messages_per_day",
        average.value * DAY,
        "1/day",
        format!("{} × 86,400", term::plain(average.value)),
        &[average],
    );
    numbers.parameter("peak_multiplier", &needs.peak_factor, "1");
    if let Some(peak) = &needs.peak {
        let given = peak.rests_on.is_empty() && peak.shown.ends_with("/s");
        let origin = if given { Origin::Given } else { Origin::Computed };
        numbers.push("peak_rps", peak.value, unit, peak.shown.clone(), &[peak], origin);
    }
    let main = |stream: &&Stream| stream.main;
    let main_writes = sum(streams.iter().filter(main).map(|stream| &stream.writes));
    let main_reads = sum(streams.iter().filter(main).map(|stream| &stream.reads));
    let share = main_writes.as_ref().map_or(0.0, |writes| writes.value / average.value);
    let from: Vec<&Term> = main_writes.iter().chain([average]).collect();
    let written = main_writes.as_ref().map_or(0.0, |writes| writes.value);
    numbers.computed(
        "write_share",
        share,
        "1",
        format!("{} ÷ {}", term::plain(written), term::plain(average.value)),
        &from,
    );
    let factor = &needs.peak_factor;
    let counted = || streams.iter().filter(|stream| !stream.part);
    if let Some(writes) = sum(counted().map(|stream| &stream.writes)) {
        let unit = if streams.iter().filter(|stream| stream.writes.value > 0.0).all(|stream| stream.paced) {
            "msg/s"
        } else {
            "req/s"
        };
        numbers.computed("write_rps", writes.value, unit, writes.shown.clone(), &[&writes]);
        numbers.computed(
            "writes_per_day",
            writes.value * DAY,
            "1/day",
            format!("{} × 86,400", term::plain(writes.value)),
            &[&writes],
        );
    }
    if let Some(reads) = sum(counted().map(|stream| &stream.reads)) {
        numbers.computed("read_rps", reads.value, "req/s", reads.shown.clone(), &[&reads]);
    }
    for (key, part) in [("peak_write_rps", main_writes), ("peak_read_rps", main_reads)] {
        if let Some(part) = part {
            let formula = format!("{} × {}", term::plain(part.value), term::plain(factor.value));
            let unit = if key == "peak_write_rps" { unit } else { "req/s" };
            numbers.computed(key, part.value * factor.value, unit, formula, &[&part, factor]);
        }
    }
    if let Some((key, peak)) = peak_of_others(statement, needs) {
        numbers.0.retain(|number| number.key != key);
        numbers.push(key, peak.value, "req/s", peak.shown.clone(), &[&peak], Origin::Given);
    }
}

fn storage(needs: &Needs, numbers: &mut Numbers) {
    let mut per_day: Vec<Term> = Vec::new();
    for (stream, size) in needs.traffic.streams.iter().zip(&needs.sizes.record) {
        let Some(size) = size.as_ref().filter(|_| stream.writes.value > 0.0) else { continue };
        let writes = stream.writes.value * DAY;
        per_day.push(Term::of(
            writes * size.value,
            format!("{} × {}", term::plain(writes), size.shown),
            &[&stream.writes, size],
        ));
    }
    let Some(single) = sum(per_day.iter().chain(&needs.sizes.data_rate)) else { return };
    numbers.size("storage_per_day_single_copy", single.value, single.shown.clone(), &[&single]);
    let copies = &needs.copies;
    let replicated = single.value * copies.value;
    numbers.size(
        "storage_per_day_replicated",
        replicated,
        format!("{} × {} copies", term::show_size(single.value), copies.shown),
        &[&single, copies],
    );
    let (kept, spelled, from) = kept(needs);
    let kept_replicated = kept.value * copies.value;
    let (after, before) = if let [(per_day, time)] = spelled.as_slice() {
        (
            format!("{} × {time}, after replication", term::show_size(per_day * copies.value)),
            format!("{} × {time}, before replication", term::show_size(*per_day)),
        )
    } else {
        (format!("({}) × {} copies", kept.shown, copies.shown), kept.shown.clone())
    };
    let terms: Vec<&Term> = [&single, copies].into_iter().chain(&from).collect();
    numbers.size("retained_footprint", kept_replicated, after, &terms);
    let terms: Vec<&Term> = [&single].into_iter().chain(&from).collect();
    numbers.size("retained_footprint_single_copy", kept.value, before, &terms);
}

/// What is held once each retention is reached, before replication; the bytes a day and the time of each part; and the times.
///
/// What a retention is said of may be less than all that is written.
fn kept(needs: &Needs) -> (Term, Vec<(f64, String)>, Vec<Term>) {
    let mut parts: Vec<(f64, Term)> = Vec::new();
    let mut add = |per_day: f64, time: &Term| match parts.iter_mut().find(|(_, known)| known == time) {
        Some((bytes, _)) => *bytes += per_day,
        None => parts.push((per_day, time.clone())),
    };
    for (index, time) in &needs.kept {
        if let Some(size) = &needs.sizes.record[*index] {
            add(needs.traffic.streams[*index].writes.value * DAY * size.value, time);
        }
    }
    if needs.sizes.data_rate.is_empty() && needs.kept.is_empty() {
        add(0.0, &needs.retention);
    }
    for rate in &needs.sizes.data_rate {
        add(rate.value, &needs.retention);
    }
    let total = parts.iter().map(|(per_day, time)| per_day * time.value / DAY).sum();
    let shown: Vec<String> = parts
        .iter()
        .map(|(per_day, time)| format!("{} × {}", term::show_size(*per_day), time.shown))
        .collect();
    let spelled = parts.iter().map(|(per_day, time)| (*per_day, time.shown.clone())).collect();
    let times = parts.into_iter().map(|(_, time)| time).collect();
    (Term { value: total, shown: shown.join(" + "), ..Term::default() }, spelled, times)
}

/// Bandwidth of machines of which each sends so many bits a second, and of those connected at once of which each takes so many.
fn streamed(statement: &Statement, numbers: &mut Numbers) {
    let sent = statement.facts(Role::DataRate).find(|fact| fact.amount.measure == Measure::Bits);
    if let Some(fact) = sent.filter(|_| numbers.value("ingest_bandwidth").is_none()) {
        let (value, unit) = term::bits(fact.amount.value);
        let spans = std::iter::once(fact.amount.span).chain(fact.times_at).collect();
        let shown = format!("{} × {} {unit}", term::plain(fact.times), term::plain(value));
        let rate =
            Term { spans, ..Term::given(fact.times * fact.amount.value, shown.clone(), fact.amount.span) };
        numbers.bits("ingest_bandwidth", rate.value, shown, &[&rate]);
    }
    let (Some(each), Some(all)) = (statement.fact(Role::StreamRate), statement.fact(Role::Concurrent)) else {
        return;
    };
    if numbers.value("bandwidth_peak").is_some() {
        return;
    }
    let (value, unit) = term::bits(each.amount.value);
    let rate = Term::given(each.amount.value, format!("{} {unit}", term::plain(value)), each.amount.span);
    let count = Term::given(all.amount.value, term::plain(all.amount.value), all.amount.span);
    let formula = format!("{} × {}", count.shown, rate.shown);
    numbers.bits("bandwidth_peak", count.value * rate.value, formula, &[&count, &rate]);
}

fn bandwidth(needs: &Needs, numbers: &mut Numbers) {
    let streams = &needs.traffic.streams;
    let flow = |rate: &Term, size: &Term| {
        Term::of(
            rate.value * size.value * 8.0,
            format!("{} × {} × 8", term::plain(rate.value), size.shown),
            &[rate, size],
        )
    };
    let pairs = |sizes: &[Option<Term>], rate: fn(&Stream) -> &Term| -> Vec<Term> {
        let sized =
            streams.iter().zip(sizes).filter_map(|(stream, size)| Some((rate(stream), size.as_ref()?)));
        sized.filter(|(rate, _)| rate.value > 0.0).map(|(rate, size)| flow(rate, size)).collect()
    };
    let written = pairs(&needs.sizes.record, |stream| &stream.writes);
    if let Some(total) = sum(written.iter()) {
        numbers.bits("ingest_bandwidth", total.value, total.shown.clone(), &[&total]);
    }
    let read = pairs(&needs.sizes.answer, |stream| &stream.reads);
    if let Some(total) = sum(read.iter()) {
        numbers.bits("read_bandwidth", total.value, total.shown.clone(), &[&total]);
    }
    let all = pairs(&needs.sizes.answer, |stream| &stream.average);
    if let Some(total) = sum(all.iter()) {
        numbers.bits("bandwidth_avg", total.value, total.shown.clone(), &[&total]);
        let factor = &needs.peak_factor;
        let peaks = streams.iter().zip(&needs.sizes.answer).filter_map(|(stream, size)| {
            let size = size.as_ref().filter(|_| stream.average.value > 0.0)?;
            let by = if stream.main { factor.value } else { 1.0 };
            let rate = Term::of(stream.average.value * by, "", &[&stream.average, factor]);
            Some(flow(&rate, size))
        });
        let peaks: Vec<Term> = peaks.collect();
        if let Some(peak) = sum(peaks.iter()) {
            numbers.bits("bandwidth_peak", peak.value, peak.shown.clone(), &[&peak]);
        }
    }
}
