//! The gist of a drafted design for a terminal: what contradicts, what must be done, the numbers, what was assumed and what
//! was not used. The sections are in the bundle.

use super::of_sort;
use crate::output::page::{Page, Table};
use crate::output::table::Align;
use loadline_app::plan::one_shot::{Number, OneShot, Origin, Sort};
use loadline_base::figure::{count, figure, nines, percent};

/// Bytes of an unused sentence that are shown.
const SHOWN: usize = 100;

/// The sentence that matters.
pub(super) fn headline(shot: &OneShot) -> String {
    let draft = &shot.draft;
    let sort = |sort: Sort| draft.flags.iter().filter(|flag| flag.sort == sort).count() as u64;
    let left = draft.unused.iter().filter(|unused| unused.quantity).count() as u64;
    let unused = match left {
        0 => String::new(),
        1 => ", 1 quantity of the statement not used".to_owned(),
        _ => format!(", {left} quantities of the statement not used"),
    };
    format!(
        "draft: {}, {}, {}, {}{unused}; not final until its gates have passed",
        count(draft.numbers.len() as u64, "number"),
        count(sort(Sort::Contradiction), "contradiction"),
        if sort(Sort::Obligation) == 1 {
            "1 obligation".to_owned()
        } else {
            format!("{} obligations", sort(Sort::Obligation))
        },
        count(draft.assumptions.len() as u64, "assumption"),
    )
}

/// The page.
pub(super) fn of(shot: &OneShot) -> Page {
    let mut page = Page::default();
    page.head(headline(shot));
    page.list("contradictions: two things cannot hold at once", of_sort(shot, Sort::Contradiction));
    page.list("obligations: the design must do this", of_sort(shot, Sort::Obligation));
    page.list("cautions", of_sort(shot, Sort::Caution));
    page.table(Table {
        title: "numbers, with the figures put in; `*` rests on an assumption".to_owned(),
        columns: vec![
            ("number", Align::Left),
            ("value", Align::Right),
            ("unit", Align::Left),
            ("working", Align::Left),
        ],
        rows: shot.draft.numbers.iter().map(row).collect(),
        rest: 0,
    });
    page.list(
        "assumptions: defaults, until somebody corrects them",
        shot.draft
            .assumptions
            .iter()
            .map(|assumption| {
                format!("{}: {}; if wrong, {}", assumption.title, assumption.claim, assumption.correct)
            })
            .collect(),
    );
    page.list("not used", unused(shot));
    page.say("the eleven sections: `--format markdown`, or `html`");
    page
}

/// One number.
fn row(number: &Number) -> Vec<String> {
    let mark = if number.rests_on.is_empty() { "" } else { "*" };
    let working = match number.origin {
        Origin::Given => "given".to_owned(),
        Origin::Assumed => format!("assumed: {}", number.rests_on.join(", ")),
        Origin::Computed => number.formula.clone(),
    };
    let unit = if number.unit == "1" { String::new() } else { number.unit.clone() };
    let value = match number.key {
        "availability_target" => nines(number.value),
        "write_share" => percent(number.value),
        _ => figure(number.value),
    };
    vec![format!("{}{mark}", number.name()), value, unit, working]
}

/// What could not be used, with its line.
fn unused(shot: &OneShot) -> Vec<String> {
    let line = |start: u32| shot.statement.text.get(..start as usize).unwrap_or("").matches('\n').count() + 1;
    let one = |text: &str| {
        text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(SHOWN).collect::<String>()
    };
    let all = shot.draft.unused.iter();
    all.map(|unused| {
        format!(
            "line {}: \"{}\", {}",
            line(unused.span.start),
            one(shot.statement.quote(unused.span)),
            unused.why
        )
    })
    .collect()
}
