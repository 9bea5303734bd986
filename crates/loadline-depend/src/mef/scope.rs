//! Names: public ones are known everywhere, private ones inside their component and, with their path, outside.

use super::MefError;
use super::xml::Element;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// What a name stands for, as an index into the list of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Gate(u32),
    Basic(u32),
    House(u32),
    Parameter(u32),
}

impl Named {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Gate(_) => "gate",
            Self::Basic(_) => "basic event",
            Self::House(_) => "house event",
            Self::Parameter(_) => "parameter",
        }
    }

    /// Events and gates share one space of names, parameters have their own.
    const fn is_parameter(self) -> bool {
        matches!(self, Self::Parameter(_))
    }
}

/// The container a name is used in, and whether what it holds is private unless said otherwise.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Scope {
    pub(super) container: Container,
    private: bool,
}

impl Scope {
    /// Whether what an element defines is private.
    pub(super) fn is_private(self, element: Element<'_>) -> Result<bool, MefError> {
        match element.attribute("role") {
            None => Ok(self.private),
            Some("private") => Ok(true),
            Some("public") => Ok(false),
            Some(other) => {
                Err(element.error(format!("`{other}` is no role"), "a role is `public` or `private`"))
            }
        }
    }
}

/// A fault tree or a component of one, as an index; the file as a whole is the first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Container(u32);

/// Every name of a file.
#[derive(Debug)]
pub(super) struct Names<'x> {
    /// The path of each container (`tree.pump`) and the one it stands in.
    containers: Vec<(String, Container)>,
    by_path: FxHashMap<String, Container>,
    /// Every name in its container; public ones also in the file as a whole.
    known: FxHashMap<(bool, Container, &'x str), Named>,
    /// Names with dots in them, which look like paths.
    dotted: Vec<(Element<'x>, Container, Named)>,
}

impl<'x> Names<'x> {
    pub(super) fn new() -> Self {
        let file = Container::default();
        Self {
            containers: vec![(String::new(), file)],
            by_path: FxHashMap::from_iter([(String::new(), file)]),
            known: FxHashMap::default(),
            dotted: Vec::new(),
        }
    }

    /// The scope of a container inside another.
    pub(super) fn inner(&mut self, scope: Scope, element: Element<'x>) -> Result<Scope, MefError> {
        let path = self.path(scope.container, element.required("name")?).into_owned();
        let next = Container(u32::try_from(self.containers.len()).unwrap_or(u32::MAX));
        let container = *self.by_path.entry(path.clone()).or_insert(next);
        if container == next {
            self.containers.push((path, scope.container));
        }
        Ok(Scope { container, private: scope.is_private(element)? })
    }

    /// A name with the path of the container it stands in.
    pub(super) fn path<'n>(&self, container: Container, name: &'n str) -> Cow<'n, str> {
        match self.containers[container.0 as usize].0.as_str() {
            "" => Cow::Borrowed(name),
            path => Cow::Owned(format!("{path}.{name}")),
        }
    }

    /// Adds a definition.
    pub(super) fn define(
        &mut self,
        element: Element<'x>,
        scope: Scope,
        named: Named,
    ) -> Result<(), MefError> {
        let name = element.required("name")?;
        let file = Container::default();
        let everywhere = (scope.container != file && !scope.is_private(element)?).then_some(file);
        for container in [Some(scope.container), everywhere].into_iter().flatten() {
            if let Some(known) = self.known.insert((named.is_parameter(), container, name), named) {
                return Err(twice(element, name, known));
            }
            if name.contains('.') {
                self.dotted.push((element, container, named));
            }
        }
        Ok(())
    }

    /// Makes sure that no name is also the path of another.
    pub(super) fn are_clear(&self) -> Result<(), MefError> {
        for (element, container, named) in &self.dotted {
            let name = element.required("name")?;
            if let Some(known) = self.by_path(*container, name, named.is_parameter()) {
                return Err(twice(*element, name, known));
            }
        }
        Ok(())
    }

    /// What a name means where it is used: the nearest container's first, then the public one.
    pub(super) fn find(&self, name: &str, scope: Container, parameter: bool) -> Option<Named> {
        let mut container = scope;
        loop {
            let here = self.known.get(&(parameter, container, name)).copied();
            if let Some(found) = here.or_else(|| self.by_path(container, name, parameter)) {
                return Some(found);
            }
            if container == Container::default() {
                return None;
            }
            container = self.containers[container.0 as usize].1;
        }
    }

    /// What a path means in a container: `pump.fails` is `fails` in the container `pump` of it.
    fn by_path(&self, container: Container, path: &str, parameter: bool) -> Option<Named> {
        path.match_indices('.').find_map(|(dot, _)| {
            let inner = self.by_path.get(self.path(container, &path[..dot]).as_ref())?;
            self.known.get(&(parameter, *inner, &path[dot + 1..])).copied()
        })
    }
}

fn twice(element: Element<'_>, name: &str, known: Named) -> MefError {
    element.error(
        format!("`{name}` is defined twice: a {} has that name already", known.word()),
        "rename one of them, or make it private to its component",
    )
}
