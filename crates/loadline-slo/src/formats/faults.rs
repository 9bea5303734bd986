//! What can be wrong with a file of objectives, or odd about it: one line per fault, with the code that diagnostics carry.
//!
//! Text that is no YAML, unknown keys and wrong values have the codes of model files (LL001 to LL006).

use loadline_model::faults::Fault;

/// A document of no format known here.
pub const UNKNOWN_FORMAT: Fault = Fault {
    code: "LL570",
    name: "unknown-slo-format",
    explanation: "The document is none of the formats that objectives are read from: OpenSLO (`apiVersion: openslo/v1`), sloth \
                  (`version: prometheus/v1` or `apiVersion: sloth.slok.dev/v1`), pyrra (`apiVersion: pyrra.dev/v1alpha1`).",
};
/// A reference to nothing.
pub const DANGLING: Fault = Fault {
    code: "LL571",
    name: "dangling-slo-reference",
    explanation: "A document refers to another one by name, and no file that was read holds it. Hand in all files together.",
};
/// Something that the format asks for is not there.
pub const MISSING: Fault = Fault {
    code: "LL572",
    name: "missing-slo-field",
    explanation: "The format asks for a field that is not there, and nothing can stand in for it.",
};
/// A comparison where nothing is compared.
pub const OP_ON_RATIO: Fault = Fault {
    code: "LL573",
    name: "op-on-ratio",
    explanation: "`op` and `value` compare a threshold metric with a bound. A ratio metric counts good events already; the official \
                  OpenSLO SDK rejects the file. They are ignored here.",
};
/// Minutes where months are meant.
pub const MINUTES_FOR_MONTHS: Fault = Fault {
    code: "LL574",
    name: "minutes-for-months",
    explanation: "In OpenSLO `m` is minutes and `M` is months. A window of a few minutes is no window of an objective: it is read \
                  as months.",
};
/// A burn-rate condition that fires while all is well.
pub const INVERTED_BURN_RATE: Fault = Fault {
    code: "LL575",
    name: "inverted-burn-rate",
    explanation: "A condition on the burn rate with `lt` or `lte` fires while the budget is spent slowly and is silent in an outage. \
                  It is read as `gte`.",
};
/// No budget at all.
pub const NO_BUDGET: Fault = Fault {
    code: "LL576",
    name: "target-without-budget",
    explanation: "A target of 100 % leaves no error budget: any bad event burns it infinitely fast, and no burn rate means anything.",
};
/// A key that the tool itself ignores.
pub const IGNORED_KEY: Fault = Fault {
    code: "LL577",
    name: "key-ignored-by-its-tool",
    explanation: "The key is spelled as in the tool's other format. The tool ignores it without a word, so what it says never happens.",
};
/// Not quite the format, but plain enough.
pub const DIALECT: Fault = Fault {
    code: "LL578",
    name: "slo-dialect",
    explanation: "The specification of the format or its official reader does not allow this, but tools in use write it and its meaning \
                  is plain. It is accepted; other tools may refuse it.",
};
/// Counts that do not belong together.
pub const ODD_COUNTS: Fault = Fault {
    code: "LL579",
    name: "odd-counts",
    explanation: "What is counted as good or bad does not fit what is counted in all: another bucket, another set of requests, another \
                  metric. The share of good events would mean nothing.",
};
/// Something the format knows and Loadline does not.
pub const UNSUPPORTED: Fault = Fault {
    code: "LL580",
    name: "unsupported-slo-feature",
    explanation: "The format knows this, and Loadline does not. It is refused by name rather than read as something else.",
};
/// A query over a fixed time.
pub const NO_WINDOW: Fault = Fault {
    code: "LL581",
    name: "query-without-window",
    explanation: "The query has no place for the window (`{{.window}}`), so it tells the same over five minutes and over thirty days. \
                  Alerts on it mean nothing.",
};
/// The same name twice.
pub const TWICE: Fault = Fault {
    code: "LL582",
    name: "slo-name-twice",
    explanation: "Two documents of one kind have one name. Only one could count, and their alerts would silence each other.",
};

/// Every fault, by its code.
pub const FAULTS: &[&Fault] = &[
    &UNKNOWN_FORMAT,
    &DANGLING,
    &MISSING,
    &OP_ON_RATIO,
    &MINUTES_FOR_MONTHS,
    &INVERTED_BURN_RATE,
    &NO_BUDGET,
    &IGNORED_KEY,
    &DIALECT,
    &ODD_COUNTS,
    &UNSUPPORTED,
    &NO_WINDOW,
    &TWICE,
];
