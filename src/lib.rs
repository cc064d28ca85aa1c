//! Puts Sentry into repositories that already exist.
//!
//! Data flows one way: discover → facts → match → edit → verify → plan → render → apply. The engine
//! knows languages; everything about frameworks lives in `rules/` as data.

pub mod apply;
pub mod edit;
pub mod facts;
pub mod git;
pub mod lang;
pub mod matcher;
pub mod manifest;
pub mod plan;
pub mod render;
pub mod repo;
pub mod rules;
pub mod settings;
