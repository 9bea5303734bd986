//! Requests that are for somebody else (D19, O17): interviews, data pipelines, testing as a whole, security controls, and
//! what runs models of language. They are recognised by what they ask for, told whose they are, and not answered.
//!
//! A statement of need is none of them whatever its subject is: a system about interviews or pipelines has users, rates
//! and limits, and a request for coaching has not.

use crate::statement::Statement;
use crate::workflow::Workflow;

/// A field of work that is not Loadline's.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// Stable name, such as `interviews`.
    pub id: &'static str,
    /// What is asked for, to read after "this asks for".
    pub asks: &'static str,
    /// Whose work that is.
    pub whose: &'static str,
    /// What Loadline does instead, as a sentence.
    pub instead: &'static str,
    /// What must be named: each entry is words that follow each other, `*` standing for up to three others.
    names: &'static [&'static str],
    /// Whether a request for work must be made beside it (`design`, `plan`, `write`, …); a name alone is not enough.
    needs_request: bool,
}

/// Every field, in the order in which they are tried.
pub const FIELDS: &[Field] = &[
    Field {
        id: "interviews",
        asks: "interview practice or grading",
        whose: "an interview coach",
        instead: "Loadline works on systems that somebody will run: say who uses it, how often, what it must promise and what it may cost.",
        names: &[
            "mock * interview",
            "interview style",
            "interview answer",
            "interview prep",
            "interview practice",
            "interview question",
            "interview questions",
            "prepare * interview",
            "preparing * interview",
            "practice * interview",
            "practise * interview",
            "coach me",
            "act as * interviewer",
            "as * interviewer",
            "be * interviewer",
            "system design interview",
            "design interview",
            "system design round",
            "design round",
            "grade my",
            "grade this answer",
            "score my answer",
            "rate my answer",
        ],
        needs_request: false,
    },
    Field {
        id: "ai-runtime",
        asks: "the design of what runs models of language, their prompts or their evaluation",
        whose: "whoever answers for the models",
        instead: "Loadline treats such a runtime as a component: its rate, time limits, fallbacks, cost and failure modes belong into the model.",
        names: &[
            "rag",
            "prompt engineering",
            "system prompt",
            "prompt template",
            "prompt templates",
            "llm * guardrails",
            "guardrails for",
            "eval gates",
            "llm evals",
            "llm evaluation",
            "model evals",
            "fine tune",
            "fine tuning",
            "embedding model",
            "hallucination",
            "hallucinations",
            "model routing",
        ],
        needs_request: true,
    },
    Field {
        id: "data-pipelines",
        asks: "the design of data pipelines, their contracts or backfills",
        whose: "data engineers",
        instead: "Loadline can hold the pipeline as jobs, queues and stores: schedules, watchdogs, lag, retention and recovery are checked there.",
        names: &[
            "data pipeline",
            "data pipelines",
            "streaming pipeline",
            "batch pipeline",
            "etl",
            "elt",
            "dbt",
            "backfill strategy",
            "backfill plan",
            "backfills",
            "data warehouse",
            "data lake",
            "lakehouse",
            "data contract",
            "data contracts",
            "data lineage",
            "airflow dag",
            "airflow dags",
        ],
        needs_request: true,
    },
    Field {
        id: "quality-assurance",
        asks: "a testing strategy as a whole or the handling of defects",
        whose: "quality assurance",
        instead: "Loadline asks which tests show that a claim holds (`tests:`), and makes them gates of a release; how defects are handled is not its matter.",
        names: &[
            "regression suite",
            "regression workflow",
            "regression * defect",
            "defect triage",
            "defect workflow",
            "bug triage",
            "qa strategy",
            "qa process",
            "qa plan",
            "test strategy",
            "test plan for",
            "test cases for",
            "test coverage strategy",
            "coverage strategy",
            "manual testing",
        ],
        needs_request: true,
    },
    Field {
        id: "security-controls",
        asks: "the design of security controls or a threat model as a work of its own",
        whose: "security engineers",
        instead: "Loadline checks that every exposed data flow has a threat with controls, an owner and a verification (`threats:`, gate D7); choosing the controls is theirs.",
        names: &[
            "threat model",
            "threat modeling",
            "threat modelling",
            "control strategy",
            "security controls",
            "security control",
            "penetration test",
            "pentest",
            "red team",
            "siem",
            "zero trust * policy",
            "iam policy",
            "iam policies",
        ],
        needs_request: true,
    },
];

/// Words by which somebody asks for a piece of work.
const REQUESTS: &[&str] = &[
    "design", "plan", "build", "create", "write", "define", "draft", "develop", "set", "make", "produce",
    "run", "do", "perform", "model", "threat", "help", "give", "propose", "review", "improve", "choose",
    "tune", "fine", "need",
];

/// What is Loadline's own, in the words of those who ask for it. Where these are named too, a request is ours.
const OURS: &[&str] = &[
    "slo",
    "slos",
    "sli",
    "slis",
    "error budget",
    "burn rate",
    "rollout",
    "roll out",
    "rollback",
    "roll back",
    "canary",
    "migration",
    "operability",
    "production readiness",
    "production ready",
    "blast radius",
    "failure modes",
    "capacity plan",
    "capacity estimate",
];

/// What belongs to the operation of a system rather than to its design.
const OPERATIONS: &[&str] = &[
    "on call",
    "paging",
    "page policy",
    "noisy alerts",
    "alert noise",
    "alert fatigue",
    "incident command",
    "incident response",
    "escalation",
    "runbook",
    "runbooks",
    "postmortem",
    "postmortems",
    "post mortem",
    "toil",
    "error budget policy",
    "burn policy",
    "release freeze",
];

/// Where a request belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// It is ours, in this workflow.
    Ours(Workflow),
    /// It is for somebody else.
    Elsewhere {
        /// Whose it is.
        field: &'static Field,
        /// The words it was recognised by.
        by: String,
    },
}

/// Quantities from which on a text states a need rather than asks for a piece of work.
const QUANTITIES: usize = 2;

/// Where a request belongs, by its words alone. The same words give the same answer.
#[must_use]
pub fn route(request: &Statement) -> Route {
    let words = words(&request.text);
    let named = |names: &[&'static str]| names.iter().copied().find_map(|name| find(&words, name));
    let operations = named(OPERATIONS).is_some();
    let workflow = if operations { Workflow::Operations } else { Workflow::Design };
    let states_a_need = request.facts.len() + request.populations.len() >= QUANTITIES;
    if states_a_need {
        return Route::Ours(Workflow::Design);
    }
    let asks = words.iter().take(8).any(|word| REQUESTS.contains(&word.as_str()));
    for field in FIELDS {
        let ours = field.needs_request && (operations || named(OURS).is_some());
        if ours || field.needs_request && !asks {
            continue;
        }
        if let Some(by) = named(field.names) {
            return Route::Elsewhere { field, by };
        }
    }
    Route::Ours(workflow)
}

/// Lower-case words; hyphens part words, apostrophes do not.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'));
    parts.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Most words that a `*` stands for.
const GAP: usize = 3;

/// The words in which a name was found.
fn find(words: &[String], name: &str) -> Option<String> {
    let pattern: Vec<&str> = name.split(' ').collect();
    (0..words.len()).find_map(|start| {
        let end = matched(&words[start..], &pattern)?;
        Some(words[start..start + end].join(" "))
    })
}

/// How many words a pattern takes from the beginning; `None` when it does not fit.
fn matched(words: &[String], pattern: &[&str]) -> Option<usize> {
    match pattern {
        [] => Some(0),
        ["*", rest @ ..] => {
            (0..=GAP.min(words.len())).find_map(|skip| Some(skip + matched(&words[skip..], rest)?))
        }
        [word, rest @ ..] => {
            words.first().filter(|first| first.as_str() == *word)?;
            Some(1 + matched(&words[1..], rest)?)
        }
    }
}
