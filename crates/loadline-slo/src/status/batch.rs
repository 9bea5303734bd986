//! Many questions in one request: every answer carries the number of its question in a label.

use super::Question;
use loadline_promql::Millis;
use std::ops::Range;

/// The label that carries the number of a question.
pub const MARK: &str = "loadline_question";
/// Bytes of one request at most; servers and proxies take a megabyte and more in a POST.
const BYTES: usize = 100_000;
/// Questions in one request at most: a server works on one request with one thread.
const MOST: usize = 200;

/// One request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The PromQL.
    pub query: String,
    /// The time for which it is to be evaluated: the end of the stretch of all its questions.
    pub at: Millis,
    /// Which questions it asks.
    pub questions: Range<usize>,
}

impl Batch {
    /// Two requests for half of it each, to find the question that a server refuses; `None` when it asks one question only.
    /// `questions` are those it was made of.
    #[must_use]
    pub fn halves(&self, questions: &[Question]) -> Option<[Self; 2]> {
        let Range { start, end } = self.questions;
        if end - start <= 1 {
            return None;
        }
        let middle = start + (end - start) / 2;
        let of = |range: Range<usize>| {
            let numbered = questions.iter().enumerate().take(range.end).skip(range.start);
            let marked: Vec<String> = numbered.map(|(number, question)| marked(number, question)).collect();
            Self { query: marked.join(" or "), at: self.at, questions: range }
        };
        Some([of(start..middle), of(middle..end)])
    }
}

fn marked(number: usize, question: &Question) -> String {
    format!("label_replace({}, \"{MARK}\", \"{number}\", \"\", \"\")", question.query)
}

/// The questions in as few requests as their lengths allow.
#[must_use]
pub fn batches(questions: &[Question]) -> Vec<Batch> {
    let mut batches: Vec<Batch> = Vec::new();
    for (number, question) in questions.iter().enumerate() {
        let marked = marked(number, question);
        match batches.last_mut() {
            Some(batch)
                if batch.at == question.stretch.until
                    && batch.questions.len() < MOST
                    && batch.query.len() + marked.len() < BYTES =>
            {
                batch.query.push_str(" or ");
                batch.query.push_str(&marked);
                batch.questions.end = number + 1;
            }
            _ => batches.push(Batch {
                query: marked,
                at: question.stretch.until,
                questions: number..number + 1,
            }),
        }
    }
    batches
}
