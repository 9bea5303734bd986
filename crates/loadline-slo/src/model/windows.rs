//! The windows of an objective in a model: the rolling one first, then the calendar, then the further ones.

use super::Reading;
use crate::{Calendar, Unit, Window};
use loadline_base::units::Duration;
use loadline_model::Stated;
use loadline_model::kinds::{self, CalendarUnit};

impl Reading<'_> {
    /// The windows; empty, with a gap or a fault, when there is none.
    pub(super) fn windows(&mut self, slo: &kinds::Slo) -> Vec<Window> {
        let mut windows = Vec::new();
        windows.extend(slo.window.as_ref().and_then(|window| self.rolling(window)));
        windows.extend(slo.calendar.as_ref().and_then(|window| self.calendar(window)));
        for window in slo.also_over.iter().flat_map(|list| list.value.iter()) {
            windows.extend(self.rolling(window));
        }
        if slo.window.is_none() && slo.calendar.is_none() {
            self.note("window", windows.is_empty());
        }
        windows
    }

    fn rolling(&mut self, window: &Stated<Duration>) -> Option<Window> {
        if window.is_zero() {
            return self.fault(window.span, "a window of no length", "write a length such as `30d`");
        }
        Some(Window::Rolling(window.value))
    }

    fn calendar(&mut self, window: &Stated<kinds::CalendarWindow>) -> Option<Window> {
        let every = self.needed(window.every.as_ref(), "calendar.every");
        let zone = self.needed(window.zone.as_ref(), "calendar.zone");
        let unit = match every?.value {
            CalendarUnit::Day => Unit::Day,
            CalendarUnit::Week => Unit::Week,
            CalendarUnit::Month => Unit::Month,
            CalendarUnit::Quarter => Unit::Quarter,
            CalendarUnit::Year => Unit::Year,
        };
        let count = window.count.as_ref().map_or(1, |count| u32::try_from(count.get()).unwrap_or(u32::MAX));
        let start = window.start.as_ref().map(|start| start.value.clone());
        let calendar = Calendar { count, unit, zone: zone?.value.clone(), start };
        if let Err(error) = calendar.spans() {
            return self.fault(window.span, error.to_string(), error.hint());
        }
        Some(Window::Calendar(calendar))
    }
}
