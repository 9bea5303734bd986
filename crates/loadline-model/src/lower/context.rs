//! The state of one reading: the trees, the profiles, where we are, and what was found wrong.

use super::id::is_id;
use super::shape::with_article;
use super::{
    FoundReference, Layer, Layers, Lower, OpenField, OpenRecord, Origin, Record, Shape, Stated, TargetKind,
    Word,
};
use crate::faults;
use crate::imported::Provenance;
use crate::syntax::{NodeId, NodeKind, Tree, duplicate_key};
use loadline_base::{Diagnostic, Span, did_you_mean};
use rustc_hash::{FxHashMap, FxHashSet};

/// The state of one reading.
pub(crate) struct Lowering<'t> {
    trees: &'t [Tree],
    profiles: FxHashMap<&'t str, (u32, NodeId)>,
    imported: &'t Provenance,
    path: String,
    reported: FxHashSet<(Span, String)>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) references: Vec<FoundReference>,
}

impl<'t> Lowering<'t> {
    pub(crate) fn new(trees: &'t [Tree], imported: &'t Provenance) -> Self {
        let mut profiles = FxHashMap::default();
        for (index, tree) in (0u32..).zip(trees) {
            let Some(section) = tree.get(tree.root(), "profiles") else { continue };
            for entry in tree.entries(section.value) {
                if let Some(id) = tree.scalar(entry.key) {
                    profiles.entry(id).or_insert((index, entry.value));
                }
            }
        }
        Self {
            trees,
            profiles,
            imported,
            path: String::new(),
            reported: FxHashSet::default(),
            diagnostics: Vec::new(),
            references: Vec::new(),
        }
    }

    pub(crate) fn tree(&self, index: u32) -> &'t Tree {
        &self.trees[index as usize]
    }

    pub(crate) fn span(&self, layer: Layer) -> Span {
        self.tree(layer.tree).span(layer.node)
    }

    /// Runs `read` one step further down the id path.
    pub(crate) fn below<R>(&mut self, step: &str, read: impl FnOnce(&mut Self) -> R) -> R {
        let length = self.path.len();
        if length > 0 {
            self.path.push('/');
        }
        self.path.push_str(step);
        let result = read(self);
        self.path.truncate(length);
        result
    }

    /// Reads the field `key` of a record, if any layer has it.
    pub(crate) fn field<T: Lower>(&mut self, at: &OpenRecord<'_>, key: &str) -> Option<Stated<T>> {
        let mut found = Layers::new();
        let mut first_key = None;
        for field in at.0.iter().filter(|field| field.key == key) {
            let first_key = *first_key.get_or_insert(field.key_span);
            if let Some(first) = found.first().copied()
                && !self.may_stand_in_two_files(key, first, field.value)
                && self.report_if_rival(key, first, first_key, field.value, field.key_span)
            {
                continue;
            }
            found.push(field.value);
        }
        let first = *found.first()?;
        self.below(key, |cx| {
            let value = T::lower(&found, cx)?;
            Some(Stated { value, span: cx.span(first), origin: cx.origin(first) })
        })
    }

    /// Sections are merged over files. The version stands in every file, and only files that say the same one are read.
    fn may_stand_in_two_files(&self, key: &str, one: Layer, other: Layer) -> bool {
        let version = self.path.is_empty() && key == "loadline";
        version || (self.can_merge(one) && self.can_merge(other))
    }

    /// Whether a layer is a map, or nothing at all, which counts as an empty map.
    fn can_merge(&self, layer: Layer) -> bool {
        let tree = self.tree(layer.tree);
        matches!(tree.node(layer.node).kind, NodeKind::Map { .. }) || tree.is_empty_value(layer.node)
    }

    fn origin(&self, layer: Layer) -> Origin {
        if layer.origin != Origin::Explicit || self.imported.is_empty() {
            return layer.origin;
        }
        let text = self.tree(layer.tree).scalar(layer.node);
        self.imported.evidence(&self.path, text).map_or(Origin::Explicit, Origin::Imported)
    }

    /// Two explicit layers that both hold `key` contradict each other. Within one file the parser has told it already.
    pub(crate) fn report_if_rival(
        &mut self,
        key: &str,
        first: Layer,
        first_at: Span,
        other: Layer,
        other_at: Span,
    ) -> bool {
        let rival = first.origin == Origin::Explicit && other.origin == Origin::Explicit;
        if rival && first.tree != other.tree {
            self.push(duplicate_key(key, first_at, other_at));
        }
        rival
    }

    /// Opens a record: a map (or nothing at all), with the profiles it uses below it. Unknown keys are reported.
    pub(crate) fn open_record(&mut self, at: &Layers, record: &'static Record) -> Option<OpenRecord<'t>> {
        let mut layers = self.open_map(at, &Shape::Text).or_else(|| {
            let name = with_article(record.name);
            let wants = format!("expected a map with the fields of {name}");
            self.fault(*at.first()?, format!("this is not {name}"), wants);
            None
        })?;
        if record.profiles {
            self.add_profiles(&mut layers);
        }
        let mut fields = Vec::new();
        for layer in layers {
            let tree = self.tree(layer.tree);
            for entry in tree.entries(layer.node) {
                let Some(key) = tree.scalar(entry.key) else { continue };
                let key_span = tree.span(entry.key);
                if record.field(key).is_some() {
                    fields.push(OpenField { key, key_span, value: Layer { node: entry.value, ..layer } });
                } else if !(key.starts_with("x-") || record.profiles && key == "use") {
                    self.report_unknown_key(key, key_span, record);
                }
            }
        }
        Some(OpenRecord(fields))
    }

    fn add_profiles(&mut self, layers: &mut Layers) {
        let names: Vec<Layer> = layers.iter().flat_map(|layer| self.profile_names(*layer)).collect();
        // The last named profile wins over the ones before it, as with every list of layers people know.
        for named in names.into_iter().rev() {
            let Some(name) = self.scalar(&vec![named], &Shape::Reference(TargetKind::Profile)) else {
                continue;
            };
            let span = self.span(named);
            self.below("use", |cx| cx.refer(TargetKind::Profile, name, span));
            if let Some((tree, node)) = self.profiles.get(name) {
                let profile = Layer { tree: *tree, node: *node, origin: Origin::Profile };
                self.check_profile(profile);
                layers.push(profile);
            }
        }
    }

    /// What stands at `use`: one name, or a list of them.
    fn profile_names(&self, layer: Layer) -> Vec<Layer> {
        let tree = self.tree(layer.tree);
        let Some(entry) = tree.get(layer.node, "use") else { return Vec::new() };
        let nodes = match &tree.node(entry.value).kind {
            NodeKind::List { items, .. } => items.as_slice(),
            _ => std::slice::from_ref(&entry.value),
        };
        nodes.iter().map(|node| Layer { node: *node, ..layer }).collect()
    }

    /// A profile is a map one level deep: it may not use another one, which would be passed over in silence.
    fn check_profile(&mut self, profile: Layer) {
        let tree = self.tree(profile.tree);
        if !self.can_merge(profile) {
            self.fault(
                profile,
                "this is not a profile".into(),
                "expected a map of fields to take over".into(),
            );
        }
        if let Some(inner) = tree.get(profile.node, "use") {
            let hint = "name both where they are used: `use: [one, other]`; the last one named wins";
            self.push(
                Diagnostic::error(faults::WRONG_VALUE.code, "a profile cannot use another profile")
                    .at(tree.span(inner.key), "")
                    .hint(hint),
            );
        }
    }

    fn report_unknown_key(&mut self, key: &str, span: Span, record: &'static Record) {
        let name = with_article(record.name);
        let message = format!("`{key}` is not a field of {name}");
        let fault = Diagnostic::error(faults::UNKNOWN_KEY.code, message).at(span, "not known here");
        self.push(match did_you_mean(key, record.all_fields().map(|field| field.key)) {
            Some(close) => fault.hint(format!("did you mean `{close}`?")),
            None if key.contains(' ') => {
                fault.hint("inside `{}` a comma ends a value; put quotes round a text that holds one")
            }
            None => fault.hint(format!("{name} has: {}", field_list(record))),
        });
    }

    /// Opens a map for merging. Nothing at all counts as an empty map; anything else is a fault.
    pub(crate) fn open_map(&mut self, at: &Layers, shape: &Shape) -> Option<Layers> {
        let first = *at.first()?;
        if !self.can_merge(first) {
            if !matches!(shape, Shape::Text) {
                self.wrong(first, shape);
            }
            return None;
        }
        Some(at.iter().filter(|layer| self.can_merge(**layer)).copied().collect())
    }

    /// The single value of the strongest layer.
    pub(crate) fn scalar(&mut self, at: &Layers, shape: &Shape) -> Option<&'t str> {
        let first = *at.first()?;
        let tree = self.tree(first.tree);
        if tree.is_empty_value(first.node) {
            let hint = format!("expected {}; to leave it unknown, leave the key out", shape.wants());
            self.fault(first, "nothing is written here".into(), hint);
            return None;
        }
        let text = tree.scalar(first.node);
        if text.is_none() {
            self.wrong(first, shape);
        }
        text
    }

    pub(crate) fn check_id(&mut self, id: &str, span: Span) {
        if !is_id(id) {
            let hint = "ids are lower-case words with hyphens (`order-api`), and not words such as `none` or `on`; \
                        put the human name into `title:`";
            self.push(
                Diagnostic::error(faults::WRONG_ID.code, format!("`{id}` is not an id"))
                    .at(span, "")
                    .hint(hint),
            );
        }
    }

    pub(crate) fn refer(&mut self, kind: TargetKind, id: &str, span: Span) {
        let path = self.path.clone();
        self.references.push(FoundReference { kind, id: id.to_owned(), span, path });
    }

    pub(crate) fn wrong(&mut self, layer: Layer, shape: &Shape) {
        let tree = self.tree(layer.tree);
        let what = match &tree.node(layer.node).kind {
            NodeKind::Map { .. } => "a map stands here".to_owned(),
            NodeKind::List { .. } => "a list stands here".to_owned(),
            NodeKind::Scalar { .. } => {
                format!("`{}` does not fit here", tree.scalar(layer.node).unwrap_or(""))
            }
        };
        self.fault(layer, what, format!("expected {}", shape.wants()));
    }

    pub(crate) fn wrong_word(&mut self, at: &Layers, words: &'static [Word]) {
        let Some(first) = at.first().copied() else { return };
        let text = self.tree(first.tree).scalar(first.node).unwrap_or("").to_owned();
        let hint = match did_you_mean(&text, words.iter().map(|word| word.word)) {
            Some(close) => format!("did you mean `{close}`? Allowed are {}", word_list(words)),
            None => format!("allowed are {}", word_list(words)),
        };
        self.fault(first, format!("`{text}` is not one of the words allowed here"), hint);
    }

    pub(crate) fn fault(&mut self, layer: Layer, message: String, hint: String) {
        let span = self.span(layer);
        self.push(Diagnostic::error(faults::WRONG_VALUE.code, message).at(span, "").hint(hint));
    }

    /// Reports once: a profile is read by everyone who uses it, its faults are told the first time only.
    fn push(&mut self, fault: Diagnostic) {
        let Some(primary) = &fault.primary else { return };
        if self.reported.insert((primary.span, fault.message.clone())) {
            self.diagnostics.push(fault);
        }
    }
}

fn field_list(record: &Record) -> String {
    record.all_fields().map(|field| format!("`{}`", field.key)).collect::<Vec<_>>().join(", ")
}

fn word_list(words: &[Word]) -> String {
    words.iter().map(|word| format!("`{}`", word.word)).collect::<Vec<_>>().join(", ")
}
