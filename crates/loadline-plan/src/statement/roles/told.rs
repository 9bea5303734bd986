//! What the clause of an amount says of it, whatever the words around it speak for: what waits is no load, what there is of many no
//! size of one, and what is written no answer.

use crate::statement::amount::{Amount, Measure};
use crate::statement::cue;
use crate::statement::like_people::is_like_people;
use crate::statement::noun;
use crate::statement::token::{Token, word_at};
use crate::statement::vocabulary::{is_call, members};
use std::ops::Range;

/// `in the peak hour 500 queued reports wait`: what waits, and not what comes.
pub(super) fn is_waiting(tokens: &[Token], sentence: &Range<usize>, amount: &Amount) -> bool {
    const WAIT: &[&str] = &["wait", "waits", "waiting", "queued", "pending", "queue", "queueing", "queuing"];
    let words = amount.noun.as_ref().map_or("", |noun| noun.words.as_str());
    let end = amount.tokens.end;
    let behind = (end..end + 3).any(|at| WAIT.contains(&word_at(tokens, sentence, at)));
    let start = amount.tokens.start;
    let before = (start.saturating_sub(4)..start)
        .any(|at| matches!(word_at(tokens, sentence, at), "queue" | "queues"));
    words.split(' ').any(|word| WAIT.contains(&word)) || behind || before
}

/// `we store 2 kB for each write and return 5 kB for each call`: what the nearest verb sends back.
pub(super) fn is_returned(tokens: &[Token], sentence: &Range<usize>, amount: &Amount) -> bool {
    let word = |at: usize| word_at(tokens, sentence, at);
    let clause = clause_before(tokens, sentence, amount);
    let stored = |at: usize| {
        ["stor", "writ", "kept", "keep", "sav", "record"].iter().any(|stem| word(at).starts_with(stem))
    };
    // `what comes back from a call is 12 kB`
    let back = (clause..amount.tokens.start)
        .any(|at| matches!((word(at), word(at + 1)), ("comes" | "come" | "goes" | "go", "back")));
    if back {
        return true;
    }
    let we = |at: usize| at > sentence.start && matches!(word(at - 1), "we" | "they" | "servers");
    let returned = |at: usize| match word(at) {
        "returned" => true,
        // `a tax return is 300 kB`
        "return" => at == clause || we(at),
        "send" | "deliver" | "serve" => we(at),
        _ => false,
    };
    (clause..amount.tokens.start).any(returned) && !(clause..amount.tokens.start).any(stored)
}

/// Where the clause of an amount begins.
fn clause_before(tokens: &[Token], sentence: &Range<usize>, amount: &Amount) -> usize {
    let clause = (sentence.start..amount.tokens.start).rev();
    let ends = |at: &usize| {
        matches!(word_at(tokens, sentence, *at), "," | ";" | ":" | "." | "and" | "but" | "while")
    };
    clause.take_while(|at| !ends(at)).last().unwrap_or(amount.tokens.start)
}

/// `a write is an answer of 2 kB`: what is written, by a word that else says what goes back.
pub(super) fn is_a_write(tokens: &[Token], sentence: &Range<usize>, amount: &Amount) -> bool {
    let word = |at: usize| word_at(tokens, sentence, at);
    let clause = clause_before(tokens, sentence, amount);
    let write =
        (clause..amount.tokens.start.min(clause + 5)).find(|at| matches!(word(*at), "write" | "writes"));
    // `an answer that we save (200 bytes)`, `saving an answer takes 200 bytes`, `a stored answer: 200 bytes`
    const SAVED: &[&str] = &[
        "save", "store", "keep", "record", "saved", "stored", "kept", "recorded", "archived", "archive",
        "saving", "storing", "filed",
    ];
    const ANSWER: &[&str] = &["answer", "answers", "reply", "replies"];
    let (start, end) = (amount.tokens.start, amount.tokens.end);
    let answer = clause..end;
    let answer = answer.clone().any(|at| ANSWER.contains(&word(at))) || word(start.saturating_sub(1)) == "(";
    let saved = answer
        && ((clause..end).any(|at| SAVED.contains(&word(at)))
            || (end..end + 3).any(|at| matches!(word(at), "database" | "db" | "disk" | "storage")));
    saved || write.is_some_and(|at| matches!(word(at + 1), "is" | "are" | "means" | "consists"))
}

/// `2 TB of photos`: what there is of many, and not what one of them takes.
pub(super) fn is_a_stock(tokens: &[Token], sentence: &Range<usize>, amount: &Amount) -> bool {
    const LARGE: f64 = 1e9;
    /// From here on it is no size of one of anything.
    const HUGE: f64 = 1e12;
    let word = |at: usize| word_at(tokens, sentence, at);
    let end = amount.tokens.end;
    // The noun may be part of the amount already.
    let of = (amount.tokens.start..=end).find(|at| word(*at) == "of");
    let many = of.is_some_and(|of| (of + 1..of + 3).any(|at| noun::is_plural(word(at))));
    let each = sentence.clone().any(|at| matches!(word(at), "each" | "every" | "per" | "apiece" | "one"));
    let first = word(sentence.start);
    let huge = amount.value >= HUGE && of.is_some();
    // `all files together 40 GB`
    let together = amount.tokens.start > sentence.start
        && matches!(word(amount.tokens.start - 1), "together" | "altogether");
    amount.value >= LARGE
        && amount.per.is_empty()
        && (many || huge || together)
        && !each
        && !matches!(first, "a" | "an")
}

/// `40 % of parcels are delivered within a day`, `70 % are closed in the course of a day`: says nothing of who comes on a day.
pub(in crate::statement) fn is_of_no_users(
    tokens: &[Token],
    sentence: &Range<usize>,
    amounts: &[Amount],
    amount: &Amount,
) -> bool {
    /// Words of how long something takes as well as of when somebody comes.
    const WITHIN: &[&str] = &["within a day", "in a day", "in one day", "in the course of a day"];
    #[rustfmt::skip]
    const COMES: &[&str] = &[
        "use", "uses", "using", "come", "comes", "visit", "visits", "log in", "logs in", "sign in", "signs in", "open", "opens", "call", "calls", "look", "looks",
        "turn up", "turns up", "show up", "shows up", "appear", "appears", "active", "online", "act", "acts", "make", "makes", "send", "sends", "are there",
        "drop in", "drops in",
    ];
    /// What is done to things, where it does not end like `delivered`.
    #[rustfmt::skip]
    const TREATED: &[&str] = &[
        "sold", "sent", "lent", "given", "taken", "paid", "bought", "read", "kept", "made", "done", "written", "brought", "found", "won", "lost", "thrown",
    ];
    /// Nouns of all who use it.
    #[rustfmt::skip]
    const ALL: &[&str] = &[
        "base", "fleet", "staff", "audience", "community", "workforce", "public", "membership", "total", "readership", "population", "registration",
    ];
    let word = |by: usize| word_at(tokens, sentence, amount.tokens.end + by);
    // `a sixth of` holds its own `of`.
    let of = word(0) == "of" || tokens[amount.tokens.clone()].last().is_some_and(|token| token.is("of"));
    let from = usize::from(word(0) == "of");
    let words = (from..from + 6).map(word).take_while(|word| {
        !matches!(
            *word,
            "" | "," | ";" | "." | "is" | "are" | "get" | "gets" | "who" | "that" | "which" | "on" | "in"
        )
    });
    let counted = |one: &str| {
        let many = |other: &&Amount| other.measure == Measure::Count && other.value > 1.0;
        amounts.iter().filter(many).any(|other| other.span != amount.span && other.head() == one)
    };
    let known = !of
        || words.map(noun::singular).any(|one| {
            matches!(one.as_str(), "them" | "those" | "these" | "whom" | "us")
                || members(&one).is_some()
                || is_like_people(&one)
                || ALL.contains(&one.as_str())
                || counted(&one)
        });
    let within = cue::find(tokens, sentence.clone(), WITHIN).is_some();
    // `40 % of them check their balance, with 4 requests each`
    let each = || {
        let inside =
            |other: &Amount| sentence.contains(&other.tokens.start) && is_call(&noun::singular(other.head()));
        amounts.iter().any(inside)
            && cue::find(tokens, sentence.clone(), &["each", "apiece", "every one"]).is_some()
    };
    let comes = cue::find(tokens, sentence.clone(), COMES).is_some() || each();
    let treated = (0..8).any(|by| {
        matches!(word(by), "is" | "are" | "get" | "gets")
            && (word(by + 1).ends_with("ed") && word(by + 1) != "registered"
                || TREATED.contains(&word(by + 1)))
    });
    within && (!known || !comes) || !known && treated
}
