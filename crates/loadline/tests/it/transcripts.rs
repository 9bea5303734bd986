//! Transcripts: pages that show commands and what they print, and are held to it.
//!
//! Every `## ` section of a page beside this file is a folder of its own. A block headed ```` ```yaml NAME ```` writes a
//! file. In a ```` ```console ```` block, `$ ` starts a command; below it stand its data, its talk, and `[exit N]` unless it
//! ended with 0. `LOADLINE_BLESS=1` writes what is printed today into the pages.

use crate::scratch::{Scratch, finish};
use loadline_testkit::blocks;
use std::path::{Path, PathBuf};

#[test]
fn every_page_shows_what_is_printed() {
    let bless = std::env::var_os("LOADLINE_BLESS").is_some();
    let mut differing = Vec::new();
    for page in pages() {
        let shown = std::fs::read_to_string(&page).unwrap();
        let printed = play(&shown);
        if printed == shown {
            continue;
        }
        if bless {
            std::fs::write(&page, printed).unwrap();
        } else {
            differing.push(format!("{}:\n{}", page.display(), difference(&shown, &printed)));
        }
    }
    assert!(differing.is_empty(), "LOADLINE_BLESS=1 accepts this:\n{}", differing.join("\n"));
}

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    pages.sort();
    assert!(!pages.is_empty());
    pages
}

/// The page with what its commands print now.
fn play(page: &str) -> String {
    let mut lines: Vec<String> = page.lines().map(str::to_owned).collect();
    let mut heading = String::new();
    let mut scratch = Scratch::new();
    // Put in afterwards and from the end of the page, so that line numbers stay good.
    let mut played = Vec::new();
    for block in blocks(page) {
        if block.heading != heading {
            scratch = Scratch::new();
            heading.clone_from(&block.heading);
        }
        match block.language.split_once(' ') {
            Some((_, name)) => drop(scratch.write(name, &block.text)),
            None if block.language == "console" => {
                let commands = block.text.lines().filter(|line| line.starts_with("$ "));
                let printed: String = commands.map(|command| run(&scratch, command)).collect();
                played.push((block.line - 1, block.text.lines().count(), printed));
            }
            None => {}
        }
    }
    for (start, length, printed) in played.into_iter().rev() {
        lines.splice(start..start + length, printed.lines().map(str::to_owned));
    }
    lines.join("\n") + "\n"
}

/// A command line and what came of it.
fn run(scratch: &Scratch, line: &str) -> String {
    let mut words = words(line.trim_start_matches("$ ")).into_iter().peekable();
    let mut variables = Vec::new();
    while let Some((name, value)) = words.peek().and_then(|word| word.split_once('=')) {
        variables.push((name.to_owned(), value.to_owned()));
        words.next();
    }
    assert_eq!(words.next().as_deref(), Some("loadline"), "{line}");
    let arguments: Vec<String> = words.collect();
    let mut command = scratch.command(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    let output = finish({
        command.envs(variables);
        command
    });
    let mut text = format!("{line}\n{}{}", output.stdout, output.stderr);
    if output.code != 0 {
        text.push_str(&format!("[exit {}]\n", output.code));
    }
    redacted(&text, scratch.path())
}

/// Words between spaces; single quotes keep spaces inside a word.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Takes out what differs from run to run: where the folder is, and the escape character of colours.
fn redacted(text: &str, folder: &Path) -> String {
    let real = folder.canonicalize().unwrap();
    let text =
        text.replace(&*real.to_string_lossy(), "[FOLDER]").replace(&*folder.to_string_lossy(), "[FOLDER]");
    let lines = text.replace('\u{1b}', "␛");
    lines.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// The first lines that differ.
fn difference(shown: &str, printed: &str) -> String {
    let same = shown.lines().zip(printed.lines()).take_while(|(a, b)| a == b).count();
    let from = |text: &str, mark: &str| -> String {
        text.lines().skip(same).take(12).map(|line| format!("{mark} {line}\n")).collect()
    };
    format!("line {}\n{}{}", same + 1, from(shown, "-"), from(printed, "+"))
}

/// Lines of the terminal format fit a terminal, except for literals that cannot be wrapped.
#[test]
fn text_fits_eighty_columns() {
    let scratch = Scratch::model(crate::scratch::SHOP);
    for more in [&[][..], &["--all"], &["--statistics"], &["--strict"]] {
        let output = scratch.check_as("text", more);
        let long: Vec<&str> = output.stdout.lines().filter(|line| line.chars().count() > 80).collect();
        assert!(long.is_empty(), "{}", long.join("\n"));
    }
}
