//! Observability: what one would see of a failure before a user reports it.

use crate::ask::{Ask, write};
use crate::requirement::{model, silence};
use crate::score::criterion::Criterion;
use crate::score::criterion::level;
use loadline_model::kinds::Logs;

pub(super) const CRITERION: Criterion = Criterion {
    id: "observability",
    title: "Observability",
    zero: "code that says nothing about itself",
    levels: [
        level("logs exist", &[model("P11.signals.logs", "logs of all our own code", logs)]),
        level(
            "structured logs and metrics",
            &[
                model(
                    "P11.signals.structured",
                    "logs that machines read, with metrics beside them",
                    structured,
                ),
                silence(
                    "P11.signals.metrics",
                    "metrics and logs of what users wait for",
                    &["LL507", "LL508"],
                ),
            ],
        ),
        level(
            "traces through everything, and somebody told before users tell",
            &[
                silence("P11.signals.traces", "traces that do not end half-way", &["LL509"]),
                silence(
                    "P11.signals.alerts",
                    "an objective and an alert for every journey that matters",
                    &["LL501", "LL504", "LL513"],
                ),
                silence("P11.signals.silent", "jobs that are missed when they do not run", &["LL506"]),
            ],
        ),
    ],
};

fn own<'a>(
    ask: &mut Ask<'a>,
    mut each: impl FnMut(&mut Ask<'a>, &str, Option<&'a loadline_model::kinds::Signals>),
) {
    let own: Vec<_> = ask.facts.own_code().collect();
    if own.is_empty() {
        ask.missing("", "services", "{web: {signals: {logs: structured}}}");
    }
    for component in own {
        let at = format!("{}/signals", component.path());
        each(ask, &at, component.common().signals.as_deref());
    }
}

fn logs(ask: &mut Ask<'_>) {
    own(ask, |ask, at, signals| {
        ask.decided(at, "logs", signals.and_then(|it| it.logs.as_ref()), "structured");
    });
}

fn structured(ask: &mut Ask<'_>) {
    own(ask, |ask, at, signals| {
        let logs = ask.decided(at, "logs", signals.and_then(|it| it.logs.as_ref()), "structured");
        if logs == Some(&Logs::Text) {
            let path = format!("{at}/logs");
            ask.wrong(path.clone(), "the logs are free text".to_owned(), write(path, "structured"));
        }
        ask.decided(at, "metrics", signals.and_then(|it| it.metrics.as_ref()), "[requests_total]");
    });
}
