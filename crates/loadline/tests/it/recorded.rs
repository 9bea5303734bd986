//! What a simulation showed, cited by a bundle; and a simulation that was interrupted or cannot be recorded.

use crate::interrupted::interrupted;
use crate::scratch::{Scratch, TODAY};
use serde_json::Value;

const MODEL: &str = "loadline: 1
system: {id: shop}
services:
  web:
    replicas: {min: 2}
    capacity: {workers: 8}
    service-time: {mean: 20ms, distribution: exponential}
    rollout: {strategy: canary, steps: [5%, 50%], bake: 15m}
    exposes: {http: {protocol: https}}
    needs: {db: {kind: hard, reads: 1, timeout: 200ms}}
stores:
  db: {replicas: {min: 2}, capacity: {workers: 2, queue: {limit: 100}}, service-time: {mean: 10ms}}
journeys:
  buy: {entry: web.http, criticality: critical, load: {average: 50rps, peak: 150rps}}
failure-modes:
  db-gone: {of: db, harms: [buy]}
scenarios:
  sale:
    journey: buy
    lasts: 20s
    warm-up: 5s
    runs: 5
    claims: [p90 of buy <= 300ms, mean of buy <= 5ms, p99.9 of buy <= 1s]
";

fn bundle(scratch: &Scratch, format: &str) -> String {
    let run = scratch.run(&["plan", "bundle", "design", "--draft", "--format", format, TODAY]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    run.stdout
}

#[test]
fn a_bundle_cites_what_was_recorded_and_nothing_that_was_not() {
    let scratch = Scratch::model(MODEL);
    assert!(bundle(&scratch, "markdown").contains("not simulated"));
    assert_eq!(scratch.run(&["sim", "run", "sale", "--record"]).code, 1);
    assert_eq!(scratch.run(&["sim", "resilience", "--runs", "2", "--record"]).code, 0);
    for format in ["markdown", "html", "json"] {
        let text = bundle(&scratch, format);
        assert_eq!(text, bundle(&scratch, format), "{format}");
        for said in ["5 runs, seed 1", "down: ", "of `buy` fail meanwhile, over"] {
            let said =
                if format == "html" { said.replace("`buy`", "<code>buy</code>") } else { said.to_owned() };
            assert!(text.contains(&said), "no {said} in {format}");
        }
    }
    let json: Value = serde_json::from_str(&bundle(&scratch, "json")).unwrap();
    let text = json.to_string();
    let cited = |claim: &str| text.contains(&format!("\"name\":\"{claim}\""));
    assert!(cited("p90 of buy <= 300ms") && cited("mean of buy <= 5ms"));
    // It has a verdict and no figure: a number for it would be made up.
    assert!(!cited("p99.9 of buy <= 1s"));
    // What another engine found is out of date, and so is what names none.
    let place = scratch.path().join("loadline.evidence.json");
    let written = std::fs::read_to_string(&place).unwrap();
    let lines = || written.lines().filter(|line| !line.contains("\"engine\": "));
    assert_eq!(lines().count() + 2, written.lines().count(), "{written}");
    let check =
        || scratch.run(&["check", "--select", "LL417", TODAY]).stdout.replace("\n                ", " ");
    assert!(!check().contains("LL417]"));
    scratch.write("loadline.evidence.json", lines().collect::<Vec<_>>().join("\n"));
    assert!(check().contains("`sale` was simulated by an older engine"), "{}", check());
    scratch.write("loadline.evidence.json", written.replace("\"engine\": \"", "\"engine\": \"0"));
    assert!(check().contains("`sale` was simulated by another engine (0"), "{}", check());
    assert!(bundle(&scratch, "markdown").contains("pass, by another engine"));
    scratch.write("loadline.evidence.json", written.clone());
    scratch.write("loadline.yaml", MODEL.replace("workers: 8", "workers: 9"));
    let text = bundle(&scratch, "markdown");
    assert!(text.contains("pass, of an older model") && !text.contains("fail meanwhile"));
}

#[test]
fn a_simulation_that_was_interrupted_is_told_and_not_recorded() {
    let scratch = Scratch::model(MODEL);
    for words in [&["sim", "run", "sale", "--runs", "10000"][..], &["sim", "resilience", "--runs", "1000"]] {
        let output = interrupted(&scratch, &[words, &["--record"]].concat(), 0);
        assert_eq!(output.status.code(), Some(130), "{output:?}");
        assert!(String::from_utf8_lossy(&output.stdout).contains("interrupted"), "{output:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("nothing is recorded"), "{output:?}");
        assert!(!scratch.path().join("loadline.evidence.json").exists());
    }
}
