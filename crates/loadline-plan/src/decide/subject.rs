//! What a table is about: the system as a whole, or each piece of state, each call that may go over a queue, each
//! alert, each objective, each piece of toil.

use crate::facts::{Facts, entries};
use loadline_base::Span;
use loadline_model::kinds::{Page, Slo, SloAlert, StateItem, ToilItem};
use loadline_model::{Body, ComponentKind, Decided, Edge, Named};

/// What a table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// The system as a whole.
    System,
    /// Each piece of state.
    State,
    /// Each call that leaves the request path, goes to a queue, or is soft.
    Call,
    /// Each alert: paging rules, and objectives that alert.
    Alert,
    /// Each objective.
    Objective,
    /// Each piece of toil.
    Toil,
}

impl Of {
    /// Every one, in the order of the reference.
    pub const ALL: &[Self] =
        &[Self::System, Self::State, Self::Call, Self::Alert, Self::Objective, Self::Toil];

    /// The word in a table, and in sentences.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::State => "state",
            Self::Call => "call",
            Self::Alert => "alert",
            Self::Objective => "objective",
            Self::Toil => "toil",
        }
    }

    /// The sections of the model they stand in, for when there is none.
    pub(super) const fn sections(self) -> &'static [&'static str] {
        match self {
            Self::System => &[],
            Self::State => &["state"],
            Self::Call => &["services"],
            Self::Alert => &["slos", "policies/paging"],
            Self::Objective => &["slos"],
            Self::Toil => &["operations/toil"],
        }
    }
}

/// One thing that a table is asked about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Subject<'m> {
    System,
    State(&'m str, &'m Named<StateItem>),
    Call(Edge<'m>),
    Page(&'m str, &'m Named<Page>),
    SloAlert(&'m str, &'m Named<Slo>, &'m SloAlert),
    Objective(&'m str, &'m Named<Slo>),
    Toil(&'m str, &'m Named<ToilItem>),
}

impl<'m> Subject<'m> {
    /// Its id path; `system` for the system.
    pub(super) fn path(&self) -> String {
        match self {
            Self::System => "system".to_owned(),
            Self::State(id, _) => format!("state/{id}"),
            Self::Call(edge) => edge.path(),
            Self::Page(id, _) => format!("policies/paging/{id}"),
            Self::SloAlert(id, ..) | Self::Objective(id, _) => format!("slos/{id}"),
            Self::Toil(id, _) => format!("operations/toil/{id}"),
        }
    }

    /// What people call it; nothing for the system.
    pub(super) fn name(&self) -> String {
        match self {
            Self::System => String::new(),
            Self::Call(edge) => format!("{} → {}", edge.from.name, edge.target()),
            Self::State(id, _)
            | Self::Page(id, _)
            | Self::SloAlert(id, ..)
            | Self::Objective(id, _)
            | Self::Toil(id, _) => (*id).to_owned(),
        }
    }

    /// The bytes of its key.
    pub(super) fn span(&self) -> Option<Span> {
        match self {
            Self::System => None,
            Self::State(_, named) => Some(named.key),
            Self::Call(edge) => Some(edge.key),
            Self::Page(_, named) => Some(named.key),
            Self::SloAlert(_, named, _) | Self::Objective(_, named) => Some(named.key),
            Self::Toil(_, named) => Some(named.key),
        }
    }

    /// Everything of this sort, in the order written.
    pub(super) fn all(of: Of, facts: &Facts<'m>) -> Vec<Self> {
        let system = &facts.model.system;
        match of {
            Of::System => vec![Self::System],
            Of::State => entries(&system.state).map(|(id, named)| Self::State(id, named)).collect(),
            Of::Call => calls(facts).map(Self::Call).collect(),
            Of::Alert => {
                let paging = system.policies.as_deref().and_then(|policies| policies.paging.as_ref());
                let pages = paging.into_iter().flat_map(|all| all.value.iter());
                let slos = facts.slos().filter_map(|(id, slo)| {
                    let alert = slo.alert.as_ref().and_then(|alert| alert.value.value())?;
                    Some(Self::SloAlert(id, slo, alert))
                });
                slos.chain(pages.map(|(id, page)| Self::Page(id, page))).collect()
            }
            Of::Objective => facts.slos().map(|(id, slo)| Self::Objective(id, slo)).collect(),
            Of::Toil => {
                let toil = system.operations.as_deref().and_then(|operations| operations.toil.as_ref());
                let all = toil.into_iter().flat_map(|all| all.value.iter());
                all.map(|(id, item)| Self::Toil(id, item)).collect()
            }
        }
    }
}

/// Calls of our own code about which one may ask whether somebody must wait for them.
fn calls<'m>(facts: &Facts<'m>) -> impl Iterator<Item = Edge<'m>> + use<'m> {
    let queued = |edge: &Edge<'m>| {
        let fallback = edge.need.fallback.as_ref().and_then(|fallback| fallback.value.value());
        fallback.is_some_and(|fallback| fallback.queue.is_some())
    };
    facts.model.edges().filter(move |edge| {
        let ours = matches!(edge.from.body, Body::Service(_) | Body::Job(_));
        let to_queue = edge.to.kind() == ComponentKind::Queue && edge.publishes();
        let calls = !matches!(edge.to.kind(), ComponentKind::Store | ComponentKind::Cache);
        ours && !edge.start_only()
            && !edge.consumes()
            && (to_queue || calls && (edge.leaves_request_path() || edge.is_soft() || queued(edge)))
    })
}

/// Whether a decision names something.
pub(super) fn is_some<T>(decided: &Decided<T>) -> bool {
    decided.value().is_some()
}
