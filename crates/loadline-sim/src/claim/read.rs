//! Reads a claim: `p99 of place-order <= 400ms`, `success of browse at least 99.9%`, `place-order recovers within 60s`.

use super::{Claim, Figure, Side};
use loadline_base::units::{Duration, Factor, Rate, Share, Unit};

/// Why a claim cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Unreadable {
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub hint: String,
}

const FORMS: &str = "write `p99 of JOURNEY <= 400ms`, `success of JOURNEY >= 99.9%`, `JOURNEY recovers within 60s` or `utilisation of COMPONENT <= 70%`";

const SIDES: &[(&str, Side)] = &[
    ("<=", Side::AtMost),
    ("≤", Side::AtMost),
    ("<", Side::AtMost),
    ("at most", Side::AtMost),
    ("under", Side::AtMost),
    ("below", Side::AtMost),
    (">=", Side::AtLeast),
    ("≥", Side::AtLeast),
    (">", Side::AtLeast),
    ("at least", Side::AtLeast),
    ("over", Side::AtLeast),
    ("above", Side::AtLeast),
];

/// Reads a claim. Whether what it is about exists is not looked at.
///
/// # Errors
/// What is wrong with it.
pub fn read(text: &str) -> Result<Claim, Unreadable> {
    let wrong = |message: String| Unreadable { message, hint: FORMS.to_owned() };
    let text = text.replace('`', "");
    if let Some((journey, within)) = text.split_once(" recovers within ") {
        let within = Duration::read(within.trim()).map_err(|error| wrong(error.to_string()))?;
        return Ok(Claim::Recovers { journey: journey.trim().to_owned(), within });
    }
    let Some((figure, rest)) = text.split_once(" of ") else {
        return Err(wrong(format!("cannot read the claim `{text}`")));
    };
    let Some(found) = figure_of(figure.trim()) else {
        let known = "`p50` to `p99.9`, `mean`, `success`, `goodput`, `utilisation` or `amplification`";
        return Err(Unreadable {
            message: format!("`{}` is no figure", figure.trim()),
            hint: format!("write {known}"),
        });
    };
    let Some((of, rest)) = rest.trim().split_once(' ') else {
        return Err(wrong(format!("the claim `{text}` says no limit")));
    };
    let rest = rest.trim();
    let side = SIDES.iter().find_map(|(word, side)| Some((rest.strip_prefix(word)?, *side)));
    let Some((value, side)) = side else { return Err(wrong(format!("the claim `{text}` says no limit"))) };
    let value = value.trim();
    let limit = match found {
        Figure::Quantile(_) | Figure::Mean => Duration::read(value).map(Duration::as_secs_f64),
        Figure::Success | Figure::Utilisation => Share::read(value).map(Share::fraction),
        Figure::Goodput => Rate::read(value).map(|rate| rate.per_second()),
        Figure::Amplification => Factor::read(value).map(Factor::get),
    };
    let hint = match found {
        Figure::Quantile(_) | Figure::Mean => "write a time, as `<= 400ms`",
        Figure::Success | Figure::Utilisation => "write a share, as `>= 99.9%`",
        Figure::Goodput => "write a rate, as `>= 600rps`",
        Figure::Amplification => "write a factor, as `<= 1.5x`",
    };
    let limit = limit.map_err(|error| Unreadable { message: error.to_string(), hint: hint.to_owned() })?;
    Ok(Claim::Limit { figure: found, of: of.to_owned(), side, limit })
}

fn figure_of(word: &str) -> Option<Figure> {
    Some(match word {
        "mean" => Figure::Mean,
        "success" => Figure::Success,
        "goodput" => Figure::Goodput,
        "utilisation" | "utilization" => Figure::Utilisation,
        "amplification" => Figure::Amplification,
        _ => {
            let percent: f64 = word.strip_prefix('p')?.parse().ok()?;
            return (0.0 < percent && percent < 100.0)
                .then(|| Figure::Quantile((percent * 1e6).round() / 1e8));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<Claim, &str>) {
        assert_eq!(read(text).map_err(|error| error.message), expected.map_err(str::to_owned), "{text}");
    }

    fn limit(figure: Figure, of: &str, side: Side, limit: f64) -> Result<Claim, &'static str> {
        Ok(Claim::Limit { figure, of: of.to_owned(), side, limit })
    }

    #[test]
    fn claims_read_like_sentences() {
        check(
            "p99 of `place-order` <= 400ms",
            limit(Figure::Quantile(0.99), "place-order", Side::AtMost, 0.4),
        );
        check("p99.9 of browse under 2s", limit(Figure::Quantile(0.999), "browse", Side::AtMost, 2.0));
        check("success of browse at least 99.9%", limit(Figure::Success, "browse", Side::AtLeast, 0.999));
        check("utilisation of checkout ≤ 70%", limit(Figure::Utilisation, "checkout", Side::AtMost, 0.7));
        check("goodput of browse >= 600rps", limit(Figure::Goodput, "browse", Side::AtLeast, 600.0));
        check("amplification of psp <= 1.2x", limit(Figure::Amplification, "psp", Side::AtMost, 1.2));
        let within = Duration::from_nanos(60_000_000_000);
        check("browse recovers within 60s", Ok(Claim::Recovers { journey: "browse".to_owned(), within }));
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        check("all is well", Err("cannot read the claim `all is well`"));
        check("p100 of browse <= 1s", Err("`p100` is no figure"));
        check("p99 of browse", Err("the claim `p99 of browse` says no limit"));
        check("p99 of browse around 1s", Err("the claim `p99 of browse around 1s` says no limit"));
        let hint = |text| read(text).expect_err("no unit").hint;
        assert_eq!(hint("amplification of psp <= 1.5"), "write a factor, as `<= 1.5x`");
        assert_eq!(hint("goodput of browse >= 600"), "write a rate, as `>= 600rps`");
    }
}
