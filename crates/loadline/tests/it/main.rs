//! The binary as people and machines meet it: every test runs the real program in a folder of its own.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails at once")]
#![expect(clippy::print_stdout, reason = "a test says what it leaves out")]

mod adr;
mod answers;
mod baseline;
mod bundle;
mod colour;
mod examples;
mod export;
mod github;
mod gitlab;
mod guide;
mod guided;
mod hostile;
mod identity;
mod interrupted;
mod junit;
mod markdown;
mod one_shot;
mod prompts;
mod recorded;
mod sarif;
mod score;
mod scratch;
mod sim_pages;
mod slo_doors;
mod slo_live;
mod slo_pages;
mod transcripts;
mod webshop;
mod workers;
