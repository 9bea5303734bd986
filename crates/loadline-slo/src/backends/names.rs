//! How recorded series, files and objects are called. The names are an interface: dashboards and alerts of others rest on them.

use crate::prometheus_duration;
use loadline_base::Fingerprint;
use loadline_base::units::Duration;

/// Bad events of a window.
pub(crate) fn bad(window: Duration) -> String {
    format!("slo:bad:increase{}", prometheus_duration(window))
}

/// All events of a window.
pub(crate) fn total(window: Duration) -> String {
    format!("slo:total:increase{}", prometheus_duration(window))
}

/// Share of bad events of a window, where events cannot be counted.
pub(crate) fn ratio(window: Duration) -> String {
    format!("slo:error_ratio:{}", prometheus_duration(window))
}

/// How bad the slice is that ends now, 0 to 1.
pub(crate) fn slice(length: Duration) -> String {
    format!("slo:slice_bad:last{}", prometheus_duration(length))
}

/// Bad slices of a window.
pub(crate) fn bad_slices(window: Duration) -> String {
    format!("slo:bad_slices:count{}", prometheus_duration(window))
}

/// All slices of a window that had events.
pub(crate) fn slices(window: Duration) -> String {
    format!("slo:slices:count{}", prometheus_duration(window))
}

/// The series `name` of one objective: `slo:bad:increase5m{slo="checkout"}`.
pub(crate) fn of(name: &str, slo: &str) -> String {
    format!("{name}{{slo={}}}", quoted(slo))
}

/// Text as PromQL writes it: between double quotes.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// `app.kubernetes.io/name` as the name of a label, `app_kubernetes_io_name`.
pub(crate) fn as_label(name: &str) -> String {
    let mut out: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if !out.starts_with(|c: char| c.is_ascii_alphabetic()) {
        out.insert_str(0, "label_");
    }
    out
}

/// A name for files and Kubernetes objects: lower case letters, digits and `-`, at most 60 characters. Names that had to be
/// changed get six digits of a fingerprint, so that no two of them become one.
pub(crate) fn file(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_lowercase() || c.is_ascii_digit() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let out = out.trim_matches('-');
    if out == name && out.len() <= 60 {
        return out.to_owned();
    }
    let kept = out.get(..out.len().min(50)).unwrap_or(out).trim_matches('-');
    let print = Fingerprint::of(&[name]).to_string();
    let digits = print.get(..6).unwrap_or(&print);
    if kept.is_empty() { digits.to_owned() } else { format!("{kept}-{digits}") }
}

/// The uid of a dashboard, the same for the same name for ever: at most 40 characters, as Grafana has it.
pub(crate) fn dashboard(service: &str) -> String {
    let print = Fingerprint::of(&["slo-dashboard", service]).to_string();
    format!("slo-{}", print.get(..16).unwrap_or(&print))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_stay_apart() {
        assert_eq!(of("x", "a\"b\\c\n"), "x{slo=\"a\\\"b\\\\c\\n\"}");
        assert_eq!(file("checkout"), "checkout");
        assert_ne!(file("Check Out"), file("check-out"));
        assert_ne!(file("ü"), file("ö"));
        assert!(file(&"x".repeat(500)).len() <= 60);
        assert_eq!(as_label("app.kubernetes.io/name"), "app_kubernetes_io_name");
        assert!(dashboard("checkout").len() <= 40);
    }
}
