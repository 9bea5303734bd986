//! Copies in cells: who calls from a cell stays in it, and each request that comes from outside is sent to one by lot.

use super::{NOBODY, Run};
use crate::layout::Cells;
use loadline_math::Stream;

impl Run<'_> {
    /// The cell that a visit goes to, where its station stands in some.
    #[cold]
    pub(super) fn cell_of(&mut self, visit: u32) -> Option<u32> {
        let visit = self.records.visit_at(visit);
        let (node, ask, generation) = (visit.node, visit.ask, visit.ask_generation);
        let Cells { group, number } = self.cells_at(node)?;
        let (caller, caller_generation) = {
            let ask = self.records.ask_at(ask);
            (ask.caller, ask.caller_generation)
        };
        // Whatever one caller asks of several members, and asks again, is asked of one cell.
        let mut lot = (ask, generation);
        if caller != NOBODY
            && let Some(calling) = self.records.visit(caller, caller_generation)
        {
            if self.cells_at(calling.node).is_some_and(|cells| cells.group == group) {
                let hall = &self.halls[self.desks[calling.node as usize].station as usize];
                return Some((calling.place - hall.first) / (hall.copies() / number).max(1));
            }
            lot = (caller, caller_generation);
        }
        let key = [
            self.settings.seed,
            self.settings.replication,
            u64::from(group),
            u64::from(lot.0),
            u64::from(lot.1),
        ];
        Some(Stream::keyed(&key).below(u64::from(number)) as u32)
    }

    fn cells_at(&self, node: u32) -> Option<Cells> {
        self.halls[self.desks[node as usize].station as usize].station.cells
    }
}
