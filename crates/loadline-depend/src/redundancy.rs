//! When too few copies of a component are up.

use crate::age::Age;
use crate::builder::Builder;
use crate::fault_tree::Term;
use crate::many::Rest;
use crate::parts::{Copies, Parts, groups, losses};
use rustc_hash::FxHashMap;

impl<'m> Builder<'m, '_> {
    /// Fewer copies are up than are needed, for longer than `age`.
    pub(crate) fn too_few(&mut self, parts: &Parts<'m>, age: Age) -> Term {
        let groups = groups(&parts.copies, parts.by_region, self.places());
        let lost: Vec<Term> = groups
            .iter()
            .zip(&parts.many)
            .map(|(group, many)| self.fewer_than(parts.needed, group, many, age))
            .collect();
        self.and(lost)
    }

    /// Fewer than `needed` of these copies are up.
    fn fewer_than(&mut self, needed: u64, copies: &[&Copies<'m>], many: &[Rest], age: Age) -> Term {
        let (_, losses) = losses(copies, needed);
        let down: Vec<(Term, u64)> =
            copies.iter().map(|copies| (self.copy(copies, age), copies.count)).collect();
        if many.is_empty() && down.iter().all(|(_, count)| *count == 1) {
            let losses = usize::try_from(losses).unwrap_or(usize::MAX);
            let inputs: Vec<Term> = down.into_iter().map(|(term, _)| term).collect();
            return match losses {
                1 => self.or(inputs),
                _ if losses == inputs.len() => self.and(inputs),
                _ => self.at_least(losses, inputs),
            };
        }
        let mut known = FxHashMap::default();
        let mut ways = vec![self.weighing(&down, losses, &mut known)];
        for rest in many {
            let too_many = self.holds(rest.cause, age);
            ways.push(match self.weighing(&down, rest.lost, &mut known) {
                Term::Constant(true) => too_many,
                Term::Constant(false) => Term::Constant(false),
                lost => self.and(vec![lost, too_many]),
            });
        }
        ways.retain(|way| *way != Term::Constant(false));
        self.or(ways)
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
