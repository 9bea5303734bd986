//! Numbers as text, the way Go prints them.

/// Go's `%f` with as many digits as it takes: no exponent, `+Inf`, `-Inf`, `NaN`.
pub(crate) fn plain(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "+Inf" } else { "-Inf" }.to_owned();
    }
    value.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_without_an_exponent() {
        assert_eq!(plain(1e21), "1000000000000000000000");
        assert_eq!(plain(0.1), "0.1");
        assert_eq!(plain(-0.0), "-0");
        assert_eq!(plain(f64::INFINITY), "+Inf");
        assert_eq!(plain(f64::NAN), "NaN");
    }
}
