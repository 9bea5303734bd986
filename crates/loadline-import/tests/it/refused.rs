//! Files that are refused: why, and what to do next.

use crate::run;

/// Imports one file and compares `code: message` and the hint of the only diagnostic.
#[track_caller]
fn check(format: &str, text: &str, expected: &str) {
    let import = run(format, &[("in.yaml", text)]);
    let told: Vec<String> = import
        .diagnostics
        .iter()
        .map(|told| format!("{}: {}; hint: {}", told.code, told.message, told.hints.join("; ")))
        .collect();
    assert_eq!(told, [expected]);
    assert_eq!(import.summary.edges, 0);
    assert!(import.summary.components.is_empty());
}

#[test]
fn another_format_is_named() {
    check(
        "compose",
        "apiVersion: v1\nkind: Service\n",
        "LL007: `in.yaml` is not written in the format `compose`; hint: import it as `kubernetes`",
    );
    check(
        "kubernetes",
        "services:\n  a: {image: b}\n",
        "LL007: `in.yaml` is not written in the format `kubernetes`; hint: import it as `compose`",
    );
    check(
        "compose",
        "[{parent: a, child: b}]",
        "LL007: `in.yaml` is not written in the format `compose`; hint: import it as `jaeger`",
    );
    check(
        "jaeger",
        "a: b\n",
        "LL007: `in.yaml` is not written in the format `jaeger`; hint: known formats: `compose`, `kubernetes`, `jaeger`",
    );
}

#[test]
fn an_empty_file_is_called_empty() {
    let expected = "LL007: `in.yaml` is empty; hint: check that whatever writes it ran to its end";
    check("compose", "", expected);
    check("kubernetes", "---\n", expected);
    check("jaeger", "# nothing\n", expected);
}

#[test]
fn a_compose_file_without_services_is_no_error() {
    let import = run("compose", &[("in.yaml", "services: {}\n")]);
    assert!(import.diagnostics.is_empty(), "{:?}", import.diagnostics);
    assert!(import.summary.components.is_empty());
}

#[test]
fn broken_yaml_shows_its_place() {
    let import = run("compose", &[("in.yaml", "services:\n  a: [b\n  c: d\n")]);
    let told = &import.diagnostics[0];
    assert_eq!(told.code, "LL001");
    assert!(told.primary.is_some());
}

#[test]
fn a_template_is_recognised() {
    let import = run("kubernetes", &[("in.yaml", "kind: A\n{{- if .Values.x }}\nb: c\n{{- end }}\n")]);
    let told = &import.diagnostics[0];
    assert_eq!((told.code, told.hints[0].contains("helm template")), ("LL001", true));
}

#[test]
fn one_bad_file_does_not_spoil_the_others() {
    let import = run("compose", &[("a.yaml", "a: ["), ("b.yaml", "services: {web: {image: nginx}}")]);
    assert_eq!(import.diagnostics.len(), 1);
    assert_eq!(import.summary.components.len(), 1);
}
