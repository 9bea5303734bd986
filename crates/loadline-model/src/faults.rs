//! What can be wrong with a model file before any rule looks at it: one line per fault.
//!
//! These codes (LL001–LL009) mean that the file could not be understood; `loadline check` then exits with 2.

/// A way in which a model file cannot be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Stable code.
    pub code: &'static str,
    /// Kebab-case name.
    pub name: &'static str,
    /// What it means and what to do, for `loadline explain`.
    pub explanation: &'static str,
}

/// The text is not YAML.
pub const SYNTAX: Fault = Fault {
    code: "LL001",
    name: "not-yaml",
    explanation: "The file is not YAML: a bracket or quote is left open, the indentation jumps, or a tab indents a line. \
                  Nothing in the file is read until this is mended.",
};
/// A key the language does not know.
pub const UNKNOWN_KEY: Fault = Fault {
    code: "LL002",
    name: "unknown-key",
    explanation: "The language does not know this key here. A misspelt key would otherwise be ignored in silence, and the \
                  fact it holds with it. Keys of your own start with `x-`.",
};
/// A value of the wrong kind, or without its unit.
pub const WRONG_VALUE: Fault = Fault {
    code: "LL003",
    name: "wrong-value",
    explanation: "The value is of the wrong kind, lacks its unit, or is not one of the words allowed here. Units are \
                  always written (`300ms`, `350rps`, `2kB`, `30%`), so that nobody has to guess.",
};
/// The same id or key twice.
pub const DUPLICATE: Fault = Fault {
    code: "LL004",
    name: "written-twice",
    explanation: "The same key stands twice in one map, or the same id in two files. Only one could count, and readers \
                  would disagree on which.",
};
/// A YAML form that the language leaves out.
pub const REFUSED_YAML: Fault = Fault {
    code: "LL005",
    name: "refused-yaml-form",
    explanation: "Anchors, aliases, merge keys, tags, several documents in one file and keys that are not plain words are \
                  left out of the model language: they hide facts from readers and allow expansion bombs. Reuse fields \
                  with `profiles:` and `use:`.",
};
/// A file beyond the caps.
pub const TOO_LARGE: Fault = Fault {
    code: "LL006",
    name: "too-large",
    explanation: "A model file may have 8 MiB and 64 levels of nesting. Split a large model into several files: every YAML \
                  file below the model root that starts with `loadline: 1` is read.",
};
/// A file that is not a model.
pub const NOT_A_MODEL: Fault = Fault {
    code: "LL007",
    name: "not-a-model",
    explanation: "The file cannot be read as a model: it is missing, unreadable, not text, empty, or does not start with \
                  `loadline: 1`.",
};
/// An id that does not follow the form.
pub const WRONG_ID: Fault = Fault {
    code: "LL008",
    name: "wrong-id",
    explanation: "Ids are lower-case words with hyphens (`[a-z][a-z0-9-]*`), so that they read the same in paths, metrics \
                  and file names. Words that YAML or the language reads as something else, such as `on` and `none`, are \
                  no ids. Put the human name into `title:`.",
};

/// Every fault, in the order of codes.
pub const FAULTS: &[Fault] =
    &[SYNTAX, UNKNOWN_KEY, WRONG_VALUE, DUPLICATE, REFUSED_YAML, TOO_LARGE, NOT_A_MODEL, WRONG_ID];
