//! Facts about what tells somebody: paging rules, and objectives in danger.

use crate::decide::fact::{Alert, Fact, Read, Reading, Value, fact, flag, known, said, seen, unknown};
use crate::decide::measure::Kind;
use crate::decide::subject::is_some;
use crate::facts::Facts;

pub(super) const FACTS: &[Fact] = &[
    fact("user-impact", Kind::Flag, "whether users feel it", Read::Page(impact)),
    fact("alert-class", Kind::Word(&["page", "ticket"]), "whether somebody is woken", Read::Page(class)),
    fact(
        "heals-itself",
        Kind::Flag,
        "whether something is tried before anybody is called",
        Read::Page(|facts, path, alert| match alert {
            Alert::Rule(page) => {
                let path = format!("{path}/auto-remediation");
                said(facts, path, page.auto_remediation.as_ref(), |it| Value::Flag(is_some(it)))
            }
            Alert::Objective(..) => flag(false, Vec::new()),
        }),
    ),
    fact(
        "grouped",
        Kind::Flag,
        "whether repetitions are put into one message",
        Read::Page(|facts, path, alert| match alert {
            Alert::Rule(page) => said(facts, format!("{path}/group-by"), page.group_by.as_ref(), |labels| {
                Value::Flag(!labels.is_empty())
            }),
            // A burn over a long and a short window is one alert, however often requests fail in between.
            Alert::Objective(_, alert) => match &alert.policy {
                Some(policy) => flag(true, vec![seen(facts, format!("{path}/alert/policy"), policy)]),
                None => unknown(format!("{path}/alert/policy")),
            },
        }),
    ),
];

fn impact(facts: &Facts<'_>, path: &str, alert: Alert<'_>) -> Reading {
    match alert {
        Alert::Rule(page) => {
            said(facts, format!("{path}/impact"), page.impact.as_ref(), |it| Value::Flag(is_some(it)))
        }
        Alert::Objective(slo, _) => said(facts, format!("{path}/of"), slo.of.as_ref(), |of| {
            Value::Flag(facts.journeys().any(|(id, _)| id == of.id))
        }),
    }
}

fn class(facts: &Facts<'_>, path: &str, alert: Alert<'_>) -> Reading {
    match alert {
        Alert::Rule(page) => {
            said(facts, format!("{path}/class"), page.class.as_ref(), |class| Value::Word(class.word()))
        }
        Alert::Objective(_, alert) => match (&alert.page, &alert.ticket) {
            (Some(page), _) => {
                known(Value::Word("page"), vec![seen(facts, format!("{path}/alert/page"), page)])
            }
            (None, Some(ticket)) => {
                known(Value::Word("ticket"), vec![seen(facts, format!("{path}/alert/ticket"), ticket)])
            }
            (None, None) => unknown(format!("{path}/alert/page")),
        },
    }
}
