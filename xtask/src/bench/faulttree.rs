//! `cargo xtask bench faulttree`: fault trees of five shapes and any size, read, solved and counted. It shows
//! where an exact answer ends and a stated bound begins. `dd`, a package for decision diagrams, is timed beside it.

mod families;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use clap::Args as Arguments;

use super::binary::Binary;
use super::table;
use families::FAMILIES;

/// Options of `cargo xtask bench faulttree`.
#[derive(Arguments)]
pub(crate) struct Args {
    /// Sizes of the generated trees, in gates.
    #[arg(long, value_delimiter = ',', default_value = "100,1000,10000")]
    sizes: Vec<usize>,
    /// A folder of Open-PSA MEF files to time too.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Largest tree that the peer is asked to build, in gates.
    #[arg(long, default_value_t = 1_000)]
    peer_up_to: usize,
}

/// What the program prints of one tree: milliseconds, MiB and plain numbers.
const FIGURES: [&str; 11] =
    ["gates", "events", "read", "solve", "cut-sets", "memory", "nodes", "lower", "upper", "sets", "all-sets"];

/// Generates, measures, prints.
///
/// # Errors
/// The program cannot be built, or does not run to its end.
pub(super) fn run(args: &Args) -> Result<()> {
    let program = Binary::example("loadline-app", "measure_faulttree")?;
    let folder = program.folder("faulttree");
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut bench = Bench { program, peer: true, lines: vec![header()], remarks: Vec::new() };
    for family in FAMILIES {
        for gates in &args.sizes {
            let file = folder.join(format!("{}-{gates}.xml", family.name()));
            std::fs::write(&file, families::text(family, *gates)?)
                .with_context(|| format!("cannot write {}", file.display()))?;
            bench.measure(family.name(), &file, *gates <= args.peer_up_to)?;
        }
    }
    if let Some(folder) = &args.folder {
        bench.folder(folder)?;
    }
    println!("\nOne run each; times in milliseconds, memory in MiB at its peak.\n");
    println!("{}", table::render(&bench.lines));
    bench.remarks.iter().for_each(|line| println!("{line}"));
    Ok(())
}

fn header() -> Vec<String> {
    let names = [
        "tree",
        "gates",
        "events",
        "read",
        "solve",
        "cut sets",
        "memory",
        "nodes",
        "probability",
        "minimal cut sets",
    ];
    names.map(str::to_owned).to_vec()
}

/// The benchmark under way.
struct Bench {
    program: Binary,
    /// Whether the peer has answered so far.
    peer: bool,
    lines: Vec<Vec<String>>,
    remarks: Vec<String>,
}

impl Bench {
    /// Milliseconds of all phases together.
    fn measure(&mut self, name: &str, file: &Path, peer: bool) -> Result<f64> {
        let figures = self.program.medians(1, &[file], FIGURES)?;
        let [gates, events, read, solve, cut_sets, memory, nodes, lower, upper, sets, all] = figures;
        let exactly = lower.total_cmp(&upper).is_eq();
        let probability =
            if exactly { format!("{lower:.6e}") } else { format!("between {lower:.2e} and {upper:.2e}") };
        let count = if sets < 1e9 { format!("{sets}") } else { format!("{sets:.2e}") };
        let count = if all > 0.0 { count } else { format!("at least {count}") };
        println!("{name}, {gates} gates: {:.1} s", (read + solve + cut_sets) / 1e3);
        let mut cells = vec![name.to_owned()];
        cells.extend([gates, events].map(|number| number.to_string()));
        cells.extend([read, solve, cut_sets, memory].map(|figure| format!("{figure:.1}")));
        cells.extend([nodes.to_string(), probability, count]);
        self.lines.push(cells);
        if peer && exactly && self.peer {
            match beside(file) {
                Ok((time, theirs)) => {
                    self.remarks.push(compared(name, gates, (time, theirs), (solve, lower)))
                }
                Err(why) => {
                    self.peer = false;
                    self.remarks.push(format!("left out the comparison: {why}"));
                }
            }
        }
        Ok(read + solve + cut_sets)
    }

    /// Every file of a folder, and how long they take together.
    fn folder(&mut self, folder: &Path) -> Result<()> {
        let entries =
            std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
        let files = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<PathBuf>>>()?;
        let mut files: Vec<PathBuf> =
            files.into_iter().filter(|file| file.extension().is_some_and(|end| end == "xml")).collect();
        files.sort();
        let mut together = 0.0;
        for file in &files {
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            together += self.measure(&name, file, true)?;
        }
        self.remarks.push(format!("{} files of the folder together: {together:.0} ms", files.len()));
        Ok(())
    }
}

fn compared(name: &str, gates: f64, (time, theirs): (f64, f64), (solve, ours): (f64, f64)) -> String {
    if time.is_nan() {
        return format!(
            "{name}, {gates} gates: dd does not end within {PATIENCE} s; ours takes {solve:.1} ms"
        );
    }
    let same = (theirs / ours - 1.0).abs() < 1e-9;
    let agree = if same { "same probability" } else { "ANOTHER PROBABILITY" };
    format!(
        "{name}, {gates} gates: dd builds it in {time:.1} ms, {:.0} times our solve, {agree}",
        time / solve
    )
}

/// Seconds that the peer may take for one tree.
const PATIENCE: u32 = 60;

/// Builds the same tree with `dd`, its variables in the order a walk from the top meets them; prints the milliseconds
/// without reading, and the probability.
const SCRIPT: &str = "
import sys, time, signal, xml.etree.ElementTree as xml
sys.setrecursionlimit(1_000_000)
try:
    from dd.cudd import BDD
except ImportError:
    from dd.autoref import BDD
root = xml.parse(sys.argv[1]).getroot()
gates = {gate.get('name'): [part for part in gate if part.tag not in ('label', 'attributes')][0]
    for gate in root.iter('define-gate')}
chances = {event.get('name'): float(event.find('.//float').get('value'))
    for event in root.iter('define-basic-event')}
used = {part.get('name') for formula in gates.values() for part in formula.iter() if part.tag in ('gate', 'event')}
top = [name for name in gates if name not in used][0]
signal.signal(signal.SIGALRM, lambda *_: (print('nan nan'), sys.stdout.flush(), __import__('os')._exit(0)))
signal.alarm(int(sys.argv[2]))
started = time.perf_counter()
bdd, done = BDD(), {}
def combine(kind, parts, least):
    if kind == 'and':
        found = bdd.true
        for part in parts: found = found & part
    elif kind == 'or':
        found = bdd.false
        for part in parts: found = found | part
    elif kind == 'atleast':
        row = [bdd.true] + [bdd.false] * least
        for part in parts:
            for j in range(least, 0, -1): row[j] = row[j] | (part & row[j - 1])
        found = row[least]
    else:
        sys.exit('the formula ' + kind + ' is not compared')
    return found
open_, order = [top], []
while open_:
    name = open_[-1]
    if name in done:
        open_.pop()
    elif name in gates:
        formula = gates[name]
        parts = [part.get('name') for part in formula]
        missing = [part for part in parts if part not in done]
        if missing:
            open_.extend(reversed(missing))
        else:
            open_.pop()
            kind = formula.tag if formula.tag != 'gate' and formula.tag != 'basic-event' else 'or'
            if not parts: parts = [formula.get('name')]
            done[name] = combine(kind, [done[part] for part in parts], int(formula.get('min') or 0))
    else:
        bdd.declare(name)
        order.append(name)
        done[name] = bdd.var(name)
        open_.pop()
known = {}
def chance(node):
    stack = [node]
    while stack:
        u = stack[-1]
        if int(u) in known or u == bdd.true or u == bdd.false:
            known.setdefault(int(u), 1.0 if u == bdd.true else 0.0)
            stack.pop()
            continue
        _, lo, hi = bdd.succ(u)
        flip = u.negated
        if flip: lo, hi = ~lo, ~hi
        if int(lo) in known and int(hi) in known:
            q = chances[u.var]
            known[int(u)] = q * known[int(hi)] + (1 - q) * known[int(lo)]
            stack.pop()
        else:
            stack.extend(x for x in (lo, hi) if int(x) not in known)
    return known[int(node)]
found = chance(done[top])
print((time.perf_counter() - started) * 1000, repr(found))
";

/// Milliseconds of the peer and the probability it found; not a number when it did not end in time.
fn beside(file: &Path) -> Result<(f64, f64), String> {
    let output = Command::new("python3")
        .args(["-c", SCRIPT])
        .arg(file)
        .arg(PATIENCE.to_string())
        .stdin(Stdio::null())
        .output()
        .map_err(|error| error.to_string())?;
    let printed = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let mut numbers = printed.split_whitespace().map(str::parse::<f64>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(time)), Some(Ok(probability))) => Ok((time, probability)),
        _ => {
            let talk = String::from_utf8_lossy(&output.stderr);
            Err(talk.lines().last().unwrap_or("python3 printed nothing").to_owned())
        }
    }
}
