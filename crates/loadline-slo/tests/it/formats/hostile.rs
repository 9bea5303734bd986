//! Texts that are meant to hurt: they are refused quickly, and nothing panics.

use super::{read_files, told};
use proptest::prelude::*;

#[track_caller]
fn refused(text: &str, expected: &str) {
    let (sources, found) = read_files(&[("case", text)]);
    let told = told(&sources, &found);
    assert!(found.slos.is_empty() && told.iter().any(|told| told.starts_with(expected)), "{told:#?}");
}

#[test]
fn a_bomb_of_aliases_is_refused() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..10 {
        let before = level - 1;
        text.push_str(&format!("a{level}: &a{level} [{}]\n", vec![format!("*a{before}"); 10].join(", ")));
    }
    refused(&text, "error LL005");
}

#[test]
fn large_and_deep_files_are_refused() {
    refused(
        &format!("version: prometheus/v1\nx: {}\n", "y".repeat(10 << 20)),
        "error LL006 1:1 the file is larger",
    );
    refused(&"[".repeat(100_000), "error LL0");
    refused(&format!("a: {}\n", "{a: ".repeat(10_000)), "error LL0");
    refused(&format!("a: {}1{}\n", "[".repeat(70), "]".repeat(70)), "error LL006 1:");
}

#[test]
fn many_objectives_take_time_in_proportion() {
    let mut text = String::from("version: prometheus/v1\nservice: s\nslos:\n");
    for index in 0..20_000 {
        text.push_str(&format!(
            "- {{name: n{index}, objective: 99, sli: {{raw: {{error_ratio_query: 'a[{{{{.window}}}}]'}}}}, alerting: {{name: A}}}}\n"
        ));
    }
    let (_, found) = read_files(&[("case", &text)]);
    assert_eq!(found.slos.len(), 20_000);
}

#[test]
fn what_is_no_text_or_no_yaml_is_refused_with_its_place() {
    refused("version: [prometheus/v1\n", "error LL001 1:10");
    refused("\u{0}\u{1}", "error");
    refused("- 1\n- 2\n", "error LL570 1:3");
    let (_, found) = read_files(&[("case", "---\n---\n# nothing\n")]);
    assert!(found.diagnostics.is_empty() && found.documents.is_empty());
}

const SEEDS: [&str; 3] = [
    include_str!("../../data/formats/openslo.md"),
    include_str!("../../data/formats/sloth.md"),
    include_str!("../../data/formats/pyrra.md"),
];

proptest! {
    #[test]
    fn any_change_of_a_good_file_can_be_read(seed in 0..3usize, case in 0..60usize, at in any::<prop::sample::Index>(), with in "[-:{}\\[\\]&*\"'| \n0-9a-zA-Z]{0,6}", cut in 0..12usize) {
        let blocks: Vec<&str> = SEEDS[seed].split("```").skip(1).step_by(2).collect();
        let mut text = blocks[case % blocks.len()].trim_start_matches("yaml\n").to_owned();
        let at = (0..=at.index(text.len() + 1)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let end = (at + cut..=text.len()).find(|end| text.is_char_boundary(*end)).unwrap_or(text.len()).max(at);
        text.replace_range(at..end, &with);
        let (sources, found) = read_files(&[("case", &text)]);
        for fault in &found.diagnostics {
            let label = fault.primary.as_ref().expect("every diagnostic has a place");
            prop_assert!(sources.file(label.span.file).text().get(label.span.range()).is_some());
        }
    }
}
