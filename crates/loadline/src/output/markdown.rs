//! A summary for pull requests: headline, table, and the rest folded away.
//!
//! Words from the model are escaped: they can neither leave their cell nor bring markup of their own.

use crate::output::View;
use crate::output::excerpt::excerpt;
use crate::output::headline::{count, headline, looked_at};
use crate::output::repository::Repository;
use crate::output::row::{Kind, Row, rows};
use loadline_app::check::Report;
use loadline_draw::markdown::{code, escaped, fenced, folded};
use std::collections::BTreeMap;

/// Rows of the table unless all are asked for; comments on code hosts have a size limit.
const TABLED: usize = 50;
/// Findings shown with their source unless all are asked for.
const DETAILED: usize = 10;

/// The whole comment.
pub(crate) fn render(report: &Report, view: &View) -> String {
    let repository = Repository::of(report);
    let rows = rows(report, &repository);
    let of = |wanted: fn(&Kind<'_>) -> bool| rows.iter().filter(|row| wanted(&row.kind)).collect::<Vec<_>>();
    let main = of(|kind| matches!(kind, Kind::Fault | Kind::Finding(_)));
    let mut text = format!("**Loadline: {}**\n", headline(report, view));
    if report.faults.is_empty() {
        text.push_str(&format!("\n{}\n", looked_at(report)));
    }
    if !main.is_empty() {
        text.push_str(&table(&main, report, &repository, view));
        text.push_str(&folded("Details", &details(report, view)));
    }
    let accepted = of(|kind| matches!(kind, Kind::Accepted(..)));
    if !accepted.is_empty() {
        text.push_str(&folded(&format!("{} accepted", accepted.len()), &acceptances(&accepted)));
    }
    let questions = of(|kind| matches!(kind, Kind::Question));
    if !questions.is_empty() {
        let title = format!("{}: what the model does not say", count(questions.len(), "open question"));
        text.push_str(&folded(&title, &asked(&questions)));
    }
    text
}

fn table(rows: &[&Row<'_>], report: &Report, repository: &Repository, view: &View) -> String {
    let shown = if view.all { rows.len() } else { rows.len().min(TABLED) };
    let mut text = String::from("\n| Level | Rule | Place | Finding |\n| --- | --- | --- | --- |\n");
    for row in &rows[..shown] {
        let (file, line) = row.file_and_line(&report.sources, repository);
        let place = code(&format!("{file}:{line}"));
        let severity = row.severity.word();
        text.push_str(&format!("| {severity} | {} | {place} | {} |\n", row.title(), escaped(row.message)));
    }
    if shown < rows.len() {
        text.push_str(&format!("\n{} more (`--all`)\n", rows.len() - shown));
    }
    text
}

/// Excerpts as the terminal shows them.
fn details(report: &Report, view: &View) -> String {
    let view = View { colour: false, width: 100, ..*view };
    let findings = report.outcome.findings.iter().map(|finding| &finding.diagnostic);
    let all: Vec<_> = report.faults.iter().chain(findings).collect();
    let shown = if view.all { all.len() } else { all.len().min(DETAILED) };
    let excerpts: Vec<String> =
        all[..shown].iter().map(|diagnostic| excerpt(diagnostic, &report.sources, &view)).collect();
    let mut text = fenced(&excerpts.join("\n\n"));
    if shown < all.len() {
        text.push_str(&format!("\n{} more (`--all`)\n", all.len() - shown));
    }
    text
}

fn acceptances(rows: &[&Row<'_>]) -> String {
    let lines = rows.iter().map(|row| {
        let Kind::Accepted(_, by) = row.kind else { return String::new() };
        let reason = by.reason.as_deref().unwrap_or("no reason");
        let until = by.until.map_or_else(String::new, |day| format!(", until {day}"));
        format!("- {} {}: {}{until}\n", row.title(), code(row.path.unwrap_or_default()), escaped(reason))
    });
    lines.collect()
}

/// Questions, one line a rule.
fn asked(rows: &[&Row<'_>]) -> String {
    let mut by_rule: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows {
        by_rule.entry(row.title()).or_default().push(code(row.path.unwrap_or_default()));
    }
    by_rule.iter().map(|(title, paths)| format!("- {title}: {}\n", paths.join(", "))).collect()
}
