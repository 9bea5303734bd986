//! Copies in cells: each request is dealt out to one cell of each group when it comes, and stays in it whatever it leads to: calls that
//! pass other components, calls that nobody waits for, and attempts that come later.

use super::Run;
use crate::layout::Cells;
use loadline_math::Stream;

impl Run<'_> {
    /// Draws the lot of a request that comes.
    #[cold]
    pub(super) fn draw_lot(&mut self, ask: u32) {
        let lot = self.lots.below(1 << 32) as u32;
        self.records.set_lot(ask, lot);
    }

    /// The cell that a visit goes to, where its station stands in some.
    #[cold]
    pub(super) fn cell_of(&mut self, visit: u32) -> Option<u32> {
        let node = self.records.visit_at(visit).node;
        let cells = self.halls[self.desks[node as usize].station as usize].station.cells?;
        Some(self.cell_among(cells, visit))
    }

    /// The cell of a group that a call or visit belongs to.
    #[cold]
    pub(super) fn cell_among(&self, Cells { group, number }: Cells, at: u32) -> u32 {
        let lot = u64::from(self.records.lot(at));
        Stream::keyed(&[u64::from(group), lot]).below(u64::from(number)) as u32
    }
}
