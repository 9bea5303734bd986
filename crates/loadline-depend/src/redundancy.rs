//! When too few copies of a component are up.

use crate::age::Age;
use crate::builder::Builder;
use crate::fault_tree::Term;
use crate::parts::{Copies, Parts};
use rustc_hash::FxHashMap;

impl<'m> Builder<'m, '_> {
    /// Fewer copies are up than are needed, for longer than `age`.
    pub(crate) fn too_few(&mut self, parts: &Parts<'m>, age: Age) -> Term {
        if !parts.by_region {
            return self.fewer_than(parts.needed, &parts.copies.iter().collect::<Vec<_>>(), age);
        }
        let mut regions: Vec<(Option<&'m str>, Vec<&Copies<'m>>)> = Vec::new();
        for copies in &parts.copies {
            let region = self.region(copies.place);
            match regions.iter_mut().find(|(known, _)| *known == region) {
                Some((_, members)) => members.push(copies),
                None => regions.push((region, vec![copies])),
            }
        }
        let lost = regions.iter().map(|(_, members)| self.fewer_than(parts.needed, members, age)).collect();
        self.and(lost)
    }

    /// Fewer than `needed` of these copies are up; a group smaller than that must lose one.
    fn fewer_than(&mut self, needed: u64, copies: &[&Copies<'m>], age: Age) -> Term {
        let running: u64 = copies.iter().map(|copies| copies.count).sum();
        let losses = running.saturating_sub(needed.min(running)) + 1;
        let down: Vec<(Term, u64)> =
            copies.iter().map(|copies| (self.copy(copies, age), copies.count)).collect();
        if down.iter().all(|(_, count)| *count == 1) {
            let losses = usize::try_from(losses).unwrap_or(usize::MAX);
            let inputs: Vec<Term> = down.into_iter().map(|(term, _)| term).collect();
            return match losses {
                1 => self.or(inputs),
                _ if losses == inputs.len() => self.and(inputs),
                _ => self.at_least(losses, inputs),
            };
        }
        self.weighing(&down, losses, &mut FxHashMap::default())
    }

    /// The terms that hold weigh at least `least` together. One gate for each rest that can be left over.
    fn weighing(
        &mut self,
        terms: &[(Term, u64)],
        least: u64,
        known: &mut FxHashMap<(usize, u64), Term>,
    ) -> Term {
        let Some(((term, weight), rest)) = terms.split_first() else { return Term::Constant(least == 0) };
        if least == 0 {
            return Term::Constant(true);
        }
        if terms.iter().map(|(_, weight)| weight).sum::<u64>() < least {
            return Term::Constant(false);
        }
        if let Some(known) = known.get(&(terms.len(), least)) {
            return *known;
        }
        let with = self.weighing(rest, least.saturating_sub(*weight), known);
        let without = self.weighing(rest, least, known);
        let taken = match with {
            Term::Constant(true) => *term,
            Term::Constant(false) => Term::Constant(false),
            other => self.and(vec![*term, other]),
        };
        let made = match (taken, without) {
            (Term::Constant(false), other) | (other, Term::Constant(false)) => other,
            (taken, without) => self.or(vec![taken, without]),
        };
        known.insert((terms.len(), least), made);
        made
    }
}
