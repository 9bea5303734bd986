//! `cargo xtask bench capacity`: what `loadline capacity` works out on systems of growing size, parsing and resolving
//! apart. A peer is timed on the same files in the same run, because machines differ and are noisy.

use anyhow::Result;
use clap::Args as Arguments;

use super::binary::Binary;
use super::generate::{self, Shape, Size};
use super::{peer, table, verdict};

/// Options of `cargo xtask bench capacity`.
#[derive(Arguments)]
pub(crate) struct Args {
    /// Runs per size; the median counts.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u8).range(1..))]
    runs: u8,
    /// Sizes of the generated systems, in services.
    #[arg(long, value_delimiter = ',', default_value = "100,1000,3000,10000")]
    sizes: Vec<usize>,
}

/// Milliseconds that the capacity of a thousand services may take.
const TARGET: (usize, f64) = (1_000, 50.0);

/// The phases whose times `loadline capacity --timings` prints, in milliseconds, and its peak memory, in MiB.
const FIGURES: [&str; 5] = ["parse", "resolve", "capacity", "total", "memory"];

/// One size, measured.
struct Row {
    services: usize,
    size: Size,
    /// Medians in the order of [`FIGURES`].
    figures: [f64; FIGURES.len()],
    /// Milliseconds the peer took to read the same files, when there is a peer.
    peer: Option<f64>,
}

impl Row {
    fn capacity(&self) -> f64 {
        let [_, _, capacity, ..] = self.figures;
        capacity
    }
}

/// Generates, measures, prints.
///
/// # Errors
/// The binary cannot be built, or does not run to its end.
pub(super) fn run(args: &Args) -> Result<()> {
    let binary = Binary::build()?;
    let peer = peer::find();
    let mut rows = Vec::new();
    for services in &args.sizes {
        let folder = binary.folder(&format!("capacity-{services}"));
        let size = generate::write(&folder, &Shape::of(*services))?;
        println!("{services} services, {} files, {} lines in {}", size.files, size.lines, folder.display());
        let words = ["capacity", "--format", "json", "--today", "2026-11-20", "--model"];
        let arguments: Vec<_> = words.iter().map(std::ffi::OsStr::new).chain([folder.as_os_str()]).collect();
        let figures = binary.medians(args.runs, &arguments, FIGURES)?;
        let peer = peer.as_ref().map(|peer| peer.time(&folder)).transpose()?;
        rows.push(Row { services: *services, size, figures, peer });
    }
    report(&rows, args, peer.as_ref());
    Ok(())
}

fn report(rows: &[Row], args: &Args, peer: Option<&peer::Peer>) {
    println!("\nMedian of {} runs; times in milliseconds, memory in MiB.\n", args.runs);
    println!("{}", render(rows));
    let (services, limit) = TARGET;
    if let Some(row) = rows.iter().find(|row| row.services == services) {
        println!("{}", verdict(&format!("capacity of {services} services"), row.capacity(), limit));
    }
    let Some(peer) = peer else {
        println!("left out the comparison: python3 with yaml is not here");
        return;
    };
    for row in rows {
        if let Some(time) = row.peer {
            println!(
                "{} services: {} only reads the same files in {time:.0} ms: {:.1} times our capacity",
                row.services,
                peer.name,
                time / row.capacity()
            );
        }
    }
}

/// The table, with how much each capacity grew over the row before.
fn render(rows: &[Row]) -> String {
    let mut header: Vec<String> = ["services", "lines"].map(str::to_owned).to_vec();
    header.extend(FIGURES.map(str::to_owned));
    header.push("growth".to_owned());
    let mut lines = vec![header];
    let mut before: Option<&Row> = None;
    for row in rows {
        let mut cells = [row.services, row.size.lines].map(|count| count.to_string()).to_vec();
        cells.extend(row.figures.map(|figure| format!("{figure:.1}")));
        cells.push(before.map_or_else(
            || "-".to_owned(),
            |before| table::growth((before.services, before.capacity()), (row.services, row.capacity())),
        ));
        lines.push(cells);
        before = Some(row);
    }
    table::render(&lines)
}
