//! Guided mode: the few questions whose answers close most of a plan, and what writing an answer would change.
//!
//! A question is worth what it closes: every requirement that it stands in the way of counts one, divided by the number
//! of answers which that requirement waits for. Nothing that the model says is asked.

mod answer;
mod default;
mod field;

pub use answer::{CannotAnswer, Edit, answer, assume};
pub use default::StandIn;
pub use field::{Field, field};

use crate::gap::{Close, Gap, Why};
use crate::verdict::Verdict;
use loadline_base::Span;
use std::collections::BTreeMap;

/// Fewest questions worth asking in one sitting, when there are as many.
pub const LEAST: usize = 4;
/// Most questions asked in one sitting.
pub const MOST: usize = 8;
/// Share of the best question's worth below which a question waits for another sitting.
const WORTH: f64 = 0.25;

/// A question about one place of the model.
#[derive(Debug, Clone)]
pub struct Question {
    /// Id path of what is asked, which is written when it is answered.
    pub path: String,
    /// The nearest place in the model that exists.
    pub span: Option<Span>,
    /// The gate it belongs to: its id and title, by which questions are grouped.
    pub topic: (&'static str, &'static str),
    /// Why it is asked, in a line.
    pub why: String,
    /// What the field means and what may stand there.
    pub field: Option<Field>,
    /// A value that could stand there; not a recommendation.
    pub example: String,
    /// What is taken when nobody knows.
    pub default: Option<StandIn>,
    /// Codes of the requirements it stands in the way of.
    pub blocks: Vec<&'static str>,
    /// How many requirements an answer closes, a part counting as a part.
    pub worth: f64,
}

/// The questions of a plan that are worth most, grouped by gate in the order of the gates: four to eight of them where
/// there are as many, fewer at the end.
#[must_use]
pub fn questions(verdict: &Verdict) -> Vec<Question> {
    let mut all = every(verdict);
    all.sort_by(|a, b| b.worth.total_cmp(&a.worth));
    let best = all.first().map_or(0.0, |question| question.worth);
    let many = all.iter().take_while(|question| question.worth >= best * WORTH).count();
    all.truncate(many.clamp(LEAST, MOST));
    let order = |question: &Question| verdict.gates.iter().position(|gate| gate.gate.id == question.topic.0);
    all.sort_by_key(order);
    all
}

/// Every question that could be asked, one a place, in the order of the gates.
#[must_use]
pub fn every(verdict: &Verdict) -> Vec<Question> {
    let mut found: Vec<Question> = Vec::new();
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    for gate in &verdict.gates {
        for answer in &gate.answers {
            let waits_for = answer.gaps.len() as f64;
            for gap in &answer.gaps {
                let Some((path, example)) = asked(gap) else { continue };
                let index = *at.entry(path.clone()).or_insert_with(|| {
                    found.push(Question {
                        field: field(&path),
                        default: default::of(&path),
                        span: gap.span,
                        topic: (gate.gate.id, gate.gate.title),
                        why: gap.text.clone(),
                        example,
                        blocks: Vec::new(),
                        worth: 0.0,
                        path,
                    });
                    found.len() - 1
                });
                let question = &mut found[index];
                question.worth += 1.0 / waits_for;
                if !question.blocks.contains(&answer.requirement.id) {
                    question.blocks.push(answer.requirement.id);
                }
            }
        }
    }
    found
}

/// The path and an example, for gaps that a value in one line can close. Whole sections with parts left open (`…`) are
/// work for an editor.
fn asked(gap: &Gap) -> Option<(String, String)> {
    match (&gap.close, gap.why) {
        (Close::Write { path, example }, Why::Missing | Why::Wrong) if !example.contains('…') => {
            Some((path.clone(), example.clone()))
        }
        (_, Why::Question(_)) => {
            let known = field(&gap.path)?;
            known.is_single.then(|| (gap.path.clone(), known.example()))
        }
        _ => None,
    }
}
