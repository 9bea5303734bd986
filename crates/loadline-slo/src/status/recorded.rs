//! Counts that recording rules keep already: one request for all objectives instead of many for each.
//!
//! They are those of [`backends`](crate::backends), read back by their names.

use super::answer::{data_of_kind, labels, metrics};
use super::{Answers, BadAnswer, Count, Question, Side, Stretch};
use crate::{Part, Slo};
use loadline_base::units::{Duration, Unit as _};
use loadline_promql::{METRIC_NAME, Millis};
use rustc_hash::FxHashMap;

/// Gives every count that is recorded, of all objectives.
pub const RECORDED: &str =
    r#"{__name__=~"slo:(bad|total):increase.+|slo:(bad_slices|slices):count.+",slo!=""}"#;

/// The label that names the objective.
const SLO: &str = "slo";

/// Takes the answer `body` to [`RECORDED`], asked for the time `now`. Returns how many counts were taken; those of other objectives are
/// left alone.
///
/// # Errors
/// When the answer cannot be used as a whole; see [`BadAnswer`].
pub fn take_recorded(
    body: &[u8],
    slos: &[Slo],
    now: Millis,
    answers: &mut Answers,
) -> Result<usize, BadAnswer> {
    let ids: FxHashMap<&str, usize> =
        slos.iter().enumerate().map(|(at, slo)| (slo.id.as_str(), at)).collect();
    let data = data_of_kind(body, "vector")?;
    let mut taken = 0;
    for (metric, value) in metrics(&data, now)? {
        let name = metric.get(METRIC_NAME).map_or("", |name| name.as_ref());
        let slo = metric.get(SLO).and_then(|id| ids.get(id.as_ref()));
        let Some((at, slo)) = slo.and_then(|at| Some((*at, slos.get(*at)?))) else { continue };
        let Some((side, stretch)) = recorded(name, slo, now) else { continue };
        let question = Question { slo: at, stretch, side, query: String::new() };
        answers.take(&question, labels(&metric).filtered(|name| name != SLO), value);
        taken += 1;
    }
    Ok(taken)
}

/// What the series called `name` counts of `slo` up to `now`.
fn recorded(name: &str, slo: &Slo, now: Millis) -> Option<(Side, Stretch)> {
    let kinds = [
        ("slo:bad:increase", Side::Part(Part::Bad), Count::Events),
        ("slo:total:increase", Side::Total, Count::Events),
        ("slo:bad_slices:count", Side::Part(Part::Bad), Count::Slices),
        ("slo:slices:count", Side::Total, Count::Slices),
    ];
    let (window, side, count) =
        kinds.into_iter().find_map(|(start, side, count)| Some((name.strip_prefix(start)?, side, count)))?;
    let over = Duration::read(window).ok()?;
    let looks = count == Count::Slices && slo.slice().is_some_and(|slice| over < slice);
    Some((side, Stretch { until: now, over, count: if looks { Count::Looks } else { count } }))
}
