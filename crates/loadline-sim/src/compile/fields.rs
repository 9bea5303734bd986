//! Which fields mean anything for which kind of fault: what would be passed over is refused.

use loadline_base::Span;
use loadline_model::kinds::{FaultKind, ScenarioFault};

/// A field of a fault that its kind does not read, with its place.
pub(super) fn stray(kind: FaultKind, fault: &ScenarioFault) -> Option<(&'static str, Span)> {
    use FaultKind::{Deploy, Down, Errors, Slow, Spike, Workers};
    let said: [(&str, Option<Span>, &[FaultKind]); 5] = [
        ("journey", fault.journey.as_ref().map(|said| said.span), &[Spike]),
        ("factor", fault.factor.as_ref().map(|said| said.span), &[Spike, Slow, Deploy]),
        ("share", fault.share.as_ref().map(|said| said.span), &[Errors, Deploy]),
        ("copies", fault.copies.as_ref().map(|said| said.span), &[Down]),
        ("workers", fault.workers.as_ref().map(|said| said.span), &[Workers]),
    ];
    said.into_iter()
        .find_map(|(field, span, read_by)| Some((field, span?)).filter(|_| !read_by.contains(&kind)))
}
