//! Data that must stay in a place, however it is put: `all data shall remain in the United Kingdom`, `personal data: EU only`,
//! `no record may leave Switzerland`. The name of the place stands right behind the word that leads to it, so that `guests stay in a
//! hotel, mostly in Spain` says nothing of data.

use super::super::cue;
use super::super::noun;
use super::super::token::{Token, word_at};
use super::super::vocabulary::{Members, members};
use std::ops::Range;

/// Countries and unions of them.
#[rustfmt::skip]
const PLACES: &[&str] = &[
    "eu", "european union", "europe", "germany", "france", "switzerland", "uk", "us", "usa", "united states", "united kingdom", "great britain",
    "britain", "northern ireland", "wales", "canada", "india", "brazil", "country", "region", "eea", "australia", "japan", "china", "singapore",
    "netherlands", "spain", "italy", "poland", "sweden", "norway", "ireland", "austria", "union", "jurisdiction", "state", "member states",
    "denmark", "finland", "iceland", "belgium", "luxembourg", "portugal", "greece", "czechia", "czech republic", "hungary", "romania", "estonia",
    "latvia", "lithuania", "slovenia", "slovakia", "croatia", "bulgaria", "serbia", "ukraine", "cyprus", "malta", "israel", "mexico", "korea",
    "south korea", "new zealand", "england", "scotland", "south africa", "european economic area", "turkey", "united arab emirates", "hong kong",
    "taiwan", "indonesia", "vietnam", "thailand", "malaysia", "philippines", "argentina", "chile", "colombia", "kenya", "nigeria", "egypt",
    "morocco", "saudi arabia", "qatar", "liechtenstein", "province", "canton", "national territory", "bavaria", "catalonia", "quebec",
];
/// What belongs to a country, before its data centres.
#[rustfmt::skip]
const OF_PLACES: &[&str] = &[
    "german", "swiss", "french", "european", "british", "austrian", "dutch", "irish", "canadian", "australian", "italian", "spanish", "polish",
    "swedish", "norwegian", "danish", "finnish", "belgian", "indian", "national", "domestic",
];
/// What may have to stay.
#[rustfmt::skip]
const THINGS: &[&str] = &[
    "data", "record*", "copy", "copies", "backup*", "everything", "information", "file", "files", "document*", "storage", "hosting", "hosted", "processing",
    "processed", "server*", "report*", "content*", "nothing", "anything", "database*", "personal", "logs", "it", "they", "them", "stored", "data cent*",
    "datacent*", "gdpr", "located", "system*", "service", "readings", "entries", "results", "images", "all of this",
    "cloud region", "cloud*", "all of it", "what we know", "all we know",
];
/// What may have to stay where it is written down, but is also made and sent around: `bookings must remain possible in Austria`.
const WRITTEN: &[&str] = &[
    "claims",
    "photos",
    "pictures",
    "scans",
    "recordings",
    "orders",
    "bookings",
    "invoices",
    "contracts",
    "videos",
];
/// Stems of holding data.
const STORED: &[&str] = &["stor", "kept", "keep", "host", "held", "sav", "archiv", "locat"];
/// Of these, what nobody would say of what is used or sold in a place.
const HELD: &[&str] = &[
    "data",
    "record*",
    "copy",
    "copies",
    "backup*",
    "everything",
    "hosting",
    "storage",
    "processing",
    "server*",
    "information",
    "archive*",
];
/// Stems of staying and of being held.
#[rustfmt::skip]
const STAY: &[&str] = &[
    "stay", "remain", "resid", "kept", "keep", "held", "hold", "stor", "host", "locat", "process", "stand", "lives", "run", "server", "centre",
    "center", "datacent", "place", "operat", "belong", "be", "sit",
];
/// Words of a demand.
#[rustfmt::skip]
const MUST: &[&str] = &[
    "must", "shall", "has to", "have to", "may", "only", "exclusively", "strictly", "need", "needs", "required", "requires", "demand*", "never", "no", "not",
    "cannot", "bound", "law", "lawyers", "allowed", "insist*", "stays", "remains", "is to", "are to", "be held", "be kept", "be stored", "obliged",
    "should", "residency", "legal*", "keep", "regulat*", "contract*", "storage and processing", "want", "permitted",
    "mandatory", "compulsory", "obligatory", "nowhere else", "data stay", "data remain", "records stay", "records remain", "copies stay",
    "copies remain", "backups stay", "backups remain", "documents stay", "files stay", "documents remain", "files remain",
];
/// Words that lead to the place in which something stays.
const IN: &[&str] = &["in", "within", "inside", "at"];
/// Words that lead to the place that something may not leave.
const OUT: &[&str] = &["outside", "leave", "leaves", "leaving", "left", "of", "beyond", "from"];
/// Words of staying as it is, and not where it is.
const AS_IT_IS: &[&str] =
    &["up", "available", "open", "online", "reachable", "usable", "under", "below", "fast"];
/// What has no name of a place.
#[rustfmt::skip]
const ELSEWHERE: &[&str] = &[
    "abroad", "third countries", "third country", "cross the border", "cross a border", "across the border", "across borders", "cross borders",
    "leave the premises",
];
/// Labels of where data is.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "data location", "location of the data", "location of data", "data storage location", "storage location", "hosting location", "hosting",
    "personal data", "customer data", "data", "data region", "place of storage", "gdpr", "storage", "processing",
];

/// Where a sentence says that data must stay in a place.
pub(super) fn stays(tokens: &[Token], sentence: &Range<usize>) -> Option<Range<usize>> {
    let says = |words: &[&str]| cue::find(tokens, sentence.clone(), words);
    if let Some(named) = says(&["data residency", "residency of", "data sovereignty", "sovereign*"]) {
        return Some(named);
    }
    let strictly = strictly_in(tokens, sentence);
    if says(THINGS).is_none() {
        return strictly
            .or_else(|| must_stay(tokens, sentence))
            .or_else(|| says(WRITTEN).and_then(|_| written_stays(tokens, sentence)));
    }
    let not = says(super::words::NOT);
    if let (Some(elsewhere), Some(not)) = (says(ELSEWHERE), &not) {
        return Some(not.start.min(elsewhere.start)..elsewhere.end.max(not.end));
    }
    let must = says(MUST);
    let says_before = |at: usize| cue::find(tokens, sentence.start..at, THINGS);
    let of_data = || strictly.clone().filter(|_| says(HELD).is_some());
    let named = sentence.clone().find_map(|at| {
        let end = at + place(tokens, sentence, at)?;
        let kept = must.is_some().then(|| held_in(tokens, sentence, at)).flatten();
        let barred = || {
            // `orders may not leave Germany before it is noon`
            says_before(at)?;
            not.as_ref().and_then(|not| may_not_leave(tokens, sentence, at).map(|from| from.min(not.start)))
        };
        // `we may only use German data centres`
        let own = OF_PLACES.contains(&tokens[at].word.as_str());
        let used = must.clone().filter(|must| own && must.start < at).map(|must| must.start);
        let found = kept.or_else(barred).or(used).or_else(|| labelled(tokens, sentence, at..end))?;
        Some(found..end)
    });
    let named = named.or_else(of_data).or_else(|| must_stay(tokens, sentence));
    let named = named.or_else(|| stays_there(tokens, sentence)).or_else(|| in_a_list(tokens, sentence));
    named.or_else(|| says(WRITTEN).and_then(|_| written_stays(tokens, sentence)))
}

/// `claims and photos do not leave Germany`, `bookings must be stored in Austria`, but not `bookings must remain possible in Austria` and
/// `orders may not leave Germany before noon`.
fn written_stays(tokens: &[Token], sentence: &Range<usize>) -> Option<Range<usize>> {
    let word = |at: usize| word_at(tokens, sentence, at);
    let must = cue::find(tokens, sentence.clone(), MUST)?;
    sentence.clone().find_map(|at| {
        let end = at + place(tokens, sentence, at)?;
        let led = led(tokens, sentence, at)?;
        let written = cue::find(tokens, sentence.start..led, WRITTEN)?;
        let stored = || {
            let near = sentence.start.max(led.saturating_sub(3))..led;
            let stored = |at: usize| STORED.iter().any(|stem| word(at).starts_with(stem));
            (IN.contains(&word(led)) || word(led) == "outside") && near.into_iter().any(stored)
        };
        let ends = matches!(word(end), "" | "." | ";" | ":" | "!" | "," | ")");
        let leaves = matches!(word(led), "leave" | "leaves" | "leaving") && ends;
        (stored() || leaves).then_some(written.start.min(must.start)..end)
    })
}

/// `all within Germany, where the data must remain`, `all copies are in Austria, and both of them must be located there`
fn stays_there(tokens: &[Token], sentence: &Range<usize>) -> Option<Range<usize>> {
    let word = |at: usize| word_at(tokens, sentence, at);
    let named = sentence.clone().find_map(|at| {
        let end = at + place(tokens, sentence, at)?;
        let led = led(tokens, sentence, at).filter(|led| IN.contains(&word(*led)))?;
        Some(led..end)
    })?;
    let must = cue::find(tokens, named.end..sentence.end, &["must", "has to", "have to", "shall"])?;
    let stay = (must.end..sentence.end.min(must.end + 3))
        .find(|at| word(*at) != "be" && STAY.iter().any(|stem| word(*at).starts_with(stem)))?;
    // `where the data must remain`
    let held = cue::find(tokens, named.end..must.start, HELD);
    let behind = (named.end..named.end + 2).any(|at| word(at) == "where") && held.is_some();
    // `must be located there`
    let there = word(stay + 1) == "there" && cue::find(tokens, sentence.start..must.start, HELD).is_some();
    (behind || there).then_some(named.start..stay + 1)
}

/// `Location: all data in Switzerland`: a line that says where data is, and nothing else. What is said of a source is no demand:
/// `Source: our files in France`.
fn in_a_list(tokens: &[Token], sentence: &Range<usize>) -> Option<Range<usize>> {
    let word = |at: usize| word_at(tokens, sentence, at);
    let colon = (sentence.start + 1..sentence.start + 4).find(|at| word(*at) == ":");
    let bullet = usize::from(matches!(word(sentence.start), "-" | "*" | "•"));
    let from = colon.map_or(sentence.start + bullet, |colon| colon + 1);
    let thing = (from..sentence.end.min(from + 4)).find(|at| {
        matches!(
            word(*at),
            "data" | "records" | "copies" | "backups" | "servers" | "everything" | "files" | "documents"
        )
    })?;
    let whole = (from..thing)
        .all(|at| matches!(word(at), "all" | "our" | "the" | "personal" | "customer" | "of" | "its" | "any"));
    let at = (thing + 2..sentence.end.min(thing + 4)).find(|at| place(tokens, sentence, *at).is_some())?;
    let end = at + place(tokens, sentence, at)?;
    let led = led(tokens, sentence, at).filter(|led| *led == thing + 1 && IN.contains(&word(*led)))?;
    let only = word(end) == "only";
    let ends = matches!(word(end), "" | "." | "," | ";" | "(") || only;
    let labelled = colon.is_some_and(|colon| {
        let labels = sentence.start..colon;
        cue::find(
            tokens,
            labels,
            &[
                "location*",
                "place",
                "where",
                "hosting",
                "storage",
                "residency",
                "region",
                "country",
                "gdpr",
                "privacy",
            ],
        )
        .is_some()
    });
    let all = colon.is_none() && word(from) == "all" && (bullet == 1 || led == from + 2);
    (whole && ends && (labelled || all || only)).then_some(thing..end)
}

/// `strictly within Germany`, `personal data only in Germany`
fn strictly_in(tokens: &[Token], sentence: &Range<usize>) -> Option<Range<usize>> {
    sentence.clone().find_map(|at| {
        let end = at + place(tokens, sentence, at)?;
        let led = led(tokens, sentence, at).filter(|led| IN.contains(&word_at(tokens, sentence, *led)))?;
        let from = led.checked_sub(1).filter(|from| sentence.contains(from))?;
        let word = word_at(tokens, sentence, from);
        let only = matches!(word, "strictly" | "exclusively" | "only" | "solely");
        // `in three copies, all inside Germany`
        let held = matches!(word_at(tokens, sentence, led), "inside" | "within")
            && (from.saturating_sub(3)..=from)
                .any(|at| matches!(word_at(tokens, sentence, at), "copies" | "copy" | "backups"));
        let bare = from == sentence.start || cue::find(tokens, sentence.clone(), HELD).is_some();
        (only && bare || held).then_some(from..end)
    })
}

/// `the archive must stay in Switzerland`, whatever it is but people.
fn must_stay(tokens: &[Token], sentence: &Range<usize>) -> Option<Range<usize>> {
    let word = |at: usize| word_at(tokens, sentence, at);
    sentence.clone().find_map(|at| {
        let end = at + place(tokens, sentence, at)?;
        let led = led(tokens, sentence, at).filter(|led| IN.contains(&word(*led)))?;
        let stay = led.checked_sub(1).filter(|at| matches!(word(*at), "stay" | "remain"))?;
        let must = (sentence.start..stay)
            .rev()
            .take_while(|at| matches!(word(*at), "must" | "shall" | "to" | "has" | "have"))
            .last()?;
        matches!(word(must), "must" | "shall" | "has" | "have").then_some(())?;
        let subject = must.checked_sub(1).filter(|at| sentence.contains(at))?;
        let moves =
            matches!(members(&noun::singular(word(subject))), Some(Members::People | Members::Machines))
                || matches!(word(subject), "trains" | "cars" | "lorries" | "vehicles" | "animals" | "goods");
        (!moves).then_some(subject..end)
    })
}

/// How many tokens at a place name a country or a union of them.
fn place(tokens: &[Token], sentence: &Range<usize>, at: usize) -> Option<usize> {
    let inside = &tokens[..sentence.end];
    // `tell us`, but `in the US`
    let us = tokens[at].is("us") && !tokens[at].capital;
    let named = PLACES.iter().filter_map(|name| cue::matches(inside, at, name)).max();
    let own = OF_PLACES.contains(&tokens[at].word.as_str())
        && cue::find(
            inside,
            at + 1..sentence.end.min(at + 4),
            &["data cent*", "datacent*", "soil", "server*", "cloud*", "territory"],
        )
        .is_some();
    named.filter(|_| !us).or_else(|| own.then_some(1))
}

/// The place of the word that leads right to a name, which articles may stand before.
fn led(tokens: &[Token], sentence: &Range<usize>, at: usize) -> Option<usize> {
    const PASSED: &[&str] = &["the", "a", "of", "whole", "our", "one", "an", "this", "that"];
    let before = |by: usize| at.checked_sub(by).map_or("", |at| word_at(tokens, sentence, at));
    let by = (1..4).find(|by| {
        !PASSED.contains(&before(*by)) || matches!((before(by + 1), before(*by)), ("out", "of"))
    })?;
    at.checked_sub(by)
}

/// `must remain in the EU`: the place of the word of staying, for a name at `at`.
fn held_in(tokens: &[Token], sentence: &Range<usize>, at: usize) -> Option<usize> {
    let led = led(tokens, sentence, at)?;
    IN.contains(&word_at(tokens, sentence, led)).then_some(())?;
    // `kept for ten years, in two copies, all of it in Switzerland`
    let all = led.checked_sub(3).is_some_and(|at| {
        at > sentence.start
            && word_at(tokens, sentence, at) == "all"
            && matches!(word_at(tokens, sentence, led - 1), "it" | "them" | "this" | "which")
    });
    let near = sentence.start.max(led.saturating_sub(if all { 24 } else { 8 }))..led;
    let ends = |at: &usize| matches!(word_at(tokens, sentence, *at), ";" | ".");
    let stay = near.rev().take_while(|at| !ends(at)).find(|at| {
        let word = word_at(tokens, sentence, *at);
        // `the servers must be in Germany`, but not `it must be possible to book hotels in Spain`
        let directly = word != "be" || at + 1 == led;
        directly
            && STAY.iter().any(|stem| if stem.len() > 3 { word.starts_with(stem) } else { word == *stem })
    })?;
    let thing = cue::find(tokens, sentence.start..at, THINGS)?;
    let as_it_is = (stay..led).any(|at| AS_IT_IS.contains(&word_at(tokens, sentence, at)));
    (!as_it_is).then_some(thing.start.min(stay))
}

/// `may not leave the country`, `never outside the EU`: the place of the word that leads there.
fn may_not_leave(tokens: &[Token], sentence: &Range<usize>, at: usize) -> Option<usize> {
    let led = led(tokens, sentence, at)?;
    let word = word_at(tokens, sentence, led);
    let out =
        OUT.contains(&word) && (word != "of" || word_at(tokens, sentence, led.checked_sub(1)?) == "out");
    out.then_some(led)
}

/// `personal data: EU only`, `EU-only hosting`, `location of the data: Austria`
fn labelled(tokens: &[Token], sentence: &Range<usize>, name: Range<usize>) -> Option<usize> {
    let word = |at: usize| word_at(tokens, sentence, at);
    let next = if word(name.end) == "-" { name.end + 1 } else { name.end };
    let only = word(next) == "only" || name.start > sentence.start && word(name.start - 1) == "only";
    let of_hosting = matches!(word(if only { next + 1 } else { next }), "hosting" | "storage" | "residency");
    let colon =
        (name.start.saturating_sub(2)..name.start).find(|at| *at > sentence.start && word(*at) == ":");
    let from = colon.unwrap_or(name.start);
    let label = (sentence.start..from)
        .find(|at| LABELS.iter().any(|label| cue::matches(&tokens[..from], *at, label) == Some(from - at)));
    let located = || cue::find(tokens, sentence.start..from, &["location"]);
    label
        .filter(|_| only || colon.is_some() && located().is_some())
        .or_else(|| label.filter(|_| colon.is_none() && located().is_some()))
        .or_else(|| of_hosting.then_some(name.start))
}
