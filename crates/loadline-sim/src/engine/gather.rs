//! Steps that go on before all of their calls are answered: answers are counted, and those that come later change nothing.

use super::{NOBODY, Run, Todo};
use crate::failure::Failure;
use crate::layout::Fallback;

/// The calls of one step of one visit.
#[derive(Debug, Clone, Copy)]
struct Gather {
    /// Calls that have not ended.
    open: u32,
    /// Answers that are still missing.
    missing: u32,
    /// Calls that may still fail.
    spare: u32,
    /// Whether the caller fails when too few answer: one that failed was needed.
    is_hard: bool,
    /// Whether the caller has gone on, or failed.
    over: bool,
}

/// What the end of a call means for the step it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Nothing yet.
    Open,
    /// Enough have answered.
    Enough,
    /// Too few can still answer; whether the caller fails.
    TooFew { is_hard: bool },
    /// The step was over before.
    Late,
}

/// All steps that gather answers; numbers are given out again.
#[derive(Debug, Default)]
pub(super) struct Gathers {
    all: Vec<Gather>,
    free: Vec<u32>,
}

impl Gathers {
    /// A step that has made no call yet.
    pub(super) fn open(&mut self) -> u32 {
        let gather = Gather { open: 0, missing: 0, spare: 0, is_hard: false, over: false };
        if let Some(number) = self.free.pop() {
            self.all[number as usize] = gather;
            return number;
        }
        self.all.push(gather);
        (self.all.len() - 1) as u32
    }

    /// So many calls were made, of which so many answers are enough.
    pub(super) fn await_some(&mut self, number: u32, calls: u32, enough: u32) {
        let missing = enough.min(calls);
        self.all[number as usize] =
            Gather { open: calls, missing, spare: calls - missing, is_hard: false, over: false };
        if calls == 0 {
            self.free.push(number);
        }
    }

    pub(super) fn is_over(&self, number: u32) -> bool {
        self.all[number as usize].over
    }

    /// A call of it has ended, whatever came of it.
    pub(super) fn leave(&mut self, number: u32) {
        let gather = &mut self.all[number as usize];
        gather.open -= 1;
        if gather.open == 0 {
            self.free.push(number);
        }
    }

    /// A call of it has ended: with an answer, or for good without one that its caller needed or did not need.
    fn count(&mut self, number: u32, answered: bool, is_hard: bool) -> Outcome {
        let gather = &mut self.all[number as usize];
        if gather.over {
            return Outcome::Late;
        }
        if answered {
            gather.missing -= 1;
            gather.over = gather.missing == 0;
            return if gather.over { Outcome::Enough } else { Outcome::Open };
        }
        gather.is_hard |= is_hard;
        gather.over = gather.spare == 0;
        if gather.over {
            return Outcome::TooFew { is_hard: gather.is_hard };
        }
        gather.spare -= 1;
        Outcome::Open
    }

    fn give_up(&mut self, number: u32) {
        self.all[number as usize].over = true;
    }
}

impl Run<'_> {
    /// A call that is counted with others has come to its end.
    #[cold]
    pub(super) fn gathered(
        &mut self,
        gather: u32,
        (caller, caller_generation): (u32, u32),
        degraded: bool,
        failure: Option<Failure>,
        fallback: Fallback,
    ) {
        if self.records.visit(caller, caller_generation).is_none() {
            self.gathers.give_up(gather);
        }
        let outcome = self.gathers.count(gather, failure.is_none(), fallback == Fallback::Fail);
        self.gathers.leave(gather);
        let Some(visit) = self.records.visit_mut(caller, caller_generation) else { return };
        match outcome {
            Outcome::Late => {}
            Outcome::Open => visit.degraded |= degraded && failure.is_none(),
            Outcome::Enough | Outcome::TooFew { is_hard: false } => {
                visit.degraded |= degraded || failure.is_some();
                visit.pending = 0;
                self.todo.push(Todo::Advance(caller));
            }
            Outcome::TooFew { is_hard: true } => {
                let failure = failure.unwrap_or(Failure::Error);
                if self.stands_still(caller) {
                    return self.put_off(caller, Some(failure));
                }
                self.fail(caller, failure);
            }
        }
    }

    /// Where answers of a step of a visit are gathered, when fewer than all calls it may make are enough.
    #[cold]
    pub(super) fn gather(&mut self, enough: u32, calls: usize) -> u32 {
        if calls > enough as usize { self.gathers.open() } else { NOBODY }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(calls: u32, enough: u32) -> (Gathers, u32) {
        let mut gathers = Gathers::default();
        let number = gathers.open();
        gathers.await_some(number, calls, enough);
        (gathers, number)
    }

    #[test]
    fn two_of_three_answers_are_enough_and_the_third_comes_late() {
        let (mut gathers, number) = of(3, 2);
        let answers = [(); 3].map(|()| gathers.count(number, true, true));
        assert_eq!(answers, [Outcome::Open, Outcome::Enough, Outcome::Late]);
    }

    #[test]
    fn it_fails_as_soon_as_too_few_can_answer() {
        let (mut gathers, number) = of(3, 2);
        let ends = [true, false, false].map(|answered| gathers.count(number, answered, true));
        assert_eq!(ends, [Outcome::Open, Outcome::Open, Outcome::TooFew { is_hard: true }]);
        let (mut gathers, number) = of(2, 1);
        let ends = [false, false].map(|answered| gathers.count(number, answered, false));
        assert_eq!(ends, [Outcome::Open, Outcome::TooFew { is_hard: false }]);
    }

    #[test]
    fn a_number_is_given_out_again_once_every_call_has_ended() {
        let (mut gathers, number) = of(2, 1);
        gathers.leave(number);
        assert_ne!(gathers.open(), number);
        gathers.leave(number);
        assert_eq!(gathers.open(), number);
    }
}
