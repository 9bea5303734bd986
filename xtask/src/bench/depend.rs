//! `cargo xtask bench depend`: what fails when something fails, on systems of growing size of which a third call each
//! other in a circle. A search along every arrow is timed on the same edges in the same run, as the peer people use today.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::Result;
use clap::Args as Arguments;

use super::binary::Binary;
use super::generate::{self, Shape};
use super::{table, verdict};

/// Options of `cargo xtask bench depend`.
#[derive(Arguments)]
pub(crate) struct Args {
    /// Runs per size; the median counts.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..))]
    runs: u8,
    /// Sizes of the generated systems, in services.
    #[arg(long, value_delimiter = ',', default_value = "100,300,1000,3000,10000")]
    sizes: Vec<usize>,
    /// Journeys of each system.
    #[arg(long, default_value_t = 100)]
    journeys: usize,
    /// Largest size of which the numbers are solved too, and not only the structure.
    #[arg(long, default_value_t = 3000)]
    solve_up_to: usize,
}

/// Phases of the structure, in milliseconds.
const STRUCTURE: [&str; 7] =
    ["read", "flows", "sizes", "trees", "single-points", "blast-of-all", "warm-blast"];
/// Phases of the numbers.
const NUMBERS: [&str; 3] = ["solve", "probabilities", "warm-deletion"];

/// Services that the targets are for.
const TARGET_SIZE: usize = 1_000;

/// Generates, measures, prints.
///
/// # Errors
/// The program cannot be built, or does not run to its end.
pub(super) fn run(args: &Args) -> Result<()> {
    let program = Binary::example("loadline-app", "measure_depend")?;
    let mut lines = vec![
        ["services".to_owned()]
            .into_iter()
            .chain(STRUCTURE.map(str::to_owned))
            .chain(NUMBERS.map(str::to_owned))
            .chain(["peer".to_owned()])
            .collect::<Vec<_>>(),
    ];
    let mut verdicts = Vec::new();
    for services in &args.sizes {
        let folder = program.folder(&format!("depend-{services}"));
        let shape = Shape::of(*services).circle(services * 3 / 10).journeys(args.journeys).mixed_redundancy();
        let size = generate::write(&folder, &shape)?;
        println!("{services} services, {} files, {} lines in {}", size.files, size.lines, folder.display());
        let solve = *services <= args.solve_up_to;
        let words = [folder.as_os_str(), if solve { "solve" } else { "structure" }.as_ref()];
        let structure = program.medians(args.runs, &words, STRUCTURE)?;
        let numbers = if solve { Some(program.medians(1, &words, NUMBERS)?) } else { None };
        let peer = peer(&folder);
        let [read, flows, sizes, trees, points, blast, warm] = structure;
        if *services == TARGET_SIZE {
            let up_to_trees = read + flows + sizes + trees;
            verdicts.push(verdict(
                "single points of 100 journeys, reading included,",
                up_to_trees + points,
                5_000.0,
            ));
            verdicts.push(verdict("blast radius of every service", blast, 2_000.0));
            let deletion = warm + numbers.map_or(0.0, |[_, _, deletion]| deletion);
            verdicts.push(verdict("warm deletion query", deletion, 100.0));
        }
        if let Some(peer) = peer {
            verdicts.push(format!(
                "{services} services: networkx finds everything upstream of every service in {peer:.0} ms, arrows only: {:.1} times our exact blast radius of all",
                peer / blast
            ));
        }
        let mut cells = vec![services.to_string()];
        cells.extend(structure.map(|figure| format!("{figure:.1}")));
        cells.extend(match numbers {
            Some(numbers) => numbers.map(|figure| format!("{figure:.1}")),
            None => NUMBERS.map(|_| "-".to_owned()),
        });
        cells.push(peer.map_or_else(|| "-".to_owned(), |peer| format!("{peer:.0}")));
        lines.push(cells);
    }
    println!("\nMedian of {} runs, milliseconds; numbers solved once.\n", args.runs);
    println!("{}", table::render(&lines));
    verdicts.iter().for_each(|line| println!("{line}"));
    Ok(())
}

/// Reads the same files, and searches along every arrow, backwards from every service.
const SCRIPT: &str = "
import sys, time, pathlib, yaml, networkx
graph = networkx.DiGraph()
for path in sorted(pathlib.Path(sys.argv[1]).glob('*.yaml')):
    model = yaml.load(path.read_bytes(), getattr(yaml, 'CSafeLoader', yaml.SafeLoader))
    for section in ('services', 'jobs', 'stores', 'caches', 'queues', 'externals'):
        for name, body in (model.get(section) or {}).items():
            graph.add_node(name)
            for need, edge in ((body or {}).get('needs') or {}).items():
                graph.add_edge(name, ((edge or {}).get('to') or need).split('.')[0])
started = time.perf_counter()
for name in list(graph):
    networkx.ancestors(graph, name)
print((time.perf_counter() - started) * 1000)
";

/// Milliseconds of the search; `None` when python3 with yaml and networkx is not here.
fn peer(folder: &Path) -> Option<f64> {
    let output =
        Command::new("python3").args(["-c", SCRIPT]).arg(folder).stdin(Stdio::null()).output().ok()?;
    String::from_utf8_lossy(&output.stdout).trim().parse().ok()
}
