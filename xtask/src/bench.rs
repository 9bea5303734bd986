//! `cargo xtask bench check`: how long `loadline check` takes on generated systems, and how that grows.
//! Reports; never fails because a figure is bad. A peer is timed on the same files in the same run, because
//! machines differ and are noisy.

mod generate;
mod peer;
mod table;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use clap::{Args as Arguments, Subcommand};

use crate::repository;

/// What can be measured.
#[derive(Subcommand)]
pub(crate) enum Bench {
    /// `loadline check` on generated systems of growing size.
    Check(Args),
}

/// Options of `cargo xtask bench check`.
#[derive(Arguments)]
pub(crate) struct Args {
    /// Runs per size; the median counts.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u8).range(1..))]
    runs: u8,
    /// Sizes of the generated systems, in services.
    #[arg(long, value_delimiter = ',', default_value = "100,1000,10000")]
    sizes: Vec<usize>,
}

/// Services → milliseconds in all that a check may take.
const TARGETS: &[(usize, f64)] = &[(1_000, 200.0), (10_000, 2_500.0)];

/// The phases whose times `loadline check --timings` prints, in milliseconds, and its peak memory, in MiB.
const FIGURES: [&str; 5] = ["parse", "resolve", "rules", "total", "memory"];

/// One size, measured.
struct Row {
    services: usize,
    files: usize,
    lines: usize,
    /// Medians in the order of [`FIGURES`].
    figures: [f64; FIGURES.len()],
    /// Milliseconds the peer took to read the same files, when there is a peer.
    peer: Option<f64>,
}

/// Generates, measures, prints.
///
/// # Errors
/// The binary cannot be built, or does not run to its end.
pub(crate) fn run(bench: &Bench) -> Result<()> {
    let Bench::Check(args) = bench;
    let root = repository::root();
    let target = repository::target_directory(&root)?;
    let binary = build(&root, &target)?;
    let peer = peer::find();
    let mut rows = Vec::new();
    for services in &args.sizes {
        let folder = target.join("bench").join(format!("check-{services}"));
        let (files, lines) = write(&folder, *services)?;
        println!("{services} services, {files} files, {lines} lines in {}", folder.display());
        let mut runs = Vec::new();
        for _ in 0..args.runs {
            runs.push(measure(&binary, &folder)?);
        }
        let figures = std::array::from_fn(|figure| median(runs.iter().map(|run| run[figure]).collect()));
        let peer = peer.as_ref().map(|peer| peer.time(&folder)).transpose()?;
        rows.push(Row { services: *services, files, lines, figures, peer });
    }
    report(&rows, args.runs, peer.as_ref());
    Ok(())
}

fn build(root: &Path, target: &Path) -> Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--quiet", "--release", "--package", "loadline"])
        .current_dir(root)
        .stdin(Stdio::null())
        .status()
        .context("cannot run `cargo build`")?;
    if !status.success() {
        bail!("cannot build `loadline`");
    }
    Ok(target.join("release").join(format!("loadline{}", std::env::consts::EXE_SUFFIX)))
}

/// Writes the generated system afresh; returns its number of files and of lines.
fn write(folder: &Path, services: usize) -> Result<(usize, usize)> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).with_context(|| format!("cannot empty `{}`", folder.display()))?;
    }
    std::fs::create_dir_all(folder)?;
    let files = generate::system(services);
    for (name, text) in &files {
        std::fs::write(folder.join(name), text).with_context(|| format!("cannot write `{name}`"))?;
    }
    Ok((files.len(), files.values().map(|text| text.lines().count()).sum()))
}

/// The figures of one run.
fn measure(binary: &Path, folder: &Path) -> Result<[f64; FIGURES.len()]> {
    let output = Command::new(binary)
        .arg("check")
        .arg(folder)
        .args(["--format", "json", "--timings"])
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot run `{}`", binary.display()))?;
    let talk = String::from_utf8_lossy(&output.stderr);
    // 1 means findings, which a generated system may have.
    if !matches!(output.status.code(), Some(0 | 1)) {
        bail!("`loadline check` ended with {}: {}", output.status, talk.trim());
    }
    let mut figures = [0.0; FIGURES.len()];
    for (figure, name) in figures.iter_mut().zip(FIGURES) {
        *figure = read(&talk, name).with_context(|| format!("`--timings` printed no `{name}`"))?;
    }
    Ok(figures)
}

/// The number on the line that starts with `name`.
fn read(talk: &str, name: &str) -> Option<f64> {
    talk.lines().find_map(|line| {
        let mut words = line.split_whitespace();
        if words.next()? != name {
            return None;
        }
        words.next()?.replace(',', "").parse().ok()
    })
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => f64::NAN,
        odd if odd % 2 == 1 => values[middle],
        _ => f64::midpoint(values[middle - 1], values[middle]),
    }
}

fn report(rows: &[Row], runs: u8, peer: Option<&peer::Peer>) {
    println!("\nMedian of {runs} runs; times in milliseconds, memory in MiB.\n");
    println!("{}", table::render(rows));
    for (services, limit) in TARGETS {
        if let Some(row) = rows.iter().find(|row| row.services == *services) {
            let [.., total, _] = row.figures;
            let verdict = if total <= *limit { "met" } else { "MISSED" };
            println!("{services} services in {total:.0} ms, target {limit:.0} ms: {verdict}");
        }
    }
    match peer {
        None => println!("left out the comparison: python3 with yaml is not here"),
        Some(peer) => {
            for row in rows {
                let [parse, .., total, _] = row.figures;
                if let Some(time) = row.peer {
                    println!(
                        "{} services: {} reads the same files in {time:.0} ms: {:.1} times our parse, {:.1} times our \
                         whole check",
                        row.services,
                        peer.name,
                        time / parse,
                        time / total
                    );
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_by_name() {
        let talk = "note: x\nparse 12.3 ms\ntotal 1,234.5 ms\nmemory 80 MiB peak\n";
        assert_eq!(read(talk, "parse"), Some(12.3));
        assert_eq!(read(talk, "total"), Some(1234.5));
        assert_eq!(read(talk, "memory"), Some(80.0));
        assert_eq!(read(talk, "rules"), None);
    }

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), 2.5);
    }
}
