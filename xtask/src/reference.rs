//! `cargo xtask gen`: writes the reference that the binary prints about itself to `docs/reference`.
//! The binary is the only author; a file edited by hand is stale.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use clap::Args as Arguments;

use crate::repository;

/// Options of `cargo xtask gen`.
#[derive(Arguments)]
pub(crate) struct Args {
    /// Write nothing; fail when a file is not what would be written.
    #[arg(long)]
    pub(crate) check: bool,
}

/// Each generated file and the arguments that make `loadline` print it.
const GENERATED: &[(&str, &[&str])] = &[
    ("docs/reference/rules.md", &["reference", "rules"]),
    ("docs/reference/cli.md", &["reference", "cli"]),
    ("docs/reference/language.md", &["reference", "language"]),
    ("docs/reference/loadline.schema.json", &["reference", "schema"]),
    ("docs/reference/formulas.md", &["reference", "formulas"]),
    ("docs/reference/numbers.md", &["reference", "numbers"]),
    ("docs/reference/gates.md", &["reference", "gates"]),
    ("docs/reference/decisions.md", &["reference", "decisions"]),
];

/// Writes or compares every generated file.
///
/// # Errors
/// The binary cannot be built or run, or with `--check` a file is stale.
pub(crate) fn run(args: &Args) -> Result<()> {
    let root = repository::root();
    let binary = build(&root)?;
    let mut stale = Vec::new();
    for (path, arguments) in GENERATED {
        let wanted = print(&root, &binary, arguments)?;
        let file = root.join(path);
        if std::fs::read(&file).is_ok_and(|found| found == wanted) {
            continue;
        }
        if args.check {
            stale.push(*path);
            continue;
        }
        std::fs::create_dir_all(file.parent().unwrap_or(&root))?;
        std::fs::write(&file, wanted).with_context(|| format!("cannot write `{path}`"))?;
        println!("wrote {path}");
    }
    if !stale.is_empty() {
        bail!("stale: {}; run `cargo xtask gen`", stale.join(", "));
    }
    println!("{} generated files are up to date", GENERATED.len());
    Ok(())
}

fn build(root: &Path) -> Result<std::path::PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--quiet", "--package", "loadline"])
        .current_dir(root)
        .stdin(Stdio::null())
        .status()
        .context("cannot run `cargo build`")?;
    if !status.success() {
        bail!("cannot build `loadline`");
    }
    let name = format!("loadline{}", std::env::consts::EXE_SUFFIX);
    Ok(repository::target_directory(root)?.join("debug").join(name))
}

fn print(root: &Path, binary: &Path, arguments: &[&str]) -> Result<Vec<u8>> {
    let shown = arguments.join(" ");
    let output = Command::new(binary)
        .args(arguments)
        .current_dir(root)
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot run `{}`", binary.display()))?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        bail!("`loadline {shown}` ended with {}: {}", output.status, message.trim());
    }
    if output.stdout.is_empty() {
        bail!("`loadline {shown}` printed nothing");
    }
    Ok(output.stdout)
}
