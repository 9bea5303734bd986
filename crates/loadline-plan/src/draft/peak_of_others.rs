//! A peak of reads beside an average of writes, or the other way round: `at its peak 20,000 redirects per second, on average 50 new
//! links`. The peak is that of the reads alone, and nobody says how many there are on average.

use super::needs::Needs;
use super::peak_said::rate_of;
use super::term::Term;
use crate::statement::{Class, Role, Statement, class_of_noun};

/// The key of the part that the stated peak is of, and the peak, where the load that is known is of the other part only.
pub(super) fn peak_of_others(statement: &Statement, needs: &Needs) -> Option<(&'static str, Term)> {
    let fact = statement.fact(Role::PeakRate)?;
    let head = fact.amount.head();
    let main = || needs.traffic.streams.iter().filter(|stream| stream.main);
    let only = |class: Class| main().next().is_some() && main().all(|stream| stream.class == class);
    let known = main().any(|stream| stream.what == head || stream.verb.as_deref() == Some(head));
    let key = match class_of_noun(head) {
        Class::Read if only(Class::Write) => "peak_read_rps",
        Class::Write if only(Class::Read) => "peak_write_rps",
        _ => return None,
    };
    rate_of(fact).filter(|_| !known).map(|peak| (key, peak))
}
