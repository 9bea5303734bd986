//! The model drafted from a statement: checked without an error in the model itself (LL0), and where the statement
//! contradicts itself the rules find it too. Its bundle is the one that `plan bundle` makes of the same model in files.

use loadline_app::plan::bundle::{Block, Evidence, Section, Workflow, bundle};
use loadline_app::plan::one_shot::{OneShot, from_text};
use loadline_base::{Date, Sources};
use loadline_check::{Selection, check};
use std::path::PathBuf;

fn statements() -> Vec<(String, OneShot)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../loadline-plan/tests/data/statements");
    let today = Date::new(2026, 11, 28).unwrap();
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let texts = files.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    let draft = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let shot = from_text(&name, &std::fs::read_to_string(&path).unwrap(), today).unwrap();
        (name, shot)
    };
    texts.map(draft).collect()
}

/// Every sentence and cell of a section as text.
fn plain(section: &Section) -> Vec<String> {
    section.blocks.iter().flat_map(Block::words).map(|words| words.plain()).collect()
}

/// Codes of the findings in the model drafted from a statement of `loadline-plan`.
#[track_caller]
fn codes(name: &str) -> Vec<&'static str> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../loadline-plan/tests/data/statements").join(name);
    let today = Date::new(2026, 11, 28).unwrap();
    let shot = from_text("need.md", &std::fs::read_to_string(path).unwrap(), today).unwrap();
    let mut sources = Sources::default();
    sources.add("loadline.yaml", shot.model.clone());
    let reading = loadline_model::read(&sources);
    assert!(reading.faults.is_empty(), "{name}: {:?}", reading.faults);
    let all = Selection::new(Vec::new(), Vec::new()).unwrap();
    let outcome = check(&reading.model, &sources, &all, today);
    for finding in &outcome.findings {
        let diagnostic = &finding.diagnostic;
        let error = diagnostic.severity == loadline_base::Severity::Error;
        assert!(
            !(error && diagnostic.code.starts_with("LL0")),
            "{name}: {}\n{}",
            diagnostic.message,
            shot.model
        );
    }
    outcome.findings.iter().map(|finding| finding.diagnostic.code).collect()
}

#[test]
fn every_drafted_model_is_sound_in_itself() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../loadline-plan/tests/data/statements");
    let mut checked = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        if name.ends_with(".md") {
            codes(&name);
            checked += 1;
        }
    }
    assert!(checked >= 11, "{checked}");
}

#[test]
fn the_rules_find_the_contradictions_of_the_statement_in_the_model() {
    let tickets = codes("ticketing.md");
    assert!(tickets.contains(&"LL406"), "the objective is above the provider: {tickets:?}");
    assert!(tickets.contains(&"LL304"), "the quota leaves too little headroom: {tickets:?}");
}

#[test]
fn no_text_and_too_much_text_are_refused() {
    let today = Date::new(2026, 11, 28).unwrap();
    for text in ["", " \n\t"] {
        assert!(from_text("need.md", text, today).unwrap_err().message.contains("empty"));
    }
    assert!(
        from_text("need.md", &"a ".repeat(600_000), today).unwrap_err().message.contains("1200000 bytes")
    );
}

#[test]
fn the_bundle_of_a_draft_holds_all_that_the_bundle_of_its_model_in_files_holds() {
    let today = Date::new(2026, 11, 28).unwrap();
    for (name, shot) in statements() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("loadline.yaml"), &shot.model).unwrap();
        let filed = bundle(folder.path(), Workflow::Design, today).unwrap().outcome.unwrap();
        let drafted = shot.bundle.outcome.as_ref().unwrap();
        assert_eq!(drafted.sections.len(), 11, "{name}");
        for (one, other) in drafted.sections.iter().zip(&filed.sections) {
            assert_eq!((one.id, &one.open), (other.id, &other.open), "{name}");
            let (one, other) = (plain(one), plain(other));
            assert!(one.ends_with(&other), "{name}: {one:#?} does not end with {other:#?}");
        }
    }
}

/// A line of the model says in its comment whether its value is a default; the bundle must say the same of each fact.
#[test]
fn every_default_is_labelled_as_an_assumption_and_nothing_given_is() {
    let mut defaults = 0;
    for (name, shot) in statements() {
        let drafted = shot.bundle.outcome.as_ref().unwrap();
        let words: Vec<_> =
            drafted.sections.iter().flat_map(|section| &section.blocks).flat_map(Block::words).collect();
        for (index, exhibit) in drafted.exhibits.iter().enumerate() {
            let Evidence::Stated { path, span, assumption, .. } = exhibit else { continue };
            if shot.bundle.sources.file(span.file).name() != "loadline.yaml"
                || path.starts_with("assumptions/")
            {
                continue;
            }
            let line = shot.model.lines().nth(shot.bundle.sources.start(*span).line as usize - 1).unwrap();
            let comment = line.split_once(" # ").map_or("", |(_, comment)| comment);
            // A record that holds defaults is not one itself; one of several lines begins with its first value.
            let slice = shot.bundle.sources.slice(*span);
            let whole = slice.starts_with('{') || slice.contains('\n') || line.trim_end().ends_with(':');
            if (comment.starts_with("default") || comment.contains("see assumptions/")) && !whole {
                // An id is there whatever its values rest on.
                let id = path.rsplit('/').next() == Some(shot.bundle.sources.slice(*span));
                assert!(assumption.is_some() || id, "{name}: {path} is a default without a label: {line}");
                defaults += usize::from(assumption.is_some());
                let shown = words.iter().find(|words| words.exhibits().contains(&index));
                let said = shown.is_some_and(|words| words.plain().contains("(assumed)"));
                assert!(said || id, "{name}: {path} is shown without a label");
            } else if comment.starts_with("given: ") {
                assert_eq!(*assumption, None, "{name}: {path} is given: {line}");
            }
        }
        for (index, number) in shot.draft.numbers.iter().enumerate() {
            let capacity = drafted.sections.iter().find(|section| section.id == "capacity").unwrap();
            let Block::Table(grid) = &capacity.blocks[0] else { panic!("the numbers come first") };
            let row: Vec<String> = grid.rows[index].iter().map(|cell| cell.plain()).collect();
            assert_eq!(row[0], format!("`{}`", number.key), "{name}");
            for id in &number.rests_on {
                assert!(row[3].contains(&format!("`{id}`")), "{name}: {row:?}");
            }
        }
    }
    assert!(defaults > 100, "{defaults}");
}

#[test]
fn what_cannot_be_used_stands_before_the_first_section() {
    let today = Date::new(2026, 11, 28).unwrap();
    let text = "40,000 users send 3 orders a day. The building is 17 floors high.";
    let shot = from_text("need.md", text, today).unwrap();
    assert!(!shot.statement.unused.is_empty());
    let said: Vec<String> = shot
        .bundle
        .outcome
        .as_ref()
        .unwrap()
        .foreword
        .iter()
        .flat_map(Block::words)
        .map(|words| words.plain())
        .collect();
    assert!(said.iter().any(|line| line.contains("17 floors")), "{said:#?}");
}
