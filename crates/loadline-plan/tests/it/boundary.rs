//! Requests that are for somebody else are told apart from those that are ours, in many words.

use loadline_plan::Workflow;
use loadline_plan::boundary::{FIELDS, Route, route};
use loadline_plan::statement::read;
use std::collections::BTreeSet;

/// Where each request belongs: the id of a field, or the word of a workflow.
const REQUESTS: &[(&str, &str)] = &[
    // Interviews.
    ("Hold a mock system design interview with me about a file store.", "interviews"),
    ("Run a mock interview: design a social feed.", "interviews"),
    ("Answer in interview style: how would you design timelines?", "interviews"),
    ("Please act as the interviewer and grade my trade-offs.", "interviews"),
    ("Help me prepare for the system design round at a large company", "interviews"),
    ("I want to practise for an interview on Friday", "interviews"),
    ("Which interview questions on caching are common?", "interviews"),
    // Pipelines.
    ("Plan a dbt streaming pipeline and how its backfills run.", "data-pipelines"),
    ("Design our ETL from the shop into the data warehouse", "data-pipelines"),
    ("We need data contracts between the teams that feed the lakehouse", "data-pipelines"),
    // Testing as a whole.
    ("Build a regression and defect workflow so that releases get better.", "quality-assurance"),
    ("Write a QA strategy for the mobile app", "quality-assurance"),
    ("Create test cases for the sign-up page", "quality-assurance"),
    // Controls.
    ("Threat-model the service perimeter and choose a control strategy.", "security-controls"),
    ("Define IAM policies for our cloud accounts", "security-controls"),
    ("Plan a penetration test of the shop", "security-controls"),
    // Models of language.
    ("Design RAG routing and eval gates for the assistant.", "ai-runtime"),
    ("Help us write a system prompt for support", "ai-runtime"),
    ("Fine-tune a model and set up LLM evals", "ai-runtime"),
    // Ours: design.
    ("Review this service design for production readiness and risk to its SLO.", "design"),
    ("Create a design specification with a rollout and rollback plan, ready to be built.", "design"),
    ("Plan a zero-downtime migration with a canary and criteria to back out.", "design"),
    ("Evaluate reliability, operability and the blast radius of incidents for this architecture.", "design"),
    ("I need SLI and SLO targets and validation gates for the launch.", "design"),
    ("Design the architecture of a new service and its dependencies.", "design"),
    ("Design a chat app that scales.", "design"),
    // Ours: operations.
    ("Design an SLO burn policy and release freeze rules for the people on call.", "operations"),
    ("Create a paging policy that stops noisy alerts and still protects users.", "operations"),
    ("Define incident command roles and escalation for the worst outages.", "operations"),
    ("Build a roadmap for runbook automation of incidents that come again.", "operations"),
    // Words of other fields inside of ours.
    ("Plan the rollout of the data warehouse migration with a rollback", "design"),
    ("Define paging for the LLM guardrails service", "operations"),
    ("A system for interviews: candidates book slots with interviewers and get a reminder.", "design"),
];

#[test]
fn requests_go_where_they_belong() {
    let wrong: Vec<String> = REQUESTS
        .iter()
        .filter_map(|(text, expected)| {
            let found = match route(&read(text)) {
                Route::Ours(workflow) => workflow.word(),
                Route::Elsewhere { field, .. } => field.id,
            };
            (found != *expected).then(|| format!("{text}\n  expected {expected}, found {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let seen: BTreeSet<&str> = REQUESTS.iter().map(|(_, expected)| *expected).collect();
    let fields: BTreeSet<&str> = FIELDS.iter().map(|field| field.id).collect();
    assert!(seen.is_superset(&fields));
}

#[test]
fn the_words_it_was_recognised_by_are_named() {
    let Route::Elsewhere { by, .. } = route(&read("Run a mock system design interview.")) else { panic!() };
    assert_eq!(by, "mock system design interview");
}

#[test]
fn a_system_of_another_field_is_still_a_system() {
    let texts = [
        "A platform for mock interviews: 20,000 candidates a day, each makes 5 calls, 99.9 % availability.",
        "We build an ETL service: 400 jobs a day, 30 GB each, done within 2 hours.",
        "Design RAG search for 5,000 users who ask 20 questions a day, answers within 3 seconds.",
    ];
    for text in texts {
        assert_eq!(route(&read(text)), Route::Ours(Workflow::Design), "{text}");
    }
}

/// Every statement of need beside these tests is one.
#[test]
fn statements_of_need_are_never_sent_away() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/statements");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ext| ext == "md") {
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(matches!(route(&read(&text)), Route::Ours(_)), "{}", path.display());
        }
    }
}
