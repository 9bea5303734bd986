//! The client against servers that answer well, badly, slowly, hugely or not at all.

mod prometheus;
mod server;
