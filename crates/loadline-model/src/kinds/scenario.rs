//! Scenarios: situations to simulate, with claims to judge.

use crate::lower::{Ref, Stated, choice, record, targets};
use loadline_base::units::{Count, Duration, Factor, Rate, Share};

record! {
    /// A situation to simulate, with claims to judge.
    pub struct Scenario("scenario") {
        /// Human name.
        "title" title: String,
        /// Journey that `load` is about.
        "journey" journey: Ref<targets::Journey>,
        /// Requests a second of that journey; unsaid = as the journey says.
        "load" load: Rate,
        /// The load of that journey over time, in place of `load`: straight lines from one time to the next, as it was before the
        /// first and after the last; two of one time are a jump.
        "load-curve" load_curve: Vec<Stated<LoadPoint>>,
        /// When each request of that journey comes, counted from the end of the warm-up, in place of `load`: a recorded trace.
        "replay" replay: Vec<Stated<Duration>>,
        /// Which of their loads the other journeys have; unsaid = their peak.
        "others" others: LoadLevel,
        /// How requests follow each other; unsaid = at random.
        "arrivals" arrivals: ArrivalPattern,
        /// How long it runs, warm-up not counted; unsaid = 5 minutes.
        "lasts" lasts: Duration,
        /// Time before that, which no figure counts; unsaid = 30 seconds.
        "warm-up" warm_up: Duration,
        /// How often it is run with other random numbers; unsaid = 20.
        "runs" runs: Count,
        /// What goes wrong, and when.
        "faults" faults: Vec<Stated<ScenarioFault>>,
        /// What must hold: `p99 of place-order <= 400ms`, `success of place-order >= 99.9%`, `place-order recovers within 60s`.
        "claims" claims: Vec<Stated<String>>,
    }
}

record! {
    /// The load at one time.
    pub struct LoadPoint("point of a load curve") {
        /// When, counted from the end of the warm-up.
        "at" at: Duration,
        /// Requests a second then.
        "load" load: Rate,
    }
}

choice! {
    /// Which load of a journey is meant.
    pub enum LoadLevel {
        /// Its peak, or its average where there is no peak.
        Peak = "peak",
        /// Its average, or its peak where there is no average.
        Average = "average",
        /// No requests.
        None = "none",
    }
}

choice! {
    /// How requests follow each other.
    pub enum ArrivalPattern {
        /// Each independent of the others (Poisson).
        Random = "random",
        /// One after the other at equal gaps.
        Even = "even",
        /// In bursts: four times the mean rate for a tenth of the time, half a second at a time.
        Bursts = "bursts",
    }
}

record! {
    /// Something that goes wrong in a scenario.
    pub struct ScenarioFault("fault of a scenario") {
        /// What happens.
        "kind" kind: FaultKind,
        /// When it begins, counted from the end of the warm-up.
        "at" at: Duration,
        /// How long it lasts; unsaid = to the end. For a `deploy`, until a bad version is found.
        "lasts" lasts: Duration,
        /// Component it happens to.
        "component" component: Ref<targets::Component>,
        /// Failure domain it happens to: every copy in it.
        "domain" domain: Ref<targets::Domain>,
        /// Group of cells it happens to, for `down`: one cell, or as many as `copies` says, with every copy in it.
        "cells" cells: Ref<targets::CellGroup>,
        /// Journey it happens to, for a `spike`; unsaid = all.
        "journey" journey: Ref<targets::Journey>,
        /// How many times as much load, or as long work.
        "factor" factor: Factor,
        /// Share of answers that are errors; for a `deploy`, of those of the new version.
        "share" share: Share,
        /// How many copies, or cells; unsaid = all copies, or one cell.
        "copies" copies: Count,
        /// Workers of each copy while it lasts.
        "workers" workers: Count,
    }
}

choice! {
    /// What goes wrong in a scenario.
    pub enum FaultKind {
        /// Copies are down: what they work on fails, and new requests go to the others.
        Down = "down",
        /// Work takes `factor` times as long.
        Slow = "slow",
        /// A `share` of answers are errors.
        Errors = "errors",
        /// Nothing moves, as in a collection of garbage; it goes on afterwards where it stopped.
        Pause = "pause",
        /// Callers get no answer of any kind.
        Cut = "cut",
        /// A cache loses what it holds.
        Flush = "flush",
        /// Each copy has only so many `workers`.
        Workers = "workers",
        /// `factor` times the load.
        Spike = "spike",
        /// A new version goes out as the component's `rollout` says: copies are away while they are replaced. A bad one answers a `share` of
        /// requests with errors or takes `factor` times as long, and is found after `lasts`.
        Deploy = "deploy",
    }
}
