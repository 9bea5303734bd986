//! The program under measurement: the release build of `loadline`, run on a folder, and what it says of its own time.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::repository;

/// The release build.
pub(super) struct Binary {
    path: PathBuf,
    target: PathBuf,
}

impl Binary {
    /// Builds it.
    ///
    /// # Errors
    /// It does not build.
    pub(super) fn build() -> Result<Self> {
        Self::made(&["--package", "loadline"], "loadline")
    }

    /// Builds an example of a package that measures what no command shows by itself.
    ///
    /// # Errors
    /// It does not build.
    pub(super) fn example(package: &str, name: &str) -> Result<Self> {
        Self::made(&["--package", package, "--example", name], &format!("examples/{name}"))
    }

    /// Where it is.
    pub(super) fn path(&self) -> &std::path::Path {
        &self.path
    }

    fn made(what: &[&str], name: &str) -> Result<Self> {
        let root = repository::root();
        let target = repository::target_directory(&root)?;
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let status = Command::new(cargo)
            .args(["build", "--quiet", "--release"])
            .args(what)
            .current_dir(&root)
            .stdin(Stdio::null())
            .status()
            .context("cannot run `cargo build`")?;
        if !status.success() {
            bail!("cannot build `{name}`");
        }
        let path = target.join("release").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        Ok(Self { path, target })
    }

    /// Where the generated system of this name is kept.
    pub(super) fn folder(&self, name: &str) -> PathBuf {
        self.target.join("bench").join(name)
    }

    /// Medians, over `runs` runs, of the figures that a command prints for `--timings` under these names.
    ///
    /// # Errors
    /// A run does not come to its end, or does not print one of the names.
    pub(super) fn medians<const N: usize>(
        &self,
        runs: u8,
        arguments: &[impl AsRef<OsStr>],
        names: [&str; N],
    ) -> Result<[f64; N]> {
        let runs = (0..runs).map(|_| self.figures(arguments, names)).collect::<Result<Vec<[f64; N]>>>()?;
        Ok(std::array::from_fn(|figure| median(runs.iter().map(|run| run[figure]).collect())))
    }

    /// The figures of one run.
    fn figures<const N: usize>(&self, arguments: &[impl AsRef<OsStr>], names: [&str; N]) -> Result<[f64; N]> {
        let output = Command::new(&self.path)
            .args(arguments)
            .arg("--timings")
            .stdin(Stdio::null())
            .output()
            .with_context(|| format!("cannot run `{}`", self.path.display()))?;
        let talk = String::from_utf8_lossy(&output.stderr);
        // 1 means findings, which a generated system may have.
        if !matches!(output.status.code(), Some(0 | 1)) {
            bail!("`loadline` ended with {}: {}", output.status, talk.trim());
        }
        let mut figures = [0.0; N];
        for (figure, name) in figures.iter_mut().zip(names) {
            *figure = read(&talk, name).with_context(|| format!("`--timings` printed no `{name}`"))?;
        }
        Ok(figures)
    }
}

/// The number on the line that starts with `name`.
fn read(talk: &str, name: &str) -> Option<f64> {
    talk.lines().find_map(|line| {
        let mut words = line.split_whitespace();
        if words.next()? != name {
            return None;
        }
        words.next()?.replace(',', "").parse().ok()
    })
}

/// The middle of some figures.
pub(super) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => f64::NAN,
        odd if odd % 2 == 1 => values[middle],
        _ => f64::midpoint(values[middle - 1], values[middle]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_by_name() {
        let talk = "note: x\nparse 12.3 ms\ntotal 1,234.5 ms\nmemory 80 MiB peak\n";
        assert_eq!(read(talk, "parse"), Some(12.3));
        assert_eq!(read(talk, "total"), Some(1234.5));
        assert_eq!(read(talk, "memory"), Some(80.0));
        assert_eq!(read(talk, "rules"), None);
    }

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), 2.5);
    }
}
