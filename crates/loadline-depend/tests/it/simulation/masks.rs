//! Settings in which something stands between a failure and those who would see it: caches, old answers, other ways.

use super::estimate::Seen;
use super::settings::{Draw, ENTRY, SOUND, Setting, incidents, repairs};
use super::signal::Signal;
use super::world::Breaks;

/// Chance that a fallback fails in need, as the guide has it.
fn fails_in_need(tried: bool) -> (f64, &'static str) {
    if tried { (0.01, "exercised: 2026-08-30") } else { (0.1, "") }
}

/// A store behind a cache; both break, and so does the service.
pub(super) fn cache(draw: &mut Draw) -> Setting {
    let (web, hot, db) = (draw.breaks(0.001, 0.02), draw.breaks(0.01, 0.2), draw.breaks(0.01, 0.2));
    let ttl = draw.seconds(0.05 * db.mean, 2.5 * db.mean);
    let model = format!(
        "{ENTRY}services: {{web: {{exposes: {{http: {{}}}}, {}, needs: {{db: {{kind: hard, via: hot}}}}}}}}\n\
         caches: {{hot: {{ttl: {ttl}s, {}}}}}\nstores: {{db: {{{}}}}}\n",
        incidents(web),
        incidents(hot),
        incidents(db),
    );
    Setting::fails("cache", model, vec![web, hot, db], move |world| {
        let (web, hot, db) = (world.outages(web), world.outages(hot), world.outages(db));
        let failed = Signal::or(&[&web, &db.older_than(ttl), &Signal::and(&[&hot, &db])]);
        Seen::of(&failed, world.until)
    })
}

/// The same with outages of the store that always last as long: it changes over to its standby.
pub(super) fn cache_over_fixed(draw: &mut Draw) -> Setting {
    let hot = draw.breaks(0.01, 0.2);
    let db = Breaks { always: true, ..draw.breaks(0.01, 0.2) };
    let ttl = draw.seconds(0.05 * db.mean, 0.95 * db.mean);
    let model = format!(
        "{ENTRY}services: {{web: {{exposes: {{http: {{}}}}, {SOUND}, needs: {{db: {{kind: hard, via: hot}}}}}}}}\n\
         caches: {{hot: {{ttl: {ttl}s, {}}}}}\n\
         stores: {{db: {{{SOUND}, failover: {{time: {}s, per-year: {}}}}}}}\n",
        incidents(hot),
        db.mean,
        db.per_year(),
    );
    Setting::fails("cache over a failover", model, vec![hot, db], move |world| {
        let (hot, db) = (world.outages(hot), world.outages(db));
        let failed = Signal::or(&[&db.older_than(ttl), &Signal::and(&[&hot, &db])]);
        Seen::of(&failed, world.until)
    })
}

/// Old answers, or requests kept for later, for as long as that helps; in some outages it does not work at all.
pub(super) fn kept(draw: &mut Draw) -> Setting {
    let db = draw.breaks(0.01, 0.3);
    let kept = draw.seconds(0.1 * db.mean, 3.0 * db.mean);
    let (chance, exercised) = fails_in_need(draw.chance());
    let way = if draw.chance() { "stale" } else { "queue" };
    let model = format!(
        "{ENTRY}services: {{web: {{exposes: {{http: {{}}}}, {SOUND}, \
         needs: {{db: {{kind: hard, fallback: {{{way}: {kept}s, {exercised}}}}}}}}}}}\nstores: {{db: {{{}}}}}\n",
        incidents(db),
    );
    Setting::fails("kept for a while", model, vec![db], move |world| {
        let db = world.outages(db);
        let unhelped = db.by_chance(chance, &mut world.stream);
        Seen::of(&Signal::or(&[&db.older_than(kept), &unhelped]), world.until)
    })
}

/// Two services use one store, one through a cache, the other not; the second stands in for the first.
pub(super) fn shared_store(draw: &mut Draw) -> Setting {
    let (first, second) = (draw.breaks(0.01, 0.1), draw.breaks(0.01, 0.1));
    let (hot, db) = (draw.breaks(0.01, 0.2), draw.breaks(0.02, 0.2));
    let ttl = draw.seconds(0.1 * db.mean, 2.0 * db.mean);
    let (chance, exercised) = fails_in_need(draw.chance());
    let model = format!(
        "{ENTRY}services:\n  web: {{exposes: {{http: {{}}}}, {SOUND}, \
         needs: {{first: {{kind: hard, fallback: {{to: second, {exercised}}}}}}}}}\n  \
         first: {{{}, needs: {{db: {{kind: hard, via: hot}}}}}}\n  second: {{{}, needs: {{db: {{kind: hard}}}}}}\n\
         caches: {{hot: {{ttl: {ttl}s, {}}}}}\nstores: {{db: {{{}}}}}\n",
        incidents(first),
        incidents(second),
        incidents(hot),
        incidents(db),
    );
    Setting::fails("one store, two ways", model, vec![first, second, hot, db], move |world| {
        let (first, second) = (world.outages(first), world.outages(second));
        let (hot, db) = (world.outages(hot), world.outages(db));
        let first = Signal::or(&[&first, &db.older_than(ttl), &Signal::and(&[&hot, &db])]);
        let second = Signal::or(&[&second, &db]);
        let unhelped = first.by_chance(chance, &mut world.stream);
        Seen::of(&Signal::or(&[&Signal::and(&[&first, &second]), &unhelped]), world.until)
    })
}

/// Caches one after the other, before a store or before a pair of copies of which either will do.
pub(super) fn one_after_the_other(draw: &mut Draw) -> Setting {
    let mut copies = vec![draw.breaks(0.05, 0.3)];
    let figures = if draw.chance() {
        let figures = repairs(&mut copies[0]);
        copies.push(copies[0]);
        format!("{figures}, beta: 0%, replicas: {{min: 2}}")
    } else {
        incidents(copies[0])
    };
    let mean = copies[0].mean / copies.len() as f64;
    let (outer, inner) = (draw.seconds(0.1 * mean, mean), draw.seconds(0.1 * mean, mean));
    let model = format!(
        "{ENTRY}services:\n  web: {{exposes: {{http: {{}}}}, {SOUND}, needs: {{list: {{kind: hard, via: near}}}}}}\n  \
         list: {{{SOUND}, needs: {{db: {{kind: hard, via: far}}}}}}\n\
         caches: {{near: {{ttl: {outer}s, {SOUND}}}, far: {{ttl: {inner}s, {SOUND}}}}}\n\
         stores: {{db: {{{figures}}}}}\n",
    );
    Setting::fails("masks in a row", model, copies.clone(), move |world| {
        let copies: Vec<Signal> = copies.iter().map(|copy| world.outages(*copy)).collect();
        let db = Signal::and(&copies.iter().collect::<Vec<_>>());
        let list = db.older_than(inner);
        Seen::of(&list.older_than(outer), world.until)
    })
}

/// So many of a step's parallel calls must answer.
pub(super) fn enough_answers(draw: &mut Draw) -> Setting {
    let all = draw.whole(3, 5) as usize;
    let least = draw.whole(1, all as u64) as usize;
    let parts: Vec<Breaks> = (0..all).map(|_| draw.breaks(0.05, 0.3)).collect();
    let (mut needs, mut services) = (Vec::new(), String::new());
    for (index, part) in parts.iter().enumerate() {
        needs.push(format!("part-{index}: {{kind: hard, step: 1, await: {least}}}"));
        services += &format!("  part-{index}: {{{}}}\n", incidents(*part));
    }
    let model = format!(
        "{ENTRY}services:\n  web: {{exposes: {{http: {{}}}}, {SOUND}, needs: {{{}}}}}\n{services}",
        needs.join(", "),
    );
    Setting::fails("enough answers", model, parts.clone(), move |world| {
        let parts: Vec<Signal> = parts.iter().map(|part| world.outages(*part)).collect();
        let failed = Signal::at_least(all - least + 1, &parts.iter().collect::<Vec<_>>());
        Seen::of(&failed, world.until)
    })
}
