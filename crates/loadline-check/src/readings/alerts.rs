//! Every alert that a model declares: those of its SLOs and those of its paging rules.

use loadline_base::Span;
use loadline_evidence::Place;
use loadline_model::kinds::{PageClass, Runbook};
use loadline_model::{Decided, Model, Named, Ref, Stated, targets};

/// An alert of the model.
#[derive(Debug)]
pub(crate) struct Alert<'m> {
    /// Where it is declared.
    pub(crate) place: Place,
    /// Id of the SLO or paging rule.
    pub(crate) id: &'m str,
    /// Journey, component or interface it is about.
    pub(crate) of: Option<&'m str>,
    /// Whether somebody is woken. A paging rule that does not say wakes somebody.
    pub(crate) pages: bool,
    /// The teams that are told, with the place that says so.
    pub(crate) told: Vec<&'m Stated<Ref<targets::Team>>>,
    /// What to do.
    pub(crate) runbook: &'m Option<Stated<Decided<String>>>,
    /// The bytes of the SLO's `alert:`, or of the paging rule's key.
    pub(crate) span: Span,
}

/// Every alert: SLOs first, then paging rules, in the order written.
pub(crate) fn alerts(model: &Model) -> Vec<Alert<'_>> {
    let mut alerts = Vec::new();
    for (id, slo) in model.system.slos.iter().flat_map(|all| all.iter()) {
        let Some((alert, span)) = slo.alert.as_ref().and_then(|alert| Some((alert.value()?, alert.span)))
        else {
            continue;
        };
        alerts.push(Alert {
            place: Place::new(format!("slos/{id}"), slo.key),
            id,
            of: slo.of.as_ref().map(|of| of.id.as_str()),
            pages: alert.page.is_some(),
            told: alert.page.iter().chain(&alert.ticket).collect(),
            runbook: &alert.runbook,
            span,
        });
    }
    for (id, page) in model.system.policies.iter().flat_map(|all| &all.paging).flat_map(|all| all.iter()) {
        alerts.push(Alert {
            place: Place::new(format!("policies/paging/{id}"), page.key),
            id,
            of: page.of.as_ref().map(|of| of.id.as_str()),
            pages: page.class.as_ref().is_none_or(|class| class.value == PageClass::Page),
            told: page.owner.iter().collect(),
            runbook: &page.runbook,
            span: page.key,
        });
    }
    alerts
}

/// The runbook of the model with this id or path.
pub(crate) fn runbook<'m>(model: &'m Model, named: &str) -> Option<(&'m str, &'m Named<Runbook>)> {
    let mut all = model.system.runbooks.as_ref()?.iter();
    all.find(|(id, runbook)| *id == named || runbook.path.as_ref().is_some_and(|path| path.value == named))
}
