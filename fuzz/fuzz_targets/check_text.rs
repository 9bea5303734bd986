//! Any text is read as a model and judged by every rule, and everything the model offers is asked of it. Form feeds part several files.

#![no_main]

use libfuzzer_sys::fuzz_target;
use loadline_base::{Date, Sources, apply_edits};
use loadline_check::{Selection, check};
use loadline_model::syntax::{NodeKind, Tree, parse};
use loadline_model::{Model, read};

fuzz_target!(|text: &str| {
    let mut sources = Sources::default();
    for (index, part) in text.split('\u{c}').take(4).enumerate() {
        sources.add(format!("{index}.yaml"), part);
    }
    let reading = read(&sources);
    for fault in &reading.faults {
        let label = fault.primary.as_ref().expect("every fault has a place");
        assert!(sources.file(label.span.file).text().get(label.span.range()).is_some());
        let _ = sources.place(label.span);
    }
    ask(&reading.model, reading.faults.is_empty());
    judge(&reading.model, &sources);
    reading.model.trees().iter().for_each(edit);
});

/// Runs every rule, also over models that are only half understood, which is more than the command line does.
fn judge(model: &Model, sources: &Sources) {
    let all = Selection::new(Vec::new(), Vec::new()).expect("no selector is unknown");
    let today = Date::new(2026, 11, 20).expect("it is a day");
    let outcome = check(model, sources, &all, today);
    for finding in &outcome.findings {
        assert!(!finding.diagnostic.message.is_empty() && !finding.path.is_empty());
        assert!(finding.numbers.iter().all(|number| number.value.is_finite()), "{finding:?}");
        let _ = finding.fingerprint();
    }
}

/// Asks for every component, edge, reference and place. Only where there is no fault must every one have a place.
fn ask(model: &Model, faultless: bool) {
    for component in model.components() {
        assert_eq!(model.component(component.id).name, component.name);
        assert!(model.locate(&component.path()).is_some() || !faultless);
        let out = model.needs(component.id).count();
        let incoming = model.callers(component.id).count();
        assert!(out <= model.edge_count() && incoming <= model.edge_count());
    }
    for edge in model.edges() {
        assert!(model.find(edge.to.name).is_some());
        let _ = (edge.path(), edge.target(), edge.consumes(), edge.publishes(), edge.is_call());
    }
    for lost in model.dangling() {
        assert_ne!(lost.close.as_deref(), Some(lost.id.as_str()));
        let _ = (model.locate(&lost.path), model.is_imported(&lost.path));
    }
}

/// Prints a tree, and edits its first entries.
fn edit(tree: &Tree) {
    assert_eq!(tree.print(), tree.text());
    for entry in tree.entries(tree.root()).iter().take(4) {
        let key = tree.scalar(entry.key).unwrap_or_default();
        let mut paths = vec![vec![key]];
        match &tree.node(entry.value).kind {
            NodeKind::Map { entries, .. } => {
                paths.extend(
                    entries.iter().take(4).map(|inner| vec![key, tree.scalar(inner.key).unwrap_or("")]),
                );
            }
            NodeKind::List { .. } => paths.extend([vec![key, "0"], vec![key, "1"]]),
            NodeKind::Scalar { .. } => {}
        }
        for path in paths {
            let below = [path.as_slice(), &["new"]].concat();
            let all = [
                tree.set(&path, "no"),
                tree.set(&below, "a, b"),
                tree.append_item(&path, "x"),
                tree.rename_key(&path, "new"),
                tree.remove(&path),
            ];
            for edits in all.into_iter().flatten() {
                let after = apply_edits(tree.text(), &edits).expect("edits fit the text they were made for");
                assert!(parse(tree.file(), &after).0.is_some(), "{path:?}\n{}\n---\n{after}", tree.text());
            }
        }
    }
}
