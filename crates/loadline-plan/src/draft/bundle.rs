//! What a statement of need adds to the bundle of the model that was drafted from it: contradictions and what could not be
//! used up front, numbers with the figures put in, and in each section what follows from the statement's words.
//!
//! Every line leads to the words of the statement it goes back to, or to the assumption that stands in for them.

use super::flags::Sort;
use super::number::{Number, Origin};
use super::{Draft, Flag, sections};
use crate::bundle::{Block, Bundle, Grid, Words, in_order};
use crate::evidence::Evidence;
use crate::statement::Statement;
use loadline_base::figure::{figure, nines, percent};
use loadline_base::{Date, FileId, Span};

/// Places of the statement that one line leads to.
const PLACES: usize = 4;
/// Characters of a sentence that could not be used which are shown.
const SHOWN: usize = 160;

/// Adds what the statement says to the bundle of its model. `file` is the statement among the sources of the bundle, and
/// `until` the day at which its assumptions end.
pub fn complete(bundle: &mut Bundle, statement: &Statement, draft: &Draft, file: FileId, until: Date) {
    let mut shelf = Shelf { file, until, exhibits: std::mem::take(&mut bundle.exhibits) };
    bundle.foreword = foreword(statement, draft, &mut shelf);
    for (section, said) in bundle.sections.iter_mut().zip(&draft.sections) {
        let mut blocks = match section.id {
            "capacity" => vec![numbers(draft, &mut shelf)],
            "scope" => Vec::new(),
            _ => from_statement(said),
        };
        blocks.append(&mut section.blocks);
        if section.id == "scope" {
            blocks.push(Block::Text("the statement of need".to_owned(), "text", statement.text.clone()));
        }
        section.blocks = blocks;
    }
    let sections = bundle.sections.iter_mut().flat_map(|section| &mut section.blocks);
    bundle.exhibits = in_order(bundle.foreword.iter_mut().chain(sections), shelf.exhibits);
}

/// Where the places that lines lead to are kept.
struct Shelf {
    file: FileId,
    until: Date,
    exhibits: Vec<Evidence>,
}

impl Shelf {
    /// The words, with the places of the statement they go back to.
    fn cite(&mut self, words: Words, path: &str, spans: &[Span]) -> Words {
        spans.iter().take(PLACES).fold(words, |words, span| {
            let span = Span::new(self.file, span.start, span.end);
            self.put(
                words,
                Evidence::Stated {
                    path: path.to_owned(),
                    span,
                    origin: loadline_model::Origin::Explicit,
                    assumption: None,
                },
            )
        })
    }

    /// The words, with the assumptions that stand in for what nobody said.
    fn assume(&mut self, words: Words, path: &str, ids: &[&str]) -> Words {
        ids.iter().fold(words, |words, id| {
            let (assumption, until) = ((*id).to_owned(), self.until);
            self.put(words, Evidence::Assumed { path: path.to_owned(), assumption, until })
        })
    }

    fn put(&mut self, words: Words, evidence: Evidence) -> Words {
        let known = self.exhibits.iter().position(|known| *known == evidence);
        let index = known.unwrap_or_else(|| {
            self.exhibits.push(evidence);
            self.exhibits.len() - 1
        });
        words.shown_by(index)
    }
}

/// Contradictions, obligations and cautions, and what could not be used.
fn foreword(statement: &Statement, draft: &Draft, shelf: &mut Shelf) -> Vec<Block> {
    const SORTS: [(Sort, &str); 3] = [
        (Sort::Contradiction, "Contradictions in the statement: two things cannot hold at once"),
        (Sort::Obligation, "Obligations: the design must do this"),
        (Sort::Caution, "Cautions"),
    ];
    let mut line = |flag: &Flag| {
        let path = format!("flags/{}", flag.code);
        shelf.cite(format!("`{}`: {}", flag.code, flag.text).into(), &path, &flag.evidence)
    };
    let mut blocks: Vec<Block> = Vec::new();
    for (sort, title) in SORTS {
        let flags = draft.flags.iter().filter(|flag| flag.sort == sort);
        blocks.push(Block::List(title.to_owned(), flags.map(&mut line).collect()));
    }
    let unused = draft.unused.iter().map(|unused| {
        let quote = one_line(statement.quote(unused.span)).chars().take(SHOWN).collect::<String>();
        let words = format!("\"{quote}\": {}", unused.why);
        shelf.cite(words.into(), "statement", &[unused.span])
    });
    let quantities = draft.unused.iter().filter(|unused| unused.quantity).count();
    let title = match quantities {
        0 => "Not used from the statement".to_owned(),
        1 => "Not used from the statement; 1 of them is a quantity".to_owned(),
        _ => format!("Not used from the statement; {quantities} of them are quantities"),
    };
    blocks.push(Block::List(title, unused.collect()));
    blocks.retain(|block| !matches!(block, Block::List(_, items) if items.is_empty()));
    blocks
}

/// The numbers of a draft, with the figures put in.
fn numbers(draft: &Draft, shelf: &mut Shelf) -> Block {
    let rows = draft.numbers.iter().map(|number| {
        let path = format!("numbers/{}", number.name());
        let working = match number.origin {
            Origin::Given => "given".to_owned(),
            Origin::Assumed => "assumed".to_owned(),
            Origin::Computed => number.formula.clone(),
        };
        let working = shelf.cite(working.into(), &path, &number.spans);
        let rests = shelf.assume(Words::ids(number.rests_on.iter().copied()), &path, &number.rests_on);
        vec![Words::id(&number.name()), value(number).into(), working, rests]
    });
    Block::Table(Grid {
        title: "Numbers from the statement; what rests on an assumption names it".to_owned(),
        columns: &["number", "value", "working", "assumed"],
        rows: rows.collect(),
    })
}

fn value(number: &Number) -> String {
    match (number.key, number.unit.as_str()) {
        ("availability_target", _) => nines(number.value),
        ("write_share", _) => percent(number.value),
        (_, "1") => figure(number.value),
        (_, unit) => format!("{} {unit}", figure(number.value)),
    }
}

/// What a section of the draft knows. Assumptions have a table of their own.
fn from_statement(said: &sections::Section) -> Vec<Block> {
    let lines = said.known.iter().filter(|line| !line.starts_with("assumed, "));
    let lines: Vec<Words> = lines.map(|line| line.as_str().into()).collect();
    let risks = Some(&said.title) == sections::TITLES.last();
    if lines.is_empty() || risks {
        return Vec::new();
    }
    vec![Block::List("What follows from the statement".to_owned(), lines)]
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
