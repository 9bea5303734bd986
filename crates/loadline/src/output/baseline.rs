//! Baseline files: the findings a team starts with, so that only new ones are reported.
//!
//! One line a finding: its fingerprint, then code and id path for people. Moved text does not change a fingerprint.

use crate::terminal::expected;
use anyhow::Result;
use loadline_app::check::Report;
use std::path::{Path, PathBuf};

const HEAD: &str = "# loadline baseline v1: fingerprint, rule, id path";

/// The fingerprints of a baseline file; none when no file is named.
pub(crate) fn read(file: Option<&PathBuf>) -> Result<Vec<String>> {
    let Some(file) = file else { return Ok(Vec::new()) };
    let text = std::fs::read_to_string(file).map_err(|error| {
        let message = format!("the baseline `{}` cannot be read: {error}", file.display());
        expected(message, "`--write-baseline FILE` writes one")
    })?;
    if text.lines().next() != Some(HEAD) {
        let message = format!("`{}` is not a baseline", file.display());
        return Err(expected(message, "`--write-baseline FILE` writes one"));
    }
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    Ok(lines.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect())
}

/// Writes the findings of a report as a baseline.
pub(crate) fn write(file: &Path, report: &Report) -> Result<()> {
    let mut lines: Vec<String> = report
        .outcome
        .findings
        .iter()
        .map(|finding| format!("{} {} {}", finding.fingerprint(), finding.diagnostic.code, finding.path))
        .collect();
    lines.sort();
    let text = format!("{HEAD}\n{}\n", lines.join("\n"));
    std::fs::write(file, text).map_err(|error| {
        let message = format!("the baseline `{}` cannot be written: {error}", file.display());
        expected(message, "check the folder")
    })
}
