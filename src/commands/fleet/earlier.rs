//! The rows of an earlier run.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::render::{Row, RowStatus};

/// What `--resume` names.
#[derive(Default)]
pub(super) struct Earlier {
    rows: HashMap<String, Row>,
    /// Lines that are no rows: a run was killed while it wrote.
    pub(super) torn: usize,
    /// The file does not end with a line break, so what comes next has to begin with one.
    pub(super) open_ended: bool,
}

impl Earlier {
    /// Reads the rows; where several have one path the last counts. A file that is not there yet has none, so that
    /// the first run and every later one are the same command.
    pub(super) fn read(file: &Path) -> Result<Earlier> {
        let bytes = match fs::read(file) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Earlier::default()),
            read => read.with_context(|| format!("cannot read {}", file.display()))?,
        };
        let mut earlier = Earlier { open_ended: bytes.last().is_some_and(|last| *last != b'\n'), ..Earlier::default() };
        for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()) {
            match serde_json::from_slice::<Row>(line) {
                Ok(row) if row.schema == 1 => drop(earlier.rows.insert(row.path.clone(), row)),
                _ => earlier.torn += 1,
            }
        }
        Ok(earlier)
    }

    /// The row of a repository that would come out the same now.
    pub(super) fn take(&mut self, path: &str, asked: &str, head: impl FnOnce() -> Option<String>) -> Option<Row> {
        let row = self.rows.get(path)?;
        let same = row.status != RowStatus::Failed
            && row.tool == env!("CARGO_PKG_VERSION")
            && row.asked == asked
            && row.head.is_some();
        if !same || head() != row.head { None } else { self.rows.remove(path) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_kept_for_the_same_commit_version_and_question() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("rows");
        assert!(Earlier::read(&file).unwrap().rows.is_empty());
        let row = |path: &str, head: Option<&str>, tool: &str, status| Row {
            schema: 1,
            path: path.to_owned(),
            tool: tool.to_owned(),
            asked: "q".to_owned(),
            head: head.map(str::to_owned),
            status,
            ..Row::default()
        };
        let now = env!("CARGO_PKG_VERSION");
        let rows = [
            row("same", Some("old"), now, RowStatus::Unchanged),
            row("same", Some("h"), now, RowStatus::Changed),
            row("older tool", Some("h"), "0.0.0", RowStatus::Changed),
            row("failed", Some("h"), now, RowStatus::Failed),
            row("no commit", None, now, RowStatus::Unchanged),
        ];
        let lines: String = rows.iter().map(|row| row.line().unwrap()).collect();
        fs::write(&file, format!("{lines}\n{{\"schema\": 1, \"pa")).unwrap();
        let mut earlier = Earlier::read(&file).unwrap();
        assert!(earlier.open_ended);
        assert_eq!(earlier.torn, 1);
        let head = |head: &str| {
            let head = head.to_owned();
            move || Some(head)
        };
        for path in ["older tool", "failed", "no commit", "unknown"] {
            assert!(earlier.take(path, "q", head("h")).is_none(), "{path}");
        }
        assert!(earlier.take("same", "other", head("h")).is_none());
        assert!(earlier.take("same", "q", head("moved")).is_none());
        assert_eq!(earlier.take("same", "q", head("h")).unwrap().status, RowStatus::Changed);
    }
}
