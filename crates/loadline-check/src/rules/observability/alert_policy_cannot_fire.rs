//! A burn rate that cannot be reached, whatever happens.

use crate::prelude::*;
use loadline_base::Span;
use loadline_model::Model;
use loadline_model::kinds::PageClass;

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

/// The burn rates of the policy `standard`, page tiers first: *The Site Reliability Workbook*, chapter 5, table 5-8.
const STANDARD: &[(f64, PageClass)] =
    &[(14.4, PageClass::Page), (6.0, PageClass::Page), (3.0, PageClass::Ticket), (1.0, PageClass::Ticket)];

fn check(cx: &mut Check<'_>) {
    for (id, slo) in cx.model.system.slos.iter().flat_map(|all| all.iter()) {
        let Some(alert) = slo.alert.as_ref().and_then(|alert| alert.value()) else { continue };
        let (Some(policy), Some(target)) = (&alert.policy, &slo.target) else { continue };
        let budget = target.complement().fraction();
        let tiers = tiers(cx.model, &policy.id);
        // A rate above 1 is impossible, and the alert wants more than its threshold.
        let dead: Vec<&Tier> = tiers.iter().filter(|tier| tier.burn * budget >= 1.0 - 1e-9).collect();
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
            STANDARD.iter().map(|(burn, class)| Tier { burn: *burn, class: *class, span: None }).collect()
        }
        None => Vec::new(),
    }
}
