//! A tree of named values: what a document for machines is made of, before anybody decides on braces.

/// A value, a list or a record.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Nothing is known.
    Nothing,
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(f64),
    /// Text.
    Text(String),
    /// One after the other.
    List(Vec<Node>),
    /// Named values, in order.
    Record(Vec<(&'static str, Node)>),
}

impl Node {
    /// Texts one after the other.
    pub(super) fn texts(items: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self::List(items.into_iter().map(|item| Self::Text(item.into())).collect())
    }
}

impl From<&str> for Node {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Node {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl<T: Into<Self>> From<Option<T>> for Node {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}
