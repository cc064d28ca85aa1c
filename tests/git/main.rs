//! The promises about git: what is committed is the plan, what is not planned is not touched, and what
//! would not be safe is refused. Every test makes its own repository with the git command line.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]
#![cfg(unix)]

mod branch;
mod crash;
mod hostile;
mod in_place;
mod kinds;
mod reading;
mod refusals;
mod signing;
mod support;
