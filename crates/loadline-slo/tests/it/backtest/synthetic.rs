//! The synthetic 30-day histories through the formulas of the SRE Workbook: the replay detects every outage and is over with it
//! within one evaluation of what they say. Where they do not apply, the table beside the tests says why, for each outage and pair.

mod events;
mod formula;
mod scrapes;

use super::made::{MINUTE, slo};
use events::Events as Counted;
use formula::{PAIRS, Pair, detection, reset};
use loadline_base::units::Duration;
use loadline_promql::{History, Labels};
use loadline_slo::backtest::{Alert, Candidate, Setup, backtest};
use loadline_slo::{Events, Indicator, Kind, Part};
use loadline_testkit::{MINUTES, Outage, START, SyntheticHistory, synthetic_histories};
use scrapes::Scrapes;
use std::fmt::Write as _;

const TABLE: &str = "tests/data/backtest/workbook.md";
/// What became of a formula.
#[derive(Debug, Clone, PartialEq)]
enum Verdict {
    /// Minutes since the start or end of the outage.
    Held {
        /// The closed formula, or the same by events.
        by: By,
        formula: f64,
        /// The first evaluation after the next scrape.
        shown: f64,
        /// The evaluation at which the replay showed it.
        found: f64,
    },
    /// The formula says never, and the replay stayed silent.
    Never,
    /// The formula has no say, and why.
    Out(&'static str),
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum By {
    Formula,
    Events,
}

/// A replayed history.
struct Case<'a> {
    history: &'a SyntheticHistory,
    scrapes: Scrapes,
    events: Counted,
    alerts: Vec<Alert>,
}

impl Case<'_> {
    /// When a tier fires and is resolved, minutes since the start of the history.
    fn runs<'c>(&'c self, pair: Pair) -> impl Iterator<Item = (f64, f64)> + 'c {
        let minutes = |time: i64| ((time - START) / MINUTE) as f64;
        let of = self.alerts.iter().filter(move |alert| alert.name == pair.tier);
        of.map(move |alert| (minutes(alert.fired), alert.resolved.map_or(f64::INFINITY, minutes)))
    }

    /// The minute that an outage begins at, as scrapes see it, and the one it ends at.
    fn span(&self, outage: &Outage) -> (f64, f64) {
        let begins = (outage.from - 1) as f64 + self.offset();
        (begins, begins + outage.minutes as f64)
    }

    /// The first evaluation that can know of `time`: that after the first scrape from then on.
    fn shown(&self, time: f64) -> f64 {
        let offset = self.offset();
        ((time - offset - 1e-9).ceil() + offset).ceil()
    }

    fn offset(&self) -> f64 {
        self.history.truth.offset as f64 / MINUTE as f64
    }

    /// When the next outage begins.
    fn next(&self, begins: f64) -> f64 {
        let later = self.history.truth.outages.iter().map(|other| self.span(other).0);
        later.filter(|other| *other > begins).fold(MINUTES as f64, f64::min)
    }

    /// Whether another outage touches these minutes.
    fn another(&self, outage: &Outage, from: f64, to: f64) -> bool {
        self.history.truth.outages.iter().filter(|other| *other != outage).any(|other| {
            let (begins, ends) = self.span(other);
            begins < to && ends > from
        })
    }

    /// A pair as scrapes see it: those within a window are one interval less apart than it is long, unless they fall on evaluations.
    fn scraped(&self, pair: Pair) -> Pair {
        let less = if self.offset() > 0.0 { 1.0 } else { 0.0 };
        Pair { long: pair.long - less, short: pair.short - less, ..pair }
    }

    /// When an outage is noticed by the closed formula, if it meets what the formula takes for granted: `Some(None)` says never.
    fn closed_detection(&self, outage: &Outage, pair: Pair) -> Option<Option<f64>> {
        let (begins, _) = self.span(outage);
        let after = detection(pair.threshold, pair.long, outage.share, outage.before);
        let full = begins >= pair.long && outage.steady as f64 >= pair.long;
        let alone = !self.another(outage, begins - pair.long, begins);
        // What ends within an evaluation of being noticed is left to the count of events.
        let clear = after.is_none_or(|after| (after - outage.minutes as f64).abs() > 1.0);
        let applies = self.history.truth.even && alone && clear && (full || after.is_none());
        applies.then(|| after.filter(|after| *after < outage.minutes as f64).map(|after| begins + after))
    }

    /// When an outage is over by the closed formula, if it meets what the formula takes for granted.
    fn closed_reset(&self, outage: &Outage, pair: Pair) -> Option<f64> {
        let (_, ends) = self.span(outage);
        let noticed = self.closed_detection(outage, pair)??;
        let after = reset(pair.threshold, pair.short, outage.share, outage.after)?;
        let applies = noticed + 1.0 < ends && !self.another(outage, ends, ends + after + 2.0);
        // The short window is full of the outage, or of what was before it.
        applies.then_some(ends + after)
    }

    fn detected(&self, outage: &Outage, pair: Pair) -> Verdict {
        let (begins, ends) = self.span(outage);
        let until = self.next(begins).min(ends + pair.long);
        let closed = self.closed_detection(outage, pair);
        let by = if closed.is_some() { By::Formula } else { By::Events };
        if by == By::Events && self.events.holds(pair, begins) {
            return Verdict::Out("it still fires from before");
        }
        let formula = closed.unwrap_or_else(|| self.events.begins(pair, begins, until));
        let to = formula.map_or(until, |formula| self.shown(formula));
        let edges = [to - pair.long - 2.0..to - pair.long + 3.0, to - pair.short - 2.0..to + 3.0];
        let edges = if formula.is_some() { &edges[..] } else { &[] };
        if let Some(why) = self.scrapes.mislead(begins - pair.long..to + 2.0, 0.0, edges) {
            return Verdict::Out(why);
        }
        if by == By::Events {
            let scraped = self.events.begins(self.scraped(pair), begins, until);
            if scraped.is_some() != formula.is_some() {
                return Verdict::Out("it is so near the threshold that one scrape decides");
            }
        }
        let Some(formula) = formula else {
            let silent = !self.runs(pair).any(|(fired, _)| fired > begins + 1.0 && fired <= until);
            assert!(silent, "{}: {outage:?} never fires {pair:?}", self.history.name);
            return Verdict::Never;
        };
        let found = self.runs(pair).find(|(_, resolved)| *resolved > begins).map(|(fired, _)| fired);
        self.held(by, begins, formula, found, (outage, pair, "noticed"))
    }

    fn over(&self, outage: &Outage, pair: Pair) -> Verdict {
        let (begins, ends) = self.span(outage);
        let closed = self.closed_reset(outage, pair);
        let by = if closed.is_some() { By::Formula } else { By::Events };
        if by == By::Events {
            match (self.events.holds(pair, ends), self.events.holds(self.scraped(pair), ends)) {
                (false, false) => return Verdict::Out("nothing fires when it ends"),
                (true, true) => {}
                _ => return Verdict::Out("it is so near the threshold that one scrape decides"),
            }
        }
        let Some(formula) = closed.or_else(|| self.events.stops(pair, ends, MINUTES as f64)) else {
            return Verdict::Out("the history ends first");
        };
        if self.next(begins) < formula + 2.0 {
            return Verdict::Out("the next outage comes before");
        }
        let to = self.shown(formula);
        let whole = (to - pair.short - 2.0).max(begins - pair.short)..to + 3.0;
        let edges = [to - pair.short - 2.0..to - pair.short + 3.0, to - 2.0..to + 3.0];
        if let Some(why) = self.scrapes.mislead(whole, pair.long, &edges) {
            return Verdict::Out(why);
        }
        let found = self.runs(pair).find(|(fired, resolved)| *fired <= to && *resolved > ends);
        self.held(by, ends, formula, found.map(|(_, resolved)| resolved), (outage, pair, "over"))
    }

    /// Fails where the replay is further from the formula than one evaluation.
    #[track_caller]
    fn held(
        &self,
        by: By,
        since: f64,
        formula: f64,
        found: Option<f64>,
        (outage, pair, what): (&Outage, Pair, &str),
    ) -> Verdict {
        let (shown, found) = (self.shown(formula), found.unwrap_or(f64::INFINITY));
        let name = self.history.name;
        assert!(
            (found - shown).abs() <= 1.0,
            "{name}: {outage:?} is {what} at {found}, by {by:?} at {formula}, shown at {shown}: {pair:?}"
        );
        Verdict::Held { by, formula: formula - since, shown: shown - since, found: found - since }
    }
}

fn replayed(history: &SyntheticHistory) -> Case<'_> {
    let mut loaded = History::default();
    for (number, instance) in history.instances.iter().enumerate() {
        for (metric, samples) in ["requests_total", "errors_total"].into_iter().zip(instance) {
            let labels = Labels::new([("__name__", metric), ("instance", number.to_string().as_str())]);
            samples.iter().for_each(|(time, value)| {
                loaded.push(&labels, *time, *value);
            });
        }
    }
    let mut slo = slo("shop");
    slo.indicator = Indicator::Ratio {
        kind: Kind::Availability,
        part: Part::Bad,
        events: Events::Counter("errors_total".to_owned()),
        total: Events::Counter("requests_total".to_owned()),
    };
    let slos = [slo];
    // The formulas know nothing of windows that are added up from shorter ones.
    let setup = Setup { raw_up_to: Duration::MAX, ..Setup::new(&slos, &loaded, &[Candidate::Own]) };
    let mut report = backtest(&setup).unwrap();
    let events = Counted::of(&history.truth, history.truth.offset as f64 / MINUTE as f64);
    Case { history, scrapes: Scrapes::of(history), events, alerts: report.policies.remove(0).alerts }
}

/// A pair, what the table says of its detection and of its reset, and of which outages.
type Row<'h> = (Pair, [[String; 3]; 2], Vec<&'h Outage>);

fn cells(verdict: &Verdict) -> [String; 3] {
    match verdict {
        Verdict::Held { by, formula, shown, found } => {
            let by = if *by == By::Events { " by events" } else { "" };
            [format!("{formula:.1}{by}"), format!("{shown:.1}"), format!("{found:.1}")]
        }
        Verdict::Never => ["never", "never", "never"].map(str::to_owned),
        Verdict::Out(why) => [why, "–", "–"].map(str::to_owned),
    }
}

const HEAD: &str = "# Outages of the synthetic histories by the formulas of the SRE Workbook and by the replay

Minutes from the start of an outage until a pair fires, and from its end until it is resolved: by the formula, at the first evaluation
after the next scrape from then on, and at the evaluation at which the replay shows it, which is within one of that. `never`: the
formula says so, and nothing fired. `by events`: traffic is uneven, or something else failed in the window before, so that the ratio is
at the threshold when the failures in the window are `threshold × requests` in it, both counted from what truly happened.

| history | outage | pair | noticed, formula | shown | replay | over, formula | shown | replay |
|---|---|---|---|---|---|---|---|---|
";

#[test]
fn outages_are_noticed_and_over_when_the_formulas_say() {
    let mut table = HEAD.to_owned();
    let (mut closed, mut by_events, mut at_once, mut never) = (0, 0, 0, 0);
    for history in &synthetic_histories() {
        let case = replayed(history);
        // Outages of a history that fare alike share a row.
        let mut rows: Vec<Row<'_>> = Vec::new();
        for outage in &history.truth.outages {
            for pair in PAIRS {
                let verdicts = [case.detected(outage, pair), case.over(outage, pair)];
                for verdict in &verdicts {
                    match verdict {
                        Verdict::Held { by, shown, found, .. } => {
                            *if *by == By::Formula { &mut closed } else { &mut by_events } += 1;
                            at_once += usize::from(shown == found);
                        }
                        Verdict::Never => never += 1,
                        Verdict::Out(_) => {}
                    }
                }
                let cells = verdicts.each_ref().map(cells);
                let alike = rows.iter_mut().find(|(known, told, of)| {
                    known.tier == pair.tier
                        && *told == cells
                        && of[0].minutes == outage.minutes
                        && of[0].share == outage.share
                });
                match alike {
                    Some((_, _, of)) => of.push(outage),
                    None => rows.push((pair, cells, vec![outage])),
                }
            }
        }
        for (pair, [noticed, over], of) in rows {
            let Outage { from, minutes, share, .. } = of[0];
            let percent = ((share * 1e6).round() / 1e4).to_string();
            let more = if of.len() > 1 { format!(" and {} more", of.len() - 1) } else { String::new() };
            let outage = format!("{minutes} min at {percent} % from {from}{more}");
            let (noticed, over) = (noticed.join(" | "), over.join(" | "));
            writeln!(table, "| {} | {outage} | {} | {noticed} | {over} |", history.name, pair.tier).unwrap();
        }
    }
    println!(
        "{closed} times by the formulas and {by_events} by events within an evaluation, {at_once} of them at the \
         one expected; {never} never"
    );
    if std::env::var_os("LOADLINE_BLESS").is_some() {
        std::fs::write(TABLE, &table).unwrap();
    }
    let written = std::fs::read_to_string(TABLE).unwrap();
    assert!(written == table, "{TABLE} differs: LOADLINE_BLESS=1 writes it anew, then read the difference");
    assert!(closed > 250 && by_events > 450, "{closed} and {by_events}");
}
