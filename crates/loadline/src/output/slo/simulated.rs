//! How alert policies would have done in a simulated scenario, for people and for machines.

use crate::output::headline::count;
use crate::output::page::{Page, Table};
use crate::output::table::Align;
use loadline_app::slo::simulated::{Detected, FaultRow, PolicyRow, Summary, Trial};
use loadline_base::figure::Digits;
use loadline_draw::Shell;
use serde_json::{Value, json};

/// What matters of the first policy, then a table of all policies and one of all faults.
pub(crate) fn page(trial: &Trial, digits: Digits) -> Page {
    let mut page = Page::default();
    if let Some(policy) = trial.policies.first() {
        page.head(headline(policy, digits));
        for sentence in sentences(trial, policy, digits) {
            page.say(sentence);
        }
    }
    page.table(policies(trial, digits));
    page.table(faults(trial, digits));
    page.aside("not tried", trial.refused.iter().map(|(id, why)| format!("`{id}`: {why}")).collect());
    page.aside("how the histories were made", basis(trial, digits));
    page
}

/// The page as HTML that needs nothing else.
pub(crate) fn html(trial: &Trial, digits: Digits) -> String {
    Shell {
        title: "Alerts on trial".to_owned(),
        lead: format!("{} in {} of the scenario `{}`", objectives(trial), runs(trial.runs), trial.scenario),
        footer: "Made by `loadline slo backtest --from sim`.".to_owned(),
    }
    .html(&page(trial, digits))
}

fn objectives(trial: &Trial) -> String {
    count(trial.slos.len(), "objective")
}

fn runs(number: u32) -> String {
    count(number as usize, "run")
}

fn headline(policy: &PolicyRow, digits: Digits) -> String {
    let PolicyRow { name, needed, caught, open, pages, .. } = policy;
    if *needed == 0 {
        return format!("no fault needed a page, and `{name}` would have sent {}", count(*pages, "page"));
    }
    let after = policy.delay.map_or_else(String::new, |delay| {
        format!(", {} after the injection on average", digits.time(delay.mean))
    });
    let open =
        if *open > 0 { format!("; {open} times the run ended before it could") } else { String::new() };
    format!(
        "`{name}` would have paged {caught} of {} that a fault needed it{after}{open}",
        count(*needed, "time")
    )
}

fn sentences(trial: &Trial, policy: &PolicyRow, digits: Digits) -> Vec<String> {
    let all: usize = trial.faults.iter().map(|fault| fault.runs).sum();
    let mut said = Vec::new();
    said.push(if all == 0 {
        "nothing goes wrong in this scenario".to_owned()
    } else {
        format!(
            "a fault counts once in each run for each objective: {}, of which {} needed a page, as {} of the budget or more was \
             spent until all was normal again, or more failed than is allowed when the run ended",
            count(all, "time"),
            policy.needed,
            digits.percent(trial.worth),
        )
    });
    if policy.pages > 0 {
        let mut wrong = Vec::new();
        wrong.extend(
            (policy.harmless > 0).then(|| format!("{} for a fault that needed none", policy.harmless)),
        );
        wrong.extend((policy.outside > 0).then(|| format!("{} for no fault at all", policy.outside)));
        let wrong = if wrong.is_empty() { String::new() } else { format!("; {}", wrong.join(", ")) };
        said.push(format!(
            "{} of {} were for a fault that needed one{wrong}",
            policy.right,
            count(policy.pages, "page")
        ));
    }
    said.extend((trial.unrecovered > 0).then(|| {
        format!(
            "in {} of {} a journey is not known to be normal again at the end: the history ends there, and a page that had \
             not come by then is counted neither as sent nor as missed; let `{}` last longer",
            trial.unrecovered,
            runs(trial.runs),
            trial.scenario,
        )
    }));
    said.extend((trial.overflowed > 0).then(|| {
        format!(
            "{} ended early, with more than two million requests and calls under way",
            count(trial.overflowed, "run")
        )
    }));
    said
}

/// `3 min ± 12 s`.
fn spread(summary: Option<Summary>, tell: &dyn Fn(f64) -> String) -> String {
    let Some(summary) = summary else { return "–".to_owned() };
    let within = summary.within.filter(|within| *within > 0.0);
    within.map_or_else(|| tell(summary.mean), |within| format!("{} ± {}", tell(summary.mean), tell(within)))
}

fn mean(summary: Option<Summary>, tell: &dyn Fn(f64) -> String) -> String {
    summary.map_or_else(|| "–".to_owned(), |summary| tell(summary.mean))
}

fn policies(trial: &Trial, digits: Digits) -> Table {
    let (time, percent) = (|seconds| digits.time(seconds), |share| digits.percent(share));
    let runs = f64::from(trial.runs.max(1));
    let row = |policy: &PolicyRow| {
        vec![
            policy.name.clone(),
            digits.number(policy.pages as f64 / runs),
            digits.number(policy.tickets as f64 / runs),
            mean(policy.precision, &percent),
            mean(policy.recall, &percent),
            spread(policy.delay, &time),
            policy.delay.map_or_else(|| "–".to_owned(), |delay| time(delay.most)),
            mean(policy.spent_before, &percent),
        ]
    };
    Table {
        title: "policies, means of the runs; precise: of the pages, those for what needed one; after: from injection to page; spent: of \
                the budget before the page"
            .to_owned(),
        columns: vec![
            ("policy", Align::Left),
            ("pages", Align::Right),
            ("tickets", Align::Right),
            ("precise", Align::Right),
            ("recall", Align::Right),
            ("after", Align::Right),
            ("worst", Align::Right),
            ("spent", Align::Right),
        ],
        rows: trial.policies.iter().map(row).collect(),
        rest: 0,
    }
}

/// What was truly wrong, and what the first policy made of it.
fn faults(trial: &Trial, digits: Digits) -> Table {
    let (time, percent) = (|seconds| digits.time(seconds), |share| digits.percent(share));
    let found = trial.policies.first().map_or(&[][..], |policy| policy.faults.as_slice());
    let row = |(fault, found): (&FaultRow, &Detected)| {
        let of = |number: usize| format!("{number}/{}", fault.runs);
        let normal = match (fault.recovery, fault.stuck) {
            (None, _) => "never".to_owned(),
            (recovery, 0) => mean(recovery, &time),
            (recovery, stuck) => format!("{}, never in {stuck}", mean(recovery, &time)),
        };
        vec![
            fault.slo.clone(),
            fault.what.clone(),
            digits.time(fault.at),
            mean(fault.bad, &percent),
            mean(fault.spent, &percent),
            normal,
            of(fault.needed),
            of(found.paged),
            spread(found.delay, &time),
        ]
    };
    Table {
        title: "faults; bad: share of events until all was normal; spent: of the budget; normal: after the repair; needed, paged: in so \
                many runs"
            .to_owned(),
        columns: vec![
            ("objective", Align::Left),
            ("fault", Align::Left),
            ("at", Align::Right),
            ("bad", Align::Right),
            ("spent", Align::Right),
            ("normal", Align::Right),
            ("needed", Align::Right),
            ("paged", Align::Right),
            ("after", Align::Right),
        ],
        rows: trial.faults.iter().zip(found).map(row).collect(),
        rest: 0,
    }
}

fn basis(trial: &Trial, digits: Digits) -> Vec<String> {
    vec![
        format!(
            "{} of {} simulated, seed {}; `loadline sim run {}` lists what was taken for granted",
            runs(trial.runs),
            digits.time(trial.lasts),
            trial.seed,
            trial.scenario,
        ),
        format!(
            "not simulated: {} in front of each run and {} behind it once all is normal, which repeat its {} before the first fault",
            digits.time(trial.lead_in),
            digits.time(trial.tail),
            digits.time(trial.steady),
        ),
        format!(
            "counters scraped every {}, rules evaluated every {}; each run begins elsewhere between two evaluations",
            digits.time(trial.scrape),
            digits.time(trial.step),
        ),
        "requests count when they end; one that fails is too slow as well, and one with less than asked for is good".to_owned(),
    ]
}

/// The JSON shape, `loadline/slo-backtest-sim/v1`.
pub(crate) fn as_json(trial: &Trial) -> Value {
    let summary = |summary: Option<Summary>| {
        summary.map(|summary| {
            json!({
                "mean": summary.mean,
                "within": summary.within,
                "least": summary.least,
                "most": summary.most,
                "count": summary.count,
            })
        })
    };
    let detected = |found: &Detected| {
        json!({
            "paged": found.paged,
            "tickets": found.tickets,
            "delay_s": summary(found.delay),
            "spent_before": summary(found.spent_before),
        })
    };
    json!({
        "scenario": trial.scenario,
        "seed": trial.seed,
        "runs": trial.runs,
        "lasts_s": trial.lasts,
        "steady_s": trial.steady,
        "lead_in_s": trial.lead_in,
        "tail_s": trial.tail,
        "scrape_s": trial.scrape,
        "step_s": trial.step,
        "worth": trial.worth,
        "unrecovered": trial.unrecovered,
        "overflowed": trial.overflowed,
        "slos": trial.slos.iter().map(|slo| slo.id.as_str()).collect::<Vec<_>>(),
        "refused": trial.refused.iter().map(|(slo, why)| json!({"slo": slo, "why": why})).collect::<Vec<_>>(),
        "faults": trial.faults.iter().map(|fault| json!({
            "slo": fault.slo,
            "what": fault.what,
            "at_s": fault.at,
            "runs": fault.runs,
            "needed": fault.needed,
            "bad": summary(fault.bad),
            "spent": summary(fault.spent),
            "recovery_s": summary(fault.recovery),
            "stuck": fault.stuck,
        })).collect::<Vec<_>>(),
        "policies": trial.policies.iter().map(|policy| json!({
            "name": policy.name,
            "pages": policy.pages,
            "right": policy.right,
            "harmless": policy.harmless,
            "outside": policy.outside,
            "tickets": policy.tickets,
            "needed": policy.needed,
            "caught": policy.caught,
            "open": policy.open,
            "precision": summary(policy.precision),
            "recall": summary(policy.recall),
            "delay_s": summary(policy.delay),
            "spent_before": summary(policy.spent_before),
            "faults": policy.faults.iter().map(detected).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    })
}
