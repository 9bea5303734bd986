//! How much of each stream reads and writes, and which streams are the main load.

use super::assumption::{Assumption, Assumptions};
use super::stream::Stream;
use super::term::{self, Term, sum};
use crate::statement::{Activity, Class, Fact, Role, Statement, class_of_noun, is_call};

/// Share of writes, where nothing is said.
const WRITES: f64 = 0.1;

/// Where the rate of all requests is said, what machines send by the clock beside it is no part of it.
pub(super) fn whole_is_said(statement: &Statement, streams: &mut [Stream]) {
    let all =
        |activity: &&Activity| activity.by.is_none() && activity.period <= 60.0 && is_call(&activity.what);
    let whole: f64 = statement.activities.iter().filter(all).map(Activity::per_second).sum();
    // Beside 180,000 queries a second the 40,000 changes a day are nothing.
    let most = streams.iter().map(|stream| stream.average.value).reduce(f64::max);
    for stream in streams.iter_mut().filter(|stream| stream.average.value < most.unwrap_or(0.0) * 1e-4) {
        stream.main = false;
    }
    // So are the 20,000 orders a day beside 300 requests a second.
    let inside = |stream: &Stream| {
        let paced = stream.paced && stream.by.is_some();
        paced || stream.by.is_none() && !is_call(&stream.what)
    };
    // What is more than all of them is none of them: `1.5 million meters report every 15 minutes. Reads: 20 a second.`
    for stream in streams.iter_mut().filter(|stream| inside(stream) && stream.average.value <= whole) {
        stream.main = false;
    }
}

/// Splits every stream into reads and writes, and adds the reads that are said per write.
pub(super) fn split(statement: &Statement, streams: &mut Vec<Stream>, assumptions: &mut Assumptions) {
    // `5 million authorisations a day; transactions are stored, 700 bytes each`: all that is done is what is stored.
    let alone = streams.len() == 1
        && statement.facts(Role::RecordSize).count() == 1
        && write_share(statement).is_none();
    // `20 page views each; one view in fifty is an order`: some of what is looked at writes.
    if let [only] = streams.as_mut_slice()
        && only.class == Class::Read
        && write_share(statement).is_some()
    {
        only.class = Class::Mixed;
    }
    for stream in streams.iter_mut() {
        // What is no mere call and has a size of its own is stored: `every build writes 200 MB`.
        let sized = || statement.facts(Role::RecordSize).any(|fact| fact.context.contains(&stream.what));
        // `4,000 requests a day, and for each request they look at 20 pages`: the requests are what is written.
        let looked_up = || {
            let fact = statement.fact(Role::ReadsPerWrite)?;
            let sentence = statement.said(statement.sentence(fact.amount.span));
            // `for each request that changes something` speaks of some of them.
            let said = |word: &str| {
                let of = format!("{word} {}", stream.what);
                sentence.find(&of).is_some_and(|at| !narrows(&sentence[at + of.len()..]))
            };
            Some(said("each") || said("every") || said("per"))
        };
        // Of what is looked at a share is said that writes.
        let parted = class_of_noun(&stream.what) == Class::Read && write_share(statement).is_some();
        let written = !is_call(&stream.what) && (sized() || alone) && !parted || looked_up() == Some(true);
        // `the CDN answers 92 % of the requests`: what is served from a cache is read, where nothing is said to be kept.
        let cached = statement.fact(Role::HitRatio).is_some()
            && statement.fact(Role::Retention).is_none()
            && statement.fact(Role::Copies).is_none()
            && write_share(statement).is_none();
        if stream.class == Class::Mixed && cached {
            stream.class = Class::Read;
            continue;
        }
        if stream.class == Class::Mixed && written {
            stream.class = Class::Write;
        }
    }
    // What is made by some of the calls is what those write: 2 % of the visits end in a booking.
    let made = sum(streams
        .iter()
        .filter(|stream| stream.part && stream.class == Class::Write)
        .map(|part| &part.average));
    let said = streams.iter().any(|stream| stream.class == Class::Write && !stream.paced && !stream.part);
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
                let share = own_share(statement, stream).or_else(|| write_share(statement)).or_else(|| {
                    let ratio = reads_per_write.as_ref()?;
                    Some(Term::of(1.0 / (1.0 + ratio.value), format!("1 ÷ (1 + {})", ratio.shown), &[ratio]))
                });
                if let Some(made) = made.as_ref().filter(|made| share.is_none() && made.value < all.value) {
                    let left = format!("{} − {}", term::plain(all.value), term::plain(made.value));
                    let reads = Term::of(all.value - made.value, left, &[all, made]);
                    (stream.writes, stream.reads) = (made.clone(), reads);
                    continue;
                }
                // `each files one application and makes 50 calls`: what is written is said.
                if share.is_none() && said && is_call(&stream.what) {
                    let none = assumptions.term(
                        0.0,
                        "0",
                        Assumption {
                            id: "write-share",
                            title: "share of writes".to_owned(),
                            claim: "of the calls, none writes but what is said to be written".to_owned(),
                            basis: "the statement says what is written beside the calls".to_owned(),
                            correct: "say which share of the requests writes",
                            essential: false,
                        },
                    );
                    (stream.writes, stream.reads) = (none, all.clone());
                    continue;
                }
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

/// Whether what stands behind a noun speaks of some of what it names: `for every call with which`, `for each request changing something`.
fn narrows(behind: &str) -> bool {
    let mut words = behind.split_whitespace();
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let relative = |word: &str| matches!(word, "that" | "which" | "whose" | "where");
    relative(first) || first == "to" || relative(second) || first.ends_with("ing") && first.len() > 5
}

/// The share of writes that the statement says, also as what is left of the reads.
fn write_share(statement: &Statement) -> Option<Term> {
    statement.fact(Role::WriteShare).or_else(|| statement.fact(Role::ReadShare)).map(written)
}

/// The share of writes of one of several streams: the one that is said behind it, and not of another.
///
/// `customers make 18 requests each, 10 % of these writes; 2,000 clerks make 150 requests a day each, a fifth of them writes`
fn own_share(statement: &Statement, stream: &Stream) -> Option<Term> {
    let shares = || {
        statement
            .facts
            .iter()
            .filter(|fact| matches!(fact.role, Role::WriteShare | Role::ReadShare | Role::ReadsPerWrite))
    };
    let calls = |fact: &Fact| {
        let before =
            statement.activities.iter().filter(|activity| activity.span.end <= fact.amount.span.start);
        before.map(|activity| activity.span).max_by_key(|span| span.start)
    };
    let said = |fact: &&Fact| calls(fact).is_some_and(|span| stream.average.spans.contains(&span));
    (shares().count() > 1).then(|| shares().find(said).map(written)).flatten()
}

/// The share of writes that a share of writes or of reads says.
fn written(fact: &Fact) -> Term {
    let (value, shown) = (fact.amount.value, term::show_share(fact.amount.value));
    match fact.role {
        Role::ReadShare => Term::given(1.0 - value, format!("(1 − {shown})"), fact.amount.span),
        // `for every write they make 24 reads`
        Role::ReadsPerWrite => {
            Term::given(1.0 / (1.0 + value), format!("1 ÷ (1 + {})", term::plain(value)), fact.amount.span)
        }
        _ => Term::given(value, shown, fact.amount.span),
    }
}
