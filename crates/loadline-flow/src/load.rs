//! What the peak load asks of each component: worked out by the capacity engine, needed by the availability engine. The
//! two do not know each other, so the words they share stand here.

use loadline_model::ComponentId;

/// What the peak load asks of one component.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Load {
    /// Copies that run at peak; `None` when the model does not say how many there are.
    pub running: Option<u64>,
    /// Copies the peak needs; `None` when the load or the capacity of one copy is unknown.
    pub needed: Option<u64>,
    /// Average arrivals ÷ capacity; of a consumer, how much of its time it has no backlog to work off.
    pub utilisation: Option<f64>,
    /// Average arrivals a second.
    pub arrivals: Option<f64>,
}

/// What the peak load asks of every component.
#[derive(Debug, Clone, Default)]
pub struct Loads {
    by_component: Vec<Load>,
}

impl Loads {
    /// One load a component, in the order of their indices.
    #[must_use]
    pub const fn new(by_component: Vec<Load>) -> Self {
        Self { by_component }
    }

    /// What is asked of this component; nothing is known of one that is not there.
    #[must_use]
    pub fn on(&self, component: ComponentId) -> Load {
        self.by_component.get(component.index()).copied().unwrap_or_default()
    }
}
