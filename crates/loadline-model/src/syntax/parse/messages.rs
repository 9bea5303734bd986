//! What is said about a text that cannot be read.

use super::{MAX_DEPTH, offset};
use crate::faults;
use granit_parser::ErrorKind;
use loadline_base::{Diagnostic, FileId, Span};

/// The one message for an id or key that is written twice.
pub(crate) fn duplicate_key(key: &str, first: Span, second: Span) -> Diagnostic {
    Diagnostic::error(faults::DUPLICATE.code, format!("`{key}` is written twice"))
        .at(second, "again here")
        .and(first, "first written here")
        .hint("merge the two, or give one of them another name")
}

pub(super) fn refused(span: Span, what: &str, form: &str) -> Diagnostic {
    Diagnostic::error(faults::REFUSED_YAML.code, format!("{what} is not allowed in a model"))
        .at(span, "here")
        .hint(format!("the model language leaves out {form}; reuse fields with `profiles:` and `use:`"))
}

pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error(faults::TOO_LARGE.code, format!("nested deeper than {MAX_DEPTH} levels"))
        .at(span, "one level too many")
        .hint("a model never needs this depth; check the indentation or the brackets")
}

pub(super) fn too_large(file: FileId, bytes: usize) -> Diagnostic {
    let mib = bytes as f64 / 1_048_576.0;
    Diagnostic::error(
        faults::TOO_LARGE.code,
        format!("the file has {mib:.1} MiB; a model file may have 8 MiB"),
    )
    .at(Span::new(file, 0, 0), "")
    .hint("split it: every YAML file below the model root that starts with `loadline: 1` is read")
}

pub(super) fn syntax_error(file: FileId, text: &str, error: &granit_parser::ScanError) -> Diagnostic {
    let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
    let line_start = text[..floor(text, at)].rfind('\n').map_or(0, |i| i + 1);
    let line = text[line_start..].lines().next().unwrap_or("");
    let indent = &line[..line.len() - line.trim_start().len()];
    let info = error.info();
    let hint = if indent.contains('\t') {
        "indent with spaces: YAML does not allow tabs"
    } else if at >= text.trim_end().len() || ["unclosed", "quoted"].iter().any(|sign| info.contains(sign)) {
        "a bracket or quote is left open, or the file is cut off"
    } else {
        "check the indentation, and quote texts that contain `: `, ` #` or start with a special sign"
    };
    let start = floor(text, at.min(text.trim_end().len()));
    let end = text[start..].chars().next().filter(|c| *c != '\n').map_or(start, |c| start + c.len_utf8());
    let span = Span::new(file, offset(start), offset(end));
    if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
        return too_deep(span);
    }
    Diagnostic::error(faults::SYNTAX.code, format!("this is not YAML: {info}"))
        .at(span, "reading stopped here")
        .hint(hint)
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
