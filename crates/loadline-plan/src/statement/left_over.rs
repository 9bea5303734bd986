//! What was read and plays no role: quantities whose purpose is not clear, and sentences in which nothing was found.

use super::activity::Doings;
use super::amount::{Amount, Measure};
use super::like_people::is_like_people;
use super::mark::Mark;
use super::noun;
use super::past;
use super::reading::Reading;
use super::stated::{Unread, Unused};
use super::vocabulary::{Members, members};
use loadline_base::Span;

/// Entries at most.
const MOST: usize = 500;

/// Index of the sentence a place is in.
fn span_of_sentence(spans: &[Span], place: Span) -> Option<usize> {
    let index = spans.partition_point(|span| span.end <= place.start);
    spans.get(index).filter(|span| span.start <= place.start).map(|_| index)
}

/// Whether an amount is one that somebody would miss: not the word `one`, and not the `twice` or `to two` of what may not happen twice.
fn is_quantity(reading: &Reading<'_>, amount: &Amount) -> bool {
    let Reading { spans, marks, .. } = reading;
    let bare =
        amount.article || (amount.measure == Measure::Count && amount.noun.is_none() && amount.value == 1.0);
    let twice = amount.measure == Measure::Factor || amount.measure == Measure::Count && amount.value == 2.0;
    let once = twice
        && marks.iter().any(|(mark, span)| {
            matches!(mark, Mark::OnceOnly | Mark::ExactlyOnce)
                && span_of_sentence(spans, *span) == Some(amount.sentence)
        });
    !bare && !once && !is_of_nobody(reading, amount) && !has_happened(reading, amount)
}

/// `has happened three times in two years`: how often something went wrong, and no multiple of anything.
fn has_happened(reading: &Reading<'_>, amount: &Amount) -> bool {
    let range = &reading.ranges[amount.sentence];
    let near = range.start.max(amount.tokens.start.saturating_sub(6))..amount.tokens.start;
    let happened = near.into_iter().any(|at| {
        matches!(
            reading.tokens[at].word.as_str(),
            "happened" | "occurred" | "failed" | "broke" | "struck" | "hit" | "suffered" | "seen" | "had"
        )
    });
    let often = |other: &Amount| {
        other.measure == Measure::Factor
            && reading.tokens.get(other.tokens.end).is_some_and(|next| {
                matches!(next.word.as_str(), "in" | "within" | "since" | "over" | "during" | "last")
            })
    };
    let within =
        reading.amounts.iter().any(|other| often(other) && other.tokens.end + 1 == amount.tokens.start);
    happened && (often(amount) || amount.measure == Measure::Duration && within)
}

/// `one pair must never reach two buyers`: those of whom there may not be a second one.
fn is_of_nobody(reading: &Reading<'_>, amount: &Amount) -> bool {
    let two = amount.measure == Measure::Count && amount.value == 2.0 && amount.per.is_empty();
    let from = reading.ranges[amount.sentence].start.max(amount.tokens.start.saturating_sub(8));
    let not = (from..amount.tokens.start).any(|at| {
        matches!(
            reading.tokens[at].word.as_str(),
            "never" | "not" | "cannot" | "no" | "nobody" | "nothing" | "neither"
        )
    });
    two && not && (members(amount.head()) == Some(Members::People) || is_like_people(amount.head()))
}

/// Quantities without a role, each with what it may be about.
pub(super) fn unread(reading: &Reading<'_>) -> Vec<Unread> {
    let Reading { amounts, roles, .. } = reading;
    let left =
        amounts.iter().zip(roles).filter(|(amount, role)| role.is_none() && is_quantity(reading, amount));
    // `twice last year our carrier failed` changes nothing of what is asked.
    let failed = |amount: &Amount| {
        matches!(amount.measure, Measure::Factor | Measure::Times)
            && past::has_failed(reading.tokens, &reading.ranges[amount.sentence])
    };
    let left = left.filter(|(amount, _)| !failed(amount));
    left.map(|(amount, _)| {
        let (class, by_others) = Doings::of(reading, amount).guess(amount);
        Unread { amount: amount.clone(), class, by_others }
    })
    .collect()
}

/// Quantities without a role, and sentences in which nothing was found.
pub(super) fn left_over(reading: &Reading<'_>) -> Vec<Unused> {
    let Reading { tokens, ranges, spans, amounts, roles, marked, .. } = reading;
    let mut unused = Vec::new();
    let mut used = marked.to_vec();
    for (amount, role) in amounts.iter().zip(roles) {
        used[amount.sentence] = true;
        if role.is_none() && is_quantity(reading, amount) {
            unused.push(Unused {
                span: amount.span,
                why: "a quantity whose purpose is not clear",
                quantity: true,
            });
        }
    }
    for (index, range) in ranges.iter().enumerate() {
        let words = tokens[range.clone()].iter().filter(|token| token.is_word()).count();
        let member =
            tokens[range.clone()].iter().any(|token| members(&noun::singular(&token.word)).is_some());
        // The first sentence says what it is for, and is kept as the purpose; one or two words (`Service level.`) are a heading.
        if index > 0 && !used[index] && words > 2 && !member {
            unused.push(Unused {
                span: spans[index],
                why: "a sentence in which no fact was found",
                quantity: false,
            });
        }
    }
    unused.truncate(MOST);
    unused
}
