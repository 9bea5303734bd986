//! What a statement demands or tells in words rather than numbers: one table of phrases.

mod does_without;
mod lost_things;
mod once_only;
mod residency;
mod table;
mod words;

use super::cue;
use super::grammar::clip;
use super::token::Token;
use loadline_base::{FileId, Span};
use std::ops::Range;
use table::TABLE;

/// Something said without a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mark {
    /// Something may be sold, booked or paid only once.
    OnceOnly,
    /// Nothing may be lost once it was acknowledged.
    NoLossOnceAcknowledged,
    /// Each message must take effect exactly once.
    ExactlyOnce,
    /// Readers may see old data for a while.
    Eventual,
    /// Personal data is held.
    PersonalData,
    /// Data must stay in a place.
    Residency,
    /// Data must be deleted on request.
    DeletionDuty,
    /// An external is called.
    External,
    /// There is something to fall back to when an external fails.
    Fallback,
    /// It goes on while somebody else's service is away.
    DoesWithout,
    /// Nothing goes without somebody else's service.
    Needed,
    /// Records are apart already from whom they are about.
    Apart,
    /// An external's answer is not waited for.
    Deferred,
    /// It is needed during office hours only.
    OfficeHours,
    /// Many come back at once after an outage.
    Reconnect,
    /// Comes back spread out: jitter or admission control is said.
    Jitter,
    /// Live traffic goes on while a backlog is worked off.
    LiveDuringBacklog,
    /// Live messages are served before the backlog.
    LiveFirst,
    /// Copies follow asynchronously.
    AsyncReplication,
    /// Money is moved.
    Money,
    /// Who may use it and how they prove it.
    Identity,
    /// Several regions are asked for.
    SeveralRegions,
    /// Says something on failure domains: zones, regions.
    Placement,
    /// The order of messages matters.
    Ordering,
    /// Changes must be provable later.
    Audit,
    /// Flat load over the day.
    Flat,
    /// The load is the same at all times: there is no peak.
    NoPeak,
    /// So many are connected at any time.
    AlwaysConnected,
    /// A cache or how old its answers may be is spoken of.
    CacheFreshness,
    /// A backup is made once a day.
    DailyBackup,
    /// Backups are all that there is against a loss.
    OnlyBackup,
    /// There is only one copy.
    SingleCopy,
    /// There is a copy at a second place.
    SecondCopy,
    /// What is kept is never deleted.
    KeptForever,
    /// How a burst rises is spoken of.
    BurstShape,
    /// Most of what is done falls into a window of time, which the statement gives.
    MostInWindow,
}

/// The marks of the sentence of tokens `sentence`, with where they stand.
pub(super) fn marks(tokens: &[Token], sentence: &Range<usize>) -> Vec<(Mark, Span)> {
    let mut found = Vec::new();
    let meant = |mark: Mark| {
        let not = table::NOT_MEANT.iter().filter(|(known, _)| *known == mark);
        not.into_iter().all(|(_, phrases)| cue::find(tokens, sentence.clone(), phrases).is_none())
            && !(mark == Mark::NoLossOnceAcknowledged && lost_things::only(tokens, sentence))
    };
    let clauses = clauses(tokens, sentence);
    let whole = [sentence.clone()];
    for (mark, alternatives) in TABLE.iter().filter(|(mark, _)| meant(*mark)) {
        // `all members register again every year; the link is sent by mail`
        let parts = if *mark == Mark::Reconnect { clauses.as_slice() } else { whole.as_slice() };
        let all_in = |groups: &[&[&str]], part: &Range<usize>| {
            let hits = groups.iter().map(|group| cue::find(tokens, part.clone(), group));
            hits.collect::<Option<Vec<Range<usize>>>>()
        };
        let hit = alternatives.iter().find_map(|groups| {
            let hits = parts.iter().find_map(|part| all_in(groups, part))?;
            let first = hits.iter().map(|range| range.start).min()?;
            let last = hits.iter().map(|range| range.end).max()?;
            let often = matches!(mark, Mark::OnceOnly | Mark::ExactlyOnce)
                && once_only::in_some_time(tokens, &(first..last));
            (!often).then_some(first..last)
        });
        if let Some(range) = hit
            && let (Some(first), Some(last)) = (tokens.get(range.start), tokens.get(range.end - 1))
        {
            found.push((*mark, Span::new(FileId(0), clip(first.start), clip(last.end))));
        }
    }
    let not = cue::find(tokens, sentence.clone(), words::NOT);
    let others = [
        (Mark::OnceOnly, once_only::handed_once(tokens, sentence, not.as_ref())),
        (Mark::Residency, residency::stays(tokens, sentence)),
        (Mark::DoesWithout, does_without::goes_on(tokens, sentence)),
        (Mark::Needed, does_without::needed(tokens, sentence)),
        (
            Mark::NoLossOnceAcknowledged,
            lost_things::told_ok(tokens, sentence, not.as_ref())
                .filter(|_| found.iter().all(|(mark, _)| *mark != Mark::NoLossOnceAcknowledged)),
        ),
    ];
    for (mark, place) in others {
        if let Some(range) = place.filter(|_| meant(mark))
            && let (Some(first), Some(last)) = (tokens.get(range.start), tokens.get(range.end - 1))
        {
            found.push((mark, Span::new(FileId(0), clip(first.start), clip(last.end))));
        }
    }
    found
}

/// The parts of a sentence between semicolons.
fn clauses(tokens: &[Token], sentence: &Range<usize>) -> Vec<Range<usize>> {
    let mut from = sentence.start;
    let mut found = Vec::new();
    for at in sentence.clone().filter(|at| tokens[*at].is(";")) {
        found.push(from..at);
        from = at + 1;
    }
    found.push(from..sentence.end);
    found
}
