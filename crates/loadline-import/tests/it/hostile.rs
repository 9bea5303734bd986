//! Texts made to hurt: bombs, depth, size, and whatever proptest thinks of. Nothing may panic, hang or eat memory.

use crate::{check_model, run};
use loadline_import::FORMATS;
use proptest::prelude::*;
use std::fmt::Write as _;

#[track_caller]
fn check_refused(text: &str, code: &str) {
    for format in FORMATS {
        let import = run(format.name, &[("in.yaml", text)]);
        assert_eq!(import.diagnostics.iter().map(|told| told.code).collect::<Vec<_>>(), [code]);
        let told = &import.diagnostics[0];
        assert!(told.primary.is_some() && !told.hints.is_empty(), "place and hint");
    }
}

#[test]
fn alias_bombs_are_refused() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for i in 1..30 {
        let last = format!("*a{}", i - 1);
        writeln!(text, "a{i}: &a{i} [{}]", [last.as_str(); 9].join(", ")).unwrap();
    }
    check_refused(&text, "LL005");
    let mut merges = String::from("m0: &m0 {k0: v}\n");
    for i in 1..40 {
        writeln!(merges, "m{i}: &m{i} {{l: *m{}, r: *m{}, <<: *m{}}}", i - 1, i - 1, i - 1).unwrap();
    }
    check_refused(&merges, "LL005");
    let long = "x".repeat(1 << 20);
    check_refused(&format!("a: &a {long}\nb: [{}]\n", ["*a"; 4000].join(", ")), "LL005");
}

#[test]
fn an_alias_of_itself_is_refused() {
    check_refused("a: &a [*a]\n", "LL005");
}

#[test]
fn depth_and_size_are_capped() {
    check_refused(&format!("a: {}{}", "[".repeat(70), "]".repeat(70)), "LL006");
    let mut text = String::from("a0: &a0 [[[[[[[[[[x]]]]]]]]]]\n");
    for i in 1..9 {
        writeln!(text, "a{i}: &a{i} [[[[[[[[[[*a{}]]]]]]]]]]", i - 1).unwrap();
    }
    check_refused(&text, "LL006");
    check_refused(&"#".repeat((8 << 20) + 1), "LL006");
}

#[test]
fn services_that_extend_each_other_end() {
    let text = "services:\n  a: {image: x, extends: b}\n  b: {image: y, extends: {service: a}}\n  c: {image: z, extends: c}\n";
    let import = run("compose", &[("in.yaml", text)]);
    assert!(import.summary.lost.iter().any(|lost| lost.why.contains("circle")));
}

const SEEDS: &[&str] = &[
    include_str!("../data/compose/long-forms/in.yaml"),
    include_str!("../data/kubernetes/shop/in.yaml"),
    include_str!("../data/jaeger/wrapped/in.json"),
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn any_text_is_survived(text in "\\PC*|[a-z0-9:\\-\\[\\]{}&*!|>'\"#%@, \n\t<$=/.]{0,200}") {
        for format in FORMATS {
            run(format.name, &[("in.yaml", &text), (".env", &text)]);
        }
    }

    #[test]
    fn mutated_files_are_survived(
        seed in 0..SEEDS.len(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..40_usize, "[a-z:\\-\\[\\]{}&*!|>'\"#, \n$=/.0-9]{0,6}"), 1..6),
    ) {
        let mut text: Vec<char> = SEEDS[seed].chars().collect();
        for (at, length, put) in cuts {
            if text.is_empty() {
                break;
            }
            let at = at.index(text.len());
            let end = (at + length).min(text.len());
            text.splice(at..end, put.chars());
        }
        let text: String = text.into_iter().collect();
        for format in FORMATS {
            check_model(&run(format.name, &[("in.yaml", &text)]));
        }
    }
}
