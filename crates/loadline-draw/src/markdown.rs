//! Words for Markdown: they can neither leave their cell nor bring markup of their own.

/// A body that is folded away under a title; both are Markdown already.
pub fn folded(title: &str, body: &str) -> String {
    format!("\n<details>\n<summary>{title}</summary>\n\n{body}\n</details>\n")
}

/// A code block whose fence is longer than any run of backticks inside.
pub fn fenced(text: &str) -> String {
    fenced_in("text", text)
}

/// A code block of this language.
pub fn fenced_in(language: &str, text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    format!("{fence}{language}\n{text}\n{fence}\n")
}

/// A message with its words in backticks kept as code and all else taken literally.
pub fn escaped(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return literal(text);
    }
    let part =
        |(index, part): (usize, &&str)| if !index.is_multiple_of(2) { code(part) } else { literal(part) };
    parts.iter().enumerate().map(part).collect()
}

/// Words in backticks where nothing in them can end the code or the cell; literal text otherwise.
pub fn code(text: &str) -> String {
    let harmless = |c: char| !c.is_control() && !matches!(c, '`' | '|' | '\\' | '<' | '>');
    if !text.trim().is_empty() && text.chars().all(harmless) { format!("`{text}`") } else { literal(text) }
}

/// Markup characters as entities, which no Markdown reader takes for markup.
fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '<' | '>' | '`' | '|' | '\\' | '*' | '_' | '[' | ']' | '~' | '#' | '!' | '$' => {
                literal.push_str(&format!("&#{};", u32::from(c)));
            }
            // A space of no width keeps a name from calling anybody.
            '@' => literal.push_str("@\u{200b}"),
            c if c.is_control() => literal.push(' '),
            c => literal.push(c),
        }
    }
    literal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(escaped(text), expected);
    }

    #[test]
    fn code_stays_code_and_markup_becomes_text() {
        check("`a` may wait for `b.c` for ever", "`a` may wait for `b.c` for ever");
        check("a | b <img> [x](y)", "a &#124; b &#60;img&#62; &#91;x&#93;(y)");
        check("`a|b` and `<b>`", "a&#124;b and &#60;b&#62;");
        check("an odd ` one", "an odd &#96; one");
        check("two\nlines, @all", "two lines, @\u{200b}all");
    }

    #[test]
    fn a_fence_is_longer_than_what_it_holds() {
        assert_eq!(fenced("a ``` b"), "````text\na ``` b\n````\n");
    }
}
