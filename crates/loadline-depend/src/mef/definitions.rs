//! Everything a file defines, found before anything is read that refers to it.

use super::MefError;
use super::scope::{Container, Named, Names, Scope};
use super::xml::Element;
use loadline_base::did_you_mean;
use std::borrow::Cow;

/// A definition and the container it stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Definition<'x> {
    pub(super) element: Element<'x>,
    pub(super) scope: Container,
    private: bool,
}

/// The definitions of a file, each kind in the order written.
#[derive(Debug)]
pub(super) struct Definitions<'x> {
    pub(super) gates: Vec<Definition<'x>>,
    pub(super) basic: Vec<Definition<'x>>,
    pub(super) house: Vec<Definition<'x>>,
    pub(super) parameters: Vec<Definition<'x>>,
    pub(super) names: Names<'x>,
}

/// Collects them.
pub(super) fn definitions(root: Element<'_>) -> Result<Definitions<'_>, MefError> {
    if !matches!(root.name(), "opsa-mef" | "open-psa") {
        let message = format!("the file begins with `<{}>`", root.name());
        return Err(root.error(message, "an Open-PSA MEF file begins with `<opsa-mef>`"));
    }
    let mut found = Definitions {
        gates: Vec::new(),
        basic: Vec::new(),
        house: Vec::new(),
        parameters: Vec::new(),
        names: Names::new(),
    };
    let scope = Scope::default();
    for part in root.parts() {
        match part.name() {
            "define-fault-tree" => {
                let inner = found.names.inner(scope, part)?;
                found.container(part, inner)?;
            }
            "model-data" => found.container(part, scope)?,
            _ => return Err(part.refused(root.name())),
        }
    }
    if found.gates.is_empty() {
        return Err(root.error("the file defines no gate", "a fault tree needs at least its top gate"));
    }
    found.names.are_clear()?;
    Ok(found)
}

impl<'x> Definitions<'x> {
    fn container(&mut self, container: Element<'x>, scope: Scope) -> Result<(), MefError> {
        let in_data = container.name() == "model-data";
        for part in container.parts() {
            let next = |list: &[Definition<'x>]| u32::try_from(list.len()).unwrap_or(u32::MAX);
            match part.name() {
                "define-component" if !in_data => {
                    let inner = self.names.inner(scope, part)?;
                    self.container(part, inner)?;
                }
                "define-gate" if !in_data => self.add(part, scope, Named::Gate(next(&self.gates)))?,
                "define-basic-event" => self.add(part, scope, Named::Basic(next(&self.basic)))?,
                "define-house-event" => self.add(part, scope, Named::House(next(&self.house)))?,
                "define-parameter" => self.add(part, scope, Named::Parameter(next(&self.parameters)))?,
                _ => return Err(part.refused(container.name())),
            }
        }
        Ok(())
    }

    fn add(&mut self, element: Element<'x>, scope: Scope, named: Named) -> Result<(), MefError> {
        self.names.define(element, scope, named)?;
        let private = scope.is_private(element)?;
        let definition = Definition { element, scope: scope.container, private };
        match named {
            Named::Gate(_) => self.gates.push(definition),
            Named::Basic(_) => self.basic.push(definition),
            Named::House(_) => self.house.push(definition),
            Named::Parameter(_) => self.parameters.push(definition),
        }
        Ok(())
    }

    /// The name of a definition: public names are unique, private ones are told apart by their path.
    pub(super) fn name(&self, of: Definition<'x>) -> Cow<'x, str> {
        let name = of.element.attribute("name").unwrap_or_default();
        if of.private { self.names.path(of.scope, name) } else { Cow::Borrowed(name) }
    }

    /// The names of all of one kind.
    pub(super) fn owned_names(&self, of: &[Definition<'x>]) -> Vec<String> {
        of.iter().map(|one| self.name(*one).into_owned()).collect()
    }

    /// Advice for a name that is not there.
    pub(super) fn advice(&self, name: &str, what: &str) -> String {
        let all = [&self.gates, &self.basic, &self.house, &self.parameters].into_iter().flatten();
        match did_you_mean(name, all.filter_map(|one| one.element.attribute("name"))) {
            Some(close) => format!("did you mean `{close}`?"),
            None => format!("define it with `<define-{what} name=\"{name}\">`"),
        }
    }
}
