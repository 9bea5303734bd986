//! Fragments that list what there is to build it with: `Three people, one quarter, 1.2k EUR a month.`

use super::amount::{Amount, Measure, by_sentence, of_sentence};
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::token::{Token, word_at};
use super::unit::{MONTH, WEEK, YEAR};
use super::vocabulary::is_programmer;
use std::ops::Range;

/// Words beside the amounts of such a fragment at most.
const WORDS: usize = 4;
/// People of a team at most.
pub(super) const TEAM: f64 = 60.0;
/// Nouns of those who build it, beside programmers.
#[rustfmt::skip]
const BUILDERS: &[&str] = &[
    "person", "designer", "tester", "admin", "administrator", "colleague",
    "contractor", "student", "volunteer", "freelancer", "operator", "analyst", "architect", "employee", "head",
    "apprentice", "junior", "senior", "intern", "trainee", "graduate",
];

/// Gives people, times and money of such fragments their roles.
pub(super) fn apply(reading: &mut Reading<'_>) {
    let Reading { tokens, ranges, amounts, roles, .. } = reading;
    let mut bare: Vec<usize> = Vec::new();
    for (range, places) in by_sentence(ranges, amounts) {
        let own = &amounts[places.clone()];
        let beside = range
            .clone()
            .filter(|at| tokens[*at].is_word() && own.iter().all(|amount| !amount.tokens.contains(at)))
            .filter(|at| !matches!(tokens[*at].word.as_str(), "and" | "a" | "an" | "the" | "of"));
        // `a room for 8 people costs 50 EUR`
        let for_whom = |amount: &Amount| {
            let before = |by: usize| {
                let at = amount.tokens.start.checked_sub(by).filter(|at| range.contains(at));
                at.map_or("", |at| tokens[at].word.as_str())
            };
            // `540,000 EUR a year, for twelve people`
            before(1) == "per" || before(1) == "for" && before(2) != ","
        };
        let people = own.iter().filter(|amount| is_people(amount) && !for_whom(amount)).count();
        let times = own.iter().filter(|amount| is_time(amount)).count();
        let money = own.iter().filter(|amount| matches!(amount.measure, Measure::Money(_))).count();
        // People alone may use it; a time alone may be anything.
        let kinds = [people, times, money].into_iter().filter(|count| *count > 0).count();
        let team = roles[places.clone()].contains(&Some(Role::Team));
        let target = roles[places.clone()]
            .iter()
            .any(|role| matches!(role, Some(Role::Availability | Role::Downtime | Role::DependencySla)));
        let only = people + times + money + usize::from(team) >= own.len();
        // `Six months.` beside the team.
        let said = |role: &Option<Role>| matches!(role, Some(Role::Team | Role::Budget));
        let built = |role: &Option<Role>| matches!(role, Some(Role::Deadline | Role::Budget));
        let index = own[0].sentence;
        let neighbours =
            of_sentence(amounts, index.saturating_sub(1)).start..of_sentence(amounts, index + 1).end;
        if own.len() == 1
            && times == 1
            && beside.clone().count() == 0
            && roles[neighbours.clone()].iter().any(said)
        {
            roles[places.start].get_or_insert(Role::Deadline);
            continue;
        }
        // `Four people.` beside the budget
        if own.len() == 1
            && people == 1
            && beside.clone().count() == 0
            && roles[neighbours.clone()].iter().any(built)
        {
            roles[places.start] = Some(Role::Team);
            continue;
        }
        // `Six people. 18 weeks.`
        if own.len() == 1 && people + times == 1 && beside.clone().count() == 0 {
            bare.push(places.start);
        }
        if beside.count() > WORDS || times > 1 || !only && !team || kinds + usize::from(team) < 2 {
            continue;
        }
        for (amount, role) in own.iter().zip(&mut roles[places]) {
            match role {
                None | Some(Role::Population) if is_people(amount) && !for_whom(amount) => {
                    *role = Some(Role::Team)
                }
                // `99.9 % over 30 days` has its window.
                Some(Role::Window) if target => {}
                None | Some(Role::PeakLength | Role::Window) if is_time(amount) => {
                    *role = Some(Role::Deadline)
                }
                None if matches!(amount.measure, Measure::Money(_)) => *role = Some(Role::Budget),
                _ => {}
            }
        }
    }
    // `Six people. 20 weeks. 4,000 EUR a month.`: what is beside may have been read only now.
    for index in bare.iter().copied().filter(|index| is_people(&amounts[*index])) {
        let near = of_sentence(amounts, amounts[index].sentence + 1);
        let built = roles[near].iter().any(|role| matches!(role, Some(Role::Deadline | Role::Budget)));
        if built && roles[index].is_none() {
            roles[index] = Some(Role::Team);
        }
    }
    // `nine people, ten weeks to go, 540,000 USD for the year`
    for index in 0..amounts.len() {
        let near = of_sentence(amounts, amounts[index].sentence);
        let built = roles[near].iter().any(|role| matches!(role, Some(Role::Team | Role::Deadline)));
        let place = Place::of(tokens, ranges, &amounts[index]);
        if built && roles[index].is_none() && is_money_alone(&place) {
            roles[index] = Some(Role::Budget);
        }
    }
    for index in 1..amounts.len() {
        let (people, time) = (&amounts[index - 1], &amounts[index]);
        let pair = is_people(people)
            && is_time(time)
            && people.noun.is_some()
            && roles[index - 1].is_none()
            && roles[index].is_none();
        let given = pair && are_given(tokens, ranges, people, time);
        let apart =
            bare.contains(&(index - 1)) && bare.contains(&index) && people.sentence + 1 == time.sentence;
        if pair && (apart || given || are_an_item(tokens, ranges, people, time)) {
            (roles[index - 1], roles[index]) = (Some(Role::Team), Some(Role::Deadline));
        }
    }
}

/// `…, 540,000 USD for the year`: money and its time, and nothing else between two commas.
fn is_money_alone(place: &Place<'_>) -> bool {
    let Place { range, amount, .. } = *place;
    let timed = amount.period().is_some_and(|period| period >= MONTH);
    let start = amount.tokens.start;
    let begins = start == range.start || matches!(place.word(start - 1), "," | ";" | "-" | "*" | "and");
    let mut end = amount.tokens.end;
    while matches!(
        place.word(end),
        "for" | "over" | "in" | "per" | "a" | "the" | "each" | "every" | "year" | "month"
    ) {
        end += 1;
    }
    let money = matches!(amount.measure, Measure::Money(_));
    money && timed && begins && matches!(place.word(end), "" | "." | "," | ";")
}

/// `we have six people and 24 weeks until the first bikes are on the street`
fn are_given(tokens: &[Token], ranges: &[Range<usize>], people: &Amount, time: &Amount) -> bool {
    let range = &ranges[people.sentence];
    let word = |at: usize| word_at(tokens, range, at);
    let (first, joint) = (people.tokens.start, people.tokens.end);
    people.sentence == time.sentence
        && first >= range.start + 2
        && (matches!(word(first - 2), "we" | "i" | "you" | "they")
            && matches!(word(first - 1), "have" | "need" | "get" | "got" | "want" | "request" | "offer")
            || matches!(
                word(first - 1),
                "provides" | "provide" | "offers" | "assigns" | "grants" | "contributes"
            ))
        && matches!(word(joint), "and" | "," | "with")
        && time.tokens.start == joint + 1
}

/// `the council has granted the money; eight people, 24 weeks`: both by themselves at the end of a list.
fn are_an_item(tokens: &[Token], ranges: &[Range<usize>], people: &Amount, time: &Amount) -> bool {
    let range = &ranges[people.sentence];
    let word = |at: usize| word_at(tokens, range, at);
    people.sentence == time.sentence
        && people.tokens.start > range.start
        && matches!(word(people.tokens.start - 1), ";" | ",")
        && people.tokens.end + 1 == time.tokens.start
        && matches!(word(people.tokens.end), "," | "and" | "/")
        && matches!(word(time.tokens.end), "" | "," | ";" | "." | ")")
}

/// Whether an amount counts people who may build it.
pub(super) fn is_people(amount: &Amount) -> bool {
    amount.measure == Measure::Count
        && amount.per.is_empty()
        && amount.value <= TEAM
        && is_builder(amount.head())
}

/// Whether a noun in the singular is one of those who build it.
pub(super) fn is_builder(noun: &str) -> bool {
    is_programmer(noun) || BUILDERS.contains(&noun)
}

fn is_time(amount: &Amount) -> bool {
    amount.measure == Measure::Duration && !amount.every && (WEEK..=2.0 * YEAR).contains(&amount.value)
}
