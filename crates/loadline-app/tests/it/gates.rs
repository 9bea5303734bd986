//! Gates and rules belong together: every rule that a gate wants silent exists, and every gate of a model can be judged.

use loadline_app::plan::status::{Workflow, status};
use loadline_plan::By;
use std::path::Path;

#[test]
fn every_rule_that_a_gate_names_exists() {
    for workflow in Workflow::ALL {
        for requirement in workflow.gates().iter().flat_map(|gate| gate.requirements) {
            let By::Silence(silence) = requirement.by else { continue };
            for wanted in silence.rules {
                let exists = loadline_check::all_rules().any(|rule| rule.code.starts_with(wanted));
                assert!(exists, "{} names `{wanted}`, and there is no such rule", requirement.id);
            }
        }
    }
}

#[test]
fn rules_engines_and_values_together_pass_the_complete_example() {
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/payments-clean");
    let judged = status(&model, Workflow::ALL, "2026-11-20".parse().unwrap()).unwrap();
    for verdict in judged.outcome.unwrap() {
        let gaps: Vec<_> = verdict.gaps().collect();
        assert!(gaps.is_empty() && verdict.passed(), "{gaps:?}");
    }
}

#[test]
fn an_open_question_of_a_rule_holds_a_gate() {
    let folder = tempfile::tempdir().unwrap();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/payments-clean");
    for name in ["loadline.yaml", "components.yaml", "operations.yaml"] {
        let text = std::fs::read_to_string(source.join(name)).unwrap();
        let text = text.replace(
            "step: 1, carries: [card, payment], timeout: 2600ms",
            "step: 1, carries: [card, payment]",
        );
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let judged = status(folder.path(), &[Workflow::Design], "2026-11-20".parse().unwrap()).unwrap();
    let verdicts = judged.outcome.unwrap();
    let answer = verdicts[0].answer("D6.timeouts").unwrap();
    let named = answer.gaps.iter().any(|gap| gap.path.starts_with("services/api/needs/payments.charge"));
    assert!(named, "{:?}", answer.gaps);
}
