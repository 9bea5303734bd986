//! Single points of failure: what fails a journey all by itself. Cut sets of one, not arrows.

use crate::age::Age;
use crate::consequences::Consequences;
use crate::failures::{Failures, Meaning};
use crate::fault_tree::Term;
use crate::thing::Thing;
use loadline_base::units::Duration;

/// Something whose loss alone fails a journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SinglePoint<'m> {
    /// What is lost.
    pub thing: Thing<'m>,
    /// Index of the journey among [`Failures::journeys`].
    pub journey: usize,
    /// How long the journey holds out without it: caches and retained requests.
    pub after: Duration,
}

/// The single points of failure of every journey, journey by journey and thing by thing as written.
#[must_use]
pub fn single_points<'m>(failures: &Failures<'m>) -> Vec<SinglePoint<'m>> {
    let mut now = Consequences::new(&failures.tree, failures.ways());
    let mut found = points_beside(failures, &mut now);
    found.sort_by_key(|point| point.journey);
    found
}

/// The single points beside what already holds: journeys that have failed already are left out.
pub(crate) fn points_beside<'m>(failures: &Failures<'m>, now: &mut Consequences) -> Vec<SinglePoint<'m>> {
    let alive: Vec<(usize, Term)> = failures
        .journeys
        .iter()
        .map(|journey| journey.failed)
        .enumerate()
        .filter(|(_, failed)| !now.holds(*failed))
        .collect();
    let mut found = Vec::new();
    for thing in Thing::all(failures.model) {
        let mark = now.mark();
        now.hold(thing.events(failures, Age::NEVER));
        let failed: Vec<usize> =
            alive.iter().filter(|(_, failed)| now.holds(*failed)).map(|(index, _)| *index).collect();
        now.release(mark);
        if !failed.is_empty() {
            found.extend(dated(failures, now, thing, failed));
        }
    }
    found
}

/// Finds out after how long each of these journeys fails.
fn dated<'m>(
    failures: &Failures<'m>,
    now: &mut Consequences,
    thing: Thing<'m>,
    mut open: Vec<usize>,
) -> Vec<SinglePoint<'m>> {
    let mut found = Vec::new();
    for age in ages_of(failures, thing) {
        let mark = now.mark();
        now.hold(thing.events(failures, age));
        open.retain(|journey| {
            let fails = now.holds(failures.journeys[*journey].failed);
            if fails {
                found.push(SinglePoint { thing, journey: *journey, after: age.time() });
            }
            !fails
        });
        now.release(mark);
        if open.is_empty() {
            break;
        }
    }
    found
}

/// The ages at which something changes while a thing is down, youngest first.
pub(crate) fn ages_of(failures: &Failures<'_>, thing: Thing<'_>) -> Vec<Age> {
    let mut ages: Vec<Age> = vec![Age::NOW];
    for (_, cause) in failures.causes().filter(|(_, cause)| thing.owns(&cause.of)) {
        ages.extend(cause.bands.iter().map(|band| Age::NOW.plus(band.age.time())));
    }
    ages.sort_unstable();
    ages.dedup();
    ages
}

/// The way from a journey's entry to what failed it, as visits and places, without repetitions.
pub(crate) fn path<'m>(failures: &Failures<'m>, now: &Consequences, top: Term) -> Vec<Thing<'m>> {
    let mut way: Vec<Thing<'m>> = Vec::new();
    for term in now.witness(top) {
        let Term::Gate(gate) = term else { continue };
        let thing = match failures.meaning(gate) {
            Some(Meaning::Visit(id) | Meaning::Itself(id)) => Thing::Component(id),
            Some(Meaning::Place(place)) => Thing::Place(place),
            None => continue,
        };
        if way.last() != Some(&thing) {
            way.push(thing);
        }
    }
    way
}
