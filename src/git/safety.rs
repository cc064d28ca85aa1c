//! The checks before anything is written: may this plan be applied here, and to what exact bytes?

use std::collections::HashMap;

use super::disk::{Found, look};
use super::eol::Conversion;
use super::paths::{Names, check_name, folders};
use super::store::{Attribute, Head, Role, TreeEdit};
use super::{ApplyError, FileMode, Git, GitError, Refusal, branch};
use crate::plan::{Change, FileChange, Plan};

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

        let view = View::new(self, &head)?;
        let from_head = options.ignore_dirty && matches!(mode, Mode::Branch { .. });
        let mut found = Findings::default();
        let mut files = Vec::with_capacity(plan.files.len());
        let mut names = view.names();
        for change in &plan.files {
            check_name(&change.path)?;
            view.check_above(&change.path)?;
            if change.change == Change::Create {
                names.check_new(&change.path)?;
                names.add(&change.path);
            }
            let conversion = self.check_attributes(&change.path)?;
            let file = Checking { git: self, view: &view, mode, from_head, change, conversion };
            files.extend(file.check(&mut found)?);
        }
        found.into_result()?;

        let mut prepared = Prepared { head, files, already: None };
        if let Some(name) = options.branch(mode) {
            prepared.already = branch::check(self, &name, &prepared)?;
        }
        Ok(prepared)
    }

    fn check_repository(&self, head: &Head, mode: &Mode, options: &Options) -> Result<(), ApplyError> {
        if self.is_bare() && !matches!(mode, Mode::Branch { .. }) {
            return Err(Refusal::Bare.into());
        }
        if *mode == Mode::Worktree {
            return Ok(());
        }
        if head.is_unborn() {
            return Err(Refusal::Unborn.into());
        }
        if *mode == Mode::InPlace {
            if head.is_detached() && !options.allow_detached {
                return Err(Refusal::Detached.into());
            }
            if let Some(what) = self.in_progress()? {
                return Err(Refusal::InProgress(what).into());
            }
            if self.git_dir.join("index.lock").exists() {
                return Err(Refusal::IndexLocked.into());
            }
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

/// What the repository holds, by path.
struct View {
    head: HashMap<String, (FileMode, String)>,
    /// Is there a commit to compare with?
    born: bool,
    /// `None` in a bare repository.
    index: Option<HashMap<String, Staged>>,
}

struct Staged {
    mode: Option<FileMode>,
    oid: String,
    unmerged: bool,
    skipped: bool,
}

impl View {
    fn new(git: &Git, head: &Head) -> Result<Self, GitError> {
        let mut view = Self { head: HashMap::new(), born: head.commit.is_some(), index: None };
        if let Some(commit) = &head.commit {
            for item in git.store.tree_items(commit)? {
                if let (Ok(path), Some(mode)) = (String::from_utf8(item.path), FileMode::from_bits(item.mode)) {
                    view.head.insert(path, (mode, item.oid));
                }
            }
        }
        if !git.is_bare() {
            let mut index = HashMap::new();
            for item in git.store.index_items()? {
                let Ok(path) = String::from_utf8(item.path) else { continue };
                let mode = FileMode::from_bits(item.mode);
                index.insert(path, Staged { mode, oid: item.oid, unmerged: item.stage != 0, skipped: item.skipped });
            }
            view.index = Some(index);
        }
        Ok(view)
    }

    fn names(&self) -> Names {
        let mut names = Names::default();
        let staged = self.index.iter().flat_map(HashMap::keys);
        for path in self.head.keys().chain(staged) {
            names.add(path);
        }
        names
    }

    fn staged(&self, path: &str) -> Option<&Staged> {
        self.index.as_ref()?.get(path)
    }

    /// Links and other repositories at or above a path, in HEAD and in the index.
    fn check_above(&self, path: &str) -> Result<(), Refusal> {
        for above in folders(path).chain([path]) {
            let modes = [self.head.get(above).map(|(mode, _)| *mode), self.staged(above).and_then(|entry| entry.mode)];
            for mode in modes.into_iter().flatten() {
                match mode {
                    FileMode::Symlink => return Err(Refusal::Symlink { path: path.into(), link: above.into() }),
                    FileMode::Submodule => return Err(Refusal::Submodule { path: path.into(), folder: above.into() }),
                    FileMode::File | FileMode::Executable if above != path => {
                        return Err(Refusal::FileAndFolder { path: path.into(), other: above.into() });
                    }
                    FileMode::File | FileMode::Executable => {}
                }
            }
        }
        Ok(())
    }
}

/// Paths by what is wrong with them, so that a refusal can name all of them.
#[derive(Default)]
struct Findings {
    unmerged: Vec<String>,
    dirty: Vec<String>,
    staged: Vec<String>,
    untracked: Vec<String>,
    skipped: Vec<String>,
    ignored: Vec<String>,
    overwritten: Vec<String>,
    stale: Vec<String>,
}

impl Findings {
    fn into_result(self) -> Result<(), Refusal> {
        let kinds: [(Vec<String>, fn(Vec<String>) -> Refusal); 8] = [
            (self.unmerged, Refusal::Unmerged),
            (self.dirty, Refusal::Dirty),
            (self.staged, Refusal::Staged),
            (self.untracked, Refusal::Untracked),
            (self.skipped, Refusal::NotCheckedOut),
            (self.ignored, Refusal::Ignored),
            (self.overwritten, Refusal::WouldOverwrite),
            (self.stale, Refusal::Stale),
        ];
        match kinds.into_iter().find(|(paths, _)| !paths.is_empty()) {
            Some((paths, refusal)) => Err(refusal(paths)),
            None => Ok(()),
        }
    }
}

/// One file of the plan against HEAD, index and disk.
struct Checking<'a> {
    git: &'a Git,
    view: &'a View,
    mode: &'a Mode,
    from_head: bool,
    change: &'a FileChange,
    conversion: Conversion,
}

impl Checking<'_> {
    fn check(&self, found: &mut Findings) -> Result<Option<PreparedFile>, ApplyError> {
        let on_disk = match self.git.work_tree() {
            Some(root) if !self.from_head => Some(look(root, &self.change.path)?),
            _ => None,
        };
        if self.view.staged(&self.change.path).is_some_and(|entry| entry.unmerged) {
            found.unmerged.push(self.change.path.clone());
            return Ok(None);
        }
        match self.change.change {
            Change::Create => self.check_new(on_disk, found),
            Change::Modify => self.check_edited(on_disk, found),
        }
    }

    fn check_new(&self, on_disk: Option<Found>, found: &mut Findings) -> Result<Option<PreparedFile>, ApplyError> {
        let path = &self.change.path;
        let wrong = if self.view.head.contains_key(path) || !self.change.before.is_empty() {
            &mut found.stale
        } else if !self.from_head && self.view.staged(path).is_some() {
            &mut found.staged
        } else if self.git.is_ignored(path)? {
            &mut found.ignored
        } else if matches!(on_disk, Some(Found::File(_))) {
            &mut found.overwritten
        } else {
            let stored = self.conversion.store(&self.change.after, None);
            let mode = if self.change.executable { FileMode::Executable } else { FileMode::File };
            return Ok(Some(self.prepared(mode, None, stored)?));
        };
        wrong.push(path.clone());
        Ok(None)
    }

    fn check_edited(&self, on_disk: Option<Found>, found: &mut Findings) -> Result<Option<PreparedFile>, ApplyError> {
        let path = &self.change.path;
        let staged = self.view.staged(path);
        let Some((mode, oid)) = self.view.head.get(path) else {
            // Before the first commit there is nothing to compare with but the plan itself.
            if !self.view.born && staged.is_some() {
                let same = matches!(&on_disk, Some(Found::File(bytes)) if *bytes == self.change.before);
                if !same {
                    found.stale.push(path.clone());
                    return Ok(None);
                }
                let mode = if self.change.executable { FileMode::Executable } else { FileMode::File };
                return Ok(Some(self.prepared(mode, None, self.change.after.clone())?));
            }
            let wrong = match (staged, on_disk) {
                (Some(_), _) => &mut found.staged,
                (None, Some(Found::File(_))) => &mut found.untracked,
                _ => &mut found.stale,
            };
            wrong.push(path.clone());
            return Ok(None);
        };

        let base = self.git.store.blob(oid)?;
        let base = base.as_deref();
        let skipped = staged.is_some_and(|entry| entry.skipped);
        if skipped && !matches!(self.mode, Mode::Branch { .. }) {
            found.skipped.push(path.clone());
            return Ok(None);
        }
        if let Some(on_disk) = on_disk
            && !skipped
        {
            let same = match &on_disk {
                Found::File(bytes) => self.is_committed(bytes, base, oid)? && self.has_mode(*mode)?,
                Found::Nothing => false,
            };
            if !same {
                found.dirty.push(path.clone());
                return Ok(None);
            }
            if !staged.is_some_and(|entry| entry.oid == *oid && entry.mode == Some(*mode)) {
                found.staged.push(path.clone());
                return Ok(None);
            }
            // A branch takes a plan made from HEAD as well; files are edited as they are.
            let as_planned = matches!(&on_disk, Found::File(bytes) if *bytes == self.change.before);
            if !as_planned && !matches!(self.mode, Mode::Branch { .. }) {
                found.stale.push(path.clone());
                return Ok(None);
            }
        }
        let stored = if self.git.blob_id(&self.change.before)? == *oid {
            self.change.after.clone()
        } else if self.is_committed(&self.change.before, base, oid)? {
            self.conversion.store(&self.change.after, base)
        } else {
            found.stale.push(path.clone());
            return Ok(None);
        };
        // The mode of an edited file is kept, whatever the plan read from the disk.
        Ok(Some(self.prepared(*mode, Some((*mode, oid.clone())), stored)?))
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
