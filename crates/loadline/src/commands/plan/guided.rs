//! Guided mode: a few questions, each answer written into the model at once. Stopping at any point loses nothing, and the
//! next run goes on with what is still worth asking. Programs get the same questions as JSON, and answer them by their paths.

use crate::commands::{answer, day, model_path, model_path_argument};
use crate::output::faults::print_faults;
use crate::output::headline::count;
use crate::output::plan::questions;
use crate::terminal::{Exit, Expected, Terminal, expected};
use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches};
use loadline_app::Failure;
use loadline_app::plan::interview::{
    DAYS, Interview, NotWritten, Question, Written, interview, reply, reply_unknown,
};
use loadline_app::plan::status::Workflow;
use loadline_base::Date;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, stdin};
use std::path::{Path, PathBuf};

/// Times one question is put before it is left open.
const PATIENCE: usize = 3;
/// Most bytes of one answer.
const LONGEST: u64 = 64 * 1024;

/// The options of a guided run.
pub(super) fn arguments() -> [Arg; 5] {
    [
        model_path_argument(),
        Arg::new("answers")
            .long("answers")
            .value_name("FILE")
            .value_parser(clap::value_parser!(PathBuf))
            .help("Take answers from this file, one a line, instead of asking; `-` reads standard input"),
        Arg::new("answer")
            .long("answer")
            .value_name("PATH=VALUE")
            .action(ArgAction::Append)
            .conflicts_with("answers")
            .help("Answer the question about this path, and ask nothing; `?` assumes what is offered. May be repeated"),
        Arg::new("questions")
            .long("questions")
            .action(ArgAction::SetTrue)
            .conflicts_with_all(["answers", "answer"])
            .help("Print the questions, with `--format json` for a program, and ask nothing"),
        day::argument_that("Let assumptions expire 90 days after this day, as 2026-11-20, instead of today"),
    ]
}

/// The words behind the help of a guided run.
pub(super) const HELP: &str = "The four to eight questions are asked whose answers close most of the gates. Each answer is written into the model at \
     once, with comments and layout kept; stopping loses nothing, and the next run goes on. What nobody knows becomes a default with an \
     assumption that ends. `--questions --format json` gives a program the same questions, and `--answer` takes what it found out.";

pub(super) fn run(workflow: Workflow, arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let today = day::today(arguments)?;
    let run = Run { path: model_path(arguments), workflow, today };
    if arguments.get_flag("questions") {
        return print(&run, arguments, terminal);
    }
    match arguments.get_many::<String>("answer") {
        Some(given) => take(&run, given.map(String::as_str), terminal),
        None => {
            let mut answers = answers(arguments.get_one::<PathBuf>("answers"))?;
            ask(&run, &mut answers, terminal)
        }
    }
}

/// What a run is about.
struct Run<'a> {
    path: &'a Path,
    workflow: Workflow,
    today: Date,
}

/// Prints what would be asked.
fn print(run: &Run<'_>, arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    if arguments.get_one::<String>("format").is_some_and(|format| format == "html") {
        return Err(expected("there is no page of questions", "ask for text, markdown or json"));
    }
    let judged = interview(run.path, run.workflow, run.today).map_err(Expected)?;
    let found = match &judged.outcome {
        Ok(found) => found,
        Err(faults) => return print_faults(faults, &judged.sources, terminal),
    };
    let json = || questions::as_json(found, run.workflow, &judged.sources);
    answer::print(arguments, terminal, "plan-questions", json, || questions::page(found, run.workflow))?;
    Ok(Exit::Clean)
}

/// Writes answers by their paths. The first that does not fit ends the run; those before it stay.
fn take<'a>(run: &Run<'_>, given: impl Iterator<Item = &'a str>, terminal: &mut Terminal) -> Result<Exit> {
    let Some(first) = look(run, terminal)? else { return Ok(Exit::CouldNotRun) };
    let mut written = 0;
    for given in given {
        let Some((path, value)) = given.split_once('=') else {
            return Err(expected(format!("`{given}` is no answer"), "write it as PATH=VALUE"));
        };
        // An answer may have settled or opened others.
        let Some(now) = look(run, terminal)? else { return Ok(Exit::CouldNotRun) };
        let Some(question) = now.about(path.trim()) else {
            return Err(expected(
                format!("nothing is asked about `{path}`"),
                "`--questions --format json` lists what is asked; what the model says already is changed with an editor",
            ));
        };
        let done = match value.trim() {
            "?" => reply_unknown(run.path, question, run.today),
            value => reply(run.path, question, value),
        };
        tell(&done.map_err(|error| Expected(error.into_failure()))?, terminal);
        written += 1;
    }
    let Some(last) = look(run, terminal)? else { return Ok(Exit::CouldNotRun) };
    foot(run, &first, &last, written, terminal);
    Ok(Exit::Clean)
}

fn ask(run: &Run<'_>, answers: &mut dyn BufRead, terminal: &mut Terminal) -> Result<Exit> {
    let Some(first) = look(run, terminal)? else { return Ok(Exit::CouldNotRun) };
    head(&first, terminal);
    let (mut asked, mut written, mut topic) = (0, 0, "");
    for question in &first.questions {
        // An answer may have settled others, too: what the model says by now is not asked.
        if written > 0 {
            let Some(now) = look(run, terminal)? else { return Ok(Exit::CouldNotRun) };
            if now.about(&question.path).is_none() {
                continue;
            }
        }
        if topic != question.topic.0 {
            topic = question.topic.0;
            terminal.talk(&format!("\n{} {}", question.topic.0, question.topic.1));
        }
        asked += 1;
        match put(asked, question, (run.path, run.today), answers, terminal)? {
            Put::Written => written += 1,
            Put::Open => {}
            Put::Stopped => break,
        }
    }
    let Some(last) = look(run, terminal)? else { return Ok(Exit::CouldNotRun) };
    foot(run, &first, &last, written, terminal);
    Ok(Exit::Clean)
}

/// What is worth asking; nothing, when the model's text is faulty, which is printed.
fn look(run: &Run<'_>, terminal: &mut Terminal) -> Result<Option<Interview>> {
    let judged = interview(run.path, run.workflow, run.today).map_err(Expected)?;
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
    let (questions, all) = (count(first.questions.len(), "question"), first.every.len());
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
            Ok(written) => {
                tell(&written, terminal);
                return Ok(Put::Written);
            }
            Err(NotWritten::Answer(Failure { message, hint })) => {
                terminal.talk(&format!("   {message}; {hint}"));
            }
            Err(NotWritten::Model(failure)) => return Err(Expected(failure).into()),
        }
    }
    terminal.talk("   left open");
    Ok(Put::Open)
}

/// Says what was written.
fn tell(written: &Written, terminal: &mut Terminal) {
    for line in &written.wrote {
        terminal.talk(&format!("   wrote `{line}` into {}", written.file));
    }
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

fn foot(run: &Run<'_>, first: &Interview, last: &Interview, written: usize, terminal: &mut Terminal) {
    let (answers, left) = (count(written, "answer"), last.every.len());
    let ((before, _), (after, all)) = (first.met, last.met);
    terminal
        .talk(&format!("\n{answers} written; {after} of {all} requirements are met, {before} were before"));
    match last.open {
        Some((id, title)) => {
            terminal
                .talk(&format!("{id} {title} is open, and {} could be asked", count(left, "more question")));
            let word = run.workflow.word();
            terminal.talk(&format!(
                "next: `loadline plan {word}` goes on, `loadline plan status {word}` says what is missing"
            ));
        }
        None => terminal.talk("every gate is passed"),
    }
}
