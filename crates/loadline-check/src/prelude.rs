//! What a rule file imports with one line.

pub(crate) use crate::check::Check;
pub(crate) use crate::readings::said::{Saying, decided};
pub(crate) use crate::report::{Report, Spot};
pub(crate) use crate::rule::Rule;
pub(crate) use loadline_base::Severity;
pub(crate) use loadline_base::units::{Duration, format_number};
pub(crate) use loadline_evidence::{Place, Quantity};
