//! `cargo xtask bench plan`: how long a whole design bundle takes, from the files of a generated system to the document.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::Args as Arguments;

use super::binary::{Binary, median};
use super::generate::{self, Shape, Size};
use super::{table, verdict};

/// Options of `cargo xtask bench plan`.
#[derive(Arguments)]
pub(crate) struct Args {
    /// Runs per size and format; the median counts.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u8).range(1..))]
    runs: u8,
    /// Sizes of the generated systems, in services; stores, caches, queues and externals come on top.
    #[arg(long, value_delimiter = ',', default_value = "50,200,400")]
    sizes: Vec<usize>,
}

/// Milliseconds that the bundle of two hundred components may take.
const TARGET: (usize, f64) = (200, 2_000.0);

/// The formats a bundle is written in.
const FORMATS: [&str; 3] = ["markdown", "html", "json"];

/// One size, measured.
struct Row {
    services: usize,
    size: Size,
    /// Medians in the order of [`FORMATS`], in milliseconds of the whole program.
    times: [f64; FORMATS.len()],
    /// Bytes of the Markdown.
    bytes: usize,
}

/// Generates, measures, prints.
///
/// # Errors
/// The binary cannot be built, or does not run to its end.
pub(super) fn run(args: &Args) -> Result<()> {
    let binary = Binary::build()?;
    let mut rows = Vec::new();
    for services in &args.sizes {
        let folder = binary.folder(&format!("plan-{services}"));
        let size = generate::write(&folder, &Shape::of(*services))?;
        println!("{services} services, {} files, {} lines in {}", size.files, size.lines, folder.display());
        let (mut times, mut bytes) = ([0.0; FORMATS.len()], 0);
        for (time, format) in times.iter_mut().zip(FORMATS) {
            let runs = (0..args.runs).map(|_| once(binary.path(), &folder, format));
            let runs = runs.collect::<Result<Vec<(f64, usize)>>>()?;
            *time = median(runs.iter().map(|(time, _)| *time).collect());
            if format == "markdown" {
                bytes = runs.first().map_or(0, |(_, bytes)| *bytes);
            }
        }
        rows.push(Row { services: *services, size, times, bytes });
    }
    println!("\nMedian of {} runs; milliseconds of the whole program, nothing is cached.\n", args.runs);
    println!("{}", render(&rows));
    let (services, limit) = TARGET;
    if let Some(row) = rows.iter().find(|row| row.services == services) {
        let worst = row.times.iter().copied().fold(0.0, f64::max);
        println!("{}", verdict(&format!("bundle of {services} services"), worst, limit));
    }
    Ok(())
}

/// Milliseconds of one run, and the bytes it wrote.
fn once(binary: &Path, folder: &Path, format: &str) -> Result<(f64, usize)> {
    let start = Instant::now();
    let output = Command::new(binary)
        .args(["plan", "bundle", "design", "--draft", "--today", "2026-11-20", "--format", format, "--model"])
        .arg(folder)
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot run `{}`", binary.display()))?;
    let time = start.elapsed().as_secs_f64() * 1e3;
    if !output.status.success() || output.stdout.is_empty() {
        bail!(
            "`loadline plan bundle` ended with {}: {}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok((time, output.stdout.len()))
}

/// The table, with how much Markdown grew over the row before.
fn render(rows: &[Row]) -> String {
    let mut header: Vec<String> = ["services", "lines"].map(str::to_owned).to_vec();
    header.extend(FORMATS.map(str::to_owned));
    header.extend(["kB", "growth"].map(str::to_owned));
    let mut lines = vec![header];
    let mut before: Option<&Row> = None;
    for row in rows {
        let mut cells = [row.services, row.size.lines].map(|count| count.to_string()).to_vec();
        cells.extend(row.times.map(|time| format!("{time:.0}")));
        cells.push((row.bytes / 1_000).to_string());
        let [markdown, ..] = row.times;
        cells.push(before.map_or_else(
            || "-".to_owned(),
            |before| table::growth((before.services, before.times[0]), (row.services, markdown)),
        ));
        lines.push(cells);
        before = Some(row);
    }
    table::render(&lines)
}
