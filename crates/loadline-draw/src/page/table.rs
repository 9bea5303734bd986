//! Rows under a title.

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
pub struct Table {
    /// What the rows are.
    pub title: String,
    /// Heading and side of each column. A last column of words is wrapped in a terminal.
    pub columns: Vec<(&'static str, Align)>,
    /// The cells.
    pub rows: Vec<Vec<String>>,
    /// Rows that are not shown.
    pub rest: usize,
}

impl Table {
    /// The rows with as many cells as there are columns: what is missing is empty, what is too much is left out.
    pub(super) fn even_rows(&self) -> impl Iterator<Item = Vec<String>> {
        self.rows.iter().map(|row| {
            let mut row = row.clone();
            row.resize(self.columns.len(), String::new());
            row
        })
    }
}
