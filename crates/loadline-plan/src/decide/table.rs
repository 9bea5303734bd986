//! A decision table: rows with a signal, what to choose, the alternative, its price, and what would change the answer.

use super::condition::{Condition, Key};
use super::fact::Value;
use super::subject::Of;

/// A table, checked.
#[derive(Debug, Clone)]
pub struct Table {
    /// The word it is asked for by: `storage`.
    pub topic: String,
    /// What is decided, for people.
    pub title: String,
    /// Requirements it serves.
    pub serves: Vec<String>,
    /// What it is about.
    pub of: Of,
    /// How its rows are read.
    pub mode: Mode,
    /// Its rows, in order.
    pub rows: Vec<Row>,
    /// What holds when no row does.
    pub default: Choice,
}

/// How the rows of a table are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The first row whose condition holds is the answer.
    First,
    /// Every row is an answer of its own.
    Every,
}

impl Mode {
    /// The word in a table.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Every => "every",
        }
    }
}

/// A row.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its id within the table.
    pub id: String,
    /// What one sees, in words.
    pub signal: String,
    /// The same as a condition.
    pub when: Condition,
    /// That condition as written.
    pub when_text: String,
    /// What to choose then.
    pub choice: Choice,
}

/// What to choose.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The advice.
    pub choose: String,
    /// What else would do.
    pub alternative: String,
    /// What the advice costs against the alternative.
    pub trade_off: String,
    /// What would change the answer.
    pub unless: String,
    /// How to see in the model that it is done so already, when that can be seen.
    pub done: Option<Condition>,
}

impl Table {
    /// Every key that the conditions of rows look at, each once, in the order of the rows.
    #[must_use]
    pub fn keys(&self) -> Vec<&Key> {
        distinct(self.rows.iter().map(|row| &row.when))
    }

    /// The choice of a row; the default for none.
    #[must_use]
    pub fn choice(&self, row: Option<usize>) -> &Choice {
        row.and_then(|row| self.rows.get(row)).map_or(&self.default, |row| &row.choice)
    }

    /// The first row that holds, or none; an error when that hangs on something unknown.
    pub(super) fn first(&self, look: &dyn Fn(&Key) -> Option<Value>) -> Result<Option<usize>, ()> {
        for (index, row) in self.rows.iter().enumerate() {
            match row.when.holds(look) {
                Some(true) => return Ok(Some(index)),
                Some(false) => {}
                None => return Err(()),
            }
        }
        Ok(None)
    }
}

/// The keys of some conditions, each once.
pub(super) fn distinct<'t>(conditions: impl IntoIterator<Item = &'t Condition>) -> Vec<&'t Key> {
    let mut keys: Vec<&Key> = Vec::new();
    for (key, ..) in conditions.into_iter().flat_map(Condition::tests) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}
