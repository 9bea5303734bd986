//! What the system does to its data by itself, which nobody asks for.

use super::Doings;
use crate::statement::amount::{Amount, Measure};
use crate::statement::cue;
use crate::statement::unit::DAY;

impl Doings<'_> {
    /// Whether the system does it to its data by itself: `files are exported once a night`.
    pub(super) fn of_the_house(&self, amount: &Amount) -> bool {
        #[rustfmt::skip]
        const KEEP_HOUSE: &[&str] = &[
            "export", "archiv", "aggregat", "compact", "compress", "purg", "summari", "roll", "merg", "dump", "copied", "replicat", "synchroni",
            "back", "clean", "index", "reindex", "rotat", "snapshot", "pruned", "vacuum", "evaluat", "analys", "analyz", "recomput",
            "recalculat", "retrain", "consolidat", "downsampl", "mirror",
        ];
        /// Times a day, beyond which somebody asks for it.
        const MOST: f64 = 1_440.0;
        let timed = |period: f64| amount.measure == Measure::Times && amount.value * DAY / period <= MOST;
        let often = amount.every || amount.period().is_some_and(timed);
        let word = |at: usize| self.tokens[at].word.as_str();
        let from = self.sentence.start.max(amount.tokens.start.saturating_sub(4));
        // `the payroll export is a CSV file once a month`
        const RUNS: &[&str] = &["export", "backup", "dump", "snapshot"];
        let clause = self.sentence.start.max(amount.tokens.start.saturating_sub(7))..amount.tokens.start;
        let begun =
            clause.clone().rev().find(|at| matches!(word(*at), "," | ";")).map_or(clause.start, |at| at + 1);
        let run = (begun..clause.end).find(|at| RUNS.contains(&word(*at)));
        // `outages of an hour occur twice a month`
        const AWAY: &[&str] = &["outage", "outages", "interruption", "interruptions", "failure", "failures"];
        let away = (begun..clause.end).any(|at| AWAY.contains(&word(at)))
            && (begun..clause.end).any(|at| word(at).starts_with("occur") || word(at).starts_with("happen"));
        if amount.measure == Measure::Times && away {
            return true;
        }
        let runs = run.is_some_and(|at| matches!(word(at + 1), "is" | "runs" | "happens" | "takes" | "goes"));
        if runs && amount.period().is_some_and(|period| amount.measure == Measure::Times && period >= DAY) {
            return true;
        }
        // `the hosting company copies the database to its second site once every hour as a backup`
        let saved = cue::find(
            self.tokens,
            self.sentence.clone(),
            &["as a backup", "as backup", "backs up", "back up"],
        )
        .is_some()
            && (from.saturating_sub(8).max(self.sentence.start)..amount.tokens.start)
                .any(|at| matches!(word(at), "copies" | "saves" | "dumps" | "backs" | "exports"));
        if saved && (often || amount.measure == Measure::Times) {
            return true;
        }
        // `the centre replicates asynchronously to the second site, every 5 minutes`
        let copies = amount.every
            && self
                .sentence
                .clone()
                .take_while(|at| *at < amount.tokens.start)
                .any(|at| word(at).starts_with("replicat") && word(at).ends_with('s'));
        if copies {
            return true;
        }
        often
            && (from + 1..amount.tokens.start).any(|at| {
                let done =
                    KEEP_HOUSE.iter().any(|stem| word(at).starts_with(stem)) && word(at).ends_with("ed");
                done && matches!(
                    word(at - 1),
                    "is" | "are" | "get" | "gets" | "being" | "automatically" | "also"
                )
            })
    }
}
