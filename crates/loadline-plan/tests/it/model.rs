//! The drafted model: reads without faults, says what was given, and marks every default.

use loadline_base::{Date, Sources};
use loadline_plan::draft::{draft, model};
use loadline_plan::statement::read;
use proptest::prelude::*;

/// The model of a statement; it must be read without any fault.
#[track_caller]
fn check(text: &str) -> String {
    let statement = read(text);
    let draft = draft(&statement);
    let yaml = model(&statement, &draft, Date::new(2026, 11, 28).expect("a day"));
    let mut sources = Sources::default();
    sources.add("loadline.yaml", yaml.clone());
    let reading = loadline_model::read(&sources);
    let faults: Vec<String> =
        reading.faults.iter().map(|fault| format!("{}: {}", fault.code, fault.message)).collect();
    assert!(faults.is_empty(), "{}\n{yaml}", faults.join("\n"));
    assert!(reading.model.dangling().is_empty(), "{:?}\n{yaml}", reading.model.dangling());
    for assumption in &draft.assumptions {
        assert!(yaml.contains(&format!("\n  {}:\n", assumption.id)), "{}", assumption.id);
    }
    yaml
}

#[test]
fn every_statement_gives_a_model() {
    for entry in
        std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/statements")).expect("the folder")
    {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "md") {
            check(&std::fs::read_to_string(&path).expect("text"));
        }
    }
}

#[test]
fn small_stays_small_and_large_gets_its_parts() {
    let data = |name: &str| {
        std::fs::read_to_string(format!("{}/tests/data/statements/{name}.md", env!("CARGO_MANIFEST_DIR")))
            .expect("text")
    };
    let small = check(&data("internal-tool"));
    for part in ["caches:", "queues:", "gateway:"] {
        assert!(!small.contains(part), "{part} in\n{small}");
    }
    let tickets = check(&data("ticketing"));
    for part in [
        "caches:",
        "gateway:",
        "consistency: serializable",
        "sla: 99.9%",
        "quota: 200rps",
        "record: 2kB",
        "retention: 2555d",
        "peak: 166.667rps",
    ] {
        assert!(tickets.contains(part), "no {part} in\n{tickets}");
    }
    let fleet = check(&data("telemetry"));
    for part in ["queues:", "mode: quorum", "average: 25000rps", "record: 600B", "min: 8"] {
        assert!(fleet.contains(part), "no {part} in\n{fleet}");
    }
}

#[test]
fn every_target_and_every_retention_is_in_the_model() {
    let text = "A shop. 50,000 users a day make 20 requests each; 10 % are orders. Browsing must answer within 300 ms at p95, search \
                within 500 ms at p95 and paying within 2 s at p99. Browsing is available 99.5 %, search 99.9 % and paying 99.95 % over 30 \
                days. Order records of 2 kB are kept 10 years, search logs 30 days.";
    let yaml = check(text);
    for part in ["300ms", "500ms", "2s", "target: 99.5%", "target: 99.9%", "target: 99.95%", "3650d", "30d"] {
        assert!(yaml.contains(part), "no {part} in\n{yaml}");
    }
    let statement = read(text);
    let unused: Vec<String> = draft(&statement)
        .unused
        .iter()
        .filter(|unused| unused.quantity)
        .map(|unused| statement.quote(unused.span).to_owned())
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn texts_that_mean_harm_cannot_leave_their_quotes() {
    check(
        "\"}]: evil\\ \u{0}\u{85}\u{2028}# - &a *a !!x users. 1,000,000 \"users\" send 5 messages per second.",
    );
    check("5,000 #users' each make 20 'orders: {a: b}' per day\n---\n");
    check("");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_text_gives_a_model(text in "\\PC{0,120}") {
        check(&text);
    }

    #[test]
    fn any_figures_give_a_model(
        users in 1u64..10_000_000_000, noun in prop::sample::select(vec!["users", "sensors", "shops", "clinics", "drones"]),
        count in 1u32..1_000, what in prop::sample::select(vec!["calls", "messages", "orders", "reads", "photos"]),
        period in prop::sample::select(vec!["per second", "a day", "every 10 seconds", "per month"]),
        days in 1u32..5_000, percent in 1u32..100, quota in 1u32..100_000,
    ) {
        check(&format!(
            "{users} {noun} each send {count} {what} {period}, {percent} % of the requests are writes. Each record is {count} kB and kept for {days} \
             days, in {count} copies. 99.{percent} % availability over {days} days. An external provider with a 99.5 % SLA is limited to {quota} \
             requests per second. One instance handles {quota} requests per second. RPO {count} minutes. Peak is {percent} times the average."
        ));
    }
}
