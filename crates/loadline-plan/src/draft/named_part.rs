//! A part of the system that calls are named after, and of whose machines it is said what one carries: beside `60 catalogue requests each` and
//! `a catalogue server answers 40 requests per second`, the 2,400 products a day that are delivered are no load of the catalogue.

use super::stream::Stream;
use crate::statement::{Activity, Role, Statement, is_call};

/// What carries a load.
const MACHINES: &[&str] = &["server", "instance", "node", "machine", "pod", "container", "replica", "vm"];
/// Words before those that name no part.
#[rustfmt::skip]
const WHOLE: &[&str] = &[
    "appl", "system", "service", "platform", "backend", "single", "each", "every", "that", "this", "such", "with", "per", "virtual", "physical", "portal", "site",
    "website", "server", "cloud", "test", "real",
];

/// Leaves what is not asked of the named part out of the main load.
pub(super) fn of_the_named_part(statement: &Statement, streams: &mut [Stream]) {
    let Some(part) = named_part(statement) else { return };
    let asked = |stream: &Stream| {
        let own = statement.activities.iter().find(|own| stream.average.spans.contains(&own.span));
        own.is_none_or(|own| says(statement, own, &part))
    };
    for stream in streams.iter_mut().filter(|stream| !asked(stream)) {
        stream.main = false;
    }
}

/// The `catalogue` of `a catalogue server answers 40 requests per second`, where calls are said to be made to the catalogue.
fn named_part(statement: &Statement) -> Option<String> {
    let one = statement.fact(Role::InstanceCapacity)?;
    let sentence = statement.quote(statement.sentence(one.amount.span)).to_lowercase();
    let words: Vec<&str> = sentence.split(|sign: char| !sign.is_alphabetic()).collect();
    let at = words.iter().position(|word| MACHINES.contains(word)).filter(|at| *at > 0)?;
    let part = words[at - 1];
    let asked = |own: &&Activity| is_call(&own.what) && says(statement, own, part);
    let named = part.len() > 3 && !WHOLE.iter().any(|whole| part.starts_with(whole));
    (named && statement.activities.iter().any(|own| asked(&own))).then(|| part.to_owned())
}

/// Whether the sentence of an activity names the part.
fn says(statement: &Statement, own: &Activity, part: &str) -> bool {
    statement.quote(statement.sentence(own.span)).to_lowercase().contains(part)
}
