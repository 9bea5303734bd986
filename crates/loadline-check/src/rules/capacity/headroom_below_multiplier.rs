//! A component with less room above its peak than the system promises.

use crate::prelude::*;
use crate::readings::figure::{count, figure};
use crate::readings::served::{Served, served};
use loadline_model::Component;

/// A component with less room above its peak than the system promises.
pub(crate) const RULE: Rule = Rule {
    code: "LL304",
    name: "headroom-below-multiplier",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "a component carries its peak, but with less headroom than the system asks for",
    requirements: &["D3", "D18", "R7"],
    pillar: None,
    facts: &[
        "system.headroom",
        "services.*.capacity.rps",
        "services.*.capacity.workers",
        "services.*.replicas.min",
        "services.*.replicas.max",
        "externals.*.quota",
        "journeys.*.load.peak",
    ],
    page: include_str!("headroom_below_multiplier.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let identity = cx.model.system.identity.as_ref();
    let wanted =
        identity.and_then(|identity| identity.headroom.as_ref()).filter(|factor| factor.is_decided());
    let mut judged = 0;
    for component in cx.model.components() {
        let demand = cx.demands.on(component.id);
        let sides = served(cx.model, &cx.readings.loads, demand, component).unwrap_or_default();
        for side in sides.iter().filter(|side| side.peak > 0.0 && side.carries.rps >= side.peak) {
            judged += 1;
            if let Some(wanted) = wanted
                && side.carries.rps < side.peak * wanted.get()
            {
                report(cx, component, side, wanted.get(), wanted.span);
            }
        }
    }
    if let (None, Some(identity)) = (wanted, identity)
        && judged > 0
    {
        let place = Place::new("system", identity.span);
        cx.ask(&place, "headroom", "how many times the peak must the capacity reach (2x is usual)?");
    }
}

fn report(
    cx: &mut Check<'_>,
    component: Component<'_>,
    side: &Served,
    wanted: f64,
    said: loadline_base::Span,
) {
    let (peak, carries) = (side.peak, &side.carries);
    let ratio = carries.rps / peak;
    let (have, want) = (figure(ratio), figure(wanted));
    let formula = format!("{} rps ÷ {} rps", figure(carries.rps), figure(peak));
    let needed = peak * wanted;
    let message = format!(
        "{} {} {have} times {} peak, below the headroom of {want}",
        side.subject(component),
        side.verb("carries", "carry"),
        side.verb("its", "their")
    );
    let mut report = Report::new(component.place(), message)
        .and(said, "the headroom wanted")
        .note(format!(
            "{have} = {formula}; wanted are {} rps = {} rps × {want}",
            figure(needed),
            figure(peak)
        ))
        .note(format!("peak: {} rps = {}", figure(peak), side.peak_formula(cx.demands.on(component.id))))
        .note(format!("capacity: {}", carries.working()))
        .number(Quantity::computed("headroom", ratio, "1", formula))
        .number(Quantity::stated("wanted headroom", wanted, "1"));
    report = if component.kind() == loadline_model::ComponentKind::External {
        report.hint("agree on a larger quota, or keep some of the calls away from it")
    } else {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "saturates, and is only shown"
        )]
        let enough = (needed / carries.each).ceil() as u64;
        report.hint(format!("{} would give it", count(enough, carries.noun)))
    };
    cx.report(report);
}
