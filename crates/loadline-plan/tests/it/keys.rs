//! The closed list of numbers: one name per quantity, every name used is in it.

use loadline_plan::draft::key::{KEYS, find};
use loadline_plan::draft::{draft, flags::FLAGS};
use loadline_plan::statement::read;
use std::collections::HashSet;

#[test]
fn every_name_is_known_once() {
    let mut names = HashSet::new();
    for key in KEYS {
        assert!(names.insert(key.name), "{} twice", key.name);
        for alias in key.aliases {
            assert!(names.insert(alias), "{alias} twice");
            assert_eq!(find(alias).map(|found| found.name), Some(key.name));
        }
    }
    let mut codes = HashSet::new();
    for rule in FLAGS {
        assert!(codes.insert(rule.code), "{} twice", rule.code);
        assert!(!rule.about.is_empty());
    }
}

#[test]
fn every_number_of_a_draft_has_a_key_and_comes_once_and_in_order() {
    for entry in
        std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/statements")).expect("the folder")
    {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let draft = draft(&read(&std::fs::read_to_string(&path).expect("text")));
        let places: Vec<usize> = draft
            .numbers
            .iter()
            .map(|number| {
                KEYS.iter()
                    .position(|key| key.name == number.key)
                    .unwrap_or_else(|| panic!("`{}` has no key", number.key))
            })
            .collect();
        assert!(places.is_sorted(), "{}: {places:?}", path.display());
        let names: HashSet<String> = draft.numbers.iter().map(|number| number.name()).collect();
        assert_eq!(names.len(), draft.numbers.len(), "{}: {names:?}", path.display());
        // The one without a qualifier is there, and is met first.
        for number in &draft.numbers {
            let first = draft.numbers.iter().find(|other| other.key == number.key);
            assert!(first.is_some_and(|first| first.of.is_none()), "{}: {}", path.display(), number.name());
        }
    }
}
