//! Whether an objective's indicator says what is counted, so that somebody could measure it.

use crate::ask::{Ask, seen, write};
use loadline_model::kinds::{AvailabilitySli, Sli, Slo};
use loadline_model::{Named, Stated};

/// Asks for everything that an objective's indicator needs to be measured.
pub(crate) fn measurable<'a>(ask: &mut Ask<'a>, name: &str, slo: &'a Named<Slo>) {
    let at = format!("slos/{name}/sli");
    let Some(sli) = slo.sli.as_deref() else {
        let text = format!("`{name}` does not say what counts as good");
        ask.wrong(at.clone(), text, write(at, "{availability: {good: …, total: …}}"));
        return;
    };
    if !one_of(ask, &at, sli) {
        let text = format!("`{name}` does not say what counts as good");
        ask.wrong(at.clone(), text, write(format!("{at}/availability"), "{good: …, total: …}"));
    }
}

/// Asks the one indicator that is written; `false` when none is.
fn one_of<'a>(ask: &mut Ask<'a>, at: &str, sli: &'a Sli) -> bool {
    for (word, ratio) in [("availability", &sli.availability), ("correctness", &sli.correctness)] {
        if let Some(ratio) = ratio {
            good_and_total(ask, &format!("{at}/{word}"), ratio);
            return true;
        }
    }
    if let Some(latency) = sli.latency.as_deref() {
        let at = format!("{at}/latency");
        ask.said(&at, "under", latency.under.as_ref(), "300ms");
        ask.said(&at, "histogram", latency.histogram.as_ref(), "request_duration_seconds");
        return true;
    }
    if let Some(freshness) = sli.freshness.as_deref() {
        let at = format!("{at}/freshness");
        ask.said(&at, "within", freshness.within.as_ref(), "5m");
        ask.said(&at, "metric", freshness.metric.as_ref(), "updated_timestamp_seconds");
        return true;
    }
    if let Some(throughput) = sli.throughput.as_deref() {
        let at = format!("{at}/throughput");
        ask.said(&at, "at-least", throughput.at_least.as_ref(), "100");
        ask.said(&at, "metric", throughput.metric.as_ref(), "work_total");
        return true;
    }
    if let Some(gauge) = sli.gauge.as_deref() {
        ask.said(&format!("{at}/gauge"), "metric", gauge.metric.as_ref(), "up");
        return true;
    }
    if let Some(raw) = &sli.raw {
        ask.note(format!("{at}/raw"), raw);
        return true;
    }
    if let Some(composite) = &sli.composite {
        ask.note(format!("{at}/composite"), composite);
        return true;
    }
    false
}

fn good_and_total<'a>(ask: &mut Ask<'a>, at: &str, ratio: &'a Stated<AvailabilitySli>) {
    let counted = [("good", seen(ratio.good.as_ref())), ("bad", seen(ratio.bad.as_ref()))];
    ask.either(at, &counted, "'requests_total{code!~\"5..\"}'");
    ask.said(at, "total", ratio.total.as_ref(), "requests_total");
}
