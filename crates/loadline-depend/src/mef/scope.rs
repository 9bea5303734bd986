//! Names: public ones are known everywhere, private ones inside their component and, with their path, outside.

use super::MefError;
use super::xml::Element;
use loadline_base::did_you_mean;
use rustc_hash::FxHashMap;

/// What a name stands for, as an index into the list of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Gate(usize),
    Basic(usize),
    House(usize),
    Parameter(usize),
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
}

/// The container a name is used in: its path (`tree.pump`), and whether what it holds is private unless said otherwise.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    pub(super) path: String,
    pub(super) private: bool,
}

impl Scope {
    /// The scope of a container inside this one.
    pub(super) fn inner(&self, container: &Element) -> Result<Self, MefError> {
        let name = container.required("name")?;
        Ok(Self { path: join(&self.path, name), private: self.is_private(container)? })
    }

    /// Whether what an element defines is private.
    pub(super) fn is_private(&self, element: &Element) -> Result<bool, MefError> {
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

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// Every name of a file. Events and gates share one space of names, parameters have their own.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// By simple name when public, by path always.
    known: FxHashMap<(bool, String), Named>,
    /// The simple names, in the order of the file, for advice.
    written: Vec<String>,
}

impl Names {
    /// Adds a definition.
    pub(super) fn define(&mut self, element: &Element, scope: &Scope, named: Named) -> Result<(), MefError> {
        let name = element.required("name")?;
        let space = matches!(named, Named::Parameter(_));
        let path = join(&scope.path, name);
        let mut keys = vec![path];
        if !scope.is_private(element)? && keys[0] != name {
            keys.push(name.to_owned());
        }
        for key in keys {
            if let Some(known) = self.known.insert((space, key), named) {
                return Err(element.error(
                    format!("`{name}` is defined twice: a {} has that name already", known.word()),
                    "rename one of them, or make it private to its component",
                ));
            }
        }
        self.written.push(name.to_owned());
        Ok(())
    }

    /// What a name means where it is used: the nearest container's first, then the public one.
    pub(super) fn find(&self, name: &str, scope: &str, parameter: bool) -> Option<Named> {
        let mut container = Some(scope);
        while let Some(path) = container {
            if let Some(found) = self.known.get(&(parameter, join(path, name))) {
                return Some(*found);
            }
            container = match path.rfind('.') {
                Some(end) => Some(&path[..end]),
                None if path.is_empty() => None,
                None => Some(""),
            };
        }
        None
    }

    /// Advice for a name that is not there.
    pub(super) fn advice(&self, name: &str, what: &str) -> String {
        match did_you_mean(name, self.written.iter().map(String::as_str)) {
            Some(close) => format!("did you mean `{close}`?"),
            None => format!("define it with `<define-{what} name=\"{name}\">`"),
        }
    }
}
