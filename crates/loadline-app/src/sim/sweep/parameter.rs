//! What a sweep varies: a place of the model and the values it has there, `services/orders/replicas/min=1..8`.

use crate::load::Failure;
use loadline_base::figure::significant;

/// Points of a sweep, at most.
pub(super) const MOST_POINTS: usize = 1000;
/// Points of a range that says no number of them.
const USUAL_POINTS: usize = 5;
/// Whole numbers from a range's one end to the other, at most, that are all tried where it says no number.
const FEW: f64 = 20.0;
/// Digits of a value between two ends.
const DIGITS: i32 = 6;

/// A place of the model and the values that are tried there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Keys from the root with `/` between them.
    pub path: String,
    /// The values, in the order they are tried.
    pub values: Vec<String>,
}

impl Parameter {
    /// Reads `PATH=a..b`, `PATH=a..b/points` or `PATH=a,b,c`.
    ///
    /// # Errors
    /// When it is none of them, or absurd.
    pub fn read(text: &str) -> Result<Self, Failure> {
        let wrong = |message: String| {
            Failure::new(
                format!("`{text}`: {message}"),
                "write `PATH=a..b`, `PATH=a..b/points` or `PATH=a,b,c`, as `services/orders/replicas/min=1..8`",
            )
        };
        let Some((path, values)) = text.split_once('=') else {
            return Err(wrong("no values are given".to_owned()));
        };
        let (path, values) = (path.trim().trim_matches('/'), values.trim());
        if path.is_empty() || path.split('/').any(str::is_empty) {
            return Err(wrong("no place of the model is given".to_owned()));
        }
        let values = match values.split_once("..") {
            Some((from, rest)) => range(from.trim(), rest.trim()).map_err(wrong)?,
            None => listed(values),
        };
        if values.iter().any(String::is_empty) {
            return Err(wrong("a value is empty".to_owned()));
        }
        if values.len() > MOST_POINTS {
            return Err(wrong(format!("{} values are too many, {MOST_POINTS} are possible", values.len())));
        }
        Ok(Self { path: path.to_owned(), values })
    }
}

/// Values between commas, those in braces and brackets left alone.
fn listed(text: &str) -> Vec<String> {
    let (mut values, mut depth) = (vec![String::new()], 0i32);
    for c in text.chars() {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => depth -= 1,
            _ => {}
        }
        match values.last_mut() {
            Some(value) if c != ',' || depth > 0 => value.push(c),
            _ => values.push(String::new()),
        }
    }
    values.iter().map(|value| value.trim().to_owned()).collect()
}

/// The values of `from..to` or `from..to/points`.
fn range(from: &str, rest: &str) -> Result<Vec<String>, String> {
    let (to, points) = match rest.rsplit_once('/') {
        Some((to, points)) if !points.is_empty() && points.bytes().all(|byte| byte.is_ascii_digit()) => {
            (to.trim(), Some(points))
        }
        _ => (rest, None),
    };
    let (first, first_unit) = quantity(from)?;
    let (last, unit) = quantity(to)?;
    if !first_unit.is_empty() && first_unit != unit {
        return Err(format!("`{from}` and `{to}` are in different units; give both in one"));
    }
    let whole = unit.is_empty() && first.fract() == 0.0 && last.fract() == 0.0;
    let width = (last - first).abs();
    let points = match points {
        Some(points) => {
            points.parse::<usize>().ok().filter(|points| (2..=MOST_POINTS).contains(points)).ok_or_else(
                || format!("{points} points are not possible: 2 to {MOST_POINTS} are, both ends included"),
            )?
        }
        None if whole && width <= FEW => width as usize + 1,
        None => USUAL_POINTS,
    };
    let value = |number: usize| {
        let share = number as f64 / (points - 1).max(1) as f64;
        let value = if number + 1 == points { last } else { first + (last - first) * share };
        let value = if whole { value.round() } else { significant(value, DIGITS) };
        format!("{value}{unit}")
    };
    let mut values: Vec<String> = (0..points).map(value).collect();
    values.dedup();
    Ok(values)
}

/// A number and what stands behind it.
fn quantity(text: &str) -> Result<(f64, &str), String> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '-').unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let number: f64 = number.parse().map_err(|_| match text {
        "" => "a range has two ends".to_owned(),
        text => format!("`{text}` is no end of a range: it begins with no number"),
    })?;
    if number.abs() > 1e15 {
        return Err(format!("`{text}` is too large for an end of a range"));
    }
    Ok((number, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&[&str], &str>) {
        let found = Parameter::read(&format!("a/b={text}")).map(|parameter| parameter.values);
        let found = found.map_err(|failure| failure.message);
        let expected = expected.map(|values| values.iter().map(|value| (*value).to_owned()).collect());
        assert_eq!(found, expected.map_err(|message| format!("`a/b={text}`: {message}")), "{text}");
    }

    #[test]
    fn ranges_and_lists_are_values() {
        check("1..4", Ok(&["1", "2", "3", "4"]));
        check("3..1", Ok(&["3", "2", "1"]));
        check("1..100", Ok(&["1", "26", "51", "75", "100"]));
        check("1..2/5", Ok(&["1", "2"]));
        check("100rps..300rps/3", Ok(&["100rps", "200rps", "300rps"]));
        check("0.5..1", Ok(&["0.5", "0.625", "0.75", "0.875", "1"]));
        check("10..20ms/3", Ok(&["10ms", "15ms", "20ms"]));
        check("0%..1%/4", Ok(&["0%", "0.333333%", "0.666667%", "1%"]));
        check("5..5", Ok(&["5"]));
        check("full, none", Ok(&["full", "none"]));
        check("{min: 1, max: 2},[a, b],3", Ok(&["{min: 1, max: 2}", "[a, b]", "3"]));
    }

    #[test]
    fn what_is_no_range_is_told() {
        check("", Err("a value is empty"));
        check("1,,2", Err("a value is empty"));
        check("1..", Err("a range has two ends"));
        check("a..b", Err("`a` is no end of a range: it begins with no number"));
        check("10ms..2s", Err("`10ms` and `2s` are in different units; give both in one"));
        check("1..2/1", Err("1 points are not possible: 2 to 1000 are, both ends included"));
        check("1..2/1000000", Err("1000000 points are not possible: 2 to 1000 are, both ends included"));
        check("1..99999999999999999999", Err("`99999999999999999999` is too large for an end of a range"));
        check("1..2..3", Err("`2..3` is no end of a range: it begins with no number"));
    }
}
