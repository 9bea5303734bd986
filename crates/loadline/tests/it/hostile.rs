//! Inputs that are wrong, huge or meant to do harm: a plain word on what is wrong, in every format, and never a panic.

use crate::scratch::{Scratch, finish};
use crate::{github, gitlab, junit, markdown, sarif};
use std::io::{BufRead, BufReader};
use std::process::Stdio;

/// A model that cannot be read: exit code 2, these words on the terminal, and every format in good form.
#[track_caller]
fn check(scratch: &Scratch, words: &str) {
    let text = scratch.check_as("text", &[]);
    assert_eq!(text.code, 2, "{}", text.stdout);
    let unwrapped = text.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(unwrapped.contains(words), "expected `{words}` in:\n{}", text.stdout);
    assert!(text.stdout.len() < 20_000, "{} bytes of text", text.stdout.len());
    all_formats(scratch);
}

/// Every machine format is in good form for this folder.
#[track_caller]
fn all_formats(scratch: &Scratch) {
    serde_json::from_str::<serde_json::Value>(&scratch.check_as("json", &[]).stdout).unwrap();
    sarif::valid(&scratch.check_as("sarif", &["--strict"]).stdout);
    junit::read(&scratch.check_as("junit", &["--strict"]).stdout);
    github::commands(&scratch.check_as("github", &["--strict"]).stdout);
    gitlab::list(&scratch.check_as("gitlab", &["--strict"]).stdout);
    markdown::rows(&scratch.check_as("markdown", &["--strict"]).stdout);
}

#[test]
fn empty() {
    check(&Scratch::model(""), "LL007");
    check(&Scratch::model("\n\n# nothing\n"), "LL007");
}

#[test]
fn not_text() {
    let bytes: Vec<u8> = (0..4096u32).map(|n| u8::try_from(n * 7919 % 251).unwrap()).collect();
    check(&Scratch::model(bytes), "not UTF-8");
    check(&Scratch::model(b"loadline: 1\nservices:\n  caf\xe9: {}\n"), "not UTF-8 text (line 3");
    check(&Scratch::model("loadline: 1\nx: \"\0\"\n"), "LL001");
}

#[test]
fn tabs_duplicates_and_open_quotes() {
    check(&Scratch::model("loadline: 1\nservices:\n\ta: {}\n"), "indent with spaces");
    check(&Scratch::model("loadline: 1\nservices:\n  a: {}\n  a: {}\n"), "LL004");
    check(&Scratch::model("loadline: 1\nservices: {a: \"\n"), "LL001");
}

#[test]
fn nesting_without_end() {
    for depth in [100, 20_000] {
        check(&Scratch::model(format!("loadline: 1\nservices: {}", "{a: ".repeat(depth))), "error[LL00");
        check(&Scratch::model(format!("loadline: 1\nservices: {}", "[".repeat(depth))), "error[LL00");
    }
    let steps: String = (0..2000).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
    check(&Scratch::model(format!("loadline: 1\nservices:\n{steps}")), "error[LL00");
}

#[test]
fn expansion_bombs() {
    let mut bomb = String::from("loadline: 1\nx-a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for n in 1..20 {
        let one = format!("*a{}, ", n - 1);
        bomb.push_str(&format!("x-a{n}: &a{n} [{}]\n", one.repeat(9).trim_end_matches(", ")));
    }
    check(&Scratch::model(bomb), "LL005");
}

#[test]
fn fifty_megabytes() {
    let mut text = String::from("loadline: 1\nservices:\n");
    while text.len() < 50 * 1024 * 1024 {
        let line = format!("  a-{}: {{title: {}}}\n", text.len(), "x".repeat(1000));
        text.push_str(&line);
    }
    check(&Scratch::model(text), "8 MiB is the most");
}

#[test]
fn one_endless_line() {
    let entries: String = (0..5_000).map(|n| format!("a-{n}: {{wrong-{n}: 1}}, ")).collect();
    check(&Scratch::model(format!("loadline: 1\nservices: {{{entries}}}\n")), "5,000 faults");
}

#[test]
fn thousands_of_findings() {
    let needs: String = (0..3_000).map(|n| format!("      gone-{n}.api: {{timeout: 1s}}\n")).collect();
    let scratch = Scratch::model(format!("loadline: 1\nservices:\n  a:\n    needs:\n{needs}"));
    let text = scratch.check_as("text", &["--all"]);
    assert_eq!(text.code, 1);
    assert!(text.stdout.starts_with("3,000 errors"), "{}", &text.stdout[..60]);
    all_formats(&scratch);
}

#[test]
fn a_folder_with_the_name_of_a_file() {
    let scratch = Scratch::model("loadline: 1\n");
    std::fs::create_dir(scratch.path().join("parts.yaml")).unwrap();
    scratch.write("parts.yaml/inner.yaml", "loadline: 1\nservices: {a: {}}\n");
    assert_eq!(scratch.check_as("text", &[]).code, 0);
    let instead = Scratch::new();
    std::fs::create_dir(instead.path().join("loadline.yaml")).unwrap();
    let output = instead.check_as("text", &[]);
    assert_eq!((output.code, output.stdout.as_str()), (2, ""));
    assert!(output.stderr.contains("hint: "), "{}", output.stderr);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle() {
    use std::os::unix::fs::symlink;
    let scratch = Scratch::model("loadline: 1\n");
    symlink(scratch.path(), scratch.path().join("around")).unwrap();
    symlink("b.yaml", scratch.path().join("a.yaml")).unwrap();
    symlink("a.yaml", scratch.path().join("b.yaml")).unwrap();
    let output = scratch.check_as("text", &[]);
    assert_eq!(output.code, 0, "{}", output.stdout);
    let output = scratch.check_as("text", &["a.yaml"]);
    assert_eq!((output.code, output.stdout.as_str()), (2, ""));
}

#[cfg(unix)]
#[test]
fn unreadable() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = Scratch::model("loadline: 1\n");
    let path = scratch.write("secret.yaml", "loadline: 1\n");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&path).is_ok() {
        eprintln!("left out: this user may read everything");
        return;
    }
    check(&scratch, "permission denied");
}

#[test]
fn a_path_that_is_not_there() {
    let scratch = Scratch::new();
    for path in ["nowhere", "nowhere.yaml", "a\nb"] {
        let output = scratch.check_as("json", &[path]);
        assert_eq!((output.code, output.stdout.as_str()), (2, ""), "{path:?}");
        assert!(
            output.stderr.starts_with("error: ") && output.stderr.contains("hint: "),
            "{}",
            output.stderr
        );
    }
}

/// Escape sequences in a model must not reach the terminal.
#[test]
fn control_characters_are_shown_not_obeyed() {
    let scratch = Scratch::model(
        "loadline: 1\nservices:\n  a:\n    needs:\n      \"b\\e[2J\\u202e\\x07\": {timeout: 1s}\n",
    );
    for strict in [&[][..], &["--strict"], &["--statistics"]] {
        let output = scratch.check_as("text", strict);
        assert!(!output.stdout.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{:?}", output.stdout);
    }
    all_formats(&scratch);
    let raw = Scratch::model("loadline: 1\nservices:\n  a: {x\u{1b}[31m: 1}\n");
    assert!(!raw.check_as("text", &[]).stdout.contains('\u{1b}'));
    all_formats(&raw);
}

#[test]
fn other_line_ends_and_a_byte_order_mark() {
    let scratch = Scratch::model(
        "\u{feff}loadline: 1\r\nservices:\r\n  a:\r\n    needs:\r\n      b: {timeout: 1s}\r\n",
    );
    let output = scratch.check_as("text", &[]);
    assert_eq!(output.code, 1, "{}", output.stdout);
    assert!(!output.stdout.contains('\r'));
    all_formats(&scratch);
}

/// `loadline check | head -1` is no error.
#[test]
fn a_reader_that_goes_away() {
    let needs: String = (0..5000).map(|n| format!("      gone-{n}.api: {{timeout: 1s}}\n")).collect();
    let scratch = Scratch::model(format!("loadline: 1\nservices:\n  a:\n    needs:\n{needs}"));
    let mut command = scratch.command(&["check", "--all", "--select=LL010"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert_eq!(first, "5,000 errors\n");
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

/// What cannot be asked is refused before anything is read, with the nearest thing that can.
#[test]
fn misspelt_words_are_recognised() {
    #[track_caller]
    fn check(arguments: &[&str], words: &str) {
        let scratch = Scratch::model("loadline: 1\n");
        let output = finish(scratch.command(&[&["check"], arguments].concat()));
        assert_eq!((output.code, output.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(output.stderr.contains(words), "expected `{words}` in:\n{}", output.stderr);
    }
    check(&["--format", "sarfi"], "'sarif'");
    check(&["--formt", "sarif"], "'--format'");
    check(&["--select", "mising-timeout"], "did you mean `missing-timeout`?");
    check(&["--ignore", "LL2O1"], "did you mean `LL201`?");
    check(&["--select", "LL201,"], "no rule is called ``");
    check(&["--today", "20.11.2026"], "write it like `2026-11-20`");
}
