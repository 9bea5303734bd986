//! Personal data that cannot be erased from everywhere it lies.

use crate::prelude::*;
use crate::readings::figure::count;
use crate::readings::sensitivity::is_personal;
use loadline_model::kinds::StateItem;
use loadline_model::{Model, Named};
use rustc_hash::FxHashMap;

/// Personal data that cannot be erased from everywhere it lies.
pub(crate) const RULE: Rule = Rule {
    code: "LL803",
    name: "personal-data-without-erasure-path",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a person's data cannot be erased from every place it lies in",
    requirements: &["D7", "D16"],
    pillar: None,
    facts: &["data.*.personal", "data.*.erasure", "state.*.data", "state.*.erasure", "state.*.copies"],
    page: include_str!("personal_data_without_erasure_path.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let by_class = by_class(cx.model);
    for (id, data) in
        cx.model.system.data.iter().flat_map(|all| all.iter()).filter(|(_, data)| is_personal(data))
    {
        let items = by_class.get(id).map(Vec::as_slice).unwrap_or_default();
        let place = Place::new(format!("data/{id}"), data.key);
        match Saying::of(&data.erasure) {
            Saying::None(span) => {
                let places: u64 = items.iter().map(|(_, item)| places(item)).sum();
                cx.report(
                    Report::new(place, format!("personal data in `{id}` cannot be erased from {}", count(places, "place")))
                        .mark(span, "no way to erase, by decision")
                        .number(Quantity::computed("places", places as f64, "1", "homes and copies of its state"))
                        .hint("say how one person's data is deleted, made anonymous or made unreadable by losing its key"),
                );
                continue;
            }
            // State that says for itself how it is erased needs no word of its class.
            Saying::Nothing if items.is_empty() || items.iter().any(|(_, item)| item.erasure.is_none()) => {
                cx.ask(
                    &place,
                    "erasure",
                    format!("how is one person's data in `{id}` erased from every copy?"),
                );
            }
            Saying::Nothing | Saying::Value(..) => {}
        }
        for (item_id, item) in items {
            if let Saying::None(span) = Saying::of(&item.erasure) {
                let places = places(item);
                let message = format!(
                    "`{item_id}` keeps personal data of `{id}` in {} and cannot be erased",
                    count(places, "place")
                );
                cx.report(
                    Report::new(Place::new(format!("state/{item_id}"), item.key), message)
                        .aspect(id)
                        .mark(span, "no way to erase, by decision")
                        .and(data.key, "names people")
                        .number(Quantity::computed("places", places as f64, "1", "the home and its copies"))
                        .hint("let erasure reach the home and every copy, or keep only what names nobody"),
                );
            }
        }
    }
}

type Item<'m> = (&'m str, &'m Named<StateItem>);

/// The state that each data class is part of.
fn by_class(model: &Model) -> FxHashMap<&str, Vec<Item<'_>>> {
    let mut found: FxHashMap<&str, Vec<Item<'_>>> = FxHashMap::default();
    for (id, item) in model.system.state.iter().flat_map(|all| all.iter()) {
        for class in item.data.iter().flat_map(|data| data.iter()) {
            found.entry(class.id.as_str()).or_default().push((id, item));
        }
    }
    found
}

/// The home and the copies of a piece of state.
fn places(item: &StateItem) -> u64 {
    u64::from(item.home.is_some()) + item.copies.as_ref().map_or(0, |copies| copies.len() as u64)
}
