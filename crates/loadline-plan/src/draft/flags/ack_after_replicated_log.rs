//! Nothing may be lost once acknowledged: acknowledge only what a replicated log has.

use super::{Case, Found, Rule, Sort};
use crate::draft::term::plain;
use crate::statement::{Mark, Role};

pub(super) const RULE: Rule = Rule {
    code: "ack-after-replicated-log",
    sort: Sort::Obligation,
    about: "nothing may be lost once it was acknowledged",
    find,
};

fn find(case: &Case<'_>) -> Option<Found> {
    let none = case.fact(Role::Rpo).filter(|(rpo, _)| *rpo == 0.0).map(|(_, at)| at);
    let at = case.mark(Mark::NoLossOnceAcknowledged).or(none)?;
    let copies = case.needs.copies.value;
    let majority = (copies / 2.0).floor() + 1.0;
    let text = format!(
        "no loss after acknowledgement: acknowledge only after the replicated log accepted the message ({} of {} copies, on disk); senders \
         keep and repeat what was not acknowledged, receivers drop repeats by id",
        plain(majority),
        plain(copies),
    );
    Some((text, vec![at]))
}
