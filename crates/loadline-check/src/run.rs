//! Running the rules over a model.

use crate::Selection;
use crate::acceptance::{Acceptance, gather};
use crate::check::{Check, Speaker};
use crate::outcome::{Outcome, Suppressed};
use crate::readings::Readings;
use crate::rule::{Family, Rule};
use crate::rules::{FAMILIES, GOVERNANCE};
use loadline_base::{Date, Sources};
use loadline_evidence::{Finding, Question, Recording};
use loadline_flow::{Demands, Flows};
use loadline_model::Model;
use rayon::prelude::*;

/// Runs the selected rules. Governance runs last, since it judges which acceptances were needed.
#[must_use]
pub fn check(model: &Model, sources: &Sources, selection: &Selection, today: Date) -> Outcome {
    check_with(model, sources, selection, today, None)
}

/// Like [`check`], with what simulations were recorded to show, held to this model.
#[must_use]
pub fn check_with(
    model: &Model,
    sources: &Sources,
    selection: &Selection,
    today: Date,
    recorded: Option<&Recording>,
) -> Outcome {
    let flows = Flows::read(model);
    let (demands, readings) = rayon::join(|| Demands::of(model, &flows), || Readings::of(model, &flows));
    let mut acceptances = gather(model, sources);
    let run = |rules: Vec<&'static Rule>, acceptances| -> (Vec<Finding>, Vec<Question>) {
        let one = |rule: &&'static Rule| {
            let (findings, questions) = (Vec::new(), Vec::new());
            let (flows, demands, readings) = (&flows, &demands, &readings);
            let speaker = Speaker { code: rule.code, name: rule.name, level: rule.level };
            let mut cx = Check {
                model,
                flows,
                demands,
                readings,
                acceptances,
                recorded,
                today,
                speaker,
                findings,
                questions,
            };
            (rule.check)(&mut cx);
            (cx.findings, cx.questions)
        };
        // Rules know nothing of each other. Their results are joined in the order of codes, on any number of threads.
        // A few rules take as long as all others, so threads take them one by one.
        let parts: Vec<(Vec<Finding>, Vec<Question>)> = rules.par_iter().with_max_len(1).map(one).collect();
        let (findings, questions): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
        (findings.into_iter().flatten().collect(), questions.into_iter().flatten().collect())
    };
    let (late, early): (Vec<_>, Vec<_>) =
        FAMILIES.iter().partition(|family| family.prefix == GOVERNANCE.prefix);
    let taken = |families: &[&'static Family]| -> Vec<&'static Rule> {
        families.iter().flat_map(|family| family.rules).filter(|rule| selection.takes(rule)).collect()
    };
    let (reported, mut questions) = run(taken(&early), &[]);
    let (mut findings, suppressed) = split(sources, reported, &mut acceptances, today);

    for acceptance in &mut acceptances {
        acceptance.ran = crate::find_rule(&acceptance.rule).is_some_and(|rule| selection.takes(rule));
    }
    let (mut of_governance, mut asked) = run(taken(&late), &acceptances);
    findings.append(&mut of_governance);
    questions.append(&mut asked);
    Outcome::new(findings, suppressed, questions)
}

/// Takes out what somebody accepted, and remembers which acceptances were needed.
fn split(
    sources: &Sources,
    reported: Vec<Finding>,
    acceptances: &mut [Acceptance],
    today: Date,
) -> (Vec<Finding>, Vec<Suppressed>) {
    let mut findings = Vec::new();
    let mut suppressed = Vec::new();
    for finding in reported {
        let mut covering = None;
        for (index, acceptance) in acceptances.iter_mut().enumerate() {
            if acceptance.covers(sources, &finding) {
                acceptance.used = true;
                if covering.is_none() && acceptance.holds_on(today) {
                    covering = Some(index);
                }
            }
        }
        match covering {
            Some(index) => suppressed.push(Suppressed { finding, by: acceptances[index].clone() }),
            None => findings.push(finding),
        }
    }
    (findings, suppressed)
}
