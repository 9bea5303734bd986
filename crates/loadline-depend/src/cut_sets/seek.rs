//! Finds the minimal cut sets of a top: all of them, all up to the largest order that fits the budget, or where there is
//! no diagram to take them from those that a search comes to.

use super::sought::sought;
use super::{CutSets, Reach};
use crate::bdd::{Budget, Diagram, Families, Full, NodeId, Store, Variable};
use crate::circuit::Circuit;
use crate::fault_tree::EventId;
use crate::probabilities::Probabilities;

/// Orders tried in turn when all cut sets together do not fit.
const ORDERS: [u32; 8] = [16, 12, 8, 6, 4, 3, 2, 1];

impl CutSets {
    pub(crate) fn of_diagram(diagram: &Diagram, root: NodeId, budget: Budget, coherent: bool) -> Self {
        let Budget { nodes, steps } = budget;
        // Half for all of them, the rest for those of ever smaller orders, each with half of what is left.
        if let Ok(family) = diagram.minimal_solutions(root, nodes, &mut (steps / 2), None) {
            return Self::new(family, Reach::All, coherent);
        }
        let mut left = steps / 2;
        for order in ORDERS {
            let mut share = left / 2;
            left -= share;
            let found = diagram.minimal_solutions(root, nodes, &mut share, Some(order));
            left += share;
            if let Ok(family) = found {
                return Self::new(family, Reach::Order(order), coherent);
            }
        }
        Self::none(coherent)
    }

    /// Sets of the only top of a circuit, those that are most probable by `typical` probabilities first.
    pub(crate) fn of_circuit(circuit: &Circuit, budget: Budget, typical: Option<&Probabilities>) -> Self {
        if !circuit.is_coherent() {
            return Self::none(false);
        }
        let found = sought(circuit, typical, budget.nodes, usize::MAX);
        match family(found.sets) {
            Ok(family) => Self::new(family, if found.all { Reach::All } else { Reach::Found }, true),
            Err(Full) => Self::none(true),
        }
    }

    /// Nothing was found, not even of order 1.
    fn none(coherent: bool) -> Self {
        let family = Diagram::of(&Store::new(2), &[NodeId::FALSE], Vec::new(), 0);
        Self::new(family, Reach::Order(0), coherent)
    }
}

/// Sets as a family, of which none contains another.
fn family(mut sets: Vec<Vec<EventId>>) -> Result<Diagram, Full> {
    let mut events: Vec<EventId> = sets.iter().flatten().copied().collect();
    events.sort_unstable();
    events.dedup();
    sets.sort_unstable();
    let mut families = Families::new(u32::MAX as usize, u64::MAX);
    let root = starting_with(&mut families, &events, &sets, 0)?;
    let variables = events.into_iter().map(Variable::Event).collect();
    Ok(Diagram::of(families.store(), &[root], variables, 0))
}

/// The family of what sorted sets that agree in their first events hold after these.
fn starting_with(
    families: &mut Families,
    events: &[EventId],
    sets: &[Vec<EventId>],
    place: usize,
) -> Result<NodeId, Full> {
    // Of sets that agree so far one may end here, and then it is the only one.
    if let [only] = sets
        && only.len() == place
    {
        return Ok(NodeId::TRUE);
    }
    let mut found = NodeId::FALSE;
    for same in sets.chunk_by(|a, b| a[place] == b[place]).rev() {
        let level = events.partition_point(|event| *event < same[0][place]);
        let rest = starting_with(families, events, same, place + 1)?;
        found = families.make(u32::try_from(level).map_err(|_| Full)?, found, rest)?;
    }
    Ok(found)
}
