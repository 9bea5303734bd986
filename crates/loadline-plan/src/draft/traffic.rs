//! Streams of requests and messages: what is done, by whom, how often on average, and how much of it writes.

use super::assumption::{Assumption, Assumptions};
use super::peak;
use super::term::{self, Term};
use super::unsaid;
use crate::statement::unit::DAY;
use crate::statement::{Activity, Basis, Class, Duty, Fact, Members, Role, Statement, daily_of};
use loadline_base::Span;

/// Peak over average where nothing is said: the middle of 3 to 5.
pub(super) const PEAK: f64 = 4.0;

/// Requests or messages of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Stream {
    /// What they are: `message`, `call`.
    pub what: String,
    /// The verb, where `what` is what it is done to.
    pub verb: Option<String>,
    /// Whether they change state.
    pub class: Class,
    /// Index of the population that causes them.
    pub by: Option<usize>,
    /// Mean per second.
    pub average: Term,
    /// Sent by the clock.
    pub paced: bool,
    /// Seconds of a day in which it is sent, where it is not all of it.
    pub duty: Option<Term>,
    /// Done by calls that are a stream of their own, and counted there.
    pub part: bool,
    /// Belongs to the main load: the main population's, or a total.
    pub main: bool,
    /// Of them, those that write, per second.
    pub writes: Term,
    /// Of them, those that only read, per second.
    pub reads: Term,
}

/// All that is asked of the system.
#[derive(Debug, Clone, PartialEq)]
pub struct Traffic {
    /// Index of the population that matters most.
    pub main: Option<usize>,
    /// How many of it use the system on a day.
    pub users: Option<Term>,
    /// The streams.
    pub streams: Vec<Stream>,
}

/// Share of registered or monthly users active on a day, where nothing is said.
const ACTIVE: f64 = 0.3;
/// Places from which on they are taken for users although nothing is said of what they do.
const SEVERAL: f64 = 20.0;
/// Share of writes, where nothing is said.
const WRITES: f64 = 0.1;

/// Reads the streams off a statement.
pub(super) fn traffic(statement: &Statement, assumptions: &mut Assumptions) -> Traffic {
    let main = main_population(statement);
    let users = main.map(|index| active(statement, index, assumptions));
    let mut streams: Vec<Stream> = statement
        .activities
        .iter()
        .filter_map(|activity| stream(statement, activity, main, users.as_ref(), assumptions))
        .collect();
    if streams.is_empty() {
        streams.extend(
            peak::peaks(statement).into_iter().filter_map(|fact| unsaid::below_peak(fact, assumptions)),
        );
    }
    if streams.is_empty()
        && let (Some(users), Some(index)) = (&users, main)
    {
        streams.push(unsaid::assumed(&statement.populations[index], users, main, assumptions));
    }
    if streams.is_empty()
        && let Some(fact) = statement.fact(Role::Concurrent)
    {
        streams.push(unsaid::of_connected(fact, assumptions));
    }
    whole_is_said(statement, &mut streams);
    split(statement, &mut streams, assumptions);
    Traffic { main, users, streams }
}

/// Where the rate of all requests is said, what machines send by the clock beside it is no part of it.
fn whole_is_said(statement: &Statement, streams: &mut [Stream]) {
    let whole = statement.activities.iter().any(|activity| {
        activity.by.is_none() && activity.period <= 60.0 && crate::statement::is_call(&activity.what)
    });
    for stream in streams.iter_mut().filter(|stream| whole && stream.paced && stream.by.is_some()) {
        stream.main = false;
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
    let towed: Vec<bool> = all.clone().map(in_tow).collect();
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
    let behind =
        statement.quote(Span::new(sentence.file, share.amount.span.start, sentence.end)).to_lowercase();
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
    users: Option<&Term>,
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
                    Term::given(population.value, term::plain(population.value), population.span)
                }
            };
            let times = if activity.count == 1.0 { String::new() } else { format!(" × {}", own.shown) };
            Term::of(
                members.value * own.value / activity.period,
                format!("{}{times} ÷ {per}", members.shown),
                &[&members, &own],
            )
        }
        None if activity.period == 1.0 => Term { shown: format!("{}/s", own.shown), ..own },
        None => Term::of(own.value / activity.period, format!("{} ÷ {per}", own.shown), &[&own]),
    };
    if !average.value.is_finite() || average.value <= 0.0 {
        return None;
    }
    let average = if activity.day_assumed
        && let Some((share, length)) =
            peak::window(statement).filter(|(_, length)| length.amount.value >= DAY)
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
    let none = Term::default();
    let is_main = activity.by.is_none() || activity.by == main;
    Some(Stream {
        what: activity.what.clone(),
        verb: activity.verb.clone(),
        class: activity.class,
        by: activity.by,
        average,
        paced: activity.paced,
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

/// Splits every stream into reads and writes, and adds the reads that are said per write.
fn split(statement: &Statement, streams: &mut Vec<Stream>, assumptions: &mut Assumptions) {
    for stream in streams.iter_mut() {
        // What is no mere call and has a size of its own is stored: `every build writes 200 MB`.
        let sized = || statement.facts(Role::RecordSize).any(|fact| fact.context.contains(&stream.what));
        // `4,000 requests a day, and for each request they look at 20 pages`: the requests are what is written.
        let looked_up = || {
            let fact = statement.fact(Role::ReadsPerWrite)?;
            let sentence = statement.quote(statement.sentence(fact.amount.span)).to_lowercase();
            let said = |word: &str| sentence.contains(&format!("{word} {}", stream.what));
            Some(said("each") || said("every") || said("per"))
        };
        let written = !crate::statement::is_call(&stream.what) && sized() || looked_up() == Some(true);
        if stream.class == Class::Mixed && written {
            stream.class = Class::Write;
        }
    }
    let share = write_share(statement);
    let reads_per_write = statement
        .fact(Role::ReadsPerWrite)
        .map(|fact| Term::given(fact.amount.value, term::plain(fact.amount.value), fact.amount.span));
    for stream in streams.iter_mut() {
        let zero = Term { shown: "0".to_owned(), ..Term::default() };
        let all = &stream.average;
        (stream.writes, stream.reads) = match stream.class {
            Class::Write => (all.clone(), zero),
            Class::Read => (zero, all.clone()),
            Class::Mixed => {
                let share = share.clone().or_else(|| {
                    let ratio = reads_per_write.as_ref()?;
                    Some(Term::of(1.0 / (1.0 + ratio.value), format!("1 ÷ (1 + {})", ratio.shown), &[ratio]))
                });
                let share = share.unwrap_or_else(|| {
                    assumptions.term(
                        WRITES,
                        term::show_share(WRITES),
                        Assumption {
                            id: "write-share",
                            title: "share of writes".to_owned(),
                            claim: format!("{} of the requests change state", term::show_share(WRITES)),
                            basis: "the statement does not part reads from writes".to_owned(),
                            correct: "say which share of the requests writes",
                            essential: false,
                        },
                    )
                });
                let writes = Term::of(
                    all.value * share.value,
                    format!("{} × {}", term::plain(all.value), share.shown),
                    &[all, &share],
                );
                let left = (1.0 - share.value).max(0.0);
                let reads = Term::of(
                    all.value * left,
                    format!("{} × (1 − {})", term::plain(all.value), share.shown),
                    &[all, &share],
                );
                (writes, reads)
            }
        };
    }
    let only = |class: Class| streams.iter().all(|stream| stream.class == class);
    if let Some(ratio) = reads_per_write.as_ref().filter(|ratio| ratio.value > 0.0 && only(Class::Read))
        && let Some(source) = streams.first().cloned()
    {
        let average = Term::of(
            source.average.value / ratio.value,
            format!("{} ÷ {}", term::plain(source.average.value), ratio.shown),
            &[&source.average, ratio],
        );
        let zero = Term { shown: "0".to_owned(), ..Term::default() };
        streams.push(Stream {
            what: "write".to_owned(),
            class: Class::Write,
            reads: zero,
            writes: average.clone(),
            average,
            ..source
        });
        return;
    }
    let only_writes = only(Class::Write);
    if let Some(ratio) = reads_per_write
        && only_writes
        && let Some(source) = streams.first().cloned()
    {
        let average = Term::of(
            source.average.value * ratio.value,
            format!("{} × {}", term::plain(source.average.value), ratio.shown),
            &[&source.average, &ratio],
        );
        let noun = statement.fact(Role::ReadsPerWrite).map_or("", |fact| fact.amount.head());
        streams.push(Stream {
            what: if noun.is_empty() { "read".to_owned() } else { noun.to_owned() },
            class: Class::Read,
            reads: average.clone(),
            writes: Term { shown: "0".to_owned(), ..Term::default() },
            average,
            ..source
        });
    }
}

/// The share of writes that the statement says, also as what is left of the reads.
fn write_share(statement: &Statement) -> Option<Term> {
    if let Some(fact) = statement.fact(Role::WriteShare) {
        return Some(Term::given(fact.amount.value, term::show_share(fact.amount.value), fact.amount.span));
    }
    let fact = statement.fact(Role::ReadShare)?;
    let writes = 1.0 - fact.amount.value;
    Some(Term::given(writes, format!("(1 − {})", term::show_share(fact.amount.value)), fact.amount.span))
}

/// A noun in the plural, for sentences about several.
pub(super) fn plural(noun: &str) -> String {
    match noun {
        "person" => "people".to_owned(),
        "child" => "children".to_owned(),
        "man" => "men".to_owned(),
        "woman" => "women".to_owned(),
        _ if noun.ends_with('y')
            && !noun.ends_with("ay")
            && !noun.ends_with("ey")
            && !noun.ends_with("oy") =>
        {
            format!("{}ies", &noun[..noun.len() - 1])
        }
        _ if noun.ends_with('s') || noun.ends_with('x') || noun.ends_with("ch") || noun.ends_with("sh") => {
            format!("{noun}es")
        }
        _ => format!("{noun}s"),
    }
}
