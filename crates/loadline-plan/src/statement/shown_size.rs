//! How large what people are shown is, where its size is the only one in the sentence that says how often it is renewed: `1,200 engineers
//! carry a tablet on which the overview (12 kB) is renewed six times a minute`.

use super::amount::{Measure, of_sentence};
use super::cue;
use super::reading::Reading;
use super::role::Role;
use super::stated::Activity;
use super::unit::HOUR;
use super::vocabulary::{Class, Members};

/// Words of what is kept, whose size that may be.
const KEPT: &[&str] = &[
    "stor*", "kept", "keep*", "record*", "sav*", "writ*", "archiv*", "log*", "upload*", "entr*", "sends",
    "send",
];

/// Gives such a size the role of an answer's.
pub(super) fn apply(reading: &mut Reading<'_>) {
    let shown: Vec<usize> =
        reading.activities.iter().filter(|own| is_shown(reading, own)).map(|own| own.sentence).collect();
    // What else is asked has answers of its own.
    let others = reading.activities.iter().any(|own| own.class != Class::Write && !is_shown(reading, own));
    for sentence in shown.into_iter().filter(|_| !others) {
        let writes =
            reading.activities.iter().any(|own| own.sentence == sentence && own.class != Class::Read);
        if writes || cue::find(reading.tokens, reading.ranges[sentence].clone(), KEPT).is_some() {
            continue;
        }
        let sizes: Vec<usize> = of_sentence(&reading.amounts, sentence)
            .filter(|index| reading.amounts[*index].measure == Measure::Size)
            .collect();
        if let [size] = sizes[..]
            && matches!(reading.roles[size], None | Some(Role::RecordSize))
        {
            reading.roles[size] = Some(Role::ResponseSize);
        }
    }
}

/// Whether people are shown something again and again.
fn is_shown(reading: &Reading<'_>, own: &Activity) -> bool {
    let people = own.by.is_some_and(|by| reading.populations[by].members == Members::People);
    people && own.class == Class::Read && own.period < HOUR
}
