//! A burn rate that cannot be reached, whatever happens.

use crate::prelude::*;
use loadline_base::Span;
use loadline_model::Model;
use loadline_model::kinds::PageClass;
use loadline_slo::{AlertPolicy, Class, Decimal, cannot_fire};

/// A burn rate that cannot be reached, whatever happens.
pub(crate) const RULE: Rule = Rule {
    code: "LL512",
    name: "alert-policy-cannot-fire",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a tier of an alert policy needs more failures than there are requests",
    requirements: &["O3", "R1"],
    pillar: None,
    facts: &["slos.*.target", "slos.*.alert.policy", "policies.alert.*.tiers"],
    page: include_str!("alert_policy_cannot_fire.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for (id, slo) in cx.model.system.slos.iter().flat_map(|all| all.iter()) {
        let Some(alert) = slo.alert.as_ref().and_then(|alert| alert.value()) else { continue };
        let (Some(policy), Some(target)) = (&alert.policy, &slo.target) else { continue };
        let budget = target.complement().fraction();
        let tiers = tiers(cx.model, &policy.id);
        // Exactly, as the rules that are written from this objective compare.
        let exact = decimal(budget);
        let dead: Vec<&Tier> = tiers.iter().filter(|tier| cannot_fire(decimal(tier.burn), exact)).collect();
        let Some(worst) = dead.first() else { continue };
        let share = format_number(worst.burn * budget * 100.0);
        let burn = format_number(worst.burn);
        let formula = format!("{burn} × {}", target.complement());
        let mut report = Report::new(
            Place::new(format!("slos/{id}"), slo.key),
            format!(
                "the {} tier at {burn}x of `{id}` fires when {share}% of requests fail, so never",
                worst.class.word()
            ),
        )
        .mark(policy.span, format!("{} of its {} tiers cannot fire", dead.len(), tiers.len()))
        .and(target.span, format!("the budget is {}", target.complement()))
        .note(format!("failing share = burn rate × (100% − target) = {formula} = {share}%"))
        .number(Quantity::computed("failing share", worst.burn * budget, "1", formula.clone()))
        .hint(format!("with this target a burn rate must stay below {}", format_number(1.0 / budget)));
        if let Some(span) = worst.span {
            report = report.and(span, "this tier");
        }
        cx.report(report);
    }
}

struct Tier {
    burn: f64,
    class: PageClass,
    span: Option<Span>,
}

fn tiers(model: &Model, policy: &str) -> Vec<Tier> {
    let own =
        model.system.policies.as_ref().and_then(|all| all.alert.as_ref()).and_then(|all| all.get(policy));
    match own.map(|policy| policy.tiers.iter().flat_map(|tiers| tiers.iter())) {
        Some(tiers) => tiers
            .filter_map(|tier| {
                let burn = tier.burn.as_ref()?;
                let class = tier.class.as_ref().map_or(PageClass::Page, |class| class.value);
                Some(Tier { burn: burn.get(), class, span: Some(burn.span) })
            })
            .collect(),
        None if policy == "standard" => {
            let tiers = AlertPolicy::standard(Duration::from_secs_f64(30.0 * 86_400.0)).tiers;
            let class = |class| match class {
                Class::Page => PageClass::Page,
                Class::Ticket => PageClass::Ticket,
            };
            let burn = |burn: Decimal| f64::try_from(burn).unwrap_or(f64::NAN);
            tiers
                .iter()
                .map(|tier| Tier { burn: burn(tier.burn), class: class(tier.class), span: None })
                .collect()
        }
        None => Vec::new(),
    }
}

/// The number as it was written: 0.001, not its nearest binary fraction. What is no decimal fires: nothing is said of it.
fn decimal(number: f64) -> Decimal {
    Decimal::try_from(number).unwrap_or(Decimal::ZERO)
}
