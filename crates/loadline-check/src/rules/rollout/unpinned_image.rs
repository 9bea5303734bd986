//! An image that may be another one tomorrow.

use crate::prelude::*;
use loadline_model::{Component, Stated};
use rustc_hash::FxHashMap;

/// An image that may be another one tomorrow.
pub(crate) const RULE: Rule = Rule {
    code: "LL605",
    name: "unpinned-image",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "an image has no version, so what runs changes without a rollout",
    requirements: &["D8", "E7"],
    pillar: None,
    facts: &["services.*.image", "stores.*.image"],
    page: include_str!("unpinned_image.md"),
    check,
};

/// Tags that are moved on purpose.
const MOVING: &[&str] = &["latest", "main", "master", "edge", "nightly", "dev", "develop", "head", "stable"];

fn check(cx: &mut Check<'_>) {
    let mut users: Vec<(&Stated<String>, Vec<Component<'_>>)> = Vec::new();
    let mut known: FxHashMap<&str, usize> = FxHashMap::default();
    for component in cx.model.components() {
        let Some(image) = decided(&component.common().image) else { continue };
        if matches!(pin(&image.value), Pin::Pinned | Pin::Unknown) {
            continue;
        }
        let index = *known.entry(&image.value).or_insert(users.len());
        match users.get_mut(index) {
            Some((_, components)) => components.push(component),
            None => users.push((image, vec![component])),
        }
    }
    for (image, components) in users {
        report(cx, image, &components);
    }
}

/// One finding for one image, at the first component that runs it: one decision mends them all.
fn report(cx: &mut Check<'_>, image: &Stated<String>, components: &[Component<'_>]) {
    let [first, others @ ..] = components else { return };
    let who = match others {
        [] => format!("`{}` runs", first.name),
        [other] => format!("`{}` and `{}` run", first.name, other.name),
        more => format!("`{}` and {} others run", first.name, more.len()),
    };
    let name = &image.value;
    let (what, label) = match pin(name) {
        Pin::Pinned | Pin::Unknown => return,
        Pin::Untagged => (format!("{who} `{name}` without a tag"), "means `latest`"),
        Pin::Moving(tag) => (format!("{who} `{name}`, and `{tag}` moves"), "moved on purpose"),
        Pin::Unnumbered(tag) => {
            (format!("{who} `{name}`, and `{tag}` names no version"), "the newest of its kind")
        }
    };
    let mut report = Report::new(first.place(), what)
        .mark(image.span, label)
        .note("two replicas started on two days may run two versions, and there is none to roll back to")
        .number(Quantity::computed(
            "components that run it",
            components.len() as f64,
            "1",
            "components with the same `image`",
        ))
        .hint("name a version, or a digest (`@sha256:…`), and let a rollout change it");
    for other in others {
        if let Some(image) = decided(&other.common().image) {
            report = report.and(image.span, format!("`{}` runs it too", other.name));
        }
    }
    cx.report(report);
}

/// How firmly an image is named.
#[derive(Debug, PartialEq, Eq)]
enum Pin<'t> {
    /// By a version or a digest.
    Pinned,
    /// By a variable that is filled in elsewhere.
    Unknown,
    /// Not at all.
    Untagged,
    /// By a tag that is moved on purpose.
    Moving(&'t str),
    /// By a tag without a number, such as `alpine`: a variant of the image, not a version of it.
    Unnumbered(&'t str),
}

fn pin(image: &str) -> Pin<'_> {
    if image.contains(['$', '{', '<']) || image.trim().is_empty() {
        return Pin::Unknown;
    }
    if image.contains("@sha256:") || image.contains("@sha512:") {
        return Pin::Pinned;
    }
    // A colon before the last slash belongs to the port of a registry.
    let name = image.rsplit('/').next().unwrap_or(image);
    match name.split_once(':') {
        None => Pin::Untagged,
        Some((_, tag)) if MOVING.contains(&tag.to_ascii_lowercase().as_str()) => Pin::Moving(tag),
        Some((_, tag)) if !tag.contains(|c: char| c.is_ascii_digit()) && !is_commit(tag) => {
            Pin::Unnumbered(tag)
        }
        Some(_) => Pin::Pinned,
    }
}

/// Whether a tag may be the beginning of a commit's hash, which need not have a digit in it.
fn is_commit(tag: &str) -> bool {
    tag.len() >= 7 && tag.chars().all(|c| c.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(image: &str, expected: Pin<'_>) {
        assert_eq!(pin(image), expected);
    }

    #[test]
    fn tags_are_told_from_ports_and_digests() {
        check("postgres:16.4", Pin::Pinned);
        check("postgres", Pin::Untagged);
        check("registry.example:5000/shop/web", Pin::Untagged);
        check("registry.example:5000/shop/web:1.4", Pin::Pinned);
        check("shop/web:latest", Pin::Moving("latest"));
        check("shop/web@sha256:0123", Pin::Pinned);
        check("shop/web:latest@sha256:0123", Pin::Pinned);
        check("shop/web:${TAG:-latest}", Pin::Unknown);
        check("", Pin::Unknown);
    }

    #[test]
    fn a_variant_is_no_version() {
        check("redis:alpine", Pin::Unnumbered("alpine"));
        check("nginx:stable-alpine", Pin::Unnumbered("stable-alpine"));
        check("shop/web:prod", Pin::Unnumbered("prod"));
        check("redis:7-alpine", Pin::Pinned);
        check("shop/web:deadbeef", Pin::Pinned);
    }
}
