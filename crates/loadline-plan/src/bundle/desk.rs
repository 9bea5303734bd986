//! Where a section is written: facts of the model and numbers of engines become words with their evidence, and what is not
//! there becomes an open item that names the path to fill.

use super::document::{Block, Diagram, Grid, Open};
use super::show::Show;
use super::words::Words;
use crate::evidence::Evidence;
use crate::facts::Facts;
use crate::figure::figure;
use crate::verdict::Verdict;
use loadline_base::Span;
use loadline_depend::Solved;
use loadline_evidence::Quantity;
use loadline_model::{Origin, Stated};
use std::collections::BTreeMap;

/// What is written where a fact is missing.
const OPEN: &str = "open";
/// What is written where a fact does not apply or adds nothing.
const BLANK: &str = "–";
/// What is written behind a fact that rests on an assumption.
const ASSUMED: &str = " (assumed)";

/// Every exhibit, each once.
#[derive(Debug, Default)]
pub(crate) struct Exhibits {
    all: Vec<Evidence>,
    known: BTreeMap<(String, String, u64), usize>,
}

impl Exhibits {
    fn add(&mut self, key: (String, String, u64), evidence: impl FnOnce() -> Evidence) -> usize {
        *self.known.entry(key).or_insert_with(|| {
            self.all.push(evidence());
            self.all.len() - 1
        })
    }

    pub(crate) fn into_all(self) -> Vec<Evidence> {
        self.all
    }
}

/// Where a section is written.
pub(crate) struct Desk<'a, 'b> {
    /// What may be looked at.
    pub(crate) facts: Facts<'a>,
    /// The journeys as fault trees, with their numbers.
    pub(crate) outages: &'a Solved<'a>,
    /// What came of judging the gates.
    pub(crate) verdict: &'b Verdict,
    exhibits: &'b mut Exhibits,
    blocks: Vec<Block>,
    open: Vec<Open>,
}

impl<'a, 'b> Desk<'a, 'b> {
    pub(crate) fn new(
        facts: &Facts<'a>,
        outages: &'a Solved<'a>,
        verdict: &'b Verdict,
        exhibits: &'b mut Exhibits,
    ) -> Self {
        Self { facts: *facts, outages, verdict, exhibits, blocks: Vec::new(), open: Vec::new() }
    }

    pub(crate) fn into_parts(self) -> (Vec<Block>, Vec<Open>) {
        (self.blocks, self.open)
    }

    /// A fact of the model; when it is not there, an open item.
    pub(crate) fn value<T: Show>(&mut self, at: &str, field: &str, value: Option<&'a Stated<T>>) -> Words {
        match self.maybe(at, field, value) {
            Some(words) => words,
            None => {
                let path = join(at, field);
                let text = format!("`{path}` is not said");
                self.open(path, text);
                OPEN.into()
            }
        }
    }

    /// A fact of the model; when it is not there, nothing is missed.
    pub(crate) fn blank<T: Show>(&mut self, at: &str, field: &str, value: Option<&'a Stated<T>>) -> Words {
        self.maybe(at, field, value).unwrap_or_else(|| BLANK.into())
    }

    /// A fact of the model, when it is there.
    pub(crate) fn maybe<T: Show>(
        &mut self,
        at: &str,
        field: &str,
        value: Option<&'a Stated<T>>,
    ) -> Option<Words> {
        let value = value.filter(|value| value.is_decided())?;
        let shown = value.value.show();
        Some(self.cite(&join(at, field), value, shown))
    }

    /// These words, shown by a fact of the model. What rests on an assumption says so.
    pub(crate) fn cite<T>(&mut self, path: &str, value: &Stated<T>, words: impl Into<Words>) -> Words {
        let (words, index) = (words.into(), self.stated(path, value.span, value.origin));
        if self.facts.assumption(path).is_some() {
            return words.and(ASSUMED).shown_by(index);
        }
        words.shown_by(index)
    }

    fn stated(&mut self, path: &str, span: Span, origin: Origin) -> usize {
        let assumption = self.facts.assumption(path).map(|(id, _)| id.to_owned());
        self.exhibits.add((path.to_owned(), String::new(), 0), || Evidence::Stated {
            path: path.to_owned(),
            span,
            origin,
            assumption,
        })
    }

    /// These words, shown by the place where something is declared.
    pub(crate) fn declared(&mut self, path: &str, words: impl Into<Words>) -> Words {
        let Some(span) = self.facts.model.locate(path) else { return words.into() };
        let index = self.stated(path, span, Origin::Explicit);
        words.into().shown_by(index)
    }

    /// A number that an engine worked out, about what stands at a path.
    pub(crate) fn figure(&mut self, path: &str, quantity: &Quantity) -> Words {
        self.worked(path, quantity, figure(quantity))
    }

    /// These words, shown by a number that an engine worked out.
    pub(crate) fn worked(&mut self, path: &str, quantity: &Quantity, words: impl Into<Words>) -> Words {
        let key = (path.to_owned(), quantity.name.to_string(), quantity.value.to_bits());
        let evidence = || Evidence::Computed { path: path.to_owned(), quantity: quantity.clone() };
        let index = self.exhibits.add(key, evidence);
        words.into().shown_by(index)
    }

    /// A number, or a mark that there is none.
    pub(crate) fn figure_or_blank(&mut self, path: &str, quantity: Option<&Quantity>) -> Words {
        quantity.map_or_else(|| BLANK.into(), |quantity| self.figure(path, quantity))
    }

    /// A number; when it cannot be worked out, an open item about the field that would tell it.
    pub(crate) fn figure_or_open(&mut self, at: &str, field: &str, quantity: Option<&Quantity>) -> Words {
        match quantity {
            Some(quantity) => self.figure(at, quantity),
            None => {
                let path = join(at, field);
                let text = format!("without `{path}` there is no number");
                self.open(path, text);
                OPEN.into()
            }
        }
    }

    /// Something that is not known.
    pub(crate) fn open(&mut self, path: impl Into<String>, text: impl Into<String>) {
        let path = path.into();
        if !self.open.iter().any(|open| open.path == path) {
            let close = format!("fill `{path}`");
            self.open.push(Open { path, text: text.into(), close, requirement: None });
        }
    }

    pub(crate) fn head(&mut self, title: impl Into<String>) {
        self.blocks.push(Block::Head(title.into()));
    }

    pub(crate) fn say(&mut self, words: impl Into<Words>) {
        self.blocks.push(Block::Say(words.into()));
    }

    pub(crate) fn list(&mut self, title: impl Into<String>, items: Vec<Words>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(title.into(), items));
        }
    }

    pub(crate) fn steps(&mut self, title: impl Into<String>, items: Vec<(usize, Words)>) {
        if !items.is_empty() {
            self.blocks.push(Block::Steps(title.into(), items));
        }
    }

    pub(crate) fn table(
        &mut self,
        title: impl Into<String>,
        columns: &'static [&'static str],
        mut rows: Vec<Vec<Words>>,
    ) {
        // A row that has no more than its name says nothing.
        rows.retain(|row| row.len() < 2 || row.iter().skip(1).any(|cell| cell.plain() != BLANK));
        if !rows.is_empty() {
            self.blocks.push(Block::Table(Grid { title: title.into(), columns, rows }));
        }
    }

    pub(crate) fn text(&mut self, name: impl Into<String>, language: &'static str, text: impl Into<String>) {
        self.blocks.push(Block::Text(name.into(), language, text.into()));
    }

    pub(crate) fn diagram(&mut self, diagram: Diagram) {
        if !diagram.arrows.is_empty() {
            self.blocks.push(Block::Diagram(diagram));
        }
    }
}

/// A path and what stands below it.
pub(crate) fn join(at: &str, field: &str) -> String {
    if at.is_empty() { field.to_owned() } else { format!("{at}/{field}") }
}

/// A mark that there is nothing to say.
pub(crate) fn blank() -> Words {
    BLANK.into()
}
