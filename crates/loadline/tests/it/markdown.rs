//! The Markdown summary read by a real Markdown parser: the table holds, and no markup comes from the model.

use crate::scratch::{SHOP, Scratch};
use pulldown_cmark::{Event, Options, Parser, Tag};

/// Rows of the table, once nothing but our own folding is HTML and nothing is a link or a picture.
#[track_caller]
pub(crate) fn rows(text: &str) -> usize {
    let mut rows = 0;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                let ours = ["<details>", "</details>", "<summary>", "</summary>"];
                let rest = ours.iter().fold(html.to_string(), |rest, tag| rest.replace(tag, ""));
                assert!(!rest.contains(['<', '>']), "markup from the model: {html}");
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => panic!("a link from the model:\n{text}"),
            Event::Start(Tag::TableRow) => rows += 1,
            _ => {}
        }
    }
    rows
}

#[test]
fn findings_are_rows_and_the_rest_is_folded() {
    let text = Scratch::model(SHOP).check_as("markdown", &[]).stdout;
    assert_eq!(rows(&text), 4);
    assert!(text.starts_with("**Loadline: 4 errors; 2 accepted, 1 open question**\n"), "{text}");
    assert!(text.contains("<summary>2 accepted</summary>"));
    assert!(text.contains("- LL201 missing-timeout: `services/gateway/needs/mail.api/timeout`"), "{text}");
}

#[test]
fn a_clean_model_has_no_table() {
    let text = Scratch::model("loadline: 1\n").check_as("markdown", &[]).stdout;
    assert_eq!(rows(&text), 0);
    assert!(text.starts_with("**Loadline: no findings**\n"), "{text}");
}

#[test]
fn hostile_words_stay_words() {
    #[track_caller]
    fn check(word: &str) {
        let quoted = serde_json::to_string(word).unwrap();
        let model = format!("loadline: 1\nservices:\n  a:\n    needs:\n      {quoted}: {{timeout: 1s}}\n");
        let output = Scratch::model(model).check_as("markdown", &[]);
        assert!(rows(&output.stdout) >= 1, "{}", output.stdout);
    }
    check("<script>alert(1)</script>");
    check("x|<img src=y>|");
    check("x\\|<img src=y>");
    check("`<b>`");
    check("``` ```\n```\n</details><h1>");
    check("[a](https://example.org) ![b](c)");
    check("a\n\n# heading\n| x |");
    check("@everybody *bold* ~~gone~~");
}

/// A long list is cut for people, and says so.
#[test]
fn a_long_table_is_cut() {
    let needs: String = (0..70).map(|n| format!("      gone-{n}.api: {{timeout: 1s}}\n")).collect();
    let scratch = Scratch::model(format!("loadline: 1\nservices:\n  a:\n    needs:\n{needs}"));
    let cut = scratch.check_as("markdown", &["--select", "LL010"]).stdout;
    assert_eq!(rows(&cut), 50);
    assert!(cut.contains("20 more (`--all`)"));
    assert!(cut.len() < 65_536, "GitHub takes no longer comment");
    assert_eq!(rows(&scratch.check_as("markdown", &["--all"]).stdout), 70);
}
