//! Settings with a queue: messages that come late because their consumer was down, and queues that are full.
//!
//! Outages are rare here, as the formulas assume: the consumer has caught up before the next one.

use super::estimate::Seen;
use super::queue::{full, late_arrivals, late_messages};
use super::settings::{Draw, SOUND, Setting, incidents};
use super::signal::Signal;
use super::world::Breaks;
use loadline_depend::Top;
use loadline_flow::Load;

const RAREST: f64 = 5e-7;
const RARE: f64 = 5e-6;

/// A service publishes, a worker consumes and is busy for this share of its time.
pub(super) fn model(worker: &str, deadline: f64, limit: &str, events: &str) -> String {
    format!(
        "journeys: {{j: {{entry: web.http, completes: {{within: {deadline}s, at: worker}}}}}}\n\
         services:\n  web: {{exposes: {{http: {{}}}}, {SOUND}, needs: {{events.placed: {{kind: hard, access: publish}}}}}}\n  \
         worker: {{{worker}, needs: {{events.placed: {{kind: hard, access: consume}}}}}}\n\
         queues: {{events: {{{events}, topics: {{placed: {{{limit}}}}}}}}}\n"
    )
}

pub(super) fn busy(busy: f64) -> (&'static str, Load) {
    ("worker", Load { utilisation: Some(busy), ..Load::default() })
}

/// Late messages of a worker with incidents.
pub(super) fn late(draw: &mut Draw) -> Setting {
    let worker = draw.breaks(RAREST, RARE);
    let load = draw.between(0.1, 0.85);
    let deadline = draw.seconds(0.1 * worker.mean, 2.0 * worker.mean);
    let model = model(&incidents(worker), deadline, "", SOUND);
    let setting = Setting::fails("late messages", model, vec![worker], move |world| {
        let down = world.outages(worker);
        Seen::of(&late_arrivals(&down, load, deadline), world.until)
    });
    Setting { top: Top::Late, loads: vec![busy(load)], ..setting }
}

/// The same for outages that always last as long.
pub(super) fn late_after_fixed(draw: &mut Draw) -> Setting {
    let worker = Breaks { always: true, ..draw.breaks(RAREST, RARE) };
    let load = draw.between(0.1, 0.85);
    let deadline = draw.seconds(0.1 * worker.mean, 0.9 * worker.mean);
    let figures = format!("{SOUND}, failover: {{time: {}s, per-year: {}}}", worker.mean, worker.per_year());
    let model = model(&figures, deadline, "", SOUND);
    let setting = Setting::fails("late after a failover", model, vec![worker], move |world| {
        let down = world.outages(worker);
        Seen::of(&late_arrivals(&down, load, deadline), world.until)
    });
    Setting { top: Top::Late, loads: vec![busy(load)], ..setting }
}

/// Late messages counted one by one: they come at random, hundreds in an outage.
pub(super) fn late_one_by_one(draw: &mut Draw) -> Setting {
    let worker = draw.breaks(RAREST, RARE);
    let load = draw.between(0.1, 0.6);
    let deadline = draw.seconds(0.1 * worker.mean, 1.2 * worker.mean);
    let model = model(&incidents(worker), deadline, "", SOUND);
    let setting = Setting::fails("late one by one", model, vec![worker], move |world| {
        world.until /= 20.0;
        let down = world.outages(worker);
        let work = worker.mean * load / 400.0;
        Seen::of_messages(&late_messages(world, &down, load, deadline, work))
    });
    Setting { top: Top::Late, loads: vec![busy(load)], ..setting }
}

/// A queue that holds so many messages refuses the rest while nobody takes them.
pub(super) fn overflow(draw: &mut Draw) -> Setting {
    let (worker, events) = (draw.breaks(RAREST, RARE), draw.breaks(RAREST, RARE));
    let (load, arrivals) = (draw.between(0.1, 0.85), draw.whole(1, 200) as f64);
    let limit = draw.seconds(0.1 * worker.mean * arrivals, 2.0 * worker.mean * arrivals);
    let model = model(&incidents(worker), 60.0, &format!("limit: {limit}"), &incidents(events));
    let setting = Setting::fails("queue overflow", model, vec![worker, events], move |world| {
        let (worker, events) = (world.outages(worker), world.outages(events));
        Seen::of(&Signal::or(&[&full(&worker, load, limit / arrivals), &events]), world.until)
    });
    let arrivals = Load { arrivals: Some(arrivals), ..Load::default() };
    Setting { loads: vec![busy(load), ("events", arrivals)], ..setting }
}
