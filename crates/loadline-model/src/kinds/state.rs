//! State: every piece of mutable data has one owner and one home; every other copy says how it is reconciled.

use crate::lower::{
    Decided, Keys, Layers, Lower, Lowering, Map, Ref, Shape, Stated, TargetKind, choice, lower_map, record,
    targets,
};
use loadline_base::units::Duration;

record! {
    /// A piece of mutable state.
    pub struct StateItem("piece of state") {
        /// Human name.
        "title" title: String,
        /// The only component that writes it.
        "owner" owner: Decided<Ref<targets::Component>>,
        /// Where the truth is.
        "home" home: Ref<targets::Component>,
        /// Data classes in it.
        "data" data: Vec<Stated<Ref<targets::Data>>>,
        /// What readers may expect.
        "consistency" consistency: Consistency,
        /// How it is kept.
        "pattern" pattern: StatePattern,
        /// Other components that write it, against the rule of one owner.
        "writers" writers: Vec<Stated<Ref<targets::Component>>>,
        /// Where else it is held, keyed by the component that holds it.
        "copies" copies: Copies,
        /// How it is compared with the world outside.
        "reconcile" reconcile: Decided<String>,
        /// What makes copies forget old values.
        "invalidation" invalidation: Decided<String>,
        /// How state is built again from its events; `none` = it cannot be.
        "replay" replay: Decided<String>,
        /// Recovery point objective.
        "rpo" rpo: Duration,
        /// Recovery time objective.
        "rto" rto: Duration,
        /// How a person's data is erased from it and every copy.
        "erasure" erasure: Decided<String>,
    }
}

choice! {
    /// What readers of state may expect.
    pub enum Consistency {
        /// Every read sees the latest write.
        Linearizable = "linearizable",
        /// Transactions behave as if one ran after the other.
        Serializable = "serializable",
        /// Readers see their own writes.
        ReadYourWrites = "read-your-writes",
        /// Readers see the latest write in the end.
        Eventual = "eventual",
    }
}

choice! {
    /// How state is kept.
    pub enum StatePattern {
        /// One store holds the truth.
        SingleSource = "single-source",
        /// A cache is written together with the store.
        WriteThrough = "write-through",
        /// A cache is written first.
        WriteBack = "write-back",
        /// Events are the truth.
        EventSourcing = "event-sourcing",
        /// Writes and reads have their own models.
        Cqrs = "cqrs",
        /// Replicas agree by a consensus protocol.
        Consensus = "consensus",
    }
}

record! {
    /// A copy of a piece of state.
    pub struct Copy("copy of state") {
        /// What it is for.
        "purpose" purpose: CopyPurpose,
        /// What brings it up to date (`events`, `payments.authorize`).
        "by" by: String,
        /// How old it may be; `none` = nothing bounds it.
        "staleness" staleness: Decided<Duration>,
        /// How differences from the home are found and mended; `none` = not at all.
        "reconcile" reconcile: Decided<String>,
        /// Who wins when copy and home differ.
        "conflict" conflict: Decided<String>,
        /// How long it is kept.
        "retention" retention: Decided<Duration>,
    }
}

choice! {
    /// What a copy is for.
    pub enum CopyPurpose {
        /// Speed.
        Cache = "cache",
        /// Taking over when the home is lost.
        Failover = "failover",
        /// Another shape for reading.
        ReadModel = "read-model",
    }
}

/// Copies keyed by the component that holds them.
#[derive(Debug, Clone, Default)]
pub struct Copies(Map<Copy>);

impl std::ops::Deref for Copies {
    type Target = Map<Copy>;

    fn deref(&self) -> &Map<Copy> {
        &self.0
    }
}

impl Lower for Copies {
    const SHAPE: Shape = Shape::Map { keys: Some(TargetKind::Component), of: &Copy::SHAPE };

    fn lower(at: &Layers, cx: &mut Lowering<'_>) -> Option<Self> {
        let map: Map<Copy> = lower_map(at, cx, Keys::Foreign)?;
        for (id, copy) in map.iter() {
            cx.below(id, |cx| cx.refer(TargetKind::Component, id, copy.key));
        }
        Some(Self(map))
    }
}
