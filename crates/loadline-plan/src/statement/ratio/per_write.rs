//! So many reads for each write, whatever the write is called: `for every order or return there are 19 requests that only read`,
//! `for each request that changes a booking there are nine which only search`, `nine reads come with each write`.

use crate::statement::amount::{Amount, Measure};
use crate::statement::noun;
use crate::statement::place::Place;
use crate::statement::reading::Reading;
use crate::statement::role::Role;
use crate::statement::vocabulary::{Class, class_of, class_of_verb, is_call, members};

/// Words that leave nothing else, and those between a verb and its subject.
const ONLY: &[&str] = &[
    "only",
    "just",
    "merely",
    "purely",
    "solely",
    "simply",
    "do",
    "does",
    "will",
    "nothing",
    "but",
    "exclusively",
];
/// What leads to that for each of which something is done.
const FOR: &[&str] =
    &["for", "to", "with", "per", "against", "by", "on", "behind", "beside", "before", "after"];

/// Gives counts of reads for each write their role.
pub(in crate::statement) fn apply(reading: &mut Reading<'_>) {
    turn_ratios(reading);
    one_in_every(reading);
    balanced(reading);
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let counts = amount.measure == Measure::Count
            && amount.period().is_none()
            && !amount.article
            && amount.value > 0.0;
        let free = matches!(reading.roles[index], None | Some(Role::ReadsPerWrite));
        let place = reading.place(amount);
        // `we read four times for each write`
        let often = amount.measure == Measure::Factor && amount.value > 0.0 && {
            let start = amount.tokens.start;
            let near = place.range.start.max(start.saturating_sub(3))..start;
            near.into_iter().any(|at| class_of_verb(place.word(at)) == Some(Class::Read))
                && matches!(
                    amount.thing().map(noun::singular).as_deref(),
                    Some("write" | "update" | "change")
                )
        };
        let free = free || often && reading.roles[index] == Some(Role::PeakFactor);
        if often && free {
            reading.roles[index] = Some(Role::ReadsPerWrite);
            continue;
        }
        if counts && free && only_read(&place) && beside_one_write(&place) {
            reading.roles[index] = Some(Role::ReadsPerWrite);
            // `20 calls, one write to fifteen reads`: the one is none besides.
            let sentence = amount.sentence;
            let one = |other: &Amount| {
                other.sentence == sentence
                    && other.value == 1.0
                    && other.head() == "write"
                    && other.per.is_empty()
            };
            if let Some(one) =
                reading.amounts.iter().position(one).filter(|one| reading.roles[*one].is_none())
            {
                reading.roles[one] = Some(Role::Activity);
            }
            continue;
        }
        if counts && free && only_read(&place) && (written_before(&place) || written_behind(&place)) {
            reading.roles[index] = Some(Role::ReadsPerWrite);
        }
    }
}

/// Gives a share that writes and reads came to (`as many writes as reads`) its role.
fn balanced(reading: &mut Reading<'_>) {
    let Reading { tokens, amounts, roles, .. } = reading;
    for (amount, role) in amounts.iter().zip(roles.iter_mut()) {
        let names = |stem: &str| amount.tokens.clone().any(|at| tokens[at].word.starts_with(stem));
        if amount.measure == Measure::Share && names("writ") && names("read") {
            *role = Some(Role::WriteShare);
        }
    }
}

/// Makes one of so many that writes a share: `for every 50 page views there is one that is an order`.
fn one_in_every(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let place = reading.place(amount);
        let start = amount.tokens.start;
        let before = |by: usize| start.checked_sub(by).map_or("", |at| place.word(at));
        let each = matches!(before(1), "every" | "each")
            && matches!(before(2), "for" | "in" | "to" | "of" | "with" | "per");
        let led = each || before(1) == "per";
        let counts = amount.measure == Measure::Count && amount.per.is_empty() && amount.value > 1.0;
        let asked = is_call(amount.head()) || reads_by_name(amount.head());
        let end = amount.tokens.end;
        let one = (end..end + 5)
            .take_while(|at| !matches!(place.word(*at), ";" | "."))
            .find(|at| matches!(place.word(*at), "one" | "a" | "an" | "single"));
        let writes = one.is_some_and(|one| {
            let near = (one + 1..one + 8).take_while(|at| !matches!(place.word(*at), "" | "," | ";" | "."));
            near.into_iter().any(|at| {
                class_of(&noun::singular(place.word(at))) == Some(Class::Write)
                    && members(place.word(at)).is_none()
            })
        });
        let open = matches!(reading.roles[index], None | Some(Role::ReadsPerWrite));
        if !(led && counts && asked && writes && open) {
            continue;
        }
        // `for every nine look-ups there is one booking`: beside them, where nobody counts look-ups otherwise.
        let counted_else =
            || reading.amounts.iter().any(|other| other.span != amount.span && other.head() == amount.head());
        let among =
            one.is_some_and(|one| matches!(place.word(one + 1), "that" | "which" | "of" | "who" | "is"));
        let beside = reads_by_name(amount.head()) && !among && !counted_else();
        let sentence = amount.sentence;
        let wrongly = |other: &Amount| other.sentence == sentence && other.tokens.end < start;
        for (other, role) in
            reading.amounts.iter().zip(reading.roles.iter_mut()).filter(|(other, _)| wrongly(other))
        {
            // `10 page views each, and for every 50 of them`: the ten are no reads for each write.
            if *role == Some(Role::ReadsPerWrite) && other.measure == Measure::Count {
                *role = None;
            }
        }
        // The one is none besides.
        let single = |other: &Amount| other.value == 1.0 && (end..end + 6).contains(&other.tokens.start);
        if let Some(one) = reading.amounts.iter().position(single).filter(|one| reading.roles[*one].is_none())
        {
            reading.roles[one] = Some(Role::Activity);
        }
        if beside {
            reading.roles[index] = Some(Role::ReadsPerWrite);
            continue;
        }
        let amount = &mut reading.amounts[index];
        (amount.value, amount.measure) = (1.0 / amount.value, Measure::Share);
        reading.roles[index] = Some(Role::WriteShare);
    }
}

/// `one write per 19 reads`, `for 19 reads there is one write`
fn beside_one_write(place: &Place<'_>) -> bool {
    let start = place.behind(&["about", "roughly", "around", "some"]);
    let led = start.checked_sub(1).is_some_and(|at| matches!(place.word(at), "per" | "for" | "every" | "to"));
    let one = |at: usize| {
        matches!(place.word(at), "one" | "a" | "single")
            || place.range.contains(&at) && place.tokens[at].number() == Some(1.0)
    };
    let write = place.range.clone().any(|at| place.word(at) == "write" && at > 0 && one(at - 1));
    led && write && reads_by_name(place.amount.head()) && place.amount.value > 1.0
}

/// Makes a ratio that names writes first one of reads: `write-to-read ratio 1:19`.
fn turn_ratios(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        if amount.measure != Measure::Ratio || reading.roles[index] != Some(Role::ReadsPerWrite) {
            continue;
        }
        let place = reading.place(amount);
        let from = place.range.start.max(amount.tokens.start.saturating_sub(8));
        let names = |at: usize, stem: &str, letter: &str| {
            place.word(at).starts_with(stem) || place.word(at) == letter
        };
        let write = (from..amount.tokens.start).find(|at| names(*at, "writ", "w"));
        let turned = write.is_some_and(|write| {
            let read = (write + 1..write + 5).find(|at| names(*at, "read", "r"));
            read.is_some_and(|read| {
                read < amount.tokens.start
                    && (write + 1..read)
                        .all(|at| matches!(place.word(at), "to" | "-" | "/" | ":" | "and" | "vs"))
            })
        });
        if turned && amount.value > 0.0 {
            let amount = &mut reading.amounts[index];
            amount.value = 1.0 / amount.value;
        }
    }
}

/// Whether what is counted only reads: `nine reads`, `9 requests that merely look`, `nine which don't`.
fn only_read(place: &Place<'_>) -> bool {
    let amount = place.amount;
    let head = amount.head();
    if members(head).is_some() {
        return false;
    }
    reads_by_name(head) || (head.is_empty() || is_call(head)) && relative(place, amount.tokens.end)
}

/// Whether a noun names reads and nothing that holds them.
fn reads_by_name(head: &str) -> bool {
    class_of(head) == Some(Class::Read) && !crate::statement::each::holds(head) && head != "visit"
}

/// `that only read`, `which just look something up`, `that do not`
fn relative(place: &Place<'_>, at: usize) -> bool {
    let others = usize::from(matches!(place.word(at), "others" | "other" | "more"));
    let at = at + others;
    if by_which(place, at) {
        return true;
    }
    // `four calls only read`
    let only = ONLY.contains(&place.word(at)) && place.word(at) != "will";
    if !only && !matches!(place.word(at), "that" | "which" | "who") {
        return false;
    }
    let mut verb = at + usize::from(!only);
    if place.word(verb).starts_with("don") || place.word(verb) == "do" && place.word(verb + 1) == "not" {
        return true;
    }
    while ONLY.contains(&place.word(verb)) {
        verb += 1;
    }
    class_of_verb(place.word(verb)) == Some(Class::Read)
}

/// `with which somebody merely looks around`, `by which nothing is changed`
fn by_which(place: &Place<'_>, at: usize) -> bool {
    let led = matches!(place.word(at), "with" | "by" | "in" | "through" | "via" | "where" | "during");
    let from = match place.word(at + 1) {
        "which" if led => at + 2,
        _ if place.word(at) == "where" => at + 1,
        _ => return false,
    };
    let near = (from..from + 5).take_while(|at| !matches!(place.word(*at), "" | "," | ";" | "."));
    let mut reads = near.into_iter().filter(|at| {
        let only = ONLY.contains(&place.word(*at)) && class_of_verb(place.word(at + 1)) == Some(Class::Read);
        only || place.word(*at) == "nothing" && matches!(place.word(at + 1), "is" | "changes" | "gets")
    });
    reads.next().is_some()
}

/// `for every order or return there are`: what is written, before the count.
fn written_before(place: &Place<'_>) -> bool {
    let start = place.amount.tokens.start;
    let from = place.range.start;
    let clause =
        (from..start).rev().take_while(|at| !matches!(place.word(*at), ";" | ".")).last().unwrap_or(start);
    // `each booking comes with four calls that only read`
    let brings = |at: usize| {
        matches!(
            place.word(at),
            "with" | "by" | "brings" | "causes" | "entails" | "needs" | "triggers" | "draws"
        )
    };
    let subject = || {
        matches!(place.word(clause), "each" | "every" | "one" | "a" | "an" | "any")
            && names_write(place, clause + 1, start)
            && (clause + 2..start).any(brings)
    };
    (clause..start).rev().any(|at| is_each(place, at) && names_write(place, at + 1, start)) || subject()
}

/// `to every write`, `that come with each order`: what is written, behind the count.
fn written_behind(place: &Place<'_>) -> bool {
    let end = place.amount.tokens.end;
    let to = place.range.end;
    let near = (end..to.min(end + 8)).take_while(|at| !matches!(place.word(*at), ";" | "." | ","));
    near.into_iter().any(|at| is_each(place, at) && names_write(place, at + 1, to.min(at + 4)))
}

/// Whether a token is the `each` of `for each`, the `one` of `for one` or the `per` of `per write`.
fn is_each(place: &Place<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |at| place.word(at));
    match place.word(at) {
        "each" | "every" | "any" => FOR.contains(&before),
        "one" | "a" | "an" => FOR.contains(&before) || before == ":",
        // `9 reads to 1 write`
        "" => {
            let one = place.range.contains(&at) && place.tokens[at].number() == Some(1.0);
            one && (FOR.contains(&before) || before == ":")
        }
        "per" => true,
        _ => false,
    }
}

/// Whether the nouns from a token on, up to the verb of the clause, are something written: `write`, `order or return`, `call that saves`.
fn names_write(place: &Place<'_>, from: usize, to: usize) -> bool {
    let ends = |word: &str| {
        matches!(word, "there" | "we" | "you" | "," | ";" | "come" | "comes" | "are" | "is" | "has")
    };
    let words: Vec<&str> =
        (from..to.min(from + 9)).map(|at| place.word(at)).take_while(|word| !ends(word)).collect();
    let Some(first) = words.iter().find(|word| !noun::stops(word) || **word == "one") else { return false };
    let one = noun::singular(first);
    if members(&one).is_some() || crate::statement::each::holds(&one) {
        return false;
    }
    if is_call(&one) || one == "one" {
        let told = words.iter().position(|word| matches!(*word, "that" | "which" | "to"));
        // Whatever the others only read, these do something else: `each request that takes or gives up a plot`.
        return told.is_some_and(|at| {
            words
                .get(at + 1)
                .is_some_and(|verb| class_of_verb(verb) != Some(Class::Read) && !ONLY.contains(verb))
        });
    }
    class_of(&one) == Some(Class::Write)
}
