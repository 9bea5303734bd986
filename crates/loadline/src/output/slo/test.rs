//! What came of unit tests of rules, for people and for machines.

use crate::output::headline::count;
use crate::output::page::{Page, Table};
use crate::output::table::Align;
use loadline_app::slo::test::{About, Change, Difference, TestFile, Unmet, Unusable, Why};
use serde_json::{Value, json};

/// Expectations of one file that are told one by one.
const TOLD: usize = 20;

/// One sentence for all, what is not met with its place, one table of files.
pub(crate) fn page(files: &[TestFile]) -> Page {
    let mut page = Page::default();
    page.head(headline(files));
    for file in files {
        match &file.outcome {
            Err(unusable) => page.list(place(unusable), vec![unusable.reason.clone()]),
            Ok(report) => {
                let unmet =
                    report.tests.iter().flat_map(|test| test.failures.iter().map(move |one| (test, one)));
                let mut told = 0;
                for (test, unmet) in unmet.take(TOLD) {
                    let at = if unmet.line == 0 {
                        file.name.clone()
                    } else {
                        format!("{}:{}", file.name, unmet.line)
                    };
                    page.list(format!("{at}: {} ({})", unmet.headline(), test.name), why(unmet));
                    told += 1;
                }
                let more = file.counts().1 - told;
                if more > 0 {
                    page.say(format!("{}: {more} more", file.name));
                }
            }
        }
    }
    page.table(table(files));
    let unmatched = files.iter().flat_map(|file| {
        file.unmatched.iter().map(move |pattern| format!("`{pattern}`, named by {}", file.name))
    });
    page.aside("no file matches", unmatched.collect());
    page
}

fn headline(files: &[TestFile]) -> String {
    let (checked, unmet) = files.iter().map(TestFile::counts).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    let unusable = files.iter().filter(|file| file.outcome.is_err()).count();
    let of = count(files.len(), "file");
    let expected = count(checked, "expectation");
    let met = if unmet == 0 { format!("{expected} met") } else { format!("{unmet} of {expected} not met") };
    match (unusable, checked) {
        (0, _) => format!("{met} in {of}"),
        (_, 0) => format!("{unusable} of {of} could not be run"),
        _ => format!("{unusable} of {of} could not be run; {met} in the others"),
    }
}

fn place(unusable: &Unusable) -> String {
    match unusable.place {
        (0, _) => unusable.file.clone(),
        (line, column) => format!("{}:{line}:{column}", unusable.file),
    }
}

fn why(unmet: &Unmet) -> Vec<String> {
    match &unmet.why {
        Why::Refused(reason) => vec![reason.clone()],
        Why::Differs(differences) => differences.iter().map(ToString::to_string).collect(),
    }
}

fn table(files: &[TestFile]) -> Table {
    let row = |file: &TestFile| {
        let (checked, unmet) = file.counts();
        let (tests, verdict) = match &file.outcome {
            Ok(report) => (report.tests.len().to_string(), if unmet == 0 { "passed" } else { "FAILED" }),
            Err(_) => ("?".to_owned(), "not run"),
        };
        vec![
            verdict.to_owned(),
            tests,
            checked.to_string(),
            unmet.to_string(),
            file.rule_files.to_string(),
            file.name.clone(),
        ]
    };
    Table {
        title: "files of tests".to_owned(),
        columns: vec![
            ("verdict", Align::Left),
            ("tests", Align::Right),
            ("expected", Align::Right),
            ("not met", Align::Right),
            ("rule files", Align::Right),
            ("file", Align::Left),
        ],
        rows: files.iter().map(row).collect(),
        rest: 0,
    }
}

/// The JSON shape, `loadline/slo-test/v1`.
pub(crate) fn as_json(files: &[TestFile]) -> Value {
    let change =
        |change: &Change| json!({"name": change.name, "expected": change.expected, "got": change.got});
    let difference = |difference: &Difference| match difference {
        Difference::Missing(text) => json!({"what": "missing", "text": text, "changes": []}),
        Difference::Unexpected(text) => json!({"what": "not expected", "text": text, "changes": []}),
        Difference::Changed { of, parts } => {
            json!({"what": "changed", "text": of, "changes": parts.iter().map(change).collect::<Vec<_>>()})
        }
    };
    let unmet = |unmet: &Unmet| {
        let (kind, name) = match &unmet.about {
            About::Alert(name) => ("alert", name),
            About::Expression(text) => ("expression", text),
            About::Rule(name) => ("rule", name),
        };
        let (differences, reason) = match &unmet.why {
            Why::Differs(all) => (all.iter().map(difference).collect(), None),
            Why::Refused(reason) => (Vec::new(), Some(reason)),
        };
        json!({
            "line": (unmet.line > 0).then_some(unmet.line),
            "at_ms": unmet.at,
            "about": kind,
            "subject": name,
            "differences": differences,
            "reason": reason,
        })
    };
    let file = |file: &TestFile| {
        let tests = file.outcome.iter().flat_map(|report| &report.tests).map(|test| {
            json!({
                "name": test.name,
                "expectations": test.checked,
                "not_met": test.failures.iter().map(unmet).collect::<Vec<_>>(),
            })
        });
        let error = file.outcome.as_ref().err().map(|unusable| {
            let (line, column) = unusable.place;
            let known = |number: u64| (number > 0).then_some(number);
            json!({"file": unusable.file, "line": known(line), "column": known(column), "reason": unusable.reason})
        });
        json!({
            "file": file.name,
            "passed": file.passed(),
            "rule_files": file.rule_files,
            "unmatched": file.unmatched,
            "error": error,
            "tests": tests.collect::<Vec<_>>(),
        })
    };
    json!({ "files": files.iter().map(file).collect::<Vec<_>>() })
}
