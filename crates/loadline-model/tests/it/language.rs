//! Faults that need more than one file, odd bytes or great depth; the plain ones are models under `tests/data`.

use super::{line, read_files};

/// Reads `files` as one model and compares its faults: each must begin like the line at its place, and hold its words.
#[track_caller]
fn check(files: &[&str], expected: &[(&str, &str)]) {
    let (sources, reading) = read_files(files);
    let told: Vec<_> = reading.faults.iter().map(|fault| line(&sources, fault)).collect();
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (told, (head, words)) in told.iter().zip(expected) {
        assert!(told.starts_with(&format!("{head} ")) && told.contains(words), "{head} … {words}\n{told}");
    }
}

#[test]
fn sections_of_two_files_are_merged() {
    let one = "loadline: 1\nsystem: {id: shop}\nservices: {orders: {}}\npolicies: {alert: {fast: {}}}\n";
    let other =
        "loadline: 1\nsystem: {purpose: sell}\nservices: {search: {}}\npolicies: {budget: {strict: {}}}\n";
    check(&[one, other], &[]);
    let (_, reading) = read_files(&[one, other]);
    let names: Vec<_> = reading.model.components().map(|component| component.path()).collect();
    assert_eq!(names, ["services/orders", "services/search"]);
    let system = &reading.model.system;
    assert!(system.identity.as_ref().is_some_and(|it| it.id.is_some() && it.purpose.is_some()));
    assert!(system.policies.as_ref().is_some_and(|it| it.alert.is_some() && it.budget.is_some()));
}

#[test]
fn one_id_in_two_files_is_told_once_with_both_places() {
    check(
        &["loadline: 1\nservices:\n  orders: {}\n", "loadline: 1\nservices:\n  search: {}\n  orders: {}\n"],
        &[("LL004 b.yaml:4:3 and a.yaml:3:3", "`orders` is written twice")],
    );
    check(
        &["loadline: 1\nservices: {orders: {}}\n", "loadline: 1\nqueues: {orders: {}}\n"],
        &[("LL004 b.yaml:2:10 and a.yaml:2:12", "`orders` is written twice")],
    );
}

#[test]
fn one_field_in_two_files_is_told_with_both_places() {
    check(
        &["loadline: 1\nsystem: {id: shop}\n", "loadline: 1\nsystem: {id: shop}\n"],
        &[("LL004 b.yaml:2:10 and a.yaml:2:10", "`id` is written twice")],
    );
    check(
        &["loadline: 1\naccept: []\n", "loadline: 1\naccept: []\n"],
        &[("LL004 b.yaml:2:1 and a.yaml:2:1", "`accept` is written twice")],
    );
}

#[test]
fn a_file_that_cannot_be_read_hides_no_fault_of_another() {
    check(
        &["loadline: 1\nservices: [\n", "loadline: 1\nservcies: {}\n", "kind: Service\n"],
        &[
            ("LL001 a.yaml:2:11", "left open"),
            ("LL002 b.yaml:2:1", "did you mean `services`?"),
            ("LL007 c.yaml:1:1", "`loadline: 1`"),
        ],
    );
}

#[test]
fn empty_files_are_not_models() {
    check(&[""], &[("LL007 a.yaml:1:1", "the file is empty")]);
    check(&[" \n\n"], &[("LL007 a.yaml:1:1", "the file is empty")]);
    check(&["# later\n"], &[("LL007 a.yaml:1:1", "does not start with `loadline: 1`")]);
    check(&["- loadline: 1\n"], &[("LL007 a.yaml:1:1", "does not start with `loadline: 1`")]);
    check(&["loadline: one\n"], &[("LL007 a.yaml:1:11", "version")]);
}

#[test]
fn a_byte_order_mark_shifts_no_place() {
    check(&["\u{feff}loadline: 1\nsevices: {}\n"], &[("LL002 a.yaml:2:1", "`services`")]);
    check(&["\u{feff}loadline: 2\n"], &[("LL007 a.yaml:1:12", "version")]);
}

#[test]
fn windows_line_ends_shift_no_place() {
    check(
        &["loadline: 1\r\nservices:\r\n  orders: {ownr: x}\r\n  search:\r\n    tehc: go\r\n"],
        &[("LL002 a.yaml:3:12", "`owner`"), ("LL002 a.yaml:5:5", "`tech`")],
    );
}

#[test]
fn columns_count_characters() {
    check(
        &["loadline: 1\nteams: {commerce: {title: \"Käufer\", caht: x}}\n"],
        &[("LL002 a.yaml:2:37", "did you mean `chat`?")],
    );
}

#[test]
fn depth_is_capped() {
    let nested = |open: &str, close: &str, levels: usize| {
        format!("loadline: 1\nx-deep: {}{}\n", open.repeat(levels), close.repeat(levels))
    };
    check(&[&nested("[", "]", 63)], &[]);
    check(&[&nested("[", "]", 64)], &[("LL006 a.yaml:2:72", "nested deeper than 64 levels")]);
    check(&[&nested("{a: ", "}", 63)], &[]);
    check(&[&nested("{a: ", "}", 64)], &[("LL006 a.yaml:2:261", "nested deeper than 64 levels")]);
    let block: String = (0..65).map(|level| format!("{}x-a:\n", " ".repeat(level))).collect();
    check(&[&format!("loadline: 1\n{block}")], &[("LL006 a.yaml:66:65", "nested deeper than 64 levels")]);
    check(&[&nested("[", "", 100_000)], &[("LL006 a.yaml:2:74", "nested deeper than 64 levels")]);
}

#[test]
fn size_is_capped() {
    let text = format!("loadline: 1\n#{}\n", "x".repeat(8 * 1024 * 1024));
    check(&[&text], &[("LL006 a.yaml:1:1", "8.0 MiB; a model file may have 8 MiB")]);
}

#[test]
fn nothing_that_breaks_off_is_read_in_half() {
    let text = include_str!("../data/good/forms.yaml");
    let cut = text.find("scope: {in").expect("the model has a scope") + 10;
    check(&[&text[..cut]], &[("LL001 a.yaml:10:10", "the file is cut off")]);
}
