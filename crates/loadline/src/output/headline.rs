//! The sentence that matters, first in every format people read.

use crate::output::View;
use loadline_app::check::Report;
use loadline_base::Severity;

/// What was found, in one sentence.
pub(crate) fn headline(report: &Report, view: &View) -> String {
    if !report.faults.is_empty() {
        return format!("{} in the text of the model; no rule was run", count(report.faults.len(), "fault"));
    }
    let questions = report.outcome.questions.len();
    let asked = count(questions, "open question");
    let mut found: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .filter(|severity| report.count(*severity) > 0)
        .map(|severity| count(report.count(severity), severity.word()))
        .collect();
    if view.strict && questions > 0 {
        found.push(asked.clone());
    }
    if found.is_empty() {
        found.push("no findings".to_owned());
    }
    let accepted = report.outcome.suppressed.len();
    let known = report.in_baseline.len();
    let aside: Vec<String> = [
        (accepted > 0, format!("{accepted} accepted")),
        (known > 0, format!("{known} in the baseline")),
        (questions > 0 && !view.strict, asked),
    ]
    .into_iter()
    .filter_map(|(said, what)| said.then_some(what))
    .collect();
    if aside.is_empty() { found.join(", ") } else { format!("{}; {}", found.join(", "), aside.join(", ")) }
}

/// What was looked at, in one line.
pub(crate) fn looked_at(report: &Report) -> String {
    let size = report.size;
    format!(
        "{}, {} and {} held against {}",
        count(size.components, "component"),
        count(size.edges, "edge"),
        count(size.journeys, "journey"),
        count(report.ran.len(), "rule"),
    )
}

/// `1 error`, `2 errors`.
pub(crate) fn count(number: usize, word: &str) -> String {
    loadline_base::figure::count(number as u64, word)
}
