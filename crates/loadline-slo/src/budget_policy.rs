//! Error-budget policies as data: from a share of the budget spent on, somebody acts, and within a time.
//!
//! Source of the idea: Beyer et al., The Site Reliability Workbook (2018), appendix B, "Example Error Budget Policy".

use crate::Decimal;
use loadline_base::units::Duration;
use loadline_model::kinds;

/// What a step asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Nothing goes out but what mends the objective.
    Hold,
    /// Work on reliability comes first; releases go on with care.
    Mitigate,
    /// Somebody decides, and writes it down.
    Exception,
    /// In the model's own words.
    Other,
}

impl Action {
    /// By the first word of an action.
    fn of(text: &str) -> Self {
        let word: String = text.chars().take_while(|c| c.is_alphanumeric()).collect();
        match word.to_lowercase().as_str() {
            "hold" | "freeze" | "stop" => Self::Hold,
            "mitigate" => Self::Mitigate,
            "exception" => Self::Exception,
            _ => Self::Other,
        }
    }
}

/// What happens from a share of the budget on.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Share of the budget spent, 0.75 for three quarters.
    pub at: Decimal,
    /// What it asks for.
    pub action: Action,
    /// The same in the model's words.
    pub text: String,
    /// Time to respond.
    pub respond_within: Option<Duration>,
}

/// What happens as an error budget is spent.
#[derive(Debug, Clone, PartialEq)]
pub struct BudgetPolicy {
    /// Its id.
    pub id: String,
    /// Team that decides.
    pub owner: Option<String>,
    /// The steps, by ascending share.
    pub steps: Vec<Step>,
}

impl BudgetPolicy {
    /// Every error-budget policy of a model. A step that does not say from which share on is left out: it never applies.
    #[must_use]
    pub fn of_model(system: &kinds::System) -> Vec<Self> {
        let policies = system.policies.as_ref().and_then(|all| all.budget.as_ref());
        let policies = policies.iter().flat_map(|all| all.iter());
        policies
            .map(|(id, policy)| {
                let steps = policy.steps.iter().flat_map(|steps| steps.iter()).filter_map(|step| {
                    let at = Decimal::try_from(step.at.as_ref()?.fraction()).ok()?.normalize();
                    let text = step.action.as_ref().map(|text| text.value.clone()).unwrap_or_default();
                    let respond_within = step.respond_within.as_ref().map(|within| within.value);
                    Some(Step { at, action: Action::of(&text), text, respond_within })
                });
                let mut steps: Vec<Step> = steps.collect();
                steps.sort_by_key(|step| step.at);
                let owner = policy.owner.as_ref().map(|owner| owner.id.to_string());
                Self { id: id.to_string(), owner, steps }
            })
            .collect()
    }

    /// The step that applies when `spent` of the budget is gone (1 = all of it): the last one reached.
    #[must_use]
    pub fn in_force(&self, spent: f64) -> Option<&Step> {
        // A share that is worked out may miss the mark by the last digit.
        let reached = |step: &&Step| f64::try_from(step.at).is_ok_and(|at| spent >= at - 1e-9);
        self.steps.iter().rev().find(reached)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_step_reached_applies() {
        let step = |at: &str, text: &str| Step {
            at: at.parse().unwrap(),
            action: Action::of(text),
            text: text.to_owned(),
            respond_within: None,
        };
        let policy = BudgetPolicy {
            id: "standard".into(),
            owner: None,
            steps: vec![step("0.5", "mitigate: reliability work first"), step("1", "Hold all releases")],
        };
        let action = |spent| policy.in_force(spent).map(|step| step.action);
        assert_eq!(action(0.49), None);
        assert_eq!(action(0.5), Some(Action::Mitigate));
        assert_eq!(action(0.1 + 0.2 + 0.7), Some(Action::Hold));
        assert_eq!(Action::of("freeze-all"), Action::Hold);
        assert_eq!(Action::of("call the owner"), Action::Other);
    }
}
