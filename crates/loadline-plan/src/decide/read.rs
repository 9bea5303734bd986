//! Reading a table from its data file. Whatever is not understood is said with its place; a table with a fault is none.

use super::condition::Condition;
use super::cover;
use super::subject::Of;
use super::table::{Choice, Mode, Row, Table};
use loadline_base::{Diagnostic, FileId, Span};
use loadline_model::syntax::{NodeId, NodeKind, Tree, parse};

/// Code of everything that is wrong with a table.
const CODE: &str = "decision-table";
const TOP: &[&str] = &["topic", "title", "serves", "of", "mode", "rows", "default"];
const ROW: &[&str] = &["id", "signal", "when", "choose", "alternative", "trade-off", "unless", "done"];
const DEFAULT: &[&str] = &["choose", "alternative", "trade-off", "unless", "done"];

/// Reads and checks a table: known facts, values that fit, a default, no row that can never be reached.
///
/// # Errors
/// Everything found, in the order of the file.
pub fn read_table(file: FileId, text: &str) -> Result<Table, Vec<Diagnostic>> {
    let (tree, mut faults) = parse(file, text);
    let Some(tree) = tree else { return Err(faults) };
    let mut reader = Reader { tree: &tree, faults: Vec::new() };
    let table = reader.table();
    faults.append(&mut reader.faults);
    if let (Some((table, places)), true) = (table, faults.is_empty()) {
        let unreachable = cover::unreachable(&table);
        faults.extend(unreachable.into_iter().map(|(row, why)| {
            Diagnostic::error(CODE, why).at(row.map_or_else(|| tree.span(tree.root()), |row| places[row]), "")
        }));
        if faults.is_empty() {
            return Ok(table);
        }
    }
    faults.sort_by_key(|fault| fault.primary.as_ref().map(|label| label.span));
    Err(faults)
}

struct Reader<'t> {
    tree: &'t Tree,
    faults: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn table(&mut self) -> Option<(Table, Vec<Span>)> {
        let root = self.tree.root();
        self.only(root, TOP);
        let of_word = self.text(root, "of");
        let of = of_word.as_ref().and_then(|(word, _)| Of::ALL.iter().find(|of| of.word() == word)).copied();
        if let (Some((word, span)), None) = (&of_word, of) {
            let known: Vec<&str> = Of::ALL.iter().map(|of| of.word()).collect();
            self.wrong(*span, format!("a table is about one of `{}`, not `{word}`", known.join("`, `")));
        }
        let of = of?;
        let mode = match self.text(root, "mode")? {
            (word, _) if word == "first" => Mode::First,
            (word, _) if word == "every" => Mode::Every,
            (word, span) => {
                self.wrong(span, format!("rows are read `first` or `every`, not `{word}`"));
                return None;
            }
        };
        let (topic, title) = (self.text(root, "topic"), self.text(root, "title"));
        let serves = self.list(root, "serves");
        let rows = self.rows(root, of);
        let default = match self.tree.get(root, "default") {
            Some(entry) => {
                self.only(entry.value, DEFAULT);
                self.choice(entry.value, of)
            }
            None => {
                self.wrong(self.tree.span(root), "the table has no `default`".to_owned());
                None
            }
        };
        let (rows, places) = rows.into_iter().unzip();
        let (topic, title) = (topic?.0, title?.0);
        Some((Table { topic, title, serves, of, mode, rows, default: default? }, places))
    }

    fn rows(&mut self, root: NodeId, of: Of) -> Vec<(Row, Span)> {
        let Some(entry) = self.tree.get(root, "rows") else {
            self.wrong(self.tree.span(root), "the table has no `rows`".to_owned());
            return Vec::new();
        };
        let mut rows: Vec<(Row, Span)> = Vec::new();
        for node in self.tree.items(entry.value) {
            self.only(*node, ROW);
            let (id, signal) = (self.text(*node, "id"), self.text(*node, "signal"));
            let when = self.condition(*node, "when", of);
            let when_text = self.text(*node, "when");
            let choice = self.choice(*node, of);
            if let (Some((id, span)), Some((signal, _)), Some(when), Some((when_text, _)), Some(choice)) =
                (id, signal, when, when_text, choice)
            {
                if rows.iter().any(|(row, _)| row.id == id) {
                    self.wrong(span, format!("there is another row `{id}`"));
                }
                rows.push((Row { id, signal, when, when_text, choice }, span));
            }
        }
        if self.tree.items(entry.value).is_empty() {
            self.wrong(self.tree.span(entry.key), "the table has no `rows`".to_owned());
        }
        rows
    }

    fn choice(&mut self, node: NodeId, of: Of) -> Option<Choice> {
        let choose = self.text(node, "choose");
        let alternative = self.text(node, "alternative");
        let trade_off = self.text(node, "trade-off");
        let unless = self.text(node, "unless");
        let done = self.tree.get(node, "done").and_then(|_| self.condition(node, "done", of));
        Some(Choice {
            choose: choose?.0,
            alternative: alternative?.0,
            trade_off: trade_off?.0,
            unless: unless?.0,
            done,
        })
    }

    fn condition(&mut self, node: NodeId, key: &str, of: Of) -> Option<Condition> {
        let entry = self.tree.get(node, key)?;
        let text = self.tree.scalar(entry.value)?;
        match Condition::read(text, of) {
            Ok(condition) => Some(condition),
            Err(why) => {
                self.wrong(self.tree.span(entry.value), why);
                None
            }
        }
    }

    fn text(&mut self, node: NodeId, key: &str) -> Option<(String, Span)> {
        let entry = self.tree.get(node, key);
        let text = entry.and_then(|entry| self.tree.scalar(entry.value).map(|text| (text, entry)));
        match text {
            Some((text, entry)) if !text.trim().is_empty() => {
                Some((text.to_owned(), self.tree.span(entry.value)))
            }
            _ => {
                let span = entry.map_or_else(|| self.tree.span(node), |entry| self.tree.span(entry.key));
                self.wrong(span, format!("`{key}` is missing, or no text"));
                None
            }
        }
    }

    fn list(&mut self, node: NodeId, key: &str) -> Vec<String> {
        let items = self.tree.get(node, key).map(|entry| self.tree.items(entry.value)).unwrap_or_default();
        let texts: Vec<String> =
            items.iter().filter_map(|item| self.tree.scalar(*item)).map(str::to_owned).collect();
        if texts.is_empty() {
            self.wrong(self.tree.span(node), format!("`{key}` lists nothing"));
        }
        texts
    }

    /// Complains about keys that mean nothing, and about what is no map.
    fn only(&mut self, node: NodeId, known: &[&str]) {
        if !matches!(self.tree.node(node).kind, NodeKind::Map { .. }) {
            self.wrong(self.tree.span(node), format!("a map is wanted, with `{}`", known.join("`, `")));
        }
        for entry in self.tree.entries(node) {
            let key = self.tree.scalar(entry.key).unwrap_or_default();
            if !known.contains(&key) {
                self.wrong(self.tree.span(entry.key), format!("`{key}` is none of `{}`", known.join("`, `")));
            }
        }
    }

    fn wrong(&mut self, span: Span, what: String) {
        self.faults.push(Diagnostic::error(CODE, what).at(span, ""));
    }
}
