//! Who builds and runs it, where that is told by what they do or where they belong: `nine people should have it running in nine
//! weeks`, `there are nine people in the team`, `staff: seven people`. What is said with `team of` or of engineers is in `roles/`.

pub(super) mod besides;
mod deed;
pub(super) mod in_all;
mod lent;
mod lone;

use super::amount::{Amount, Measure, of_sentence};
use super::cue;
use super::fragment;
use super::numeral;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::unit::{WEEK, YEAR};

/// Words between people and what they do.
#[rustfmt::skip]
const BETWEEN: &[&str] = &[
    "will", "would", "shall", "should", "must", "can", "could", "are", "is", "to", "have", "has", "need", "needs", "going", "want", "wants",
    "be", "been", "being", "supposed", "expected", "asked", "able", "meant", "who", "tasked", "charged", "entrusted", "with", "currently", "now", "together",
    "all", "get", "gets",
];
/// Stems of what builders do with what is built.
#[rustfmt::skip]
const BUILD: &[&str] = &[
    "build", "develop", "programm", "implement", "cod", "finish", "launch", "ship", "maintain", "deliver", "construct", "creat", "writ",
    "mak", "do", "run", "operat", "complet", "set", "prepar", "design", "test", "bring", "put", "hav", "get", "keep",
];
/// Words for what is built.
#[rustfmt::skip]
const IT: &[&str] = &[
    "it", "this", "system", "service", "application", "app", "platform", "tool", "software", "product", "project", "backend", "solution",
    "release", "version", "mvp", "work", "job", "development", "programming", "implementation",
];
/// Stems of words for people who are given to a project, which lead to it with a preposition.
#[rustfmt::skip]
const GIVEN: &[&str] = &[
    "assign", "allocat", "dedicat", "availab", "plann", "earmark", "reserv", "work", "look", "tak", "car", "detail", "commit", "on",
    "foreseen", "for", "freed", "put",
];
/// Those of them that begin what people do.
const TAKE: &[&str] = &["tak", "work", "look"];
/// Words for a team.
const TEAM: &[&str] = &["team", "crew", "squad", "project", "job"];
/// What leads from a team to the number of its members.
#[rustfmt::skip]
const COUNTS: &[&str] = &[
    "employs",
    "is", "are", "has", "have", "of", "with", "numbers", "counts", "comprises", "will be", "is made up of", "consist of", "shall be", "should be", "consists of", "totals", ":", "=", "(",
    "strength :", "strength", "members :", "includes", "size :", "size", ",",
];
/// Labels of the number of people there are for it.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "staff :", "staffing :", "people :", "personnel :", "manpower :", "workforce :", "headcount :", "team :", "crew :", "developers :", "engineers :",
    "resources :", "who builds :", "who builds it :", "who :", "builders :", "staffing", "personnel", "manpower", "headcount", "project staff", "people |", "staff |", "team",
];
/// Words that join what there is to build it with.
#[rustfmt::skip]
const JOINS: &[&str] = &[
    ",", "and", "with", "plus", "(", ")", "have", "has", "no", "more", "than", "at", "most", "a", "budget", "of", "to", "be", "launched", "in",
    "until", "up", "for", "the", "system", "within", ":", "about", "roughly", "live", "delivered", "released", "/", "+", "there", "are",
];
/// Words that tell a group of builders from any other one.
const GROUPS: &[&str] =
    &["project", "development", "software", "engineering", "technical", "platform", "data", "it"];
/// Words before people who are others than those who build it.
const OTHERS: &[&str] = &["for", "of", "per", "by", "to", "than", "every", "each", "between"];

/// Gives those who build it their role.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for_whom(reading);
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        // `Team 8` counts without a noun.
        let counted = amount.measure == Measure::Count && matches!(amount.head(), "" | "member");
        let people = fragment::is_people(amount) || counted;
        let fits = people && amount.per.is_empty() && (1.0..=fragment::TEAM).contains(&amount.value);
        if !fits || reading.roles[index].is_some() || amount.article && amount.noun.is_none() {
            continue;
        }
        let place = reading.place(amount);
        let named = fragment::is_people(amount);
        if is_counted(&place)
            || named && (builds(&place) || belongs(&place))
            || named && lone::are_free(&place)
            || named
                && (is_listed(reading, index) || lent::is_lent(&place) || is_of_the_group(reading, index))
        {
            reading.roles[index] = Some(Role::Team);
        }
    }
    deed::apply(reading);
    groups_and_times(reading);
    // Who builds it may be known only now: `my niece builds it on her own`.
    for_whom(reading);
}

/// Whether an amount counts the members of a group.
fn is_of_a_group(amount: &Amount) -> bool {
    let people = matches!(amount.head(), "" | "member") || fragment::is_people(amount);
    amount.measure == Measure::Count && people && amount.per.is_empty() && amount.value <= fragment::TEAM
}

/// `two groups of four developers`, and `one developer has been promised to us, for eight weeks`.
fn groups_and_times(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let own = of_sentence(&reading.amounts, amount.sentence);
        let word = |at: usize| reading.tokens.get(at).map_or("", |token| token.word.as_str());
        let is_team = |at: usize| own.contains(&at) && reading.roles[at] == Some(Role::Team);
        // `three groups of five must go live in forty weeks`
        let planned =
            || own.clone().any(|at| matches!(reading.roles[at], Some(Role::Deadline | Role::Budget)));
        let group = matches!(amount.head(), "group" | "crew" | "team" | "squad")
            && matches!(word(amount.tokens.end), "of" | "with")
            && own.contains(&(index + 1))
            && reading.amounts[index + 1].tokens.start == amount.tokens.end + 1
            && (is_team(index + 1) || is_of_a_group(&reading.amounts[index + 1]) && planned());
        let led = amount.tokens.start > 0 && word(amount.tokens.start - 1) == "for";
        #[rustfmt::skip]
        let given = ["available", "promised", "assigned", "lent", "given", "have", "has", "free", "on loan", "allotted"];
        let sentence = reading.ranges[amount.sentence].clone();
        let time = amount.measure == Measure::Duration
            && cue::find(reading.tokens, sentence, &given).is_some()
            && (WEEK..=YEAR).contains(&amount.value)
            && led
            && own.clone().any(|at| at < index && is_team(at));
        if group && matches!(reading.roles[index], None | Some(Role::Team)) {
            (reading.roles[index], reading.roles[index + 1]) = (Some(Role::Team), Some(Role::Team));
        } else if time && matches!(reading.roles[index], None | Some(Role::Retention)) {
            reading.roles[index] = Some(Role::Deadline);
        }
    }
}

/// `a rota for 60 engineers`: those for whom it is use it, where somebody else builds it.
fn for_whom(reading: &mut Reading<'_>) {
    let team = |index: &usize| reading.roles[*index] == Some(Role::Team);
    // `a tool in which the 35 volunteers can see who has paid`
    let led = |index: &usize| {
        let amount = &reading.amounts[*index];
        let place = reading.place(amount);
        let at = place.behind(&["the", "our", "all", "about", "some"]);
        let back = |by: usize| at.checked_sub(by).map_or("", |at| place.word(at));
        let inside = matches!(back(1), "which" | "where")
            && (back(1) == "where" || matches!(back(2), "in" | "with" | "on" | "through" | "by" | "from"))
            && (amount.tokens.end..place.range.end).any(|at| {
                matches!(place.word(at), "can" | "could" | "may" | "should" | "will" | "see" | "enter")
            });
        // `a tool that the 35 volunteers of the club will use`
        let used = back(1) == "that"
            && (amount.tokens.end..place.range.end.min(amount.tokens.end + 8))
                .any(|at| matches!(place.word(at), "use" | "need"));
        amount.tokens.start.checked_sub(1).is_some_and(|at| reading.tokens[at].is("for")) || inside || used
    };
    let all: Vec<usize> = (0..reading.amounts.len()).filter(team).collect();
    let users: Vec<usize> = all.iter().copied().filter(led).collect();
    if users.len() < all.len() {
        users.into_iter().for_each(|index| reading.roles[index] = None);
    }
}

/// `staff: seven people`, `the team numbers eight`: a team or a label right before the number.
fn is_counted(place: &Place<'_>) -> bool {
    let start = place.amount.tokens.start;
    let before = &place.tokens[..start];
    let leads = |words: &[&str], end: usize| {
        let from = place.range.start.max(end.saturating_sub(5));
        (from..end)
            .find(|at| words.iter().any(|word| cue::matches(&before[..end], *at, word) == Some(end - at)))
    };
    // A label begins what it is said of: `the staff is 30 people` may be anybody's.
    let label = leads(LABELS, start).is_some_and(|at| {
        let first = at == place.range.start
            || matches!(
                place.word(at - 1),
                "," | ";" | "." | "-" | "*" | ":" | "project" | "our" | "the" | "available"
            );
        first && (place.word(start - 1) == ":" || at + 1 == start || place.amount.noun.is_none())
    });
    let team = leads(COUNTS, start).is_some_and(|at| is_of_a_team(place, at));
    label || team || is_staffed(place)
}

/// Whether what leads to a number at `at` is said of the team that begins the clause: `the team that looks after it has five members`.
fn is_of_a_team(place: &Place<'_>, at: usize) -> bool {
    const OWN: &[&str] = &[
        "the",
        "our",
        "a",
        "project",
        "development",
        "dev",
        "one",
        "my",
        "supplier",
        "contractor",
        "small",
        "joint",
        "dedicated",
    ];
    let ends = |at: &usize| matches!(place.word(*at), ";" | ":" | ".");
    let from = (place.range.start..at).rev().find(ends).map_or(place.range.start, |at| at + 1);
    let named = |at: &usize| {
        matches!(place.word(*at), "team" | "crew" | "squad")
            || place.word(*at) == "project" && place.amount.noun.is_some()
            || place.word(*at) == "group" && *at > from && GROUPS.contains(&place.word(at - 1))
    };
    let Some(team) = (from..at).rev().take(9).find(named) else { return false };
    let own = team == from
        || OWN.contains(&place.word(team - 1))
        || place.word(team - 1) == ","
        || place.word(team) == "group";
    // `a team has five members`: of anybody, and perhaps one of many.
    let any = team > from && place.word(team - 1) == "a" && matches!(place.word(at), "has" | "have");
    let skip = usize::from(place.word(team + 1) == "size");
    let clause = matches!(place.word(team + 1), "that" | "which" | "," | "will" | "shall" | "should" | "who");
    own && !any && (team + 1 + skip >= at || clause)
}

/// `the group consists of six people`, `development and on-call together are six people`, where it is said beside what there is to build
/// it with.
fn is_of_the_group(reading: &Reading<'_>, index: usize) -> bool {
    let amount = &reading.amounts[index];
    let place = reading.place(amount);
    let start = amount.tokens.start;
    let clause = (place.range.start..start)
        .rev()
        .find(|at| matches!(place.word(*at), ";" | ":"))
        .map_or(place.range.start, |at| at + 1);
    let begins = matches!(place.word(clause), "the" | "our") && place.word(clause + 1) == "group";
    let counts = cue::find(place.tokens, clause + 2..start, COUNTS).is_some_and(|found| found.end == start);
    let duties = cue::find(place.tokens, clause..start, &["development", "operations", "on call", "support"])
        .is_some()
        && place.word(start - 1) == "are"
        && place.word(start.saturating_sub(2)) == "together";
    let planned = reading.amounts.iter().zip(&reading.roles).any(|(other, role)| {
        other.sentence.abs_diff(amount.sentence) <= 1 && matches!(role, Some(Role::Deadline | Role::Budget))
    });
    duties || begins && counts && planned
}

/// `staffing has been agreed at five people`, `as for people, we have five`
fn is_staffed(place: &Place<'_>) -> bool {
    let start = place.amount.tokens.start;
    let near = place.range.start.max(start.saturating_sub(6))..start;
    let words = [
        "money for",
        "funding for",
        "funds for",
        "funding covers",
        "for development we have",
        "for the building there are",
        "for building it there are",
        "for building it we have",
        "staffing",
        "resourcing",
        "headcount",
        "manpower",
        "personnel",
        "as for people",
        "as for staff",
        "as for the team",
        "in terms of people",
        "in terms of staff",
    ];
    cue::find(place.tokens, near, &words).is_some()
}

/// `nine people should have it running in nine weeks`: what they do is building it.
fn builds(place: &Place<'_>) -> bool {
    let starts = |at: usize, stems: &[&str]| stems.iter().any(|stem| place.word(at).starts_with(stem));
    let mut at = place.amount.tokens.end;
    // `three people from our internal IT will build it`
    if matches!(place.word(at), "from" | "of" | "in") {
        let next = |by: &usize| {
            BETWEEN.contains(&place.word(at + by)) || starts(at + by, BUILD) || starts(at + by, TAKE)
        };
        at += (1..6).find(next).unwrap_or(0);
    }
    let first = at;
    while BETWEEN.contains(&place.word(at)) {
        at += 1;
    }
    // `nine people have thirteen weeks`, `eight people have until June`
    let had = (first..at).any(|at| matches!(place.word(at), "have" | "has" | "get" | "gets"));
    let time = || {
        let word = |by: usize| place.word(at + by);
        let counted = numeral::small(word(0)).is_some()
            || place.tokens.get(at).is_some_and(|token| token.number().is_some());
        word(0) == "until"
            || counted && [word(1), word(2)].iter().any(|unit| matches!(*unit, "weeks" | "months"))
    };
    if had && time() {
        return true;
    }
    let verb = if starts(at, BUILD) { at + 1 } else { at };
    let built = (verb..verb + 4)
        // `will write and run it`
        .take_while(|at| {
            let joins = place.word(*at) == "and" && starts(at + 1, BUILD) && IT.contains(&place.word(at + 2));
            joins || !matches!(place.word(*at), "," | ";" | "." | "and" | "in" | "of" | "")
        })
        .any(|at| IT.contains(&place.word(at)));
    built && (verb > at || had) || starts(at, GIVEN) && is_to_it(place, at)
}

/// `are assigned to the project`, `are working on it`
fn is_to_it(place: &Place<'_>, at: usize) -> bool {
    let led = (at..at + 3).any(|at| matches!(place.word(at), "on" | "to" | "for" | "of" | "after"));
    let object = (at + 1..at + 5).take_while(|at| !matches!(place.word(*at), "," | ";" | "." | ""));
    led && object.into_iter().any(|at| IT.contains(&place.word(at)) && !place.word(at + 1).ends_with("ing"))
}

/// `nine people in the team`, `development is done by eight people`
fn belongs(place: &Place<'_>) -> bool {
    let end = place.amount.tokens.end;
    let led = matches!(place.word(end), "in" | "on" | "form" | "make")
        && (end + 1..end + 5).any(|at| {
            TEAM.contains(&place.word(at))
                && matches!(place.word(at + 1), "" | "," | ";" | "." | "and" | "with" | ")" | "who")
        });
    let start = place.amount.tokens.start;
    let before = |words: &[&str]| start > place.range.start && words.contains(&place.word(start - 1));
    let named_by = |at: usize| matches!(place.word(at), "by" | "with");
    // `by the same five people`
    let by = (1..4).any(|by| {
        start >= place.range.start + by
            && named_by(start - by)
            && (1..by).all(|at| matches!(place.word(start - at), "the" | "same" | "these"))
    });
    let done = [
        "done",
        "built",
        "developed",
        "written",
        "finished",
        "staffed",
        "carried",
        "implemented",
        "maintained",
        "delivered",
        "programmed",
    ];
    let passive = by
        && (place.range.start.max(start.saturating_sub(6))..start).any(|at| done.contains(&place.word(at)));
    let work = ["it", "development", "project", "work", "this", "implementation", "system"];
    // `we can spare eight people`
    // `on our side there will be five people`, `I can give you five people`
    let side = ["on our side", "from our side", "give you", "give them", "lend you"];
    led || before(&["spare"])
        || cue::find(place.tokens, place.range.start.max(start.saturating_sub(7))..start, &side).is_some()
        || passive && (place.range.start..start).any(|at| work.contains(&place.word(at)))
}

/// `five people, 16 weeks to the launch and 12,000 EUR a month`: beside a time or money that there is to build it with.
fn is_listed(reading: &Reading<'_>, index: usize) -> bool {
    let amount = &reading.amounts[index];
    let place = reading.place(amount);
    let start = amount.tokens.start;
    let before = if start > place.range.start { place.word(start - 1) } else { "" };
    let others = OTHERS.contains(&before);
    let own = of_sentence(&reading.amounts, amount.sentence);
    // `with eight people we want to be live in 20 weeks`
    let leads = start == place.range.start + 1 || matches!(place.word(start.saturating_sub(2)), "," | "and");
    if before == "with" && leads && own.clone().any(|at| reading.roles[at] == Some(Role::Deadline)) {
        return true;
    }
    // `ten people, and the old version is switched off in 44 weeks`
    let item = start == place.range.start && matches!(place.word(amount.tokens.end), "," | ";");
    if item && own.clone().any(|at| reading.roles[at] == Some(Role::Deadline)) {
        return true;
    }
    let beside = [index.checked_sub(1), Some(index + 1)].into_iter().flatten().filter(|at| own.contains(at));
    let means = |at: &usize| {
        let other = &reading.amounts[*at];
        let between = start.min(other.tokens.start)..start.max(other.tokens.start);
        let mut between = between.filter(|at| !amount.tokens.contains(at) && !other.tokens.contains(at));
        is_means(other, reading.roles[*at]) && between.all(|at| JOINS.contains(&place.word(at)))
    };
    !others && beside.into_iter().any(|at| means(&at))
}

/// Whether an amount is a time or money that there may be to build it with.
fn is_means(amount: &Amount, role: Option<Role>) -> bool {
    match amount.measure {
        Measure::Money(_) => matches!(role, None | Some(Role::Budget)),
        Measure::Duration => amount.value >= WEEK && role == Some(Role::Deadline),
        _ => false,
    }
}
