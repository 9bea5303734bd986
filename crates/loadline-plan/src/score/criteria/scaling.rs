//! Scaling: how much more load it carries as it stands, and how it gets further.

use crate::ask::{Ask, write};
use crate::gap::Close;
use crate::requirement::{engine, model, silence};
use crate::score::criterion::Criterion;
use crate::score::criterion::level;
use loadline_base::figure::figure;
use loadline_model::Body;

pub(super) const CRITERION: Criterion = Criterion {
    id: "scaling",
    title: "Scaling",
    zero: "it does not carry its peak, or nobody knows",
    levels: [
        level(
            "it gets to ten times its load",
            &[
                silence(
                    "P11.scaling.fits",
                    "a peak that fits, with the headroom wanted",
                    &["LL303", "LL304", "LL306", "LL307"],
                ),
                engine(
                    "P11.scaling.ten",
                    "a way to ten times the load for everything users wait for",
                    |ask| carries(ask, 10.0),
                ),
            ],
        ),
        level(
            "it gets to a hundred times its load, by a plan",
            &[
                engine(
                    "P11.scaling.hundred",
                    "a way to a hundred times the load for everything users wait for",
                    |ask| carries(ask, 100.0),
                ),
                silence("P11.scaling.growth", "growth that leaves room for a year", &["LL316"]),
            ],
        ),
        level(
            "it grows by more copies, by itself",
            &[
                model(
                    "P11.scaling.copies",
                    "copies that are added under load, for every service users wait for",
                    autoscaled,
                ),
                silence("P11.scaling.fast", "copies that are there in time", &["LL315", "LL318"]),
            ],
        ),
    ],
};

/// Everything that users wait for carries this many times its load, or says how it gets there.
fn carries(ask: &mut Ask<'_>, times: f64) {
    let facts = ask.facts;
    ask.journeys();
    for asked in facts.capacity.asked.iter().filter(|asked| asked.waited_for) {
        let component = asked.component;
        let at = component.path();
        let limits =
            facts.capacity.limits.iter().filter(|it| it.component.id == component.id && it.edge.is_none());
        let first = limits.min_by(|a, b| a.lasts.value.total_cmp(&b.lasts.value));
        match (first, &component.common().scales_by) {
            (Some(limit), _) if limit.lasts.value >= times => ask.shown(at, &limit.lasts),
            (Some(limit), Some(way)) => {
                ask.note(format!("{at}/scales-by"), way);
                ask.shown(at, &limit.lasts);
            }
            (None, Some(way)) => ask.note(format!("{at}/scales-by"), way),
            (Some(limit), None) => {
                let (name, most) = (component.name, figure(limit.lasts.value));
                let text = format!(
                    "`{name}` carries {most} times its load, and nothing says how it gets to {times:.0}"
                );
                ask.wrong(format!("{at}/scales-by"), text, write(format!("{at}/scales-by"), "more replicas"));
            }
            (None, None) => {
                let text = format!("nobody can tell how much `{}` carries", component.name);
                ask.wrong(format!("{at}/capacity"), text, Close::Run("loadline capacity".to_owned()));
            }
        }
    }
}

fn autoscaled(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    ask.journeys();
    for asked in facts.capacity.asked.iter().filter(|asked| asked.waited_for) {
        let Body::Service(service) = asked.component.body else { continue };
        let at = format!("{}/replicas", asked.component.path());
        let replicas = service.common.replicas.as_deref();
        ask.said(&at, "max", replicas.and_then(|it| it.max.as_ref()), "12");
        ask.said(&at, "autoscale", replicas.and_then(|it| it.autoscale.as_ref()), "{target: 60%, lag: 3m}");
    }
}
