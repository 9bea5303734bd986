//! Colours: never where nobody sees them, and nothing is lost without them.

use crate::scratch::{SHOP, Scratch, finish};

#[track_caller]
fn check(arguments: &[&str], variables: &[(&str, &str)], coloured: bool) {
    let scratch = Scratch::model(SHOP);
    let arguments = [&["check", "--select=LL202"], arguments].concat();
    let mut command = scratch.command(&arguments);
    command.envs(variables.iter().copied());
    let output = finish(command);
    assert_eq!(output.stdout.contains('\u{1b}'), coloured, "{arguments:?} {variables:?}");
}

#[test]
fn colours_are_for_terminals_and_for_those_who_ask() {
    check(&[], &[], false);
    check(&["--color", "always"], &[], true);
    check(&["--color", "always"], &[("NO_COLOR", "1")], true);
    check(&["--color", "never"], &[], false);
    check(&[], &[("NO_COLOR", "1")], false);
    for format in ["json", "sarif", "junit", "github", "gitlab", "markdown"] {
        check(&["--color", "always", "--format", format], &[], false);
    }
}

#[test]
fn the_words_are_the_same_with_and_without() {
    let scratch = Scratch::model(SHOP);
    let plain = scratch.check_as("text", &[]).stdout;
    let coloured = scratch.check_as("text", &["--color", "always"]).stdout;
    let mut rest = coloured.as_str();
    let mut without = String::new();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        without.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    assert_eq!(without + rest, plain);
}
