//! Acceptances: findings somebody decided to live with, in `accept:` or in a comment on the line.

use crate::readings::on_line::paths_on;
use loadline_base::{Date, SourceFile, Sources, Span};
use loadline_evidence::Finding;
use loadline_model::Model;

/// How the codes of governance rules begin.
const GOVERNANCE: &str = "LL9";

/// How an acceptance is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wording {
    /// An entry of `accept:`.
    Entry,
    /// A comment `# loadline: allow CODE until DATE because REASON` on the line it covers or alone on the line above.
    Comment,
}

/// A finding somebody decided to live with, until a day.
#[derive(Debug, Clone)]
pub struct Acceptance {
    /// How it is written.
    pub wording: Wording,
    /// Code of the rule; empty when none could be read.
    pub rule: String,
    /// Id path it covers; `None` for comments, which cover their line.
    pub at: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Who answers for it; comments leave that to the history of the file.
    pub owner: Option<String>,
    /// Last day it holds.
    pub until: Option<Date>,
    /// Where it is written.
    pub span: Span,
    /// `accept`, or the id path of the first thing on the line it covers, for findings about it.
    pub path: String,
    /// Id paths on the line that a comment covers; empty for entries.
    pub line_paths: Vec<String>,
    /// What about it cannot be understood.
    pub fault: Option<String>,
    /// Whether it covered a finding in this run.
    pub used: bool,
    /// Whether the rule it names was run.
    pub ran: bool,
}

impl Acceptance {
    /// Whether it still holds on this day. Without a day it never held.
    #[must_use]
    pub fn holds_on(&self, today: Date) -> bool {
        self.fault.is_none() && self.until.is_some_and(|until| today <= until)
    }

    /// Whether it is about a rule of governance. Those judge acceptances, so none of them can be accepted.
    #[must_use]
    pub fn is_of_governance(&self) -> bool {
        self.rule.starts_with(GOVERNANCE)
    }

    /// Tells findings about it from those about another one, wherever it stands in the list.
    pub(crate) fn identity(&self) -> String {
        let at = self.at.as_deref().unwrap_or_default();
        format!("{} {at}", self.rule).trim_end().to_owned()
    }

    pub(crate) fn covers(&self, sources: &Sources, finding: &Finding) -> bool {
        if self.rule != finding.diagnostic.code {
            return false;
        }
        match &self.at {
            Some(at) => finding
                .path
                .strip_prefix(at.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/')),
            None => self.line_paths.contains(&finding.path) || self.covers_mark(sources, finding),
        }
    }

    /// Whether the finding marks something on the line that this comment covers.
    fn covers_mark(&self, sources: &Sources, finding: &Finding) -> bool {
        let Some(mark) = finding.diagnostic.primary.as_ref().map(|label| label.span) else { return false };
        mark.file == self.span.file
            && sources.file(mark.file).line(mark.start) == covered_line(sources.file(mark.file), self.span)
    }
}

/// The line that a comment is about: its own, or the next one when it stands alone.
fn covered_line(file: &SourceFile, comment: Span) -> u32 {
    let own = file.line(comment.start);
    if !file.line_text(own).trim_start().starts_with('#') {
        return own;
    }
    let mut next = own + 1;
    while file.line_text(next).trim_start().starts_with('#') {
        next += 1;
    }
    next
}

/// Every acceptance of a model: the entries of `accept:`, then the comments, in order.
pub(crate) fn gather(model: &Model, sources: &Sources) -> Vec<Acceptance> {
    let entries = model.system.accept.iter().flat_map(|list| list.value.iter()).map(|entry| {
        let text =
            |field: &Option<loadline_model::Stated<String>>| field.as_ref().map(|text| text.value.clone());
        let mut missing = Vec::new();
        for (name, there) in [
            ("rule", entry.rule.is_some()),
            ("at", entry.at.is_some()),
            ("reason", entry.reason.is_some()),
            ("owner", entry.owner.is_some()),
            ("until", entry.until.is_some()),
        ] {
            if !there {
                missing.push(format!("`{name}`"));
            }
        }
        Acceptance {
            wording: Wording::Entry,
            rule: text(&entry.rule).unwrap_or_default(),
            at: Some(text(&entry.at).unwrap_or_default()),
            reason: text(&entry.reason),
            owner: entry.owner.as_ref().map(|owner| owner.id.clone()),
            until: entry.until.as_ref().map(|until| until.value),
            span: entry.span,
            path: "accept".to_owned(),
            line_paths: Vec::new(),
            fault: (!missing.is_empty()).then(|| format!("it lacks {}", missing.join(", "))),
            used: false,
            ran: false,
        }
    });
    entries.chain(comments(model, sources)).collect()
}

fn comments(model: &Model, sources: &Sources) -> Vec<Acceptance> {
    let mut all = Vec::new();
    for tree in model.trees() {
        let orders = tree.comments().iter().filter_map(|comment| {
            let text = tree.slice(comment.span).trim_start_matches('#').trim();
            Some((text.strip_prefix("loadline:")?.trim(), comment.span))
        });
        let orders: Vec<(&str, Span)> = orders.collect();
        if orders.is_empty() {
            continue;
        }
        let file = sources.file(tree.file());
        let lines = orders.iter().map(|(_, span)| covered_line(file, *span)).collect();
        let paths = paths_on(tree, sources, &lines);
        for (order, span) in orders {
            let here = paths.get(&covered_line(file, span)).cloned().unwrap_or_default();
            all.push(read_comment(order, span, here, file.name()));
        }
    }
    all
}

/// Reads `allow LL213 until 2027-01-31 because …`.
fn read_comment(order: &str, span: Span, line_paths: Vec<String>, file: &str) -> Acceptance {
    let (head, reason) = match order.split_once(" because ") {
        Some((head, reason)) if !reason.trim().is_empty() => (head, Some(reason.trim().to_owned())),
        _ => (order, None),
    };
    let words: Vec<&str> = head.split_whitespace().collect();
    let (rule, until) = match words.as_slice() {
        ["allow", rule, "until", day] => (*rule, day.parse().ok()),
        ["allow", rule, ..] => (*rule, None),
        _ => ("", None),
    };
    let form = "it must read `# loadline: allow LL213 until 2027-01-31 because REASON`";
    let complete = !rule.is_empty() && until.is_some() && reason.is_some();
    Acceptance {
        wording: Wording::Comment,
        rule: rule.to_owned(),
        at: None,
        reason,
        owner: None,
        until,
        span,
        // The line number would make another finding of it with every line above.
        path: line_paths.first().cloned().unwrap_or_else(|| file.to_owned()),
        line_paths,
        fault: (!complete).then(|| form.to_owned()),
        used: false,
        ran: false,
    }
}
