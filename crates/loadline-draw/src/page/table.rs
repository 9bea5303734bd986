//! Rows under a title.

use super::Prose;

/// Which side the cells of a column stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// Rows under a title.
#[derive(Debug, Clone, Default)]
pub struct Table<Cell = String> {
    /// What the rows are.
    pub title: String,
    /// Heading and side of each column. A last column of words is wrapped in a terminal.
    pub columns: Vec<(&'static str, Align)>,
    /// The cells.
    pub rows: Vec<Vec<Cell>>,
    /// Rows that are not shown.
    pub rest: usize,
}

impl<Cell: Into<Prose>> Table<Cell> {
    /// The same with cells that may hold links.
    pub(super) fn prose(self) -> Table<Prose> {
        let Self { title, columns, rows, rest } = self;
        let rows = rows.into_iter().map(|row| row.into_iter().map(Into::into).collect()).collect();
        Table { title, columns, rows, rest }
    }
}

impl Table<Prose> {
    /// The rows with as many cells as there are columns: what is missing is empty, what is too much is left out.
    pub(super) fn even_rows(&self) -> impl Iterator<Item = Vec<Prose>> {
        self.rows.iter().map(|row| {
            let mut row = row.clone();
            row.resize(self.columns.len(), Prose::default());
            row
        })
    }
}
