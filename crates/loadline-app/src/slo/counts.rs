//! Counts of all objectives for many slices of time, asked of a server in as few requests as possible.

use super::Server;
use crate::load::Failure;
use loadline_base::units::Duration;
use loadline_remote::Refusal;
use loadline_slo::Slo;
use loadline_slo::status::{
    Answers, Batch, Data, Question, batches, maintenance_out, maintenance_questions, slice_counts,
    slice_questions, take_answer, take_matrix,
};

/// Slices of one length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slices {
    /// The end of each, ascending, `step` apart, milliseconds since 1970.
    pub(super) ends: Vec<i64>,
    /// From one end to the next, milliseconds.
    pub(super) step: i64,
    /// How long each is.
    pub(super) length: Duration,
}

/// What each of `slos` counted, for each of `slices`; maintenance is taken out. `progress` is told requests done and in all.
pub(super) fn count(
    slos: &[Slo],
    server: &Server,
    slices: &Slices,
    progress: &mut impl FnMut(usize, usize),
) -> Result<Vec<Vec<Data>>, Failure> {
    let asked = slice_questions(slos, slices.length);
    let packed = batches(&asked);
    let spans: Vec<(i64, i64)> = slices.ends.iter().map(|end| (end - millis(slices.length), *end)).collect();
    let taken_out = maintenance_questions(slos, &spans);
    let instants = batches(&taken_out);
    let all = packed.len() + instants.len();
    let mut asking =
        Asking { server, asked: &asked, slices, answers: vec![Answers::default(); slices.ends.len()] };
    for (number, batch) in packed.iter().enumerate() {
        progress(number, all);
        asking.ask(batch)?;
    }
    let mut counts: Vec<Vec<Data>> =
        asking.answers.iter().map(|answers| slice_counts(slos, answers, slices.length)).collect();
    let mut maintenance = Answers::default();
    for (number, batch) in instants.iter().enumerate() {
        progress(packed.len() + number, all);
        let body = server.instant(&batch.query, batch.at)?;
        take_answer(&body, &taken_out, batch.at, &mut maintenance).map_err(|error| server.misread(&error))?;
    }
    progress(all, all);
    for (span, counts) in spans.iter().zip(&mut counts) {
        maintenance_out(slos, &maintenance, *span, counts);
    }
    Ok(counts)
}

/// The milliseconds of a length.
pub(super) fn millis(length: Duration) -> i64 {
    i64::try_from(length.as_nanos() / 1_000_000).unwrap_or(i64::MAX)
}

struct Asking<'a> {
    server: &'a Server,
    asked: &'a [Question],
    slices: &'a Slices,
    answers: Vec<Answers>,
}

impl Asking<'_> {
    fn ask(&mut self, batch: &Batch) -> Result<(), Failure> {
        let ends = &self.slices.ends;
        let (Some(first), Some(last)) = (ends.first(), ends.last()) else { return Ok(()) };
        match self.server.range(&batch.query, *first, *last, self.slices.step) {
            Ok(body) => take_matrix(&body, self.asked, ends, &mut self.answers)
                .map_err(|error| self.server.misread(&error)),
            Err(Refusal::Refused { message, .. }) => self.halve(batch, &message),
            Err(refusal) => Err(refusal.into()),
        }
    }

    fn halve(&mut self, batch: &Batch, message: &str) -> Result<(), Failure> {
        let Some(halves) = batch.halves(self.asked) else {
            if let Some(question) = self.asked.get(batch.questions.start) {
                for answers in &mut self.answers {
                    answers.refuse(question, format!("the server refuses its query: {message}"));
                }
            }
            return Ok(());
        };
        halves.iter().try_for_each(|half| self.ask(half))
    }
}
