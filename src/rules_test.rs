//! `rules test`: runs the cases beside the rules.
use crate::cli::RulesArgs;
/// Runs.
pub fn run(_rule: Option<&str>, _coverage: bool, _args: &RulesArgs) -> anyhow::Result<u8> {
    anyhow::bail!("not yet")
}
