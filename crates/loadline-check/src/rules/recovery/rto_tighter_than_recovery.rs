//! A promise to be back sooner than recovery takes.

use crate::prelude::*;
use crate::readings::promise::{Homes, Promise, backup};
use loadline_base::Span;
use loadline_model::{Body, Component};

/// A promise to be back sooner than recovery takes.
pub(crate) const RULE: Rule = Rule {
    code: "LL405",
    name: "rto-tighter-than-recovery",
    level: Severity::Error,
    since: "0.1.0",
    summary: "data is promised back sooner than restore, rebuild or failover take",
    requirements: &["R10", "D2", "D6"],
    pillar: None,
    facts: &[
        "stores.*.backup.rto",
        "stores.*.backup.restore-takes",
        "stores.*.rebuild.takes",
        "stores.*.failover.time",
        "stores.*.replicas.failover.time",
        "stores.*.regions.switch",
        "state.*.rto",
        "state.*.home",
    ],
    page: include_str!("rto_tighter_than_recovery.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let homes = Homes::of(cx);
    for component in cx.model.components().filter(|component| component.keeps_state()) {
        let Some(rto) = homes.rto(component) else { continue };
        let slow: Vec<Way> = ways(component).into_iter().filter(|way| way.time > rto.time).collect();
        let slowest = slow.iter().max_by_key(|way| way.time);
        if let Some(slowest) = slowest {
            report(cx, component, &rto, slowest, &slow);
        }
    }
}

/// A way back, and how long it takes.
struct Way {
    what: &'static str,
    time: Duration,
    span: Span,
}

/// The ways back that say how long they take. A rebuild counts where no restore says its time.
fn ways(component: Component<'_>) -> Vec<Way> {
    let common = component.common();
    let restore = backup(component).and_then(|plan| plan.restore_takes.as_ref());
    let rebuild = match component.body {
        Body::Store(store) if restore.is_none() => {
            store.rebuild.as_ref().and_then(|rebuild| rebuild.takes.as_ref())
        }
        _ => None,
    };
    let own = common.reliability.failover.as_ref();
    let failover = own.or(common.replicas.as_ref().and_then(|replicas| replicas.failover.as_ref()));
    let failover = failover.and_then(|failover| failover.time.as_ref());
    let switch = common.regions.as_ref().and_then(|regions| regions.switch.as_ref());
    let all = [
        ("a restore", restore),
        ("a rebuild", rebuild),
        ("a failover", failover),
        ("a change of region", switch),
    ];
    let stated =
        all.into_iter().filter_map(|(what, time)| Some((what, time.filter(|time| time.is_decided())?)));
    stated.map(|(what, time)| Way { what, time: time.value, span: time.span }).collect()
}

fn report(cx: &mut Check<'_>, component: Component<'_>, rto: &Promise<'_>, slowest: &Way, slow: &[Way]) {
    let (what, takes, wanted) = (slowest.what, slowest.time, rto.time);
    let mut report = Report::new(
        component.place(),
        format!("{what} of `{}` takes {takes}, but it must be back within {wanted}", component.name),
    )
    .mark(slowest.span, format!("takes {takes}"))
    .and(rto.span, format!("the objective, by {}", rto.by()))
    .note(format!(
        "{} too long = {takes} − {wanted}, the time to notice and to decide not counted",
        takes.saturating_sub(wanted)
    ))
    .number(Quantity::stated("recovery time", takes.as_secs_f64(), "s"))
    .number(Quantity::stated("recovery time objective", wanted.as_secs_f64(), "s"))
    .hint("make recovery faster (smaller shards, a warm standby, restores in parallel), or promise less");
    for way in slow.iter().filter(|way| way.span != slowest.span) {
        report = report.note(format!("{} takes {}, which is too long as well", way.what, way.time));
    }
    cx.report(report);
}
