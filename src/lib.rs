//! Puts Sentry into repositories that already exist.
//!
//! Data flows one way: discover → facts → match → edit → verify → plan → render → apply. The engine
//! knows languages; everything about frameworks lives in `rules/` as data.

pub mod apply;
pub mod cli;
pub mod edit;
pub mod explain;
pub mod facts;
pub mod git;
pub mod lang;
pub mod manifest;
pub mod matcher;
pub mod message;
pub mod output;
pub mod plan;
pub mod progress;
pub mod query;
pub mod render;
pub mod repo;
pub mod rules;
pub mod rules_command;
pub mod rules_new;
pub mod rules_test;
pub mod run;
pub mod saved;
pub mod session;
pub mod settings;
