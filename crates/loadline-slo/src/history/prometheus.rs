//! Answers of the Prometheus HTTP API: matrices of `query_range`, or of an instant query such as `metric[30d]`.
//!
//! The caller fetches; this reads bytes. Source: Prometheus documentation, "HTTP API".

use super::gather::{Gather, Limits};
use super::{Loaded, Unreadable, excerpt, number};
use loadline_promql::Labels;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;

/// Reads the bodies of several answers into one history; samples that come twice count once.
///
/// # Errors
/// When a body is no such answer, is an error itself, or holds more than the limits allow.
pub fn read_prometheus<'b>(
    bodies: impl IntoIterator<Item = &'b [u8]>,
    limits: Limits,
) -> Result<Loaded, Unreadable> {
    let gather = RefCell::new(Gather::new(limits));
    let mut warnings = Vec::new();
    for body in bodies {
        let mut json = serde_json::Deserializer::from_slice(body);
        let answer = Envelope { gather: &gather }.deserialize(&mut json).and_then(|answer| {
            json.end()?;
            Ok(answer)
        });
        let answer = answer.map_err(|error| {
            let what = error.to_string();
            let what = what.split(" at line ").next().unwrap_or_default();
            Unreadable::new(error.line() as u64, format!("column {}: {what}", error.column().max(1)))
                .hint("an answer of `query_range`, or of a query such as `metric[30d]`, is wanted")
        })?;
        if answer.status != "success" {
            let said = excerpt(answer.error.as_bytes());
            return Err(Unreadable::new(
                0,
                format!("the server answered `{}`: {said}", excerpt(answer.status.as_bytes())),
            ));
        }
        if !answer.matrix {
            return Err(Unreadable::new(0, "the answer holds no matrix")
                .hint("ask `query_range`, or a query such as `metric[30d]`"));
        }
        warnings.extend(answer.warnings);
    }
    Ok(gather.into_inner().finish(warnings))
}

#[derive(Default)]
struct Answer {
    status: String,
    error: String,
    warnings: Vec<String>,
    matrix: bool,
}

struct Envelope<'g> {
    gather: &'g RefCell<Gather>,
}

impl<'de> DeserializeSeed<'de> for Envelope<'_> {
    type Value = Answer;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Answer, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Envelope<'_> {
    type Value = Answer;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an answer of a Prometheus server")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Answer, A::Error> {
        let mut answer = Answer::default();
        while let Some(key) = map.next_key::<Cow<'_, str>>()? {
            match key.as_ref() {
                "status" => answer.status = map.next_value()?,
                "error" => answer.error = map.next_value()?,
                "warnings" | "infos" => answer.warnings.extend(map.next_value::<Vec<String>>()?),
                "data" => answer.matrix = map.next_value_seed(Data { gather: self.gather })?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(answer)
    }
}

/// `{"resultType":"matrix","result":[…]}`; tells whether it was a matrix.
struct Data<'g> {
    gather: &'g RefCell<Gather>,
}

impl<'de> DeserializeSeed<'de> for Data<'_> {
    type Value = bool;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<bool, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Data<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the data of an answer")
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let mut matrix = None;
        while let Some(key) = map.next_key::<Cow<'_, str>>()? {
            match key.as_ref() {
                "resultType" => {
                    let kind: Cow<'_, str> = map.next_value()?;
                    if kind != "matrix" {
                        return Err(A::Error::custom(format_args!(
                            "a `{}`, no matrix",
                            excerpt(kind.as_bytes())
                        )));
                    }
                    matrix = Some(true);
                }
                "result" => map.next_value_seed(Matrix { gather: self.gather })?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(matrix.unwrap_or(false))
    }
}

struct Matrix<'g> {
    gather: &'g RefCell<Gather>,
}

impl<'de> DeserializeSeed<'de> for Matrix<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Matrix<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of series")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(series) = list.next_element::<Row<'_>>()? {
            let mut gather = self.gather.borrow_mut();
            if series.metric.len() > gather.limits.labels {
                let most = gather.limits.labels;
                return Err(A::Error::custom(format_args!("more than {most} labels (limit `labels`)")));
            }
            let labels =
                Labels::new(series.metric.iter().map(|(name, value)| (name.as_ref(), value.as_ref())));
            let at = gather.series(0, labels, None).map_err(|error| A::Error::custom(error.what))?;
            for Point(time, value) in series.values {
                gather.push(0, at, time, value).map_err(|error| A::Error::custom(error.what))?;
            }
        }
        Ok(())
    }
}

/// Names and values of labels.
type Pairs<'t> = Vec<(Cow<'t, str>, Cow<'t, str>)>;

#[derive(Deserialize)]
struct Row<'t> {
    #[serde(borrow, default, deserialize_with = "pairs")]
    metric: Pairs<'t>,
    #[serde(default)]
    values: Vec<Point>,
    #[serde(default, deserialize_with = "refuse_histograms")]
    #[expect(dead_code, reason = "named only to refuse it")]
    histograms: (),
}

/// The labels in the order written, borrowed where nothing is escaped.
fn pairs<'de, D: Deserializer<'de>>(from: D) -> Result<Pairs<'de>, D::Error> {
    struct Read;
    impl<'de> Visitor<'de> for Read {
        type Value = Pairs<'de>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("labels")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut pairs = Vec::new();
            while let Some((name, value)) = map.next_entry::<Cow<'de, str>, Cow<'de, str>>()? {
                pairs.push((name, value));
            }
            Ok(pairs)
        }
    }
    from.deserialize_map(Read)
}

fn refuse_histograms<'de, D: Deserializer<'de>>(from: D) -> Result<(), D::Error> {
    if Vec::<IgnoredAny>::deserialize(from)?.is_empty() {
        return Ok(());
    }
    Err(D::Error::custom(
        "native histograms, which are not replayed; ask for `histogram_count` and `histogram_fraction`",
    ))
}

/// `[1690000000.123, "1.5"]`.
struct Point(i64, f64);

impl<'de> Deserialize<'de> for Point {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Pair;
        impl<'de> Visitor<'de> for Pair {
            type Value = Point;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a time in seconds and a value in quotes")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Point, A::Error> {
                let missing = || A::Error::custom("a sample without a time or a value");
                let seconds: f64 = list.next_element()?.ok_or_else(missing)?;
                let text: Cow<'_, str> = list.next_element()?.ok_or_else(missing)?;
                let time = (seconds * 1000.0).round();
                if time.abs() > number::FURTHEST as f64 {
                    return Err(A::Error::custom(format_args!("{seconds} is no time in seconds since 1970")));
                }
                let value = number::value(text.as_bytes()).ok_or_else(|| {
                    A::Error::custom(format_args!("`{}` is no value", excerpt(text.as_bytes())))
                })?;
                if list.next_element::<IgnoredAny>()?.is_some() {
                    return Err(A::Error::custom("a sample of more than a time and a value"));
                }
                Ok(Point(time as i64, value))
            }
        }
        from.deserialize_seq(Pair)
    }
}
