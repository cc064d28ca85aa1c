//! `rules new`: writes the skeleton of a rule.
/// Runs.
pub fn run(_rule: &str, _dir: &std::path::Path) -> anyhow::Result<u8> {
    anyhow::bail!("not yet")
}
