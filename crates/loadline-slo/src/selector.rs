//! Selectors of series, `http_requests_total{code=~"5.."}`, taken apart as far as formats need it.
//!
//! Not PromQL: what is no plain selector is left to whoever reads expressions.

/// One matcher as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Matcher<'a> {
    pub(crate) label: &'a str,
    /// `=`, `!=`, `=~` or `!~`.
    pub(crate) op: &'a str,
    /// What stands between the quotes, escapes as written.
    pub(crate) value: &'a str,
    /// The whole of it.
    pub(crate) text: &'a str,
}

/// A selector: the name of a metric (may be empty) and its matchers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Selector<'a> {
    pub(crate) name: &'a str,
    pub(crate) matchers: Vec<Matcher<'a>>,
}

impl<'a> Selector<'a> {
    /// Takes `text` apart; `None` when it is not one plain selector.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let (name, rest) = text.split_at(name_end(text, true));
        let mut rest = rest.trim_start();
        let mut matchers = Vec::new();
        if rest.is_empty() {
            return (!name.is_empty()).then_some(Self { name, matchers });
        }
        rest = rest.strip_prefix('{')?.trim_start();
        loop {
            if let Some(after) = rest.strip_prefix('}') {
                let plain = after.trim().is_empty() && !(name.is_empty() && matchers.is_empty());
                return plain.then_some(Self { name, matchers });
            }
            let (matcher, after) = matcher(rest)?;
            matchers.push(matcher);
            rest = after.trim_start();
            match rest.strip_prefix(',') {
                Some(after) => rest = after.trim_start(),
                None if rest.starts_with('}') => {}
                None => return None,
            }
        }
    }

    /// The matchers, without those of `label`, joined as they are written inside braces.
    pub(crate) fn matchers_without(&self, label: &str) -> String {
        let kept: Vec<&str> = self.matchers.iter().filter(|m| m.label != label).map(|m| m.text).collect();
        kept.join(",")
    }

    /// The matcher of `label`.
    pub(crate) fn matcher(&self, label: &str) -> Option<&Matcher<'a>> {
        self.matchers.iter().find(|matcher| matcher.label == label)
    }
}

/// How many bytes of `text` are a name; a metric's may hold colons.
fn name_end(text: &str, colons: bool) -> usize {
    let fits = |(i, c): (usize, char)| match c {
        'a'..='z' | 'A'..='Z' | '_' => true,
        '0'..='9' => i > 0,
        ':' => colons,
        _ => false,
    };
    text.char_indices().find(|at| !fits(*at)).map_or(text.len(), |(i, _)| i)
}

fn matcher(text: &str) -> Option<(Matcher<'_>, &str)> {
    let (label, rest) = text.split_at(name_end(text, false));
    if label.is_empty() {
        return None;
    }
    let rest = rest.trim_start();
    let op = ["=~", "!~", "!=", "="].into_iter().find(|op| rest.starts_with(op))?;
    let (op, rest) = rest.split_at(op.len());
    let rest = rest.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let inside = &rest[1..];
    let mut escaped = false;
    for (i, c) in inside.char_indices() {
        if escaped {
            escaped = false;
        } else if c == '\\' && quote != '`' {
            escaped = true;
        } else if c == quote {
            let after = &inside[i + 1..];
            let text = &text[..text.len() - after.len()];
            return Some((Matcher { label, op, value: &inside[..i], text }, after));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, &str)>) {
        let parsed = Selector::parse(text).map(|s| (s.name, s.matchers_without("le")));
        assert_eq!(parsed, expected.map(|(name, matchers)| (name, matchers.to_owned())), "{text}");
    }

    #[test]
    fn selectors_are_taken_apart_and_nothing_else() {
        check("up", Some(("up", "")));
        check("a:b{}", Some(("a:b", "")));
        check("up{job=\"a\", le = '1',code!~`5..`,}", Some(("up", "job=\"a\",code!~`5..`")));
        check("{__name__=\"x\"}", Some(("", "__name__=\"x\"")));
        check("up{a=\"}\\\"{\"}", Some(("up", "a=\"}\\\"{\"")));
        for not in [
            "",
            "{}",
            "sum(up)",
            "up[5m]",
            "up{a}",
            "up{a=b}",
            "up{a=\"b\"",
            "two words",
            "9up",
            "up{a=\"b\"}x",
        ] {
            check(not, None);
        }
    }
}
