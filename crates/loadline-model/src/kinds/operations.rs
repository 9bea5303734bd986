//! How the system is operated: severities, roles, drills, reporting, toil.

use crate::lower::{Decided, Map, Ref, Stated, record, targets};
use loadline_base::Date;
use loadline_base::units::{Duration, Rate};

record! {
    /// How the system is operated.
    pub struct Operations("set of operating rules") {
        /// Severity levels of incidents.
        "severities" severities: Map<SeverityLevel>,
        /// Roles in an incident.
        "roles" roles: Map<Role>,
        /// Whom to call next, in order.
        "escalation" escalation: Vec<Stated<String>>,
        /// Who is told how often.
        "cadence" cadence: Map<Cadence>,
        /// How a shift is handed over.
        "handoff" handoff: Handoff,
        /// What is practised.
        "drills" drills: Map<Drill>,
        /// What is reported.
        "kpis" kpis: Map<Kpi>,
        /// What a postmortem must have.
        "postmortem" postmortem: Postmortem,
        /// Work that should not need people.
        "toil" toil: Map<ToilItem>,
    }
}

record! {
    /// A severity level.
    pub struct SeverityLevel("severity level") {
        /// What makes an incident one of these.
        "when" when: String,
        /// Time to respond.
        "respond-within" respond_within: Duration,
        /// Who is told how often.
        "updates-every" updates_every: Duration,
    }
}

record! {
    /// A role in an incident.
    pub struct Role("role") {
        /// Team that fills it.
        "owner" owner: Ref<targets::Team>,
        /// What it does.
        "does" does: String,
    }
}

record! {
    /// Who is told how often.
    pub struct Cadence("cadence") {
        /// How often.
        "every" every: Duration,
        /// Who is told.
        "audience" audience: String,
        /// Who tells.
        "owner" owner: Ref<targets::Team>,
    }
}

record! {
    /// How a shift is handed over.
    pub struct Handoff("handoff") {
        /// When.
        "at" at: String,
        /// What is told.
        "contents" contents: Vec<Stated<String>>,
    }
}

record! {
    /// Something that is practised.
    pub struct Drill("drill") {
        /// What is practised.
        "of" of: String,
        /// How often.
        "every" every: Duration,
        /// When it was last done.
        "last" last: Date,
        /// Who does it.
        "owner" owner: Ref<targets::Team>,
    }
}

record! {
    /// Something that is reported.
    pub struct Kpi("indicator") {
        /// What is measured.
        "measure" measure: String,
        /// What it should be.
        "target" target: String,
        /// How often it is reported.
        "every" every: Duration,
        /// Who reports it.
        "owner" owner: Ref<targets::Team>,
    }
}

record! {
    /// What a postmortem must have.
    pub struct Postmortem("postmortem standard") {
        /// Which incidents get one.
        "for" required_for: Vec<Stated<String>>,
        /// When it must be there.
        "within" within: Duration,
        /// Its sections.
        "sections" sections: Vec<Stated<String>>,
        /// What every action in it must say (`owner`, `priority`, `due date`, `validation`).
        "actions" actions: Vec<Stated<String>>,
        /// What must be recorded before it may be closed.
        "closes-with" closes_with: String,
    }
}

record! {
    /// Work that should not need people.
    pub struct ToilItem("piece of toil") {
        /// How often it comes.
        "frequency" frequency: Rate,
        /// Time each takes.
        "effort" effort: Duration,
        /// How easily it goes wrong: `low`, `medium`, `high`.
        "error-risk" error_risk: String,
        /// What happens when it is done late or wrong: `low`, `medium`, `high`.
        "severity" severity: String,
        /// What takes the work over; `none` = people keep it, by decision.
        "automation" automation: Decided<String>,
        /// What keeps the automation within bounds (`one zone at a time`, `asks first`).
        "guard-rails" guard_rails: Vec<Stated<String>>,
        /// What the automation does when it is unsure or fails itself.
        "fail-safe" fail_safe: String,
        /// Who does it.
        "owner" owner: Ref<targets::Team>,
    }
}
