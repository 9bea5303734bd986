//! Personal data that a statement names: one table of labels and of the words for each.

use super::cue;
use super::grammar::clip;
use super::token::Token;
use loadline_base::{FileId, Span};
use std::ops::Range;

/// Labels, and the words that name what they stand for.
#[rustfmt::skip]
const LABELS: &[(&str, &[&str])] = &[
    ("phone number", &["phone number*", "telephone number*", "mobile number*", "cell number*", "phone no*", "phone numbers"]),
    ("e-mail address", &["email address*", "e mail address*", "mail address*"]),
    ("IP address", &["ip address*"]),
    ("address", &["address", "addresses", "home address*", "postal address*", "delivery address*"]),
    ("date of birth", &["date of birth", "dates of birth", "birth date*", "birthdate*", "birthday*", "dob"]),
    ("insurance number", &["insurance number*", "policy number*"]),
    ("social security number", &["social security number*", "ssn", "ssns", "nhs number*", "national insurance number*"]),
    ("health data", &["health data", "health record*", "medical record*", "medical data", "medical history", "patient record*", "patient file*"]),
    ("diagnosis", &["diagnosis", "diagnoses"]),
    ("prescription", &["prescriptions", "prescription data"]),
    ("allergy", &["allergy", "allergies"]),
    ("bank details", &["bank detail*", "bank account number*", "iban", "ibans", "account details"]),
    ("card number", &["card number*", "card data", "credit card detail*", "card detail*"]),
    ("salary", &["salary", "salaries", "wages", "pay slips", "payslip*"]),
    ("tax number", &["tax number*", "tax id*"]),
    ("passport number", &["passport number*", "passport*", "id card*"]),
    ("number plate", &["number plate*", "licence plate*", "license plate*", "plate number*"]),
    ("location", &["location history", "location data", "movement profile*", "whereabouts"]),
    ("gender", &["gender"]),
    ("grade", &["grades", "exam results", "school report*"]),
    ("account id", &["account id*"]),
    ("user name", &["username*", "user name*"]),
    ("employee number", &["employee number*", "personnel number*"]),
    ("fingerprint", &["fingerprint*"]),
    ("photo of a person", &["portrait*", "profile picture*", "profile photo*", "passport photo*"]),
    ("name", &["names", "full name*", "first name*", "last name*", "name and address", "customer name*", "patient name*", "name"]),
];

/// Words before a `name` or an `address` that make it no data of a person.
const OTHERS: &[&str] =
    &["domain", "host", "file", "bucket", "product", "brand", "table", "metric", "topic", "mac", "web", "ip"];

/// Every label that the sentences of a text name, with where it is first named, in the order of the text.
pub(super) fn labels(tokens: &[Token], ranges: &[Range<usize>]) -> Vec<(&'static str, Span)> {
    let mut found: Vec<(&'static str, Span)> = Vec::new();
    for range in ranges {
        let mut at = range.start;
        while at < range.end {
            let hit = LABELS.iter().find_map(|(label, words)| {
                let length =
                    words.iter().filter_map(|word| cue::matches(&tokens[..range.end], at, word)).max();
                length.map(|length| (*label, length))
            });
            let Some((label, length)) = hit else {
                at += 1;
                continue;
            };
            let before = at
                .checked_sub(1)
                .and_then(|before| tokens.get(before))
                .map_or("", |token| token.word.as_str());
            let other = OTHERS.contains(&before) && matches!(label, "name" | "address");
            // `in the name of`, `address the problem`
            let behind = tokens.get(at + length).map_or("", |token| token.word.as_str());
            let idiom =
                matches!((label, behind), ("name", "of") | ("address", "the" | "this" | "space" | "book"));
            if !other && !idiom && !found.iter().any(|(known, _)| *known == label) {
                let span = Span::new(FileId(0), clip(tokens[at].start), clip(tokens[at + length - 1].end));
                found.push((label, span));
            }
            at += length;
        }
    }
    found
}
