//! What a document says of the model it was written from: read back from its JSON, Markdown or HTML.

use crate::output::plan::prompts::{PACK, PART};
use loadline_app::plan::drift::Claim;
use serde_json::Value;

/// The claims of a document, and whether it is about the whole model; why not, for one that makes none.
pub(super) fn read(text: &str) -> Result<(Vec<Claim>, bool), &'static str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_start().starts_with('{') {
        return from_json(text);
    }
    let pack = text.lines().any(|line| line.starts_with(PACK));
    let mut claims: Vec<Claim> = Vec::new();
    for line in text.lines() {
        if let Some((path, fingerprint)) = part(line) {
            let facts = pack.then(Vec::new);
            claims.push(Claim { path: path.to_owned(), fingerprint: fingerprint.to_owned(), facts });
        } else if let (Some(Claim { facts: Some(facts), .. }), Some(fact)) = (claims.last_mut(), fact(line)) {
            facts.push(fact);
        }
    }
    if claims.is_empty() { Err("it holds no fingerprint of a model") } else { Ok((claims, !pack)) }
}

/// `<!-- loadline:part services/web 0123 -->`
fn part(line: &str) -> Option<(&str, &str)> {
    let (path, fingerprint) = line.trim_end().strip_prefix(PART)?.strip_suffix(" -->")?.rsplit_once(' ')?;
    (!path.is_empty()).then_some((path, fingerprint))
}

/// ``- `services/web/owner` = `shop` (loadline.yaml:4)``
fn fact(line: &str) -> Option<(String, String)> {
    let (path, rest) = line.strip_prefix("- `")?.split_once("` = `")?;
    let (value, _) = rest.split_once('`')?;
    Some((path.to_owned(), value.to_owned()))
}

fn from_json(text: &str) -> Result<(Vec<Claim>, bool), &'static str> {
    let value: Value = serde_json::from_str(text).map_err(|_| "it is no JSON that can be read")?;
    let schema = value["schema"].as_str().unwrap_or("");
    let (list, pack) = match schema {
        "loadline/prompts/v1" => (&value["specs"], true),
        _ if schema.starts_with("loadline/") => (&value["parts"], false),
        _ => return Err("its `schema` is none of Loadline's"),
    };
    let claims: Option<Vec<Claim>> =
        list.as_array().and_then(|all| all.iter().map(|one| claim(one, pack)).collect());
    match claims {
        Some(claims) if !claims.is_empty() => Ok((claims, !pack)),
        _ => Err("it holds no fingerprint of a model"),
    }
}

fn claim(value: &Value, pack: bool) -> Option<Claim> {
    let text = |value: &Value, name: &str| value[name].as_str().map(ToOwned::to_owned);
    let facts = || {
        let topics = value["topics"].as_array()?.iter();
        let facts = topics.flat_map(|topic| topic["facts"].as_array().into_iter().flatten());
        facts.map(|fact| Some((text(fact, "path")?, text(fact, "value")?))).collect::<Option<Vec<_>>>()
    };
    let facts = if pack { Some(facts()?) } else { None };
    Some(Claim { path: text(value, "path")?, fingerprint: text(value, "fingerprint")?, facts })
}
