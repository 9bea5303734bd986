//! One clause in many wordings, each behind a statement that is known to be read: `tests/data/clauses.md`.

use loadline_plan::draft::draft;
use loadline_plan::statement::read;

/// What is wrong with the numbers of a statement.
fn wrong(text: &str, expected: &[(&str, f64)], flag: Option<&str>, without: Option<&str>) -> Option<String> {
    let draft = draft(&read(text));
    let misses = expected.iter().filter_map(|(key, value)| match draft.number(key) {
        Some(found) if (found.value - value).abs() <= 1e-6 * value.abs() => None,
        Some(found) => Some(format!("{} and not {value}", found.line())),
        None => Some(format!("no {key}")),
    });
    let raised = |code: &&str| draft.flags.iter().any(|flag| flag.code == *code);
    let silent = flag.filter(|code| !raised(code)).map(|code| format!("{code} is not raised"));
    let said =
        |code: &&str| draft.flags.iter().any(|flag| flag.code == *code) || draft.number(code).is_some();
    let false_alarm = without.filter(said).map(|code| format!("{code} is said"));
    let misses: Vec<String> = misses.chain(silent).chain(false_alarm).collect();
    (!misses.is_empty()).then(|| misses.join("; "))
}

#[test]
fn every_wording_of_a_clause_says_the_same() {
    let text = include_str!("../data/clauses.md");
    let mut missed = Vec::new();
    let mut tried = 0;
    for section in text.split("\n## ").skip(1) {
        let mut parts = section.split("\n\n");
        let (name, base) = (parts.next().expect("a name"), parts.next().expect("a statement"));
        let expected: Vec<(&str, f64)> = parts
            .next()
            .expect("what must follow")
            .lines()
            .filter(|line| !line.starts_with("flag = ") && !line.starts_with("without = "))
            .map(|line| {
                let (key, value) = line.split_once(" = ").expect("a key and a value");
                (key, value.parse().expect("a figure"))
            })
            .collect();
        let flag = section.lines().find_map(|line| line.strip_prefix("flag = "));
        // A number or a flag that must not follow.
        let without = section.lines().find_map(|line| line.strip_prefix("without = "));
        for clause in parts.next().expect("clauses").lines().filter_map(|line| line.strip_prefix("- ")) {
            tried += 1;
            missed.extend(
                wrong(&format!("{base} {clause}"), &expected, flag, without)
                    .map(|why| format!("{name}: {clause} {why}")),
            );
        }
    }
    assert!(tried > 330, "{tried} clauses");
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
