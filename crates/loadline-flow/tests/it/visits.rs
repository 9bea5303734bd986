//! Visits per request, written out: one line a station.

use crate::model;
use loadline_flow::{Demands, Flows, tree};

/// `component.part visits`, with `~` before what no user waits for.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let model = model(text);
    let flows = Flows::read(&model);
    let flow = flows.of("j").expect("there is a journey `j` with an entry");
    let mut found: Vec<String> = flow
        .stations
        .iter()
        .map(|station| {
            let part = station.part.map_or_else(String::new, |part| format!(".{part}"));
            let mark = if station.waited_for { "" } else { "~" };
            let visits = (station.visits * 1e9).round() / 1e9;
            format!("{mark}{}{part} {visits}", station.component.name)
        })
        .collect();
    found.sort();
    assert_eq!(found, expected, "{text}");
}

const JOURNEY: &str = "journeys: {j: {entry: a.http, load: {average: 10rps, peak: 100rps}}}\n";

#[test]
fn counts_shares_and_steps_multiply_along_the_way() {
    check(
        &format!(
            "{JOURNEY}services:\n  a: {{exposes: {{http: {{}}}}, needs: {{b: {{calls: 1.8}}, c: {{share: 50%}}}}}}\n  \
             b: {{needs: {{d: {{reads: 2, writes: 1}}}}}}\n  c: {{needs: {{d: {{reads: 1, share: 10%}}}}}}\nstores: {{d: {{}}}}\n"
        ),
        &["a.http 1", "b 1.8", "c 0.5", "d 5.45"],
    );
}

#[test]
fn an_edge_for_another_interface_or_journey_is_left_out() {
    let text = "services:\n  a:\n    exposes: {http: {}, admin: {}}\n    needs:\n      b: {for: [http]}\n      c: {for: [admin]}\n      \
                d: {for: [j]}\n      e: {for: [other]}\n  b: {}\n  c: {}\n  d: {}\n  e: {}\n";
    check(
        &format!("{text}journeys: {{j: {{entry: a.http}}, other: {{entry: a.admin}}}}\n"),
        &["a.http 1", "b 1", "d 1"],
    );
}

#[test]
fn misses_of_a_cache_reach_its_origin_once() {
    let told = "services:\n  a:\n    exposes: {http: {}}\n    needs:\n      cache: {reads: 4}\n      db: {via: cache, writes: 1}\n";
    let untold = "services:\n  a:\n    exposes: {http: {}}\n    needs: {cache: {reads: 4}}\n";
    let stores = "stores: {db: {}}\ncaches: {cache: {origin: db, hit-ratio: 75%}}\n";
    check(&format!("{JOURNEY}{told}{stores}"), &["a.http 1", "cache 4", "db 2"]);
    check(&format!("{JOURNEY}{untold}{stores}"), &["a.http 1", "cache 4", "db 1"]);
}

#[test]
fn misses_follow_what_is_looked_up() {
    let check_shop = |a: &str, cache: &str, expected: &[&str]| {
        let stores = format!("stores: {{db: {{}}}}\ncaches: {{cache: {{origin: db, {cache}}}}}\n");
        check(
            &format!("{JOURNEY}services:\n  a: {{exposes: {{http: {{}}}}, needs: {{{a}}}}}\n{stores}"),
            expected,
        );
    };
    check_shop(
        "cache: {reads: 4, share: 10%}, db: {via: cache}",
        "hit-ratio: 50%",
        &["a.http 1", "cache 0.4", "db 0.2"],
    );
    check_shop("cache: {calls: 3}, db: {via: cache}", "hit-ratio: 90%", &["a.http 1", "cache 3", "db 0.3"]);
    check_shop("cache: {reads: 1, writes: 1}", "hit-ratio: 90%", &["a.http 1", "cache 2", "db 0.1"]);
    check_shop("cache: {reads: 2}", "ttl: 1m", &["a.http 1", "cache 2", "db 0"]);
    check_shop("cache: {reads: 2}, db: {via: cache}", "ttl: 1m", &["a.http 1", "cache 2", "db 0"]);
}

#[test]
fn a_caller_that_reads_the_origin_itself_does_not_hide_the_misses_of_others() {
    check(
        &format!(
            "{JOURNEY}services:\n  a: {{exposes: {{http: {{}}}}, needs: {{b: {{}}, cache: {{reads: 4}}, db: {{via: cache}}}}}}\n  \
             b: {{needs: {{cache: {{reads: 10}}}}}}\nstores: {{db: {{}}}}\ncaches: {{cache: {{origin: db, hit-ratio: 90%}}}}\n"
        ),
        &["a.http 1", "b 1", "cache 14", "db 1.4"],
    );
}

#[test]
fn a_consumer_of_the_whole_broker_gets_every_topic_and_serves_no_interface() {
    check(
        &format!(
            "{JOURNEY}services:\n  a: {{exposes: {{http: {{}}}}, needs: {{q.t: {{access: publish, calls: 3}}}}}}\n  \
             w: {{exposes: {{api: {{}}}}, needs: {{q: {{access: consume, share: 50%}}, d: {{writes: 1}}, e: {{for: [api]}}}}}}\n  e: {{}}\n\
             queues: {{q: {{topics: {{t: {{}}, u: {{}}}}}}}}\nstores: {{d: {{}}}}\n"
        ),
        &["a.http 1", "q.t 3", "~d 1.5", "~w 1.5"],
    );
}

#[test]
fn a_broker_with_one_topic_needs_no_naming() {
    check(
        &format!(
            "{JOURNEY}services:\n  a: {{exposes: {{http: {{}}}}, needs: {{q: {{access: publish}}}}}}\n  \
             w: {{needs: {{q.t: {{access: consume}}}}}}\nqueues: {{q: {{topics: {{t: {{}}}}}}}}\n"
        ),
        &["a.http 1", "q.t 1", "~w 1"],
    );
}

#[test]
fn messages_reach_every_consumer_and_nobody_waits_for_them() {
    check(
        &format!(
            "{JOURNEY}services:\n  a: {{exposes: {{http: {{}}}}, needs: {{q.t: {{access: publish}}, q.u: {{access: publish, via: outbox}}}}}}\n  \
             b: {{needs: {{q.t: {{access: consume}}, d: {{writes: 2}}}}}}\n  c: {{needs: {{q.t: {{access: consume}}}}}}\n  \
             e: {{needs: {{q.u: {{access: consume}}}}}}\nqueues: {{q: {{topics: {{t: {{}}, u: {{}}}}}}}}\nstores: {{d: {{}}}}\n"
        ),
        &["a.http 1", "q.t 1", "~b 1", "~c 1", "~d 2", "~e 1", "~q.u 1"],
    );
}

#[test]
fn a_cycle_is_walked_once() {
    check(
        &format!(
            "{JOURNEY}services:\n  a: {{exposes: {{http: {{}}}}, needs: {{b: {{}}, a.http: {{}}}}}}\n  b: {{needs: {{a.http: {{}}}}}}\n"
        ),
        &["a.http 1", "b 1"],
    );
}

#[test]
fn demand_is_rate_times_visits_summed_over_journeys() {
    let model = model(
        "services:\n  a: {exposes: {http: {}}, needs: {b: {calls: 2}}}\n  b: {}\njourneys:\n  j: {entry: a.http, load: {average: 10rps, peak: 100rps}}\n  \
         k: {entry: a.http, load: {daily-users: 864000, actions-per-user: 3, peak: 60/min}}\n",
    );
    let flows = Flows::read(&model);
    let demands = Demands::of(&model, &flows);
    let on_b = demands.on(model.find("b").expect("it is there").id);
    assert_eq!((on_b.average(), on_b.peak()), (80.0, 202.0));
    assert_eq!(on_b.peak_formula(), "100 × 2 (j) + 1 × 2 (k)");
}

#[test]
fn a_tree_opens_every_station_once() {
    let model = model(
        "journeys: {j: {entry: a.http}}\nservices:\n  a: {exposes: {http: {}}, needs: {b: {}, c: {}}}\n  b: {needs: {d: {}}}\n  \
         c: {needs: {d: {}}}\n  d: {needs: {e: {}}}\n  e: {}\n",
    );
    let flows = Flows::read(&model);
    let lines: Vec<String> = tree(&flows.all()[0])
        .iter()
        .map(|branch| {
            format!(
                "{} {}{}",
                branch.depth,
                branch.station.component.name,
                if branch.repeated { " again" } else { "" }
            )
        })
        .collect();
    assert_eq!(lines, ["0 a", "1 b", "2 d", "3 e", "1 c", "2 d again"]);
}
