//! What is wrong with the text of a model, for commands that cannot go on.

use crate::output::View;
use crate::output::excerpt::excerpt;
use crate::terminal::{Exit, Terminal};
use anyhow::Result;
use loadline_base::{Diagnostic, Sources};

/// Prints the faults to standard error and ends the run.
pub(crate) fn print_faults(
    faults: &[Diagnostic],
    sources: &Sources,
    terminal: &mut Terminal,
) -> Result<Exit> {
    let view = View { all: true, statistics: false, strict: false, colour: false, width: terminal.width };
    for fault in faults {
        terminal.talk(&excerpt(fault, sources, &view));
        terminal.talk("");
    }
    Ok(Exit::CouldNotRun)
}
