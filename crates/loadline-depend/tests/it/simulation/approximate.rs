//! Where the guide calls a formula approximate: by how much it is off in settings one meets.

use super::copies::place;
use super::estimate::Seen;
use super::queue::late_arrivals;
use super::settings::{Draw, ENTRY, SOUND, Setting, incidents, repairs};
use super::signal::Signal;
use super::tails::{busy, model as tail};
use super::world::Breaks;
use loadline_depend::Top;
use loadline_flow::Load;

/// A setting and how far the claim may be from what happens, relative to what happens.
pub(super) type Approximate = (Setting, f64);

/// A store of three parts, any of which takes it down, seen through a cache that outlasts most outages.
pub(super) fn relays(draw: &mut Draw) -> Approximate {
    let parts: Vec<Breaks> = (0..3).map(|_| draw.breaks(0.002, 0.003_3)).collect();
    let longest = parts.iter().fold(0.0f64, |longest, part| longest.max(part.mean));
    let ttl = draw.seconds(0.5 * longest, 2.0 * longest);
    let model = format!(
        "{ENTRY}services:\n  web: {{exposes: {{http: {{}}}}, {SOUND}, needs: {{list: {{kind: hard, via: hot}}}}}}\n  \
         list: {{{}, needs: {{a: {{kind: hard}}, b: {{kind: hard}}}}}}\n  a: {{{}}}\n  b: {{{}}}\n\
         caches: {{hot: {{ttl: {ttl}s, {SOUND}}}}}\n",
        incidents(parts[0]),
        incidents(parts[1]),
        incidents(parts[2]),
    );
    let setting = Setting::fails("relays past a cache", model, parts.clone(), move |world| {
        let parts: Vec<Signal> = parts.iter().map(|part| world.outages(*part)).collect();
        let list = Signal::or(&parts.iter().collect::<Vec<_>>());
        Seen::of(&list.older_than(ttl), world.until)
    });
    (setting, 0.05)
}

/// Two of three copies must be up, seen through a cache: pairs of lost copies relay each other.
pub(super) fn relays_of_copies(draw: &mut Draw) -> Approximate {
    let mut copy = draw.breaks(0.005, 0.01);
    let figures = repairs(&mut copy);
    let ttl = draw.seconds(0.1 * copy.mean, copy.mean);
    let model = format!(
        "{ENTRY}services: {{web: {{exposes: {{http: {{}}}}, {SOUND}, needs: {{db: {{kind: hard, via: hot}}}}}}}}\n\
         caches: {{hot: {{ttl: {ttl}s, {SOUND}}}}}\n\
         stores: {{db: {{{figures}, beta: 0%, replicas: {{min: 3, mode: quorum}}}}}}\n",
    );
    let setting = Setting::fails("relays of copies", model, vec![copy; 3], move |world| {
        let copies = [world.outages(copy), world.outages(copy), world.outages(copy)];
        let db = Signal::at_least(2, &copies.iter().collect::<Vec<_>>());
        Seen::of(&db.older_than(ttl), world.until)
    });
    (setting, 0.05)
}

/// A worker that is down again before it has caught up.
pub(super) fn backlogs_on_backlogs(draw: &mut Draw) -> Approximate {
    let worker = draw.breaks(0.005, 0.01);
    let load = draw.between(0.3, 0.7);
    let deadline = draw.seconds(0.3 * worker.mean, 2.0 * worker.mean);
    let model = tail(&incidents(worker), deadline, "", SOUND);
    let setting = Setting::fails("backlogs on backlogs", model, vec![worker], move |world| {
        let down = world.outages(worker);
        Seen::of(&late_arrivals(&down, load, deadline), world.until)
    });
    (Setting { top: Top::Late, loads: vec![busy(load)], ..setting }, 0.05)
}

/// The store that the request needs and the worker too: while it is down requests fail, and afterwards messages are late.
pub(super) fn fails_and_makes_late(draw: &mut Draw) -> Approximate {
    let db = draw.breaks(0.000_1, 0.001);
    let load = draw.between(0.2, 0.8);
    let deadline = draw.seconds(0.3 * db.mean, 2.0 * db.mean);
    let model = format!(
        "journeys: {{j: {{entry: web.http, completes: {{within: {deadline}s, at: worker}}}}}}\nservices:\n  \
         web: {{exposes: {{http: {{}}}}, {SOUND}, \
         needs: {{db: {{kind: hard}}, events.placed: {{kind: hard, access: publish}}}}}}\n  \
         worker: {{{SOUND}, needs: {{events.placed: {{kind: hard, access: consume}}, db: {{kind: hard}}}}}}\n\
         queues: {{events: {{{SOUND}, topics: {{placed: {{}}}}}}}}\nstores: {{db: {{{}}}}}\n",
        incidents(db),
    );
    let setting = Setting::fails("fails and makes late", model, vec![db], move |world| {
        let down = world.outages(db);
        let late = late_arrivals(&down, load, deadline);
        Seen::of(&Signal::or(&[&down, &late]), world.until)
    });
    // What is late and was not down: ρ ÷ (1 − ρ) × e^(−L/(ρ × m)) of what was down.
    let bound = load / (1.0 - load) * (-deadline / load / db.mean).exp();
    (Setting { top: Top::Degraded, loads: vec![busy(load)], ..setting }, bound)
}

/// Copies too many to be told apart, behind a cache: their joint outages are not quite exponential.
pub(super) fn many_behind_a_cache(draw: &mut Draw) -> Approximate {
    let mut copy = draw.breaks(0.005, 0.01);
    let figures = repairs(&mut copy);
    let ttl = draw.seconds(0.05 * copy.mean, 0.2 * copy.mean);
    let model = format!(
        "{ENTRY}services:\n  web: {{exposes: {{http: {{}}}}, {SOUND}, needs: {{many: {{kind: hard, via: hot}}}}}}\n  \
         many: {{{figures}, beta: 0%, replicas: {{min: 50}}}}\ncaches: {{hot: {{ttl: {ttl}s, {SOUND}}}}}\n",
    );
    let setting = Setting::fails("many behind a cache", model, vec![copy; 50], move |world| {
        let copies: Vec<Signal> = (0..50).map(|_| world.outages(copy)).collect();
        let many = Signal::at_least(3, &copies.iter().collect::<Vec<_>>());
        Seen::of(&many.older_than(ttl), world.until)
    });
    (Setting { loads: vec![("many", Load { needed: Some(48), ..Load::default() })], ..setting }, 0.05)
}

/// A pair whose changes of the leader are not a matter of their own but follow each loss of it.
pub(super) fn switches_that_follow(draw: &mut Draw) -> Approximate {
    let mut copy = draw.breaks(0.005, 0.01);
    let figures = repairs(&mut copy);
    let switch = draw.seconds(0.02 * copy.mean, 0.2 * copy.mean);
    let model = format!(
        "{ENTRY}services: {{web: {{exposes: {{http: {{}}}}, {SOUND}, needs: {{db: {{kind: hard}}}}}}}}\n\
         stores: {{db: {{{figures}, beta: 0%, replicas: {{min: 2, mode: sync, \
         failover: {{time: {switch}s, per-year: {}, practised: 2026-08-30}}}}}}}}\n",
        copy.per_year(),
    );
    let setting = Setting::fails("switches that follow", model, vec![copy; 2], move |world| {
        let (first, second) = (world.outages(copy), world.outages(copy));
        let stuck = first.by_chance(0.01, &mut world.stream);
        let lost = Signal::and(&[&first, &second]);
        Seen::of(&Signal::or(&[&lost, &stuck, &first.each_time(switch)]), world.until)
    });
    (setting, 0.05)
}

/// Copies too many to be told apart over three zones: one zone can be lost, and then not many more.
pub(super) fn many_over_zones(draw: &mut Draw) -> Approximate {
    let mut copy = Breaks { mean: draw.seconds(3_600.0, 14_400.0), ..draw.breaks(0.01, 0.05) };
    let figures = repairs(&mut copy);
    let (zone, words) = place(draw.between(0.01, 0.05));
    let running = draw.whole(42, 60);
    let spare = running.div_ceil(3) + draw.whole(1, 4);
    let model = format!(
        "{ENTRY}domains: {{eu: {{}}, a: {{kind: zone, in: eu, {words}}}, b: {{kind: zone, in: eu, {words}}}, \
         c: {{kind: zone, in: eu, {words}}}}}\n\
         services: {{web: {{exposes: {{http: {{}}}}, {figures}, beta: 0%, replicas: {{min: {running}, spread: eu}}}}}}\n",
    );
    let mut breaks = vec![copy; running as usize];
    breaks.extend([zone; 3]);
    let setting = Setting::fails("many over zones", model, breaks, move |world| {
        let zones = [world.outages(zone), world.outages(zone), world.outages(zone)];
        let own = (0..running).map(|_| world.outages(copy));
        let copies: Vec<Signal> =
            own.zip(zones.iter().cycle()).map(|(own, zone)| Signal::or(&[&own, zone])).collect();
        let failed = Signal::at_least(spare as usize + 1, &copies.iter().collect::<Vec<_>>());
        Seen::of(&failed, world.until)
    });
    let load = Load { needed: Some(running - spare), ..Load::default() };
    (Setting { loads: vec![("web", load)], ..setting }, 0.05)
}
