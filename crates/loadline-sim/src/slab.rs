//! Records by number, reused; a number that was given out before is told by its generation.

const NONE: u32 = u32::MAX;

#[derive(Debug)]
struct Slot<T> {
    value: T,
    generation: u32,
    next_free: u32,
}

/// Records by number.
#[derive(Debug)]
pub(crate) struct Slab<T> {
    slots: Vec<Slot<T>>,
    free: u32,
    live: u32,
}

impl<T> Slab<T> {
    pub(crate) const fn new() -> Self {
        Self { slots: Vec::new(), free: NONE, live: 0 }
    }

    /// How many records there are.
    #[inline]
    pub(crate) const fn live(&self) -> u32 {
        self.live
    }

    #[inline]
    pub(crate) fn add(&mut self, value: T) -> u32 {
        self.live += 1;
        if self.free == NONE {
            self.slots.push(Slot { value, generation: 0, next_free: LIVE });
            return (self.slots.len() - 1) as u32;
        }
        let at = self.free;
        let slot = &mut self.slots[at as usize];
        self.free = slot.next_free;
        slot.value = value;
        slot.next_free = LIVE;
        at
    }

    #[inline]
    pub(crate) fn remove(&mut self, at: u32) {
        let slot = &mut self.slots[at as usize];
        slot.generation = slot.generation.wrapping_add(1);
        slot.next_free = self.free;
        self.free = at;
        self.live -= 1;
    }

    #[inline]
    pub(crate) fn generation(&self, at: u32) -> u32 {
        self.slots[at as usize].generation
    }

    /// The record, to be changed, with its generation.
    #[inline]
    pub(crate) fn with_generation(&mut self, at: u32) -> (&mut T, u32) {
        let slot = &mut self.slots[at as usize];
        (&mut slot.value, slot.generation)
    }

    /// The record to be changed, when it is still the one that had this generation.
    #[inline]
    pub(crate) fn get_mut(&mut self, at: u32, generation: u32) -> Option<&mut T> {
        self.slots
            .get_mut(at as usize)
            .filter(|slot| slot.generation == generation)
            .map(|slot| &mut slot.value)
    }

    /// The record, when it is still the one that had this generation.
    #[inline]
    pub(crate) fn get(&self, at: u32, generation: u32) -> Option<&T> {
        self.slots.get(at as usize).filter(|slot| slot.generation == generation).map(|slot| &slot.value)
    }

    /// Every record there is, in the order of their numbers.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, &T)> {
        let numbered = (0u32..).zip(&self.slots);
        numbered.filter(|(_, slot)| slot.next_free == LIVE).map(|(at, slot)| (at, &slot.value))
    }
}

/// Marks a slot in use; never the number of a slot.
const LIVE: u32 = u32::MAX - 1;

impl<T> std::ops::Index<u32> for Slab<T> {
    type Output = T;

    #[inline]
    fn index(&self, at: u32) -> &T {
        &self.slots[at as usize].value
    }
}

impl<T> std::ops::IndexMut<u32> for Slab<T> {
    #[inline]
    fn index_mut(&mut self, at: u32) -> &mut T {
        &mut self.slots[at as usize].value
    }
}
