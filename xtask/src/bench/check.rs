//! `cargo xtask bench check`: `loadline check` on systems of growing size. A peer is timed on the same files in the
//! same run, because machines differ and are noisy.

use anyhow::Result;
use clap::Args as Arguments;

use super::binary::Binary;
use super::generate::{self, Shape, Size};
use super::{peer, table, verdict};

/// Options of `cargo xtask bench check`.
#[derive(Arguments)]
pub(crate) struct Args {
    /// Runs per size; the median counts.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u8).range(1..))]
    runs: u8,
    /// Sizes of the generated systems, in services.
    #[arg(long, value_delimiter = ',', default_value = "100,1000,10000")]
    sizes: Vec<usize>,
    /// Services that call each other in a circle.
    #[arg(long, default_value_t = 0)]
    circle: usize,
    /// Journeys, instead of one for every 20 services.
    #[arg(long)]
    journeys: Option<usize>,
    /// Single points of failure beside services that are spread over zones, instead of three replicas of each.
    #[arg(long)]
    mixed_redundancy: bool,
}

impl Args {
    fn shape(&self, services: usize) -> Shape {
        let mut shape = Shape::of(services).circle(self.circle);
        if let Some(journeys) = self.journeys {
            shape = shape.journeys(journeys);
        }
        if self.mixed_redundancy { shape.mixed_redundancy() } else { shape }
    }
}

/// Services → milliseconds in all that a check may take.
const TARGETS: &[(usize, f64)] = &[(1_000, 200.0), (10_000, 2_500.0)];

/// The phases whose times `loadline check --timings` prints, in milliseconds, and its peak memory, in MiB.
const FIGURES: [&str; 5] = ["parse", "resolve", "rules", "total", "memory"];

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
    fn total(&self) -> f64 {
        let [.., total, _] = self.figures;
        total
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
        let folder = binary.folder(&format!("check-{services}"));
        let size = generate::write(&folder, &args.shape(*services))?;
        println!("{services} services, {} files, {} lines in {}", size.files, size.lines, folder.display());
        let arguments = ["check".as_ref(), folder.as_os_str(), "--format".as_ref(), "json".as_ref()];
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
    for (services, limit) in TARGETS {
        // The targets are for the usual shape.
        let usual = args.circle == 0 && args.journeys.is_none() && !args.mixed_redundancy;
        if let Some(row) = rows.iter().find(|row| usual && row.services == *services) {
            println!("{}", verdict(&format!("{services} services"), row.total(), *limit));
        }
    }
    let Some(peer) = peer else {
        println!("left out the comparison: python3 with yaml is not here");
        return;
    };
    for row in rows {
        let [parse, ..] = row.figures;
        if let Some(time) = row.peer {
            println!(
                "{} services: {} reads the same files in {time:.0} ms: {:.1} times our parse, {:.1} times our whole \
                 check",
                row.services,
                peer.name,
                time / parse,
                time / row.total()
            );
        }
    }
}

/// The table, with how much each total grew over the row before.
fn render(rows: &[Row]) -> String {
    let mut header: Vec<String> = ["services", "files", "lines"].map(str::to_owned).to_vec();
    header.extend(FIGURES.map(str::to_owned));
    header.push("growth".to_owned());
    let mut lines = vec![header];
    let mut before: Option<&Row> = None;
    for row in rows {
        let mut cells =
            [row.services, row.size.files, row.size.lines].map(|count| count.to_string()).to_vec();
        cells.extend(row.figures.map(|figure| format!("{figure:.1}")));
        cells.push(before.map_or_else(
            || "-".to_owned(),
            |before| table::growth((before.services, before.total()), (row.services, row.total())),
        ));
        lines.push(cells);
        before = Some(row);
    }
    table::render(&lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_align_and_growth_is_against_the_row_before() {
        let row = |services, total| Row {
            services,
            size: Size { files: 2, lines: services * 30 },
            figures: [1.0, 2.0, 3.0, total, 40.0],
            peer: None,
        };
        let expected = "\
services  files  lines  parse  resolve  rules  total  memory         growth
     100      2   3000    1.0      2.0    3.0   10.0    40.0              -
    1000      2  30000    1.0      2.0    3.0  105.0    40.0  10.5x for 10x
";
        assert_eq!(render(&[row(100, 10.0), row(1000, 105.0)]), expected);
    }
}
