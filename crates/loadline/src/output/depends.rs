//! Who depends on whom, for people and for machines.

use crate::output::headline::count;
use crate::output::page::{Page, Table};
use crate::output::table::Align;
use loadline_app::depends::{Dependencies, Depends, Link, Lost};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Names before the rest is counted.
const NAMES: usize = 8;

/// One component.
pub(crate) fn one(of: &Dependencies) -> Page {
    let mut page = Page::default();
    let waiting = of.needs.iter().filter(|link| link.waits).count();
    page.head(format!(
        "`{}` needs {} and is used by {}; of its {}, {waiting} are waited for",
        of.name,
        count(others(&of.needs), "component"),
        others(&of.callers),
        dependencies(of.needs.len()),
    ));
    page.say(format!(
        "over any number of arrows it needs {} and {} {} it",
        count(of.dependencies, "component"),
        of.dependents,
        if of.dependents == 1 { "needs" } else { "need" },
    ));
    page.say(journeys(of));
    if of.unsaid > 0 {
        let say = if of.unsaid == 1 { "does" } else { "do" };
        page.say(format!(
            "{} of its needs {say} not say whether it fails with them: give them a `kind`",
            of.unsaid
        ));
    }
    if !of.circle.is_empty() {
        page.say(format!("it needs itself in a circle with {}", named(&of.circle)));
    }
    page.table(links("what it needs", &of.needs, |link| format!("`{}`", link.target)));
    page.table(links("who uses it", &of.callers, |link| match link.target.split_once('.') {
        Some((_, part)) => format!("`{}` → `{part}`", link.other),
        None => format!("`{}`", link.other),
    }));
    page.list("what no arrow shows", of.hidden.clone());
    page
}

/// Components at the other ends; two arrows may lead to one.
fn others(links: &[Link]) -> usize {
    links.iter().map(|link| &link.other).collect::<BTreeSet<_>>().len()
}

fn dependencies(number: usize) -> String {
    if number == 1 { "1 dependency".to_owned() } else { format!("{number} dependencies") }
}

fn journeys(of: &Dependencies) -> String {
    let passing = match of.journeys.as_slice() {
        [] => "no journey passes it".to_owned(),
        journeys => format!("it is on the way of {}", named(journeys)),
    };
    match of.single_point_of.as_slice() {
        [] => format!("{passing}; alone it fails none"),
        failed => format!("{passing}; alone it fails {}", named(failed)),
    }
}

fn named(ids: &[String]) -> String {
    let shown: Vec<String> = ids.iter().take(NAMES).map(|id| format!("`{id}`")).collect();
    match ids.len().saturating_sub(NAMES) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

fn links(title: &str, links: &[Link], what: impl Fn(&Link) -> String) -> Table {
    let row = |link: &Link| vec![what(link), strength(link), link.how.to_owned(), lost(link)];
    Table {
        title: title.to_owned(),
        columns: vec![
            ("what", Align::Left),
            ("kind", Align::Left),
            ("how", Align::Left),
            ("without it", Align::Left),
        ],
        rows: links.iter().map(row).collect(),
        rest: 0,
    }
}

/// How badly a request needs it.
fn strength(link: &Link) -> String {
    match (link.waits, link.strength) {
        (false, _) => "async",
        (true, Some(strength)) => strength,
        (true, None) => "not said",
    }
    .to_owned()
}

fn lost(link: &Link) -> String {
    let mut words = match (&link.lost, link.strength) {
        (Lost::Fallback(fallback), _) => fallback.clone(),
        (_, Some("soft")) => "goes on".to_owned(),
        _ if !link.waits => String::new(),
        (Lost::Nothing, Some(_)) => "fails: no fallback".to_owned(),
        (Lost::Unknown, Some(_)) => "fails".to_owned(),
        (_, None) => "?".to_owned(),
    };
    if let Some(cache) = &link.cache {
        let cached = format!("`{cache}` is read first");
        words = if words.is_empty() { cached } else { format!("{words}; {cached}") };
    }
    words
}

/// Every component in short.
pub(crate) fn overview(found: &Depends) -> Page {
    let mut page = Page::default();
    let edges: usize = found.components.iter().map(|of| of.needs.len()).sum();
    let unsaid: usize = found.components.iter().map(|of| of.unsaid).sum();
    let say = if unsaid == 1 { "does" } else { "do" };
    let (parts, edges) = (count(found.components.len(), "component"), dependencies(edges));
    page.head(match unsaid {
        0 => format!("{parts} and {edges}; all that requests wait for are said to be hard or soft"),
        _ => {
            format!("{parts} and {edges}; {unsaid} that requests wait for {say} not say whether hard or soft")
        }
    });
    page.say(match found.circles.len() {
        0 => "nothing needs itself in a circle".to_owned(),
        1 => "1 circle of components that need each other".to_owned(),
        more => format!("{more} circles of components that need each other"),
    });
    let row = |of: &Dependencies| {
        vec![
            format!("`{}`", of.name),
            others(&of.needs).to_string(),
            of.dependencies.to_string(),
            others(&of.callers).to_string(),
            of.dependents.to_string(),
            of.journeys.len().to_string(),
            of.single_point_of.len().to_string(),
            of.unsaid.to_string(),
        ]
    };
    page.table(Table {
        title: "what each needs and who needs it; `all` is over any number of arrows".to_owned(),
        columns: vec![
            ("what", Align::Left),
            ("needs", Align::Right),
            ("all", Align::Right),
            ("callers", Align::Right),
            ("all", Align::Right),
            ("journeys", Align::Right),
            ("alone fails", Align::Right),
            ("not said", Align::Right),
        ],
        rows: found.components.iter().map(row).collect(),
        rest: 0,
    });
    page.list("circles", found.circles.iter().map(|circle| named(circle)).collect());
    page.list("what no arrow shows", hidden(found));
    page
}

/// What the places of components need, told once for all of them.
fn hidden(found: &Depends) -> Vec<String> {
    let mut order: Vec<&str> = Vec::new();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    let all = found.components.iter().flat_map(|of| &of.hidden);
    for hidden in all.filter(|hidden| hidden.starts_with('`')) {
        let known = times.entry(hidden).or_default();
        if *known == 0 {
            order.push(hidden);
        }
        *known += 1;
    }
    order.into_iter().map(|hidden| format!("{hidden}: {}", count(times[hidden], "component"))).collect()
}

/// One row a dependency.
pub(crate) fn edges(found: &Depends) -> Page {
    let mut page = Page::default();
    let all = || found.components.iter().flat_map(|of| of.needs.iter().map(move |link| (of, link)));
    let row = |(of, link): (&Dependencies, &Link)| {
        vec![
            format!("`{}`", of.name),
            link.how.to_owned(),
            format!("`{}`", link.target),
            strength(link),
            lost(link),
        ]
    };
    let hard = all().filter(|(_, link)| link.waits && link.strength == Some("hard")).count();
    let soft = all().filter(|(_, link)| link.waits && link.strength == Some("soft")).count();
    let unsaid = all().filter(|(_, link)| link.waits && link.strength.is_none()).count();
    let aside = all().filter(|(_, link)| !link.waits).count();
    page.head(format!(
        "{}: {hard} hard, {soft} soft, {unsaid} not said, {aside} async",
        dependencies(all().count()),
    ));
    page.table(Table {
        title: "who depends on what".to_owned(),
        columns: vec![
            ("who", Align::Left),
            ("how", Align::Left),
            ("what", Align::Left),
            ("kind", Align::Left),
            ("without it", Align::Left),
        ],
        rows: all().map(row).collect(),
        rest: 0,
    });
    page
}

/// The JSON shape, `loadline/depends/v1`.
pub(crate) fn as_json(found: &Depends) -> Value {
    let link = |link: &Link| {
        let (fallback, none) = match &link.lost {
            Lost::Fallback(words) => (Some(words), false),
            Lost::Nothing => (None, true),
            Lost::Unknown => (None, false),
        };
        json!({
            "other": link.other,
            "target": link.target,
            "how": link.how,
            "waits": link.waits,
            "strength": link.strength,
            "fallback": fallback,
            "no_fallback": none,
            "cache": link.cache,
        })
    };
    let of = |of: &Dependencies| {
        json!({
            "name": of.name,
            "kind": of.word,
            "owner": of.owner,
            "callers": of.callers.iter().map(link).collect::<Vec<_>>(),
            "needs": of.needs.iter().map(link).collect::<Vec<_>>(),
            "dependents": of.dependents,
            "dependencies": of.dependencies,
            "journeys": of.journeys,
            "single_point_of": of.single_point_of,
            "circle": of.circle,
            "hidden": of.hidden,
            "unsaid": of.unsaid,
        })
    };
    json!({
        "components": found.components.iter().map(of).collect::<Vec<_>>(),
        "circles": found.circles,
    })
}
