//! Generated unit tests pass under promtool, and fail when a rule says something else.

use super::*;
use loadline_slo::backends::Output;

/// Runs all test files; the last lines of what promtool says.
fn promtool(outputs: &[Output]) -> Option<(bool, String)> {
    let folder = tools::write(outputs);
    let files = tools::names(outputs, ".test.yaml");
    assert!(!files.is_empty());
    tools::run(folder.path(), "promtool", &["test", "rules"], &files)
}

#[test]
fn generated_tests_pass_for_every_kind() {
    let generated = made("promtool", &every_kind());
    let tested = tools::names(&generated.outputs, ".test.yaml").len();
    assert_eq!(tested, every_kind().len());
    if let Some((good, said)) = promtool(&generated.outputs) {
        assert!(good, "{said}");
    }
}

#[test]
fn generated_tests_fail_on_rules_that_say_something_else() {
    let generated = made("promtool", &[slo("plain", requests())]);
    for (right, wrong) in [
        ("> 0.0144", "> 0.0150"),
        ("> 0.0144", "> 0.0140"),
        ("> 0.006\n", "> 0.0065\n"),
        ("> 0.003\n", "> 0.0029\n"),
        ("> 0.001\n", "> 0.00105\n"),
        ("\n          and\n", "\n          or\n"),
        ("slo:bad:increase5m{slo=\"plain\"} / (", "slo:bad:increase1h{slo=\"plain\"} / ("),
        ("code=~\"5..\"", "code=~\"4..\""),
        ("or on() 0 * ", "or on() 1 * "),
        ("[5m]", "[2h]"),
        ("unless present", "and present"),
        ("absent_over_time(", "present_over_time("),
        ("== 0", "== 1"),
        ("* 60 / 300", "* 0"),
    ] {
        let mut outputs = generated.outputs.clone();
        let rules = outputs.iter_mut().find(|output| output.name.ends_with(".rules.yaml")).unwrap();
        assert!(rules.text.contains(right), "{right} is not in\n{}", rules.text);
        rules.text = rules.text.replace(right, wrong);
        let Some((good, said)) = promtool(&outputs) else { return };
        assert!(!good, "nobody notices {wrong} for {right}: {said}");
        assert!(said.contains("FAILED"), "{said}");
    }
}
