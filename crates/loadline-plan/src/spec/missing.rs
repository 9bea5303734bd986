//! What a specification lacks: fields without which its writer would have to invent something, what rules have to know, and what
//! the gates of the design wait for here.

use super::Topic;
use super::facts::is_below;
use crate::facts::Facts;
use crate::gap::Why;
use crate::verdict::Verdict;
use loadline_model::{Body, Component};

pub(super) fn missing(
    facts: &Facts<'_>,
    topics: &[Topic],
    component: Component<'_>,
    verdict: &Verdict,
) -> Vec<(String, String)> {
    let at = component.path();
    let mut list = List { topics, found: Vec::new() };
    for (field, what) in [("purpose", "what it is for"), ("owner", "whom to ask")] {
        list.want(format!("{at}/{field}"), what);
    }
    if matches!(component.body, Body::Service(_) | Body::Job(_)) {
        list.want(format!("{at}/signals/metrics"), "what it measures of itself");
    }
    if matches!(component.body, Body::Service(_)) {
        list.want(format!("{at}/exposes"), "what it offers");
        list.want(format!("{at}/health/ready"), "when it may get requests");
    }
    for (id, interface) in component.interfaces().into_iter().flat_map(|all| all.iter()) {
        if matches!(component.body, Body::External(_)) {
            break;
        }
        for (field, what) in [
            ("protocol", "how it is spoken to"),
            ("auth", "how callers prove who they are"),
            ("payload/in", "how large a request may be"),
            ("payload/out", "how large an answer may be"),
        ] {
            list.want(format!("{at}/exposes/{id}/{field}"), what);
        }
        if interface.value.changes_state.as_ref().is_some_and(|changes| changes.value) {
            list.want(format!("{at}/exposes/{id}/idempotency"), "what makes a repeated request harmless");
        }
    }
    for edge in facts.model.needs(component.id) {
        let need = edge.path();
        list.want(format!("{need}/kind"), "whether it can go on without it");
        if edge.is_call() {
            list.want(format!("{need}/timeout"), "how long it waits");
            list.want(format!("{need}/retries"), "whether it tries again");
            // Whoever fails with it needs nothing else to do; whoever goes on does.
            if !edge.is_hard() {
                list.want(format!("{need}/fallback"), "what it does instead");
            }
        }
        if edge.consumes() {
            list.want(format!("{need}/dedupe"), "what makes a repeated message harmless");
            list.want(format!("{need}/max-deliveries"), "when a message is given up");
        }
    }
    if facts.flows.waiting_for(component.id).next().is_some() {
        list.topic("Objectives", "slos", "no objective covers it");
    }
    if matches!(component.body, Body::Service(_) | Body::Job(_)) {
        list.topic("Failure modes", "failure-modes", "no failure mode is about it");
        list.topic("Tests that must pass", "tests", "no test is about it or a journey that passes it");
    }
    for question in facts.questions.iter().filter(|question| is_below(&question.path, &at)) {
        list.add(question.path.clone(), question.text.clone());
    }
    for gap in verdict.gaps().filter(|gap| is_below(&gap.path, &at) && !matches!(gap.why, Why::Finding(_))) {
        list.add(gap.path.clone(), gap.text.clone());
    }
    list.found
}

struct List<'a> {
    topics: &'a [Topic],
    found: Vec<(String, String)>,
}

impl List<'_> {
    fn add(&mut self, path: String, text: String) {
        if !self.found.iter().any(|(known, _)| *known == path) {
            self.found.push((path, text));
        }
    }

    /// A field that has to be filled, by a value or by `none`, there or above (`retries: none`).
    fn want(&mut self, path: String, what: &str) {
        let facts = || self.topics.iter().flat_map(|topic| &topic.facts);
        let said = facts()
            .any(|fact| is_below(&fact.path, &path) || fact.value == "none" && is_below(&path, &fact.path));
        if !said {
            self.add(path, format!("it is not said {what}"));
        }
    }

    fn topic(&mut self, title: &str, path: &str, text: &str) {
        if !self.topics.iter().any(|topic| topic.title == title) {
            self.add(path.to_owned(), text.to_owned());
        }
    }
}
