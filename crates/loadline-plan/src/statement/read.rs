//! From text to facts: sentences, amounts, roles, populations and what they do, and what is left over.

use super::above_peak;
use super::active;
use super::activity;
use super::actor;
use super::all_within;
use super::appears;
use super::at_once;
use super::attach::{attach, lower_peaks, multiples};
use super::attempts;
use super::availability_of;
use super::backups;
use super::builders;
use super::collected;
use super::complements;
use super::counted_parts;
use super::cut_off;
use super::data_flow;
use super::downtime;
use super::duty;
use super::ellipsis;
use super::exception;
use super::failing;
use super::fragment;
use super::grammar::{self, clip};
use super::growth_said;
use super::is_a;
use super::kept_of_each;
use super::left_open;
use super::left_over::{left_over, unread};
use super::mark;
use super::one_of_ours;
use super::only_reads;
use super::other_times;
use super::outage_meant;
use super::outage_told;
use super::outside;
use super::parts;
use super::peak_pace;
use super::peak_told;
use super::personal;
use super::population;
use super::ratio;
use super::reading::Reading;
use super::replicas;
use super::retention;
use super::rise;
use super::roles;
use super::round_trips;
use super::said_again;
use super::same_total;
use super::same_visit;
use super::sentences::{sentences, span_of};
use super::share_said;
use super::shares_of;
use super::shown_size;
use super::shown_to;
use super::stance;
use super::stated::{Statement, Unused};
use super::target;
use super::that_much;
use super::times_the_peak;
use super::to_others;
use super::tokens::tokens;
use super::visits;
use super::while_it_lasts;
use super::window;
use loadline_base::{FileId, Span};

/// Amounts read at most; a statement of need has a few dozen.
const MOST_AMOUNTS: usize = 500;
/// Sentences read at most.
const MOST_SENTENCES: usize = 2_000;

/// The readers of roles, in the order in which one may correct what another said. Who uses it and what they do is not known yet.
const OF_ROLES: &[fn(&mut Reading<'_>)] = &[
    roles::apply,
    times_the_peak::apply,
    target::apply,
    downtime::apply,
    appears::apply,
    growth_said::apply,
    growth_said::of_what_may_come,
    rise::apply,
    above_peak::by_use,
    above_peak::apply,
    attempts::apply,
    backups::apply,
    window::apply,
    window::in_an_hour,
    failing::apply,
    stance::apply,
    that_much::apply,
    lower_peaks,
    outside::apply,
    availability_of::apply,
    actor::apply,
    to_others::apply,
    other_times::apply,
    outage_meant::of_a_link,
    outage_meant::apply,
    outage_meant::by_elimination,
    outage_told::apply,
    round_trips::apply,
    ratio::reads_per_write,
    retention::until_gone,
    retention::listed,
    retention::apply,
    retention::answered,
    retention::of_a_peak,
    builders::apply,
    fragment::apply,
    // Who is one more stands behind those who are known by now, and goes into what they are in all.
    builders::besides::apply,
    builders::in_all::apply,
    replicas::apply,
    to_others::shares,
    said_again::apply,
];

/// The readers of who uses it, what they do, and what follows from both.
const OF_USE: &[fn(&mut Reading<'_>)] = &[
    // Who there is, and what each of them does.
    population::find,
    cut_off::apply,
    one_of_ours::apply,
    multiples,
    activity::find,
    // What is done on each visit, in total, beside a known load, or by those who do nothing else.
    visits::apply,
    visits::find,
    activity::find_total,
    activity::beside_a_known_load,
    activity::find_by_elimination,
    // Whom it is shown to, how many at once and in which time.
    shown_to::apply,
    exception::apply,
    at_once::apply,
    all_within::apply,
    same_visit::apply,
    while_it_lasts::apply,
    // How it is parted into reads and writes.
    ratio::apply,
    shares_of::apply,
    share_said::apply,
    complements::apply,
    complements::the_others,
    counted_parts::apply,
    parts::apply,
    // What is said twice, or of a peak, counts once.
    activity::drop_twice_said,
    activity::drop_single_beside,
    same_total::apply,
    peak_told::apply,
    peak_pace::apply,
    // What all of it is, how long it lasts, and what each of it is said to be.
    only_reads::apply,
    duty::apply,
    duty::while_lasting,
    active::prefer_daily,
    is_a::apply,
    is_a::by_what_each_does,
    is_a::by_what_it_is_stored_as,
    is_a::by_what_it_is,
    collected::apply,
    kept_of_each::apply,
    // What is left answers what is open, before sizes are attached to what has a role.
    activity::restated,
    left_open::apply,
    to_others::shares,
    // What follows from what stands beside it.
    attach,
    shown_size::apply,
    data_flow::apply,
];

/// Reads a statement of need. Never fails: what is not understood is listed as unused.
#[must_use]
pub fn read(text: &str) -> Statement {
    let tokens = tokens(text);
    let ranges = sentences(&tokens);
    let spans: Vec<Span> = ranges.iter().map(|range| span_of(&tokens, range)).collect();
    let mut reading = Reading {
        text,
        tokens: &tokens,
        ranges: &ranges,
        spans: &spans,
        marked: vec![false; ranges.len()],
        marks: Vec::new(),
        amounts: Vec::new(),
        roles: Vec::new(),
        times: Vec::new(),
        outsides: outside::outsides(text, &tokens, &ranges),
        populations: Vec::new(),
        activities: Vec::new(),
    };
    let mut unused = amounts(&mut reading);
    ellipsis::lend(&mut reading);
    reading.times = vec![(1.0, None); reading.amounts.len()];
    for reader in OF_ROLES.iter().chain(OF_USE) {
        reader(&mut reading);
    }
    let facts = reading.facts();
    unused.extend(left_over(&reading));
    unused.sort_by_key(|unused| (unused.span.start, unused.span.end));
    Statement {
        text: text.to_owned(),
        facts,
        personal: personal::labels(&tokens, &ranges),
        unread: unread(&reading),
        unused,
        populations: reading.populations,
        activities: reading.activities,
        marks: reading.marks,
        outsides: reading.outsides,
        sentences: spans,
    }
}

/// Reads amounts and marks of every sentence. What is beyond the limits is returned as unused.
fn amounts(reading: &mut Reading<'_>) -> Vec<Unused> {
    for (index, range) in reading.ranges.iter().enumerate() {
        if reading.amounts.len() >= MOST_AMOUNTS || index >= MOST_SENTENCES {
            reading.marked[index..].fill(true);
            return vec![Unused {
                span: Span::new(FileId(0), reading.spans[index].start, clip(reading.text.len())),
                why: "only the first 500 quantities and 2,000 sentences are read",
                quantity: false,
            }];
        }
        let found = grammar::amounts(reading.text, reading.tokens, range.start, range.end, index);
        reading.amounts.extend(found);
        let found = mark::marks(reading.tokens, range);
        reading.marked[index] = !found.is_empty();
        reading.marks.extend(found);
    }
    Vec::new()
}
