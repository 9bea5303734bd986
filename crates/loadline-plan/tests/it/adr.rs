//! Decision records: faults with their places, and changes of status that touch nothing else.

use crate::scene::today;
use loadline_base::Sources;
use loadline_plan::adr::{LINTS, Record, accept, file_name, lint, read, supersede};
use std::collections::BTreeSet;

fn records(files: &[(&str, &str)]) -> (Sources, Vec<Record>) {
    let mut sources = Sources::default();
    let records = files
        .iter()
        .map(|(name, text)| {
            let id = sources.add(*name, *text);
            read(id, name, text)
        })
        .collect();
    (sources, records)
}

/// The faults of a folder, as `name file:line`.
#[track_caller]
fn check(files: &[(&str, &str)], expected: &[&str]) {
    let (sources, records) = records(files);
    let names: Vec<String> = files.iter().map(|(name, _)| (*name).to_owned()).collect();
    let found: Vec<String> = lint(&records, &names, today())
        .iter()
        .map(|fault| {
            let span = fault.primary.as_ref().unwrap().span;
            format!("{} {}:{}", fault.code, sources.file(span.file).name(), sources.start(span).line)
        })
        .collect();
    assert_eq!(found, expected);
}

const GOOD: &str = "---\nstatus: accepted # by all\ndate: 2026-11-20\n---\n\n# One region\n\n## Context and Problem Statement\n\n\
    Where?\n\n## Considered Options\n\n* One region\n* Two regions\n\n## Decision Outcome\n\nChosen option: \"One region\", because \
    it is enough.\n\n### Consequences\n\n* Good, because cheap\n* Bad, because alone\n";

#[test]
fn a_whole_record_has_no_fault() {
    check(&[("0001-one-region.md", GOOD)], &[]);
}

#[test]
fn every_fault_is_found_at_its_place() {
    let with = |from: &str, to: &str| {
        assert!(GOOD.contains(from), "{from}");
        GOOD.replace(from, to)
    };
    let mut found = BTreeSet::new();
    let mut one = |text: &str, expected: &[&str]| {
        check(&[("0001-a.md", text)], expected);
        found.extend(expected.iter().map(|fault| fault.split(' ').next().unwrap().to_owned()));
    };
    one(
        &with("---\nstatus: accepted # by all\ndate: 2026-11-20\n---\n\n", ""),
        &["adr-without-head 0001-a.md:1"],
    );
    one(&with("status: accepted", "status: [accepted"), &["adr-without-head 0001-a.md:1"]);
    one(&with("status: accepted # by all\n", ""), &["adr-status 0001-a.md:1"]);
    one(&with("accepted # by all", "done"), &["adr-status 0001-a.md:2"]);
    one(&with("accepted # by all", "superseded by nobody"), &["adr-status 0001-a.md:2"]);
    one(&with("date: 2026-11-20", "date: yesterday"), &["adr-date 0001-a.md:3"]);
    one(&with("date: 2026-11-20", "date: 2026-11-21"), &["adr-date-ahead 0001-a.md:3"]);
    one(&with("# One region\n\n##", "\n##"), &["adr-without-title 0001-a.md:1"]);
    one(&with("Where?\n", ""), &["adr-without-section 0001-a.md:8"]);
    one(
        &with("## Considered Options\n\n* One region\n* Two regions\n\n", ""),
        &["adr-without-section 0001-a.md:6"],
    );
    one(&with("* Two regions\n", ""), &["adr-one-option 0001-a.md:12"]);
    one(&with("Chosen option: \"One region\"", "We chose well"), &["adr-nothing-chosen 0001-a.md:17"]);
    one(&with("because it is enough", "as it is enough"), &[]);
    one(&with("### Consequences\n", ""), &["adr-without-consequences 0001-a.md:17"]);
    one(&with("Where?", "{the question}"), &["adr-template-left 0001-a.md:10"]);
    one(&with("Where?", "Where? `{place}` and {\"json\": 1} are no template."), &[]);
    one(
        &with("Where?", "See ADR-0009 and [this](picture.svg) and [that](https://example.org/0008-x.md)."),
        &["adr-link-nowhere 0001-a.md:10", "adr-link-nowhere 0001-a.md:10"],
    );
    let proposed = with("accepted # by all", "proposed")
        .replace("### Consequences\n\n* Good, because cheap\n* Bad, because alone\n", "");
    one(&proposed.replace("because it", "as it"), &["adr-without-reason 0001-a.md:17"]);
    let mut many = |files: &[(&str, &str)], expected: &[&str]| {
        check(files, expected);
        found.extend(expected.iter().map(|fault| fault.split(' ').next().unwrap().to_owned()));
    };
    many(&[("region.md", GOOD)], &["adr-file-name region.md:1"]);
    many(&[("0001-a.md", GOOD), ("0001-b.md", GOOD)], &["adr-number-taken 0001-b.md:1"]);
    many(&[("0001-a.md", GOOD), ("0004-b.md", GOOD)], &["adr-number-missing 0004-b.md:1"]);
    let gone = with("accepted # by all", "superseded by ADR-0002");
    many(&[("0001-a.md", &gone), ("0002-b.md", GOOD)], &["adr-link-one-way 0001-a.md:2"]);
    let named = GOOD.replace("Where?", "Supersedes ADR-0001.").replace("accepted", "proposed");
    many(&[("0001-a.md", &gone), ("0002-b.md", &named)], &["adr-successor-not-in-force 0001-a.md:2"]);
    let back = gone.replace("ADR-0002", "ADR-0001");
    many(&[("0001-a.md", &gone), ("0002-b.md", &back)], &["adr-circle 0001-a.md:6"]);
    let all: BTreeSet<String> = LINTS.iter().map(|lint| lint.name.to_owned()).collect();
    assert_eq!(found, all, "every fault has a case");
}

#[test]
fn a_change_of_status_touches_nothing_else() {
    let text = "---\n# who decides: all of us\nstatus:   'proposed'   # until the board meets\ndate: 2026-01-01\nowner: ops\n---\n# A\r\nbody  \n";
    let (_, records) = records(&[("0001-a.md", text)]);
    let accepted = accept(&records[0], text, today()).unwrap();
    assert_eq!(accepted, text.replace("'proposed'", "accepted").replace("2026-01-01", "2026-11-20"));
}

#[test]
fn only_what_is_in_force_is_superseded_and_links_lead_both_ways() {
    let new = GOOD.replace("One region", "Two parts").replace("accepted # by all", "proposed");
    let (_, all) = records(&[("0001-a.md", GOOD), ("0002-b.md", &new)]);
    let (old_text, new_text) = supersede((&all[0], GOOD), (&all[1], &new), today()).unwrap();
    assert!(old_text.contains("status: superseded by ADR-0002 # by all"), "{old_text}");
    assert!(
        old_text.ends_with("\n## More Information\n\nSuperseded by [ADR-0002](0002-b.md).\n"),
        "{old_text}"
    );
    assert!(new_text.ends_with("\n## More Information\n\nSupersedes [ADR-0001](0001-a.md).\n"), "{new_text}");
    let (_, again) = records(&[("0001-a.md", &old_text), ("0002-b.md", &new_text)]);
    assert!(supersede((&again[0], &old_text), (&again[1], &new_text), today()).is_err());
    assert!(supersede((&again[1], &new_text), (&again[0], &old_text), today()).is_err());
    check(&[("0001-a.md", &old_text), ("0002-b.md", &accept(&again[1], &new_text, today()).unwrap())], &[]);
}

#[test]
fn names_of_files_are_words_of_the_title() {
    assert_eq!(file_name(7, "Orders: by outbox (never twice)!"), "0007-orders-by-outbox-never-twice.md");
    assert_eq!(file_name(1, "…"), "0001-decision.md");
    let long = file_name(1, &"word ".repeat(60));
    assert!(long.len() <= 70 && long.ends_with("word.md"), "{long}");
}
