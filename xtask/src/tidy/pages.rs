//! Rules and their pages: `<family>/<fault>.rs` has `<fault>.md` beside it, and both say what they must.
//! Reads the rule files as text, so that a rule is judged before it compiles.

use std::collections::BTreeMap;

use super::requirements::Known;
use crate::families::{self, Family, RULES};
use crate::repository::TrackedFile;
use crate::violation::Violation;

const HEADINGS: &[&str] = &["## Why", "## Bad", "## Good", "## Facts", "## False positives", "## References"];

/// Everything wrong with rules, pages and the tables that list them.
pub(super) fn check(files: &[TrackedFile], known: &Known) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut codes = BTreeMap::new();
    for file in files {
        let Some(inner) = file.path.strip_prefix(RULES).and_then(|path| path.strip_prefix('/')) else {
            continue;
        };
        let at = |line, what, why| Violation { path: file.path.clone(), line, what, why };
        let Some((folder, name)) = inner.split_once('/') else {
            if let Some(family) = inner.strip_suffix(".rs").and_then(families::family) {
                violations.extend(table(file, family, files));
            }
            continue;
        };
        let Some(family) = families::family(folder) else {
            violations.push(at(
                1,
                format!("unknown family `{folder}`"),
                "families are listed in xtask/src/families.rs",
            ));
            continue;
        };
        let has = |path: String| files.iter().any(|other| other.path == path);
        if let Some(fault) = name.strip_suffix(".md") {
            if !has(format!("{RULES}/{folder}/{fault}.rs")) {
                violations.push(at(
                    1,
                    format!("no rule `{fault}.rs` beside this page"),
                    "a page documents a rule",
                ));
            }
            violations.extend(page(file));
        } else if let Some(fault) = name.strip_suffix(".rs") {
            if !has(format!("{RULES}/{folder}/{fault}.md")) {
                violations.push(at(
                    1,
                    format!("no page `{fault}.md` beside this rule"),
                    "the page is the rule's test",
                ));
            }
            if !lists(files, folder, fault) {
                violations.push(at(1, format!("not listed in {folder}.rs"), "an unlisted rule never runs"));
            }
            violations.extend(rule(file, family, fault, known));
            if let Some((line, code)) = field(file, "code")
                && let Some(first) = codes.insert(code, file.path.as_str())
            {
                violations.push(at(
                    line,
                    format!("`{code}` is also the code of {first}"),
                    "a code names one rule",
                ));
            }
        }
    }
    violations
}

/// What is wrong with a family's table.
fn table(file: &TrackedFile, family: &Family, files: &[TrackedFile]) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut last = "";
    for (line, fault) in families::listed(file.text.as_deref().unwrap_or_default()) {
        let path = format!("{RULES}/{}/{fault}.rs", family.folder);
        let Some((_, code)) =
            files.iter().find(|other| other.path == path).and_then(|rule| field(rule, "code"))
        else {
            continue;
        };
        if code < last {
            let what = format!("`{fault}` is {code}, after {last}");
            violations.push(Violation { path: file.path.clone(), line, what, why: "tables run by code" });
        }
        last = code;
    }
    violations
}

fn lists(files: &[TrackedFile], folder: &str, fault: &str) -> bool {
    let path = format!("{RULES}/{folder}.rs");
    let table = files.iter().find(|file| file.path == path).and_then(|file| file.text.as_deref());
    table.is_some_and(|table| families::listed(table).iter().any(|(_, name)| *name == fault))
}

/// What is wrong with a page by itself.
fn page(file: &TrackedFile) -> Vec<Violation> {
    HEADINGS
        .iter()
        .filter(|heading| !file.lines().any(|(_, line)| line == **heading))
        .map(|heading| Violation {
            path: file.path.clone(),
            line: 1,
            what: format!("no heading `{heading}`"),
            why: "every page answers the same questions",
        })
        .collect()
}

/// What is wrong with a rule file by itself.
fn rule(file: &TrackedFile, family: &Family, fault: &str, known: &Known) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut report =
        |line, what, why| violations.push(Violation { path: file.path.clone(), line, what, why });
    match field(file, "code") {
        None => report(1, "no `code: \"LLnnn\"`".to_owned(), "a rule has a code"),
        Some((line, code)) if !family.owns(code) => {
            report(
                line,
                format!("`{code}` is not a code of `{}`", family.folder),
                "families own a hundred codes each",
            );
        }
        Some(_) => {}
    }
    let wanted = fault.replace('_', "-");
    match field(file, "name") {
        Some((_, name)) if name == wanted => {}
        Some((line, name)) => {
            report(line, format!("named `{name}`, not `{wanted}`"), "the file is found by the rule's name");
        }
        None => report(1, format!("no `name: \"{wanted}\"`"), "the file is found by the rule's name"),
    }
    match requirements(file) {
        None => report(1, "no `requirements: &[…]`".to_owned(), "a rule serves a requirement"),
        Some((line, ids)) if ids.is_empty() => {
            report(line, "names no requirement".to_owned(), "a rule serves a requirement");
        }
        Some((line, ids)) => {
            for id in ids.into_iter().filter(|id| !known.contains_key(*id)) {
                report(line, format!("unknown requirement `{id}`"), "ids are listed in docs/requirements.md");
            }
        }
    }
    violations
}

/// The line and the value of the first `name: "value"` field.
fn field<'a>(file: &'a TrackedFile, name: &str) -> Option<(usize, &'a str)> {
    file.lines().find_map(|(number, line)| {
        let value = line.trim_start().strip_prefix(name)?.strip_prefix(": \"")?;
        Some((number, value.split('"').next()?))
    })
}

/// The line of the `requirements` field and the ids it lists, over as many lines as it takes.
fn requirements(file: &TrackedFile) -> Option<(usize, Vec<&str>)> {
    let text = file.text.as_deref()?;
    let start = text.find("requirements: &[")?;
    let list = text[start..].split_once('[')?.1.split_once(']')?.0;
    let line = text[..start].lines().count() + usize::from(text[..start].ends_with('\n'));
    Some((line, list.split('"').skip(1).step_by(2).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: &str = "//! x\nconst RULE: Rule = Rule {\n    code: \"LL201\",\n    name: \"retry-storm\",\n    \
                        requirements: &[\n        \"D6\",\n        \"P3\",\n    ],\n};\n";
    const TABLE: &str = "//! LL2.\nrules! {\n    retry_storm,\n}\n";

    fn good_page() -> String {
        HEADINGS.iter().map(|heading| format!("{heading}\n")).collect()
    }

    /// Checks these files of the folder `rules`, with `D6` and `P3` as the known requirements.
    #[track_caller]
    fn check(files: &[(&str, &str)], expected: &[&str]) {
        let files: Vec<TrackedFile> = files
            .iter()
            .map(|(path, text)| TrackedFile {
                path: format!("{RULES}/{path}"),
                text: Some((*text).to_owned()),
            })
            .collect();
        let known = Known::from([("D6".to_owned(), vec![1]), ("P3".to_owned(), vec![2])]);
        let found: Vec<String> = super::check(&files, &known)
            .into_iter()
            .map(|v| {
                format!("{}:{}: {}", v.path.trim_start_matches(RULES).trim_start_matches('/'), v.line, v.what)
            })
            .collect();
        assert_eq!(found, expected);
    }

    /// Checks one rule text in an otherwise good family.
    #[track_caller]
    fn check_rule(rule: &str, expected: &[&str]) {
        check(
            &[
                ("dependencies.rs", TABLE),
                ("dependencies/retry_storm.md", &good_page()),
                ("dependencies/retry_storm.rs", rule),
            ],
            expected,
        );
    }

    #[test]
    fn a_good_rule_passes() {
        check_rule(RULE, &[]);
    }

    #[test]
    fn rule_and_page_come_together() {
        check(
            &[("dependencies.rs", TABLE), ("dependencies/retry_storm.rs", RULE)],
            &["dependencies/retry_storm.rs:1: no page `retry_storm.md` beside this rule"],
        );
        check(
            &[("dependencies/retry_storm.md", &good_page())],
            &["dependencies/retry_storm.md:1: no rule `retry_storm.rs` beside this page"],
        );
    }

    #[test]
    fn a_page_has_every_heading() {
        let page = good_page().replace("## Facts\n", "");
        check(
            &[
                ("dependencies.rs", TABLE),
                ("dependencies/retry_storm.md", &page),
                ("dependencies/retry_storm.rs", RULE),
            ],
            &["dependencies/retry_storm.md:1: no heading `## Facts`"],
        );
    }

    #[test]
    fn codes_names_and_requirements_are_right() {
        check_rule(
            &RULE.replace("LL201", "LL301"),
            &["dependencies/retry_storm.rs:3: `LL301` is not a code of `dependencies`"],
        );
        check_rule(
            &RULE.replace("retry-storm", "storm"),
            &["dependencies/retry_storm.rs:4: named `storm`, not `retry-storm`"],
        );
        check_rule(&RULE.replace("P3", "P99"), &["dependencies/retry_storm.rs:5: unknown requirement `P99`"]);
    }

    #[test]
    fn a_rule_is_listed_once_and_in_order_of_codes() {
        let other = RULE.replace("retry-storm", "no-timeout");
        let page = good_page();
        check(
            &[
                ("dependencies.rs", "rules! {\n    retry_storm,\n    no_timeout,\n}\n"),
                ("dependencies/no_timeout.md", &page),
                ("dependencies/no_timeout.rs", &other),
                ("dependencies/retry_storm.md", &page),
                ("dependencies/retry_storm.rs", RULE),
            ],
            &[concat!(
                "dependencies/retry_storm.rs:3: `LL201` is also the code of ",
                "crates/loadline-check/src/rules/dependencies/no_timeout.rs"
            )],
        );
        let higher = RULE.replace("LL201", "LL202");
        check(
            &[
                ("dependencies.rs", "rules! {\n    retry_storm,\n    no_timeout,\n}\n"),
                ("dependencies/no_timeout.md", &page),
                ("dependencies/no_timeout.rs", &other),
                ("dependencies/retry_storm.md", &page),
                ("dependencies/retry_storm.rs", &higher),
            ],
            &["dependencies.rs:3: `no_timeout` is LL201, after LL202"],
        );
        check(
            &[
                ("dependencies.rs", "rules! {\n}\n"),
                ("dependencies/retry_storm.md", &page),
                ("dependencies/retry_storm.rs", RULE),
            ],
            &["dependencies/retry_storm.rs:1: not listed in dependencies.rs"],
        );
    }
}
