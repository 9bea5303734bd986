//! Everything a file defines, found before anything is read that refers to it.

use super::MefError;
use super::scope::{Named, Names, Scope};
use super::xml::Element;

/// A definition and the container it stands in.
#[derive(Debug)]
pub(super) struct Definition<'x> {
    pub(super) name: String,
    pub(super) element: &'x Element,
    pub(super) scope: String,
}

/// The definitions of a file, each kind in the order written.
#[derive(Debug, Default)]
pub(super) struct Definitions<'x> {
    pub(super) gates: Vec<Definition<'x>>,
    pub(super) basic: Vec<Definition<'x>>,
    pub(super) house: Vec<Definition<'x>>,
    pub(super) parameters: Vec<Definition<'x>>,
    pub(super) names: Names,
}

/// Collects them.
pub(super) fn definitions(root: &Element) -> Result<Definitions<'_>, MefError> {
    if !matches!(root.name.as_str(), "opsa-mef" | "open-psa") {
        let message = format!("the file begins with `<{}>`", root.name);
        return Err(root.error(message, "an Open-PSA MEF file begins with `<opsa-mef>`"));
    }
    let mut found = Definitions::default();
    let scope = Scope::default();
    for part in root.parts() {
        match part.name.as_str() {
            "define-fault-tree" => found.container(part, &scope.inner(part)?)?,
            "model-data" => found.container(part, &scope)?,
            _ => return Err(part.refused(&root.name)),
        }
    }
    if found.gates.is_empty() {
        return Err(root.error("the file defines no gate", "a fault tree needs at least its top gate"));
    }
    Ok(found)
}

impl<'x> Definitions<'x> {
    fn container(&mut self, container: &'x Element, scope: &Scope) -> Result<(), MefError> {
        for part in container.parts() {
            let in_data = container.name == "model-data";
            match part.name.as_str() {
                "define-component" if !in_data => self.container(part, &scope.inner(part)?)?,
                "define-gate" if !in_data => self.add(part, scope, Named::Gate(self.gates.len()))?,
                "define-basic-event" => self.add(part, scope, Named::Basic(self.basic.len()))?,
                "define-house-event" => self.add(part, scope, Named::House(self.house.len()))?,
                "define-parameter" => self.add(part, scope, Named::Parameter(self.parameters.len()))?,
                _ => return Err(part.refused(&container.name)),
            }
        }
        Ok(())
    }

    fn add(&mut self, element: &'x Element, scope: &Scope, named: Named) -> Result<(), MefError> {
        self.names.define(element, scope, named)?;
        let name = element.required("name")?;
        // Public names are unique; private ones are told apart by their path.
        let name = match scope.is_private(element)? {
            true => format!("{}.{name}", scope.path),
            false => name.to_owned(),
        };
        let definition = Definition { name, element, scope: scope.path.clone() };
        match named {
            Named::Gate(_) => self.gates.push(definition),
            Named::Basic(_) => self.basic.push(definition),
            Named::House(_) => self.house.push(definition),
            Named::Parameter(_) => self.parameters.push(definition),
        }
        Ok(())
    }
}
