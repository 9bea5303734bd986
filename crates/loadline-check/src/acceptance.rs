//! Acceptances: findings somebody decided to live with, in `accept:` or in a comment on the line.

use loadline_base::{Date, Sources, Span};
use loadline_evidence::Finding;
use loadline_model::Model;

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
    /// Its own id path (`accept/0`) or that of its line, for findings about it.
    pub path: String,
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

    pub(crate) fn covers(&self, model: &Model, sources: &Sources, finding: &Finding) -> bool {
        if self.rule != finding.diagnostic.code {
            return false;
        }
        match &self.at {
            Some(at) => finding
                .path
                .strip_prefix(at.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/')),
            None => self.covers_line(model, sources, finding),
        }
    }

    fn covers_line(&self, model: &Model, sources: &Sources, finding: &Finding) -> bool {
        let spots =
            finding.diagnostic.primary.iter().map(|label| label.span).chain(model.locate(&finding.path));
        let file = sources.file(self.span.file);
        let own = file.line(self.span.start);
        let alone = file.line_text(own).trim_start().starts_with('#');
        let covered = if alone { next_line_of_text(file, own) } else { own };
        spots.into_iter().any(|span| span.file == self.span.file && file.line(span.start) == covered)
    }
}

/// The first line after `line` that is more than a comment.
fn next_line_of_text(file: &loadline_base::SourceFile, line: u32) -> u32 {
    let mut next = line + 1;
    while file.line_text(next).trim_start().starts_with('#') {
        next += 1;
    }
    next
}

/// Every acceptance of a model: the entries of `accept:`, then the comments, in order.
pub(crate) fn gather(model: &Model, sources: &Sources) -> Vec<Acceptance> {
    let entries =
        model.system.accept.iter().flat_map(|list| list.value.iter()).enumerate().map(|(index, entry)| {
            let text = |field: &Option<loadline_model::Stated<String>>| {
                field.as_ref().map(|text| text.value.clone())
            };
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
                path: format!("accept/{index}"),
                fault: (!missing.is_empty()).then(|| format!("it lacks {}", missing.join(", "))),
                used: false,
                ran: false,
            }
        });
    entries.chain(comments(model, sources)).collect()
}

fn comments<'m>(model: &'m Model, sources: &'m Sources) -> impl Iterator<Item = Acceptance> + 'm {
    model.trees().iter().flat_map(move |tree| {
        tree.comments().iter().filter_map(move |comment| {
            let text = tree.slice(comment.span).trim_start_matches('#').trim();
            let order = text.strip_prefix("loadline:")?.trim();
            Some(read_comment(order, comment.span, sources))
        })
    })
}

/// Reads `allow LL213 until 2027-01-31 because …`.
fn read_comment(order: &str, span: Span, sources: &Sources) -> Acceptance {
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
        path: format!("comments/{}", sources.place(span)),
        fault: (!complete).then(|| form.to_owned()),
        used: false,
        ran: false,
    }
}
