//! `cargo xtask test`: the one command that says whether the repository is sound.
//! Steps run in order and the first failure ends the run; nothing waits for input.

use std::io::IsTerminal;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, anyhow, bail};
use clap::Args as Arguments;

use crate::{reference, repository, tidy, tools};

/// Options of `cargo xtask test`.
#[derive(Arguments)]
pub(crate) struct Args {
    /// Install nothing; fail when a tool is missing.
    #[arg(long)]
    no_install: bool,
}

type Step = fn(&Path) -> Result<()>;

const STEPS: &[(&str, Step)] = &[
    ("format", format),
    ("lints", |root| cargo(root, &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])),
    ("tests", |root| cargo(root, &["test", "--workspace"])),
    ("tidy", |_| tidy::run()),
    ("generated files", |_| reference::run(&reference::Args { check: true })),
];

/// Runs every step.
///
/// # Errors
/// A tool is missing, or a step failed; the message names it.
pub(crate) fn run(args: &Args) -> Result<()> {
    let started = Instant::now();
    let root = repository::root();
    step("tools", |_| tools::ensure(!args.no_install), &root)?;
    for (name, run) in STEPS {
        step(name, run, &root)?;
    }
    println!("\nall {} steps passed in {:.1} s", STEPS.len() + 1, started.elapsed().as_secs_f64());
    Ok(())
}

fn step(name: &str, run: impl Fn(&Path) -> Result<()>, root: &Path) -> Result<()> {
    println!("\n{}", heading(name));
    let started = Instant::now();
    let outcome = run(root);
    let seconds = started.elapsed().as_secs_f64();
    match outcome {
        Ok(()) => println!("{name}: passed in {seconds:.1} s"),
        Err(error) => return Err(error.context(format!("step `{name}` failed after {seconds:.1} s"))),
    }
    Ok(())
}

fn heading(name: &str) -> String {
    let plain = format!("== {name} ==");
    if colour() { format!("\u{1b}[1m{plain}\u{1b}[0m") } else { plain }
}

fn colour() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// Checks every tracked Rust file by name: rule files are declared through a macro, which `cargo fmt` cannot follow.
fn format(root: &Path) -> Result<()> {
    let files: Vec<String> = repository::tracked_files(root)?
        .into_iter()
        .filter(|file| file.is_rust())
        .map(|file| file.path)
        .collect();
    if files.is_empty() {
        bail!("git tracks no Rust file");
    }
    let mut rustfmt = Command::new("rustfmt");
    rustfmt
        .args(["--check", "--edition", "2024", "--color", if colour() { "always" } else { "never" }])
        .args(files);
    succeed(rustfmt, root)
        .map_err(|_| anyhow!("not formatted; run `rustfmt --edition 2024` on the files above"))
}

fn cargo(root: &Path, arguments: &[&str]) -> Result<()> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(arguments);
    succeed(cargo, root).with_context(|| format!("`cargo {}`", arguments.join(" ")))
}

fn succeed(mut command: Command, root: &Path) -> Result<()> {
    let status = command.current_dir(root).stdin(Stdio::null()).status().context("cannot start it")?;
    if !status.success() {
        bail!("ended with {status}");
    }
    Ok(())
}
