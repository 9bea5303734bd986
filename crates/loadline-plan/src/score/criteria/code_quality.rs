//! Code quality, as far as the model records it: purpose, owner, tests of the code, contracts. The code itself is not
//! read here.

use super::testing::tested;
use crate::ask::Ask;
use crate::requirement::{model, silence};
use crate::score::criterion::Criterion;
use crate::score::criterion::level;
use loadline_model::kinds::TestKind;

pub(super) const CRITERION: Criterion = Criterion {
    id: "code-quality",
    title: "Code quality, as recorded",
    zero: "nobody says what the code is for",
    levels: [
        level(
            "every part has an owner",
            &[model("P11.code.owner", "an owner for all our own code", |ask| each(ask, Field::Owner))],
        ),
        level(
            "clear intent, documented",
            &[
                model("P11.code.purpose", "what each part of our own code is for", |ask| {
                    each(ask, Field::Purpose)
                }),
                silence("P11.code.pinned", "images whose content is known", &["LL605"]),
            ],
        ),
        level(
            "tested as code",
            &[model(
                "P11.code.units",
                "unit tests that passed within a year, for every journey that matters",
                |ask| {
                    tested(ask, &[TestKind::Unit], "unit");
                },
            )],
        ),
    ],
};

enum Field {
    Owner,
    Purpose,
}

fn each(ask: &mut Ask<'_>, field: Field) {
    let own: Vec<_> = ask.facts.own_code().collect();
    if own.is_empty() {
        ask.missing("", "services", "{web: {owner: shop, purpose: answers shoppers}}");
    }
    for component in own {
        let common = component.common();
        let at = component.path();
        match field {
            Field::Owner => drop(ask.said(&at, "owner", common.owner.as_ref(), "shop")),
            Field::Purpose => drop(ask.said(&at, "purpose", common.purpose.as_ref(), "answers shoppers")),
        }
    }
}
