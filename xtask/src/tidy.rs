//! `cargo xtask tidy`: what must hold in this repository and no compiler checks.
//! Each check is a function from plain data to violations, one per line; this file only gathers them.

mod allowed;
mod pages;
mod requirements;
mod sizes;
mod text;
mod words;

use std::path::Path;

use anyhow::{Result, bail};

use crate::layers;
use crate::repository;
use crate::violation::Violation;

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
