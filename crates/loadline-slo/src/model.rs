//! The objectives of a model. What the model does not say is a named gap, never a guess: an objective without target or indicator
//! is left out and listed.

mod alerts;
mod indicator;
mod windows;

use crate::{Budgeting, Decimal, Millis, Slo, Target, WithoutData, calendar};
use loadline_base::units::Duration;
use loadline_base::{Diagnostic, Span};
use loadline_model::kinds::{self, BudgetingMethod, NoData, System};
use loadline_model::{Names, Stated, faults};

/// What the model says of its objectives.
#[derive(Debug, Default)]
pub struct FromModel {
    /// The objectives that can be counted, in the order written.
    pub slos: Vec<Slo>,
    /// What the model does not say.
    pub gaps: Vec<Gap>,
    /// What it says wrongly, each with its place.
    pub faults: Vec<Diagnostic>,
}

/// Something that the model leaves open about an objective.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Id of the objective.
    pub slo: String,
    /// What is missing, as a path of fields: `target`, `sli.latency.histogram`.
    pub missing: String,
    /// Whether the objective is left out for it.
    pub left_out: bool,
    /// Where the objective stands.
    pub place: Span,
}

/// The objectives of `system`, with every gap and fault. Their ids, owners, teams and policies are those of the model.
#[must_use]
pub fn from_model(system: &System) -> FromModel {
    let mut found = FromModel::default();
    for (id, slo) in system.slos.iter().flat_map(|all| all.iter()) {
        let mut reading = Reading { system, id, place: slo.key, found: &mut found };
        if let Some(read) = reading.slo(slo) {
            found.slos.push(read);
        }
    }
    indicator::drop_circles(&mut found);
    found
}

/// One objective being read.
struct Reading<'a> {
    system: &'a System,
    id: &'a str,
    place: Span,
    found: &'a mut FromModel,
}

impl Reading<'_> {
    fn slo(&mut self, slo: &kinds::Slo) -> Option<Slo> {
        let target = self.needed(slo.target.as_ref(), "target").and_then(|target| self.target(target));
        let indicator = self.needed(slo.sli.as_ref(), "sli").and_then(|sli| self.indicator(sli));
        let service = self.needed(slo.of.as_ref(), "of").map(|of| of.id.clone());
        let windows = self.windows(slo);
        let budgeting = match &slo.budgeting {
            None => Some(Budgeting::Occurrences),
            Some(budgeting) => self.budgeting(budgeting),
        };
        let alerts = self.alerts(slo, windows.first());
        let (target, indicator, budgeting) = (target?, indicator?, budgeting?);
        let mut read = Slo::new(self.id, &service?, indicator, target, windows.first()?.clone());
        read.windows = windows;
        read.budgeting = budgeting;
        read.title = text(slo.title.as_ref());
        read.description = text(slo.purpose.as_ref());
        read.owner = slo.owner.as_ref().map(|owner| owner.id.clone());
        read.grouping =
            slo.by.iter().flat_map(|by| by.value.iter()).map(|label| label.value.clone()).collect();
        read.without_data = match slo.no_data.as_deref() {
            None | Some(NoData::Unknown) => WithoutData::Unknown,
            Some(NoData::Good) => WithoutData::Good,
            Some(NoData::Bad) => WithoutData::Bad,
        };
        read.corrections = self.corrections(slo);
        read.budget_policy = slo.budget.as_ref().map(|policy| policy.id.clone());
        read.labels = pairs(slo.labels.as_ref());
        read.place = Some(self.place);
        alerts.put_on(&mut read);
        Some(read)
    }

    /// Notes that `missing` is not said. The objective cannot be counted without it.
    fn gap<T>(&mut self, missing: &str) -> Option<T> {
        self.note(missing, true);
        None
    }

    fn note(&mut self, missing: &str, left_out: bool) {
        let gap = Gap { slo: self.id.to_owned(), missing: missing.to_owned(), left_out, place: self.place };
        self.found.gaps.push(gap);
    }

    fn needed<'v, T>(&mut self, value: Option<&'v Stated<T>>, field: &str) -> Option<&'v Stated<T>> {
        if value.is_none() {
            self.note(field, true);
        }
        value
    }

    fn fault<T>(&mut self, at: Span, message: impl Into<String>, hint: impl Into<String>) -> Option<T> {
        let fault = Diagnostic::error(faults::WRONG_VALUE.code, message).at(at, "").hint(hint);
        self.found.faults.push(fault);
        None
    }

    fn target(&mut self, share: &Stated<loadline_base::units::Share>) -> Option<Target> {
        match exact(share.fraction()).map(Target::from_ratio) {
            Some(Ok(target)) => Some(target),
            _ => self.fault(share.span, "this target has too many digits", "28 digits are kept exactly"),
        }
    }

    fn budgeting(&mut self, budgeting: &kinds::SloBudgeting) -> Option<Budgeting> {
        let by = self.needed(budgeting.by.as_ref(), "budgeting.by")?.value;
        if by == BudgetingMethod::Events {
            return Some(Budgeting::Occurrences);
        }
        let slice = self.needed(budgeting.slice.as_ref(), "budgeting.slice")?;
        if slice.is_zero() {
            return self.fault(slice.span, "a slice of no length", "write a length such as `1m`");
        }
        if by == BudgetingMethod::SliceRatios {
            return Some(Budgeting::RatioTimeslices { slice: slice.value });
        }
        let target = self.needed(budgeting.slice_target.as_ref(), "budgeting.slice-target")?;
        match exact(target.fraction()) {
            Some(ratio) => Some(Budgeting::Timeslices { slice: slice.value, target: ratio }),
            None => self.fault(target.span, "this target has too many digits", "28 digits are kept exactly"),
        }
    }

    fn corrections(&mut self, slo: &kinds::Slo) -> Vec<crate::Correction> {
        let all = slo.maintenance.iter().flat_map(|list| list.value.iter());
        all.filter_map(|one| {
            let from = self.moment(one.from.as_ref(), "maintenance.from", one.span)?;
            let until = self.moment(one.until.as_ref(), "maintenance.until", one.span)?;
            if until <= from {
                return self.fault(
                    one.span,
                    "a maintenance window that ends before it begins",
                    "swap `from` and `until`",
                );
            }
            Some(crate::Correction { from, until, reason: text(one.reason.as_ref()) })
        })
        .collect()
    }

    fn moment(&mut self, value: Option<&Stated<String>>, field: &str, at: Span) -> Option<Millis> {
        let Some(value) = value else {
            return self.fault(
                at,
                format!("`{field}` is not said"),
                "write a moment such as `2026-03-01T22:00:00Z`",
            );
        };
        let moment = calendar::moment(value);
        if moment.is_none() {
            let message = format!("`{}` is not a moment", value.chars().take(40).collect::<String>());
            return self.fault(value.span, message, "write date, time and offset: `2026-03-01T22:00:00Z`");
        }
        moment
    }
}

/// The decimal that was written: the shortest one that reads back as `value`.
fn exact(value: f64) -> Option<Decimal> {
    format!("{value}").parse::<Decimal>().ok().map(|decimal| decimal.normalize())
}

/// A duration in seconds, exactly.
pub(crate) fn seconds(duration: Duration) -> Decimal {
    Decimal::try_from_i128_with_scale(i128::from(duration.as_nanos()), 9).unwrap_or_default().normalize()
}

fn text(value: Option<&Stated<String>>) -> Option<String> {
    value.map(|text| text.value.clone())
}

fn pairs(names: Option<&Stated<Names<String>>>) -> Vec<(String, String)> {
    let all = names.iter().flat_map(|names| names.iter());
    all.map(|(name, value)| (name.to_owned(), value.value.clone())).collect()
}
