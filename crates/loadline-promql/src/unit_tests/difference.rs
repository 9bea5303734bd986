//! What is other than expected, told item by item: what is missing, what nobody expected, and what is nearly right.

use super::Told;
use crate::Labels;
use std::fmt;

/// One thing that is not as expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// Something that should be there and is not.
    Missing(String),
    /// Something that is there and should not be.
    Unexpected(String),
    /// Something that is nearly as expected.
    Changed {
        /// Which one: the labels that are as expected.
        of: String,
        /// What is other.
        parts: Vec<Change>,
    },
}

/// One label, annotation or value that is other than expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its name: `severity`, `annotation summary`, `value`.
    pub name: String,
    /// What it should be; `None`: it should not be there.
    pub expected: Option<String>,
    /// What it is; `None`: it is not there.
    pub got: Option<String>,
}

/// An alert or a sample as named texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// As the notation of PromQL writes it.
    text: String,
    labels: Labels,
    parts: Vec<(String, String)>,
}

impl Item {
    pub(super) fn alert(told: &Told) -> Self {
        let labels = told.labels.iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
        let annotations =
            told.annotations.iter().map(|(name, value)| (format!("annotation {name}"), value.clone()));
        let parts = labels.chain(annotations).collect();
        let mut text = told.labels.to_string();
        for (name, value) in &told.annotations {
            text.push_str(&format!(" {name}: {value:?}"));
        }
        Self { text, labels: told.labels.clone(), parts }
    }

    pub(super) fn sample(labels: &Labels, value: f64) -> Self {
        let value = crate::number::plain(value);
        let mut parts: Vec<(String, String)> =
            labels.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        parts.push(("value".to_owned(), value.clone()));
        Self { text: format!("{labels} {value}"), labels: labels.clone(), parts }
    }

    fn part(&self, name: &str) -> Option<&String> {
        self.parts.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// How many parts both have alike.
    fn alike(&self, other: &Self) -> usize {
        self.parts.iter().filter(|(name, value)| other.part(name) == Some(value)).count()
    }
}

/// What differs. Items are paired with those most like them, where at least half of both is alike.
pub(super) fn of(expected: &[Item], got: &[Item]) -> Vec<Difference> {
    let mut unexpected: Vec<&Item> = got.iter().collect();
    let mut missing: Vec<&Item> = Vec::new();
    for item in expected {
        match unexpected.iter().position(|other| *other == item) {
            Some(at) => drop(unexpected.remove(at)),
            None => missing.push(item),
        }
    }
    let mut differences = Vec::new();
    // Where there is one of each, they are meant for each other.
    let alone = missing.len() == 1 && unexpected.len() == 1;
    for item in missing {
        let near = |other: &Item| {
            let alike = item.alike(other);
            let same_labels = item.labels == other.labels;
            let near = 2 * alike >= item.parts.len().max(other.parts.len()) || (alone && alike > 0);
            (same_labels || near).then_some((same_labels, alike))
        };
        let best = unexpected.iter().enumerate().filter_map(|(at, other)| Some((near(other)?, at))).max();
        differences.push(match best {
            Some((_, at)) => changed(item, unexpected.remove(at)),
            None => Difference::Missing(item.text.clone()),
        });
    }
    differences.extend(unexpected.into_iter().map(|item| Difference::Unexpected(item.text.clone())));
    differences
}

fn changed(expected: &Item, got: &Item) -> Difference {
    let alike = expected.labels.iter().filter(|(name, value)| got.labels.get(name) == Some(*value));
    let of = Labels::new(alike).to_string();
    let mut parts: Vec<Change> = Vec::new();
    for (name, value) in &expected.parts {
        let other = got.part(name);
        if other != Some(value) {
            parts.push(Change { name: name.clone(), expected: Some(value.clone()), got: other.cloned() });
        }
    }
    let more = got.parts.iter().filter(|(name, _)| expected.part(name).is_none());
    parts.extend(more.map(|(name, value)| Change {
        name: name.clone(),
        expected: None,
        got: Some(value.clone()),
    }));
    Difference::Changed { of, parts }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, expected, got } = self;
        match (expected, got) {
            (Some(expected), Some(got)) => write!(f, "`{name}` is {got:?}, expected {expected:?}"),
            (Some(expected), None) => write!(f, "`{name}` is not there, expected {expected:?}"),
            (None, Some(got)) => write!(f, "`{name}` is {got:?}, and should not be there"),
            (None, None) => write!(f, "`{name}` is other"),
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(text) => write!(f, "missing: {text}"),
            Self::Unexpected(text) => write!(f, "not expected: {text}"),
            Self::Changed { of, parts } => {
                write!(f, "{of}: ")?;
                for (at, part) in parts.iter().enumerate() {
                    write!(f, "{}{part}", if at == 0 { "" } else { "; " })?;
                }
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expected: &[(&[(&str, &str)], f64)], got: &[(&[(&str, &str)], f64)], told: &[&str]) {
        let items = |list: &[(&[(&str, &str)], f64)]| -> Vec<Item> {
            list.iter()
                .map(|(labels, value)| Item::sample(&Labels::new(labels.iter().copied()), *value))
                .collect()
        };
        let found = of(&items(expected), &items(got));
        assert_eq!(found.iter().map(ToString::to_string).collect::<Vec<_>>(), told);
    }

    #[test]
    fn what_is_nearly_right_is_told_by_what_is_wrong() {
        let (a, b): (&[_], &[_]) = (&[("job", "a"), ("dc", "x")], &[("job", "b"), ("dc", "x")]);
        check(&[(a, 1.0)], &[(a, 1.0)], &[]);
        check(&[(a, 1.0)], &[(a, 2.0)], &["{dc=\"x\", job=\"a\"}: `value` is \"2\", expected \"1\""]);
        check(&[(a, 1.0)], &[(b, 1.0)], &["{dc=\"x\"}: `job` is \"b\", expected \"a\""]);
        check(&[(a, 1.0)], &[], &["missing: {dc=\"x\", job=\"a\"} 1"]);
        check(&[], &[(b, 3.0)], &["not expected: {dc=\"x\", job=\"b\"} 3"]);
        // Each is paired with the one it is most like.
        check(
            &[(a, 1.0), (b, 2.0)],
            &[(b, 5.0), (a, 4.0)],
            &[
                "{dc=\"x\", job=\"a\"}: `value` is \"4\", expected \"1\"",
                "{dc=\"x\", job=\"b\"}: `value` is \"5\", expected \"2\"",
            ],
        );
    }

    #[test]
    fn what_has_nothing_in_common_stays_apart() {
        let (a, b): (&[_], &[_]) = (&[("job", "a")], &[("code", "5")]);
        check(&[(a, 1.0)], &[(b, 2.0)], &["missing: {job=\"a\"} 1", "not expected: {code=\"5\"} 2"]);
    }
}
