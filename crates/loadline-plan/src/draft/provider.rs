//! The externals of a draft: each service of others that the statement names, with its promise and its limit; one without a
//! name where it only says that there is one.

use crate::statement::{Fact, Mark, Role, Statement};
use loadline_base::Span;

/// Words of what is sent beside the path that people wait for.
const BESIDE: &[&str] = &[
    "message",
    "mail",
    "sms",
    "notif",
    "remind",
    "receipt",
    "newsletter",
    "push",
    "analytic",
    "report",
    "confirmation",
    "alert",
];
/// Services that send such things, whatever is said of them.
const SENDERS: &[&str] = &[
    "twilio",
    "sendgrid",
    "mailgun",
    "mailchimp",
    "postmark",
    "sparkpost",
    "messagebird",
    "vonage",
    "sinch",
    "infobip",
    "amazon ses",
    "onesignal",
    "apns",
    "fcm",
    "datadog",
    "sms gateway",
    "mail provider",
    "segment",
];

/// An external of the draft.
pub(super) struct Provider<'a> {
    /// Its name; none where the statement gives none.
    pub(super) name: Option<&'a str>,
    /// What goes through it.
    pub(super) what: Option<&'a str>,
    /// Where it is named.
    pub(super) span: Option<Span>,
    /// What it promises.
    pub(super) sla: Option<&'a Fact>,
    /// What it takes at most.
    pub(super) quota: Option<&'a Fact>,
    /// Nobody waits for its answer.
    pub(super) beside: bool,
}

/// The externals, in the order in which they are named.
pub(super) fn providers(statement: &Statement) -> Vec<Provider<'_>> {
    let mut found: Vec<Provider<'_>> = statement
        .outsides
        .iter()
        .map(|outside| Provider {
            name: Some(outside.name.as_str()),
            what: outside.what.as_deref(),
            span: Some(outside.span),
            sla: None,
            quota: None,
            beside: (SENDERS.contains(&outside.name.to_lowercase().as_str())
                || outside.what.as_deref().is_some_and(|what| BESIDE.iter().any(|word| what.contains(word))))
                && !nothing_goes_without(statement, outside.span),
        })
        .collect();
    let spoken = statement.mark(Mark::External).is_some()
        || statement.fact(Role::DependencySla).is_some()
        || statement.fact(Role::Quota).is_some();
    if found.is_empty() && spoken {
        found.push(Provider { name: None, what: None, span: None, sla: None, quota: None, beside: false });
    }
    for fact in statement.facts(Role::DependencySla) {
        if let Some(index) = of(statement, fact.amount.span) {
            found[index].sla = found[index].sla.or(Some(fact));
        }
    }
    for fact in statement.facts(Role::Quota).filter(|fact| fact.amount.is_rate()) {
        if let Some(index) = of(statement, fact.amount.span) {
            found[index].quota = found[index].quota.or(Some(fact));
        }
    }
    found
}

/// Whether somebody waits for what is sent after all: `the codes are sent by an SMS provider; nobody can sign in without a code`.
fn nothing_goes_without(statement: &Statement, named: Span) -> bool {
    let own = statement.sentence(named);
    let next = statement.sentences.iter().find(|span| span.start >= own.end).map_or(own.end, |next| next.end);
    let text = statement.quote(Span::new(own.file, own.start, next)).to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let code = says(&["code", "password"])
        && says(&[
            "sign in",
            "sign-in",
            "log in",
            "login",
            "log-in",
            "one-time",
            "gets in",
            "get in",
            "factor",
            "authenticat",
        ]);
    code || text.contains("without")
        && says(&["nobody can", "no one can", "cannot be", "nothing works", "impossible"])
}

/// The external a place speaks of, by index: the one named last before it in its sentence, else the next one there, else
/// the only one there is.
fn of(statement: &Statement, place: Span) -> Option<usize> {
    let sentence = statement.sentence(place);
    let here: Vec<(usize, Span)> = statement
        .outsides
        .iter()
        .enumerate()
        .flat_map(|(index, outside)| outside.spans.iter().map(move |span| (index, *span)))
        .filter(|(_, span)| sentence.covers(*span))
        .collect();
    let before = here.iter().filter(|(_, span)| span.end <= place.start).max_by_key(|(_, span)| span.start);
    let behind = here.iter().filter(|(_, span)| span.start >= place.end).min_by_key(|(_, span)| span.start);
    before.or(behind).map(|(index, _)| *index).or((statement.outsides.len() <= 1).then_some(0))
}
