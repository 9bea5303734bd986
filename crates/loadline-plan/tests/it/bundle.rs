//! Bundles: every number names its evidence, what is not said is open by its path, and the same facts give the same bytes.

use crate::scene::{Scene, with_model};
use loadline_depend::{Failures, Solved, Strength};
use loadline_flow::{Demands, Flows};
use loadline_model::Model;
use loadline_plan::Workflow;
use loadline_plan::bundle::{Block, Bundle, Run, Words, bundle};

#[track_caller]
fn of_scene<T>(scene: &Scene, workflow: Workflow, look: impl FnOnce(&Bundle) -> T) -> T {
    let reading = scene.read();
    assert_eq!(reading.faults, []);
    of_model(&reading.model, workflow, look)
}

fn of_model<T>(model: &Model, workflow: Workflow, look: impl FnOnce(&Bundle) -> T) -> T {
    let flows = Flows::read(model);
    let sizings = loadline_capacity::sizing::sizings(model, &flows, &Demands::of(model, &flows));
    let loads = loadline_capacity::sizing::loads(model, &sizings);
    let solved = Solved::of(Failures::read(model, &flows, &loads, Strength::Hard));
    with_model(model, &[], &[], |facts| look(&bundle(workflow, facts, &solved)))
}

/// Words outside of backticks that hold a digit.
fn has_number(words: &Words) -> bool {
    let text = words.runs().iter().filter_map(|run| match run {
        Run::Text(text) => Some(text.as_str()),
        Run::Exhibit(_) => None,
    });
    text.flat_map(|text| text.split('`').step_by(2)).any(|part| part.contains(|c: char| c.is_ascii_digit()))
}

fn blocks(bundle: &Bundle) -> impl Iterator<Item = (&'static str, &Block)> {
    bundle.sections.iter().flat_map(|section| section.blocks.iter().map(move |block| (section.id, block)))
}

#[test]
fn every_sentence_with_a_number_names_its_evidence() {
    for name in ["payments-clean", "webshop", "online-boutique"] {
        for workflow in Workflow::ALL {
            of_scene(&Scene::example(name), *workflow, |bundle| {
                let mut numbers = 0;
                for (section, block) in blocks(bundle) {
                    for words in block.words() {
                        for index in words.exhibits() {
                            assert!(index < bundle.exhibits.len(), "{name}, {section}: no exhibit {index}");
                        }
                        if has_number(words) {
                            numbers += 1;
                            let text = words.plain();
                            assert!(
                                !words.exhibits().is_empty(),
                                "{name}, {section}: nothing shows `{text}`"
                            );
                        }
                    }
                }
                assert!(numbers > 30, "{name}: only {numbers} numbers");
            });
        }
    }
}

#[test]
fn exhibits_are_numbered_in_the_order_a_reader_meets_them() {
    of_scene(&Scene::example("payments-clean"), Workflow::Design, |bundle| {
        let mut met = 0;
        for (section, block) in blocks(bundle) {
            for index in block.words().into_iter().flat_map(Words::exhibits) {
                assert!(index <= met, "{section} refers to {index} before {met}");
                met = met.max(index + 1);
            }
        }
        assert_eq!(met, bundle.exhibits.len());
    });
}

#[test]
fn the_same_facts_give_the_same_bundle() {
    for workflow in Workflow::ALL {
        let told = || of_scene(&Scene::example("webshop"), *workflow, |bundle| format!("{bundle:?}"));
        assert_eq!(told(), told());
    }
}

#[test]
fn a_complete_model_leaves_nothing_open_that_a_gate_waits_for() {
    for workflow in Workflow::ALL {
        of_scene(&Scene::example("payments-clean"), *workflow, |bundle| {
            assert!(bundle.verdict.passed());
            assert_eq!(bundle.sections.len(), 11);
            for section in &bundle.sections {
                let waits: Vec<_> = section.open.iter().filter(|open| open.requirement.is_some()).collect();
                assert!(waits.is_empty(), "{}: {waits:?}", section.id);
                assert!(!section.blocks.is_empty(), "{} says nothing", section.id);
            }
        });
    }
}

#[test]
fn every_gap_of_a_gate_is_open_in_one_section() {
    for name in ["webshop", "online-boutique"] {
        for workflow in Workflow::ALL {
            of_scene(&Scene::example(name), *workflow, |bundle| {
                let open = bundle.sections.iter().flat_map(|section| &section.open);
                let mut open: Vec<_> =
                    open.filter_map(|open| Some((open.requirement?, &open.path))).collect();
                let mut gaps: Vec<_> =
                    bundle.verdict.gaps().map(|gap| (gap.requirement, &gap.path)).collect();
                open.sort_unstable();
                gaps.sort_unstable();
                assert_eq!(open, gaps, "{name}");
                assert!(!gaps.is_empty());
            });
        }
    }
}

/// What stands in a section, all of it.
fn said(scene: &Scene, workflow: Workflow, section: &str) -> String {
    of_scene(scene, workflow, |bundle| {
        let section = bundle.sections.iter().find(|one| one.id == section).unwrap();
        let mut text = String::new();
        for block in &section.blocks {
            match block {
                Block::Head(title)
                | Block::List(title, _)
                | Block::Steps(title, _)
                | Block::Text(title, ..) => {
                    text.push_str(title);
                    text.push('\n');
                }
                Block::Table(grid) => {
                    text.push_str(&format!("{}: {}\n", grid.title, grid.columns.join(" | ")));
                    for row in &grid.rows {
                        let cells: Vec<String> = row.iter().map(Words::plain).collect();
                        text.push_str(&format!("  {}\n", cells.join(" | ")));
                    }
                    continue;
                }
                Block::Say(_) | Block::Diagram(_) => {}
            }
            for words in block.words() {
                text.push_str(&format!("  {}\n", words.plain()));
            }
        }
        for open in &section.open {
            text.push_str(&format!("open {}\n", open.path));
        }
        text
    })
}

#[track_caller]
fn check(scene: &Scene, workflow: Workflow, section: &str, expected: &[&str]) {
    let text = said(scene, workflow, section);
    for line in expected {
        assert!(text.contains(line), "no `{line}` in {section}:\n{text}");
    }
}

#[test]
fn sections_are_filled_from_the_engines() {
    let scene = Scene::example("payments-clean");
    check(
        &scene,
        Workflow::Design,
        "objectives",
        &["pay-availability` | 43 min 12 s | 9 min 2", "`pay` | 700 ms | – | 3 s | 2.6 s | 10 min"],
    );
    check(
        &scene,
        Workflow::Design,
        "capacity",
        &[
            "`pay` | 20 rps | 90 rps | 4.5× | 120 rps | 180 rps | 0 rps | 20 rps | 30%/y",
            "`api` carries: 1,080 rps = 6 copies × 180 rps",
            "`notifier`, copies | 20.5 rps on average | 300 rps",
            "`notifier` load on average: 20.5 rps = 20 × 1 (pay)",
            "users of `pay` → `api.payments`",
            "`payment` | `ledger-db` | 41 a second | 2.83 GB a day | 10.4 TB | 31.1 TB",
        ],
    );
    check(
        &scene,
        Workflow::Design,
        "architecture",
        &[
            "Write path of `pay`",
            "reads and writes `ledger-db` with `payment`, 2× a request, at most 160 ms",
            "calls `ledger-db` with `payment` on a miss of `status-cache`, 0.2× a request",
            "`ledger` | `ledger-db` | `payment` | read and written",
        ],
    );
    check(
        &scene,
        Workflow::Design,
        "reliability",
        &[
            "`processor-down`",
            "`pay-availability`: one occurrence spends at most 2.31%, were every request to fail",
            "bad deploys of all components together spend less than 0.001% by fault tree",
            "`api` → `ledger.read` | 250 ms | once, at most 10% more calls, with jitter",
            "`ledger` → `ledger-db`, on a miss of `status-cache` | 80 ms",
        ],
    );
    check(
        &scene,
        Workflow::Design,
        "security",
        &["likelihood | 2 of 4, from rare to expected", "impact | 4 of 4, from small to grave"],
    );
}

#[test]
fn what_is_not_said_is_open_by_its_path_and_not_made_up() {
    let scene = Scene::of(
        "services: {a: {}}\n\
         journeys: {buy: {entry: a}}\n\
         failure-modes: {x: {claim: it breaks, of: a, harms: [buy]}}\n",
    );
    check(
        &scene,
        Workflow::Design,
        "reliability",
        &["signal | open", "mitigation | open", "open failure-modes/x/signal"],
    );
    check(&scene, Workflow::Design, "scope", &["Purpose: open.", "open system/purpose"]);
    check(&scene, Workflow::Design, "capacity", &["`buy` | open | open", "open journeys/buy/load/peak"]);
    check(&scene, Workflow::Design, "rollout", &["open services/a/rollout"]);
}

#[test]
fn an_external_that_nobody_calls_says_who_leans_on_it() {
    let scene = Scene::example("webshop");
    check(&scene, Workflow::Design, "reliability", &["`payments` → `psp` | 450 ms | never | yes"]);
    let leans = ["`psp-2` | `payments` instead of `psp` | 99.9%", "`dns` | all in `eu` | 100%"];
    check(&scene, Workflow::Design, "architecture", &leans);
}

#[test]
fn what_somebody_wrote_ends_with_one_full_stop() {
    let scene = Scene::of("system: {purpose: We sell tickets., scope: {in: [orders]}}\n");
    check(&scene, Workflow::Design, "scope", &["Purpose: We sell tickets.\n", "In scope: orders.\n"]);
}

#[test]
fn a_model_that_says_nothing_has_a_bundle_too() {
    for workflow in Workflow::ALL {
        of_scene(&Scene::of(""), *workflow, |bundle| {
            assert_eq!(bundle.sections.len(), 11);
            assert!(!bundle.verdict.passed());
        });
    }
}

#[test]
fn operations_are_filled_from_the_engines() {
    let scene = Scene::example("payments-clean");
    check(
        &scene,
        Workflow::Operations,
        "context",
        &["`pay` | 1,200 requests | 420 EUR", "`refund` | 30 requests | –"],
    );
    check(
        &scene,
        Workflow::Operations,
        "alerting",
        &["`pay-availability` | page | 14.4× over 1 h and 5 min | 2% | 51.8 s", "alertmanager.yaml"],
    );
    check(
        &scene,
        Workflow::Operations,
        "objectives",
        &[
            "`services` | 50% | mitigate: reliability work goes first | 5 d | `payments`",
            "pay-availability.rules.yaml",
        ],
    );
    check(
        &scene,
        Workflow::Operations,
        "command",
        &["`pay` | critical | `sev1`", "`look-up` | high | `sev2`"],
    );
    check(
        &scene,
        Workflow::Operations,
        "runbooks",
        &[
            "`refunds-in-doubt` | 480 min a month",
            "runbooks/bad-release.md",
            "Steps of `requests-fail`\n  compare zones",
        ],
    );
}

/// Cells of a runbook: language, attributes and body, read by the rules of CommonMark for fences.
fn cells(runbook: &str) -> Vec<(String, serde_json::Value, String)> {
    let mut found = Vec::new();
    let mut lines = runbook.lines();
    while let Some(line) = lines.next() {
        let fence = line.chars().take_while(|c| *c == '`').count();
        if fence < 3 {
            continue;
        }
        let info = &line[fence..];
        assert!(!info.contains('`'), "a backtick in an info string ends it: {line}");
        let (language, attributes) = info.split_once(' ').unwrap();
        let body: Vec<&str> =
            lines.by_ref().take_while(|line| !line.starts_with(&"`".repeat(fence))).collect();
        found.push((language.to_owned(), serde_json::from_str(attributes).unwrap(), body.join("\n")));
    }
    found
}

#[track_caller]
fn runbooks(scene: &Scene) -> Vec<(String, String)> {
    of_scene(scene, Workflow::Operations, |bundle| {
        let texts =
            bundle.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
                Block::Text(name, "markdown", text) if name.starts_with("runbooks/") => {
                    Some((name.clone(), text.clone()))
                }
                _ => None,
            });
        texts.collect()
    })
}

#[test]
fn runbook_skeletons_follow_the_format() {
    let runbooks = runbooks(&Scene::example("payments-clean"));
    assert_eq!(runbooks.len(), 5);
    for (name, text) in runbooks {
        assert!(text.starts_with("---\nshell: bash\n---\n"), "{name}");
        for heading in ["## Meaning", "## Impact", "## Diagnosis", "## Mitigation", "## Rollback"] {
            assert!(text.contains(&format!("\n{heading}\n")), "{name}: no {heading}");
        }
        let cells = cells(&text);
        let mut names = std::collections::BTreeSet::new();
        let mut kinds = std::collections::BTreeSet::new();
        for (language, attributes, body) in &cells {
            let attributes = attributes.as_object().unwrap();
            for (key, value) in attributes {
                let known = ["name", "interactive", "excludeFromRunAll"].contains(&key.as_str());
                assert!(known || key.starts_with("ll."), "{name}: {key}");
                assert!(value.is_string(), "{name}: {key} is no string");
            }
            assert!(
                names.insert(attributes["name"].as_str().unwrap().to_owned()),
                "{name}: two cells of one name"
            );
            kinds.insert(attributes["ll.kind"].as_str().unwrap().to_owned());
            assert!(["bash", "promql"].contains(&language.as_str()));
            // Nothing is made up: a command that nobody wrote fails.
            assert!(language == "promql" || body.ends_with("exit 1"), "{name}: {body}");
        }
        assert_eq!(
            kinds.iter().map(String::as_str).collect::<Vec<_>>(),
            ["change", "check", "rollback", "verify"]
        );
        let rollbacks = cells.iter().filter_map(|(_, attributes, _)| attributes["ll.rollback"].as_str());
        rollbacks.for_each(|cell| assert!(names.contains(cell), "{name}: no cell {cell}"));
    }
}

#[test]
fn words_of_the_model_cannot_leave_their_cell_of_a_runbook() {
    let scene = Scene::of(
        "teams: {a: {}}\n\
         services: {a: {}}\n\
         journeys: {buy: {entry: a}}\n\
         runbooks: {r: {owner: a, steps: [\"it's `x`\\n```\\nrm -rf / '; y\", second]}}\n\
         failure-modes: {x: {claim: it breaks, of: a, harms: [buy], runbook: r}}\n",
    );
    let runbooks = runbooks(&scene);
    let cells = cells(&runbooks[0].1);
    let step = &cells.iter().find(|(_, attributes, _)| attributes["name"] == "step-1").unwrap().2;
    assert_eq!(step, "echo 'not written yet: it'\\''s `x` ``` rm -rf / '\\''; y' >&2\nexit 1");
}
