//! The checks before anything is written: may this plan be applied here, and to what exact bytes?

use serde::{Deserialize, Serialize};

use super::disk::{Found, look};
use super::eol::Conversion;
use super::paths::{check_name, check_once};
use super::store::{Attribute, Head, Role, TreeEdit};
use super::view::View;
use super::{ApplyError, FileMode, Git, GitError, Refusal, branch, lock_age};
use crate::report::{Change, FileChange, Plan};

/// Where a plan goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A commit on a new branch; work tree and index stay as they are.
    Branch {
        /// The branch; the default is named after the plan.
        name: Option<String>,
    },
    /// Files are edited and committed on the current branch.
    InPlace,
    /// Files are edited, nothing is committed.
    Worktree,
}

/// What of a plan the index gets to know where nothing is committed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Nothing.
    #[default]
    None,
    /// That there are new files, so that `git commit --all` and `git diff` see them.
    Intent,
    /// Everything.
    Index,
}

/// How a plan is applied.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The plan's id; it names the default branch.
    pub plan_id: String,
    /// The commit message.
    pub message: String,
    /// The plan was made from HEAD, so changes in the work tree do not matter. Only a branch can take
    /// such a plan; the other modes still want the files on disk to be what the plan was made from.
    pub ignore_dirty: bool,
    /// Commit in place even where HEAD is on no branch.
    pub allow_detached: bool,
    /// What [`Mode::Worktree`] stages.
    pub stage: Stage,
}

impl Options {
    /// The branch a plan goes to.
    pub(crate) fn branch(&self, mode: &Mode) -> Option<String> {
        match mode {
            Mode::Branch { name: Some(name) } => Some(name.clone()),
            Mode::Branch { name: None } => {
                let short: String = self.plan_id.chars().take(8).collect();
                Some(format!("sentry-retrofit/{short}"))
            }
            Mode::InPlace | Mode::Worktree => None,
        }
    }
}

/// A plan that passed every check.
pub(super) struct Prepared {
    pub head: Head,
    pub files: Vec<PreparedFile>,
    /// The branch it goes to.
    pub branch: Option<String>,
    /// The plan is on its branch already, as this commit.
    pub already: Option<String>,
}

/// One file as it will be committed.
pub(super) struct PreparedFile {
    pub path: String,
    pub mode: FileMode,
    /// What HEAD holds.
    pub base: Option<(FileMode, String)>,
    /// The plan's result in the form git stores, see [`super::eol`].
    pub stored: Vec<u8>,
    pub stored_id: String,
}

impl PreparedFile {
    pub(super) fn edit(&self) -> TreeEdit<'_> {
        TreeEdit { path: &self.path, mode: self.mode, oid: self.stored_id.clone() }
    }
}

impl Git {
    /// Checks that a plan may be applied, without writing anything.
    pub fn preflight(&self, plan: &Plan, mode: &Mode, options: &Options) -> Result<(), ApplyError> {
        self.prepare(plan, mode, options).map(drop)
    }

    pub(super) fn prepare(&self, plan: &Plan, mode: &Mode, options: &Options) -> Result<Prepared, ApplyError> {
        let head = self.head()?;
        self.check_repository(&head, mode, options)?;

        let (view, mut names) = View::new(self, &head, plan)?;
        let from_head = options.ignore_dirty && matches!(mode, Mode::Branch { .. });
        let mut problems = Vec::new();
        let mut files = Vec::with_capacity(plan.files.len());
        check_once(plan)?;
        for change in &plan.files {
            check_name(&change.path)?;
            view.check_above(&change.path)?;
            if change.change == Change::Create {
                names.check_new(&change.path)?;
                names.add(&change.path);
            }
            let conversion = self.check_attributes(&change.path)?;
            let checking = Checking { git: self, view: &view, mode, from_head, change, conversion };
            match checking.check()? {
                Ok(file) => files.push(file),
                Err(problem) => problems.push((problem, change.path.clone())),
            }
        }
        refuse(problems)?;

        let mut prepared = Prepared { head, files, branch: options.branch(mode), already: None };
        if let Some(mut name) = prepared.branch.clone() {
            let first = name.clone();
            let mut number = 1;
            while *mode == (Mode::Branch { name: None }) && branch::was_taken_back(self, &name, &prepared)? {
                number += 1;
                name = format!("{first}-{number}");
            }
            prepared.already = branch::check(self, &name, &prepared)?;
            prepared.branch = Some(name);
        }
        Ok(prepared)
    }

    fn check_repository(&self, head: &Head, mode: &Mode, options: &Options) -> Result<(), ApplyError> {
        if self.is_bare() && !matches!(mode, Mode::Branch { .. }) {
            return Err(Refusal::Bare.into());
        }
        if *mode == Mode::Worktree {
            return if options.stage == Stage::None { Ok(()) } else { self.check_index() };
        }
        if head.is_unborn() {
            return Err(Refusal::Unborn.into());
        }
        if *mode == Mode::InPlace {
            if head.is_detached() && !options.allow_detached {
                return Err(Refusal::Detached.into());
            }
            self.check_index()?;
            if let Some(name) = &head.branch
                && self.store.branches_elsewhere()?.contains(&format!("refs/heads/{name}"))
            {
                return Err(Refusal::BranchCheckedOut(name.clone()).into());
            }
        }
        self.store.identity(Role::Author)?;
        self.store.identity(Role::Committer)?;
        Ok(())
    }

    /// May something be staged? What is staged in the middle of a merge becomes a part of it.
    fn check_index(&self) -> Result<(), ApplyError> {
        if let Some(what) = self.in_progress()? {
            return Err(Refusal::InProgress(what).into());
        }
        let lock = self.git_dir.join("index.lock");
        if lock.exists() {
            return Err(Refusal::IndexLocked(lock_age(&lock)).into());
        }
        Ok(())
    }

    /// What git is in the middle of.
    fn in_progress(&self) -> Result<Option<&'static str>, GitError> {
        let files = [
            ("MERGE_HEAD", "a merge"),
            ("rebase-merge", "a rebase"),
            ("rebase-apply", "a rebase"),
            ("CHERRY_PICK_HEAD", "a cherry-pick"),
            ("REVERT_HEAD", "a revert"),
            ("sequencer", "a cherry-pick or revert"),
            ("BISECT_LOG", "a bisect"),
        ];
        if let Some((_, what)) = files.into_iter().find(|(name, _)| self.git_dir.join(name).exists()) {
            return Ok(Some(what));
        }
        // A reference store other than files keeps these as references.
        for (name, what) in [("CHERRY_PICK_HEAD", "a cherry-pick"), ("REVERT_HEAD", "a revert")] {
            if self.store.reference(name)?.is_some() {
                return Ok(Some(what));
            }
        }
        Ok(None)
    }

    /// Filters are refused; what is left is how line endings are converted.
    fn check_attributes(&self, path: &str) -> Result<Conversion, ApplyError> {
        let filters = ["filter", "working-tree-encoding", "ident"];
        let mut values = self.store.attributes(path, &[&filters[..], &["text", "crlf", "eol"]].concat())?;
        let line_endings = values.split_off(filters.len());
        for (name, value) in filters.iter().zip(&values) {
            let attribute = match value {
                Attribute::Unset | Attribute::Unspecified => continue,
                Attribute::Set => (*name).to_owned(),
                Attribute::Value(value) => format!("{name}={value}"),
            };
            return Err(Refusal::Filtered { path: path.to_owned(), attribute }.into());
        }
        let [text, crlf, eol] = line_endings.as_slice() else { return Ok(Conversion::None) };
        // A bare repository has no work tree whose line endings could differ.
        if self.is_bare() {
            return Ok(Conversion::None);
        }
        let autocrlf = match self.store.setting("core.autocrlf")? {
            Some(setting) => setting.value == "input" || self.store.setting_is_true("core.autocrlf", false)?,
            None => false,
        };
        Ok(Conversion::new(text, crlf, eol, autocrlf))
    }
}

/// What is wrong with one file; the first of these that occurs is what a refusal is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Problem {
    Unmerged,
    Dirty,
    Staged,
    Untracked,
    NotCheckedOut,
    Ignored,
    WouldOverwrite,
    Stale,
}

/// One refusal that names every file with the same problem.
fn refuse(problems: Vec<(Problem, String)>) -> Result<(), Refusal> {
    let Some(first) = problems.iter().map(|(problem, _)| *problem).min() else { return Ok(()) };
    let paths = problems.into_iter().filter(|(problem, _)| *problem == first).map(|(_, path)| path).collect();
    Err(match first {
        Problem::Unmerged => Refusal::Unmerged(paths),
        Problem::Dirty => Refusal::Dirty(paths),
        Problem::Staged => Refusal::Staged(paths),
        Problem::Untracked => Refusal::Untracked(paths),
        Problem::NotCheckedOut => Refusal::NotCheckedOut(paths),
        Problem::Ignored => Refusal::Ignored(paths),
        Problem::WouldOverwrite => Refusal::WouldOverwrite(paths),
        Problem::Stale => Refusal::Stale(paths),
    })
}

/// The inner error is about this file alone; the outer one ends the whole check.
type Checked = Result<Result<PreparedFile, Problem>, ApplyError>;

/// One file of the plan against HEAD, index and disk.
struct Checking<'a> {
    git: &'a Git,
    view: &'a View,
    mode: &'a Mode,
    /// The plan was made from HEAD, so disk and index do not matter.
    from_head: bool,
    change: &'a FileChange,
    conversion: Conversion,
}

impl Checking<'_> {
    fn check(&self) -> Checked {
        let on_disk = match self.git.work_tree() {
            Some(root) if !self.from_head => Some(look(root, &self.change.path)?),
            _ => None,
        };
        if !self.from_head && self.view.staged(&self.change.path).is_some_and(|entry| entry.unmerged) {
            return Ok(Err(Problem::Unmerged));
        }
        match self.change.change {
            Change::Create => self.check_new(on_disk),
            Change::Modify => self.check_edited(on_disk),
        }
    }

    fn check_new(&self, on_disk: Option<Found>) -> Checked {
        let path = &self.change.path;
        if self.view.head.contains_key(path) || !self.change.before.is_empty() {
            return Ok(Err(Problem::Stale));
        }
        if !self.from_head && self.view.staged(path).is_some() {
            return Ok(Err(Problem::Staged));
        }
        if self.git.is_ignored(path)? {
            return Ok(Err(Problem::Ignored));
        }
        if matches!(on_disk, Some(Found::File(_))) {
            return Ok(Err(Problem::WouldOverwrite));
        }
        let stored = self.conversion.store(&self.change.after, None);
        Ok(Ok(self.prepared(self.planned_mode(), None, stored)?))
    }

    fn check_edited(&self, on_disk: Option<Found>) -> Checked {
        let staged = self.view.staged(&self.change.path);
        let as_planned = matches!(&on_disk, Some(Found::File(bytes)) if *bytes == self.change.before);
        let Some((mode, oid)) = self.view.head.get(&self.change.path) else {
            return match (staged, on_disk) {
                // Before the first commit there is nothing to compare with but the plan itself.
                (Some(_), _) if !self.view.born && as_planned => {
                    Ok(Ok(self.prepared(self.planned_mode(), None, self.change.after.clone())?))
                }
                (Some(_), _) if self.view.born => Ok(Err(Problem::Staged)),
                (None, Some(Found::File(_))) => Ok(Err(Problem::Untracked)),
                _ => Ok(Err(Problem::Stale)),
            };
        };
        let base = self.git.store.blob(oid)?;
        let base = base.as_deref();
        let to_branch = matches!(self.mode, Mode::Branch { .. });
        if staged.is_some_and(|entry| entry.skipped) {
            // The file is on no disk, and HEAD alone counts.
            if !to_branch {
                return Ok(Err(Problem::NotCheckedOut));
            }
        } else if let Some(on_disk) = on_disk {
            let clean = match &on_disk {
                Found::File(bytes) => self.is_committed(bytes, base, oid)? && self.has_mode(*mode)?,
                Found::Nothing => false,
            };
            if !clean {
                return Ok(Err(Problem::Dirty));
            }
            if !staged.is_some_and(|entry| entry.oid == *oid && entry.mode == Some(*mode)) {
                return Ok(Err(Problem::Staged));
            }
            // A branch takes a plan made from HEAD as well; files are edited as they are.
            if !as_planned && !to_branch {
                return Ok(Err(Problem::Stale));
            }
        }
        let stored = if self.git.blob_id(&self.change.before)? == *oid {
            self.change.after.clone()
        } else if self.is_committed(&self.change.before, base, oid)? {
            self.conversion.store(&self.change.after, base)
        } else {
            return Ok(Err(Problem::Stale));
        };
        // The mode of an edited file is kept, whatever the plan read from the disk.
        Ok(Ok(self.prepared(*mode, Some((*mode, oid.clone())), stored)?))
    }

    fn planned_mode(&self) -> FileMode {
        if self.change.executable { FileMode::Executable } else { FileMode::File }
    }

    /// Are these bytes the committed ones, as they are or after git's line ending conversion?
    fn is_committed(&self, bytes: &[u8], base: Option<&[u8]>, oid: &str) -> Result<bool, GitError> {
        let converted = self.conversion.store(bytes, base);
        match base {
            Some(base) => Ok(bytes == base || converted == base),
            // A partial clone may lack the object; its id is enough.
            None => Ok(self.git.blob_id(bytes)? == oid || self.git.blob_id(&converted)? == oid),
        }
    }

    #[cfg(unix)]
    fn has_mode(&self, mode: FileMode) -> Result<bool, GitError> {
        use std::os::unix::fs::PermissionsExt;
        let Some(root) = self.git.work_tree() else { return Ok(true) };
        if !self.git.store.setting_is_true("core.filemode", true)? {
            return Ok(true);
        }
        let found = std::fs::symlink_metadata(root.join(&self.change.path))
            .map_err(|error| super::disk::failed("look at", &self.change.path, &error))?;
        Ok((found.permissions().mode() & 0o100 != 0) == (mode == FileMode::Executable))
    }

    #[cfg(not(unix))]
    fn has_mode(&self, _: FileMode) -> Result<bool, GitError> {
        Ok(true)
    }

    fn prepared(
        &self,
        mode: FileMode,
        base: Option<(FileMode, String)>,
        stored: Vec<u8>,
    ) -> Result<PreparedFile, GitError> {
        let stored_id = self.git.blob_id(&stored)?;
        Ok(PreparedFile { path: self.change.path.clone(), mode, base, stored, stored_id })
    }
}
