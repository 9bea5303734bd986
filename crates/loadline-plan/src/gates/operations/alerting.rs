//! O3: who is woken for what, and what keeps the noise down.

use crate::ask::{Ask, write};
use crate::facts::entries;
use crate::gap::Close;
use crate::gate::Gate;
use crate::requirement::{model, silence};
use loadline_model::kinds::{Page, PageClass};
use loadline_model::{Decided, Named};

/// O3.
pub(super) const GATE: Gate = Gate {
    id: "O3",
    name: "alerting",
    title: "Alerting and paging",
    serves: &["O3", "O15"],
    requirements: &[
        model("O3.classes", "what pages and what only writes a ticket", classes),
        silence("O3.user-impact", "pages for what users feel, and for nothing else", &["LL503"]),
        silence("O3.fires", "objectives that alert, by policies that can fire", &["LL512", "LL513"]),
        model("O3.trigger", "a trigger and a class for every paging rule", triggers),
        silence("O3.owner", "a team that can be reached behind every alert", &["LL504"]),
        model("O3.escalation", "whom to call next when nobody answers", escalations),
        model("O3.response", "the time to respond to each page", responses),
        model("O3.runbook", "what to do: a runbook for every page", runbooks),
        silence("O3.runbook-exists", "runbooks that exist", &["LL505"]),
        model(
            "O3.auto-remediation",
            "what is tried before anybody is called; `none` when nothing is",
            remediations,
        ),
        model("O3.noise", "what is grouped, when it is silent, and how many messages there may be", noise),
    ],
};

fn paging<'a>(ask: &mut Ask<'a>, mut one: impl FnMut(&mut Ask<'a>, &str, &'a Named<Page>)) {
    let Some(policies) = ask.facts.model.system.policies.as_deref() else { return };
    for (id, page) in entries(&policies.paging) {
        one(ask, &format!("policies/paging/{id}"), page);
    }
}

fn classes(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    let mut pages = None;
    let mut tickets = None;
    for (id, slo) in facts.slos() {
        let Some(alert) = slo.alert.as_deref().and_then(Decided::value) else { continue };
        if let Some(team) = &alert.page {
            pages.get_or_insert((format!("slos/{id}/alert/page"), team.span));
            if pages.as_ref().is_some_and(|(path, _)| *path == format!("slos/{id}/alert/page")) {
                ask.note(format!("slos/{id}/alert/page"), team);
            }
        }
        if let Some(team) = &alert.ticket {
            if tickets.is_none() {
                ask.note(format!("slos/{id}/alert/ticket"), team);
            }
            tickets = Some(());
        }
    }
    let policies = facts.model.system.policies.as_deref();
    let rules = policies.into_iter().flat_map(|policies| entries(&policies.paging));
    for (id, page) in rules {
        let Some(class) = &page.class else { continue };
        let path = format!("policies/paging/{id}/class");
        match class.value {
            PageClass::Page if pages.is_none() => {
                ask.note(path.clone(), class);
                pages = Some((path, class.span));
            }
            PageClass::Ticket if tickets.is_none() => {
                ask.note(path, class);
                tickets = Some(());
            }
            _ => {}
        }
    }
    if pages.is_none() {
        let close = write("slos/…/alert/page", "payments");
        ask.wrong("slos", "nothing pages anybody", close);
    }
    if tickets.is_none() {
        let close = write("slos/…/alert/ticket", "payments");
        ask.wrong("slos", "nothing writes a ticket, so everything pages or nothing is seen", close);
    }
}

fn triggers(ask: &mut Ask<'_>) {
    paging(ask, |ask, at, page| {
        ask.said(at, "trigger", page.trigger.as_ref(), "a dead-letter queue is not empty for 10m");
        ask.said(at, "class", page.class.as_ref(), "page");
        ask.said(at, "owner", page.owner.as_ref(), "payments");
    });
}

fn escalations(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    let example = "[second on call, head of payments]";
    let mut asked: Vec<&str> = Vec::new();
    for (_, slo) in facts.slos() {
        let team = slo.alert.as_deref().and_then(Decided::value).and_then(|alert| alert.page.as_ref());
        let Some(team) = team.filter(|team| !asked.contains(&team.id.as_str())) else { continue };
        asked.push(&team.id);
        let known = facts.model.system.teams.as_ref().and_then(|all| all.get(&team.id));
        let at = format!("teams/{}", team.id);
        ask.listed(&at, "escalation", known.and_then(|team| team.escalation.as_ref()), 1, example);
    }
    paging(ask, |ask, at, page| {
        ask.listed(at, "escalation", page.escalation.as_ref(), 1, example);
    });
}

fn responses(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    // Pages of objectives take the time of the severity that they raise.
    let severities = facts.model.system.operations.as_deref().and_then(|all| all.severities.as_ref());
    let first = severities.and_then(|all| all.value.iter().next());
    match first {
        Some((id, level)) => {
            let at = format!("operations/severities/{id}");
            ask.said(&at, "respond-within", level.respond_within.as_ref(), "5m");
        }
        None => ask.missing(
            "operations",
            "severities",
            "{sev1: {when: …, respond-within: 5m, updates-every: 30m}}",
        ),
    }
    paging(ask, |ask, at, page| {
        ask.said(at, "respond-within", page.respond_within.as_ref(), "30m");
    });
}

fn runbooks(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    for (id, slo) in facts.slos() {
        let Some(alert) = slo.alert.as_deref().and_then(Decided::value) else { continue };
        ask.decided(&format!("slos/{id}/alert"), "runbook", alert.runbook.as_ref(), "requests-fail");
    }
    paging(ask, |ask, at, page| {
        ask.decided(at, "runbook", page.runbook.as_ref(), "messages-stuck");
    });
}

fn remediations(ask: &mut Ask<'_>) {
    paging(ask, |ask, at, page| {
        ask.said(at, "auto-remediation", page.auto_remediation.as_ref(), "none");
    });
}

fn noise(ask: &mut Ask<'_>) {
    let mut any = false;
    paging(ask, |ask, at, page| {
        any = true;
        ask.listed(at, "group-by", page.group_by.as_ref(), 1, "[topic]");
        ask.said(at, "suppress", page.suppress.as_ref(), "while a release of the broker runs");
        ask.said(at, "rate-limit", page.rate_limit.as_ref(), "1 per hour");
    });
    if !any && ask.facts.slos().next().is_none() {
        let close = Close::Do("write an objective or a paging rule first".to_owned());
        ask.wrong("policies/paging", "nothing alerts, so no noise can be judged", close);
    }
}
