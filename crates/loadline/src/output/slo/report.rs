//! How budgets went, for people and for machines.

mod html;

use super::said::{maintenance, maintenance_json, no_data, odd_json, time, unusual};
use crate::output::headline::count;
use crate::output::page::{Page, Table};
use crate::output::table::Align;
use loadline_app::slo::Objectives;
use loadline_app::slo::report::{Entry, Report};
use loadline_base::figure::Digits;
use serde_json::{Value, json};

pub(crate) use html::{html, illustrated};

/// Slices named as the worst of an objective.
const WORST: usize = 3;

/// One sentence for all, one table, and what was worst for each objective that lost much.
pub(crate) fn page(objectives: &Objectives, report: &Report, name: &str, digits: Digits) -> Page {
    let mut page = Page::default();
    let teller = Teller { objectives, digits };
    teller.top(&mut page, report, name);
    page.table(teller.table(report));
    for entry in &report.entries {
        let worst = teller.worst(entry);
        page.list(format!("where the budget of {} went", teller.name(entry)), worst);
    }
    teller.asides(&mut page, report);
    page
}

/// How many kept what they promise: "3 kept, 1 missed".
fn verdicts(report: &Report) -> String {
    let (kept, missed, unknown) = report.verdicts();
    let mut said = vec![format!("{kept} kept")];
    said.extend((missed > 0).then(|| format!("{missed} missed")));
    said.extend((unknown > 0).then(|| format!("{unknown} without data")));
    said.join(", ")
}

struct Teller<'a> {
    objectives: &'a Objectives,
    digits: Digits,
}

impl Teller<'_> {
    /// The sentence that matters, and what it is about.
    fn top(&self, page: &mut Page, report: &Report, name: &str) {
        page.head(format!("{} over {name}: {}", count(report.entries.len(), "objective"), verdicts(report)));
        page.say(format!("from {} to {}", time(report.span.0), time(report.span.1)));
    }

    fn table(&self, report: &Report) -> Table {
        Table {
            title: "what was promised and what was reached".to_owned(),
            columns: vec![
                ("objective", Align::Left),
                ("promised", Align::Right),
                ("reached", Align::Right),
                ("spent", Align::Right),
                ("bad", Align::Right),
                ("events", Align::Right),
                ("verdict", Align::Left),
            ],
            rows: report.entries.iter().map(|entry| self.row(entry)).collect(),
            rest: 0,
        }
    }

    /// What else there is to know about how this was counted.
    fn asides(&self, page: &mut Page, report: &Report) {
        let silent: Vec<String> = report.entries.iter().filter_map(|entry| self.silence(entry)).collect();
        page.aside("without data, and so neither good nor bad", silent);
        let maintained = report.entries.iter().filter_map(|entry| {
            let times: Vec<String> = entry.maintenance.iter().map(maintenance).collect();
            (!times.is_empty()).then(|| format!("{} {}", self.name(entry), times.join(", ")))
        });
        page.aside("maintenance, which counts for nothing", maintained.collect());
        let odd = report.entries.iter().filter_map(|entry| self.unusual(entry));
        page.aside("unusual for the time of the week (never pages)", odd.collect());
        let assumed = report.entries.iter().filter(|entry| entry.assumed_none);
        page.aside(
            "no series answers for bad events: none happened, or a selector is wrong",
            assumed.map(|entry| self.name(entry)).collect(),
        );
        page.aside(
            "how this was counted",
            vec![format!("by {}, in slices of {}", report.server, report.slice)],
        );
    }

    fn name(&self, entry: &Entry) -> String {
        format!("`{}`", self.id(entry))
    }

    fn id(&self, entry: &Entry) -> &str {
        self.objectives.slos.get(entry.slo).map_or("?", |slo| slo.id.as_str())
    }

    fn row(&self, entry: &Entry) -> Vec<String> {
        let ledger = &entry.ledger;
        let or_unknown = |text: Option<String>| text.unwrap_or_else(|| "?".to_owned());
        let verdict = match ledger.kept() {
            Some(true) => "kept",
            Some(false) => "MISSED",
            None => "no data",
        };
        vec![
            self.name(entry),
            ledger.budget.target.to_string(),
            or_unknown(ledger.spent.error_ratio().map(|bad| self.digits.availability(bad))),
            or_unknown(ledger.budget.burn_rate(ledger.spent).map(|burn| self.digits.percent(burn))),
            self.digits.number(ledger.spent.bad),
            self.digits.number(ledger.spent.total),
            verdict.to_owned(),
        ]
    }

    fn worst(&self, entry: &Entry) -> Vec<String> {
        // A budget that is hardly touched needs no story.
        if entry.ledger.budget.burn_rate(entry.ledger.spent).is_none_or(|burn| burn < 0.1) {
            return Vec::new();
        }
        let worst = entry.ledger.worst(WORST).into_iter().filter(|(_, share)| *share >= 0.01);
        worst
            .map(|(slice, share)| {
                let (bad, total) = slice.spent.map_or((0.0, 0.0), |spent| (spent.bad, spent.total));
                format!(
                    "{} in the slice to {}: {} of {} events bad",
                    self.digits.percent(share),
                    time(slice.until),
                    self.digits.number(bad),
                    self.digits.number(total)
                )
            })
            .collect()
    }

    /// What was furthest from usual, and how often anything was.
    fn unusual(&self, entry: &Entry) -> Option<String> {
        let worst = entry.unusual.iter().max_by(|a, b| a.sigmas.abs().total_cmp(&b.sigmas.abs()))?;
        let more = match entry.unusual.len() - 1 {
            0 => String::new(),
            more => format!(", and {} more", count(more, "time")),
        };
        Some(format!(
            "{} from {} to {}: {}{more}",
            self.name(entry),
            time(worst.from),
            time(worst.until),
            unusual(worst.signal, (worst.value, worst.usual), worst.sigmas, self.digits)
        ))
    }

    fn silence(&self, entry: &Entry) -> Option<String> {
        let (why, _) = entry.silence.first()?;
        Some(format!("{} for {} in all: {}", self.name(entry), entry.ledger.silent, no_data(why)))
    }
}

/// The JSON shape, `loadline/slo-report/v1`.
pub(crate) fn as_json(objectives: &Objectives, report: &Report) -> Value {
    let teller = Teller { objectives, digits: Digits::All };
    let entry = |entry: &Entry| {
        let ledger = &entry.ledger;
        let slices = ledger.slices.iter().zip(&ledger.left).map(|(slice, left)| {
            json!({
                "from": time(slice.from),
                "to": time(slice.until),
                "bad": slice.spent.map(|spent| spent.bad),
                "total": slice.spent.map(|spent| spent.total),
                "remaining": left,
            })
        });
        json!({
            "id": teller.id(entry),
            "target": ledger.budget.target.to_string(),
            "reached": ledger.reached(),
            "kept": ledger.kept(),
            "bad": ledger.spent.bad,
            "total": ledger.spent.total,
            "burn_rate": ledger.budget.burn_rate(ledger.spent),
            "silent_seconds": ledger.silent.as_secs_f64(),
            "bad_assumed_none": entry.assumed_none,
            "maintenance": entry.maintenance.iter().map(maintenance_json).collect::<Vec<_>>(),
            "unusual": entry.unusual.iter().map(odd_json).collect::<Vec<_>>(),
            "slices": slices.collect::<Vec<_>>(),
        })
    };
    json!({
        "server": report.server,
        "from": time(report.span.0),
        "to": time(report.span.1),
        "slice_seconds": report.slice.as_secs_f64(),
        "objectives": report.entries.iter().map(entry).collect::<Vec<_>>(),
    })
}
