//! Whom something is shown to, told behind what shows it: `dashboards are refreshed every 5 seconds by 3,000 dispatchers`, `a map that
//! refreshes every minute is open on 400 screens`.

use super::reading::Reading;
use super::stated::Population;
use super::token::word_at;
use super::unit::HOUR;
use super::vocabulary::{Class, Members, is_display};

/// Words that lead to those who look.
const LEADS: &[&str] = &["by", "for", "on", "to", "with"];

/// Tokens between what is refreshed and those who look at most.
const REACH: usize = 12;

/// Whether a word leads to those: people look by themselves, displays have it on them.
fn leads(word: &str, known: &Population) -> bool {
    let display = is_display(&known.noun);
    LEADS.contains(&word)
        && (matches!(word, "by" | "for") || display || word == "to" && known.members == Members::People)
}

/// Gives what is refreshed by nobody in particular to those who are counted behind it.
pub(super) fn apply(reading: &mut Reading<'_>) {
    let Reading { tokens, ranges, populations, activities, .. } = reading;
    for activity in activities.iter_mut() {
        let own =
            activity.by.is_none() && activity.paced && activity.class == Class::Read && activity.count == 1.0;
        if !own || activity.period > HOUR {
            continue;
        }
        let range = &ranges[activity.sentence];
        let word = |at: usize| word_at(tokens, range, at);
        let behind = populations.iter().position(|known| {
            let start = known.tokens.start;
            let between = activity.tokens.end..start;
            known.sentence == activity.sentence
                && between.start < between.end
                && between.len() <= REACH
                && known.members != Members::Places
                && !between.clone().any(|at| matches!(word(at), ";" | "."))
                && between
                    .rev()
                    .take(4)
                    .find(|at| !matches!(word(*at), "the" | "all" | "our" | "each" | "of" | "about" | "some"))
                    .is_some_and(|at| leads(word(at), known))
        });
        activity.by = behind;
    }
}
