//! Numbers of formulas for people: four significant digits and a unit of handy size, or everything.

use loadline_app::formula::{Kind, Value};
use loadline_base::units::format_number;

/// A value for people, in a handy unit; with `exact`, all digits in the unit of the JSON output.
pub(crate) fn figure(value: &Value, kind: Kind, exact: bool) -> String {
    match (value, kind) {
        (Value::Number(number), _) => one(*number, kind, exact),
        (Value::List(list), Kind::List(of)) => listed(list, *of, exact),
        (Value::List(list), _) => listed(list, kind, exact),
    }
}

fn listed(list: &[f64], kind: Kind, exact: bool) -> String {
    let shown: Vec<String> = list.iter().map(|number| one(*number, kind, exact)).collect();
    shown.join(", ")
}

fn one(number: f64, kind: Kind, exact: bool) -> String {
    if number.is_infinite() {
        return "infinite".to_owned();
    }
    let (number, unit) = if exact { (number, kind.unit()) } else { handy(number, kind) };
    let digits = match (exact, kind) {
        (true, _) => plain(number),
        (false, Kind::Count) => format_number(number),
        (false, Kind::Share) if number > 0.9 && number < 1.0 => near_one(number),
        (false, _) => format_number(four_digits(number)),
    };
    match unit {
        "1" | "" => digits,
        unit => format!("{digits} {unit}"),
    }
}

/// The shortest text that reads back as the same number.
fn plain(number: f64) -> String {
    let size = number.abs();
    if size == 0.0 || (1e-6..1e15).contains(&size) { number.to_string() } else { format!("{number:e}") }
}

/// A share close to 1, with two digits of what is missing: `0.99999987`, never rounded up to 1.
fn near_one(share: f64) -> String {
    let nines = (-(1.0 - share).log10()).floor().max(0.0) as usize;
    let text = format!("{share:.0$}", (nines + 2).clamp(4, 16));
    if text.starts_with('1') { share.to_string() } else { text.trim_end_matches('0').to_owned() }
}

/// To four significant digits; whole numbers keep all of theirs.
fn four_digits(number: f64) -> f64 {
    let rounded: f64 = format!("{number:.3e}").parse().unwrap_or(number);
    if number.abs() >= 1e4 && number.abs() < 1e15 { number.round() } else { rounded }
}

/// The number in a unit that keeps it short.
fn handy(number: f64, kind: Kind) -> (f64, &'static str) {
    let steps: &[(f64, &str)] = match kind {
        Kind::Time => {
            &[(2.0 * 86_400.0, "d"), (7_200.0, "h"), (120.0, "min"), (1.0, "s"), (1e-3, "ms"), (1e-6, "µs")]
        }
        Kind::TimePerYear => &[
            (2.0 * 86_400.0, "d/year"),
            (2.0 * 3_600.0, "h/year"),
            (120.0, "min/year"),
            (1.0, "s/year"),
            (1e-3, "ms/year"),
        ],
        Kind::Bytes => &[(1e15, "PB"), (1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB")],
        Kind::ByteRate => &[(1e12, "TB/s"), (1e9, "GB/s"), (1e6, "MB/s"), (1e3, "kB/s")],
        _ => &[],
    };
    let Some((_, unit)) = steps.iter().find(|(from, _)| number >= *from) else {
        return (number, kind.unit());
    };
    let scale = match unit.split('/').next().unwrap_or(unit) {
        "d" => 86_400.0,
        "h" => 3_600.0,
        "min" => 60.0,
        "ms" => 1e-3,
        "µs" => 1e-6,
        "kB" => 1e3,
        "MB" => 1e6,
        "GB" => 1e9,
        "TB" => 1e12,
        "PB" => 1e15,
        _ => 1.0,
    };
    (number / scale, unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(number: f64, kind: Kind, shown: &str, exact: &str) {
        assert_eq!(figure(&Value::Number(number), kind, false), shown);
        assert_eq!(figure(&Value::Number(number), kind, true), exact);
    }

    #[test]
    fn figures_for_people_and_for_checking() {
        check(0.012_345_678, Kind::Time, "12.35 ms", "0.012345678 s");
        check(5_400.0, Kind::Time, "90 min", "5400 s");
        check(0.833_333_333, Kind::Share, "0.8333", "0.833333333");
        check(0.999_999_871_2, Kind::Share, "0.99999987", "0.9999998712");
        check(0.95, Kind::Share, "0.95", "0.95");
        check(1_234_567.8, Kind::Rate, "1,234,568 rps", "1234567.8 rps");
        check(2.5e12, Kind::Bytes, "2.5 TB", "2500000000000 B");
        check(f64::INFINITY, Kind::Number, "infinite", "infinite");
        check(0.0, Kind::Time, "0 s", "0 s");
        check(3e-12, Kind::Share, "3e-12", "3e-12");
        check(315_600.0, Kind::TimePerYear, "3.653 d/year", "315600 s/year");
    }
}
