//! The example shop: every fault its README explains is found with its number, nothing else is, and the mendings
//! it proposes are enough.

use crate::scratch::{Output, Scratch, TODAY};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The files of the model.
const FILES: [&str; 4] = ["loadline.yaml", "services.yaml", "stores.yaml", "journeys.yaml"];

/// A fault that was put into the model on purpose.
struct Fault {
    code: &'static str,
    path: &'static str,
    /// The number that decides, as the finding words it.
    says: &'static str,
    /// The smallest mending: texts that occur once in the model, and what to write instead.
    mending: &'static [(&'static str, &'static str)],
}

const FAULTS: [Fault; 16] = [
    Fault {
        code: "LL107",
        path: "caches/price-cache",
        says: "warm: 2,150 rps × (1 − 0.97) = 64.5 rps reach the origin; cold: all 2,150 rps",
        mending: &[("stampede: none", "stampede: single-flight")],
    },
    Fault {
        code: "LL111",
        path: "state/payment-state/copies/orders-db",
        says: "it may be 5 s behind what `payments` knows",
        mending: &[(
            "    copies:\n      orders-db: {by: payments.authorize, staleness: 5s, \
             reconcile: settlement file daily, conflict: home wins}\n",
            "",
        )],
    },
    Fault {
        code: "LL202",
        path: "services/gateway/needs/checkout.api",
        says: "3.275 s = max(2 × (2 × 300 ms + 25 ms backoff), 300 ms) + 2 × 400 ms",
        mending: &[
            ("step: 1, calls: 1.8, carries: [stock]", "step: 1, retries: {max: 0}, carries: [stock]"),
            ("timeout: 400ms}", "timeout: 400ms, retries: {max: 0}}"),
        ],
    },
    Fault {
        code: "LL204",
        path: "services/fulfil/needs/carrier.labels",
        says: "up to 3 times",
        mending: &[("{max: 2, backoff:", "{max: 2, when: connect-error, backoff:")],
    },
    Fault {
        code: "LL217",
        path: "slos/order-latency",
        says: "2.04 s = 2 × 20 ms + 2 s",
        mending: &[("under: 1500ms", "under: 2100ms")],
    },
    Fault {
        code: "LL218",
        path: "services/payments/needs/psp",
        says: "`psp-2` takes 150 rps, but gets 350 rps when `psp` fails",
        mending: &[("quota: 150rps", "quota: 600rps")],
    },
    Fault {
        code: "LL305",
        path: "stores/orders-db",
        says: "480 connections = `orders` 12 × 40 = 480",
        mending: &[("pool: 40", "pool: 30")],
    },
    Fault {
        code: "LL306",
        path: "externals/mail",
        says: "20 more a second wait than leave",
        mending: &[("quota: 50rps", "quota: 600rps")],
    },
    Fault {
        code: "LL306",
        path: "externals/psp",
        says: "14.3% of the calls would be refused",
        mending: &[("quota: 300rps", "quota: 600rps")],
    },
    Fault {
        code: "LL308",
        path: "services/fulfil/needs/events.order-placed",
        says: "420,000 ÷ (540 − 350)",
        mending: &[(
            "logistics\n    capacity: {rps: 60}",
            "logistics\n    replicas: {max: 12}\n    capacity: {rps: 70}",
        )],
    },
    Fault {
        code: "LL403",
        path: "stores/inv-db",
        says: "no restore of `inv-db` was ever tried, yet it promises data back within 4 h",
        mending: &[("restore-tested: none", "restore-tested: 2026-11-18")],
    },
    Fault {
        code: "LL404",
        path: "stores/inv-db",
        says: "`inv-db` may lose at most 1 min, but its backups are 1 d apart",
        mending: &[("point-in-time: false", "point-in-time: true")],
    },
    Fault {
        code: "LL406",
        path: "slos/order-availability",
        says: "44.4 minutes lost in 30 days, where 21.6 may be",
        mending: &[("target: 99.95%", "target: 99.85%")],
    },
    Fault {
        code: "LL506",
        path: "jobs/settle-payments",
        says: "it must be done 2 h after its start",
        mending: &[("watchdog: none", "watchdog: alert when the last success is older than 26 h")],
    },
    // Mended by a service of its own before the session store, which no small change of a text is.
    Fault {
        code: "LL704",
        path: "services/gateway/needs/sessions",
        says: "`gateway` in `edge` (trust low) reaches `sessions` in `app` (trust high)",
        mending: &[],
    },
    Fault {
        code: "LL805",
        path: "externals/carrier",
        says: "classes of personal data that leave: 1",
        mending: &[("transfer: none", "transfer: scc")],
    },
];

fn file(name: &str) -> String {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/webshop");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// The example, as `change` leaves each of its files.
fn shop(change: impl Fn(String) -> String) -> Scratch {
    let scratch = Scratch::new();
    for name in FILES {
        scratch.write(name, change(file(name)));
    }
    scratch
}

/// What a check of the folder says, all rules counted.
#[track_caller]
fn check(scratch: &Scratch) -> (i32, Value) {
    let Output { code, stdout, stderr } = scratch.run(&["check", TODAY, "--format", "json"]);
    (code, serde_json::from_str(&stdout).unwrap_or_else(|error| panic!("{error}: {stdout}{stderr}")))
}

/// Code, path and every sentence of each finding in a list of the report, in order of code and path.
fn told(report: &Value, list: &str) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut told: Vec<_> = report[list]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            let notes = finding["notes"].as_array().into_iter().flatten().map(text);
            let said: Vec<String> = std::iter::once(text(&finding["message"])).chain(notes).collect();
            (text(&finding["code"]), text(&finding["path"]), said.join("\n"))
        })
        .collect();
    told.sort();
    told
}

#[test]
fn every_seeded_fault_is_found_and_nothing_else() {
    let (code, report) = check(&shop(|text| text));
    let found = told(&report, "findings");
    let places: Vec<(&str, &str)> =
        found.iter().map(|(code, path, _)| (code.as_str(), path.as_str())).collect();
    assert_eq!(places, FAULTS.map(|fault| (fault.code, fault.path)));
    for (Fault { says, .. }, (code, path, said)) in FAULTS.iter().zip(&found) {
        assert!(said.contains(says), "{code} at {path} does not say `{says}`, but:\n{said}");
    }
    assert_eq!((code, &report["faults"]), (1, &serde_json::json!([])));
}

#[test]
fn one_finding_is_accepted_and_one_question_is_open() {
    let (_, report) = check(&shop(|text| text));
    let (accepted, questions) = (told(&report, "accepted"), told(&report, "questions"));
    let [(code, path, _)] = accepted.as_slice() else { panic!("{accepted:?}") };
    assert_eq!((code.as_str(), path.as_str()), ("LL213", "services/gateway/needs/sessions"));
    assert_eq!(report["accepted"][0]["accepted"]["until"], "2027-01-31");
    let [(code, path, _)] = questions.as_slice() else { panic!("{questions:?}") };
    assert_eq!((code.as_str(), path.as_str()), ("LL220", "services/payments/needs/psp/fallback/exercised"));
}

#[test]
fn the_mendings_leave_only_what_needs_another_service() {
    let model = FILES.map(file).concat();
    let mendings = || FAULTS.iter().flat_map(|fault| fault.mending);
    for (old, _) in mendings() {
        assert_eq!(model.matches(old).count(), 1, "`{old}` must occur once");
    }
    let mended = shop(|text| mendings().fold(text, |text, (old, new)| text.replace(old, new)));
    let (_, report) = check(&mended);
    let left: Vec<String> = told(&report, "findings").into_iter().map(|(code, ..)| code).collect();
    assert_eq!(left, ["LL704"], "{:#}", report["findings"]);
    assert_eq!(report["faults"], serde_json::json!([]));
}

#[test]
fn the_readme_explains_every_fault_in_order() {
    let readme = file("README.md");
    let rows: Vec<(&str, &str)> = readme
        .lines()
        .filter_map(|line| line.strip_prefix("| LL")?.split_once(" | `"))
        .filter_map(|(code, rest)| Some((code, rest.split_once('`')?.0)))
        .collect();
    let faults: Vec<(&str, &str)> =
        FAULTS.iter().map(|fault| (fault.code.trim_start_matches("LL"), fault.path)).collect();
    assert_eq!(rows, faults);
}
