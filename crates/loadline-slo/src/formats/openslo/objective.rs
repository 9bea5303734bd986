//! One objective of an OpenSLO SLO: its promise, its bound, its slices.

use super::indicator::{self, Sli};
use super::{Objects, Version, times};
use crate::formats::faults;
use crate::formats::fields::{At, Fields, Reader, short};
use crate::{Budgeting, Decimal, Indicator, Target};
use loadline_base::Span;
use loadline_base::foreign::Node;
use loadline_base::units::Duration;

/// The three methods of OpenSLO.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Occurrences,
    Timeslices,
    RatioTimeslices,
}

/// What an objective says.
pub(super) struct Objective {
    pub(super) title: Option<String>,
    pub(super) target: Option<Target>,
    pub(super) budgeting: Option<Budgeting>,
    /// `None` = it takes that of the SLO.
    pub(super) own: Option<Option<Sli>>,
    pub(super) op: Option<At<String>>,
    pub(super) value: Option<At<Decimal>>,
    pub(super) weight: Decimal,
    pub(super) span: Span,
}

/// `budgetingMethod` of an SLO.
pub(super) fn method(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Method> {
    let text = fields.needed("budgetingMethod", reader)?;
    match text.value {
        "Occurrences" => Some(Method::Occurrences),
        "Timeslices" => Some(Method::Timeslices),
        "RatioTimeslices" => Some(Method::RatioTimeslices),
        other => {
            let known = ["Occurrences", "Timeslices", "RatioTimeslices"];
            let hint = match loadline_base::did_you_mean(other, known) {
                Some(close) => format!("did you mean `{close}`?"),
                None => format!("known are `{}`", known.join("`, `")),
            };
            reader.wrong(text.span, format!("`{}` is not a budgeting method", short(other)), hint);
            None
        }
    }
}

pub(super) fn read(
    item: &Node,
    method: Option<Method>,
    version: Version,
    objects: &Objects<'_>,
    reader: &mut Reader,
) -> Option<Objective> {
    let mut fields = Fields::of(item, crate::formats::first_place(item), "an objective", reader)?;
    let title = fields.text("displayName", reader).map(|text| text.value.to_owned());
    let op = op(&mut fields, reader);
    let value = fields.number("value", false, reader);
    let target = target(&mut fields, reader);
    let slice_target = fields.number("timeSliceTarget", false, reader);
    let slice = times::slice(&mut fields, version, reader);
    let budgeting = method.and_then(|method| budgeting(&mut fields, method, slice_target, slice, reader));
    let own = indicator::of(&mut fields, version, objects, reader);
    let weight = weight(&mut fields, reader);
    let span = fields.span;
    let unreadable = (op.is_none() && fields.has("op")) || (value.is_none() && fields.has("value"));
    fields.done(reader);
    if unreadable {
        return None;
    }
    Some(Objective { title, target, budgeting, own, op, value, weight, span })
}

pub(super) fn op(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<At<String>> {
    let text = fields.text("op", reader)?;
    if !["lte", "gte", "lt", "gt"].contains(&text.value) {
        let message = format!("`{}` is not a comparison", short(text.value));
        reader.wrong(text.span, message, "write `lte`, `gte`, `lt` or `gt`");
        return None;
    }
    Some(At { value: text.value.to_owned(), span: text.span })
}

pub(super) fn target(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Target> {
    let ratio = fields.number("target", false, reader);
    let percent = fields.number("targetPercent", false, reader);
    let written = (fields.has("target"), fields.has("targetPercent"));
    let (target, span) = match (ratio, percent) {
        (Some(_), Some(percent)) => {
            reader.wrong(
                percent.span,
                "both `target` and `targetPercent` stand here",
                "leave one of them out",
            );
            return None;
        }
        (Some(ratio), None) => (Target::from_ratio(ratio.value), ratio.span),
        (None, Some(percent)) => (Target::from_percent(percent.value), percent.span),
        (None, None) => {
            if written == (false, false) {
                fields.missing("target", reader);
            }
            return None;
        }
    };
    match target {
        Ok(target) => {
            if target.budget().is_zero() {
                let hint = "promise a little less: `target: 0.999`";
                reader.warn(&faults::NO_BUDGET, span, "a target of 100 % leaves no error budget", hint);
            }
            Some(target)
        }
        Err(error) => {
            let hint = if ratio.is_some() {
                "`target` is a ratio: `0.999`; percent is `targetPercent`"
            } else {
                "write percent: `99.9`"
            };
            reader.wrong(span, error.to_string(), hint);
            None
        }
    }
}

pub(super) fn budgeting(
    fields: &mut Fields<'_>,
    method: Method,
    target: Option<At<Decimal>>,
    slice: Option<At<Duration>>,
    reader: &mut Reader,
) -> Option<Budgeting> {
    let unused = |at: Option<Span>, key: &str, reader: &mut Reader| {
        if let Some(at) = at {
            let message = format!("`{key}` means nothing for this budgeting method");
            reader.warn(&faults::DIALECT, at, message, "leave it out");
        }
    };
    if method == Method::Occurrences {
        unused(target.map(|at| at.span), "timeSliceTarget", reader);
        unused(slice.map(|at| at.span), "timeSliceWindow", reader);
        return Some(Budgeting::Occurrences);
    }
    if slice.is_none() && !fields.has("timeSliceWindow") {
        fields.missing("timeSliceWindow", reader);
    }
    if method == Method::RatioTimeslices {
        unused(target.map(|at| at.span), "timeSliceTarget", reader);
        return Some(Budgeting::RatioTimeslices { slice: slice?.value });
    }
    if target.is_none() && !fields.has("timeSliceTarget") {
        fields.missing("timeSliceTarget", reader);
    }
    let target = target?;
    if target.value <= Decimal::ZERO || target.value > Decimal::ONE {
        let message = format!("{} is no share of a slice", target.value);
        reader.wrong(target.span, message, "`timeSliceTarget` is a ratio above 0, at most 1");
        return None;
    }
    Some(Budgeting::Timeslices { slice: slice?.value, target: target.value })
}

fn weight(fields: &mut Fields<'_>, reader: &mut Reader) -> Decimal {
    let Some(weight) = fields.number("compositeWeight", false, reader) else { return Decimal::ONE };
    if weight.value <= Decimal::ZERO {
        reader.wrong(
            weight.span,
            format!("a weight of {} does not count", weight.value),
            "write a number above 0",
        );
        return Decimal::ONE;
    }
    weight.value
}

impl Objective {
    /// What counts as good: the objective's own indicator, else `shared`, with the bound of this objective.
    pub(super) fn indicator(&self, shared: Option<&Sli>, reader: &mut Reader) -> Option<Indicator> {
        let sli = match &self.own {
            Some(own) => own.as_ref()?,
            None => shared?,
        };
        match sli {
            Sli::Ratio(indicator) => {
                for (key, at) in
                    [("op", self.op.as_ref().map(|at| at.span)), ("value", self.value.map(|at| at.span))]
                {
                    if let Some(at) = at {
                        let message =
                            format!("`{key}` on a ratio compares nothing; the official SDK rejects it");
                        reader.warn(&faults::OP_ON_RATIO, at, message, "leave it out");
                    }
                }
                Some(indicator.clone())
            }
            Sli::Threshold(query) => {
                let missing = |key: &str, reader: &mut Reader| {
                    let message = format!("an objective on a threshold metric needs `{key}`");
                    reader.error(&faults::MISSING, self.span, message, format!("add `{key}:`"));
                };
                if self.op.is_none() {
                    missing("op", reader);
                }
                if self.value.is_none() {
                    missing("value", reader);
                }
                Some(indicator::threshold(query, &self.op.as_ref()?.value, self.value?.value, reader))
            }
        }
    }
}
