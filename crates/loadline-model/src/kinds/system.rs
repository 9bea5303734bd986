//! The root of a model, and the card that says what the system is.

use super::*;
use crate::imported::Imported;
use crate::lower::{Anything, Map, Ref, Stated, record, targets};
use loadline_base::Date;
use loadline_base::units::{Count, Factor, Money, Share};

record! {
    /// The root of a model: every section of every fragment, merged by id.
    pub struct System("model") {
        /// Version of the model language; always `1`. Every fragment starts with it.
        "loadline" version: Count,
        /// What the system is, for whom and within which constraints.
        "system" identity: Identity,
        /// Teams that own things and are paged.
        "teams" teams: Map<Team>,
        /// Trust boundaries, nested by `in`.
        "boundaries" boundaries: Map<Boundary>,
        /// Failure domains, nested by `in`: what fails together.
        "domains" domains: Map<Domain>,
        /// Groups of identical cells that users are spread over.
        "cells" cells: Map<CellGroup>,
        /// Data classes: what is stored and carried, how confidential it is and how long it is kept.
        "data" data: Map<Data>,
        /// Named sets of fields, taken over with `use:`; explicit fields win and maps merge deeply.
        "profiles" profiles: Map<Anything>,
        /// People and systems that use this one.
        "actors" actors: Map<Actor>,
        /// Our own code that answers calls or consumes messages.
        "services" services: Map<Service>,
        /// Our own code that runs on a schedule.
        "jobs" jobs: Map<Job>,
        /// Databases and other places where state lives.
        "stores" stores: Map<Store>,
        /// Caches.
        "caches" caches: Map<Cache>,
        /// Queues, logs and brokers.
        "queues" queues: Map<Queue>,
        /// Services that others run.
        "externals" externals: Map<External>,
        /// Every piece of mutable state: one owner, one home, and its copies.
        "state" state: Map<StateItem>,
        /// What users do; the call tree is derived from `entry` and the edges.
        "journeys" journeys: Map<Journey>,
        /// Service level objectives.
        "slos" slos: Map<Slo>,
        /// Policies on alerts, budgets, pages and releases.
        "policies" policies: Policies,
        /// Runbooks.
        "runbooks" runbooks: Map<Runbook>,
        /// How the system is operated: severities, roles, drills, reporting.
        "operations" operations: Operations,
        /// How it can fail, who notices, and what brings it back.
        "failure-modes" failure_modes: Map<FailureMode>,
        /// Threats with their controls and residual risk.
        "threats" threats: Map<Threat>,
        /// Open risks.
        "risks" risks: Map<Risk>,
        /// Tests that show a claim holds.
        "tests" tests: Map<Test>,
        /// Changes of stores and interfaces that need several steps.
        "migrations" migrations: Map<Migration>,
        /// What the organisation has approved.
        "standards" standards: Map<Standard>,
        /// Situations to simulate, with claims to judge.
        "scenarios" scenarios: Map<Scenario>,
        /// What is taken to be true until it is known.
        "assumptions" assumptions: Map<Assumption>,
        /// Architecture decisions.
        "decisions" decisions: Decisions,
        /// Risk acceptances and suppressed findings, each with an owner and an end.
        "accept" accept: Vec<Stated<Acceptance>>,
        /// Where imported values came from; written by `loadline import`.
        "imported" imported: Imported,
    }
}

record! {
    /// What the system is, for whom and within which constraints.
    pub struct Identity("system") {
        /// Short id of the system.
        "id" id: String,
        /// Human name.
        "title" title: String,
        /// Team that answers for the system as a whole.
        "owner" owner: Ref<targets::Team>,
        /// What it is for, in a sentence.
        "purpose" purpose: String,
        /// What belongs to it and what does not.
        "scope" scope: Scope,
        /// Who has a stake in it.
        "stakeholders" stakeholders: Vec<Stated<String>>,
        /// Regulation it is subject to (`gdpr`, `pci-dss`).
        "regulation" regulation: Vec<Stated<String>>,
        /// What it must stay within.
        "constraints" constraints: Constraints,
        /// What must be shown before it goes live, each in a sentence that can turn out false.
        "acceptance" acceptance: Vec<Stated<String>>,
        /// How far above the peak the capacity must reach: required capacity = peak × headroom.
        "headroom" headroom: Factor,
        /// Highest utilisation a component may reach after losing one replica.
        "utilisation-limit" utilisation_limit: Share,
    }
}

record! {
    /// What belongs to the system and what does not.
    pub struct Scope("scope") {
        /// What belongs to it.
        "in" inside: Vec<Stated<String>>,
        /// What does not.
        "out" outside: Vec<Stated<String>>,
    }
}

record! {
    /// What the system must stay within.
    pub struct Constraints("set of constraints") {
        /// What it may cost.
        "budget" budget: Money,
        /// Who builds and runs it (`14 people`).
        "team" team: String,
        /// When it must be there.
        "deadline" deadline: Date,
        /// Regions data and traffic must stay in.
        "regions" regions: Vec<Stated<String>>,
    }
}
