//! The peak of the main load: as it is said, from the window of time that most of a day falls into, or by default.

use super::assumption::{Assumption, Assumptions};
use super::peak_said::{peaks, rate_of, window};
use super::plural::plural;
use super::stream::{Stream, Traffic};
use super::term::{self, Term, fact_term, sum};
use super::usual_peak::{PEAK, of_all_connected, over_average};
use crate::statement::unit::DAY;
use crate::statement::{AN_HOUR, Fact, Mark, Role, Statement, is_call};

/// What `most of them` is taken for.
const MOST: f64 = 0.8;

/// Peak over average, and the peak itself.
pub(super) fn peak(
    statement: &Statement,
    traffic: &Traffic,
    average: Option<&Term>,
    assumptions: &mut Assumptions,
) -> (Term, Option<Term>) {
    let at = |factor: &Term| {
        let average = average?;
        Some(Term::of(
            average.value * factor.value,
            format!("{} × {}", term::plain(average.value), factor.shown),
            &[average, factor],
        ))
    };
    if let Some(fact) = statement.fact(Role::PeakFactor) {
        let factor = fact_term(fact, term::plain);
        let peak = at(&factor);
        return (factor, peak);
    }
    if let Some(factor) = average.and_then(|average| of_one(statement, traffic, average)) {
        let peak = at(&Term { shown: term::plain(factor.value), ..factor.clone() });
        return (factor, peak);
    }
    if let Some(peak) = of_connected(traffic) {
        return (of_all_connected(assumptions), Some(peak));
    }
    if let Some(peak) = stated(statement) {
        let factor = average.map_or_else(
            || Term { value: 1.0, shown: "1".to_owned(), ..Term::default() },
            |average| {
                Term::of(
                    peak.value / average.value,
                    format!("{} ÷ {}", term::plain(peak.value), term::plain(average.value)),
                    &[&peak, average],
                )
            },
        );
        return (factor, Some(peak));
    }
    if let Some(span) = statement.mark(Mark::NoPeak) {
        let factor = Term::given(1.0, "1", span);
        let peak = at(&factor);
        return (factor, peak);
    }
    if let Some(factor) = of_duty(traffic) {
        let peak = at(&Term { shown: term::plain(factor.value), ..factor.clone() });
        return (factor, peak);
    }
    if let Some(factor) = in_window(statement, assumptions) {
        let peak = at(&Term { shown: term::plain(factor.value), ..factor.clone() });
        return (factor, peak);
    }
    let factor = usual(statement, traffic, assumptions);
    let peak = at(&factor);
    (factor, peak)
}

/// The peak where all of the load is said of those who are there at it.
fn of_connected(traffic: &Traffic) -> Option<Term> {
    let main = || traffic.streams.iter().filter(|stream| stream.main);
    main()
        .all(|stream| stream.peak.is_some())
        .then(|| sum(main().filter_map(|stream| stream.peak.as_ref())))?
}

/// Peak over average of what is done by the clock in the same part of each day.
fn of_duty(traffic: &Traffic) -> Option<Term> {
    let main: Vec<&Stream> = traffic.streams.iter().filter(|stream| stream.main).collect();
    let duty = main.first()?.duty.as_ref()?;
    let same = main
        .iter()
        .all(|stream| stream.paced && stream.duty.as_ref().is_some_and(|own| own.value == duty.value));
    let shown = format!("24 h ÷ {}", duty.shown);
    same.then(|| Term::of(DAY / duty.value, shown, &[duty]))
}

/// Peak over average that the peak of one kind of what is done says for all: `40 bids a second, 600 at the end, 5 reads per
/// bid` is 15 times the average of reads, too.
fn of_one(statement: &Statement, traffic: &Traffic, average: &Term) -> Option<Term> {
    let fact = statement.fact(Role::PeakRate)?;
    let rate = fact.per_second()?;
    let sentence = statement.sentence(fact.amount.span);
    let beside = || statement.activities.iter().find(|activity| sentence.covers(activity.span));
    // `8,400 calls an hour, 31,000 in the busiest; each leads to 5 lookups`: as many times as the calls.
    if let Some(factor) = of_base(statement, traffic, fact, rate) {
        return Some(factor);
    }
    let what = match fact.amount.head() {
        "" => beside()?.what.as_str(),
        head => head,
    };
    let main = || traffic.streams.iter().filter(|stream| stream.main);
    let own: Vec<&Stream> = main().filter(|stream| stream.what == what).collect();
    if is_call(what) || own.len() != 1 || main().count() < 2 || peaks(statement).len() > 1 {
        return None;
    }
    let peak = Term::given(rate, format!("{}/s", term::plain(rate)), fact.amount.span);
    let usual = &own[0].average;
    // What is sent by the clock has no peak beside it.
    let flat = sum(main().filter(|stream| stream.paced).map(|stream| &stream.average));
    if let Some(flat) = flat.filter(|_| !own[0].paced) {
        let moved = average.value - flat.value;
        let high = flat.value + moved * rate / usual.value;
        let shown = format!("{} ÷ {}", term::plain(high), term::plain(average.value));
        return Some(Term::of(high / average.value, shown, &[&peak, usual, &flat]));
    }
    let shown = format!("{} ÷ {}", term::plain(rate), term::plain(usual.value));
    (usual.value < average.value).then(|| Term::of(rate / usual.value, shown, &[&peak, usual]))
}

/// Peak over average where the peak is that of what each of the load is done for.
fn of_base(statement: &Statement, traffic: &Traffic, peak: &Fact, rate: f64) -> Option<Term> {
    let head = peak.amount.head();
    let mut main = traffic.streams.iter().filter(|stream| stream.main);
    let only = main.next().filter(|_| main.next().is_none())?;
    let activity =
        statement.activities.iter().find(|activity| activity.what == only.what && activity.by.is_none())?;
    let base = activity.of.as_ref().filter(|_| !head.is_empty() && head != only.what)?;
    let usual = base.count / activity.period;
    let same = statement.said(base.span).contains(&plural(head));
    let shown = format!("{} ÷ {}", term::plain(rate), term::plain(usual));
    let said = Term::given(rate, format!("{}/s", term::plain(rate)), peak.amount.span);
    (same && rate > usual).then(|| Term::of(rate / usual, shown, &[&said, &only.average]))
}

/// The peak that is said as a rate. Peaks of several things that are no mere calls are added up.
fn stated(statement: &Statement) -> Option<Term> {
    let given = |fact: &Fact| rate_of(fact).unwrap_or_else(|| fact_term(fact, term::plain));
    let one = statement.fact(Role::PeakRate)?;
    let all = peaks(statement);
    if all.len() < 2 {
        return Some(given(one));
    }
    let terms: Vec<Term> = all.iter().map(|fact| given(fact)).collect();
    sum(terms.iter())
}

/// Peak over average that follows from a window of time.
fn in_window(statement: &Statement, assumptions: &mut Assumptions) -> Option<Term> {
    if let Some(factor) = in_busiest_hour(statement) {
        return Some(factor);
    }
    if let Some((share, length)) = window(statement) {
        let (part, long) = (fact_term(share, term::show_share), fact_term(length, term::show_duration));
        if length.amount.value < DAY {
            let shown = format!("{} × 24 h ÷ {}", part.shown, long.shown);
            return Some(Term::of(part.value * DAY / long.value, shown, &[&part, &long]));
        }
        // Within days there are nights: what falls on them is an average, and has a peak of its own.
        let sentence = statement.sentence(share.amount.span);
        let here = statement.activities.iter().find(|activity| sentence.covers(activity.span));
        let activity = here.or_else(|| statement.activities.first())?;
        if activity.day_assumed || activity.period <= length.amount.value {
            return None;
        }
        let usual = by_day(assumptions);
        let shown = format!(
            "{} × {} ÷ {} × {}",
            part.shown,
            term::show_duration(activity.period),
            long.shown,
            usual.shown
        );
        let value = part.value * activity.period / long.value * usual.value;
        return Some(Term::of(value, shown, &[&part, &long, &usual]));
    }
    let most = statement.mark(Mark::MostInWindow)?;
    let sentence = statement.sentence(most);
    let length = statement
        .facts(Role::PeakLength)
        .find(|fact| sentence.covers(fact.amount.span) && fact.amount.value < DAY)?;
    let share = assumptions.term(
        MOST,
        term::show_share(MOST),
        Assumption {
            id: "most",
            title: "what `most` means".to_owned(),
            claim: format!("{} of what is done falls into that time", term::show_share(MOST)),
            basis: "the statement says that most of it does, and gives no share".to_owned(),
            correct: "say which share falls into that time",
            essential: false,
        },
    );
    let share = Term { spans: vec![most], ..share };
    let long = fact_term(length, term::show_duration);
    let shown = format!("{} × 24 h ÷ {}", share.shown, long.shown);
    Some(Term::of(share.value * DAY / long.value, shown, &[&share, &long]))
}

/// `the peak hour carries 9 % of the day`, `a quarter of the day's load arrives in the hour before midnight`
fn in_busiest_hour(statement: &Statement) -> Option<Term> {
    let share = statement.fact(Role::PeakShare).filter(|_| window(statement).is_none())?;
    let sentence = statement.said(statement.sentence(share.amount.span));
    let said = AN_HOUR.iter().any(|words| sentence.contains(words));
    let part = fact_term(share, term::show_share);
    let shown = format!("{} × 24 h ÷ 1 h", part.shown);
    said.then(|| Term::of(part.value * 24.0, shown, &[&part]))
}

/// The usual part of peak over average on a day.
fn by_day(assumptions: &mut Assumptions) -> Term {
    let claim = format!("the peak is {} times the average of those days", term::plain(PEAK));
    let correct = "say how many times the average the busiest minutes are";
    over_average(assumptions, PEAK, claim, "the middle of the usual 3 to 5", correct)
}

/// Peak over average where nothing is said.
fn usual(statement: &Statement, traffic: &Traffic, assumptions: &mut Assumptions) -> Term {
    let main: Vec<&Stream> = traffic.streams.iter().filter(|stream| stream.main).collect();
    let paced = !main.is_empty() && main.iter().all(|stream| stream.paced);
    let members =
        traffic.main.map_or("clients".to_owned(), |index| plural(&statement.populations[index].noun));
    let (value, claim, basis) = if paced {
        (
            1.0,
            format!("the peak is the average: {members} send by the clock, all day, and not in step"),
            "a fixed interval makes a flat load; a daily cycle or sending at full minutes raises it",
        )
    } else {
        (
            PEAK,
            format!("the peak is {} times the average", term::plain(PEAK)),
            "the middle of the usual 3 to 5",
        )
    };
    let correct = "say how many times the average the busiest minutes are";
    over_average(assumptions, value, claim, basis, correct)
}
