//! How many minimal cut sets there are, in all and of each order.

use super::{CutSets, Reach};
use crate::bdd::{NodeId, Variable};
use std::collections::VecDeque;
use std::fmt;

/// A number of cut sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Exactly this many.
    Exactly(u128),
    /// This many or more: larger sets were not sought, or there are more than a `u128` holds.
    AtLeast(u128),
}

impl Count {
    /// The number, exact or not.
    #[must_use]
    pub const fn number(self) -> u128 {
        match self {
            Self::Exactly(number) | Self::AtLeast(number) => number,
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(number) => write!(f, "{number}"),
            Self::AtLeast(number) => write!(f, "at least {number}"),
        }
    }
}

/// Numbers of cut sets by order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByOrder {
    /// How many there are of each order (number of events), from order 0. A number of `u128::MAX` means that or more.
    pub sets: Vec<u128>,
    /// Whether no larger ones are there. If some are, they are in [`CutSets::count`] and not told apart.
    pub all: bool,
}

impl CutSets {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> Count {
        if self.largest_order().is_some() {
            return Count::AtLeast(self.by_order().sets.into_iter().fold(0, u128::saturating_add));
        }
        let mut counts = vec![0_u128, 1];
        for step in self.family.steps.iter().skip(2) {
            let each = match self.family.variables[step.level as usize] {
                Variable::Event(_) => 1,
                Variable::Module(root) => counts[root.index()],
            };
            let with = each.saturating_mul(counts[step.hi.index()]);
            counts.push(with.saturating_add(counts[step.lo.index()]));
        }
        let number = counts[self.root().index()];
        if number == u128::MAX { Count::AtLeast(number) } else { Count::Exactly(number) }
    }

    /// How many there are of each order, of those that are there. Orders that would take too long are left to the total.
    #[must_use]
    pub fn by_order(&self) -> ByOrder {
        if let Reach::Order(largest) = self.reach {
            // Larger ones are not all there, so they are not told.
            let (sets, _) = Counting::new(self, largest as usize + 1).run();
            return ByOrder { sets, all: true };
        }
        let mut counting = Counting::new(self, usize::MAX);
        (counting.work, counting.room) = (WORK, ROOM);
        let (sets, all) = counting.run();
        if all {
            return ByOrder { sets, all };
        }
        // Every node asks for a list of this length at most, every module for one times another.
        let modules = self.family.variables.iter().filter(|variable| matches!(variable, Variable::Module(_)));
        let longest =
            (WORK / self.family.steps.len()).min((WORK / (modules.count() + 1)).isqrt()).max(FEWEST);
        let (sets, _) = Counting::new(self, longest).run();
        ByOrder { sets, all: false }
    }
}

/// Additions of numbers of sets, and numbers held at once, before larger orders are left out; orders told apart at least.
const WORK: usize = 1_000_000_000;
const ROOM: usize = 30_000_000;
const FEWEST: usize = 20;

/// Numbers of sets by order, each up to `u128::MAX`, which then means that or more.
/// One more event in every set is a zero in front, so both ends grow.
type Orders = VecDeque<u128>;

/// The numbers of every node of a family, on the way.
struct Counting<'c> {
    cut_sets: &'c CutSets,
    /// How many lists and tops still ask for each node.
    users: Vec<u32>,
    orders: Vec<Orders>,
    /// Orders that are told apart at most.
    longest: usize,
    /// Additions still allowed.
    work: usize,
    /// Numbers that may still be held beside those there are.
    room: usize,
    shortened: bool,
}

impl<'c> Counting<'c> {
    fn new(cut_sets: &'c CutSets, longest: usize) -> Self {
        let steps = &cut_sets.family.steps;
        let mut users = vec![0_u32; steps.len()];
        users[cut_sets.root().index()] += 1;
        for step in steps.iter().skip(2) {
            users[step.lo.index()] += 1;
            users[step.hi.index()] += 1;
            if let Variable::Module(root) = cut_sets.family.variables[step.level as usize] {
                users[root.index()] += 1;
            }
        }
        let mut orders: Vec<Orders> = vec![Orders::new(); steps.len()];
        orders[1] = Orders::from([1]);
        Self { cut_sets, users, orders, longest, work: usize::MAX, room: usize::MAX, shortened: false }
    }

    /// The numbers of the root, and whether they are all there; nothing when the work or the room was not enough.
    fn run(mut self) -> (Vec<u128>, bool) {
        let family = &self.cut_sets.family;
        for index in 2..family.steps.len() {
            let step = family.steps[index];
            let with = self.take(step.hi);
            let mut with = match family.variables[step.level as usize] {
                Variable::Event(_) => shifted(with),
                Variable::Module(root) => {
                    let inside = self.take(root);
                    self.product(with, inside)
                }
            };
            self.shorten(&mut with);
            let without = self.take(step.lo);
            self.orders[index] = self.sum(with, without);
            if self.work == 0 || self.room == 0 {
                return (Vec::new(), false);
            }
        }
        let mut found = std::mem::take(&mut self.orders[self.cut_sets.root().index()]);
        self.shorten(&mut found);
        (found.into(), !self.shortened)
    }

    fn shorten(&mut self, orders: &mut Orders) {
        self.shortened |= orders.len() > self.longest;
        orders.truncate(self.longest);
    }

    /// The list of a node. Lists are given up with their last use: only those that something still asks for are kept.
    fn take(&mut self, node: NodeId) -> Orders {
        let index = node.index();
        self.users[index] -= 1;
        if self.users[index] == 0 && !node.is_constant() {
            return std::mem::take(&mut self.orders[index]);
        }
        self.spend(self.orders[index].len());
        self.room = self.room.saturating_sub(self.orders[index].len());
        self.orders[index].clone()
    }

    fn spend(&mut self, additions: usize) {
        self.work = self.work.saturating_sub(additions);
    }

    fn sum(&mut self, a: Orders, b: Orders) -> Orders {
        let (mut long, short) = if a.len() < b.len() { (b, a) } else { (a, b) };
        self.spend(short.len());
        self.room = self.room.saturating_add(short.len());
        for (total, more) in long.iter_mut().zip(short) {
            *total = total.saturating_add(more);
        }
        long
    }

    fn product(&mut self, a: Orders, b: Orders) -> Orders {
        if a.is_empty() || b.is_empty() {
            return Orders::new();
        }
        let (mut long, short) = if a.len() < b.len() { (b, a) } else { (a, b) };
        // Times one set: in a chain of a million gates nothing else may touch the long list.
        if short.back() == Some(&1) && short.iter().rev().skip(1).all(|number| *number == 0) {
            (1..short.len()).for_each(|_| long.push_front(0));
            return long;
        }
        let terms = short.iter().filter(|number| **number > 0).count();
        self.spend(terms.saturating_mul(long.len()));
        if self.work == 0 {
            return Orders::new();
        }
        let mut product = Orders::from(vec![0_u128; (long.len() + short.len() - 1).min(self.longest)]);
        self.shortened |= long.len() + short.len() - 1 > self.longest;
        for (i, x) in short.iter().enumerate().filter(|(_, x)| **x > 0) {
            for (total, y) in product.iter_mut().skip(i).zip(&long) {
                *total = total.saturating_add(x.saturating_mul(*y));
            }
        }
        product
    }
}

fn shifted(mut orders: Orders) -> Orders {
    if !orders.is_empty() {
        orders.push_front(0);
    }
    orders
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault_tree::{FaultTree, GateKind, Term};
    use crate::solution::{Options, solve};

    /// Two of three, rung below rung: sets of every order. Shared events and modules both occur.
    #[test]
    fn fewer_orders_are_the_first_of_all() {
        let mut tree = FaultTree::default();
        let mut below = Term::Event(tree.event());
        let mut shared = Term::Event(tree.event());
        for rung in 0..60 {
            let next = Term::Event(tree.event());
            let apart = (0..3).map(|_| Term::Event(tree.event())).collect();
            let module = Term::Gate(tree.gate([GateKind::And, GateKind::AtLeast(2)][rung % 2], apart));
            below = Term::Gate(tree.gate(GateKind::AtLeast(2), vec![shared, next, below, module]));
            shared = next;
        }
        let solution = solve(&tree, &[below], &Options::default()).unwrap();
        let cut_sets = solution.cut_sets(0);
        let all = cut_sets.by_order();
        assert!(all.all && all.sets.len() > 60, "{}", all.sets.len());
        assert_eq!(Count::Exactly(all.sets.iter().sum()), cut_sets.count());
        for longest in [1, 2, 3, 20, 50] {
            let (first, complete) = Counting::new(&cut_sets, longest).run();
            assert!(!complete);
            assert_eq!(first, all.sets[..longest]);
        }
        let mut counting = Counting::new(&cut_sets, usize::MAX);
        counting.work = 100;
        assert_eq!(counting.run(), (Vec::new(), false));
        let mut counting = Counting::new(&cut_sets, usize::MAX);
        counting.room = 3;
        assert_eq!(counting.run(), (Vec::new(), false));
    }
}
