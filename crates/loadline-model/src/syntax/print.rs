//! Tree to text: the leaves in order, with the bytes between them as they were.

use super::{NodeId, NodeKind, Tree};

impl Tree {
    /// Prints the tree. For an unedited tree this is the text it was read from, byte for byte.
    ///
    /// It walks the leaves rather than handing back the text, so that a leaf with a wrong place cannot hide.
    #[must_use]
    pub fn print(&self) -> String {
        let mut leaves = Vec::new();
        self.leaves(self.root, &mut leaves);
        let mut out = String::with_capacity(self.text.len());
        let mut done = 0;
        for leaf in leaves {
            let range = self.span(leaf).range();
            out.push_str(self.text.get(done..range.start).unwrap_or(""));
            out.push_str(self.text.get(range.clone()).unwrap_or(""));
            done = range.end;
        }
        out.push_str(self.text.get(done..).unwrap_or(""));
        out
    }

    /// The scalars below `id`, in the order written.
    fn leaves(&self, id: NodeId, out: &mut Vec<NodeId>) {
        match &self.node(id).kind {
            NodeKind::Scalar { .. } => out.push(id),
            NodeKind::Map { entries, .. } => {
                for entry in entries {
                    out.push(entry.key);
                    self.leaves(entry.value, out);
                }
            }
            NodeKind::List { items, .. } => items.iter().for_each(|item| self.leaves(*item, out)),
        }
    }
}
