//! What a rule file imports with one line.

pub(crate) use crate::readings::saying::{Saying, said};
pub(crate) use crate::rule::{Report, Rule, Spot};
pub(crate) use crate::run::Check;
pub(crate) use loadline_base::Severity;
pub(crate) use loadline_base::units::{Duration, format_number};
pub(crate) use loadline_evidence::{Place, Quantity};
