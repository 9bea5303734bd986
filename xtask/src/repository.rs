//! The repository as plain data: where it is, which files git tracks, which crates it holds.
//! Reads only; what is right or wrong about it is decided elsewhere.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};

/// The root folder of the repository.
pub(crate) fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// One tracked file.
pub(crate) struct TrackedFile {
    /// Path from the root, with `/` between folders.
    pub(crate) path: String,
    /// The content; `None` when it is not UTF-8.
    pub(crate) text: Option<String>,
}

impl TrackedFile {
    /// Whether the file is Rust code of ours, as opposed to Rust code kept as test data.
    pub(crate) fn is_rust(&self) -> bool {
        self.path.ends_with(".rs") && !self.is_test_data()
    }

    /// Whether the file is an input or an expected output of a test, which no check may judge.
    pub(crate) fn is_test_data(&self) -> bool {
        self.path.contains("tests/data/")
    }

    /// The lines with their numbers, counted from 1; none for a file that is not text.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let text = self.text.as_deref().unwrap_or_default();
        text.split_terminator('\n').enumerate().map(|(index, line)| (index + 1, line))
    }
}

/// Paths of all tracked files that exist in the working tree, sorted.
pub(crate) fn tracked_paths(root: &Path) -> Result<Vec<String>> {
    // A checkout mounted into a container belongs to somebody else; reading file names from it is harmless.
    let output = Command::new("git")
        .args(["-c", "safe.directory=*", "ls-files", "-z"])
        .current_dir(root)
        .output()
        .context("cannot run `git ls-files`; is git installed?")?;
    if !output.status.success() {
        bail!("`git ls-files` failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let listing = String::from_utf8(output.stdout).context("a tracked path is not UTF-8")?;
    let mut paths: Vec<String> =
        listing.split_terminator('\0').filter(|path| root.join(path).is_file()).map(str::to_owned).collect();
    paths.sort();
    Ok(paths)
}

/// All tracked files with their content, sorted by path.
pub(crate) fn tracked_files(root: &Path) -> Result<Vec<TrackedFile>> {
    tracked_paths(root)?
        .into_iter()
        .map(|path| {
            let bytes = std::fs::read(root.join(&path)).with_context(|| format!("cannot read `{path}`"))?;
            Ok(TrackedFile { path, text: String::from_utf8(bytes).ok() })
        })
        .collect()
}

/// One crate of the workspace.
pub(crate) struct WorkspaceCrate {
    /// Package name.
    pub(crate) name: String,
    /// Path of its `Cargo.toml` from the root.
    pub(crate) manifest: String,
    /// Direct dependencies by name; `true` when it is used by tests only.
    pub(crate) dependencies: BTreeMap<String, bool>,
}

/// The crates of the workspace, sorted by name.
pub(crate) fn crates(root: &Path) -> Result<Vec<WorkspaceCrate>> {
    let metadata = metadata(root)?;
    let mut crates: Vec<WorkspaceCrate> = metadata
        .workspace_packages()
        .into_iter()
        .map(|package| {
            let mut dependencies = BTreeMap::new();
            for dependency in &package.dependencies {
                let tests_only = dependency.kind == DependencyKind::Development;
                let entry = dependencies.entry(dependency.name.clone()).or_insert(tests_only);
                *entry = *entry && tests_only;
            }
            let manifest = package.manifest_path.strip_prefix(root).unwrap_or(&package.manifest_path);
            WorkspaceCrate { name: package.name.to_string(), manifest: manifest.to_string(), dependencies }
        })
        .collect();
    crates.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(crates)
}

/// Where cargo puts what it builds.
pub(crate) fn target_directory(root: &Path) -> Result<PathBuf> {
    Ok(metadata(root)?.target_directory.into_std_path_buf())
}

fn metadata(root: &Path) -> Result<Metadata> {
    MetadataCommand::new().current_dir(root).no_deps().exec().context("cannot read the workspace")
}
