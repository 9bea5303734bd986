//! Where a document is written: facts of the model become values, and what is missing is noted with its path.

use super::Node;
use crate::bundle::Show;
use crate::decide::{Called, decide, table};
use crate::facts::Facts;
use loadline_evidence::Quantity;
use loadline_model::kinds::{Interface, Test};
use loadline_model::{Component, Map, Stated};

/// Where a document is written.
pub(super) struct Sheet<'a> {
    pub(super) facts: Facts<'a>,
    open: Vec<(String, String)>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(facts: &Facts<'a>) -> Self {
        Self { facts: *facts, open: Vec::new() }
    }

    pub(super) fn into_open(self) -> Vec<(String, String)> {
        self.open
    }

    /// A fact of the model as text; nothing, and an open item, when it is not there.
    pub(super) fn said<T: Show>(&mut self, at: &str, field: &str, value: Option<&Stated<T>>) -> Node {
        let shown = maybe(value);
        if shown == Node::Nothing {
            self.miss(format!("{at}/{field}"), format!("`{field}` is not said"));
        }
        shown
    }

    /// Notes what is missing, once a path.
    pub(super) fn miss(&mut self, path: impl Into<String>, text: impl Into<String>) {
        let path = path.into();
        if !self.open.iter().any(|(known, _)| *known == path) {
            self.open.push((path, text.into()));
        }
    }

    /// What a test is said to show, and of what.
    pub(super) fn test(&mut self, id: &str, test: &Test) -> Vec<(&'static str, Node)> {
        let at = format!("tests/{id}");
        vec![
            ("test", id.into()),
            ("kind", self.said(&at, "kind", test.kind.as_ref())),
            ("of", self.said(&at, "of", test.of.as_ref())),
            ("claim", self.said(&at, "claim", test.claim.as_ref())),
        ]
    }

    /// Interfaces of our own code: name, id path and record.
    pub(super) fn interfaces(&self) -> Vec<(String, String, Component<'a>, &'a Interface)> {
        let mut found = Vec::new();
        for component in self.facts.own_code() {
            for (id, interface) in component.interfaces().into_iter().flat_map(Map::iter) {
                let at = format!("{}/exposes/{id}", component.path());
                found.push((format!("{}.{id}", component.name), at, component, &interface.value));
            }
        }
        found
    }

    /// What a decision table advises about the system as a whole: the choice, what else there is, and what is traded.
    pub(super) fn advice(&self, topic: &str) -> Node {
        let Some(Ok(table)) = table(topic) else { return Node::Nothing };
        let decision = decide(table, &self.facts);
        let called: Option<&Called> = decision.judged.first().and_then(|judged| judged.called.first());
        let row = called.and_then(|called| decision.table.rows.get(called.row));
        let choice = row.map_or(&decision.table.default, |row| &row.choice);
        Node::Record(vec![
            ("topic", topic.into()),
            ("choice", choice.choose.as_str().into()),
            (
                "because",
                row.map_or("no row of the table fits: the default", |row| row.signal.as_str()).into(),
            ),
            ("alternative", choice.alternative.as_str().into()),
            ("trade_off", choice.trade_off.as_str().into()),
        ])
    }
}

/// A fact of the model as text.
pub(super) fn maybe<T: Show>(value: Option<&Stated<T>>) -> Node {
    value.filter(|value| value.is_decided()).map(|value| value.value.show()).into()
}

/// A number with its unit and how it was worked out.
pub(super) fn number(quantity: Option<&Quantity>) -> Node {
    let Some(quantity) = quantity else { return Node::Nothing };
    Node::Record(vec![
        ("value", if quantity.value.is_finite() { Node::Number(quantity.value) } else { Node::Nothing }),
        ("unit", quantity.unit.into()),
        ("formula", quantity.formula.as_ref().map(ToString::to_string).into()),
    ])
}
