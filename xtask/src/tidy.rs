//! `cargo xtask tidy`: what must hold in this repository and no compiler checks.
//! Each check is a function from plain data to violations, one per line; this file only gathers them.

mod allowed;
mod pages;
mod requirements;
mod sizes;
mod text;
mod words;

use std::fmt;
use std::path::Path;

use anyhow::{Result, bail};

use crate::layers;
use crate::repository;

/// One thing that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Violation {
    /// Path from the root.
    pub(crate) path: String,
    /// Line, counted from 1.
    pub(crate) line: usize,
    /// What was found.
    pub(crate) what: String,
    /// Why it matters, or what to do instead.
    pub(crate) why: &'static str,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {} ({})", self.path, self.line, self.what, self.why)
    }
}

/// Runs every check and prints what it finds.
///
/// # Errors
/// Something is not tidy, or the repository cannot be read.
pub(crate) fn run() -> Result<()> {
    let violations = check(&repository::root())?;
    for violation in &violations {
        println!("{violation}");
    }
    match violations.len() {
        0 => println!("tidy"),
        1 => bail!("1 thing to tidy"),
        many => bail!("{many} things to tidy"),
    }
    Ok(())
}

fn check(root: &Path) -> Result<Vec<Violation>> {
    let files = repository::tracked_files(root)?;
    let crates = repository::crates(root)?;
    let allowed = allowed::read(&files);
    let known = requirements::read(&files);
    let mut violations = [
        layers::edges(&crates, &files),
        layers::words(&files),
        sizes::check(&files, &allowed),
        pages::check(&files, &known),
        requirements::check(&known),
        words::check(&files),
        text::check(&files),
    ]
    .concat();
    violations.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    Ok(violations)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_is_tidy() {
        let violations = check(&repository::root()).unwrap();
        let lines: Vec<String> = violations.iter().map(Violation::to_string).collect();
        assert!(lines.is_empty(), "\n{}", lines.join("\n"));
    }
}
