//! Puts Sentry into repositories that already exist.
//!
//! Data flows one way: discover → facts → match → edit → verify → plan → render → apply. The engine
//! knows languages; everything about frameworks lives in `rules/` as data. Rooms stand above what they use.

pub mod cli;
pub mod commands;
pub mod edit;
pub mod engine;
pub mod facts;
pub mod files;
pub mod git;
pub mod lang;
pub mod lint;
pub mod manifest;
pub mod pattern;
pub mod query;
pub mod reference;
pub mod render;
pub mod repo;
pub mod report;
pub mod rules;
pub mod settings;
pub mod sweep;
pub mod testing;
