//! The synthetic 30-day histories through the formulas of the SRE Workbook: the replay detects every outage and is over with it
//! within one evaluation of what they say. Where they do not apply, the table beside the tests says why, for each outage and pair.

mod formula;
mod scrapes;

use super::made::{MINUTE, slo};
use formula::{PAIRS, Pair, detection, noise, reset};
use loadline_base::units::Duration;
use loadline_promql::{History, Labels};
use loadline_slo::backtest::{Alert, Candidate, Setup, backtest};
use loadline_slo::{Events, Indicator, Kind, Part};
use loadline_testkit::{MINUTES, Outage, START, SyntheticHistory, synthetic_histories};
use scrapes::Scrapes;
use std::fmt::Write as _;

const TABLE: &str = "tests/data/backtest/workbook.md";
/// The deviation by uneven traffic that still counts as the even traffic of the formulas: three of them are one evaluation.
const EVEN: f64 = 1.0 / 3.0;
/// Where traffic is less even than that, so many deviations may come on top of the one evaluation.
const CHANCE: f64 = 4.0;

/// What became of a formula.
#[derive(Debug, Clone, PartialEq)]
enum Verdict {
    /// Minutes since the start or end of the outage, of the formula and of the evaluation that showed it.
    Held { formula: f64, found: f64, noise: f64 },
    /// The formula says never, and the replay stayed silent.
    Never,
    /// The formula has no say, and why.
    Out(&'static str),
}

/// A replayed history.
struct Case<'a> {
    history: &'a SyntheticHistory,
    scrapes: Scrapes,
    alerts: Vec<Alert>,
}

impl Case<'_> {
    /// When a tier fires and is resolved, minutes since the start of the history.
    fn runs<'c>(&'c self, pair: Pair) -> impl Iterator<Item = (f64, f64)> + 'c {
        let minutes = |time: i64| ((time - START) / MINUTE) as f64;
        let of = self.alerts.iter().filter(move |alert| alert.name == pair.tier);
        of.map(move |alert| (minutes(alert.fired), alert.resolved.map_or(f64::INFINITY, minutes)))
    }

    fn noise(&self, pair: Pair, window: f64, outage: &Outage, around: f64) -> f64 {
        noise(&self.history.truth, self.history.instances.len() as f64, pair, window, outage, around)
    }

    /// The minute that an outage begins at, as scrapes see it, and the one it ends at.
    fn span(&self, outage: &Outage) -> (f64, f64) {
        let begins = (outage.from - 1) as f64 + self.offset();
        (begins, begins + outage.minutes as f64)
    }

    /// The first evaluation that can know of `time`: that after the first scrape from then on.
    fn shown(&self, time: f64) -> f64 {
        let offset = self.offset();
        ((time - offset).ceil() + offset).ceil()
    }

    /// Scrapes within a window are one interval less apart than it is long, unless they fall on the evaluations.
    fn scraped(&self, window: f64) -> f64 {
        if self.offset() > 0.0 { window - 1.0 } else { window }
    }

    fn offset(&self) -> f64 {
        self.history.truth.offset as f64 / MINUTE as f64
    }

    /// Whether another outage touches these minutes.
    fn another(&self, outage: &Outage, from: f64, to: f64) -> bool {
        self.history.truth.outages.iter().filter(|other| *other != outage).any(|other| {
            let (begins, ends) = self.span(other);
            begins < to && ends > from
        })
    }

    fn detected(&self, outage: &Outage, pair: Pair) -> Verdict {
        let (begins, ends) = self.span(outage);
        let formula = detection(pair.threshold, pair.long, outage.share, outage.before);
        if begins < pair.long && formula.is_some() {
            return Verdict::Out("the long window is not full yet");
        }
        if pair.long > outage.steady as f64 && formula.is_some() {
            return Verdict::Out("the share of errors changes within the long window before it");
        }
        if self.another(outage, begins - pair.long, begins) {
            return Verdict::Out("an earlier outage is still in the long window");
        }
        // Until the next outage, which may well fire it.
        let later = self.history.truth.outages.iter().map(|other| self.span(other).0);
        let until = later.filter(|other| *other > begins).fold(ends + pair.short, f64::min);
        let from = begins.max(pair.long);
        let silent =
            || !self.runs(pair).any(|(fired, resolved)| fired >= from && fired <= until && resolved > from);
        let Some(formula) = formula else {
            if let Some(why) = self.scrapes.mislead(begins - pair.long..ends + pair.short, 0.0, &[]) {
                return Verdict::Out(why);
            }
            assert!(silent(), "{}: {outage:?} never fires {pair:?}", self.history.name);
            return Verdict::Never;
        };
        // Both windows have to be there; the short one is faster from a clean start.
        let noise = self.noise(pair, pair.long, outage, outage.before);
        let seen = detection(pair.threshold, self.scraped(pair.long), outage.share, outage.before);
        let seen = seen.unwrap_or(f64::INFINITY);
        let expected = self.shown(begins + seen);
        let edges = [
            expected - pair.long - 2.0..expected - pair.long + 3.0,
            expected - pair.short - 2.0..expected + 3.0,
        ];
        if let Some(why) = self.scrapes.mislead(begins - pair.long..expected + 2.0, 0.0, &edges) {
            return Verdict::Out(why);
        }
        let (lasts, unsure) = (outage.minutes as f64, CHANCE * noise);
        if seen > lasts + unsure {
            assert!(silent(), "{}: {outage:?} is over before {pair:?} fires", self.history.name);
            return Verdict::Never;
        }
        if seen > lasts - unsure {
            return Verdict::Out("it ends about when it would be detected");
        }
        let found = self.runs(pair).find(|(_, resolved)| *resolved > begins).map(|(fired, _)| fired);
        let found = found.unwrap_or(f64::INFINITY);
        self.hold(outage, pair, "detected", expected, found, noise);
        Verdict::Held { formula, found: found - begins, noise }
    }

    fn over(&self, outage: &Outage, pair: Pair) -> Verdict {
        let (begins, ends) = self.span(outage);
        if ends + pair.short > MINUTES as f64 {
            return Verdict::Out("the history ends first");
        }
        let Some(formula) = reset(pair.threshold, pair.short, outage.share, outage.after) else {
            return match outage.share > pair.threshold {
                true => Verdict::Out("what follows is no better than the threshold"),
                false => Verdict::Never,
            };
        };
        let noise = self.noise(pair, pair.short, outage, outage.after);
        let fires = detection(pair.threshold, pair.long, outage.share, outage.before);
        let enough = fires.map_or(f64::INFINITY, |fires| {
            fires + CHANCE * self.noise(pair, pair.long, outage, outage.before)
        });
        if enough > outage.minutes as f64 {
            return Verdict::Out("the outage alone does not fill the long window");
        }
        if self.another(outage, ends, ends + pair.short + 1.0) {
            return Verdict::Out("the next outage comes before");
        }
        let seen = reset(pair.threshold, self.scraped(pair.short), outage.share, outage.after);
        let expected = self.shown(ends + seen.unwrap_or(f64::INFINITY));
        let whole = (expected - pair.short - 2.0).max(begins - pair.short)..expected + 3.0;
        let edges =
            [expected - pair.short - 2.0..expected - pair.short + 3.0, expected - 2.0..expected + 3.0];
        if let Some(why) = self.scrapes.mislead(whole, pair.long, &edges) {
            return Verdict::Out(why);
        }
        let found = self.runs(pair).find(|(fired, resolved)| *fired <= ends + 1.0 && *resolved > ends);
        let found = found.map_or(f64::INFINITY, |(_, resolved)| resolved);
        self.hold(outage, pair, "over", expected, found, noise);
        Verdict::Held { formula, found: found - ends, noise }
    }

    /// Fails where the replay is further from the formula than one evaluation, or than chance allows where traffic is uneven.
    #[track_caller]
    fn hold(&self, outage: &Outage, pair: Pair, what: &str, expected: f64, found: f64, noise: f64) {
        let most = if noise <= EVEN { 1.0 } else { 1.0 + CHANCE * noise };
        let name = self.history.name;
        assert!(
            (found - expected).abs() <= most,
            "{name}: {outage:?} is {what} at {found}, by the formula at {expected} ± {most}: {pair:?}"
        );
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
    Case { history, scrapes: Scrapes::of(history), alerts: report.policies.remove(0).alerts }
}

/// A pair, what the table says of its detection and of its reset, and of which outages.
type Row<'h> = (Pair, [[String; 2]; 2], Vec<&'h Outage>);

fn cell(verdict: &Verdict) -> [String; 2] {
    match verdict {
        Verdict::Held { formula, found, noise } if *noise <= EVEN => {
            [format!("{formula:.1}"), format!("{found:.1}")]
        }
        Verdict::Held { formula, found, noise } => {
            [format!("{formula:.1} ± {noise:.1}"), format!("{found:.1}")]
        }
        Verdict::Never => ["never".to_owned(), "never".to_owned()],
        Verdict::Out(why) => [(*why).to_owned(), "–".to_owned()],
    }
}

#[test]
fn outages_are_noticed_and_over_when_the_formulas_say() {
    let mut table = String::from(
        "# Outages of the synthetic histories by the formulas of the SRE Workbook and by the replay\n\n\
         Minutes from the start of an outage until a pair fires, and from its end until it is resolved. What a formula gives is shown by the\n\
         first evaluation after the next scrape; the replay is at most one evaluation from that. `±` is one deviation of the time by uneven\n\
         traffic, which the formulas take as even: where it is more than a third of an evaluation, four of them may come on top. `never`:\n\
         the formula says so, and nothing fired.\n\n\
         | history | outage | pair | detected, formula | replay | over, formula | replay |\n|---|---|---|---|---|---|---|\n",
    );
    let (mut exact, mut loose, mut never) = (0, 0, 0);
    for history in &synthetic_histories() {
        let case = replayed(history);
        if history.truth.outages.is_empty() {
            let why = "no steady share of errors: single failures at ten requests an hour";
            writeln!(table, "| {} | none | all | {why} | – | {why} | – |", history.name).unwrap();
        }
        // Outages of a history that fare alike share a row.
        let mut rows: Vec<Row<'_>> = Vec::new();
        for outage in &history.truth.outages {
            for pair in PAIRS {
                let verdicts = [case.detected(outage, pair), case.over(outage, pair)];
                for verdict in &verdicts {
                    match verdict {
                        Verdict::Held { noise, .. } if *noise <= EVEN => exact += 1,
                        Verdict::Held { .. } => loose += 1,
                        Verdict::Never => never += 1,
                        Verdict::Out(_) => {}
                    }
                }
                let cells = verdicts.each_ref().map(cell);
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
        for (pair, [[a, b], [c, d]], of) in rows {
            let Outage { from, minutes, share, .. } = of[0];
            let percent = ((share * 1e6).round() / 1e4).to_string();
            let more = if of.len() > 1 { format!(" and {} more", of.len() - 1) } else { String::new() };
            let outage = format!("{minutes} min at {percent} % from {from}{more}");
            writeln!(table, "| {} | {outage} | {} | {a} | {b} | {c} | {d} |", history.name, pair.tier)
                .unwrap();
        }
    }
    println!("{exact} times within an evaluation, {loose} within chance, {never} never");
    if std::env::var_os("LOADLINE_BLESS").is_some() {
        std::fs::write(TABLE, &table).unwrap();
    }
    let written = std::fs::read_to_string(TABLE).unwrap();
    assert!(written == table, "{TABLE} differs: LOADLINE_BLESS=1 writes it anew, then read the difference");
    assert!(exact > 180, "{exact}");
}
