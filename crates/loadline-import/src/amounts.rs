//! Sizes and processor shares as foreign files write them, turned into the model's units.
//!
//! Nothing is rounded: what has no exact form in the model's units is refused.

/// Compose: `b`, `k`, `m`, `g` with an optional `b`, all powers of 1024; a bare number is bytes.
pub(crate) fn compose_size(text: &str) -> Option<String> {
    let (number, unit) = split(text);
    let factor = match unit.to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "k" | "kb" | "kib" => 1 << 10,
        "m" | "mb" | "mib" => 1 << 20,
        "g" | "gb" | "gib" => 1 << 30,
        "t" | "tb" | "tib" => 1 << 40,
        _ => return None,
    };
    bytes(number, factor).and_then(binary)
}

/// Kubernetes: `Ki`, `Mi`, … are powers of 1024, `k`, `M`, … powers of 1000; a bare number is bytes.
pub(crate) fn kubernetes_size(text: &str) -> Option<String> {
    let (number, unit) = split(text);
    let decimal = |factor, name: &str| bytes(number, factor).and_then(|bytes| decimal(bytes, factor, name));
    match unit {
        "" => bytes(number, 1).and_then(binary),
        "Ki" => bytes(number, 1 << 10).and_then(binary),
        "Mi" => bytes(number, 1 << 20).and_then(binary),
        "Gi" => bytes(number, 1 << 30).and_then(binary),
        "Ti" => bytes(number, 1 << 40).and_then(binary),
        "k" => decimal(1_000, "kB"),
        "M" => decimal(1_000_000, "MB"),
        "G" => decimal(1_000_000_000, "GB"),
        "T" => decimal(1_000_000_000_000, "TB"),
        _ => None,
    }
}

/// A number of processor cores: `0.5`, `2` or, for Kubernetes, `250m`.
pub(crate) fn cores(text: &str) -> Option<String> {
    let (number, unit) = split(text);
    let milli = match unit {
        "" => thousandths(number)?,
        "m" => number.parse().ok()?,
        _ => return None,
    };
    if milli == 0 {
        return None;
    }
    let fraction = format!("{:03}", milli % 1000);
    let text = format!("{}.{}", milli / 1000, fraction.trim_end_matches('0'));
    Some(text.trim_end_matches('.').to_owned())
}

fn split(text: &str) -> (&str, &str) {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    (&text[..end], text[end..].trim())
}

/// `number` × 1000, when it has at most three decimals.
fn thousandths(number: &str) -> Option<u64> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > 3 {
        return None;
    }
    let whole: u64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let fraction: u64 = format!("{fraction:0<3}").parse().ok()?;
    whole.checked_mul(1000)?.checked_add(fraction)
}

fn bytes(number: &str, factor: u64) -> Option<u64> {
    let milli = thousandths(number)?.checked_mul(factor)?;
    (milli > 0 && milli.is_multiple_of(1000)).then_some(milli / 1000)
}

fn binary(bytes: u64) -> Option<String> {
    let units = [(1_u64 << 40, "TiB"), (1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB"), (1, "B")];
    units
        .iter()
        .find(|(size, _)| bytes.is_multiple_of(*size))
        .map(|(size, unit)| format!("{}{unit}", bytes / size))
}

fn decimal(bytes: u64, factor: u64, unit: &str) -> Option<String> {
    if bytes.is_multiple_of(factor) { Some(format!("{}{unit}", bytes / factor)) } else { binary(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_keep_their_exact_value() {
        for (text, size) in [("512M", "512MiB"), ("1.5g", "1536MiB"), ("50kb", "50KiB"), ("1000", "1000B")] {
            assert_eq!(compose_size(text).as_deref(), Some(size));
        }
        for (text, size) in [
            ("128Mi", "128MiB"),
            ("1Gi", "1GiB"),
            ("500M", "500MB"),
            ("1.5G", "1500000000B"),
            ("1024", "1KiB"),
        ] {
            assert_eq!(kubernetes_size(text).as_deref(), Some(size));
        }
        for text in ["", "M", "-1", "1x", "0", "99999999999999999999", "${MEM}"] {
            assert_eq!(compose_size(text), None, "{text}");
        }
    }

    #[test]
    fn cores_are_decimal() {
        for (text, cores_text) in
            [("200m", "0.2"), ("0.50", "0.5"), ("2", "2"), ("1250m", "1.25"), (".5", "0.5")]
        {
            assert_eq!(cores(text).as_deref(), Some(cores_text));
        }
        for text in ["", "x", "0", "1.2345", "1.5m"] {
            assert_eq!(cores(text), None, "{text}");
        }
    }
}
