//! A summary for pull requests: headline, table, and the rest folded away.
//!
//! Words from the model are escaped: they can neither leave their cell nor bring markup of their own.

use crate::output::View;
use crate::output::excerpt::excerpt;
use crate::output::headline::{count, headline, looked_at};
use crate::output::repository::Repository;
use crate::output::row::{Kind, Row, rows};
use loadline_app::check::Report;
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

pub(crate) fn folded(title: &str, body: &str) -> String {
    format!("\n<details>\n<summary>{title}</summary>\n\n{body}\n</details>\n")
}

/// A code block whose fence is longer than any run of backticks inside.
fn fenced(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    format!("{fence}text\n{text}\n{fence}\n")
}

/// A message with its words in backticks kept as code and all else taken literally.
pub(crate) fn escaped(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return literal(text);
    }
    let part =
        |(index, part): (usize, &&str)| if !index.is_multiple_of(2) { code(part) } else { literal(part) };
    parts.iter().enumerate().map(part).collect()
}

/// Words in backticks where nothing in them can end the code or the cell; literal text otherwise.
fn code(text: &str) -> String {
    let harmless = |c: char| !c.is_control() && !matches!(c, '`' | '|' | '\\' | '<' | '>');
    if !text.trim().is_empty() && text.chars().all(harmless) { format!("`{text}`") } else { literal(text) }
}

/// Markup characters as entities, which no Markdown reader takes for markup.
fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '<' | '>' | '`' | '|' | '\\' | '*' | '_' | '[' | ']' | '~' | '#' | '!' | '$' => {
                literal.push_str(&format!("&#{};", u32::from(c)));
            }
            // A space of no width keeps a name from calling anybody.
            '@' => literal.push_str("@\u{200b}"),
            c if c.is_control() => literal.push(' '),
            c => literal.push(c),
        }
    }
    literal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(escaped(text), expected);
    }

    #[test]
    fn code_stays_code_and_markup_becomes_text() {
        check("`a` may wait for `b.c` for ever", "`a` may wait for `b.c` for ever");
        check("a | b <img> [x](y)", "a &#124; b &#60;img&#62; &#91;x&#93;(y)");
        check("`a|b` and `<b>`", "a&#124;b and &#60;b&#62;");
        check("an odd ` one", "an odd &#96; one");
        check("two\nlines, @all", "two lines, @\u{200b}all");
    }
}
