//! Pages of simulations: HTML that needs nothing else, with the pictures that belong to each question.

use crate::scratch::Scratch;
use crate::slo_pages::alone;

const SHOP: &str = "loadline: 1
services:
  web: {replicas: {min: 2}, capacity: {workers: 2, queue: {limit: 50}}, service-time: {mean: 10ms}, needs: {pay: {kind: hard, timeout: 200ms, retries: {max: 2}}}}
externals:
  pay: {capacity: {workers: 20}, service-time: {mean: 40ms}}
journeys: {go: {entry: web, load: {peak: 200rps}}}
scenarios: {s: {lasts: 60s, runs: 2, faults: [{kind: slow, component: pay, at: 20s, lasts: 10s, factor: 5x}], claims: ['success of go >= 99%']}}
";

/// The page that a question gives.
#[track_caller]
fn page(words: &[&str]) -> String {
    let output = Scratch::model(SHOP).run(&[&["sim"], words, &["--format", "html"]].concat());
    assert!(output.stderr.is_empty(), "{}", output.stderr);
    alone(&output.stdout);
    output.stdout
}

#[test]
fn every_question_has_its_pictures() {
    let workers = "services/web/capacity/workers";
    for (words, pictures) in [
        (vec!["run", "s"], &["go over time", "How busy components are", "something is wrong"][..]),
        (
            vec!["knee", "--runs", "2"],
            &[
                "Load against what is answered",
                "this load",
                "surely holds",
                "surely fails",
                "answered: its interval",
            ],
        ),
        (vec!["steady"], &["Time to an answer in the long run", "go, mean"]),
        (vec!["resilience", "--runs", "2"], &["Requests that fail while a fault lasts", "± = 95% interval"]),
        (vec!["metastable", "--runs", "2"], &["on the way up", "on the way down"]),
        (
            vec!["sweep", "s", "--param", &format!("{workers}=1..3")],
            &["Along the values", "the first at which a claim fails"],
        ),
        (
            vec![
                "sweep",
                "s",
                "--param",
                &format!("{workers}=1,3"),
                "--param",
                "services/web/replicas/min=1,2,3",
            ],
            &["Claims at every pair of values", "workers downwards"],
        ),
        (
            vec!["compare", "s", "--with", &format!("{workers}=4")],
            &["as it was", "utilisation of web, better"],
        ),
    ] {
        let html = page(&words);
        let plain = html.replace("<code>", "").replace("</code>", "");
        for picture in pictures {
            assert!(plain.contains(picture), "{words:?}: {picture}");
        }
    }
}
