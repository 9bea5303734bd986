//! Failure handling: what happens when something that is needed fails.

use crate::ask::{Ask, write};
use crate::requirement::{model, no_error, silence};
use crate::score::criterion::Criterion;
use crate::score::criterion::level;
use loadline_model::Edge;

pub(super) const CRITERION: Criterion = Criterion {
    id: "failure-handling",
    title: "Failure handling",
    zero: "no limits and no fallbacks: failures spread",
    levels: [
        level(
            "calls end, and some have a fallback",
            &[
                no_error("P11.failure.timeouts", "a time limit on every call", &["LL201"]),
                model("P11.failure.some", "a fallback somewhere", some_fallback),
            ],
        ),
        level(
            "every failure that matters is handled",
            &[
                silence(
                    "P11.failure.fallbacks",
                    "fallbacks where users wait, which carry the load and fail apart",
                    &["LL213", "LL214", "LL218", "LL221"],
                ),
                silence(
                    "P11.failure.retries",
                    "retries that wait, spread and end",
                    &["LL203", "LL204", "LL205", "LL206", "LL207"],
                ),
                silence(
                    "P11.failure.messages",
                    "messages that end somewhere",
                    &["LL208", "LL209", "LL210", "LL219"],
                ),
            ],
        ),
        level(
            "it heals by itself, and that is exercised",
            &[
                silence(
                    "P11.failure.breakers",
                    "breakers towards what others run, and overload that does not sustain itself",
                    &["LL212", "LL215"],
                ),
                silence("P11.failure.exercised", "fallbacks that were seen to work", &["LL220"]),
                silence("P11.failure.probes", "probes that take out what does not answer", &["LL410"]),
                model("P11.failure.rollback", "rollouts that take themselves back", automatic),
            ],
        ),
    ],
};

fn some_fallback(ask: &mut Ask<'_>) {
    let with = |edge: &Edge<'_>| edge.need.fallback.as_ref().is_some_and(|it| it.value.value().is_some());
    let facts = ask.facts;
    match facts.model.edges().find(with) {
        Some(edge) => {
            ask.said(&edge.path(), "fallback", edge.need.fallback.as_ref(), "{stale: 10m}");
        }
        // Where nothing is called, nothing that is called can fail.
        None => match facts.model.edges().find(Edge::is_call) {
            Some(edge) => {
                let at = format!("{}/fallback", edge.path());
                ask.wrong(at.clone(), "no call has a fallback".to_owned(), write(at, "{stale: 10m}"));
            }
            None if facts.own_code().next().is_none() => {
                ask.missing(
                    "",
                    "services",
                    "{web: {needs: {db: {kind: hard, timeout: 1s, fallback: none}}}}",
                );
            }
            None => {
                for component in facts.own_code() {
                    ask.said(&component.path(), "needs", component.common().needs.as_ref(), "{}");
                }
            }
        },
    }
}

fn automatic(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    for component in facts.own_code() {
        let rollout = match component.body {
            loadline_model::Body::Service(service) => service.rollout.as_deref(),
            _ => continue,
        };
        let at = format!("{}/rollout", component.path());
        let example = "{automatic: true, trigger: errors above 1%, within: 5m}";
        let rollback = ask.decided(&at, "rollback", rollout.and_then(|it| it.rollback.as_ref()), example);
        if let Some(rollback) = rollback
            && ask.said(&format!("{at}/rollback"), "automatic", rollback.automatic.as_ref(), "true")
                == Some(&false)
        {
            let text = format!("`{}` is taken back by hand", component.name);
            ask.wrong(
                format!("{at}/rollback/automatic"),
                text,
                write(format!("{at}/rollback/automatic"), "true"),
            );
        }
    }
}
