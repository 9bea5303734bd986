//! Values of labels that matchers want: a text that a regular expression matches, and words to try otherwise.

use regex_syntax::hir::{Class, Hir, HirKind};

/// What labels often hold; the empty one is a label that is not there.
pub(crate) const WORDS: &[&str] = &["200", "x", "ok", "500", "GET", "404", "error", ""];

/// Longest text that is made up.
const LONGEST: usize = 200;

/// A text that `pattern` matches as a whole, if one is found quickly.
pub(crate) fn text(pattern: &str) -> Option<String> {
    let hir = regex_syntax::parse(pattern).ok()?;
    let mut out = Vec::new();
    write(&hir, &mut out)?;
    String::from_utf8(out).ok()
}

fn write(hir: &Hir, out: &mut Vec<u8>) -> Option<()> {
    if out.len() > LONGEST {
        return None;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.extend_from_slice(&literal.0),
        HirKind::Class(class) => out.extend(character(class)?.to_string().bytes()),
        HirKind::Repetition(repetition) => {
            // At least once where it may be: `.*` then gives a label that is there.
            let times = repetition.min.max(u32::from(repetition.max != Some(0)));
            for _ in 0..times.min(u32::try_from(LONGEST).unwrap_or(u32::MAX)) {
                write(&repetition.sub, out)?;
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, out)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| write(part, out))?,
        HirKind::Alternation(parts) => write(parts.first()?, out)?,
    }
    Some(())
}

/// A digit or letter of the class if there is one, else its first character.
fn character(class: &Class) -> Option<char> {
    match class {
        Class::Unicode(class) => {
            let has = |c: &char| class.iter().any(|range| range.start() <= *c && *c <= range.end());
            ('0'..='9')
                .chain('a'..='z')
                .chain('A'..='Z')
                .find(has)
                .or_else(|| Some(class.iter().next()?.start()))
        }
        Class::Bytes(class) => Some(char::from(class.iter().next()?.start())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_matches() {
        for (pattern, made) in
            [("5..", "500"), ("(5..|429)", "500"), ("a|b", "a"), (".+", "0"), ("[x-z]{2}", "xx"), ("", "")]
        {
            assert_eq!(text(pattern).as_deref(), Some(made));
        }
        assert_eq!(text("("), None);
    }
}
