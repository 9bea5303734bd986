//! Edits by example: what is written before, what is asked, what is written after.

use loadline_base::{FileId, TextEdit, apply_edits};
use loadline_model::syntax::{CannotEdit, Tree, parse};

type Edits = Result<Vec<TextEdit>, CannotEdit>;

fn tree(text: &str) -> Tree {
    let (tree, faults) = parse(FileId(0), text);
    assert_eq!(faults, [], "{text}");
    tree.expect("a text without faults has a tree")
}

#[track_caller]
fn check(before: &str, edit: impl Fn(&Tree) -> Edits, after: &str) {
    // The same must hold with the line ends of another system, when there are any to tell.
    let line_breaks: &[&str] = if before.contains('\n') { &["\n", "\r\n"] } else { &["\n"] };
    for line_break in line_breaks {
        let before = before.replace('\n', line_break);
        let edits = edit(&tree(&before)).expect("this edit is possible");
        let result = apply_edits(&before, &edits).expect("edits fit the text they were made for");
        assert_eq!(result, after.replace('\n', line_break));
        tree(&result);
    }
}

#[track_caller]
fn refuse(text: &str, edit: impl Fn(&Tree) -> Edits, message: &str) {
    assert_eq!(edit(&tree(text)).expect_err("this edit is not possible").to_string(), message);
}

#[test]
fn a_value_is_replaced_and_its_comment_stays() {
    check("a:\n  b: 1   # why\n", |t| t.set(&["a", "b"], "300ms"), "a:\n  b: 300ms   # why\n");
    check("a: {b: 'x', c: 2}\n", |t| t.set(&["a", "b"], "y"), "a: {b: y, c: 2}\n");
    check("a: {\"b\":1}\n", |t| t.set(&["a", "b"], "y"), "a: {\"b\":y}\n");
    check("a: one\n  two\nb: 1\n", |t| t.set(&["a"], "three"), "a: three\nb: 1\n");
    check("a: | # why\n  one\n\n  two\n\nb: 1\n", |t| t.set(&["a"], "three"), "a: three  # why\n\nb: 1\n");
    check("a: [x, y]\n", |t| t.set(&["a", "1"], "z"), "a: [x, z]\n");
}

#[test]
fn a_missing_value_is_filled_in() {
    check("a:\nb: 1\n", |t| t.set(&["a"], "x"), "a: x\nb: 1\n");
    check("a:   # why\n", |t| t.set(&["a"], "x"), "a: x   # why\n");
    check("a: ~\n", |t| t.set(&["a"], "x"), "a: x\n");
    check("a: {b, c: }", |t| t.set(&["a", "b"], "x"), "a: {b: x, c: }");
    check("a: {b, c: }", |t| t.set(&["a", "c"], "x"), "a: {b, c: x }");
    check("a:\n- \n- y\n", |t| t.set(&["a", "0"], "x"), "a:\n- x \n- y\n");
}

#[test]
fn values_are_quoted_when_yaml_needs_it() {
    check("a: 1\n", |t| t.set(&["a"], "no"), "a: \"no\"\n");
    check("a: 1\n", |t| t.set(&["a"], "#commerce"), "a: \"#commerce\"\n");
    check("a: 1\n", |t| t.set(&["a"], "sell, and ship"), "a: sell, and ship\n");
    check("a: {b: 1}\n", |t| t.set(&["a", "b"], "sell, and ship"), "a: {b: \"sell, and ship\"}\n");
    check("a: 1\n", |t| t.set_yaml(&["a"], "{stale: 10m}"), "a: {stale: 10m}\n");
    check("a: 1\n", |t| t.set_yaml(&["a"], "true"), "a: true\n");
}

#[test]
fn an_entry_is_added_in_the_style_of_its_siblings() {
    check("a:\n    b: 1 # why\nc: 2\n", |t| t.set(&["a", "d"], "3"), "a:\n    b: 1 # why\n    d: 3\nc: 2\n");
    check("a: 1", |t| t.set(&["b"], "2"), "a: 1\nb: 2");
    check("a: {b: 1} # why\n", |t| t.set(&["a", "c"], "2"), "a: {b: 1, c: 2} # why\n");
    check("a: {}\n", |t| t.set(&["a", "c"], "2"), "a: {c: 2}\n");
    check("a: {b: 1,\n    c: 2}\n", |t| t.set(&["a", "d"], "3"), "a: {b: 1,\n    c: 2, d: 3}\n");
    check(
        "a: {\n  b: 1, # one\n  c: 2  # two\n}\n",
        |t| t.set(&["a", "d"], "3"),
        "a: {\n  b: 1, # one\n  c: 2,  # two\n  d: 3\n}\n",
    );
    check(
        "a: {\n  b: 1,\n  c: 2,  # two\n}\n",
        |t| t.set(&["a", "d"], "3"),
        "a: {\n  b: 1,\n  c: 2,  # two\n  d: 3,\n}\n",
    );
    check("- b: 1\n- c: 2\n", |t| t.set(&["0", "d"], "3"), "- b: 1\n  d: 3\n- c: 2\n");
    check(
        "a:\n  b: |+\n    x\n\n\nc: 1\n",
        |t| t.set(&["a", "d"], "3"),
        "a:\n  b: |+\n    x\n\n\n  d: 3\nc: 1\n",
    );
}

#[test]
fn missing_maps_are_added_on_the_way() {
    check("a:\n    b: 1\n", |t| t.set(&["c", "d", "e"], "2"), "a:\n    b: 1\nc:\n    d:\n        e: 2\n");
    check("a: {b: 1}\n", |t| t.set(&["a", "c", "d"], "2"), "a: {b: 1, c: {d: 2}}\n");
    check("a: # why\nb: 1\n", |t| t.set(&["a", "c"], "2"), "a: # why\n  c: 2\nb: 1\n");
    check("a: null\n", |t| t.set(&["a", "c"], "2"), "a: {c: 2}\n");
    check("# nothing yet\n", |t| t.set(&["a", "c"], "2"), "# nothing yet\na:\n  c: 2\n");
    check("", |t| t.set(&["a"], "2"), "a: 2\n");
}

#[test]
fn an_entry_is_taken_out_with_its_line() {
    check("a: 1\n# about b\nb: 2 # why\nc: 3\n", |t| t.remove(&["b"]), "a: 1\n# about b\nc: 3\n");
    check("a: 1\nb:\n  c: 2\n  # more\n# about d\nd: 3\n", |t| t.remove(&["b"]), "a: 1\n# about d\nd: 3\n");
    check("a: 1\nb: 2", |t| t.remove(&["b"]), "a: 1");
    check("a:\n  b: 1 # why\nc: 2\n", |t| t.remove(&["a", "b"]), "a: {}\nc: 2\n");
    check("a: # why\n  b: 1\nc: 2\n", |t| t.remove(&["a", "b"]), "a: {} # why\nc: 2\n");
    check("a:\n- x\n- y\n", |t| t.remove(&["a", "0"]), "a:\n- y\n");
    check("a:\n- x\n", |t| t.remove(&["a", "0"]), "a: []\n");
    check("- a: 1\n  b: 2\n", |t| t.remove(&["0", "a"]), "- b: 2\n");
    check("- a: 1\n  # about b\n  b: 2\n", |t| t.remove(&["0", "a"]), "- \n  # about b\n  b: 2\n");
    check("- a: 1\n", |t| t.remove(&["0", "a"]), "- {}\n");
}

#[test]
fn an_entry_in_braces_is_taken_out_with_its_comma() {
    check("{a: 1, b: 2, c: 3}\n", |t| t.remove(&["a"]), "{b: 2, c: 3}\n");
    check("{a: 1, b: 2, c: 3}\n", |t| t.remove(&["b"]), "{a: 1, c: 3}\n");
    check("{a: 1, b: 2, c: 3}\n", |t| t.remove(&["c"]), "{a: 1, b: 2}\n");
    check("{a: 1}\n", |t| t.remove(&["a"]), "{}\n");
    check("{a: 1, }\n", |t| t.remove(&["a"]), "{ }\n");
    check("[a, b]\n", |t| t.remove(&["1"]), "[a]\n");
    check("{\n  a: 1, # one\n  b: 2, # two\n}\n", |t| t.remove(&["a"]), "{\n  b: 2, # two\n}\n");
    check("{\n  a: 1, # one\n  b: 2 # two\n}\n", |t| t.remove(&["b"]), "{\n  a: 1 # one\n}\n");
    check("{a: 1, # one\n b: 2}\n", |t| t.remove(&["a"]), "{ # one\n b: 2}\n");
    check("{a: 1, # one\n b: 2}\n", |t| t.remove(&["b"]), "{a: 1 # one\n }\n");
}

#[test]
fn a_key_gets_another_name() {
    check("a:\n  b: 1 # why\n", |t| t.rename_key(&["a", "b"], "c"), "a:\n  c: 1 # why\n");
    check("a: 1\n", |t| t.rename_key(&["a"], "a"), "a: 1\n");
    check("a: 1\n", |t| t.rename_key(&["a"], "yes"), "\"yes\": 1\n");
    check("{\"a\":1}\n", |t| t.rename_key(&["a"], "b"), "{\"b\":1}\n");
    refuse("a: 1\nb: 2\n", |t| t.rename_key(&["a"], "b"), "there is another `b` already");
    refuse("a: 1\n", |t| t.rename_key(&["b"], "c"), "there is no `b` to edit");
}

#[test]
fn an_item_is_added_to_a_list() {
    check("a: [x]\n", |t| t.append_item(&["a"], "y"), "a: [x, y]\n");
    check("a: []\n", |t| t.append_item(&["a"], "y"), "a: [y]\n");
    check("a:\n- x # why\nb: 1\n", |t| t.append_item(&["a"], "y"), "a:\n- x # why\n- y\nb: 1\n");
    check("a:\n  - x\n", |t| t.append_yaml(&["a"], "{b: 1}"), "a:\n  - x\n  - {b: 1}\n");
    check("a: x\n", |t| t.append_item(&["a"], "y, z"), "a: [x, \"y, z\"]\n");
    check("a: x, y\n", |t| t.append_item(&["a"], "z"), "a: [\"x, y\", z]\n");
    check("a:\n", |t| t.append_item(&["a"], "x"), "a: [x]\n");
    check("a:\n  b: 1\n", |t| t.append_item(&["a", "c"], "x"), "a:\n  b: 1\n  c: [x]\n");
}

#[test]
fn what_cannot_be_edited_is_refused() {
    refuse("a: {b: 1}\n", |t| t.set(&["a"], "x"), "`a` holds a map or list, not a single value");
    refuse("a: 1\n", |t| t.set(&["a", "b"], "x"), "`a` is not a map");
    refuse("a: [1]\n", |t| t.set(&["a", "7"], "x"), "`a` is not a map");
    refuse("a: {b: 1}\n", |t| t.append_item(&["a"], "x"), "`a` is not a list");
    refuse("a: 1\n", |t| t.remove(&["a", "b"]), "there is no `a/b` to edit");
    refuse("? a\n: 1\n", |t| t.remove(&["a"]), "`a` is written in a form that has to be edited by hand");
    refuse(
        "a: [b: 1]\n",
        |t| t.set(&["a", "0", "c"], "x"),
        "`a/0` is written in a form that has to be edited by hand",
    );
    for yaml in ["", "a, b", "{a: 1", "a\nb", "a # b", "&a b", "a]"] {
        refuse("a: 1\n", |t| t.set_yaml(&["a"], yaml), &format!("`{yaml}` is not one value on one line"));
    }
}
