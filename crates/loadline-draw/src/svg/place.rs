//! Where labels may stand: never one on the other.

/// A rectangle that is taken.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Box {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// Keeps what is taken.
#[derive(Debug, Default)]
pub(crate) struct Places {
    taken: Vec<Box>,
}

/// Boxes beyond which nothing more is placed: no reader could tell so many labels apart.
const MOST: usize = 400;

impl Places {
    /// The first of the candidates that is free, which is taken from now on.
    pub(crate) fn place(&mut self, candidates: impl IntoIterator<Item = Box>) -> Option<Box> {
        if self.taken.len() >= MOST {
            return None;
        }
        let free = candidates.into_iter().find(|new| !self.taken.iter().any(|old| old.meets(new)))?;
        self.taken.push(free);
        Some(free)
    }
}

impl Box {
    fn meets(&self, other: &Self) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }
}
