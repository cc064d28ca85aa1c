//! What the command line does: one file per command, and what commands share.

pub mod apply;
mod config;
pub mod explain;
mod fleet;
mod guard;
pub mod output;
mod pager;
mod process;
pub mod progress;
mod review;
pub mod rules;
pub mod rules_new;
pub mod rules_test;
pub mod run;
pub mod saved;
pub mod session;
mod shell;
mod undo;
