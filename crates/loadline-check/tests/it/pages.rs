//! A rule's page is its test.
//!
//! In the yaml blocks under `## Bad`, `# <- LL213: words` at the end of a line means: the rule marks this line, and its
//! message or notes contain the words. `# ? LL213` means: the rule asks about this line; `# - LL213`: it does not. Blocks
//! under `## Good` must bring no finding of the rule. `loadline: 1` may be left out, and the day of the run is
//! 2026-11-20. A json block after a yaml block is what simulations were recorded to show of it; `"read": "today"` in it is of this
//! very model, anything else of another, and `"engine": "today's"` is of this very engine.

use loadline_base::{Date, Sources};
use loadline_check::{Rule, Selection, all_rules, check_with};
use loadline_evidence::Recording;
use loadline_testkit::{Block, blocks, headings};

const HEADINGS: &[&str] = &["Why", "Bad", "Good", "Facts", "False positives", "References"];

#[test]
fn every_page_proves_its_rule() {
    let today = Date::new(2026, 11, 20).expect("a day");
    let mut faults = Vec::new();
    for rule in all_rules() {
        let page = rule.page;
        let title = format!("# {} {}", rule.code, rule.name);
        if page.lines().next() != Some(title.as_str()) {
            faults.push(format!("{}: the page must begin with `{title}`", rule.code));
        }
        if headings(page) != HEADINGS {
            faults.push(format!("{}: the headings must be {HEADINGS:?}", rule.code));
        }
        let all = blocks(page);
        let next = all.iter().skip(1).map(Some).chain([None]);
        let blocks: Vec<(&Block, Option<&Block>)> = all
            .iter()
            .zip(next)
            .filter(|(block, _)| block.language == "yaml")
            .map(|(block, next)| (block, next.filter(|next| next.language == "json")))
            .collect();
        let under =
            |heading: &str| blocks.iter().filter(|(block, _)| block.heading == heading).collect::<Vec<_>>();
        let (bad, good) = (under("Bad"), under("Good"));
        if !bad.iter().any(|(block, _)| block.text.contains(&format!("# <- {}", rule.code))) {
            faults.push(format!("{}: no bad block marks a finding", rule.code));
        }
        if good.is_empty() {
            faults.push(format!("{}: there is no good block", rule.code));
        }
        for (block, recorded) in bad.into_iter().chain(good) {
            faults.extend(compare(rule, block, *recorded, today));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// What differs between what a block expects and what the rule says about it.
fn compare(rule: &Rule, block: &Block, recorded: Option<&Block>, today: Date) -> Vec<String> {
    let head = if block.text.contains("loadline: 1") { "" } else { "loadline: 1\n" };
    let mut sources = Sources::default();
    sources.add("page.yaml", format!("{head}{}", block.text));
    let text = sources.file(loadline_base::FileId(0)).text().to_owned();
    let at =
        |line: u32| format!("{} line {}", rule.code, block.line + line as usize - 1 - head.lines().count());
    let reading = loadline_model::read(&sources);
    let mut faults: Vec<String> = reading
        .faults
        .iter()
        .map(|fault| format!("{}: the block is not a model: {} {:?}", at(1), fault.message, fault.hints))
        .collect();
    let mut recorded = recorded.map(|block| Recording::read(&block.text));
    match &mut recorded {
        Some(Ok(recording)) => recording.hold_to("today's", |_| Some("today".to_owned())),
        Some(Err(error)) => faults.push(format!("{}: the json block is no recording: {error:?}", at(1))),
        None => {}
    }
    let recorded = recorded.and_then(Result::ok);
    let selection = Selection::default();
    let outcome = check_with(&reading.model, &sources, &selection, today, recorded.as_ref());
    let line_of = |span| sources.start(span).line;
    let mut found: Vec<(u32, String)> = outcome
        .findings
        .iter()
        .filter(|finding| finding.rule == rule.name)
        .map(|finding| {
            let diagnostic = &finding.diagnostic;
            let words = [&[diagnostic.message.clone()][..], &diagnostic.notes].concat().join("\n");
            (diagnostic.primary.as_ref().map_or(0, |label| line_of(label.span)), words)
        })
        .collect();
    let asked: Vec<u32> = outcome
        .questions
        .iter()
        .filter(|asked| asked.rule == rule.name)
        .map(|asked| line_of(asked.span))
        .collect();
    for (line, content) in (1u32..).zip(text.lines()) {
        if content.contains(&format!("# ? {}", rule.code)) && !asked.contains(&line) {
            faults.push(format!("{}: expected a question; asked on lines {asked:?}", at(line)));
        }
        if content.contains(&format!("# - {}", rule.code)) && asked.contains(&line) {
            faults.push(format!("{}: asked, where nothing is to be asked", at(line)));
        }
        let Some((_, expected)) = content.split_once(&format!("# <- {}", rule.code)) else { continue };
        let words = expected.trim_start_matches(':').trim();
        match found.iter().position(|(at, said)| *at == line && said.contains(words)) {
            Some(index) => drop(found.remove(index)),
            None => faults.push(format!("{}: expected `{words}`; found {found:?}", at(line))),
        }
    }
    faults.extend(found.iter().map(|(line, said)| format!("{}: not expected: {said}", at(*line))));
    faults
}

#[test]
fn codes_are_unique_and_ascend() {
    let codes: Vec<&str> = all_rules().map(|rule| rule.code).collect();
    assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
}

/// Facts are paths of the language, so that nobody documents a field that does not exist.
#[test]
fn every_fact_is_a_field_of_the_language() {
    let faults: Vec<String> = all_rules()
        .flat_map(|rule| {
            rule.facts.iter().filter(|fact| !is_field(fact)).map(|fact| format!("{}: {fact}", rule.code))
        })
        .collect();
    assert!(faults.is_empty(), "no such field:\n{}", faults.join("\n"));
}

fn is_field(path: &str) -> bool {
    use loadline_model::Shape;
    let mut shape = Shape::Record(loadline_model::kinds::System::record);
    for step in path.split('.') {
        shape = open(shape);
        shape = match shape {
            Shape::Record(record) => match record().field(step) {
                Some(field) => field.shape,
                None => return false,
            },
            Shape::Map { of, .. } | Shape::PathMap(of) | Shape::NameMap(of) | Shape::List(of)
                if step == "*" =>
            {
                *of
            }
            _ => return false,
        };
    }
    true
}

/// Looks through `none`-or and either-or to the form with fields.
fn open(shape: loadline_model::Shape) -> loadline_model::Shape {
    use loadline_model::Shape;
    match shape {
        Shape::Decided(inner) => open(*inner),
        Shape::Either(one, other) if matches!(one, Shape::Choice(_) | Shape::Flag) => open(match other {
            Shape::Reference(_) => *one,
            _ => *other,
        }),
        other => other,
    }
}
