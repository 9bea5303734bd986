//! Edits of random models: what was asked is there afterwards, and nothing else has changed.

use super::random::{KEYS, Meaning, Pen, TEXTS, map, meaning};
use loadline_base::{FileId, TextEdit, apply_edits};
use loadline_model::syntax::{CannotEdit, NodeKind, Tree, parse};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::ops::Range;

#[derive(Debug, Clone, Copy)]
enum Kind {
    Set,
    Remove,
    Rename,
    Append,
}

#[derive(Debug, Clone)]
struct Edit {
    kind: Kind,
    /// Which child is taken at each step from the root.
    steps: Vec<Index>,
    /// Keys below that, which may not be there.
    more: Vec<&'static str>,
    /// The new value, key or item.
    text: String,
}

impl Edit {
    /// The path into this very model.
    fn path(&self, root: &Meaning) -> Vec<String> {
        let mut path = Vec::new();
        let mut at = root;
        for step in &self.steps {
            let name = match at {
                Meaning::Map(entries) if !entries.is_empty() => entries[step.index(entries.len())].0.clone(),
                Meaning::List(items) if !items.is_empty() => step.index(items.len()).to_string(),
                _ => break,
            };
            at = at.child(&name).unwrap();
            path.push(name);
        }
        path.into_iter().chain(self.more.iter().map(|key| (*key).to_owned())).collect()
    }

    fn make(&self, tree: &Tree, path: &[&str]) -> Result<Vec<TextEdit>, CannotEdit> {
        match self.kind {
            Kind::Set => tree.set(path, &self.text),
            Kind::Remove => tree.remove(path),
            Kind::Rename => tree.rename_key(path, &self.text),
            Kind::Append => tree.append_item(path, &self.text),
        }
    }

    /// What the model means afterwards; `None` when the edit is not possible.
    fn expect(&self, root: &Meaning, path: &[&str]) -> Option<Meaning> {
        let mut root = root.clone();
        let text = Meaning::Text(self.text.clone());
        let (last, above) = path.split_last()?;
        match self.kind {
            Kind::Set | Kind::Append => {
                let mut at = &mut root;
                for step in path {
                    if *at == Meaning::Nothing {
                        *at = Meaning::Map(Vec::new());
                    }
                    let is_missing = at.child(step).is_none();
                    if let (true, Meaning::Map(entries)) = (is_missing, &mut *at) {
                        entries.push(((*step).to_owned(), Meaning::Nothing));
                    }
                    at = at.child_mut(step)?;
                }
                *at = match (self.kind, &*at) {
                    (Kind::Set, Meaning::Nothing | Meaning::Text(_)) => text,
                    (Kind::Append, Meaning::Nothing) => Meaning::List(vec![text]),
                    (Kind::Append, Meaning::Text(one)) => {
                        Meaning::List(vec![Meaning::Text(one.clone()), text])
                    }
                    (Kind::Append, Meaning::List(items)) => {
                        Meaning::List(items.iter().cloned().chain([text]).collect())
                    }
                    _ => return None,
                };
            }
            Kind::Remove => {
                let parent = above.iter().try_fold(&mut root, |at, step| at.child_mut(step))?;
                parent.child(last)?;
                match parent {
                    Meaning::Map(entries) => entries.retain(|(key, _)| key != last),
                    Meaning::List(items) => drop(items.remove(last.parse().ok()?)),
                    _ => return None,
                }
            }
            Kind::Rename => {
                let parent = above.iter().try_fold(&mut root, |at, step| at.child_mut(step))?;
                let taken = *last != self.text && parent.child(&self.text).is_some();
                let Meaning::Map(entries) = parent else { return None };
                let entry = entries.iter_mut().find(|(key, _)| key == last)?;
                entry.0.clone_from(&self.text);
                if taken {
                    return None;
                }
            }
        }
        Some(root)
    }
}

fn edit() -> impl Strategy<Value = Edit> {
    let kind = select(&[Kind::Set, Kind::Set, Kind::Remove, Kind::Rename, Kind::Append][..]);
    let steps = prop::collection::vec(any::<Index>(), 0..4);
    let more = prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(select(&KEYS[..]), 1..3)];
    let text = prop_oneof![2 => select(&TEXTS[..]).prop_map(str::to_owned), 1 => ".*", 1 => any::<String>()];
    (kind, steps, more, text).prop_map(|(kind, steps, more, text)| Edit { kind, steps, more, text })
}

/// The text of every comment outside `lost`, in order.
fn comments(tree: &Tree, lost: impl Fn(Range<usize>) -> bool) -> Vec<&str> {
    let kept = tree.comments().iter().filter(|comment| !lost(comment.span.range()));
    kept.map(|comment| tree.slice(comment.span)).collect()
}

/// Whether a comment belongs to the entry or item at `path`: it stands on one of its lines, or it is cut off with them
/// and stands further to the right.
fn belongs(tree: &Tree, path: &[&str], edits: &[TextEdit], comment: Range<usize>) -> bool {
    let (last, above) = path.split_last().unwrap();
    let mut within = tree.root();
    for step in above {
        let item = || tree.items(within)[step.parse::<usize>().unwrap()];
        within = tree.get(within, step).map_or_else(item, |entry| entry.value);
    }
    let range = match tree.get(within, last) {
        Some(entry) => tree.span(entry.key).range().start..tree.span(entry.value).range().end,
        None => tree.span(tree.items(within)[last.parse::<usize>().unwrap()]).range(),
    };
    let text = tree.text();
    let line_start = |at: usize| text[..at].rfind('\n').map_or(0, |end| end + 1);
    let column = |at: usize| text[line_start(at)..at].trim_start_matches('\u{feff}').chars().count();
    let on_its_lines =
        range.start <= comment.start && !text[range.end.min(comment.start)..comment.start].contains('\n');
    let block = matches!(
        tree.node(within).kind,
        NodeKind::Map { flow: false, .. } | NodeKind::List { flow: false, .. }
    );
    let further_right = block && column(comment.start) > column(tree.span(within).range().start);
    let is_cut = edits.iter().any(|edit| edit.range.contains(&comment.start));
    is_cut && (on_its_lines || further_right)
}

fn check(root: &Meaning, choices: Vec<u8>, edit: &Edit) -> Result<(), TestCaseError> {
    let text = Pen::write(root, choices);
    let (tree, faults) = parse(FileId(0), &text);
    prop_assert!(faults.is_empty(), "{text}\n{faults:?}");
    let tree = tree.unwrap();
    let before = meaning(&tree, tree.root());
    let path = edit.path(&before);
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let made = edit.make(&tree, &path);
    let Some(expected) = edit.expect(&before, &path) else {
        prop_assert!(made.is_err(), "{path:?} in\n{text}\n{made:?}");
        return Ok(());
    };
    let edits = match made {
        Ok(edits) => edits,
        // A block text cannot stand in brackets, and its lines are better joined by hand.
        Err(CannotEdit::UnusualForm(_)) if text.contains('|') && matches!(edit.kind, Kind::Append) => {
            return Ok(());
        }
        Err(error) => return Err(TestCaseError::fail(format!("{error}: {path:?} in\n{text}"))),
    };
    let after = apply_edits(&text, &edits).unwrap();
    let (tree_after, faults) = parse(FileId(0), &after);
    prop_assert!(faults.is_empty(), "{path:?}\n{text}\n---\n{after}\n{faults:?}");
    let tree_after = tree_after.unwrap();
    let found = match meaning(&tree_after, tree_after.root()) {
        // Without its last entry a file is empty.
        Meaning::Nothing => Meaning::Map(Vec::new()),
        found => found,
    };
    prop_assert_eq!(found, expected, "{:?}\n{}\n---\n{}", path, text, after);
    let lost = |comment| matches!(edit.kind, Kind::Remove) && belongs(&tree, &path, &edits, comment);
    let kept = comments(&tree, lost);
    prop_assert_eq!(comments(&tree_after, |_| false), kept, "{:?}\n{}\n---\n{}", path, text, after);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_edit_does_what_was_asked_and_nothing_else(
        root in map(),
        choices in prop::collection::vec(any::<u8>(), 1..60),
        edit in edit(),
    ) {
        check(&root, choices, &edit)?;
    }
}

/// Found by fuzzing: behind `? key` the sign of its value stands on a line that belongs to no node.
#[test]
fn nothing_is_added_behind_a_key_with_a_question_mark() {
    let text = "queues:\n  ? events\n  : \n";
    let tree = loadline_model::syntax::parse(loadline_base::FileId(0), text).0.expect("it is YAML");
    assert!(tree.set(&["queues", "new"], "x").is_err());
}
