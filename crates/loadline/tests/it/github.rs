//! GitHub workflow commands, read by a parser written from the runner's documented rules alone.

use crate::scratch::{SHOP, Scratch};
use std::collections::BTreeMap;

/// A command as the runner understands it.
#[derive(Debug, PartialEq, Eq)]
struct Command {
    level: String,
    properties: BTreeMap<String, String>,
    message: String,
}

/// `::level name=value,name=value::message`, where values and messages have their special characters as `%XX`.
fn parse(line: &str) -> Option<Command> {
    let (head, message) = line.trim_start().strip_prefix("::")?.split_once("::")?;
    let (level, properties) = head.split_once(' ').unwrap_or((head, ""));
    let properties = properties.split(',').filter_map(|pair| pair.split_once('='));
    let properties = properties.map(|(name, value)| (name.to_owned(), unescaped(value, "\r\n:,%"))).collect();
    Some(Command { level: level.to_owned(), properties, message: unescaped(message, "\r\n%") })
}

/// Turns `%XX` back into the characters that may be written so; all others stand as they are.
fn unescaped(text: &str, known: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let code = rest.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok()).map(char::from);
        out.push_str(&rest[..at]);
        match code.filter(|c| known.contains(*c)) {
            Some(c) => {
                out.push(c);
                rest = &rest[at + 3..];
            }
            None => {
                out.push('%');
                rest = &rest[at + 1..];
            }
        }
    }
    out + rest
}

#[track_caller]
pub(crate) fn commands(text: &str) -> usize {
    let lines: Vec<&str> = text.lines().skip(1).collect();
    let read: Vec<Command> = lines.iter().filter_map(|line| parse(line)).collect();
    assert_eq!(read.len(), lines.len(), "every line below the headline is a command:\n{text}");
    for command in &read {
        assert!(["error", "warning", "notice"].contains(&command.level.as_str()), "{command:?}");
        assert!(command.properties["line"].parse::<u32>().is_ok(), "{command:?}");
        assert!(!command.message.is_empty());
    }
    read.len()
}

#[test]
fn a_finding_is_an_annotation_of_its_line() {
    let output = Scratch::model(SHOP).check_as("github", &[]);
    let command = output
        .stdout
        .lines()
        .filter_map(parse)
        .find(|command| command.properties["title"].starts_with("LL202"));
    let command = command.unwrap();
    let line = SHOP.lines().position(|line| line.contains("orders.api:")).unwrap() + 1;
    assert_eq!(command.level, "error");
    assert_eq!(command.properties["file"], "loadline.yaml");
    assert_eq!(command.properties["line"], line.to_string());
    assert_eq!(command.properties["col"], "7");
    assert_eq!(command.properties["endLine"], line.to_string());
    assert_eq!(command.properties["endColumn"], "16");
    assert_eq!(command.properties["title"], "LL202 callee-budget-exceeds-caller");
    let lines: Vec<&str> = command.message.lines().collect();
    assert!(lines[0].contains("`orders.api` may take 1.2 s"), "{lines:?}");
    assert!(lines.last().unwrap().starts_with("hint: "), "{lines:?}");
}

#[test]
fn accepted_findings_and_questions_are_not_announced() {
    let scratch = Scratch::model(SHOP);
    let lenient = commands(&scratch.check_as("github", &[]).stdout);
    let strict = commands(&scratch.check_as("github", &["--strict"]).stdout);
    assert_eq!((lenient, strict), (4, 5));
}

/// Neither a file name nor a word of the model can start a command or a property of its own.
#[test]
fn hostile_words_stay_words() {
    let scratch = Scratch::new();
    let name = "a,title=x::50%0A/loadline.yaml";
    scratch.write(
        name,
        "loadline: 1\nservices:\n  a: {needs: {\"b\\n::error::c%0A\\r::stop-commands::x\": {timeout: 1s}}}\n",
    );
    let output = scratch.check_as("github", &["a,title=x::50%0A"]);
    let read: Vec<Command> = output.stdout.lines().skip(1).filter_map(parse).collect();
    assert_eq!(read.len(), output.stdout.lines().count() - 1, "{}", output.stdout);
    assert!(read.iter().all(|command| command.properties["file"] == name), "{read:?}");
    assert!(!output.stdout.contains('\r'));
}

#[test]
fn faults_are_errors() {
    let output = Scratch::model("loadline: 1\nx: 1\n").check_as("github", &[]);
    assert_eq!((output.code, commands(&output.stdout)), (2, 1));
}
