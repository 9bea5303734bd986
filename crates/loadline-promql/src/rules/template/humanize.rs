//! Numbers for people. Source: prometheus/prometheus, `template/template.go`.

use super::format::general;

const LARGE: &[&str] = &["k", "M", "G", "T", "P", "E", "Z", "Y"];
const SMALL: &[&str] = &["m", "u", "n", "p", "f", "a", "z", "y"];
const BINARY: &[&str] = &["ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"];

/// `1.234k`, `5m` (a thousandth).
pub(super) fn metric(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return general(value, 4);
    }
    if value.abs() >= 1.0 { grown(value, 1000.0, LARGE) } else { shrunk(value) }
}

/// `1.5Mi`.
pub(super) fn binary(value: f64) -> String {
    if value.abs() <= 1.0 || !value.is_finite() {
        return general(value, 4);
    }
    grown(value, 1024.0, BINARY)
}

/// `12.5%` of a share.
pub(super) fn percentage(value: f64) -> String {
    format!("{}%", general(value * 100.0, 4))
}

/// `1d 2h 3m 4s` of seconds.
pub(super) fn duration(value: f64) -> String {
    if !value.is_finite() {
        return general(value, 4);
    }
    if value == 0.0 {
        return "0s".to_owned();
    }
    if value.abs() < 1.0 {
        return format!("{}s", shrunk(value));
    }
    let sign = if value < 0.0 { "-" } else { "" };
    #[expect(clippy::cast_possible_truncation, reason = "as Go does; too many seconds saturate")]
    let whole = value.abs() as i64;
    let (days, hours, minutes, seconds) = (whole / 86_400, whole / 3600 % 24, whole / 60 % 60, whole % 60);
    if days != 0 {
        format!("{sign}{days}d {hours}h {minutes}m {seconds}s")
    } else if hours != 0 {
        format!("{sign}{hours}h {minutes}m {seconds}s")
    } else if minutes != 0 {
        format!("{sign}{minutes}m {seconds}s")
    } else {
        format!("{sign}{}s", general(value.abs(), 4))
    }
}

fn grown(mut value: f64, by: f64, prefixes: &[&str]) -> String {
    let mut prefix = "";
    for next in prefixes {
        if value.abs() < by {
            break;
        }
        prefix = next;
        value /= by;
    }
    format!("{}{prefix}", general(value, 4))
}

fn shrunk(mut value: f64) -> String {
    let mut prefix = "";
    for next in SMALL {
        if value.abs() >= 1.0 {
            break;
        }
        prefix = next;
        value *= 1000.0;
    }
    format!("{}{prefix}", general(value, 4))
}
