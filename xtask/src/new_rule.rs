//! `cargo xtask new rule <family> <fault>`: the three edits that begin every rule.
//! Writes a rule that finds nothing, a page whose bad example expects it to, and the line of the table.

use std::path::Path;

use anyhow::{Context, Result, bail};
use clap::{Args as Arguments, Subcommand};

use crate::families::{self, FAMILIES, Family, RULES};
use crate::repository;

/// What can be begun.
#[derive(Subcommand)]
pub(crate) enum New {
    /// Begin a rule: its file, its page and its line in the family's table.
    Rule(Args),
}

/// Options of `cargo xtask new rule`.
#[derive(Arguments)]
pub(crate) struct Args {
    /// Family of the rule, such as `dependencies`.
    family: String,
    /// The fault it finds, such as `retry-storm`; the name reads well after "allow".
    fault: String,
}

const RULE: &str = include_str!("new_rule/template.rs.txt");
const PAGE: &str = include_str!("new_rule/template.md.txt");

/// Writes the files and says what comes next.
///
/// # Errors
/// The family is unknown or full, the fault is no name, or the rule exists.
pub(crate) fn run(new: &New) -> Result<()> {
    let New::Rule(Args { family, fault }) = new;
    let root = repository::root();
    let Some(family) = families::family(family) else {
        let known: Vec<&str> = FAMILIES.iter().map(|family| family.folder).collect();
        bail!("no family `{family}`; there are {}", known.join(", "));
    };
    let fault = fault.replace('-', "_");
    if !is_name(&fault) {
        bail!("`{fault}` is not a name; use lower-case words joined by hyphens, such as `retry-storm`");
    }

    let folder = format!("{RULES}/{}", family.folder);
    let (rule, page, table) =
        (format!("{folder}/{fault}.rs"), format!("{folder}/{fault}.md"), format!("{folder}.rs"));
    for path in [&rule, &page] {
        if root.join(path).exists() {
            bail!("`{path}` exists");
        }
    }
    let listing =
        std::fs::read_to_string(root.join(&table)).with_context(|| format!("cannot read `{table}`"))?;
    let listing =
        insert(&listing, &fault).with_context(|| format!("no `rules! {{ … }}` table in `{table}`"))?;
    let code = next_code(family, &codes(&root.join(&folder))?)?;

    std::fs::create_dir_all(root.join(&folder))?;
    for (path, text) in
        [(&rule, fill(RULE, &code, &fault)), (&page, fill(PAGE, &code, &fault)), (&table, listing)]
    {
        std::fs::write(root.join(path), text).with_context(|| format!("cannot write `{path}`"))?;
        println!("wrote {path}");
    }

    println!();
    println!(
        "{code} `{}` compiles, and its test fails until it finds something. Next:",
        fault.replace('_', "-")
    );
    println!("1. In {page}, write the smallest bad model, mark the line with `# {code}`, and the good one.");
    println!("2. In {rule}, write `check`, and list the facts it reads and the requirements it serves.");
    println!("3. Run `cargo test -p loadline-check`, then `cargo xtask gen` and `cargo xtask test`.");
    Ok(())
}

/// The codes that the rule files in `folder` use.
fn codes(folder: &Path) -> Result<Vec<u16>> {
    let mut codes = Vec::new();
    if !folder.exists() {
        return Ok(codes);
    }
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path)?;
            let code = text.lines().find_map(|line| line.trim().strip_prefix("code: \"")?.split('"').next());
            codes.extend(code.and_then(families::number));
        }
    }
    Ok(codes)
}

/// The code after the highest one in use: the table runs by code, and gaps are rules that were removed.
fn next_code(family: &Family, used: &[u16]) -> Result<String> {
    let next = used.iter().max().map_or(family.first, |highest| highest + 1);
    if next / 100 != family.digit {
        bail!("family `{}` has used its last code", family.folder);
    }
    Ok(format!("LL{next:03}"))
}

/// The table with one more rule at its end.
fn insert(table: &str, fault: &str) -> Option<String> {
    let start = table.find("rules! {")?;
    let end = start + table[start..].find('}')?;
    let (before, after) = table.split_at(end);
    let line_break = if before.ends_with('\n') { "" } else { "\n" };
    Some(format!("{before}{line_break}    {fault},\n{after}"))
}

fn fill(template: &str, code: &str, fault: &str) -> String {
    let words = fault.replace('_', " ");
    let mut title = words.clone();
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    template
        .replace("{code}", code)
        .replace("{fault}", fault)
        .replace("{name}", &fault.replace('_', "-"))
        .replace("{title}", &title)
        .replace("{words}", &words)
        .replace("{version}", env!("CARGO_PKG_VERSION"))
        .replace("{requirement}", "D4")
}

fn is_name(fault: &str) -> bool {
    fault.starts_with(|c: char| c.is_ascii_lowercase())
        && !fault.ends_with('_')
        && !fault.contains("__")
        && fault.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_listed_last() {
        let table = "//! LL2.\nrules! {\n    missing_timeout,\n}\n";
        let longer = "//! LL2.\nrules! {\n    missing_timeout,\n    retry_storm,\n}\n";
        assert_eq!(insert(table, "retry_storm").as_deref(), Some(longer));
        assert_eq!(insert("rules! {}\n", "retry_storm").as_deref(), Some("rules! {\n    retry_storm,\n}\n"));
        assert_eq!(insert("//! LL2.\n", "retry_storm"), None);
    }

    #[test]
    fn codes_go_up_and_stay_in_the_family() {
        let next = |folder, used: &[u16]| next_code(families::family(folder).unwrap(), used);
        assert_eq!(next("model", &[]).unwrap(), "LL010");
        assert_eq!(next("dependencies", &[]).unwrap(), "LL201");
        assert_eq!(next("dependencies", &[201, 213, 207]).unwrap(), "LL214");
        assert!(next("governance", &[999]).is_err());
    }

    #[test]
    fn names_are_lower_case_words() {
        assert!(is_name("retry_storm") && is_name("p99_above_target"));
        assert!(
            !is_name("RetryStorm") && !is_name("") && !is_name("_x") && !is_name("a__b") && !is_name("../x")
        );
    }

    #[test]
    fn the_scaffold_is_filled_and_tidy() {
        for template in [RULE, PAGE] {
            let text = fill(template, "LL214", "retry_storm");
            assert!(text.contains("LL214") && text.contains("retry-storm"));
            let unfilled =
                ["{code}", "{fault}", "{name}", "{title}", "{words}", "{version}", "{requirement}"];
            assert!(unfilled.iter().all(|field| !text.contains(field)));
        }
    }
}
