//! Settings of components that run more than once: pairs, copies over zones, regions, large groups.

use super::estimate::Seen;
use super::settings::{Draw, ENTRY, SOUND, Setting, incidents, repairs};
use super::signal::Signal;
use super::world::{Breaks, YEAR};
use loadline_flow::Load;

/// Mean outage of a place whose kind is known, as the guide's priors have it.
const OF_A_PLACE: f64 = 7_200.0;

/// A place that is down for this share of time, and the words for it.
pub(super) fn place(share: f64) -> (Breaks, String) {
    let percent = format!("{:.4}", 100.0 - share * 100.0);
    let up: f64 = percent.parse().expect("it is a number");
    (Breaks::now_and_then(1.0 - up / 100.0, OF_A_PLACE), format!("availability: {percent}%"))
}

/// Its share of what breaks a copy.
fn part(of: Breaks, share: f64) -> Breaks {
    Breaks { share: of.share * share, ..of }
}

/// A pair of which the second takes over when the first is lost: unless that fails, and it takes its time anyway.
pub(super) fn failover_pair(draw: &mut Draw) -> Setting {
    let mut copy = draw.breaks(0.02, 0.3);
    let figures = repairs(&mut copy);
    let beta = draw.whole(0, 30) as f64 / 100.0;
    let switch = Breaks::for_always_as_long(draw.between(0.0005, 0.02), draw.seconds(10.0, 300.0));
    let practised = draw.chance();
    let fails = if practised { 0.01 } else { 0.1 };
    let zoned = draw.chance();
    let (zones, zone) = if zoned {
        let (zone, words) = place(draw.between(0.01, 0.1));
        (
            format!(
                "domains: {{eu: {{}}, eu-a: {{kind: zone, in: eu, {words}}}, eu-b: {{kind: zone, in: eu, {words}}}}}\n"
            ),
            zone,
        )
    } else {
        (String::new(), part(copy, 0.0))
    };
    let model = format!(
        "{ENTRY}{zones}services: {{web: {{exposes: {{http: {{}}}}, {SOUND}, needs: {{db: {{kind: hard}}}}}}}}\n\
         stores: {{db: {{{figures}, beta: {}%, replicas: {{min: 2, mode: sync, {} \
         failover: {{time: {}s, per-year: {}, {}}}}}}}}}\n",
        (beta * 100.0).round(),
        if zoned { "spread: eu," } else { "" },
        switch.mean,
        switch.per_year(),
        if practised { "practised: 2026-08-30" } else { "" },
    );
    let (single, both) = (part(copy, 1.0 - beta), part(copy, beta));
    Setting::fails("failover pair", model, vec![single, single, both, switch, zone, zone], move |world| {
        let first = Signal::or(&[&world.outages(single), &world.outages(zone)]);
        let second = Signal::or(&[&world.outages(single), &world.outages(zone)]);
        let stuck = first.by_chance(fails, &mut world.stream);
        let lost = Signal::and(&[&first, &second]);
        let failed = Signal::or(&[&lost, &stuck, &world.outages(both), &world.outages(switch)]);
        Seen::of(&failed, world.until)
    })
}

/// Two regions, one serving: each of its outages costs the time of the switch, and then the other serves.
pub(super) fn region_switch(draw: &mut Draw) -> Setting {
    let (region, words) = place(draw.between(0.0005, 0.003));
    let switch = draw.seconds(30.0, 600.0);
    let model = format!(
        "{ENTRY}domains: {{world: {{}}, r1: {{kind: region, in: world, {words}}}, r2: {{kind: region, in: world, {words}}}}}\n\
         services: {{web: {{exposes: {{http: {{}}}}, {SOUND}, replicas: {{min: 2, spread: world}}, \
         regions: {{mode: active-passive, switch: {switch}s}}}}}}\n",
    );
    Setting::fails("region switch", model, vec![region, region], move |world| {
        let (serving, waiting) = (world.outages(region), world.outages(region));
        let both = Signal::and(&[&serving, &waiting]);
        Seen::of(&Signal::or(&[&serving.each_time(switch), &both]), world.until)
    })
}

/// Copies over three zones of which the peak needs some; zones, bad deploys and common causes break several.
pub(super) fn copies_over_zones(draw: &mut Draw) -> Setting {
    let mut copy = draw.breaks(0.02, 0.2);
    let figures = repairs(&mut copy);
    let beta = draw.whole(0, 20) as f64 / 100.0;
    let running = draw.whole(2, 6);
    let needed = draw.whole(1, running);
    let (zone, words) = place(draw.between(0.01, 0.1));
    let by_zone = draw.chance();
    let rolled_back = draw.seconds(300.0, 1800.0);
    let (per_week, rate) = (draw.whole(5, 40) as f64, draw.whole(5, 30) as f64 / 100.0);
    let deploys = Breaks::now_and_then(per_week * 365.25 / 7.0 * rate * rolled_back / YEAR, rolled_back);
    let zones = usize::try_from(running.min(3)).expect("small");
    let model = format!(
        "{ENTRY}domains: {{eu: {{}}, a: {{kind: zone, in: eu, {words}}}, b: {{kind: zone, in: eu, {words}}}, \
         c: {{kind: zone, in: eu, {words}}}}}\n\
         services: {{web: {{exposes: {{http: {{}}}}, {figures}, beta: {}%, replicas: {{min: {running}, spread: eu}}, \
         deploys: {{per-week: {per_week}, failure-rate: {}%, detect-and-roll-back: {rolled_back}s, scope: {}}}}}}}\n",
        (beta * 100.0).round(),
        (rate * 100.0).round(),
        if by_zone { "zone" } else { "all" },
    );
    let (single, all) = (part(copy, 1.0 - beta), part(copy, beta));
    let (deploy_all, deploy_zone) = match by_zone {
        true => (part(deploys, 0.0), part(deploys, 1.0 / zones as f64)),
        false => (deploys, part(deploys, 0.0)),
    };
    let mut breaks = vec![all, deploy_all];
    breaks.extend((0..running).map(|_| single));
    breaks.extend((0..zones).flat_map(|_| [zone, deploy_zone]));
    let losses = usize::try_from(running - needed + 1).expect("small");
    let setting = Setting::fails("copies over zones", model, breaks, move |world| {
        let mut lost = Vec::new();
        for _ in 0..zones {
            lost.push(Signal::or(&[&world.outages(zone), &world.outages(deploy_zone)]));
        }
        let copies =
            (0..running as usize).map(|copy| Signal::or(&[&world.outages(single), &lost[copy % zones]]));
        let copies: Vec<Signal> = copies.collect();
        let too_few = Signal::at_least(losses, &copies.iter().collect::<Vec<_>>());
        let failed = Signal::or(&[&too_few, &world.outages(all), &world.outages(deploy_all)]);
        Seen::of(&failed, world.until)
    });
    Setting { loads: vec![("web", Load { needed: Some(needed), ..Load::default() })], ..setting }
}

/// So many copies that they are no longer told apart.
pub(super) fn many_copies(draw: &mut Draw) -> Setting {
    let mut copy = draw.breaks(0.02, 0.1);
    let figures = repairs(&mut copy);
    let running = draw.whole(41, 60);
    let usual = running as f64 * copy.share;
    let losses = (usual + draw.between(1.0, 2.5) * usual.sqrt()).ceil() as u64;
    let needed = running + 1 - losses;
    let model = format!(
        "{ENTRY}services: {{web: {{exposes: {{http: {{}}}}, {figures}, beta: 0%, replicas: {{min: {running}}}}}}}\n",
    );
    let breaks = vec![copy; running as usize];
    let setting = Setting::fails("many copies", model, breaks, move |world| {
        let copies: Vec<Signal> = (0..running).map(|_| world.outages(copy)).collect();
        let failed = Signal::at_least(losses as usize, &copies.iter().collect::<Vec<_>>());
        Seen::of(&failed, world.until)
    });
    Setting { loads: vec![("web", Load { needed: Some(needed), ..Load::default() })], ..setting }
}

/// Hard dependencies, each repairable: the plainest case of how often and how long.
pub(super) fn one_of_them(draw: &mut Draw) -> Setting {
    let parts: Vec<Breaks> = (0..draw.whole(2, 4)).map(|_| draw.breaks(0.01, 0.2)).collect();
    let (mut needs, mut services) = (Vec::new(), String::new());
    for (index, part) in parts.iter().enumerate() {
        needs.push(format!("part-{index}: {{kind: hard}}"));
        services += &format!("  part-{index}: {{{}}}\n", incidents(*part));
    }
    let model = format!(
        "{ENTRY}services:\n  web: {{exposes: {{http: {{}}}}, {SOUND}, needs: {{{}}}}}\n{services}",
        needs.join(", "),
    );
    Setting::fails("any of them", model, parts.clone(), move |world| {
        let parts: Vec<Signal> = parts.iter().map(|part| world.outages(*part)).collect();
        Seen::of(&Signal::or(&parts.iter().collect::<Vec<_>>()), world.until)
    })
}
