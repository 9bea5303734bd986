//! The gates. One file each; the order is that of the tables.

pub(crate) mod design;
pub(crate) mod operations;
