//! Bundles: what a plan comes to, in sections one can read and sign. Every fact names its evidence, whatever the model does
//! not say is an open item with the path to fill, and the same facts give the same bundle.

mod design;
mod desk;
mod document;
mod kind;
mod operations;
mod show;
mod simulated;
mod words;

use crate::evidence::Evidence;
use crate::facts::Facts;
use crate::gap::{Close, Gap, Why};
use crate::judge::judge;
use crate::workflow::Workflow;
use desk::{Desk, Exhibits};
pub use document::{Arrow, Block, Bundle, Diagram, DiagramBox, Grid, Open, Section};
use loadline_depend::Solved;
pub(crate) use show::Show;
pub use words::{Run, Words};

/// The bundle of a workflow. `outages` are the journeys as fault trees, with edges of unknown strength taken as hard.
#[must_use]
pub fn bundle<'a>(workflow: Workflow, facts: &Facts<'a>, outages: &'a Solved<'a>) -> Bundle {
    let verdict = judge(workflow, facts);
    let kinds = match workflow {
        Workflow::Design => design::SECTIONS,
        Workflow::Operations => operations::SECTIONS,
    };
    let mut exhibits = Exhibits::default();
    let mut sections = Vec::new();
    for kind in kinds {
        let mut desk = Desk::new(facts, outages, &verdict, &mut exhibits);
        (kind.write)(&mut desk);
        let (blocks, missed) = desk.into_parts();
        let gates = verdict.gates.iter().filter(|gate| kind.gates.contains(&gate.gate.id));
        let mut open: Vec<Open> = gates.flat_map(|gate| gate.gaps()).map(of_gap).collect();
        // What a gate asks for already is not said twice.
        let new = |missed: &Open| !open.iter().any(|known| known.path == missed.path);
        let mut further: Vec<Open> = missed.into_iter().filter(new).collect();
        open.append(&mut further);
        sections.push(Section { id: kind.id, title: kind.title, gates: kind.gates, blocks, open });
    }
    let blocks = sections.iter_mut().flat_map(|section| &mut section.blocks);
    let exhibits = in_order(blocks, exhibits.into_all());
    let identity = facts.identity();
    let title = identity.and_then(|it| it.title.as_ref().or(it.id.as_ref()));
    Bundle {
        system: title.map_or_else(|| "the system".to_owned(), |title| title.value.clone()),
        purpose: identity.and_then(|it| it.purpose.as_ref()).map(|purpose| purpose.value.clone()),
        today: facts.today,
        parts: crate::spec::parts(facts, outages),
        verdict,
        foreword: Vec::new(),
        sections,
        exhibits,
    }
}

/// Puts exhibits in the order in which a reader meets them; those that nobody refers to go.
pub(crate) fn in_order<'b>(
    blocks: impl Iterator<Item = &'b mut Block>,
    exhibits: Vec<Evidence>,
) -> Vec<Evidence> {
    let mut place: Vec<Option<usize>> = vec![None; exhibits.len()];
    let mut met = 0;
    for words in blocks.flat_map(|block| block.words_mut()) {
        words.renumber(|index| {
            *place[index].get_or_insert_with(|| {
                met += 1;
                met - 1
            })
        });
    }
    let mut placed: Vec<(usize, Evidence)> =
        place.into_iter().zip(exhibits).filter_map(|(place, one)| Some((place?, one))).collect();
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, one)| one).collect()
}

fn of_gap(gap: &Gap) -> Open {
    let close = match &gap.close {
        Close::Do(words) => words.clone(),
        close => close.to_string(),
    };
    // Rules ask about the place they ask at: without it nobody knows what "it" is.
    let text = match gap.why {
        Why::Question(_) => format!("`{}`: {}", gap.path, gap.text),
        _ => gap.text.clone(),
    };
    Open { path: gap.path.clone(), text, close, requirement: Some(gap.requirement) }
}
