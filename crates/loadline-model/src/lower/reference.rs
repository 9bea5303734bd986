//! References to ids, and what each may point at.

use super::{Layers, Lower, Lowering, Shape};
use loadline_base::Span;
use std::marker::PhantomData;

/// What a reference may point at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TargetKind {
    /// A team.
    Team,
    /// A trust boundary.
    Boundary,
    /// A failure domain.
    Domain,
    /// A group of cells.
    CellGroup,
    /// A data class.
    Data,
    /// A profile.
    Profile,
    /// An actor.
    Actor,
    /// A service, job, store, cache, queue or external.
    Component,
    /// A component, or `component.interface` (for queues, `queue.topic`).
    ComponentPart,
    /// A journey.
    Journey,
    /// A journey, or an interface of the component the reference stands in.
    Trigger,
    /// A journey or a component.
    Subject,
    /// An SLO.
    Slo,
    /// An alert policy; `standard` always exists.
    AlertPolicy,
    /// A budget policy.
    BudgetPolicy,
}

impl TargetKind {
    /// The noun with its article, to read after "the id of".
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Team => "a team",
            Self::Boundary => "a boundary",
            Self::Domain => "a failure domain",
            Self::CellGroup => "a group of cells",
            Self::Data => "a data class",
            Self::Profile => "a profile",
            Self::Actor => "an actor",
            Self::Component => "a component",
            Self::ComponentPart => "a component or `component.interface`",
            Self::Journey => "a journey",
            Self::Trigger => "a journey or an interface of this component",
            Self::Subject => "a journey or a component",
            Self::Slo => "an SLO",
            Self::AlertPolicy => "an alert policy",
            Self::BudgetPolicy => "a budget policy",
        }
    }
}

/// Says at compile time what a [`Ref`] points at.
pub trait Target {
    /// What it points at.
    const KIND: TargetKind;
}

/// The things a [`Ref`] may point at, as types.
pub mod targets {
    use super::{Target, TargetKind};

    macro_rules! targets {
        ($($name:ident)+) => { $(
            #[doc = concat!("See [`TargetKind::", stringify!($name), "`].")]
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub enum $name {}

            impl Target for $name {
                const KIND: TargetKind = TargetKind::$name;
            }
        )+ };
    }

    targets! {
        Team Boundary Domain CellGroup Data Actor Component ComponentPart Journey Trigger Subject Slo AlertPolicy BudgetPolicy
    }
}

/// The id of something that must exist elsewhere in the model. Whether it does is found out after all files are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ref<T> {
    /// The text as written: `orders-db`, `checkout.api`.
    pub id: String,
    target: PhantomData<T>,
}

impl<T> Ref<T> {
    /// The part before the dot.
    #[must_use]
    pub fn base(&self) -> &str {
        self.id.split_once('.').map_or(&self.id, |(base, _)| base)
    }

    /// The part after the dot, if there is one.
    #[must_use]
    pub fn part(&self) -> Option<&str> {
        self.id.split_once('.').map(|(_, part)| part)
    }
}

impl<T> std::fmt::Display for Ref<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.id)
    }
}

/// A reference met while reading, kept so that all of them can be resolved in one pass.
#[derive(Debug, Clone)]
pub(crate) struct FoundReference {
    pub(crate) kind: TargetKind,
    pub(crate) id: String,
    pub(crate) span: Span,
    /// Id path of the field that refers.
    pub(crate) path: String,
}

impl<T: Target> Lower for Ref<T> {
    const SHAPE: Shape = Shape::Reference(T::KIND);

    fn lower(at: &Layers, cx: &mut Lowering<'_>) -> Option<Self> {
        let id = cx.scalar(at, &Self::SHAPE)?.to_owned();
        let span = cx.span(at[0]);
        cx.refer(T::KIND, &id, span);
        Some(Self { id, target: PhantomData })
    }
}
