//! Streams of requests and messages: what is done, by whom, how often on average, and how much of it writes.

use super::assumption::{Assumption, Assumptions};
use super::growth;
use super::named_part::of_the_named_part;
use super::peak_said;
use super::plural::plural;
use super::split;
use super::stream::{Stream, Traffic};
use super::term::{self, Term};
use super::unsaid;
use super::usual_peak::of_all_connected;
use crate::statement::unit::DAY;
use crate::statement::{Activity, Basis, Class, Duty, Fact, Members, Role, Statement, daily_of};
use loadline_base::Span;

/// Share of registered or monthly users active on a day, where nothing is said.
const ACTIVE: f64 = 0.3;
/// Places from which on they are taken for users although nothing is said of what they do.
const SEVERAL: f64 = 20.0;
/// Reads the streams off a statement.
pub(super) fn traffic(statement: &Statement, assumptions: &mut Assumptions) -> Traffic {
    let main = main_population(statement);
    let grown = growth::sized_for(statement);
    let users = main.map(|index| by_growth(active(statement, index, assumptions), grown.as_ref()));
    let mut streams: Vec<Stream> = statement
        .activities
        .iter()
        .filter_map(|activity| {
            stream(statement, activity, main, (users.as_ref(), grown.as_ref()), assumptions)
        })
        .collect();
    if streams.is_empty() {
        streams.extend(
            peak_said::peaks(statement).into_iter().filter_map(|fact| unsaid::below_peak(fact, assumptions)),
        );
    }
    // What machines send as a flow of data has no calls to be guessed.
    let flows = |index: usize| {
        statement.populations[index].members == Members::Machines && statement.fact(Role::DataRate).is_some()
    };
    if streams.is_empty()
        && let (Some(users), Some(index)) = (&users, main)
        && !flows(index)
    {
        streams.push(unsaid::assumed(&statement.populations[index], users, main, assumptions));
    }
    if streams.is_empty()
        && let Some(fact) = statement.fact(Role::Concurrent)
    {
        streams.push(unsaid::of_connected(fact, assumptions));
    }
    // `450,000 commuters, two journeys each`: the commuters use it.
    let travellers = main.and_then(|index| statement.populations[index].each).map(|(_, whole)| whole);
    let travellers = travellers.filter(|whole| statement.populations[*whole].members == Members::People);
    let users = match travellers {
        Some(whole) => Some(by_growth(active(statement, whole, assumptions), grown.as_ref())),
        None => users,
    };
    split::whole_is_said(statement, &mut streams);
    of_the_named_part(statement, &mut streams);
    split::split(statement, &mut streams, assumptions);
    Traffic { main, users, streams }
}

/// What is said of today, grown by as much as it is to be sized for.
fn by_growth(today: Term, grown: Option<&Term>) -> Term {
    match grown {
        Some(grown) => {
            let shown = format!("{} × {}", today.shown, grown.shown);
            Term::of(today.value * grown.value, shown, &[&today, grown])
        }
        None => today,
    }
}

/// The population counted as daily users; else the one that causes most; else the largest.
fn main_population(statement: &Statement) -> Option<usize> {
    let all = 0..statement.populations.len();
    let rate = |index: usize| -> f64 {
        let own = statement.activities.iter().filter(|activity| activity.by == Some(index));
        own.map(Activity::per_second).sum::<f64>() * statement.populations[index].value
    };
    let daily = |index: &usize| statement.populations[*index].basis == Basis::Daily;
    let most =
        |by: &dyn Fn(usize) -> f64| all.clone().max_by(|a, b| by(*a).total_cmp(&by(*b)).then(b.cmp(a)));
    // Couriers whose phones send positions serve those who order: they are not who uses it.
    let others_act = |index: usize| {
        statement
            .activities
            .iter()
            .any(|other| other.by != Some(index) && !other.paced && other.class != Class::Read)
    };
    let in_tow = |index: usize| {
        let mut own = statement.activities.iter().filter(|activity| activity.by == Some(index)).peekable();
        statement.populations[index].members == Members::People
            && own.peek().is_some()
            && own.all(|activity| activity.paced && activity.class == Class::Write)
            && others_act(index)
    };
    // Screens that reload show what machines told of first have sent, however many look at them.
    let again = |activity: &Activity| {
        let verb = activity.verb.as_deref().unwrap_or(&activity.what);
        ["reload", "refresh", "poll", "redraw"].iter().any(|stem| verb.starts_with(stem))
    };
    let watches = |index: usize| {
        let own = || statement.activities.iter().filter(|activity| activity.by == Some(index));
        let sent = |other: &Activity| {
            let by = other.by.filter(|by| *by < index).map(|by| statement.populations[by].members);
            by.is_some_and(|by| by != Members::People) && other.paced && other.class == Class::Write
        };
        let flows = |other: &Activity| {
            let before = other.span.end <= statement.populations[index].span.start;
            other.by.is_none() && before && other.class != Class::Read
        };
        let looks = |own: &Activity| again(own) || own.paced && own.class == Class::Read;
        own().next().is_some()
            && (statement.activities.iter().any(sent) && own().all(looks)
                || statement.activities.iter().any(flows) && own().all(again))
    };
    let towed: Vec<bool> = all.clone().map(|index| in_tow(index) || watches(index)).collect();
    let rate = |index: usize| if towed[index] { 0.0 } else { rate(index) };
    // Machines that were told of first and do more are what it is about, whoever looks at them on a day.
    let overshadowed = |index: usize| {
        statement.populations[..index]
            .iter()
            .enumerate()
            .any(|(other, first)| first.members == Members::Machines && rate(other) > rate(index))
    };
    let acting = all.clone().find(|index| daily(index) && rate(*index) > 0.0 && !overshadowed(*index));
    let busiest = || most(&rate).filter(|index| rate(*index) > 0.0);
    // Of those connected at once nobody says how many come on a day.
    let counted = |index: &usize| statement.populations[*index].basis != Basis::AtOnce;
    // A few places are where it stands, and nobody who uses it.
    let counted = |index: &usize| {
        let population = &statement.populations[*index];
        counted(index)
            && !towed[*index]
            && !population.located
            && (population.members != Members::Places || population.value >= SEVERAL)
    };
    acting.or_else(busiest).or_else(|| all.clone().find(daily)).or_else(|| {
        most(&|index| if counted(&index) { statement.populations[index].value } else { -1.0 }).filter(counted)
    })
}

/// How many members are active on a day.
fn active(statement: &Statement, index: usize, assumptions: &mut Assumptions) -> Term {
    let population = &statement.populations[index];
    let shown = match population.each {
        Some((each, of)) => {
            let other = &statement.populations[of];
            format!("{} {} × {}", term::plain(other.value), plural(&other.noun), term::plain(each))
        }
        None => term::plain(population.value),
    };
    let whole = Term::given(population.value, shown, population.span);
    if population.basis == Basis::Daily {
        return whole;
    }
    // A daily figure of the same people elsewhere wins.
    if let Some(daily) = daily_of(&statement.populations, index) {
        let daily = &statement.populations[daily];
        return Term::given(daily.value, term::plain(daily.value), daily.span);
    }
    // Those who come in a week come on seven days.
    if let Some(within) = population.within.filter(|within| *within > DAY) {
        let shown = format!("{} ÷ {}", whole.shown, term::plain(within / DAY));
        return Term::of(whole.value * DAY / within, shown, &[&whole]);
    }
    let people = population.members == Members::People;
    if let Some(share) =
        statement.facts(Role::ActiveShare).find(|fact| people && is_of(statement, fact, index))
    {
        let part = Term::given(share.amount.value, term::show_share(share.amount.value), share.amount.span);
        return Term::of(
            whole.value * part.value,
            format!("{} × {}", whole.shown, part.shown),
            &[&whole, &part],
        );
    }
    if !matches!(population.basis, Basis::Monthly | Basis::Registered) {
        return whole;
    }
    let part = assumptions.term(
        ACTIVE,
        term::show_share(ACTIVE),
        Assumption {
            id: "active-share",
            title: "share of users active on a day".to_owned(),
            claim: format!(
                "{} of {} {} use it on a day",
                term::show_share(ACTIVE),
                whole.shown,
                population.words
            ),
            basis: "the statement counts users of a month, or registered ones, and none of a day".to_owned(),
            correct: "say how many use it on a day",
            essential: false,
        },
    );
    Term::of(whole.value * part.value, format!("{} × {}", whole.shown, part.shown), &[&whole, &part])
}

/// Whether a share is of this population: of two of them only of the one named behind it (`a quarter of the pupils`).
fn is_of(statement: &Statement, share: &Fact, index: usize) -> bool {
    let sentence = statement.sentence(share.amount.span);
    let behind = statement.said(Span::new(sentence.file, share.amount.span.start, sentence.end));
    let first = behind
        .split(|sign: char| !sign.is_alphabetic())
        .find_map(|word| statement.populations.iter().position(|known| plural(&known.noun) == word));
    first.is_none_or(|named| {
        named == index || statement.populations[named].noun == statement.populations[index].noun
    })
}

/// The stream of one activity.
fn stream(
    statement: &Statement,
    activity: &Activity,
    main: Option<usize>,
    (users, grown): (Option<&Term>, Option<&Term>),
    assumptions: &mut Assumptions,
) -> Option<Stream> {
    let per = if activity.period == DAY { term::plain(DAY) } else { term::show_duration(activity.period) };
    let own = match &activity.of {
        Some(base) => {
            let shown = format!("{} × {}", term::plain(base.count), term::plain(base.times));
            Term {
                spans: vec![base.span, activity.span],
                ..Term::given(activity.count, shown, activity.span)
            }
        }
        None => Term::given(activity.count, term::plain(activity.count), activity.span),
    };
    let average = match activity.by {
        Some(index) => {
            // What is said per month of monthly users goes by those users.
            let monthly = activity.period > DAY && statement.populations[index].basis == Basis::Monthly;
            let members = match users {
                Some(users) if Some(index) == main && !monthly => users.clone(),
                _ => {
                    let population = &statement.populations[index];
                    let today = Term::given(population.value, term::plain(population.value), population.span);
                    by_growth(today, grown)
                }
            };
            let times = if activity.count == 1.0 { String::new() } else { format!(" × {}", own.shown) };
            Term::of(
                members.value * own.value / activity.period,
                format!("{}{times} ÷ {per}", members.shown),
                &[&members, &own],
            )
        }
        None if activity.period == 1.0 => by_growth(Term { shown: format!("{}/s", own.shown), ..own }, grown),
        None => {
            let today = Term::of(own.value / activity.period, format!("{} ÷ {per}", own.shown), &[&own]);
            by_growth(today, grown)
        }
    };
    if !average.value.is_finite() || average.value <= 0.0 {
        return None;
    }
    let average = if activity.day_assumed
        && let Some((share, length)) =
            peak_said::window(statement).filter(|(_, length)| length.amount.value >= DAY)
    {
        // Done once, most of it within a few days: that is the load while it lasts.
        let part = Term::given(share.amount.value, term::show_share(share.amount.value), share.amount.span);
        let long =
            Term::given(length.amount.value, term::show_duration(length.amount.value), length.amount.span);
        let all = average.value * activity.period;
        let shown = average.shown.rsplit_once(" ÷ ").map_or(average.shown.as_str(), |(members, _)| members);
        let shown = format!("{shown} × {} ÷ {}", part.shown, long.shown);
        Term::of(all * part.value / long.value, shown, &[&average, &part, &long])
    } else if activity.day_assumed {
        let what = activity.what.clone();
        let day = assumptions.term(
            1.0,
            "1",
            Assumption {
                id: "per-day",
                title: "actions are meant per day".to_owned(),
                claim: format!("{} {} are meant per day", own_words(activity.count), plural(&what)),
                basis: "the statement says how many, but not in which time".to_owned(),
                correct: "say per which time",
                essential: false,
            },
        );
        Term::of(average.value, average.shown.clone(), &[&average, &day])
    } else {
        average
    };
    let duty = activity.duty.as_ref().map(|duty| on_duty(duty, assumptions));
    let average = match &duty {
        Some(duty) => Term::of(
            average.value * duty.value / DAY,
            format!("{} × {} ÷ 24 h", average.shown, duty.shown),
            &[&average, duty],
        ),
        None => average,
    };
    let peak = activity.peak.then(|| average.clone());
    let average = match &peak {
        Some(peak) => {
            let factor = of_all_connected(assumptions);
            Term::of(
                peak.value / factor.value,
                format!("{} ÷ {}", peak.shown, factor.shown),
                &[peak, &factor],
            )
        }
        None => average,
    };
    let none = Term::default();
    let is_main = activity.by.is_none() || activity.by == main;
    Some(Stream {
        what: activity.what.clone(),
        verb: activity.verb.clone(),
        class: activity.class,
        by: activity.by,
        average,
        paced: activity.paced,
        peak,
        duty,
        part: activity.part,
        main: is_main && !activity.part,
        writes: none.clone(),
        reads: none,
    })
}

/// The part of a day in which something is done; of what lasts some hours one a day is taken.
fn on_duty(duty: &Duty, assumptions: &mut Assumptions) -> Term {
    let said = Term::given(duty.length, term::show_duration(duty.length), duty.span);
    if !duty.once {
        return said;
    }
    let once = assumptions.term(
        1.0,
        "1",
        Assumption {
            id: "once-a-day",
            title: "how often it takes place".to_owned(),
            claim: format!("what lasts {} takes place once a day", said.shown),
            basis: "the statement says how long it lasts, and not how often it is".to_owned(),
            correct: "say how many of them there are on a day, and how many at the same time",
            essential: false,
        },
    );
    Term::of(said.value, said.shown.clone(), &[&said, &once])
}

fn own_words(count: f64) -> String {
    term::plain(count)
}
