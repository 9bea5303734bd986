//! Writing new files without losing old ones.

use crate::UnreadableFile;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Writes `text` to `path`, making its folder. An existing file is kept unless `replace` is set.
///
/// # Errors
/// When the file is there already, or cannot be written.
pub fn write_new(path: &Path, text: &str, replace: bool) -> Result<(), CannotWrite> {
    if !replace {
        not_there(path)?;
    }
    let fail = |error: std::io::Error| CannotWrite {
        name: path.display().to_string(),
        reason: error.to_string(),
        hint: "check the folder",
    };
    if let Some(folder) = path.parent() {
        if folder.is_file() {
            return Err(CannotWrite {
                name: path.display().to_string(),
                reason: format!("`{}` is a file, and a folder is wanted", folder.display()),
                hint: "name another folder",
            });
        }
        std::fs::create_dir_all(folder).map_err(fail)?;
    }
    std::fs::write(path, text).map_err(fail)
}

fn not_there(path: &Path) -> Result<(), CannotWrite> {
    if !path.exists() {
        return Ok(());
    }
    Err(CannotWrite {
        name: path.display().to_string(),
        reason: "it is there already".into(),
        hint: "choose another folder, take the file away, or replace it with `--force` where a command has that",
    })
}

/// Writes named texts into `folder`, and returns their files. Where one is there already and `replace` is not set, none is written.
///
/// # Errors
/// When a file is there already, or cannot be written.
pub fn write_all_new<'t>(
    folder: &Path,
    files: impl IntoIterator<Item = (&'t str, &'t str)>,
    replace: bool,
) -> Result<Vec<PathBuf>, CannotWrite> {
    let files: Vec<(PathBuf, &str)> =
        files.into_iter().map(|(name, text)| (folder.join(name), text)).collect();
    if !replace {
        files.iter().try_for_each(|(path, _)| not_there(path))?;
    }
    files.iter().try_for_each(|(path, text)| write_new(path, text, replace))?;
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

/// Puts `text` in the place of an existing file in one step: whoever stops the program meanwhile finds the old file or the
/// new one, never a part. Links are followed, and who may read the file stays as it was.
///
/// # Errors
/// When the file is not there, or cannot be written.
pub fn replace_whole(path: &Path, text: &str) -> Result<(), CannotWrite> {
    let fail = |error: std::io::Error| CannotWrite {
        name: path.display().to_string(),
        reason: error.to_string(),
        hint: "check who may write into the folder",
    };
    let real = std::fs::canonicalize(path).map_err(fail)?;
    let name = real.file_name().unwrap_or_default().to_string_lossy();
    let next = real.with_file_name(format!(".{name}.{}.new", std::process::id()));
    let written = std::fs::write(&next, text)
        .and_then(|()| std::fs::metadata(&real))
        .and_then(|old| std::fs::set_permissions(&next, old.permissions()))
        .and_then(|()| std::fs::rename(&next, &real));
    written.map_err(|error| {
        // What is left of a failed try is of no use to anybody.
        let _ = std::fs::remove_file(&next);
        fail(error)
    })
}

/// Adds `line` and a line break to the end of a file, which is made where it is missing. The line goes out in one piece, so that
/// programs which write to the same file do not mix theirs with it.
///
/// # Errors
/// When the file cannot be written.
pub fn append_line(path: &Path, line: &[u8]) -> Result<(), CannotWrite> {
    let whole = [line, b"\n"].concat();
    let written = std::fs::OpenOptions::new()
        .append(true)
        .create(true)
        .open(path)
        .and_then(|mut file| file.write_all(&whole));
    written.map_err(|error| CannotWrite {
        name: path.display().to_string(),
        reason: error.to_string(),
        hint: "check the folder, and who may write into it",
    })
}

/// A file that could not be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` was not written: {reason}")]
pub struct CannotWrite {
    /// The name shown to people.
    pub name: String,
    /// Why, in a fragment.
    pub reason: String,
    /// What to do.
    pub hint: &'static str,
}

/// The files to read for `path`: the file itself, or every file of a folder (not below) with one of these extensions.
///
/// # Errors
/// When `path` does not exist or the folder cannot be read.
pub fn files_in(path: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>, UnreadableFile> {
    let fail = |reason: String, hint| UnreadableFile { name: path.display().to_string(), reason, hint };
    let metadata = std::fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => fail("there is no such file or folder".into(), "check the path"),
        _ => fail(error.to_string(), "check the path"),
    })?;
    if !metadata.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries =
        std::fs::read_dir(path).map_err(|error| fail(error.to_string(), "check who may read it"))?;
    let mut files: Vec<_> =
        entries.flatten().map(|entry| entry.path()).filter(|file| file.is_file()).collect();
    files.retain(|file| {
        file.extension().is_some_and(|found| extensions.iter().any(|wanted| found == *wanted))
    });
    files.sort();
    Ok(files)
}

/// The files to read for `path`: the file itself, or every file below a folder with one of these extensions, ordered by name; hidden and
/// ignored ones are left out.
///
/// # Errors
/// When `path` does not exist or a folder cannot be read.
pub fn files_below(path: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>, UnreadableFile> {
    if !path.is_dir() {
        return files_in(path, extensions);
    }
    let wanted = |file: &Path| {
        file.extension().is_some_and(|found| extensions.iter().any(|wanted| found == *wanted))
            && file.is_file()
    };
    let mut files = Vec::new();
    for entry in ignore::WalkBuilder::new(path).require_git(false).sort_by_file_path(Path::cmp).build() {
        let entry = entry.map_err(|error| UnreadableFile {
            name: path.display().to_string(),
            reason: error.to_string(),
            hint: "check the permissions of the folder",
        })?;
        if wanted(entry.path()) {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

/// The files that match `pattern`, which is relative to `folder` unless it is absolute: `*`, `?` and `[…]` as shells have them, none of
/// which matches `/`. Ordered by name.
///
/// # Errors
/// What is wrong with the pattern.
pub fn files_matching(folder: &Path, pattern: &str) -> Result<Vec<PathBuf>, String> {
    let full = match (Path::new(pattern).is_absolute(), folder.to_str()) {
        (true, _) | (_, Some("")) => pattern.to_owned(),
        (false, Some(folder)) => format!("{}/{pattern}", glob::Pattern::escape(folder)),
        (false, None) => return Err("the folder's name is not UTF-8".to_owned()),
    };
    let how = glob::MatchOptions { require_literal_separator: true, ..glob::MatchOptions::new() };
    let found = glob::glob_with(&full, how).map_err(|error| error.msg.to_owned())?;
    let mut files: Vec<_> = found.filter_map(Result::ok).filter(|path| path.is_file()).collect();
    files.sort();
    Ok(files)
}
