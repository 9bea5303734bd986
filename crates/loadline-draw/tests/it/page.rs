//! Pages of HTML: well-formed, self-contained, and safe whatever the words are.

use loadline_draw::page::Align;
use loadline_draw::{BarChart, Page, Shell, Table, Tone, Unit};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeSet;

/// A page with every kind of block, all of the same words.
fn page(words: &str) -> Page {
    let mut page = Page::default();
    for _ in 0..2 {
        page.part(words);
        page.head(words);
    }
    page.say(words);
    page.list(words, vec![words.to_owned()]);
    page.table(Table {
        title: words.to_owned(),
        columns: vec![("what", Align::Left), ("how much", Align::Right)],
        rows: vec![vec![words.to_owned(), words.to_owned()], vec![], vec![words.to_owned(); 3]],
        rest: 1,
    });
    page.aside(words, vec![words.to_owned()]);
    page.aside(words, vec![words.to_owned(); 9]);
    page.note(Tone::Alarm, words, words);
    page.code(words);
    let mut bars = BarChart::new(words, Unit::Number);
    bars.bar(words, 1.0, Tone::Plain);
    page.figure(bars);
    page
}

/// Reads the page as XML and says which elements it has; checks that ids are unique and that nothing is loaded.
#[track_caller]
fn elements(html: &str) -> Vec<String> {
    let mut reader = Reader::from_str(html);
    let mut ids = BTreeSet::new();
    let mut links = Vec::new();
    let mut names = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) | Event::Empty(start) => {
                names.push(start.name().as_ref().to_owned());
                for attribute in start.attributes() {
                    let attribute = attribute.unwrap();
                    match attribute.key.as_ref() {
                        "id" => assert!(ids.insert(attribute.value.to_string()), "{attribute:?} twice"),
                        "href" => links.push(attribute.value.to_string()),
                        "src" | "action" | "style" | "srcset" => {
                            assert_eq!(attribute.value, "", "{attribute:?}")
                        }
                        name => assert!(!name.starts_with("on"), "{attribute:?}"),
                    }
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    for link in links {
        assert!(link.strip_prefix('#').is_some_and(|id| ids.contains(id)), "{link}");
    }
    assert!(!html.contains("@import") && !html.contains("url("));
    names
}

#[track_caller]
fn html(words: &str) -> String {
    let shell = Shell { title: words.to_owned(), lead: words.to_owned(), footer: words.to_owned() };
    shell.html(&page(words))
}

#[test]
fn words_bring_no_elements() {
    let plain = elements(&html("harmless"));
    assert_eq!(elements(&html("<script src=x onerror=alert(1)>]]>--></style></svg>\u{0}\"'&amp;")), plain);
    assert!(plain.iter().any(|name| name == "nav"));
}

#[test]
fn a_page_is_small() {
    assert!(html("harmless").len() < 20_000);
}

#[test]
fn a_page_in_html() {
    let mut page = Page::default();
    page.head("the loss of `db` fails 1 of 2 journeys");
    page.say("one & two");
    page.table(Table {
        title: "what is lost".to_owned(),
        columns: vec![("what", Align::Left), ("rps", Align::Right)],
        rows: vec![vec!["`buy`".to_owned(), "70".to_owned()]],
        rest: 2,
    });
    let html = Shell { title: "t".to_owned(), ..Shell::default() }.html(&page);
    let body = html.split("</header>").nth(1).unwrap();
    assert_eq!(
        body,
        "\n<h2 id=\"the-loss-of-db-fails-1-of-2-journeys\">the loss of <code>db</code> fails 1 of 2 journeys</h2>\n\
         <p>one &amp; two</p>\n\
         <div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"what is lost\"><table><caption>what is lost</caption>\
         <thead><tr><th scope=\"col\">what</th><th class=\"number\" scope=\"col\">rps</th></tr></thead>\
         <tbody><tr><td data-head=\"what\"><code>buy</code></td>\
         <td class=\"number\" data-head=\"rps\">70</td></tr></tbody>\
         <tfoot><tr><td colspan=\"2\">2 more</td></tr></tfoot></table></div>\n\
         </main></body></html>\n"
    );
}

proptest! {
    #[test]
    fn any_words_make_a_page(words in "[ -~\\PC`<>&\"'\u{0}-\u{1f}]{0,30}") {
        let code = words.matches('`').count();
        let found = elements(&html(&words));
        let without = found.iter().filter(|name| *name != "code").count();
        let plain = elements(&html("harmless")).iter().filter(|name| *name != "code").count();
        // Where there are no words, there is no lead, no footer, no label.
        if code == 0 && !words.trim().is_empty() {
            prop_assert!(without <= plain);
        }
        let _ = (page(&words).markdown(), page(&words).text(loadline_draw::Paper { width: 80, bold: false, glyphs: loadline_draw::Glyphs::Unicode }));
    }
}
