//! Where imported values came from: the `imported:` section, written by `loadline import` and kept beside the model.

use crate::lower::{Evidence, Keys, Layers, Lower, Lowering, Map, Shape, Stated, Word, lower_map, record};
use crate::syntax::Tree;
use loadline_base::units::Count;
use rustc_hash::FxHashMap;

record! {
    /// Where imported values came from.
    pub struct Imported("import record") {
        /// Format of the files (`compose`, `kubernetes`, `jaeger`).
        "format" format: String,
        /// Files that were read.
        "files" files: Vec<Stated<String>>,
        /// How much of the system the files tell.
        "coverage" coverage: Coverage,
        /// Values by id path.
        "values" values: Values,
        /// What was in the files and could not be used.
        "lost" lost: Vec<Stated<LostValue>>,
    }
}

record! {
    /// How much of the system the imported files tell.
    pub struct Coverage("import coverage") {
        /// Components found.
        "components" components: Count,
        /// Components with at least one edge.
        "with-edges" with_edges: Count,
    }
}

record! {
    /// Where one value came from.
    pub struct ImportedValue("imported value") {
        /// File and line.
        "at" at: String,
        /// What in the file says it.
        "by" by: String,
        /// How sure it is.
        "evidence" evidence: Evidence,
        /// The value as it was imported; once it differs from the model, the model's is taken as written by hand.
        "value" value: String,
    }
}

record! {
    /// Something in the imported files that could not be used.
    pub struct LostValue("lost value") {
        /// File and line.
        "at" at: String,
        /// Where in the file's own structure.
        "key" key: String,
        /// Why it could not be used.
        "why" why: String,
    }
}

const EVIDENCE: &[Word] = &[
    Word { word: "declared", doc: "The file says it in so many words." },
    Word { word: "inferred", doc: "It follows from names or addresses." },
    Word { word: "default", doc: "The file says nothing; the tool's default applies. It satisfies no rule." },
];

impl Lower for Evidence {
    const SHAPE: Shape = Shape::Choice(EVIDENCE);

    fn lower(at: &Layers, cx: &mut Lowering<'_>) -> Option<Self> {
        match cx.scalar(at, &Self::SHAPE)? {
            "declared" => Some(Self::Declared),
            "inferred" => Some(Self::Inferred),
            "default" => Some(Self::Default),
            _ => {
                cx.wrong_word(at, EVIDENCE);
                None
            }
        }
    }
}

/// Imported values keyed by id path.
#[derive(Debug, Clone, Default)]
pub struct Values(Map<ImportedValue>);

impl std::ops::Deref for Values {
    type Target = Map<ImportedValue>;

    fn deref(&self) -> &Map<ImportedValue> {
        &self.0
    }
}

impl Lower for Values {
    const SHAPE: Shape = Shape::PathMap(&ImportedValue::SHAPE);

    fn lower(at: &Layers, cx: &mut Lowering<'_>) -> Option<Self> {
        lower_map(at, cx, Keys::Foreign).map(Self)
    }
}

/// Evidence by id path, read from the trees before the records are, so that every value can be given its origin.
#[derive(Debug, Default)]
pub(crate) struct Provenance(FxHashMap<String, (Evidence, Option<String>)>);

impl Provenance {
    pub(crate) fn gather(trees: &[Tree]) -> Self {
        let mut found = FxHashMap::default();
        for tree in trees {
            let Some(values) = tree.find(["imported", "values"]) else { continue };
            for entry in tree.entries(values.value) {
                let field = |key| tree.get(entry.value, key).and_then(|field| tree.scalar(field.value));
                let evidence = match field("evidence") {
                    Some("inferred") => Evidence::Inferred,
                    Some("default") => Evidence::Default,
                    _ => Evidence::Declared,
                };
                if let Some(path) = tree.scalar(entry.key) {
                    found.insert(path.to_owned(), (evidence, field("value").map(str::to_owned)));
                }
            }
        }
        Self(found)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The evidence for the value at `path`, unless a hand has changed it since.
    pub(crate) fn evidence(&self, path: &str, text: Option<&str>) -> Option<Evidence> {
        let (evidence, was) = self.0.get(path)?;
        match (was, text) {
            (Some(was), Some(text)) if was != text => None,
            _ => Some(*evidence),
        }
    }
}
