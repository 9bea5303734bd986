//! Facts about regions, failure domains, cells and the promises they must keep.

use crate::decide::fact::{
    Fact, Read, Reading, Value, any_of, fact, flag, known, said, seen, shown, some_say, unknown,
};
use crate::decide::measure::{Kind, Measure};
use crate::decide::subject::is_some;
use crate::facts::{Facts, entries};
use loadline_base::figure::figure;
use loadline_evidence::Quantity;
use loadline_model::kinds::DomainKind;

pub(super) const FACTS: &[Fact] = &[
    fact(
        "regions-allowed",
        Kind::Number(Measure::Count),
        "how many regions data and traffic must stay in",
        Read::System(|facts| {
            let limits = facts.identity().and_then(|it| it.constraints.as_deref());
            said(facts, "system/constraints/regions", limits.and_then(|it| it.regions.as_ref()), |all| {
                number(all.len())
            })
        }),
    ),
    fact("regions", Kind::Number(Measure::Count), "how many regions it stands in", Read::System(regions)),
    fact(
        "region-mode",
        Kind::Word(&["one-region", "active-passive", "active-active"]),
        "how it uses several regions",
        Read::System(region_mode),
    ),
    fact(
        "region-loss",
        Kind::Number(Measure::Factor),
        "how much of the tightest availability budget the outages of a single region take",
        Read::System(region_loss),
    ),
    fact(
        "personal-data",
        Kind::Flag,
        "whether it holds personal data",
        Read::System(|facts| {
            let all = entries(&facts.model.system.data).map(|(id, data)| {
                let path = format!("data/{id}/personal");
                said(facts, path, data.personal.as_ref(), |personal| Value::Flag(is_some(personal)))
            });
            if entries(&facts.model.system.data).next().is_none() { unknown("data") } else { some_say(all) }
        }),
    ),
    fact(
        "cells",
        Kind::Flag,
        "whether users are spread over cells",
        Read::System(|facts| match &facts.model.system.cells {
            Some(cells) => flag(!cells.is_empty(), vec![seen(facts, "cells", cells)]),
            None => unknown("cells"),
        }),
    ),
    fact(
        "whole-fleet-deploys",
        Kind::Flag,
        "whether a bad deploy of something reaches everything at once",
        Read::System(|facts| {
            let own = facts.own_code().map(|component| {
                let deploys = component.common().reliability.deploys.as_deref();
                let path = format!("{}/deploys/scope", component.path());
                said(facts, path, deploys.and_then(|it| it.scope.as_ref()), |scope| {
                    Value::Flag(scope.word() == "all")
                })
            });
            some_say(own)
        }),
    ),
];

#[expect(clippy::cast_precision_loss, reason = "sections of a model have thousands of entries at most")]
pub(super) fn number(count: usize) -> Value {
    Value::Number(count as f64)
}

pub(super) fn regions(facts: &Facts<'_>) -> Reading {
    let Some(domains) = &facts.model.system.domains else { return unknown("domains") };
    let all = domains.value.iter().filter_map(|(id, domain)| {
        let kind = domain.kind.as_ref().filter(|kind| kind.value == DomainKind::Region)?;
        Some(seen(facts, format!("domains/{id}/kind"), kind))
    });
    let all: Vec<_> = all.collect();
    if all.is_empty() { unknown("domains") } else { known(number(all.len()), all) }
}

fn region_mode(facts: &Facts<'_>) -> Reading {
    for component in facts.ours() {
        let mode = component.common().regions.as_deref().and_then(|regions| regions.mode.as_ref());
        if let Some(mode) = mode {
            let path = format!("{}/regions/mode", component.path());
            return known(Value::Word(mode.value.word()), vec![seen(facts, path, mode)]);
        }
    }
    match regions(facts) {
        Reading::Known(regions) if regions.value == Value::Number(1.0) => {
            known(Value::Word("one-region"), regions.from)
        }
        _ => any_of(facts.own_code().take(1).map(|it| format!("{}/regions/mode", it.path()))),
    }
}

/// Share of time the least reliable region is down ÷ share of time the tightest objective allows.
fn region_loss(facts: &Facts<'_>) -> Reading {
    let domains = entries(&facts.model.system.domains);
    let regions = domains.filter(|(_, it)| it.kind.as_ref().is_some_and(|it| it.value == DomainKind::Region));
    let (mut down, mut silent): (Option<f64>, Vec<String>) = (None, Vec::new());
    for (id, region) in regions {
        match &region.availability {
            Some(share) => down = Some(down.unwrap_or(0.0).max(1.0 - share.fraction())),
            None => silent.push(format!("domains/{id}/availability")),
        }
    }
    let targets = facts.slos().filter(|(_, slo)| {
        slo.sli.as_deref().is_some_and(|sli| sli.availability.is_some() || sli.raw.is_some())
    });
    let tightest = targets
        .filter_map(|(id, slo)| Some((id, slo.target.as_ref()?.fraction())))
        .max_by(|(_, a), (_, b)| a.total_cmp(b));
    match (down, tightest) {
        (Some(down), Some((id, target))) if target < 1.0 => {
            let allowed = 1.0 - target;
            let formula = format!("{} ÷ {}", figure(down), figure(allowed));
            shown(
                format!("slos/{id}/target"),
                Quantity::computed("budget a region takes", down / allowed, "1", formula),
            )
        }
        (None, _) if silent.is_empty() => unknown("domains"),
        (None, _) => any_of(silent),
        (Some(_), _) => unknown("slos"),
    }
}
