//! Rows with their columns in line, for terminals; `loadline-draw` says how they look.

pub(crate) use loadline_draw::page::{Align, lines as table};
