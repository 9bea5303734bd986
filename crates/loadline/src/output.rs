//! The table of formats a check can be printed in. Each format is one file.

pub(crate) mod availability;
pub(crate) mod baseline;
pub(crate) mod blast;
pub(crate) mod blast_overview;
pub(crate) mod compare;
pub(crate) mod depends;
pub(crate) mod diagram;
pub(crate) mod event;
pub(crate) mod excerpt;
pub(crate) mod faults;
mod github;
mod gitlab;
pub(crate) mod headline;
pub(crate) mod json;
mod junit;
mod markdown;
pub(crate) mod page;
pub(crate) mod plan;
mod repository;
mod row;
mod sarif;
pub(crate) mod sim;
pub(crate) mod slo;
pub(crate) mod spof;
pub(crate) mod table;
mod text;
pub(crate) mod timings;

use loadline_app::check::Report;

/// A format a check can be printed in.
pub(crate) struct CheckFormat {
    /// The word after `--format`.
    pub(crate) name: &'static str,
    /// Prints a report.
    pub(crate) render: fn(&Report, &View) -> String,
}

/// How a person wants to see it; machine formats always print everything.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View {
    /// Every finding rather than the ten costliest.
    pub(crate) all: bool,
    /// Counts by rule rather than findings.
    pub(crate) statistics: bool,
    /// Open questions count as findings.
    pub(crate) strict: bool,
    /// With colours.
    pub(crate) colour: bool,
    /// Columns to fill at most.
    pub(crate) width: usize,
}

/// Every format, the default first.
pub(crate) const FORMATS: &[CheckFormat] = &[
    CheckFormat { name: "text", render: text::render },
    CheckFormat { name: "json", render: json::render },
    CheckFormat { name: "sarif", render: sarif::render },
    CheckFormat { name: "junit", render: junit::render },
    CheckFormat { name: "github", render: github::render },
    CheckFormat { name: "gitlab", render: gitlab::render },
    CheckFormat { name: "markdown", render: markdown::render },
];
