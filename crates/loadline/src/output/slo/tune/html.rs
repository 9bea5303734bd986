//! The search with pictures: what each policy costs in sleep.

use super::page;
use crate::output::headline::count;
use loadline_app::slo::tune::{Search, Space, Wanted};
use loadline_base::figure::Digits;
use loadline_draw::{BarChart, Shell, Tone, Unit};

/// Policies of the front that are drawn.
const DRAWN: usize = 20;

/// The search as a page of HTML that needs nothing else.
pub(crate) fn html(search: &Search, wish: &Wanted, space: &Space, digits: Digits) -> String {
    let mut page = page(search, wish, space, digits);
    let mut pages = BarChart::new("Pages of each policy on the part that was searched on", Unit::Number);
    let mut late = BarChart::new("Time until 95% of the incidents were paged", Unit::Seconds);
    if let Some(present) = &search.present {
        pages.bar("in force now", present.seen.pages as f64, Tone::Alarm);
        late.bar("in force now", present.seen.detection.map_or(f64::NAN, |late| late.p95 / 1e3), Tone::Alarm);
    }
    for (number, found) in search.choices().iter().take(DRAWN).enumerate() {
        let tone = if number == 0 && search.chosen.is_some() { Tone::Good } else { Tone::Plain };
        pages.bar(found.policy.name.clone(), found.seen.pages as f64, tone);
        late.bar(
            found.policy.name.clone(),
            found.seen.detection.map_or(f64::NAN, |late| late.p95 / 1e3),
            tone,
        );
    }
    if let Some(within) = wish.within {
        let value = within.as_secs_f64();
        let label = "wanted".to_owned();
        late.limit = Some(loadline_draw::chart::Limit { value, tone: Tone::Warning, label });
    }
    page.head("What each policy costs");
    page.figure(pages);
    page.figure(late);
    Shell {
        title: "Alert policies, searched".to_owned(),
        lead: format!(
            "{} policies were tried on {}",
            Digits::Four.number(search.tuned.tried as f64),
            count(search.slos.len(), "objective")
        ),
        footer: "Made by `loadline slo tune`.".to_owned(),
    }
    .html(&page)
}
