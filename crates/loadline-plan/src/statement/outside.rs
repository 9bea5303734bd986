//! Services of others that a statement speaks of, each by its name: `cards go through Stripe, mails through SendGrid`.

use super::amount::Measure;
use super::cue;
use super::grammar::clip;
use super::reading::Reading;
use super::role::Role;
use super::stated::Outside;
use super::token::Token;
use loadline_base::{FileId, Span};
use std::ops::Range;

/// Companies whose services are called, by words in lower case.
#[rustfmt::skip]
const COMPANIES: &[&str] = &[
    "stripe", "paypal", "adyen", "klarna", "braintree", "worldpay", "mollie", "razorpay", "checkout.com", "apple pay",
    "google pay", "wise", "plaid", "twilio", "sendgrid", "mailgun", "mailchimp", "postmark", "sparkpost", "messagebird",
    "vonage", "sinch", "infobip", "amazon ses", "firebase", "apns", "fcm", "onesignal", "pusher", "auth0", "okta", "entra",
    "google maps", "mapbox", "openstreetmap", "algolia", "openai", "anthropic", "salesforce", "hubspot", "zendesk",
    "intercom", "segment", "datadog", "sap", "netsuite", "shopify", "docusign", "onfido", "experian", "equifax", "schufa",
    "dhl", "ups", "fedex", "dpd", "cloudflare", "akamai", "fastly", "visa", "mastercard", "whatsapp", "slack", "square",
];
/// Of these, words of every day that name a company only with a capital.
const CAPITAL: &[&str] =
    &["wise", "square", "segment", "slack", "ups", "visa", "entra", "pusher", "intercom"];

/// Kinds of services, by what they are called without a name.
const KINDS: &[(&str, &[&str])] = &[
    (
        "payment provider",
        &[
            "payment provider*",
            "payment gateway*",
            "payment processor*",
            "payment service",
            "acquirer*",
            "psp",
            "card scheme*",
            "external provider*",
            "payments provider",
        ],
    ),
    ("SMS gateway", &["sms gateway*", "sms provider*", "sms service"]),
    (
        "mail provider",
        &["mail provider*", "mail service", "email service", "email provider*", "e mail provider*"],
    ),
    ("identity provider", &["identity provider*"]),
    ("credit bureau", &["credit bureau*"]),
    ("maps service", &["maps api", "geocod*", "map provider*"]),
    ("weather service", &["weather service", "weather api", "weather provider*"]),
    ("partner bank", &["partner bank*"]),
    ("clearing house", &["clearing house"]),
];

/// Words with a capital behind `through` that name no service of others.
#[rustfmt::skip]
const NONE: &[&str] = &[
    "api", "apis", "http", "https", "rest", "grpc", "graphql", "vpn", "sso", "ldap", "saml", "oidc", "kafka", "mqtt", "sftp",
    "ftp", "app", "web", "ios", "android", "internet", "lan", "wan", "wifi", "bluetooth", "lte", "nfc", "sms", "tcp", "udp",
    "json", "xml", "csv", "soap", "edi", "amqp", "websocket", "websockets", "i", "tls", "q1", "q2", "q3", "q4", "ui",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "europe", "germany", "france",
    "christmas", "easter",
];

/// Words between what goes and the service it goes through.
#[rustfmt::skip]
const GO: &[&str] = &[
    "go", "goes", "run", "runs", "are", "is", "sent", "handled", "processed", "made", "will", "be", "done", "delivered",
    "taken", "route", "routed", "out",
];

/// Every service of others in a text, in the order in which they are first named.
pub(super) fn outsides(text: &str, tokens: &[Token], ranges: &[Range<usize>]) -> Vec<Outside> {
    let mut found: Vec<Outside> = Vec::new();
    for range in ranges {
        let mut at = range.start;
        while at < range.end {
            let length = company(tokens, range, at);
            if length > 0 {
                note(&mut found, text, tokens, range, at..at + length, None);
            }
            at += length.max(1);
        }
    }
    // A name that was met elsewhere is one at the start of a sentence, too: `Postbox takes 100 a second.`
    for range in ranges {
        let Some(first) = tokens.get(range.start).filter(|token| token.capital) else { continue };
        let met = found.iter().any(|outside| outside.name.eq_ignore_ascii_case(&first.word));
        let noted = found.iter().any(|outside| outside.places.iter().any(|place| place.start == range.start));
        if met && !noted {
            note(&mut found, text, tokens, range, range.start..range.start + 1, None);
        }
    }
    for range in ranges {
        for (name, words) in KINDS {
            let Some(place) = cue::find(tokens, range.clone(), words) else { continue };
            // `Weather API: 45 requests a second`: what is built, by its name.
            if place.start == 0
                && tokens
                    .get(place.end)
                    .is_some_and(|next| matches!(next.word.as_str(), ":" | "for" | "." | "of"))
            {
                continue;
            }
            // `our weather API answers`
            let ours =
                place.start > range.start && matches!(tokens[place.start - 1].word.as_str(), "our" | "this");
            if ours && tokens[place.end - 1].is("api") {
                continue;
            }
            // `our payment provider Stripe`, `Adyen, our payment gateway` have their name.
            let named = found
                .iter()
                .flat_map(|known| &known.places)
                .any(|known| known.start.abs_diff(place.end) <= 2 || place.start.abs_diff(known.end) <= 3);
            if !named {
                note(&mut found, text, tokens, range, place, Some(name));
            }
        }
    }
    found.sort_by_key(|outside| outside.places.iter().map(|place| place.start).min());
    found
}

/// How many tokens at a place name a company: one of the list, or a capitalised word behind `through` or `via`.
fn company(tokens: &[Token], range: &Range<usize>, at: usize) -> usize {
    let inside = &tokens[..range.end];
    let capital = || tokens[at].capital && at > range.start;
    let known = COMPANIES.iter().filter(|name| !CAPITAL.contains(name) || capital());
    if let Some(length) = known.filter_map(|name| cue::matches(inside, at, name)).max() {
        return length;
    }
    let led = at > range.start && matches!(tokens[at - 1].word.as_str(), "through" | "via");
    let token = &tokens[at];
    let plain = token.is_word() && token.capital && !NONE.contains(&token.word.as_str());
    usize::from(led && plain)
}

/// Notes a service, once however often it is named.
fn note(
    found: &mut Vec<Outside>,
    text: &str,
    tokens: &[Token],
    range: &Range<usize>,
    place: Range<usize>,
    kind: Option<&str>,
) {
    let (Some(first), Some(last)) = (tokens.get(place.start), tokens.get(place.end - 1)) else { return };
    let written = text.get(first.start..last.end).unwrap_or("");
    let name = kind.unwrap_or(written.trim_end_matches("'s").trim_end_matches("\u{2019}s"));
    let what = goes(tokens, range, place.start);
    let span = Span::new(FileId(0), clip(first.start), clip(last.end));
    if let Some(known) = found.iter_mut().find(|known| known.name.eq_ignore_ascii_case(name)) {
        known.what = known.what.take().or(what);
        known.places.push(place);
        known.spans.push(span);
        return;
    }
    found.push(Outside { name: name.to_owned(), what, span, spans: vec![span], places: vec![place] });
}

/// What goes through the service named at a place: the words before `go through` in its clause, or those behind `for`.
fn goes(tokens: &[Token], range: &Range<usize>, at: usize) -> Option<String> {
    let word = |place: usize| {
        tokens.get(place).filter(|_| place < range.end).map_or("", |token| token.word.as_str())
    };
    let through = at.checked_sub(1).filter(|place| {
        *place >= range.start && matches!(word(*place), "through" | "via" | "by" | "with" | "over" | "using")
    });
    let Some(through) = through else {
        let behind = at + 1;
        let thing = tokens.get(behind + 1).filter(|token| word(behind) == "for" && token.is_word());
        return thing.filter(|_| behind + 1 < range.end).map(|token| token.word.clone());
    };
    let mut end = through;
    while end > range.start && GO.contains(&word(end - 1)) {
        end -= 1;
    }
    let from = (range.start..end)
        .rev()
        .take_while(|place| {
            tokens[*place].is_word()
                && !matches!(word(*place), "and" | "but" | "while" | "the" | "our" | "all")
        })
        .last()?;
    let words: Vec<&str> = (from..end).map(word).collect();
    (1..=4).contains(&words.len()).then(|| words.join(" "))
}

/// Roles of what is said right behind the name of a service: its promise and its limit, and no target or load of ours.
pub(super) fn apply(reading: &mut Reading<'_>) {
    let Reading { tokens, amounts, outsides, roles, .. } = reading;
    for (amount, role) in amounts.iter().zip(roles) {
        let close = outsides.iter().flat_map(|outside| &outside.places).any(|place| {
            let between = place.end..amount.tokens.start;
            place.end <= amount.tokens.start
                && between.len() <= 4
                && !tokens[between].iter().any(|token| {
                    matches!(
                        token.word.as_str(),
                        "," | ";" | "." | "and" | "but" | "with" | "within" | "in" | "we" | "our"
                    )
                })
        });
        if !close {
            continue;
        }
        match (amount.measure, *role) {
            (Measure::Share, None | Some(Role::Availability)) if (0.9..=1.0).contains(&amount.value) => {
                *role = Some(Role::DependencySla);
            }
            (Measure::Count, None | Some(Role::PeakRate)) if amount.is_rate() && amount.thing().is_none() => {
                *role = Some(Role::Quota);
            }
            _ => {}
        }
    }
}
