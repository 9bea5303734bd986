//! A path where a command takes none: most likely it is the model, which is named by `-m`.

use clap::Error;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::path::Path;

/// The error, with a word on `-m` where an argument that is not expected, or not one of the words it may be, is something on the
/// disk.
pub(crate) fn advised(mut error: Error) -> Error {
    let what = match error.kind() {
        ErrorKind::UnknownArgument => ContextKind::InvalidArg,
        ErrorKind::InvalidValue => ContextKind::InvalidValue,
        _ => return error,
    };
    if let Some(ContextValue::String(found)) = error.get(what)
        && !found.is_empty()
        && Path::new(found).exists()
    {
        let advice = format!("a model is named by `-m {found}`");
        let told = ContextValue::StyledStrs(vec![StyledStr::from(advice)]);
        error.insert(ContextKind::Suggested, told);
    }
    error
}
