//! The identity of a plan.

use git2::{ObjectType, Oid};
use serde::Serialize;

use super::Plan;

/// Lines of context around a change, as git shows them.
pub const CONTEXT: usize = 3;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// There is something to apply.
    Changed,
    /// There is nothing to apply.
    Unchanged,
    /// The run stopped for safety; a plan never says so of itself.
    Refused,
}

impl Plan {
    /// Would applying the plan change anything?
    pub fn status(&self) -> Status {
        if self.files.is_empty() { Status::Unchanged } else { Status::Changed }
    }

    /// Forty hex digits that are the same for the same changes by the same version of the tool, wherever
    /// and whenever they are planned. Reports, facts and clocks have no part in it.
    pub fn id(&self) -> String {
        let changes = self.files.iter().map(|file| ChangeIds {
            path: &file.path,
            executable: file.executable,
            base: file.base.as_deref(),
            result: &file.result,
        });
        id_of_changes(env!("CARGO_PKG_VERSION"), changes)
    }

    /// The first eight digits of [`Plan::id`]: what branch names and reports show.
    pub fn short_id(&self) -> String {
        self.id().chars().take(8).collect()
    }
}

/// What counts of a changed file.
#[derive(Clone, Copy, Debug)]
pub struct ChangeIds<'a> {
    /// Repository-relative path.
    pub path: &'a str,
    /// Is the file executable?
    pub executable: bool,
    /// The blob before; `None` for a new file.
    pub base: Option<&'a str>,
    /// The blob after.
    pub result: &'a str,
}

/// The id of a plan by a version of the tool that comes to these changes.
pub fn id_of_changes<'a>(version: &str, changes: impl IntoIterator<Item = ChangeIds<'a>>) -> String {
    let mut entries: Vec<String> = changes.into_iter().map(identity).collect();
    entries.sort_unstable();
    let tool = format!("{} {version}\n", env!("CARGO_PKG_NAME"));
    blob_id((tool + &entries.concat()).as_bytes())
}

/// One file of the canonical text. No path holds a NUL, so no path can forge another entry.
fn identity(change: ChangeIds<'_>) -> String {
    let mode = if change.executable { "100755" } else { "100644" };
    format!("{}\0{mode} {} {}\n", change.path, change.base.unwrap_or("none"), change.result)
}

/// The id git gives a blob with these bytes.
///
/// Hashing bytes in memory fails only where libgit2 itself cannot start; the zero id then matches no object.
pub fn blob_id(bytes: &[u8]) -> String {
    Oid::hash_object(ObjectType::Blob, bytes).map_or_else(|_| "0".repeat(40), |id| id.to_string())
}

#[cfg(test)]
mod tests {
    use crate::report::*;

    fn plan(files: &[(&str, &str)]) -> Plan {
        let files = files.iter().map(|(path, after)| FileChange {
            path: (*path).to_owned(),
            result: blob_id(after.as_bytes()),
            ..FileChange::default()
        });
        Plan { files: files.collect(), ..Plan::default() }
    }

    #[test]
    fn the_id_depends_on_paths_and_contents_alone() {
        let one = plan(&[("x", "b\n"), ("y", "c\n")]);
        let mut same = plan(&[("y", "c\n"), ("x", "b\n")]);
        same.repo.name = "elsewhere".into();
        assert_eq!(one.id(), same.id());
        assert_eq!(one.id().len(), 40);
        assert_eq!(one.short_id(), one.id()[..8]);
        for other in [plan(&[("x", "b\n")]), plan(&[("x", "b\n"), ("z", "c\n")]), plan(&[("x", "c\n"), ("y", "c\n")])] {
            assert_ne!(one.id(), other.id());
        }
    }

    #[test]
    fn blob_ids_are_those_of_git() {
        assert_eq!(blob_id(b""), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
        assert_eq!(blob_id(b"hello\n"), "ce013625030ba8dba906f756967f9e9ca394464a");
    }

    #[test]
    fn only_files_make_a_plan_changed() {
        assert_eq!(plan(&[]).status(), Status::Unchanged);
        assert_eq!(plan(&[("x", "b\n")]).status(), Status::Changed);
    }
}
