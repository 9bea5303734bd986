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

/// Numbers of sets by order, each up to `u128::MAX`, which then means that or more.
/// One more event in every set is a zero in front, so both ends grow.
type Orders = VecDeque<u128>;

impl CutSets {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> Count {
        if self.largest_order().is_some() {
            return Count::AtLeast(self.by_order().into_iter().fold(0, u128::saturating_add));
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

    /// How many there are of each order (number of events), from order 0, of those that are there. A number of
    /// `u128::MAX` means that or more.
    #[must_use]
    pub fn by_order(&self) -> Vec<u128> {
        let steps = &self.family.steps;
        let mut users = vec![0_u32; steps.len()];
        users[self.root().index()] += 1;
        for step in steps.iter().skip(2) {
            users[step.lo.index()] += 1;
            users[step.hi.index()] += 1;
            if let Variable::Module(root) = self.family.variables[step.level as usize] {
                users[root.index()] += 1;
            }
        }
        // Lists are given up with their last use: only those that something still asks for are kept.
        let mut orders: Vec<Orders> = vec![Orders::new(); steps.len()];
        orders[1] = Orders::from([1]);
        for index in 2..steps.len() {
            let step = steps[index];
            let with = take(&mut orders, &mut users, step.hi);
            let with = match self.family.variables[step.level as usize] {
                Variable::Event(_) => shifted(with),
                Variable::Module(root) => product(with, take(&mut orders, &mut users, root)),
            };
            orders[index] = sum(with, take(&mut orders, &mut users, step.lo));
        }
        let mut found = std::mem::take(&mut orders[self.root().index()]);
        if let Reach::Order(largest) = self.reach {
            found.truncate(largest as usize + 1);
        }
        found.into()
    }
}

fn take(orders: &mut [Orders], users: &mut [u32], node: NodeId) -> Orders {
    let index = node.index();
    users[index] -= 1;
    if users[index] == 0 && !node.is_constant() {
        std::mem::take(&mut orders[index])
    } else {
        orders[index].clone()
    }
}

fn shifted(mut orders: Orders) -> Orders {
    if !orders.is_empty() {
        orders.push_front(0);
    }
    orders
}

fn sum(a: Orders, b: Orders) -> Orders {
    let (mut long, short) = if a.len() < b.len() { (b, a) } else { (a, b) };
    for (total, more) in long.iter_mut().zip(short) {
        *total = total.saturating_add(more);
    }
    long
}

fn product(a: Orders, b: Orders) -> Orders {
    if a.is_empty() || b.is_empty() {
        return Orders::new();
    }
    let (mut long, short) = if a.len() < b.len() { (b, a) } else { (a, b) };
    // Times one set: in a chain of a million gates nothing else may touch the long list.
    if short.back() == Some(&1) && short.iter().rev().skip(1).all(|number| *number == 0) {
        (1..short.len()).for_each(|_| long.push_front(0));
        return long;
    }
    let mut product = Orders::from(vec![0_u128; long.len() + short.len() - 1]);
    for (i, x) in short.iter().enumerate().filter(|(_, x)| **x > 0) {
        for (total, y) in product.iter_mut().skip(i).zip(&long) {
            *total = total.saturating_add(x.saturating_mul(*y));
        }
    }
    product
}
