//! Single requirements: what is missing or wrong, under which code and where; the order of gates; rules and assumptions.

use crate::scene::Scene;
use loadline_base::{Diagnostic, FileId, Severity, Span};
use loadline_evidence::{Finding, Question};
use loadline_plan::score::score;
use loadline_plan::{By, State, Verdict, Workflow, judge, tables};
use std::collections::BTreeSet;

fn design(text: &str) -> Verdict {
    Scene::of(text).with(&[], &[], |facts| judge(Workflow::Design, facts))
}

/// The gaps of one requirement, as `kind path`.
#[track_caller]
fn check(workflow: Workflow, requirement: &str, text: &str, expected: &[&str]) {
    let verdict = Scene::of(text).with(&[], &[], |facts| judge(workflow, facts));
    let answer = verdict.answer(requirement).unwrap();
    let found: Vec<String> =
        answer.gaps.iter().map(|gap| format!("{} {}: {}", gap.why.word(), gap.path, gap.text)).collect();
    assert_eq!(found, expected);
}

#[test]
fn an_empty_model_passes_nothing() {
    for workflow in Workflow::ALL {
        let verdict = Scene::of("").with(&[], &[], |facts| judge(*workflow, facts));
        assert!(verdict.gates.iter().all(|gate| gate.state != State::Passed));
        assert_eq!(verdict.gates[0].state, State::Open);
        let bar = &verdict.tables[0];
        let unmet: Vec<&str> =
            bar.items.iter().filter(|(_, unmet)| !unmet.is_empty()).map(|(item, _)| item.id).collect();
        assert_eq!(unmet.len(), bar.items.len(), "an empty model meets part of the bar: {unmet:?}");
    }
}

#[test]
fn gates_open_in_order() {
    let verdict = design("system: {purpose: sell, stakeholders: [a], scope: {in: [a], out: [b]}}\n");
    assert_eq!(verdict.gates[0].state, State::Open);
    assert!(verdict.gates[1..].iter().all(|gate| gate.state == State::Blocked("D1")));
}

#[test]
fn what_is_missing_is_named() {
    check(
        Workflow::Design,
        "D1.scope",
        "system: {scope: {in: []}}\n",
        &[
            "wrong system/scope/in: `in` of `scope` has 0 of at least 1 entries",
            "missing system/scope/out: `scope` does not say its `out`",
        ],
    );
    let journey = "journeys: {buy: {criticality: critical, load: {average: 5rps}}}\n";
    check(
        Workflow::Design,
        "D3.peak",
        journey,
        &["missing journeys/buy/load/peak: `buy/load` does not say its `peak`"],
    );
    check(
        Workflow::Design,
        "D2.availability",
        journey,
        &["wrong journeys/buy: no objective promises availability of `buy`"],
    );
    check(
        Workflow::Design,
        "D5.state",
        "services: {a: {}}\nstate: {x: {owner: none, home: a, pattern: single-source}}\n",
        &["wrong state/x/owner: `owner` of `x` is `none`"],
    );
}

#[test]
fn rates_may_be_worked_out_from_users() {
    check(
        Workflow::Design,
        "D3.peak",
        "services: {a: {}}\n\
         journeys: {buy: {entry: a, load: {daily-users: 86400, actions-per-user: 10, peak-factor: 4x}}}\n",
        &[],
    );
}

#[test]
fn failure_modes_need_three_kinds_and_alerts_that_exist() {
    let text = "services: {a: {}}\n\
                journeys: {buy: {entry: a, criticality: critical}}\n\
                failure-modes:\n  \
                  x: {claim: x, category: deploy, of: a, signal: s, alert: nobody}\n  \
                  y: {claim: y, category: deploy, of: buy, signal: s, alert: shop}\n\
                teams: {shop: {}}\n";
    check(
        Workflow::Design,
        "D6.categories",
        text,
        &["wrong failure-modes: failure modes are of 1 of at least 3 kinds"],
    );
    check(
        Workflow::Design,
        "D6.modes",
        text,
        &["wrong journeys/buy: 2 of at least 3 failure modes are known that harm `buy`"],
    );
    check(
        Workflow::Design,
        "D6.signal",
        text,
        &["wrong failure-modes/x/alert: `nobody` is no objective, paging rule or team of the model"],
    );
}

#[test]
fn threats_follow_the_data() {
    let text = "boundaries: {net: {trust: none}}\n\
                actors: {shopper: {boundary: net}}\n\
                data: {card: {class: restricted}, hits: {class: public}}\n\
                services: {shop: {needs: {bank: {carries: [card]}}}, lonely: {}}\n\
                externals: {bank: {}}\n\
                journeys: {buy: {actor: shopper, entry: shop}}\n\
                threats: {t: {of: lonely}}\n";
    check(
        Workflow::Design,
        "D7.grounded",
        text,
        &[
            "wrong threats/t/of: `t` is about `lonely`, over which no labelled data flows",
            "wrong services/shop: confidential data enters `shop` with `buy`, and no threat to it is named",
        ],
    );
    check(Workflow::Design, "D7.grounded", &text.replace("of: lonely", "of: shop"), &[]);
    check(
        Workflow::Design,
        "D7.grounded",
        &text.replace("carries: [card]", "carries: [hits]").replace("threats: {t: {of: lonely}}\n", ""),
        &[],
    );
}

#[test]
fn an_overdue_drill_is_not_practised() {
    let drill = |last: &str| {
        format!(
            "teams: {{a: {{}}}}\noperations: {{drills: {{d: {{of: x, every: 90d, last: {last}, owner: a}}}}}}\n"
        )
    };
    check(Workflow::Operations, "O5.drills", &drill("2026-10-20"), &[]);
    check(
        Workflow::Operations,
        "O5.drills",
        &drill("2026-08-21"),
        &["wrong operations/drills/d/last: `d` was last done 91 days ago, and is due every 90 d"],
    );
}

#[test]
fn a_budget_policy_holds_something() {
    check(
        Workflow::Operations,
        "O2.actions",
        "policies: {budget: {b: {steps: [{at: 50%, action: relax, respond-within: 1d}, \
         {at: 100%, action: 'mitigate: x', respond-within: 1d}]}}}\n",
        &[
            "wrong policies/budget/b/steps/0/action: `relax` is neither hold, mitigate nor exception",
            "wrong policies/budget/b: nothing is held when the budget of `b` is gone",
        ],
    );
}

#[test]
fn an_assumption_stands_in_until_its_day_and_for_nothing_that_numbers_need() {
    let assumed = |expires: &str, about: &str| {
        format!(
            "teams: {{a: {{}}}}\n\
             assumptions: {{x: {{claim: c, owner: a, basis: b, expires: {expires}, about: {about}}}}}\n"
        )
    };
    let missing = "missing system/constraints/budget: `constraints` does not say its `budget`";
    check(Workflow::Design, "D2.budget", &assumed("2026-11-20", "system/constraints"), &[]);
    check(Workflow::Design, "D2.budget", &assumed("2026-11-19", "system/constraints"), &[missing]);
    check(Workflow::Design, "D2.budget", &assumed("2027-01-01", "system/constr"), &[missing]);
    check(
        Workflow::Design,
        "D3.headroom",
        &assumed("2027-01-01", "system"),
        &["missing system/headroom: `system` does not say its `headroom`"],
    );
}

fn finding(code: &'static str, severity: Severity) -> Finding {
    let span = Span::new(FileId(0), 0, 1);
    let diagnostic = Diagnostic::new(code, severity, "it is so").at(span, "").hint("mend it");
    let (rule, path, aspect) = ("a-rule", "services/a".to_owned(), String::new());
    Finding { rule, path, diagnostic, numbers: Vec::new(), cost: 0.0, aspect }
}

#[test]
fn rules_that_speak_are_named_by_every_requirement_that_wants_them_silent() {
    let scene = Scene::example("payments-clean");
    let mut tried = 0;
    for workflow in Workflow::ALL {
        for requirement in workflow.gates().iter().flat_map(|gate| gate.requirements) {
            let By::Silence(silence) = requirement.by else { continue };
            for rule in silence.rules {
                tried += 1;
                // A beginning of codes stands for any of them; the shortest code that it could be is as good as any.
                let code: &'static str = rule;
                let spoken = |findings: &[Finding], questions: &[Question]| {
                    let verdict = scene.with(findings, questions, |facts| judge(*workflow, facts));
                    let answer = verdict.answer(requirement.id).unwrap();
                    let gaps = answer.gaps.iter().map(|gap| (gap.why.rule(), gap.path.clone()));
                    gaps.collect::<Vec<_>>()
                };
                let named = vec![(Some(code), "services/a".to_owned())];
                assert_eq!(spoken(&[finding(code, Severity::Error)], &[]), named, "{}", requirement.id);
                assert_eq!(spoken(&[finding(code, Severity::Note)], &[]), [], "{}", requirement.id);
                let question = Question {
                    code,
                    rule: "a-rule",
                    path: "services/a".to_owned(),
                    span: Span::new(FileId(0), 0, 1),
                    text: "how?".to_owned(),
                };
                let asked = if silence.questions { named } else { Vec::new() };
                assert_eq!(spoken(&[], &[question]), asked, "{}", requirement.id);
            }
        }
    }
    assert!(tried > 50);
}

#[test]
fn ids_are_well_formed_and_tables_rest_on_what_exists() {
    for workflow in Workflow::ALL {
        let gates = workflow.gates();
        let mut known = BTreeSet::new();
        for (number, gate) in (1..).zip(gates) {
            let letter = if *workflow == Workflow::Design { 'D' } else { 'O' };
            assert_eq!(gate.id, format!("{letter}{number}"));
            known.insert(gate.id);
            for requirement in gate.requirements {
                assert!(requirement.id.starts_with(&format!("{}.", gate.id)), "{}", requirement.id);
                assert!(known.insert(requirement.id), "{} is there twice", requirement.id);
            }
        }
        for item in tables(*workflow).iter().flat_map(|table| table.items) {
            for on in item.rests_on {
                assert!(known.contains(on), "{} rests on {on}", item.id);
            }
        }
    }
    let items =
        |workflow| tables(workflow).iter().map(|table| (table.id, table.items.len())).collect::<Vec<_>>();
    assert_eq!(items(Workflow::Design), [("D14", 9), ("D15", 9), ("D16", 5)]);
    assert_eq!(items(Workflow::Operations), [("O13", 10), ("O14", 8)]);
}

#[test]
fn a_system_in_which_nothing_matters_owes_what_all_its_journeys_owe() {
    let text = "services: {a: {}}\njourneys: {buy: {entry: a, criticality: low}, look: {entry: a, criticality: normal}}\n";
    let owed = |text: &str| -> Vec<String> {
        let verdict = Scene::of(text).with(&[], &[], |facts| judge(Workflow::Design, facts));
        let gaps = &verdict.answer("D6.modes").unwrap().gaps;
        gaps.iter().map(|gap| gap.path.clone()).filter(|path| path.starts_with("journeys/")).collect()
    };
    assert_eq!(owed(text), ["journeys/buy", "journeys/look"]);
    // Where one matters, the others do not owe it.
    assert_eq!(owed(&text.replace("criticality: low", "criticality: high")), ["journeys/buy"]);
    let scores = Scene::of(text).with(&[], &[], score);
    let testing = scores.iter().find(|score| score.criterion.id == "testing").unwrap();
    assert_eq!(testing.score, 0);
}
