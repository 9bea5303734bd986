//! A queue whose consumer is down now and then: when messages come too late, and when the queue is full.

use super::signal::Signal;
use super::world::World;
use std::iter::Peekable;

/// When messages arrive that are finished more than `deadline` later. Messages flow in evenly and are worked off in
/// the order they came; a working consumer is busy for the share `busy` of its time without a backlog.
pub(super) fn late_arrivals(consumer_down: &Signal, busy: f64, deadline: f64) -> Signal {
    let mut late = Vec::new();
    let mut outages = consumer_down.0.iter().peekable();
    while let Some((begin, end)) = outages.next() {
        // The message next in turn came at `turn`; the consumer takes it up at `now`.
        let (mut turn, mut now) = (*begin, *end);
        loop {
            // While the consumer works, each message waits (1 − busy) × their distance less than the one before.
            let delay = now - turn;
            let caught_up = turn + delay / (1.0 - busy);
            let interrupted = outages.peek().map_or(f64::INFINITY, |next| next.0);
            let last = if caught_up <= interrupted { caught_up } else { turn + (interrupted - now) / busy };
            let in_time = turn + (delay - deadline).max(0.0) / (1.0 - busy);
            if in_time > turn {
                late.push((turn, in_time.min(last)));
            }
            if caught_up <= interrupted {
                break;
            }
            turn = last;
            now = outages.next().map_or(f64::INFINITY, |next| next.1);
        }
    }
    Signal::of(late)
}

/// Messages of one stretch of time, and those of them that were late.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Messages {
    pub(super) all: f64,
    pub(super) late: f64,
}

/// The same message by message: they come at random, each takes as long. One count for each time the consumer falls
/// behind, with the time before in which it did not: then no message was late, so those are only counted.
pub(super) fn late_messages(
    world: &mut World,
    consumer_down: &Signal,
    busy: f64,
    deadline: f64,
    work: f64,
) -> Vec<Messages> {
    let every = work / busy;
    let mut outages = consumer_down.0.iter().copied().peekable();
    let mut found = Vec::new();
    let mut quiet_since = 0.0;
    while let Some((begin, _)) = outages.peek().copied() {
        let mut count = Messages { all: (begin - quiet_since) / every, late: 0.0 };
        let mut free = begin;
        let mut arrival = begin + world.exponential(every);
        while arrival < free || down_at(&mut outages, arrival) {
            free = finished(free.max(arrival), work, &mut outages);
            count.all += 1.0;
            count.late += f64::from(u8::from(free - arrival > deadline));
            arrival += world.exponential(every);
        }
        while outages.next_if(|outage| outage.1 <= arrival).is_some() {}
        count.all += 1.0;
        quiet_since = arrival;
        found.push(count);
    }
    found
}

fn down_at(outages: &mut Peekable<impl Iterator<Item = (f64, f64)>>, time: f64) -> bool {
    while outages.next_if(|outage| outage.1 <= time).is_some() {}
    outages.peek().is_some_and(|outage| outage.0 <= time)
}

/// When work begun now is finished; what an outage interrupts is taken up again after it.
fn finished(mut now: f64, mut work: f64, outages: &mut Peekable<impl Iterator<Item = (f64, f64)>>) -> f64 {
    loop {
        while outages.next_if(|outage| outage.1 <= now).is_some() {}
        let (pause, again) = outages.peek().copied().unwrap_or((f64::INFINITY, f64::INFINITY));
        if now < pause {
            let done = work.min(pause - now);
            (now, work) = (now + done, work - done);
            if work <= 0.0 {
                return now;
            }
        }
        now = again;
    }
}

/// When the queue is full and nothing takes from it: it holds what comes in `holds` seconds.
pub(super) fn full(consumers_down: &Signal, busy: f64, holds: f64) -> Signal {
    let mut found = Vec::new();
    let (mut level, mut since) = (0.0f64, 0.0);
    for (begin, end) in &consumers_down.0 {
        level = (level - (begin - since) * (1.0 / busy - 1.0)).max(0.0);
        let fills = begin + holds - level;
        if fills < *end {
            found.push((fills, *end));
        }
        level = (level + end - begin).min(holds);
        since = *end;
    }
    Signal::of(found)
}

#[test]
fn an_outage_makes_late_what_arrives_in_its_beginning() {
    // Down for 100 s; half busy: messages of the first (100 − 40) ÷ (1 − 0.5) s wait for longer than 40 s.
    let once = Signal(vec![(1000.0, 1100.0)]);
    assert_eq!(late_arrivals(&once, 0.5, 40.0).0, [(1000.0, 1120.0)]);
    assert_eq!(late_arrivals(&once, 0.5, 100.0).0, []);
    // A second outage before it has caught up: at 1150 the message of 1100 is done; the next ones wait 50 s longer.
    let twice = Signal(vec![(1000.0, 1100.0), (1150.0, 1200.0)]);
    assert_eq!(late_arrivals(&twice, 0.5, 40.0).0, [(1000.0, 1220.0)]);
    assert_eq!(full(&once, 0.5, 30.0).0, [(1030.0, 1100.0)]);
    // Half busy, it is emptied as fast as it was filled.
    assert_eq!(full(&twice, 0.5, 30.0).0, [(1030.0, 1100.0), (1180.0, 1200.0)]);
    assert_eq!(full(&twice, 0.5, 70.0).0, [(1070.0, 1100.0)]);
}
