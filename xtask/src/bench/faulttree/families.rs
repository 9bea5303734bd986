//! Fault trees made to find limits: five shapes, any number of gates, the same tree for the same size.

use std::fmt::{self, Write};

/// A shape of tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// Gates below gates, or and and by turns: as deep as it is large.
    Chain,
    /// One or over pairs that overlap: as wide as it is large, and without modules.
    Wide,
    /// Two of three, rung below rung, each sharing an event with the next.
    Ladder,
    /// Systems of three redundant trains which all hang on the same few buses and cooling loops.
    Trains,
    /// Layers of gates over random gates of the layer below: shared everywhere, the worst case.
    Layers,
}

/// Every family, the harmless ones first.
pub(super) const FAMILIES: [Family; 5] =
    [Family::Chain, Family::Wide, Family::Ladder, Family::Trains, Family::Layers];

impl Family {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Chain => "chain",
            Self::Wide => "wide",
            Self::Ladder => "ladder",
            Self::Trains => "trains",
            Self::Layers => "layers",
        }
    }
}

/// The Open-PSA MEF text of the tree of a family with about this many gates.
pub(super) fn text(family: Family, gates: usize) -> Result<String, fmt::Error> {
    let mut tree = Tree { text: String::with_capacity(gates * 140), events: 0 };
    tree.text.push_str("<opsa-mef>\n<define-fault-tree name=\"generated\">\n");
    match family {
        Family::Chain => chain(&mut tree, gates)?,
        Family::Wide => wide(&mut tree, gates)?,
        Family::Ladder => ladder(&mut tree, gates)?,
        Family::Trains => trains(&mut tree, gates)?,
        Family::Layers => layers(&mut tree, gates)?,
    }
    tree.text.push_str("</define-fault-tree>\n<model-data>\n");
    for event in 0..tree.events {
        let chance = [1e-4, 3e-4, 1e-3][event % 3];
        writeln!(
            tree.text,
            "<define-basic-event name=\"e{event}\"><float value=\"{chance}\"/></define-basic-event>"
        )?;
    }
    tree.text.push_str("</model-data>\n</opsa-mef>\n");
    Ok(tree.text)
}

/// A tree being written.
struct Tree {
    text: String,
    events: usize,
}

impl Tree {
    /// A gate; inputs are names, those of events begin with `e`.
    fn gate(&mut self, name: &str, kind: &str, inputs: &[String]) -> fmt::Result {
        write!(self.text, "<define-gate name=\"{name}\"><{kind}>")?;
        for input in inputs {
            let what = if input.starts_with('e') { "basic-event" } else { "gate" };
            write!(self.text, "<{what} name=\"{input}\"/>")?;
        }
        let end = kind.split(' ').next().unwrap_or(kind);
        writeln!(self.text, "</{end}></define-gate>")
    }

    /// The name of a further event.
    fn event(&mut self) -> String {
        self.events += 1;
        format!("e{}", self.events - 1)
    }
}

fn chain(tree: &mut Tree, gates: usize) -> fmt::Result {
    for gate in 0..gates {
        let own = tree.event();
        let below = if gate + 1 < gates { format!("g{}", gate + 1) } else { tree.event() };
        tree.gate(&format!("g{gate}"), ["or", "and"][gate % 2], &[own, below])?;
    }
    Ok(())
}

fn wide(tree: &mut Tree, gates: usize) -> fmt::Result {
    let mut before = tree.event();
    for gate in 1..gates {
        let next = tree.event();
        tree.gate(&format!("g{gate}"), "and", &[before, next.clone()])?;
        before = next;
    }
    let all: Vec<String> = (1..gates).map(|gate| format!("g{gate}")).collect();
    tree.gate("g0", "or", &all)
}

fn ladder(tree: &mut Tree, gates: usize) -> fmt::Result {
    let mut shared = tree.event();
    for gate in 0..gates {
        let next = tree.event();
        let below = if gate + 1 < gates { format!("g{}", gate + 1) } else { tree.event() };
        tree.gate(&format!("g{gate}"), "atleast min=\"2\"", &[shared, next.clone(), below])?;
        shared = next;
    }
    Ok(())
}

/// Buses, and as many cooling loops, that all trains share.
const SUPPORTS: usize = 3;
/// Gates of a system: itself, its trains, and a pump and a valve in each.
const OF_A_SYSTEM: usize = 10;

fn trains(tree: &mut Tree, gates: usize) -> fmt::Result {
    let grid = tree.event();
    for support in 0..SUPPORTS {
        let (diesel, breaker) = (tree.event(), tree.event());
        tree.gate(&format!("source{support}"), "and", &[grid.clone(), diesel])?;
        tree.gate(&format!("bus{support}"), "or", &[format!("source{support}"), breaker])?;
        let own = tree.event();
        tree.gate(&format!("loop{support}"), "or", &[own, format!("bus{support}")])?;
    }
    let systems = (gates / OF_A_SYSTEM).max(1);
    for system in 0..systems {
        let mut all = Vec::new();
        for train in 0..SUPPORTS {
            let (name, bus) = (format!("train{system}-{train}"), format!("bus{train}"));
            let (pump, valve) = (format!("pump{system}-{train}"), format!("valve{system}-{train}"));
            let (starts, runs, opens, stays) = (tree.event(), tree.event(), tree.event(), tree.event());
            tree.gate(&pump, "or", &[starts, runs, bus])?;
            tree.gate(&valve, "or", &[opens, stays])?;
            let cooling = format!("loop{}", (train + system) % SUPPORTS);
            tree.gate(&name, "or", &[pump, valve, cooling])?;
            all.push(name);
        }
        tree.gate(&format!("system{system}"), ["and", "atleast min=\"2\""][system % 2], &all)?;
    }
    let all: Vec<String> = (0..systems).map(|system| format!("system{system}")).collect();
    tree.gate("top", "or", &all)
}

fn layers(tree: &mut Tree, gates: usize) -> fmt::Result {
    let width = gates.isqrt().max(2);
    let mut below: Vec<String> = (0..width).map(|_| tree.event()).collect();
    let mut dice = 0x9E37_79B9_7F4A_7C15_u64;
    for layer in 0..gates.div_ceil(width) {
        let mut these = Vec::with_capacity(width);
        for place in 0..width {
            let mut pick = || {
                dice ^= dice << 13;
                dice ^= dice >> 7;
                dice ^= dice << 17;
                usize::try_from(dice % width as u64).unwrap_or(0)
            };
            let inputs = [below[place].clone(), below[pick()].clone(), below[pick()].clone()];
            let name = format!("g{layer}-{place}");
            tree.gate(&name, ["and", "or"][(layer + place) % 2], &inputs)?;
            these.push(name);
        }
        below = these;
    }
    tree.gate("top", "or", &below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_have_about_the_gates_asked_for() {
        for family in FAMILIES {
            let text = text(family, 1_000).unwrap();
            let gates = text.matches("<define-gate").count();
            assert!((950..=1_100).contains(&gates), "{} has {gates}", family.name());
        }
    }
}
