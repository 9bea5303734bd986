//! Facts about work that should not need people.

use crate::decide::fact::{Fact, Read, Reading, Value, fact, flag, known, said, seen, unknown};
use crate::decide::measure::{Kind, Measure};
use crate::decide::subject::is_some;
use crate::facts::Facts;
use loadline_base::figure::figure;
use loadline_base::units::Period;
use loadline_evidence::Quantity;
use loadline_model::Stated;

const LEVEL: Kind = Kind::Word(&["low", "medium", "high"]);

pub(super) const FACTS: &[Fact] = &[
    fact(
        "times-a-year",
        Kind::Number(Measure::Count),
        "how often it comes in a year",
        Read::Toil(|facts, path, item| {
            said(facts, format!("{path}/frequency"), item.frequency.as_ref(), |rate| {
                Value::Number(rate.per_second() * Period::Year.seconds())
            })
        }),
    ),
    fact("time-a-year", Kind::Number(Measure::Duration), "how much time it takes in a year", HOURS),
    fact(
        "error-risk",
        LEVEL,
        "how easily it goes wrong",
        Read::Toil(|facts, path, item| level(facts, format!("{path}/error-risk"), item.error_risk.as_ref())),
    ),
    fact(
        "severity",
        LEVEL,
        "what happens when it is done late or wrong",
        Read::Toil(|facts, path, item| level(facts, format!("{path}/severity"), item.severity.as_ref())),
    ),
    fact(
        "owned",
        Kind::Flag,
        "whether somebody owns it",
        Read::Toil(|facts, path, item| match &item.owner {
            Some(owner) => flag(true, vec![seen(facts, format!("{path}/owner"), owner)]),
            None => flag(false, Vec::new()),
        }),
    ),
    fact(
        "automated",
        Kind::Flag,
        "whether something takes the work over",
        Read::Toil(|facts, path, item| {
            said(facts, format!("{path}/automation"), item.automation.as_ref(), |it| Value::Flag(is_some(it)))
        }),
    ),
    fact(
        "guarded",
        Kind::Flag,
        "whether that is kept within bounds and fails safely",
        Read::Toil(|facts, path, item| match (&item.guard_rails, &item.fail_safe) {
            (Some(rails), Some(safe)) => {
                let from = vec![
                    seen(facts, format!("{path}/guard-rails"), rails),
                    seen(facts, format!("{path}/fail-safe"), safe),
                ];
                flag(!rails.is_empty(), from)
            }
            (None, _) => unknown(format!("{path}/guard-rails")),
            (_, None) => unknown(format!("{path}/fail-safe")),
        }),
    ),
];

const HOURS: Read = Read::Toil(|facts, path, item| {
    let frequency = said(facts, format!("{path}/frequency"), item.frequency.as_ref(), |it| {
        Value::Number(it.per_second())
    });
    let effort =
        said(facts, format!("{path}/effort"), item.effort.as_ref(), |it| Value::Number(it.as_secs_f64()));
    match (frequency, effort) {
        (Reading::Known(often), Reading::Known(long)) => {
            let (Value::Number(often), Value::Number(long)) = (often.value, long.value) else {
                return unknown(path);
            };
            let times = often * Period::Year.seconds();
            let formula = format!("{} a year × {}", figure(times), Measure::Duration.print(long));
            let quantity = Quantity::computed("time in a year", times * long, "s", formula);
            crate::decide::fact::shown(path, quantity)
        }
        (Reading::Unknown(mut one), Reading::Unknown(other)) => {
            one.extend(other);
            Reading::Unknown(one)
        }
        (Reading::Unknown(missing), _) | (_, Reading::Unknown(missing)) => Reading::Unknown(missing),
    }
});

/// A level; another word is not known.
fn level(facts: &Facts<'_>, path: String, text: Option<&Stated<String>>) -> Reading {
    let Kind::Word(words) = LEVEL else { return unknown(path) };
    match text {
        Some(text) => match words.iter().find(|word| **word == text.trim()) {
            Some(word) => known(Value::Word(word), vec![seen(facts, path, text)]),
            None => unknown(path),
        },
        None => unknown(path),
    }
}
