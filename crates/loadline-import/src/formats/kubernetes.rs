//! Kubernetes manifests: workloads become components, Services and routes give them names and entry points.
//!
//! Edges come from the addresses that containers are given. Cluster objects that say nothing about the system are listed.

mod containers;
mod environment;
mod objects;
mod routes;
mod scaling;
mod services;
mod settings;
mod workload;

use crate::draft::Draft;
use crate::foreign::Node;
use crate::hosts::{Names, Scope};
use crate::journal::Journal;
use loadline_base::FileId;
use objects::Object;
use services::Services;
use settings::Settings;
use workload::Workload;

/// Whether a document is a Kubernetes object.
pub(super) fn looks_so(document: &Node) -> bool {
    document.get("apiVersion").is_some() && document.get("kind").is_some()
}

/// Reads all files of one import.
pub(super) fn read(files: &[FileId], draft: &mut Draft, journal: &mut Journal) {
    let documents: Vec<Node> =
        files.iter().flat_map(|file| super::documents(*file, "kubernetes", journal)).collect();
    let objects = objects::gather(&documents, journal);

    let mut workloads: Vec<Workload<'_>> = Vec::new();
    for object in &objects {
        workloads.extend(workload::declare(object, draft, journal));
    }
    for workload in &mut workloads {
        containers::describe(workload, draft, journal);
    }

    let mut names = Names::default();
    for workload in &workloads {
        names.add_in(&workload.name, Scope::Hostname, workload.namespace, &workload.id);
    }
    let services = Services::read(&objects, &mut workloads, &mut names, draft, journal);
    routes::read(&objects, &services, &mut workloads, &mut names, journal);
    scaling::read(&objects, &workloads, draft, journal);

    let mut settings = Settings::gather(&objects, journal);
    for workload in &mut workloads {
        environment::read(workload, &mut settings, &names, draft, journal);
    }
    settings.rest(journal);
    for workload in workloads {
        workload.finish(draft, journal);
    }
    objects.iter().filter(|object| !is_read(object)).for_each(|object| lose(object, journal));
}

fn is_read(object: &Object<'_>) -> bool {
    workload::is_workload(object)
        || routes::is_route(object)
        || matches!(object.kind, "Service" | "ConfigMap" | "Secret" | "HorizontalPodAutoscaler")
}

fn lose(object: &Object<'_>, journal: &mut Journal) {
    let why = match object.kind {
        "PodDisruptionBudget" => "what may be evicted is not part of the model language",
        "NetworkPolicy" => "who may talk to whom is not who does",
        "ServiceAccount" | "Role" | "RoleBinding" | "ClusterRole" | "ClusterRoleBinding" => {
            "rights inside the cluster are not part of the model language"
        }
        "PersistentVolumeClaim" | "PersistentVolume" | "StorageClass" => {
            "volumes are not part of the model language"
        }
        "CustomResourceDefinition" | "Namespace" => "says nothing about the system",
        _ => "objects of this kind are not read",
    };
    journal.lose(object.at, object.path.clone(), why);
}
