//! Any text is read as a statement of need, and a design is drafted from it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use loadline_plan::draft::draft;
use loadline_plan::statement::read;

fuzz_target!(|text: &str| {
    let statement = read(text);
    for fact in &statement.facts {
        assert!(fact.amount.value.is_finite() && text.get(fact.amount.span.range()).is_some(), "{fact:?}");
    }
    for unused in &statement.unused {
        assert!(text.get(unused.span.range()).is_some(), "{unused:?}");
    }
    let draft = draft(&statement);
    assert!(draft.numbers.iter().all(|number| number.value.is_finite() && number.value >= 0.0));
    assert!(draft.flags.iter().flat_map(|flag| &flag.evidence).all(|span| text.get(span.range()).is_some()));
});
