//! Slices of a window that is past, without the times in them that do not count.

use super::data::less;
use super::judge::{Answers, Judge, summed};
use super::question::{Wanted, corrections};
use super::{Data, Question};
use crate::Slo;
use loadline_promql::Millis;

/// What to ask so that maintenance can be taken out of the slices `spans`, by ascending end; nothing where there was none.
#[must_use]
pub fn maintenance_questions(slos: &[Slo], spans: &[(Millis, Millis)]) -> Vec<Question> {
    let mut wanted = Wanted::of(slos);
    for (index, slo) in slos.iter().enumerate().filter(|(_, slo)| !slo.corrections.is_empty()) {
        for stretch in spans.iter().flat_map(|span| corrections(slo, *span)) {
            wanted.want(index, stretch);
        }
    }
    wanted.questions()
}

/// Takes out of `counts`, what each of `slos` counted in the slice `span`, what was counted during maintenance: `answers` are those to
/// [`maintenance_questions`].
pub fn maintenance_out(slos: &[Slo], answers: &Answers, span: (Millis, Millis), counts: &mut [Data]) {
    let judge = Judge::new(slos, answers, span.1);
    for ((index, slo), counted) in slos.iter().enumerate().zip(counts) {
        for stretch in corrections(slo, span) {
            let out = summed(&judge, index, slo, stretch);
            *counted = less(counted.clone(), &out);
        }
    }
}
