//! Docker compose files: versions 1 to 3 and the Compose Specification, overrides, `extends`, profiles and env files.
//!
//! Several files are read as docker does, later ones over earlier ones. `depends_on` is start order, nothing more.

mod connections;
mod interpolate;
mod layers;
mod ports;
mod project;
mod service;

pub(super) use service::HOST_CAPABILITIES;

use crate::draft::Draft;
use crate::foreign::Node;
use crate::hosts::Names;
use crate::journal::Journal;
use interpolate::Variables;
use layers::Layers;
use loadline_base::{FileId, Span};
use project::Project;

/// Whether a document is a compose file: a map of services, each of them a map; there may be none yet.
pub(super) fn looks_so(document: &Node) -> bool {
    if document.get("apiVersion").is_some() {
        return false;
    }
    match document.get("services") {
        Some(services) if services.is_null() => true,
        Some(services) => services.map().is_some_and(|services| {
            services.is_empty()
                || services.values().any(|entry| entry.node.map().is_some() || entry.node.is_null())
        }),
        None => {
            is_version_1(document) || (document.get("include").is_some() && document.get("name").is_some())
        }
    }
}

/// Version 1 had services at the root.
fn is_version_1(document: &Node) -> bool {
    let is_service = |node: &Node| node.get("image").is_some() || node.get("build").is_some();
    document.get("services").is_none()
        && document.map().is_some_and(|map| map.values().any(|entry| is_service(&entry.node)))
}

/// A service while it is read.
struct Service<'a> {
    name: String,
    id: String,
    at: Span,
    layers: Layers<'a>,
}

/// Reads all files of one import.
pub(super) fn read(files: &[FileId], draft: &mut Draft, journal: &mut Journal) {
    let (yaml, env): (Vec<FileId>, Vec<FileId>) =
        files.iter().partition(|file| !interpolate::is_env_file(journal.sources.file(**file).name()));
    let variables = Variables::load(&env, journal);
    let documents: Vec<_> =
        yaml.into_iter().map(|file| (file, super::documents(file, "compose", journal))).collect();
    let project = Project::load(&documents, draft, journal);

    let mut names = Names::default();
    let mut services = Vec::new();
    for (name, at) in project.services() {
        let layers = project.layers(name, journal);
        let mut service = Service { name: name.to_owned(), id: String::new(), at, layers };
        service::declare(&mut service, &variables, &mut names, draft, journal);
        services.push(service);
    }
    for service in &mut services {
        service::describe(service, &variables, draft, journal);
        ports::read(service, &variables, draft, journal);
    }
    for service in &mut services {
        connections::read(service, &variables, &mut names, draft, journal);
    }
    for service in services {
        service.layers.rest(journal);
    }
}
