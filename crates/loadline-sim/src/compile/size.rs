//! Whether what a model was compiled to can be run at all: how much of it there is, and where it is said.

use super::{Compiling, Problem};
use crate::check::{self, MOST_CLIENTS, MOST_COPIES, MOST_KEYS};
use crate::engine::Settings;
use crate::layout::Layout;
use loadline_base::Span;
use loadline_model::{Body, Component};

/// Requests in one run above which a scenario is refused: it would run for an hour and more.
const MOST_REQUESTS: f64 = 2e9;

/// Calls that one request may lead to, on average: those of a single one would fill the memory.
const MOST_CALLS: f64 = 1e6;

/// What to do about too much of anything.
const DIVIDE: &str =
    "divide load, copies, cells and keys by the same number: what is asked of each stays as it is";

impl<'m> Compiling<'m> {
    /// Copies, keys and users that no run would find the memory for, each at the component or journey that has the most of them.
    pub(super) fn crowds(&self, journeys: &[String], problems: &mut Vec<Problem>) {
        let copies = check::copies_of_stations(&self.layout).unwrap_or_default();
        let all: u64 = copies.iter().sum();
        if all > MOST_COPIES
            && let Some((component, copies)) = most(self.components.iter().zip(copies))
        {
            let component = self.model.component(*component);
            let message = format!(
                "{all} copies and lines for connections are too many to simulate, and {copies} of them are those of `{}`; {MOST_COPIES} are the most",
                component.name
            );
            problems.push(Problem::new(replicas(component), message, DIVIDE));
        }
        let keys = check::keys_of_caches(&self.layout);
        let of_each =
            self.layout.caches.iter().map(|cache| (&cache.name, cache.keys.map_or(0, |keys| keys.number)));
        if keys > MOST_KEYS
            && let Some((name, number)) = most(of_each)
        {
            let span = self.model.find(name).and_then(|found| match found.body {
                Body::Cache(cache) => cache.keys.as_ref().map(|keys| keys.span),
                _ => None,
            });
            let message = format!(
                "{keys} keys of all caches are too many to simulate, and {number} of them are those of `{name}`; {MOST_KEYS} are the most"
            );
            problems.push(Problem::new(span, message, DIVIDE));
        }
        let users: u64 = self.layout.sources.iter().map(check::users_of).sum();
        let of_each =
            journeys.iter().zip(&self.layout.sources).map(|(id, source)| (id, check::users_of(source)));
        if users > MOST_CLIENTS
            && let Some((id, number)) = most(of_each)
        {
            let journey =
                self.model.system.journeys.iter().flat_map(|all| all.iter()).find(|(other, _)| other == id);
            let load = journey.and_then(|(_, journey)| journey.load.as_deref());
            let span = load.and_then(|load| load.clients.as_ref()).map(|clients| clients.span);
            let message = format!(
                "{users} clients of all journeys are too many to follow one by one, and {number} of them are those of `{id}`; {MOST_CLIENTS} are the most"
            );
            let hint = "the load of more is a rate, as `peak: 400rps`";
            problems.push(Problem::new(span, message, hint));
        }
    }

    /// Requests that would take too long, or that are none; and calls that multiply.
    pub(super) fn requests(&self, seconds: f64, problems: &mut Vec<Problem>) {
        let sources = self.layout.sources.iter();
        let expected: f64 = sources.map(|source| source.profile.expected(seconds)).sum();
        if expected > MOST_REQUESTS {
            let message = format!(
                "a run of {seconds} s would have to follow {expected:.1e} requests; {MOST_REQUESTS:.0e} is the most"
            );
            let hint = "let it last shorter, or divide load and copies by the same number";
            problems.push(Problem::new(None, message, hint));
        } else if expected <= 0.0 && problems.is_empty() {
            let message = "no requests come: no journey has a load";
            let hint = "give a journey a `load`, or the scenario a `journey` with a `load`";
            problems.push(Problem::new(None, message, hint));
        }
        let calls = check::calls_of_a_request(&self.layout).unwrap_or_default();
        if calls > MOST_CALLS && problems.is_empty() {
            let message = format!(
                "one request makes {calls:.1e} calls, with all that follow from it; {MOST_CALLS:.0e} is the most that is followed"
            );
            let hint = "lower `calls` of the edges it passes: they multiply from one to the next";
            problems.push(Problem::new(None, message, hint));
        }
    }
}

/// What else cannot be run, so that no layout is made here that would be refused where it is sent.
pub(super) fn unsound(layout: &Layout, seconds: f64) -> Option<Problem> {
    let error = check::check(layout, &Settings::lasting(seconds, 0)).err()?;
    let hint = "write a number that a run can follow, or leave it out";
    Some(Problem::new(None, format!("this cannot be simulated: {error}"), hint))
}

/// The first of those that have the most.
fn most<T>(of_each: impl Iterator<Item = (T, u64)>) -> Option<(T, u64)> {
    of_each.reduce(|most, other| if other.1 > most.1 { other } else { most })
}

/// Where it is said how many copies a component has.
fn replicas(component: Component<'_>) -> Option<Span> {
    let replicas = component.common().replicas.as_deref()?;
    let (min, max) = (replicas.min.as_ref(), replicas.max.as_ref());
    min.map(|min| min.span).or_else(|| max.map(|max| max.span))
}
