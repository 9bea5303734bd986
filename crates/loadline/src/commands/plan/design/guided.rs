//! Guided mode: a few questions, each answer written into the model at once. Stopping at any point loses nothing, and the
//! next run goes on with what is still worth asking.

use crate::commands::check::today;
use crate::commands::model_path;
use crate::output::faults::print_faults;
use crate::output::headline::count;
use crate::terminal::{Exit, Expected, Terminal, expected};
use anyhow::Result;
use clap::ArgMatches;
use loadline_app::Failure;
use loadline_app::plan::interview::{DAYS, Interview, Question, Written, interview, reply, reply_unknown};
use loadline_app::plan::status::Workflow;
use loadline_base::Date;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, stdin};
use std::path::{Path, PathBuf};

/// Times one question is put before it is left open.
const PATIENCE: usize = 3;
/// Most bytes of one answer.
const LONGEST: u64 = 64 * 1024;

pub(super) fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let today = today(arguments.get_one::<String>("today"))?;
    let path = model_path(arguments);
    let mut answers = answers(arguments.get_one::<PathBuf>("answers"))?;
    let Some(first) = look(path, today, terminal)? else { return Ok(Exit::CouldNotRun) };
    head(&first, terminal);
    let (mut asked, mut written, mut topic) = (0, 0, "");
    for question in &first.questions {
        // An answer may have settled others, too: what the model says by now is not asked.
        if written > 0 {
            let Some(now) = look(path, today, terminal)? else { return Ok(Exit::CouldNotRun) };
            if !now.paths.contains(&question.path) {
                continue;
            }
        }
        if topic != question.topic.0 {
            topic = question.topic.0;
            terminal.talk(&format!("\n{} {}", question.topic.0, question.topic.1));
        }
        asked += 1;
        match put(asked, question, (path, today), &mut answers, terminal)? {
            Put::Written => written += 1,
            Put::Open => {}
            Put::Stopped => break,
        }
    }
    let Some(last) = look(path, today, terminal)? else { return Ok(Exit::CouldNotRun) };
    foot(&first, &last, written, terminal);
    Ok(Exit::Clean)
}

/// What is worth asking; nothing, when the model's text is faulty, which is printed.
fn look(path: &Path, today: Date, terminal: &mut Terminal) -> Result<Option<Interview>> {
    let judged = interview(path, Workflow::Design, today).map_err(Expected)?;
    match judged.outcome {
        Ok(found) => Ok(Some(found)),
        Err(faults) => {
            print_faults(&faults, &judged.sources, terminal)?;
            Ok(None)
        }
    }
}

/// Where answers come from: a file with one a line, or standard input.
fn answers(file: Option<&PathBuf>) -> Result<Box<dyn BufRead>> {
    match file {
        Some(file) if file != Path::new("-") => {
            let opened = File::open(file).map_err(|error| {
                expected(
                    format!("`{}` cannot be read: {error}", file.display()),
                    "name a file with one answer a line",
                )
            })?;
            Ok(Box::new(BufReader::new(opened)))
        }
        _ => Ok(Box::new(BufReader::new(stdin()))),
    }
}

fn head(first: &Interview, terminal: &mut Terminal) {
    if first.questions.is_empty() {
        terminal.talk("there is nothing left that a line could answer");
        return;
    }
    let (questions, all) = (count(first.questions.len(), "question"), first.paths.len());
    terminal.talk(&format!("{questions} of {all} that are open, those first that close most"));
    terminal.talk(
        "a number takes a choice, `?` assumes what is offered, an empty line leaves it open, `q` stops",
    );
}

/// What came of putting a question.
enum Put {
    Written,
    Open,
    Stopped,
}

fn put(
    number: usize,
    question: &Question,
    (path, today): (&Path, Date),
    answers: &mut dyn BufRead,
    terminal: &mut Terminal,
) -> Result<Put> {
    show(number, question, terminal);
    for _ in 0..PATIENCE {
        let Some(given) = line(answers)? else { return Ok(Put::Stopped) };
        let written = match given.trim() {
            "" | "-" => return Ok(Put::Open),
            "q" => return Ok(Put::Stopped),
            "?" => reply_unknown(path, question, today),
            given => reply(path, question, &chosen(question, given)),
        };
        match written {
            Ok(Written { file, wrote }) => {
                for line in wrote {
                    terminal.talk(&format!("   wrote `{line}` into {file}"));
                }
                return Ok(Put::Written);
            }
            Err(Failure { message, hint }) => terminal.talk(&format!("   {message}; {hint}")),
        }
    }
    terminal.talk("   left open");
    Ok(Put::Open)
}

/// The words of a choice that was given by its number; anything else stays as it is.
fn chosen(question: &Question, given: &str) -> String {
    let words = question.field.map(|field| field.words).unwrap_or_default();
    let index = given.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    index.and_then(|index| words.get(index)).map_or_else(|| given.to_owned(), |word| word.word.to_owned())
}

fn show(number: usize, question: &Question, terminal: &mut Terminal) {
    let doc = question.field.map_or("", |field| field.doc).trim();
    let closes = question.blocks.join(", ");
    terminal.talk(&format!("\n{number}. `{}`: {doc}", question.path));
    terminal.talk(&format!("   {} ({closes})", question.why));
    if let Some(field) = question.field {
        for (number, word) in (1..).zip(field.words) {
            terminal.talk(&format!("   {number} {}: {}", word.word, word.doc.trim()));
        }
        if !field.wants.is_empty() {
            terminal.talk(&format!("   expected: {}", field.wants));
        }
        if field.may_be_none {
            terminal.talk("   `none` is an answer, too");
        }
    }
    if !question.example.is_empty() && question.field.is_none_or(|field| field.words.is_empty()) {
        terminal.talk(&format!("   for example: {}", question.example));
    }
    if let Some(default) = question.default {
        let what = default.beside.map_or_else(String::new, |beside| format!("{beside}: "));
        terminal.talk(&format!(
            "   ? unknown: assume {what}{} ({}), for {DAYS} days",
            default.value, default.claim
        ));
    }
}

/// The next line; none at the end.
fn line(answers: &mut dyn BufRead) -> Result<Option<String>> {
    let mut bytes = Vec::new();
    let read = answers.take(LONGEST).read_until(b'\n', &mut bytes);
    read.map_err(|error| expected(format!("answers cannot be read: {error}"), "give one answer a line"))?;
    if bytes.is_empty() {
        return Ok(None);
    }
    let text = String::from_utf8(bytes)
        .map_err(|_| expected("an answer is not UTF-8 text", "give answers as UTF-8"))?;
    Ok(Some(text))
}

fn foot(first: &Interview, last: &Interview, written: usize, terminal: &mut Terminal) {
    let (answers, left) = (count(written, "answer"), last.paths.len());
    let ((before, _), (after, all)) = (first.met, last.met);
    terminal
        .talk(&format!("\n{answers} written; {after} of {all} requirements are met, {before} were before"));
    match last.open {
        Some((id, title)) => {
            terminal
                .talk(&format!("{id} {title} is open, and {} could be asked", count(left, "more question")));
            terminal.talk(
                "next: `loadline plan design` goes on, `loadline plan status design` says what is missing",
            );
        }
        None => terminal.talk("every gate is passed"),
    }
}
