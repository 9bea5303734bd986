//! Reads what a server said to a [`Batch`](super::Batch): an instant vector in the JSON of the Prometheus API.
//!
//! A server is not believed where it can be caught: another time than asked for, marks that nobody sent, words for numbers.

use super::{Answers, MARK, Question};
use loadline_promql::{Labels, METRIC_NAME, Millis};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Why an answer cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BadAnswer {
    /// Not the JSON that the API promises.
    #[error("the answer is not the JSON of an instant vector: {0}")]
    NotJson(String),
    /// An error in place of an answer.
    #[error("the server failed: {0}")]
    Failed(String),
    /// Another kind of result.
    #[error("the answer is of the type `{0}`, not the one asked for")]
    OtherKind(String),
    /// The value of another time.
    #[error("the answer is for another time than asked: {answered} s, not {asked} s")]
    OtherTime {
        /// Seconds since 1970 that were asked for.
        asked: f64,
        /// Seconds since 1970 that came.
        answered: f64,
    },
    /// A series that belongs to no question.
    #[error("a series of the answer belongs to no question: `{MARK}` is {0:?}")]
    Unasked(Option<String>),
    /// A value that is no number.
    #[error("`{0}` is not a number")]
    NotANumber(String),
}

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    status: Cow<'a, str>,
    #[serde(borrow, default)]
    error: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    data: Option<Data<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Data<'a> {
    #[serde(borrow, rename = "resultType")]
    kind: Cow<'a, str>,
    // A scalar's result is a pair, not a list: its type is looked at before its shape.
    #[serde(borrow)]
    result: &'a serde_json::value::RawValue,
}

#[derive(Deserialize)]
struct Element<'a> {
    #[serde(borrow)]
    metric: Metric<'a>,
    #[serde(borrow)]
    value: (f64, Cow<'a, str>),
}

#[derive(Deserialize)]
struct Row<'a> {
    #[serde(borrow)]
    metric: Metric<'a>,
    #[serde(borrow)]
    values: Vec<(f64, Cow<'a, str>)>,
}

/// Takes every series of the answer `body` for `questions`, which were asked for the time `at`. Nothing is taken from an answer that is
/// refused.
///
/// # Errors
/// When the answer cannot be used as a whole; see [`BadAnswer`].
pub fn take_answer(
    body: &[u8],
    questions: &[Question],
    at: Millis,
    answers: &mut Answers,
) -> Result<(), BadAnswer> {
    let elements: Vec<Element<'_>> = elements(&data_of_kind(body, "vector")?)?;
    let taken: Result<Vec<_>, BadAnswer> =
        elements.into_iter().map(|element| read(element, questions, at)).collect();
    for (question, labels, value) in taken? {
        answers.take(question, labels, value);
    }
    Ok(())
}

/// Takes every series of the answer `body` to a range query: `times` are the ends of the slices that were asked for, and `answers` gets
/// what was said for each of them. Nothing is taken from an answer that is refused.
///
/// # Errors
/// When the answer cannot be used as a whole; see [`BadAnswer`].
pub fn take_matrix(
    body: &[u8],
    questions: &[Question],
    times: &[Millis],
    answers: &mut [Answers],
) -> Result<(), BadAnswer> {
    let rows: Vec<Row<'_>> = elements(&data_of_kind(body, "matrix")?)?;
    let mut taken = Vec::new();
    for row in rows {
        let question = question(&row.metric, questions)?;
        let labels = labels(&row.metric);
        for (answered, text) in row.values {
            let at = times.partition_point(|time| (*time as f64) < answered * 1000.0 - 1.5);
            let asked = times.get(at).map_or(f64::NAN, |time| *time as f64 / 1000.0);
            taken.push((at, question, labels.clone(), value(asked, answered, &text)?));
        }
    }
    for (at, question, labels, value) in taken {
        if let Some(answers) = answers.get_mut(at) {
            answers.take(question, labels, value);
        }
    }
    Ok(())
}

/// The server's clock, from its answer to the query `time()`.
///
/// # Errors
/// When the answer is not that; see [`BadAnswer`].
pub fn take_clock(body: &[u8]) -> Result<Millis, BadAnswer> {
    let (_, text): (f64, Cow<'_, str>) = elements(&data_of_kind(body, "scalar")?)?;
    match number(&text) {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a time beyond the range of i64 saturates and is refused"
        )]
        Some(seconds) if seconds > 0.0 && seconds < 1e12 => Ok((seconds * 1000.0).round() as Millis),
        _ => Err(BadAnswer::NotANumber(text.chars().take(40).collect())),
    }
}

/// The labels and the value of every element of an instant vector for the time `at`.
pub(super) fn metrics<'a>(data: &Data<'a>, at: Millis) -> Result<Vec<(Metric<'a>, f64)>, BadAnswer> {
    let one = |Element { metric, value: (answered, text) }| {
        Ok((metric, value(at as f64 / 1000.0, answered, &text)?))
    };
    elements::<Vec<Element<'_>>>(data)?.into_iter().map(one).collect()
}

/// What stands in an answer whose result is of the kind `wanted`.
pub(super) fn data_of_kind<'a>(body: &'a [u8], wanted: &str) -> Result<Data<'a>, BadAnswer> {
    let data = data(body)?;
    if data.kind != wanted {
        return Err(BadAnswer::OtherKind(data.kind.chars().take(40).collect()));
    }
    Ok(data)
}

fn elements<'a, T: Deserialize<'a>>(data: &Data<'a>) -> Result<T, BadAnswer> {
    serde_json::from_str(data.result.get()).map_err(|error| BadAnswer::NotJson(error.to_string()))
}

/// What stands in the envelope of an answer.
fn data(body: &[u8]) -> Result<Data<'_>, BadAnswer> {
    let envelope: Envelope<'_> =
        serde_json::from_slice(body).map_err(|error| BadAnswer::NotJson(error.to_string()))?;
    match envelope {
        Envelope { status, data: Some(data), .. } if status == "success" => Ok(data),
        Envelope { error, .. } => {
            let said = error.map_or_else(|| "it does not say why".to_owned(), Cow::into_owned);
            Err(BadAnswer::Failed(said.chars().take(400).collect()))
        }
    }
}

fn read<'q>(
    element: Element<'_>,
    questions: &'q [Question],
    at: Millis,
) -> Result<(&'q Question, Labels, f64), BadAnswer> {
    let question = question(&element.metric, questions)?;
    let (answered, text) = element.value;
    Ok((question, labels(&element.metric), value(at as f64 / 1000.0, answered, &text)?))
}

pub(super) type Metric<'a> = BTreeMap<Cow<'a, str>, Cow<'a, str>>;

/// The question that a series answers.
fn question<'q>(metric: &Metric<'_>, questions: &'q [Question]) -> Result<&'q Question, BadAnswer> {
    let mark = metric.get(MARK);
    let question = mark.and_then(|mark| mark.parse::<usize>().ok()).and_then(|mark| questions.get(mark));
    question.ok_or_else(|| BadAnswer::Unasked(mark.map(|mark| mark.to_string())))
}

/// The labels without mark and metric name.
pub(super) fn labels(metric: &Metric<'_>) -> Labels {
    let kept = metric.iter().filter(|(name, _)| !matches!(name.as_ref(), MARK | METRIC_NAME));
    Labels::new(kept.map(|(name, value)| (name.as_ref(), value.as_ref())))
}

/// The value of a sample, if it is one and for the time that was asked for.
fn value(asked: f64, answered: f64, text: &str) -> Result<f64, BadAnswer> {
    if asked.is_nan() || (answered - asked).abs() > 0.0015 {
        return Err(BadAnswer::OtherTime { asked, answered });
    }
    number(text).ok_or_else(|| BadAnswer::NotANumber(text.chars().take(40).collect()))
}

/// A number as the API writes it: `NaN`, `+Inf`, `-Inf` or digits.
fn number(text: &str) -> Option<f64> {
    match text {
        "NaN" => Some(f64::NAN),
        "+Inf" | "Inf" => Some(f64::INFINITY),
        "-Inf" => Some(f64::NEG_INFINITY),
        // Rust reads `inf` and `nan` in any case; the API writes neither.
        digits if digits.bytes().any(|byte| byte.is_ascii_digit()) => digits.parse().ok(),
        _ => None,
    }
}
