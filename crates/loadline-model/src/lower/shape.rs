//! The form of every value in the language, as data: the one table behind parsing, schema, reference and completion.

use super::TargetKind;

/// The form of a value.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Any single value, as text.
    Text,
    /// `true` or `false`.
    Flag,
    /// One of these words.
    Choice(&'static [Word]),
    /// A quantity with its unit.
    Quantity {
        /// What is wanted, to read after "expected".
        wants: &'static str,
        /// Anchored regular expression.
        pattern: &'static str,
        /// Whether a bare number is the right form (a count).
        bare: bool,
    },
    /// The id of something that must exist.
    Reference(TargetKind),
    /// `none` as a decision, or the inner form.
    Decided(&'static Shape),
    /// Either form.
    Either(&'static Shape, &'static Shape),
    /// A list; a single item may be written without brackets.
    List(&'static Shape),
    /// A map from ids to the inner form.
    Map {
        /// What the keys name: `None` for ids that are declared here.
        keys: Option<TargetKind>,
        /// The form of the values.
        of: &'static Shape,
    },
    /// A map from id paths (`services/a/needs/b`) to the inner form.
    PathMap(&'static Shape),
    /// A map from names that others give (labels) to the inner form.
    NameMap(&'static Shape),
    /// A record with known fields.
    Record(fn() -> &'static Record),
    /// Any value at all; it is kept and not looked into.
    Anything,
}

/// One of the words a choice allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// The word as written.
    pub word: &'static str,
    /// What it means.
    pub doc: &'static str,
}

/// A record of the language: its name in messages and its fields.
#[derive(Debug)]
pub struct Record {
    /// The word for one of them: `service`, `retry policy`.
    pub name: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// Whether `use: PROFILE` is allowed in it.
    pub profiles: bool,
    /// Fields shared with other records; they stand in the same map.
    pub includes: &'static [fn() -> &'static Record],
    /// Its own fields, in the order of the reference.
    pub fields: &'static [Field],
}

/// One field of a record.
#[derive(Debug)]
pub struct Field {
    /// The key as written.
    pub key: &'static str,
    /// What it means, its unit and what its absence means.
    pub doc: &'static str,
    /// The form of its value.
    pub shape: Shape,
}

impl Record {
    /// Every field, those of included records first.
    pub fn all_fields(&self) -> impl Iterator<Item = &'static Field> {
        let included: Vec<&'static Field> =
            self.includes.iter().flat_map(|record| record().all_fields_vec()).collect();
        included.into_iter().chain(self.fields)
    }

    fn all_fields_vec(&self) -> Vec<&'static Field> {
        self.all_fields().collect()
    }

    /// The field with this key, included records too.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        let fields: &'static [Field] = self.fields;
        fields
            .iter()
            .find(|field| field.key == key)
            .or_else(|| self.includes.iter().find_map(|record| record().field(key)))
    }
}

impl Shape {
    /// What is wanted, to read after "expected".
    #[must_use]
    pub fn wants(&self) -> String {
        match self {
            Self::Text => "a text".into(),
            Self::Flag => "`true` or `false`".into(),
            Self::Choice(words) => {
                let words: Vec<_> = words.iter().map(|word| format!("`{}`", word.word)).collect();
                format!("one of {}", words.join(", "))
            }
            Self::Quantity { wants, .. } => (*wants).into(),
            Self::Reference(kind) => format!("the id of {}", kind.noun()),
            Self::Decided(inner) => format!("`none` or {}", inner.wants()),
            Self::Either(one, other) => format!("{} or {}", one.wants(), other.wants()),
            Self::List(inner) => format!("a list, each item {}", inner.wants()),
            Self::Map { .. } => "a map of ids".into(),
            Self::PathMap(_) => "a map of id paths".into(),
            Self::NameMap(_) => "a map of names".into(),
            Self::Record(record) => format!("a map with the fields of {}", with_article(record().name)),
            Self::Anything => "anything".into(),
        }
    }
}

/// The name of a record with its article, for messages: `an alert`, `a use of regions`.
pub(super) fn with_article(name: &str) -> String {
    let article = if name.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {name}")
}
