//! Guided mode: answers go into the files at once, comments and order stay, and what is known is not asked.

use crate::scratch::{Output, Scratch};
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

const MODEL: &str = "# the shop, as far as we know it\nloadline: 1\n\nsystem:\n  id: shop        # short\n  owner: shop\nteams: {shop: {oncall: phone}}   # one for now\n\nservices:\n  web:\n    owner: shop\n    # answers shoppers\n    exposes: {http: {}}\n    needs:\n      db: {timeout: 1s, reads: 2}   # the books\n";
const STORES: &str = "loadline: 1\n# kept apart, since another team writes it\nstores:\n  db:\n    tech: postgres\njourneys:\n  order:\n    entry: web.http   # the only door\n    load: {average: 20rps}\n";

fn shop() -> Scratch {
    let scratch = Scratch::model(MODEL);
    scratch.write("stores.yaml", STORES);
    scratch
}

fn guided(scratch: &Scratch, answers: &str) -> Output {
    scratch.write("answers.txt", answers);
    let output = scratch.run(&["plan", "design", "--answers", "answers.txt", "--today", "2026-11-20"]);
    assert_eq!(output.code, 0, "{}{}", output.stdout, output.stderr);
    output
}

/// The paths that were asked, in order.
fn asked(output: &Output) -> Vec<String> {
    let question = |line: &str| {
        let (number, rest) = line.split_once(". `")?;
        number.parse::<u32>().ok()?;
        rest.split_once('`').map(|(path, _)| path.to_owned())
    };
    output.stderr.lines().filter_map(question).collect()
}

/// Lines of a text that are in the other one too, in order: everything that was there before still is.
#[track_caller]
fn kept(before: &str, after: &str) {
    let mut rest = after.lines();
    for line in before.lines() {
        // A line may have grown by what was added inside of braces.
        let head = line.trim_end_matches(['}', ' ']);
        let comment = line.split_once('#').map_or("", |(_, comment)| comment);
        let head = head.split('#').next().unwrap_or_default().trim_end().trim_end_matches('}');
        let found = rest.find(|new| new.starts_with(head) && new.contains(comment));
        assert!(found.is_some(), "`{line}` is gone from:\n{after}");
    }
}

#[test]
fn four_to_eight_questions_are_asked_grouped_by_gate() {
    let output = guided(&shop(), "\n\n\n\n\n\n\n\n\n\n");
    let paths = asked(&output);
    assert!((4..=8).contains(&paths.len()), "{paths:?}");
    let gates: Vec<usize> = output
        .stderr
        .lines()
        .take_while(|line| !line.contains("answers written"))
        .filter_map(|line| line.strip_prefix('D')?.split_once(' ')?.0.parse().ok())
        .collect();
    assert!(gates.is_sorted(), "{gates:?}");
    assert!(output.stderr.contains("0 answers written"), "{}", output.stderr);
}

/// A file whose name leaves no room for the one that is written beside it.
#[test]
fn an_answer_that_cannot_be_written_ends_the_run() {
    let scratch = Scratch::new();
    let name = format!("{}.yaml", "m".repeat(249));
    scratch.write(&name, format!("{MODEL}{}", &STORES["loadline: 1\n".len()..]));
    scratch.write("answers.txt", "selling things\n\n\n");
    let args = ["plan", "design", "--model", &name, "--answers", "answers.txt", "--today", "2026-11-20"];
    let output = scratch.run(&args);
    assert_eq!(output.code, 2, "{}{}", output.stdout, output.stderr);
    assert!(output.stderr.contains("was not written"), "{}", output.stderr);
    assert!(!output.stderr.contains("answers written"), "{}", output.stderr);
}

/// Answers of every kind; one of them fits whatever is asked.
const ANSWERS: &[&str] = &[
    "?",
    "2x",
    "30d",
    "99.9%",
    "none",
    "10%",
    "2kB",
    "5m",
    "20rps",
    "shop",
    "1",
    "2027-03-01",
    "{a: {}}",
    "sell: things, fast",
];

#[test]
fn answers_keep_comments_and_order_and_are_not_asked_again() {
    let scratch = shop();
    let mut seen: Vec<String> = Vec::new();
    // Each run answers one question; the next run goes on without it.
    for _ in 0..5 {
        let before = (scratch.read("loadline.yaml"), scratch.read("stores.yaml"));
        let Some(path) = asked(&guided(&scratch, "q\n")).first().cloned() else { break };
        assert!(!seen.contains(&path), "{path} was asked twice");
        let fits = ANSWERS
            .iter()
            .any(|answer| guided(&scratch, &format!("{answer}\nq\n")).stderr.contains("wrote `"));
        assert!(fits, "{path} takes no answer");
        seen.push(path);
        let after = (scratch.read("loadline.yaml"), scratch.read("stores.yaml"));
        assert_ne!(before, after);
        kept(&before.0, &after.0);
        kept(&before.1, &after.1);
        assert_eq!(scratch.run(&["plan", "status", "design"]).code, 1, "the model can still be read");
    }
    assert_eq!(seen.len(), 5, "{seen:?}");
}

#[test]
fn answers_that_do_not_fit_are_refused_and_nothing_is_written() {
    let scratch = shop();
    let before = (scratch.read("loadline.yaml"), scratch.read("stores.yaml"));
    let output = guided(&scratch, "{\n[a\n{b: \nq\n");
    assert!(output.stderr.contains("left open"), "{}", output.stderr);
    assert_eq!(before, (scratch.read("loadline.yaml"), scratch.read("stores.yaml")));
}

#[test]
fn without_answers_it_stops_and_says_how_to_go_on() {
    let output = guided(&shop(), "");
    assert!(output.stderr.contains("0 answers written"), "{}", output.stderr);
    let nowhere = shop().run(&["plan", "design", "--answers", "no-such-file"]);
    assert_eq!(nowhere.code, 2);
    assert!(nowhere.stderr.contains("cannot be read"), "{}", nowhere.stderr);
}

/// The questions as a program gets them.
#[track_caller]
fn questions(scratch: &Scratch, workflow: &str) -> Value {
    let output = scratch.run(&["plan", workflow, "--questions", "--format", "json", "--today", "2026-11-20"]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    serde_json::from_str(&output.stdout).unwrap()
}

fn paths(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn programs_get_the_questions_that_people_are_asked() {
    let scratch = shop();
    for workflow in ["design", "operations"] {
        scratch.write("answers.txt", "\n\n\n\n\n\n\n\n\n\n");
        let asked =
            asked(&scratch.run(&["plan", workflow, "--answers", "answers.txt", "--today", "2026-11-20"]));
        let found = questions(&scratch, workflow);
        assert_eq!(paths(&found["questions"]), asked, "{workflow}");
        assert!((4..=8).contains(&asked.len()), "{workflow}: {asked:?}");
        let gate =
            |id: &Value| id.as_str().unwrap().starts_with(if workflow == "design" { 'D' } else { 'O' });
        assert!(found["questions"].as_array().unwrap().iter().all(|one| gate(&one["gate"]["id"])));
    }
}

#[test]
fn programs_answer_by_path_and_what_is_answered_is_not_asked_again() {
    let scratch = shop();
    let before = scratch.read("loadline.yaml");
    let answer = |given: &str| scratch.run(&["plan", "design", "--answer", given, "--today", "2026-11-20"]);
    let all = |found: &Value| [paths(&found["questions"]), paths(&found["further"])].concat();
    let asked = all(&questions(&scratch, "design"));
    assert!(asked.contains(&"system/headroom".to_owned()), "{asked:?}");
    let output = answer("system/headroom=?");
    assert_eq!(output.code, 0, "{}", output.stderr);
    assert!(!all(&questions(&scratch, "design")).contains(&"system/headroom".to_owned()));
    let after = scratch.read("loadline.yaml");
    kept(&before, &after);
    assert!(after.contains("headroom: 2x") && after.contains("about: system/headroom"), "{after}");
    for (given, said) in [
        ("system/headroom=3x", "nothing is asked about"),
        ("no-such/path=1", "nothing is asked about"),
        ("words", "is no answer"),
    ] {
        let refused = answer(given);
        assert_eq!(refused.code, 2, "{given}");
        assert!(refused.stderr.contains(said), "{given}: {}", refused.stderr);
    }
    assert_eq!(after, scratch.read("loadline.yaml"));
}

#[test]
fn an_answer_that_names_nothing_is_refused_and_closes_nothing() {
    let scratch = shop();
    let before = scratch.read("loadline.yaml");
    let found = questions(&scratch, "design");
    let asked = [paths(&found["questions"]), paths(&found["further"])].concat();
    let owner = asked.iter().find(|path| path.ends_with("/owner") || path.ends_with("/actor"));
    let owner = owner.unwrap_or_else(|| panic!("nobody's name is asked for: {asked:?}"));
    let given = format!("{owner}=nobody-here");
    let refused = scratch.run(&["plan", "design", "--answer", &given, "--today", "2026-11-20"]);
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    assert!(refused.stderr.contains("there is no `nobody-here` here"), "{}", refused.stderr);
    assert_eq!(before, scratch.read("loadline.yaml"));
    assert_eq!(found, questions(&scratch, "design"));
}

/// Runs until one answer is written, and is then ended from outside, as Ctrl-C does it, or by the end of its input.
#[track_caller]
fn interrupted(workflow: &str, by_signal: bool) {
    let scratch = shop();
    let before = (scratch.read("loadline.yaml"), scratch.read("stores.yaml"));
    let first = questions(&scratch, workflow)["questions"][0].clone();
    let path = first["path"].as_str().unwrap();
    let mut command = scratch.command(&["plan", workflow, "--today", "2026-11-20"]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap()).lines();
    let offered = if first["unknown"].is_null() { first["example"].as_str().unwrap() } else { "?" };
    input.write_all(format!("{offered}\n").as_bytes()).unwrap();
    // The next question waits for an answer that never comes.
    assert!(said.any(|line| line.unwrap().contains("wrote `")), "{path} does not take {offered}");
    if by_signal {
        let ended = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        assert!(ended.success());
    }
    drop(input);
    child.wait().unwrap();
    let after = (scratch.read("loadline.yaml"), scratch.read("stores.yaml"));
    assert_ne!(before, after);
    kept(&before.0, &after.0);
    kept(&before.1, &after.1);
    let left = questions(&scratch, workflow);
    assert!(![paths(&left["questions"]), paths(&left["further"])].concat().contains(&path.to_owned()));
}

#[test]
fn an_answer_given_before_an_interruption_is_kept() {
    interrupted("design", true);
    interrupted("operations", true);
}

#[test]
fn an_answer_given_before_the_end_of_input_is_kept() {
    interrupted("design", false);
}
