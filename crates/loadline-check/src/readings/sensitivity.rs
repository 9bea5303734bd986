//! How sensitive data is, which edges carry it, and which components hold it.

use loadline_base::Span;
use loadline_model::kinds::{Data, DataClass};
use loadline_model::{Edge, Model, Named};

/// A data class that an edge carries or a component holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Datum<'m> {
    /// Its id.
    pub(crate) id: &'m str,
    /// What the model says about it.
    pub(crate) data: &'m Named<Data>,
    /// Where the model says that it is here.
    pub(crate) span: Span,
}

impl Datum<'_> {
    /// Whether it is known to name people.
    pub(crate) fn is_personal(&self) -> bool {
        is_personal(self.data)
    }

    /// Whether it is known to be confidential or restricted.
    pub(crate) fn is_confidential(&self) -> bool {
        self.class() >= Some(DataClass::Confidential)
    }

    /// Whether it hurts when strangers read it: confidential, restricted or personal.
    pub(crate) fn is_sensitive(&self) -> bool {
        self.is_confidential() || self.is_personal()
    }

    /// How confidential it is, when known.
    pub(crate) fn class(&self) -> Option<DataClass> {
        self.data.class.as_ref().map(|class| class.value)
    }

    /// How to name it: `` `order` (confidential, personal) ``.
    pub(crate) fn named(&self) -> String {
        let personal = self.is_personal().then_some("personal");
        let words: Vec<&str> = self.class().map(DataClass::word).into_iter().chain(personal).collect();
        if words.is_empty() {
            format!("`{}`", self.id)
        } else {
            format!("`{}` ({})", self.id, words.join(", "))
        }
    }
}

/// Whether a data class is known to name people.
pub(crate) fn is_personal(data: &Data) -> bool {
    data.personal.as_ref().and_then(|personal| personal.value()).is_some_and(|items| !items.is_empty())
}

/// The data classes that flow over an edge.
pub(crate) fn carried<'m>(model: &'m Model, edge: &Edge<'m>) -> impl Iterator<Item = Datum<'m>> {
    let references = edge.need.carries.as_deref().into_iter().flatten();
    references.filter_map(move |reference| datum(model, &reference.id, reference.span))
}

/// The most sensitive of some data: the highest class first, then what names people, then what is written first.
pub(crate) fn gravest<'m>(data: impl IntoIterator<Item = Datum<'m>>) -> Option<Datum<'m>> {
    let mut worst: Option<Datum<'m>> = None;
    for datum in data {
        let grade = |datum: &Datum<'_>| (datum.class(), datum.is_personal());
        if worst.is_none_or(|worst| grade(&datum) > grade(&worst)) {
            worst = Some(datum);
        }
    }
    worst
}

/// What every store, cache and queue holds.
#[derive(Debug)]
pub(crate) struct Holdings<'m> {
    by_component: Vec<Vec<Datum<'m>>>,
}

impl<'m> Holdings<'m> {
    /// Gathers what edges bring or fetch, and what state says of its home and its copies. Each class once a component.
    pub(crate) fn read(model: &'m Model) -> Self {
        let mut holdings = Self { by_component: vec![Vec::new(); model.component_count()] };
        for (_, item) in model.system.state.iter().flat_map(|all| all.iter()) {
            let classes = item.data.as_deref().map(Vec::as_slice).unwrap_or_default();
            let home = item.home.as_ref().map(|home| (home.id.as_str(), home.span));
            let copies = item.copies.iter().flat_map(|copies| copies.iter()).map(|(id, copy)| (id, copy.key));
            for (holder, span) in home.into_iter().chain(copies) {
                let Some(holder) = model.find(holder).filter(|holder| holder.keeps_state()) else { continue };
                for class in classes {
                    holdings.add(holder.id.index(), datum(model, &class.id, span));
                }
            }
        }
        for edge in model.edges().filter(|edge| edge.to.keeps_state()) {
            for datum in carried(model, &edge) {
                holdings.add(edge.to.id.index(), Some(datum));
            }
        }
        holdings
    }

    fn add(&mut self, component: usize, datum: Option<Datum<'m>>) {
        let held = &mut self.by_component[component];
        if let Some(datum) = datum
            && held.iter().all(|known| known.id != datum.id)
        {
            held.push(datum);
        }
    }

    /// What a component holds.
    pub(crate) fn of(&self, component: loadline_model::ComponentId) -> &[Datum<'m>] {
        &self.by_component[component.index()]
    }
}

fn datum<'m>(model: &'m Model, id: &'m str, span: Span) -> Option<Datum<'m>> {
    Some(Datum { id, data: model.system.data.as_ref()?.get(id)?, span })
}
