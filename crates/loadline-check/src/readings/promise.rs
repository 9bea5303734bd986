//! What is promised about data after a disaster: the tightest RPO and RTO said of a component, by its own backup plan
//! or by the pieces of state that have their home in it.

use crate::check::Check;
use loadline_base::Span;
use loadline_base::units::Duration;
use loadline_model::kinds::{Backup, StateItem};
use loadline_model::{Body, Component, Stated};
use rustc_hash::FxHashMap;

/// Which pieces of state have their home where.
pub(crate) struct Homes<'m>(FxHashMap<&'m str, Vec<(&'m str, &'m StateItem)>>);

impl<'m> Homes<'m> {
    /// Reads the section `state` once.
    pub(crate) fn of(cx: &Check<'m>) -> Self {
        let mut homes: FxHashMap<&str, Vec<_>> = FxHashMap::default();
        for (id, item) in cx.model.system.state.iter().flat_map(|all| all.iter()) {
            if let Some(home) = &item.home {
                homes.entry(home.base()).or_default().push((id, &item.value));
            }
        }
        Self(homes)
    }

    /// The pieces of state at home in a component.
    pub(crate) fn state_in(&self, component: Component<'_>) -> &[(&'m str, &'m StateItem)] {
        self.0.get(component.name).map_or(&[], Vec::as_slice)
    }

    /// The tightest RPO said of a component.
    pub(crate) fn rpo(&self, component: Component<'m>) -> Option<Promise<'m>> {
        self.tightest(component, |backup| backup.rpo.as_ref(), |item| item.rpo.as_ref())
    }

    /// The tightest RTO said of a component.
    pub(crate) fn rto(&self, component: Component<'m>) -> Option<Promise<'m>> {
        self.tightest(component, |backup| backup.rto.as_ref(), |item| item.rto.as_ref())
    }

    fn tightest(
        &self,
        component: Component<'m>,
        of_backup: impl Fn(&'m Backup) -> Option<&'m Stated<Duration>>,
        of_state: impl Fn(&'m StateItem) -> Option<&'m Stated<Duration>>,
    ) -> Option<Promise<'m>> {
        let own = backup(component).and_then(of_backup).map(|time| (time, None));
        let state = self.state_in(component).iter();
        let state = state.filter_map(|(id, item)| Some((of_state(item)?, Some(*id))));
        let decided = own.into_iter().chain(state).filter(|(time, _)| time.is_decided());
        let (time, state) = decided.min_by_key(|(time, _)| time.value)?;
        Some(Promise { time: time.value, span: time.span, state })
    }
}

/// A time that somebody relies on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Promise<'m> {
    /// The time.
    pub(crate) time: Duration,
    /// Where it is written.
    pub(crate) span: Span,
    /// The piece of state that says it; `None` for the backup plan of the store.
    pub(crate) state: Option<&'m str>,
}

impl Promise<'_> {
    /// Who says it: `its backup plan` or `` `order-record` ``.
    pub(crate) fn by(&self) -> String {
        self.state.map_or_else(|| "its backup plan".to_owned(), |id| format!("`{id}`"))
    }
}

/// The backup plan of a store that has one.
pub(crate) fn backup<'m>(component: Component<'m>) -> Option<&'m Backup> {
    let Body::Store(store) = component.body else { return None };
    store.backup.as_ref()?.value.value()
}
