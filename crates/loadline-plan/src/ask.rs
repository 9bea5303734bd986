//! How a requirement reads facts: whatever it looks at becomes evidence, whatever is not there becomes a gap.

use crate::evidence::Evidence;
use crate::facts::Facts;
use crate::gap::{Close, Gap, Why};
use crate::silence::Silence;
use loadline_base::Span;
use loadline_evidence::Quantity;
use loadline_model::kinds::Journey;
use loadline_model::{Decided, Map, Named, Origin, Stated};

/// A requirement being asked.
pub struct Ask<'a> {
    pub(crate) facts: Facts<'a>,
    requirement: &'static str,
    assumable: bool,
    evidence: Vec<Evidence>,
    gaps: Vec<Gap>,
}

impl<'a> Ask<'a> {
    pub(crate) fn new(requirement: &'static str, assumable: bool, facts: &Facts<'a>) -> Self {
        Self { facts: *facts, requirement, assumable, evidence: Vec::new(), gaps: Vec::new() }
    }

    pub(crate) fn into_parts(self) -> (Vec<Evidence>, Vec<Gap>) {
        (self.evidence, self.gaps)
    }

    /// A value that must be there. `example` is a value in YAML that could stand there.
    pub(crate) fn said<T>(
        &mut self,
        at: &str,
        field: &str,
        value: Option<&'a Stated<T>>,
        example: &str,
    ) -> Option<&'a T> {
        let path = join(at, field);
        match value {
            Some(value) if value.is_decided() => {
                self.note(path, value);
                Some(&value.value)
            }
            Some(_) => {
                let text = format!("`{field}` of {} is only a tool's default", named(at));
                self.gap(Why::Missing, path.clone(), text, write(path, example));
                None
            }
            None => {
                self.missing(at, field, example);
                None
            }
        }
    }

    /// One of several facts that say the same; the first that is there counts. `example` is a value of the first.
    pub(crate) fn either(&mut self, at: &str, facts: &[(&str, Option<Seen>)], example: &str) {
        for (field, seen) in facts {
            if let Some(seen) = seen.filter(|seen| seen.decided) {
                let path = join(at, field);
                let assumption = self.facts.assumption(&path).map(|(id, _)| id.to_owned());
                self.evidence.push(Evidence::Stated {
                    path,
                    span: seen.span,
                    origin: seen.origin,
                    assumption,
                });
                return;
            }
        }
        let [(first, _), rest @ ..] = facts else { return };
        let others: String = rest.iter().map(|(field, _)| format!(" nor its `{field}`")).collect();
        let text = format!("{} says neither its `{first}`{others}", named(at));
        self.gap(Why::Missing, at.to_owned(), text, write(join(at, first), example));
    }

    /// A decision that must not be `none`.
    pub(crate) fn decided<T>(
        &mut self,
        at: &str,
        field: &str,
        value: Option<&'a Stated<Decided<T>>>,
        example: &str,
    ) -> Option<&'a T> {
        let decided = self.said(at, field, value, example)?;
        if decided.is_none() {
            let path = join(at, field);
            self.evidence.pop();
            let text = format!("`{field}` of {} is `none`", named(at));
            self.gap(Why::Wrong, path.clone(), text, write(path, example));
        }
        decided.value()
    }

    /// A list that must have at least `least` items.
    pub(crate) fn listed<T>(
        &mut self,
        at: &str,
        field: &str,
        value: Option<&'a Stated<Vec<T>>>,
        least: usize,
        example: &str,
    ) -> &'a [T] {
        let Some(items) = self.said(at, field, value, example) else { return &[] };
        if items.len() < least {
            self.evidence.pop();
            let path = join(at, field);
            let text = format!("`{field}` of {} has {} of at least {least} entries", named(at), items.len());
            self.gap(Why::Wrong, path.clone(), text, write(path, example));
        }
        items
    }

    /// A section that must have entries; each is looked at.
    pub(crate) fn each<T>(
        &mut self,
        section: &str,
        map: Option<&'a Stated<Map<T>>>,
        example: &str,
        mut one: impl FnMut(&mut Self, &str, &'a Named<T>),
    ) {
        match map {
            Some(map) if !map.is_empty() => {
                self.note(section.to_owned(), map);
                for (id, named) in map.value.iter() {
                    one(self, &join(section, id), named);
                }
            }
            _ => {
                let text = format!("the model has no `{section}`");
                self.gap(Why::Missing, section.to_owned(), text, write(section.to_owned(), example));
            }
        }
    }

    /// The journeys; a gap when there is none, since nothing could be said of them.
    pub(crate) fn journeys(&mut self) -> Vec<(&'a str, &'a Named<Journey>)> {
        let journeys: Vec<_> = self.facts.journeys().collect();
        if journeys.is_empty() {
            self.missing("", "journeys", "{pay: {actor: shopper, entry: shop.http, criticality: critical}}");
        }
        journeys
    }

    /// A value that is taken as evidence without being asked for.
    pub(crate) fn note<T>(&mut self, path: String, value: &Stated<T>) {
        let assumption = self.facts.assumption(&path).map(|(id, _)| id.to_owned());
        let (span, origin) = (value.span, value.origin);
        self.evidence.push(Evidence::Stated { path, span, origin, assumption });
    }

    /// A number that an engine worked out.
    pub(crate) fn shown(&mut self, path: impl Into<String>, quantity: &Quantity) {
        self.evidence.push(Evidence::Computed { path: path.into(), quantity: quantity.clone() });
    }

    /// The model does not say this.
    pub(crate) fn missing(&mut self, at: &str, field: &str, example: &str) {
        let text = if at.is_empty() {
            format!("the model has no `{field}`")
        } else {
            format!("{} does not say its `{field}`", named(at))
        };
        let path = join(at, field);
        self.gap(Why::Missing, path.clone(), text, write(path, example));
    }

    /// The model says it, but that is not enough.
    pub(crate) fn wrong(&mut self, path: impl Into<String>, text: impl Into<String>, close: Close) {
        self.gap(Why::Wrong, path.into(), text.into(), close);
    }

    fn gap(&mut self, why: Why, path: String, text: String, close: Close) {
        if self.assumable && why == Why::Missing {
            let standing = self.facts.assumption(&path).and_then(|(id, assumption)| {
                let until = assumption.expires.as_ref().filter(|day| day.value >= self.facts.today)?;
                assumption.owner.as_ref()?;
                Some((id.to_owned(), until.value))
            });
            if let Some((assumption, until)) = standing {
                self.evidence.push(Evidence::Assumed { path, assumption, until });
                return;
            }
        }
        let span = self.nearest(&path);
        self.gaps.push(Gap { requirement: self.requirement, why, path, span, text, close });
    }

    /// The nearest place of the model on the way to a path.
    fn nearest(&self, path: &str) -> Option<Span> {
        let mut path = path;
        loop {
            if let Some(span) = self.facts.model.locate(path) {
                return Some(span);
            }
            path = path.rsplit_once('/')?.0;
        }
    }

    /// Takes what the rules of a silence say as gaps, and their silence as evidence.
    pub(crate) fn listen(&mut self, silence: Silence) {
        for finding in self.facts.findings {
            let diagnostic = &finding.diagnostic;
            if silence.takes(diagnostic.code) && diagnostic.severity >= silence.from {
                let close = match diagnostic.hints.first() {
                    Some(hint) => Close::Do(hint.clone()),
                    None => Close::Run(format!("loadline explain {}", diagnostic.code)),
                };
                self.gaps.push(Gap {
                    requirement: self.requirement,
                    why: Why::Finding(diagnostic.code),
                    path: finding.path.clone(),
                    span: diagnostic.primary.as_ref().map(|label| label.span),
                    text: diagnostic.message.clone(),
                    close,
                });
            }
        }
        let questions = self.facts.questions.iter().filter(|question| silence.takes(question.code));
        for question in questions.filter(|_| silence.questions) {
            self.gaps.push(Gap {
                requirement: self.requirement,
                why: Why::Question(question.code),
                path: question.path.clone(),
                span: Some(question.span),
                text: question.text.clone(),
                close: Close::Do(format!("answer at `{}`", question.path)),
            });
        }
        if self.gaps.is_empty() {
            self.evidence.push(Evidence::Silent { rules: silence.rules });
        }
    }
}

fn join(at: &str, field: &str) -> String {
    if at.is_empty() { field.to_owned() } else { format!("{at}/{field}") }
}

/// A path as people say it: what it is called, not the section it stands in.
fn named(at: &str) -> String {
    let rest = at.split_once('/').map_or(at, |(_, rest)| rest);
    format!("`{rest}`")
}

/// Writing a value at a path.
pub(crate) fn write(path: impl Into<String>, example: &str) -> Close {
    Close::Write { path: path.into(), example: example.to_owned() }
}

/// A fact that is there: where, and who stands behind it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen {
    span: Span,
    origin: Origin,
    decided: bool,
}

/// A fact, when it is there.
pub(crate) fn seen<T>(value: Option<&Stated<T>>) -> Option<Seen> {
    value.map(|value| Seen { span: value.span, origin: value.origin, decided: value.is_decided() })
}
