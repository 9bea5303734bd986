//! Policies: alerting, error budgets, paging and releases.

use crate::lower::{Decided, Map, Ref, Stated, choice, record, targets};
use loadline_base::units::{Count, Duration, Factor, Number, Rate, Share};

record! {
    /// Policies by kind.
    pub struct Policies("set of policies") {
        /// When an SLO alerts.
        "alert" alert: Map<AlertPolicy>,
        /// What happens as an error budget is spent.
        "budget" budget: Map<BudgetPolicy>,
        /// Pages that are not tied to an SLO.
        "paging" paging: Map<Page>,
        /// When a release may go out.
        "release" release: Map<ReleasePolicy>,
    }
}

record! {
    /// When an SLO alerts: burn-rate tiers.
    pub struct AlertPolicy("alert policy") {
        /// Human name.
        "title" title: String,
        /// Tiers, the fastest first.
        "tiers" tiers: Vec<Stated<AlertTier>>,
        /// Fewest events in the long window for a tier to fire: the guard for low traffic.
        "least-events" least_events: Number,
        /// How long there may be no data before that is an alert of its own; `none` = for ever.
        "absent-after" absent_after: Decided<Duration>,
    }
}

record! {
    /// A burn rate over a long and a short window.
    pub struct AlertTier("alert tier") {
        /// Burn rate: how many times faster than the budget allows.
        "burn" burn: Factor,
        /// Long window.
        "long" long: Duration,
        /// Short window.
        "short" short: Duration,
        /// How long the condition must hold before the alert fires; without it, no time.
        "for" hold: Duration,
        /// How long the alert goes on after the condition ended; without it, no time.
        "keep" keep: Duration,
        /// Page or ticket.
        "class" class: PageClass,
    }
}

choice! {
    /// Whether somebody is woken.
    pub enum PageClass {
        /// Somebody is woken.
        Page = "page",
        /// Somebody looks at it in working hours.
        Ticket = "ticket",
    }
}

record! {
    /// What happens as an error budget is spent.
    pub struct BudgetPolicy("budget policy") {
        /// Who decides.
        "owner" owner: Ref<targets::Team>,
        /// Steps by share of the budget spent.
        "steps" steps: Vec<Stated<BudgetStep>>,
    }
}

record! {
    /// What happens from a share of the budget on.
    pub struct BudgetStep("budget step") {
        /// Share of the budget spent.
        "at" at: Share,
        /// `hold`, `mitigate` or `exception`, and what that means here.
        "action" action: String,
        /// Time to respond.
        "respond-within" respond_within: Duration,
    }
}

record! {
    /// An alert that is not derived from an SLO.
    pub struct Page("paging rule") {
        /// Human name.
        "title" title: String,
        /// What sets it off.
        "trigger" trigger: String,
        /// Component it watches.
        "of" of: Ref<targets::Component>,
        /// Page or ticket.
        "class" class: PageClass,
        /// Journey whose users feel it; `none` = nobody does.
        "impact" impact: Decided<Ref<targets::Journey>>,
        /// Team that is told.
        "owner" owner: Ref<targets::Team>,
        /// Whom to call next when nobody answers.
        "escalation" escalation: Vec<Stated<String>>,
        /// Time to respond.
        "respond-within" respond_within: Duration,
        /// What to do: a file, or the id of a runbook.
        "runbook" runbook: Decided<String>,
        /// What is tried before anybody is called.
        "auto-remediation" auto_remediation: Decided<String>,
        /// What is put into one message.
        "group-by" group_by: Vec<Stated<String>>,
        /// When it is kept silent.
        "suppress" suppress: Decided<String>,
        /// Most messages.
        "rate-limit" rate_limit: Decided<Rate>,
    }
}

record! {
    /// When a release may go out.
    pub struct ReleasePolicy("release policy") {
        /// What must be true before.
        "entry" entry: Vec<Stated<String>>,
        /// What stops it.
        "blocking" blocking: Vec<Stated<String>>,
        /// Who may make an exception.
        "approver" approver: Ref<targets::Team>,
        /// Share of an error budget spent from which nothing is released.
        "stops-at" stops_at: Share,
        /// Open incidents that stop it (`sev1`, `sev2`).
        "incidents" incidents: Vec<Stated<String>>,
        /// On what terms an exception is made; `none` = never.
        "exception" exception: Decided<String>,
        /// What must be ready to take a release back (`last image kept warm`).
        "recovery" recovery: Vec<Stated<String>>,
        /// Most releases at a time.
        "parallel" parallel: Count,
    }
}
