//! A bundle as a document: its sections, what is open in each, and the evidence that its facts link to.

use super::{Standing, drawn, evidence, exhibit, mermaid};
use crate::output::headline::count;
use crate::output::page::{Page, Table};
use crate::output::plan::prompts::part;
use crate::output::plan::status;
use crate::output::table::Align;
use loadline_app::plan::bundle::{Block, Bundle, Grid, Open, Run, Section, State, Words, Workflow};
use loadline_base::Sources;
use loadline_draw::markdown::escaped;
use loadline_draw::{Prose, Shell, Tone};

/// Who reads a document.
#[derive(Debug, Clone, Copy)]
enum Reader {
    /// A reader of Markdown, which draws Mermaid.
    DrawsMermaid,
    /// A browser, which draws SVG.
    Browser,
}

/// As Markdown.
pub(crate) fn markdown(bundle: &Bundle, standing: Standing, sources: &Sources) -> String {
    let title = escaped(&title(bundle));
    let lead =
        bundle.purpose.as_ref().map_or_else(String::new, |purpose| format!("{}\n\n", escaped(purpose)));
    let page = page(bundle, standing, sources, Reader::DrawsMermaid).markdown();
    format!("# {title}\n\n{lead}{page}{}", parts(bundle, standing))
}

/// As HTML that needs nothing else.
pub(crate) fn html(bundle: &Bundle, standing: Standing, sources: &Sources) -> String {
    let shell = Shell {
        title: title(bundle),
        lead: bundle.purpose.clone().unwrap_or_default(),
        footer: format!("Written by loadline {} as of {}", env!("CARGO_PKG_VERSION"), bundle.today),
    };
    let page = shell.html(&page(bundle, standing, sources, Reader::Browser));
    format!("{page}{}", parts(bundle, standing))
}

/// Lines that nobody sees: which parts of the model it was written from. A refusal was written from none.
fn parts(bundle: &Bundle, standing: Standing) -> String {
    if standing == Standing::Refused {
        return String::new();
    }
    let lines: String = bundle.parts.iter().map(|(path, fingerprint)| part(path, fingerprint)).collect();
    format!("\n{lines}")
}

fn title(bundle: &Bundle) -> String {
    let what = match bundle.verdict.workflow {
        Workflow::Design => "Design Spec Bundle",
        Workflow::Operations => "SRE Operations Bundle",
    };
    format!("{what}: {}", bundle.system)
}

fn page(bundle: &Bundle, standing: Standing, sources: &Sources, reader: Reader) -> Page {
    let mut page = Page::default();
    banner(&mut page, bundle, standing);
    page.table(Table {
        title: "Gates, and how many of their requirements are met".to_owned(),
        ..status::gates(&bundle.verdict)
    });
    if standing == Standing::Refused {
        for answer in bundle.verdict.gates.iter().flat_map(|gate| &gate.answers) {
            let reasons = answer.gaps.iter().map(|gap| status::reason(gap, sources)).collect::<Vec<_>>();
            page.list(format!("{}: {}", answer.requirement.id, answer.requirement.what), reasons);
        }
        return page;
    }
    for one in &bundle.foreword {
        block(&mut page, one, reader);
    }
    for (number, section) in (1..).zip(&bundle.sections) {
        self::section(&mut page, number, section, reader);
    }
    page.part("Evidence");
    page.say("Every number in brackets leads here: where a fact is written, or how a number was worked out.");
    let rows = bundle.exhibits.iter().enumerate().map(|(index, one)| {
        let name = exhibit(index);
        let number = Prose::new().anchor(&name).words((index + 1).to_string());
        let about = Prose::from(one.path().map_or_else(String::new, |path| format!("`{path}`")));
        vec![number, about, evidence::words(one, sources).into()]
    });
    page.register(Table {
        title: "Where each fact comes from".to_owned(),
        columns: vec![("", Align::Right), ("about", Align::Left), ("shown by", Align::Left)],
        rows: rows.collect(),
        rest: 0,
    });
    page
}

fn banner(page: &mut Page, bundle: &Bundle, standing: Standing) {
    let verdict = &bundle.verdict;
    let passed = verdict.gates.iter().filter(|gate| gate.state == State::Passed).count();
    let all = verdict.gates.len();
    let gaps = count(verdict.gaps().count(), "reason");
    let open = verdict.gates.iter().find(|gate| gate.state == State::Open);
    let open =
        open.map_or_else(String::new, |gate| format!("; {} {} is open", gate.gate.id, gate.gate.title));
    let where_from =
        format!("{passed} of {all} gates passed as of {}{open}, for {gaps} in all.", bundle.today);
    match standing {
        Standing::Final => {
            page.note(Tone::Good, "Final.", format!("All {all} gates are passed as of {}.", bundle.today))
        }
        Standing::Draft => page.note(
            Tone::Alarm,
            "Draft, not to be signed.",
            format!("{where_from} What is missing stands at the end of each section."),
        ),
        Standing::Refused => page.note(
            Tone::Alarm,
            "Refused.",
            format!("{where_from} `--draft` writes the document all the same."),
        ),
    }
}

fn section(page: &mut Page, number: usize, section: &Section, reader: Reader) {
    page.part(format!("{number}. {}", section.title));
    for one in &section.blocks {
        block(page, one, reader);
    }
    open(page, &section.open);
}

fn block(page: &mut Page, block: &Block, reader: Reader) {
    match block {
        Block::Head(title) => page.head(title),
        Block::Say(words) => page.say(prose(words)),
        Block::List(title, items) => page.list(title, items.iter().map(prose).collect()),
        Block::Steps(title, items) => {
            page.steps(title, items.iter().map(|(depth, words)| (*depth, prose(words))).collect());
        }
        Block::Table(grid) => page.table(table(grid)),
        Block::Text(name, language, text) => page.folded(name, language, text),
        Block::Diagram(diagram) => match reader {
            Reader::DrawsMermaid => {
                page.say(&diagram.title);
                page.listing("mermaid", mermaid::of(diagram));
            }
            Reader::Browser => {
                for part in drawn::of(diagram).parts() {
                    page.figure(part);
                }
            }
        },
    }
}

fn table(grid: &Grid) -> Table<Prose> {
    Table {
        title: grid.title.clone(),
        columns: grid.columns.iter().map(|column| (*column, Align::Left)).collect(),
        rows: grid.rows.iter().map(|row| row.iter().map(prose).collect()).collect(),
        rest: 0,
    }
}

fn prose(words: &Words) -> Prose {
    words.runs().iter().fold(Prose::new(), |prose, run| match run {
        Run::Text(text) => prose.words(text),
        Run::Exhibit(index) => prose.reference((index + 1).to_string(), exhibit(*index)),
    })
}

/// What is not said yet: first what holds a gate, then what would tell more.
fn open(page: &mut Page, open: &[Open]) {
    let (holds, more): (Vec<&Open>, Vec<&Open>) = open.iter().partition(|open| open.requirement.is_some());
    page.list("Open: a gate waits for it", once_each(&holds));
    page.aside("Open, and no gate waits for it", once_each(&more));
}

/// Several requirements may wait for the same fact, and two journeys that enter at one door both miss what it does not say: a
/// reader has to fill it once.
fn once_each(open: &[&Open]) -> Vec<String> {
    let mut each: Vec<(String, Vec<&str>)> = Vec::new();
    for open in open {
        let text = item(open);
        let index = each.iter().position(|(known, _)| *known == text).unwrap_or_else(|| {
            each.push((text, Vec::new()));
            each.len() - 1
        });
        let codes = &mut each[index].1;
        codes.extend(open.requirement.filter(|code| !codes.contains(code)));
    }
    let told = |(text, codes): (String, Vec<&str>)| match codes.is_empty() {
        true => text,
        false => format!("{}: {text}", codes.join(", ")),
    };
    each.into_iter().map(told).collect()
}

/// What is open, and what would close it unless that is to write at the path it names.
fn item(open: &Open) -> String {
    let path = format!("`{}`", open.path);
    let fills = open.close == format!("fill {path}") || open.close == format!("answer at {path}");
    if fills && open.text.contains(&path) {
        return open.text.clone();
    }
    let between = if open.text.ends_with('?') { " " } else { "; " };
    format!("{}{between}{}", open.text, open.close)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(text: &str, close: &str, requirement: Option<&'static str>) -> Open {
        Open { path: "a/b".to_owned(), text: text.to_owned(), close: close.to_owned(), requirement }
    }

    #[test]
    fn what_is_open_names_its_path_once_and_stands_there_once() {
        let told = |open: &[&Open]| once_each(open).join("\n");
        let unsaid = open("`a/b` is not said", "fill `a/b`", None);
        assert_eq!(told(&[&unsaid, &unsaid]), "`a/b` is not said");
        let asked = open("`a/b`: how much is it?", "answer at `a/b`", Some("D3.fits"));
        assert_eq!(told(&[&asked]), "D3.fits: `a/b`: how much is it?");
        let [one, other] =
            ["D3.fits", "D4.stays"].map(|code| open("nobody knows", "write `a/b: 1`", Some(code)));
        assert_eq!(told(&[&one, &one, &other]), "D3.fits, D4.stays: nobody knows; write `a/b: 1`");
    }
}
