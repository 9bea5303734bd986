//! One diagnostic with the source it speaks about, as compilers draw it.

use crate::output::View;
use annotate_snippets::normalize_untrusted_str;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Renderer, Snippet};
use loadline_base::{Diagnostic, Label, Severity, SourceFile, Sources};

/// A diagnostic with the source it speaks about, without a final line break.
///
/// Words of the model are shown with their control characters made visible, never obeyed.
pub(crate) fn excerpt(diagnostic: &Diagnostic, sources: &Sources, view: &View) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let marks = marks(diagnostic, sources, view);
    let room = view.width.saturating_sub(marks.gutter + "note: ".len());
    let mut elements: Vec<Element<'_>> = snippets(&marks, sources, view.width);
    elements.extend(marks.told.iter().map(|text| Level::NOTE.message(wrapped(text, room)).into()));
    elements.extend(diagnostic.notes.iter().map(|text| Level::NOTE.message(wrapped(text, room)).into()));
    let hint = Level::HELP.with_name("hint");
    elements.extend(diagnostic.hints.iter().map(|text| hint.clone().message(wrapped(text, room)).into()));
    let before = diagnostic.severity.word().len() + diagnostic.code.len() + "[]: ".len();
    let title = wrapped(&diagnostic.message, view.width.saturating_sub(before));
    let group: Group<'_> = level.primary_title(title).id(diagnostic.code).elements(elements);
    let renderer = if view.colour { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).term_width(view.width).render(&[group])
}

/// Columns left of a mark that the renderer keeps when it cuts, its dots included.
const KEPT: usize = 24;

/// A mark to be drawn, with the words beside it.
struct Mark {
    kind: AnnotationKind,
    label: Label,
    /// Column it begins at.
    left: usize,
    /// Column that its words end at.
    right: usize,
}

/// The marks of a diagnostic: drawn where there is room, told in a note where the words would run over the edge.
struct Marks {
    shown: Vec<Mark>,
    told: Vec<String>,
    /// Columns left of the source text.
    gutter: usize,
}

fn marks(diagnostic: &Diagnostic, sources: &Sources, view: &View) -> Marks {
    let primary = diagnostic.primary.iter().map(|label| (AnnotationKind::Primary, label));
    let others = diagnostic.secondary.iter().map(|label| (AnnotationKind::Context, label));
    let all: Vec<(AnnotationKind, &Label)> = primary.chain(others).collect();
    let last_line = all.iter().map(|(_, label)| sources.end(label.span).line).max().unwrap_or(1);
    let gutter = last_line.to_string().len() + " | ".len();
    let mut told = Vec::new();
    let mut draw = |(kind, label): (AnnotationKind, &Label)| {
        let mut text = normalize_untrusted_str(&label.text);
        let start = sources.start(label.span);
        let left = start.column as usize;
        let marked = sources.slice(label.span).lines().next().map_or(0, |line| line.chars().count());
        let words = left + marked + 1 + text.chars().count();
        if !text.is_empty() && !fits(left, words, gutter, view.width) {
            told.push(format!("line {}: {text}", start.line));
            text.clear();
        }
        let right = left + marked + 1 + text.chars().count();
        Mark { kind, label: Label { span: label.span, text }, left, right }
    };
    let shown = all.into_iter().map(&mut draw).collect();
    Marks { shown, told, gutter }
}

/// Whether columns `left` to `right` can be shown: as they stand, or cut on the left, where some of the text stays.
/// The renderer never cuts words beside a mark.
fn fits(left: usize, right: usize, gutter: usize, width: usize) -> bool {
    gutter + right <= width || gutter + KEPT + right - left <= width
}

/// One snippet a file, the primary one first; each holds only the lines between its marks. Marks too far apart to be
/// seen at once get a snippet each, since a snippet cuts all its lines at the same column.
fn snippets<'s>(marks: &'s Marks, sources: &'s Sources, width: usize) -> Vec<Element<'s>> {
    let mut by_file: Vec<(u32, Vec<&Mark>)> = Vec::new();
    for mark in &marks.shown {
        let file = mark.label.span.file.0;
        match by_file.iter_mut().find(|(other, _)| *other == file) {
            Some((_, marks)) => marks.push(mark),
            None => by_file.push((file, vec![mark])),
        }
    }
    let mut snippets = Vec::new();
    for (_, group) in by_file {
        let file = sources.file(group[0].label.span.file);
        let left = group.iter().map(|mark| mark.left).min().unwrap_or(0);
        let right = group.iter().map(|mark| mark.right).max().unwrap_or(0);
        if fits(left, right, marks.gutter, width) {
            snippets.push(snippet(file, &group).into());
        } else {
            snippets.extend(group.iter().map(|mark| Element::from(snippet(file, &[mark]))));
        }
    }
    snippets
}

fn snippet<'s>(file: &'s SourceFile, marks: &[&'s Mark]) -> Snippet<'s, Annotation<'s>> {
    let text = file.text();
    let line_start = |offset: u32| text[..offset as usize].rfind('\n').map_or(0, |at| at + 1);
    let line_end =
        |offset: u32| text[offset as usize..].find('\n').map_or(text.len(), |at| offset as usize + at);
    let from = marks.iter().map(|mark| line_start(mark.label.span.start)).min().unwrap_or(0);
    let to = marks.iter().map(|mark| line_end(mark.label.span.start)).max().unwrap_or(text.len());
    let first_line = file.line(u32::try_from(from).unwrap_or(0)) as usize;
    let annotations = marks.iter().map(|mark| {
        let Label { span, text } = &mark.label;
        let start = span.start as usize - from;
        // A mark ends with its line: a whole block underlined says less than its first line.
        let end = (span.end as usize).min(line_end(span.start)) - from;
        mark.kind.span(start..end.max(start)).label((!text.is_empty()).then_some(text.as_str()))
    });
    let path = normalize_untrusted_str(file.name());
    Snippet::source(&text[from..to]).path(path).line_start(first_line).annotations(annotations)
}

/// Words in lines of at most `room` columns; ids with hyphens stay whole.
fn wrapped(text: &str, room: usize) -> String {
    let options = textwrap::Options::new(room.max(30)).break_words(false);
    let options = options.word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(&normalize_untrusted_str(text), options)
}
