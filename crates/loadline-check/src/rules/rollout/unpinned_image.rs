//! An image that may be another one tomorrow.

use crate::prelude::*;

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
    for component in cx.model.components() {
        let Some(image) = said(&component.common().image) else { continue };
        let (what, label) = match pin(&image.value) {
            Pin::Pinned | Pin::Unknown => continue,
            Pin::Untagged => {
                (format!("`{}` runs `{}` without a tag", component.name, image.value), "means `latest`")
            }
            Pin::Moving(tag) => (
                format!("`{}` runs `{}`, and `{tag}` moves", component.name, image.value),
                "moved on purpose",
            ),
            Pin::Unnumbered(tag) => (
                format!("`{}` runs `{}`, and `{tag}` names no version", component.name, image.value),
                "the newest of its kind",
            ),
        };
        cx.report(
            Report::new(component.place(), what)
                .mark(image.span, label)
                .note("two replicas started on two days may run two versions, and there is none to roll back to")
                .hint("name a version, or a digest (`@sha256:…`), and let a rollout change it"),
        );
    }
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
