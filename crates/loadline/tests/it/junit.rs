//! JUnit read back by a parser of others.

use crate::scratch::{SHOP, Scratch};
use junit_parser::{TestCase, TestStatus, TestSuites};

#[track_caller]
pub(crate) fn read(text: &str) -> TestSuites {
    let suites = junit_parser::from_reader(text.as_bytes()).unwrap();
    let cases: Vec<&TestCase> = suites.suites.iter().flat_map(|suite| &suite.cases).collect();
    let count = |wanted: fn(&TestCase) -> bool| cases.iter().filter(|case| wanted(case)).count() as u64;
    assert_eq!(suites.tests, cases.len() as u64);
    assert_eq!(suites.failures, count(|case| case.status.is_failure()));
    assert_eq!(suites.errors, count(|case| case.status.is_error()));
    assert_eq!(suites.skipped, count(|case| case.status.is_skipped()));
    let mut names: Vec<(&Option<String>, &str)> =
        cases.iter().map(|case| (&case.classname, case.original_name.as_str())).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), cases.len(), "servers tell cases apart by their names");
    suites
}

fn case<'s>(suites: &'s TestSuites, name: &str) -> &'s TestCase {
    let mut cases = suites.suites.iter().flat_map(|suite| &suite.cases);
    cases.find(|case| case.original_name == name).unwrap_or_else(|| panic!("no case `{name}` in {suites:#?}"))
}

#[test]
fn findings_fail_and_acceptances_are_skipped() {
    let suites = read(&Scratch::model(SHOP).check_as("junit", &[]).stdout);
    let failed = case(&suites, "LL201 missing-timeout services/stock/needs/mail.api");
    let TestStatus::Failure(failure) = &failed.status else { panic!("{failed:?}") };
    assert_eq!(failure.failure_type, "error");
    assert!(failure.text.starts_with("loadline.yaml:"), "{}", failure.text);
    assert!(failure.text.contains("hint: "), "{}", failure.text);
    let skipped = case(&suites, "LL201 missing-timeout services/gateway/needs/billing.api");
    let TestStatus::Skipped(skipped) = &skipped.status else { panic!("{skipped:?}") };
    assert_eq!(skipped.message, "100% of it is bounded, see [mesh](limits)");
    assert!(suites.suites.iter().any(|suite| suite.name.starts_with("LL2 ")));
}

#[test]
fn rules_without_complaint_pass_by_name() {
    let suites = read(&Scratch::model("loadline: 1\n").check_as("junit", &[]).stdout);
    assert_eq!((suites.tests, suites.failures), (4, 0));
    assert!(case(&suites, "LL202 callee-budget-exceeds-caller").status.is_success());
}

#[test]
fn faults_are_errors_and_no_rule_passes() {
    let output = Scratch::model("loadline: 1\nx: 1\ny: 2\n").check_as("junit", &[]);
    let suites = read(&output.stdout);
    assert_eq!(output.code, 2);
    assert_eq!((suites.tests, suites.errors), (2, 2));
}

#[test]
fn questions_fail_strict_runs() {
    let scratch = Scratch::model(SHOP);
    let name = "LL201 missing-timeout services/gateway/needs/mail.api/timeout";
    let strict = read(&scratch.check_as("junit", &["--strict"]).stdout);
    assert!(case(&strict, name).status.is_failure());
    let lenient = scratch.check_as("junit", &[]).stdout;
    assert!(!lenient.contains(name));
}

/// XML has no way to write most control characters; markup of the model stays text.
#[test]
fn hostile_words_stay_words() {
    let model =
        "loadline: 1\nservices:\n  a:\n    needs:\n      \"<![CDATA[\\e\\0]]>&amp;\": {timeout: 1s}\n";
    let suites = read(&Scratch::model(model).check_as("junit", &[]).stdout);
    assert!(suites.tests > 0);
}
