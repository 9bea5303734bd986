//! The calls of the whole model as a graph without cycles, callers before callees, whatever journeys there are.

use loadline_flow::calls;
use loadline_model::{Component, ComponentId, Edge, Model};
use rustc_hash::FxHashMap;

/// A call from one station (a component at an interface) to another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arc<'m> {
    /// Station that calls.
    pub(crate) from: u32,
    /// Station that is called.
    pub(crate) to: u32,
    /// The edge.
    pub(crate) edge: Edge<'m>,
}

/// All calls, ordered so that every arc into a station comes before the arcs out of it.
#[derive(Debug)]
pub(crate) struct CallGraph<'m> {
    /// The calls; those that close a cycle are left out.
    pub(crate) arcs: Vec<Arc<'m>>,
    /// How many stations there are.
    pub(crate) stations: usize,
}

struct Walk<'m> {
    model: &'m Model,
    known: FxHashMap<(ComponentId, Option<&'m str>), u32>,
    on_path: Vec<bool>,
    arcs: Vec<Arc<'m>>,
    /// Position of each station in the order in which they were finished, callees first.
    finished: Vec<u32>,
    count: u32,
}

/// A station whose calls are being followed.
type Frame<'m> = (u32, std::vec::IntoIter<(Edge<'m>, Option<&'m str>)>);

impl<'m> CallGraph<'m> {
    /// Reads the calls of every component at every interface.
    pub(crate) fn of(model: &'m Model) -> Self {
        let known = FxHashMap::default();
        let mut walk =
            Walk { model, known, on_path: Vec::new(), arcs: Vec::new(), finished: Vec::new(), count: 0 };
        for component in model.components() {
            let parts = component.interfaces().into_iter().flat_map(|all| all.iter().map(|(id, _)| Some(id)));
            let parts: Vec<Option<&str>> = parts.collect();
            for part in if parts.is_empty() { vec![None] } else { parts } {
                walk.visit(component, part);
            }
        }
        let Walk { mut arcs, finished, .. } = walk;
        arcs.sort_by_key(|arc| std::cmp::Reverse(finished[arc.from as usize]));
        Self { arcs, stations: finished.len() }
    }
}

impl<'m> Walk<'m> {
    /// Depth first without recursion, so that long chains do not overflow the stack.
    fn visit(&mut self, component: Component<'m>, part: Option<&'m str>) {
        let (station, fresh) = self.open(component, part);
        if !fresh {
            return;
        }
        let mut stack: Vec<Frame<'m>> = vec![self.frame(station, component, part)];
        while let Some((from, targets)) = stack.last_mut() {
            let from = *from;
            let Some((edge, part)) = targets.next() else {
                self.on_path[from as usize] = false;
                self.finished[from as usize] = self.count;
                self.count += 1;
                stack.pop();
                continue;
            };
            let (to, fresh) = self.open(edge.to, part);
            if !fresh && self.on_path[to as usize] {
                continue;
            }
            self.arcs.push(Arc { from, to, edge });
            if fresh {
                stack.push(self.frame(to, edge.to, part));
            }
        }
    }

    fn open(&mut self, component: Component<'m>, part: Option<&'m str>) -> (u32, bool) {
        let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        let station = *self.known.entry((component.id, part)).or_insert(next);
        let fresh = station as usize == self.on_path.len();
        if fresh {
            self.on_path.push(true);
            self.finished.push(0);
        }
        (station, fresh)
    }

    fn frame(&self, station: u32, component: Component<'m>, part: Option<&'m str>) -> Frame<'m> {
        let calls = calls(self.model, component, part, None);
        let targets: Vec<_> =
            calls.into_iter().filter(|call| call.edge.is_call()).map(|call| (call.edge, call.part)).collect();
        (station, targets.into_iter())
    }
}
