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
    let mut fingerprints = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let Some(first) = line.split_whitespace().next().filter(|first| !first.starts_with('#')) else {
            continue;
        };
        if first.len() != 32 || !first.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            let message =
                format!("line {number} of the baseline `{}` begins with no fingerprint", file.display());
            return Err(expected(message, "take the line out, or write the baseline anew"));
        }
        fingerprints.push(first.to_owned());
    }
    Ok(fingerprints)
}

/// Writes every finding of a run as a baseline, those included that the baseline in use knows.
pub(crate) fn write(file: &Path, report: &Report) -> Result<()> {
    if !report.faults.is_empty() {
        let message = format!("the baseline `{}` was not written", file.display());
        return Err(expected(message, "mend the faults in the text of the model first"));
    }
    let findings = report.outcome.findings.iter().chain(&report.in_baseline);
    let mut lines: Vec<String> = findings
        .map(|finding| format!("{} {} {}\n", finding.fingerprint(), finding.diagnostic.code, finding.path))
        .collect();
    lines.sort();
    lines.dedup();
    let text = format!("{HEAD}\n{}", lines.concat());
    std::fs::write(file, text).map_err(|error| {
        let message = format!("the baseline `{}` cannot be written: {error}", file.display());
        expected(message, "check the folder")
    })
}
