//! Reads templates into pieces.

use super::{Call, FUNCTIONS, Function, Piece, TemplateError, format};

/// The deepest nesting of brackets in an action.
const MAX_DEPTH: usize = 20;

pub(super) fn pieces(text: &str) -> Result<Vec<Piece>, TemplateError> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut trim = false;
    while let Some(start) = rest.find("{{") {
        let mut before = &rest[..start];
        if trim {
            before = before.trim_start();
        }
        rest = &rest[start + 2..];
        let end = action_end(rest).ok_or_else(|| refused("an action `{{` is not closed"))?;
        let mut action = &rest[..end];
        rest = &rest[end + 2..];
        if let Some(trimmed) = action.strip_prefix('-').filter(|rest| rest.starts_with(char::is_whitespace)) {
            action = trimmed;
            before = before.trim_end();
        }
        trim = false;
        if let Some(trimmed) = action.strip_suffix('-').filter(|rest| rest.ends_with(char::is_whitespace)) {
            action = trimmed;
            trim = true;
        }
        if !before.is_empty() {
            pieces.push(Piece::Text(before.to_owned()));
        }
        let action = action.trim();
        if !(action.starts_with("/*") && action.ends_with("*/")) {
            pieces.push(Piece::Action(Action::read(action)?));
        }
    }
    let last = if trim { rest.trim_start() } else { rest };
    if !last.is_empty() {
        pieces.push(Piece::Text(last.to_owned()));
    }
    Ok(pieces)
}

fn refused(reason: impl Into<String>) -> TemplateError {
    TemplateError { reason: reason.into() }
}

/// Where the closing braces are, those inside strings not counted.
fn action_end(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match quote {
            Some(open) => {
                if escaped {
                    escaped = false;
                } else if c == '\\' && open == '"' {
                    escaped = true;
                } else if c == open {
                    quote = None;
                }
            }
            None if c == '"' || c == '`' => quote = Some(c),
            None if text[at..].starts_with("}}") => return Some(at),
            None => {}
        }
    }
    None
}

/// A word, string or sign of an action.
#[derive(Debug, Clone, PartialEq)]
enum Word {
    Name(String),
    Text(String),
    Pipe,
    Open,
    Close,
}

struct Action {
    words: Vec<Word>,
    at: usize,
    depth: usize,
}

impl Action {
    fn read(text: &str) -> Result<Call, TemplateError> {
        let mut action = Self { words: words(text)?, at: 0, depth: 0 };
        if action.words.is_empty() {
            return Err(refused("an action `{{ }}` is empty"));
        }
        let call = action.pipeline()?;
        if action.at < action.words.len() {
            return Err(refused(format!("the action `{text}` goes on where it should end")));
        }
        Ok(call)
    }

    fn peek(&self) -> Option<&Word> {
        self.words.get(self.at)
    }

    /// Commands with `|` between: the result of each is the last argument of the next.
    fn pipeline(&mut self) -> Result<Call, TemplateError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(refused("an action is nested too deeply"));
        }
        let mut call = self.command(None)?;
        while self.peek() == Some(&Word::Pipe) {
            self.at += 1;
            call = self.command(Some(call))?;
        }
        self.depth -= 1;
        Ok(call)
    }

    fn command(&mut self, piped: Option<Call>) -> Result<Call, TemplateError> {
        if let Some(Word::Name(name)) = self.peek()
            && name.starts_with(char::is_alphabetic)
        {
            let known = FUNCTIONS.iter().find(|(known, _)| *known == name.as_str());
            let Some((name, function)) = known else {
                return Err(refused(format!("`{name}` is not expanded in templates")));
            };
            self.at += 1;
            let mut arguments = Vec::new();
            while matches!(self.peek(), Some(Word::Name(_) | Word::Text(_) | Word::Open)) {
                arguments.push(self.operand()?);
            }
            arguments.extend(piped);
            checked(name, *function, &arguments)?;
            return Ok(Call::Function { name: *function, arguments });
        }
        if piped.is_some() {
            return Err(refused("after `|` comes a function"));
        }
        self.operand()
    }

    fn operand(&mut self) -> Result<Call, TemplateError> {
        let word = self.peek().cloned().ok_or_else(|| refused("an action ends too early"))?;
        self.at += 1;
        let name = match word {
            Word::Text(text) => return Ok(Call::Text(text)),
            Word::Open => {
                let call = self.pipeline()?;
                if self.peek() != Some(&Word::Close) {
                    return Err(refused("a bracket in an action is not closed"));
                }
                self.at += 1;
                return Ok(call);
            }
            Word::Name(name) => name,
            Word::Pipe | Word::Close => return Err(refused("an action ends too early")),
        };
        if matches!(name.as_str(), "$value" | ".Value") {
            return Ok(Call::Value);
        }
        let label = |prefixes: &[&str]| {
            let rest = prefixes.iter().find_map(|prefix| name.strip_prefix(prefix));
            rest.filter(|rest| !rest.is_empty() && !rest.contains('.')).map(str::to_owned)
        };
        if let Some(label) = label(&["$labels.", ".Labels."]) {
            return Ok(Call::Label(label));
        }
        if let Some(label) = label(&["$externalLabels.", ".ExternalLabels."]) {
            return Ok(Call::External(label));
        }
        name.parse().map(Call::Number).map_err(|_| refused(format!("`{name}` is not expanded in templates")))
    }
}

fn checked(name: &str, function: Function, arguments: &[Call]) -> Result<(), TemplateError> {
    if function != Function::Printf {
        return if arguments.len() == 1 {
            Ok(())
        } else {
            Err(refused(format!("`{name}` takes one argument, not {}", arguments.len())))
        };
    }
    let Some(Call::Text(pattern)) = arguments.first() else {
        return Err(refused("the first argument of `printf` is a text"));
    };
    let verbs = format::verbs(pattern).map_err(refused)?;
    if verbs.len() != arguments.len() - 1 {
        let given = arguments.len() - 1;
        return Err(refused(format!("`{pattern}` prints {} arguments, not {given}", verbs.len())));
    }
    for (verb, argument) in verbs.iter().zip(&arguments[1..]) {
        let is_number = matches!(argument, Call::Value | Call::Number(_));
        if !verb.takes(is_number) {
            let what = if is_number { "a number" } else { "a text" };
            return Err(refused(format!("`%{}` in `{pattern}` does not print {what}", verb.letter)));
        }
    }
    Ok(())
}

fn words(text: &str) -> Result<Vec<Word>, TemplateError> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '|' => {
                words.push(Word::Pipe);
                1
            }
            '(' => {
                words.push(Word::Open);
                1
            }
            ')' => {
                words.push(Word::Close);
                1
            }
            '"' | '`' => {
                let (string, length) = string(rest, first)?;
                words.push(Word::Text(string));
                length
            }
            c if c.is_ascii_alphanumeric() || "$._-+".contains(c) => {
                let end = rest.find(|c: char| !(c.is_alphanumeric() || "$._-+".contains(c)));
                let length = end.unwrap_or(rest.len());
                words.push(Word::Name(rest[..length].to_owned()));
                length
            }
            other => return Err(refused(format!("`{other}` is not understood in an action"))),
        };
        rest = rest[length..].trim_start();
    }
    Ok(words)
}

/// A string in quotes: what it says and how long it is.
fn string(text: &str, quote: char) -> Result<(String, usize), TemplateError> {
    let mut said = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        if c == quote {
            return Ok((said, at + 1));
        }
        if c != '\\' || quote == '`' {
            said.push(c);
            continue;
        }
        said.push(match chars.next() {
            Some((_, 'n')) => '\n',
            Some((_, 't')) => '\t',
            Some((_, plain @ ('"' | '\\'))) => plain,
            _ => return Err(refused("a backslash in an action is followed by something unknown")),
        });
    }
    Err(refused("a string in an action is not closed"))
}
