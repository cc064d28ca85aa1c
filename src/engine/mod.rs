//! From a repository and rules to a plan: prune, facts, operations over an overlay, the laws.

mod apps;
mod clock;
mod conditions;
pub mod context;
pub mod core;
pub mod diff;
mod fact_rules;
mod keep;
mod laws;
mod lines;
pub mod make;
mod ops;
pub mod pass;
mod prune;
mod reads;
mod rule_run;
mod sites;
mod together;
pub mod trail;
mod work;
