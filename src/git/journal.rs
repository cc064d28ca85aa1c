//! Edits files of a work tree so that a crash at any moment leaves nothing half-done for good.
//!
//! ```text
//! <git dir>/sentry-retrofit/lock          held while anything here is written; the system frees it
//!                           stage/0 …     the new files, complete and synced
//!                           manifest      what is going to happen; renaming it in is the commit point
//! ```
//!
//! Before the manifest is there nothing has happened. After it, the branch moves, the staged files are
//! renamed into place and the index is updated; each step finds out by itself whether it was taken, so
//! [`recover`] simply takes them all again. The branch moves first: if somebody else moved it, nothing
//! has been touched yet. The empty lock file stays behind; removing it would let two runs each hold a
//! lock on a different file of that name.
//!
//! A new branch goes through the journal as well, without files: what is left of a run that was killed is
//! then known to be its own.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::disk::{self, Found, look, put, write_new};
use super::safety::{Prepared, Stage};
use super::store::{RefFailure, TreeEdit};
use super::{ApplyError, FileMode, Git, GitError, Refusal, index, reference_lock, sha1_blob_id, shown};
use crate::report::{Change, Plan};

/// How often, and how long apart, a held lock is tried again.
const TRIES: u32 = 100;
const PAUSE: Duration = Duration::from_millis(20);

#[derive(Serialize, Deserialize)]
struct Manifest {
    version: u32,
    /// The branch and its move; `None` where only files are edited.
    commit: Option<Move>,
    /// What the index gets to know where nothing is committed.
    #[serde(default)]
    stage: Stage,
    files: Vec<Entry>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Move {
    reference: String,
    /// Where the branch was; `None` for one that is made.
    old: Option<String>,
    new: String,
    reason: String,
}

/// One file; contents are named by their SHA-1 blob ids, whatever the repository's format.
#[derive(Serialize, Deserialize)]
struct Entry {
    path: String,
    executable: bool,
    /// What is on disk before; `None` for a new file.
    before: Option<String>,
    /// What is on disk after.
    after: String,
    /// What the index holds after.
    stored: String,
}

/// What rolling forward found.
struct Done {
    /// Files that were edited by somebody else in the meantime, and therefore left alone.
    left: Vec<String>,
}

/// The lock on the journal, freed when it goes out of scope or the process dies.
struct Journal {
    folder: PathBuf,
    _lock: File,
}

fn folder(git: &Git) -> PathBuf {
    git.git_dir().join("sentry-retrofit")
}

/// Did a run end in the middle of writing, or of clearing up?
pub(super) fn is_pending(git: &Git) -> bool {
    ["manifest", "manifest.new", "stage"].iter().any(|name| folder(git).join(name).exists())
}

/// Completes what an interrupted run began; says what it did, or `None` where there was nothing to do.
pub fn recover(git: &Git) -> Result<Option<String>, ApplyError> {
    if !folder(git).exists() {
        return Ok(None);
    }
    let journal = Journal::lock(git)?;
    index::release_stale_lock(git, &journal.folder)?;
    let Some(manifest) = journal.manifest()? else {
        journal.discard_stage()?;
        return Ok(None);
    };
    if let Some(step) = manifest.commit.as_ref().filter(|step| step.old.is_none()) {
        let released = journal.release_stale_reference(git, step)?;
        journal.finish()?;
        let sentence = format!("An earlier run was interrupted; its lock on {} is released.", shown(&step.reference));
        return Ok(released.then_some(sentence));
    }
    if let Some(step) = &manifest.commit {
        let head = git.head()?;
        let on = head.branch.as_ref().map_or_else(|| "HEAD".to_owned(), |name| format!("refs/heads/{name}"));
        let known = head.commit.as_ref().is_some_and(|commit| Some(commit) == step.old.as_ref() || *commit == step.new);
        if on != step.reference || !known {
            journal.finish()?;
            return Ok(Some(
                "An earlier run was interrupted, and the branch has moved since, so it was not completed. \
                 See git status for what it left behind."
                    .to_owned(),
            ));
        }
        journal.release_stale_reference(git, step)?;
    }
    let done = journal.roll_forward(git, &manifest)?;
    let mut sentence = match &manifest.commit {
        Some(step) => format!("An earlier run was interrupted; its commit {} is complete now.", short(&step.new)),
        None => "An earlier run was interrupted; its edits are complete now.".to_owned(),
    };
    if !done.left.is_empty() {
        let names: Vec<String> = done.left.iter().map(|path| shown(path)).collect();
        sentence.push_str(&format!(" Edited since, and therefore left as they are: {}.", names.join(", ")));
    }
    Ok(Some(sentence))
}

fn short(id: &str) -> &str {
    id.get(..7).unwrap_or(id)
}

/// Writes a plan's files, and moves the branch to `commit` where there is one.
pub(super) fn write(
    git: &Git,
    plan: &Plan,
    prepared: &Prepared,
    commit: Option<(&str, &str)>,
    stage: Stage,
) -> Result<(), ApplyError> {
    let journal = Journal::begin(git)?;
    let staged = journal.stage(git, plan, prepared).and_then(|files| {
        let step = commit.map(|(new, reason)| Move {
            reference: prepared.head.branch.as_ref().map_or_else(|| "HEAD".into(), |name| format!("refs/heads/{name}")),
            old: prepared.head.commit.clone(),
            new: new.to_owned(),
            reason: reason.to_owned(),
        });
        let manifest = Manifest { version: 1, commit: step, stage, files };
        journal.commit_to(&manifest)?;
        Ok(manifest)
    });
    let manifest = match staged {
        Ok(manifest) => manifest,
        Err(error) => {
            // Nothing has happened; the reason matters more than a left-over file.
            let _ = journal.discard_stage();
            return Err(error);
        }
    };
    let done = journal.roll_forward(git, &manifest)?;
    if done.left.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = done.left.iter().map(|path| shown(path)).collect();
    Err(GitError::new(format!("somebody edited files at the same moment; left as they are: {}", names.join(", ")))
        .with_hint("everything else was written; git status and git diff show where these files differ")
        .into())
}

/// Makes a branch that must not exist, and says whether somebody else was faster.
pub(super) fn make_branch(git: &Git, name: &str, commit: &str, reason: &str) -> Result<bool, ApplyError> {
    let reference = format!("refs/heads/{name}");
    let make = || git.store.move_reference(&reference, None, commit, reason);
    match on_branch(git, &reference, commit, Some(commit), reason, make)? {
        Ok(()) => Ok(true),
        Err(RefFailure::Moved) => Ok(false),
        Err(failure) => Err(reference_lock::refused(git, &reference, failure)),
    }
}

/// Changes one branch, which is to be at `wanted` then, so that a lock on it which a killed run leaves is known to be its
/// own.
pub(super) fn on_branch(
    git: &Git,
    reference: &str,
    commit: &str,
    wanted: Option<&str>,
    reason: &str,
    change: impl FnOnce() -> Result<(), RefFailure>,
) -> Result<Result<(), RefFailure>, ApplyError> {
    let journal = Journal::begin(git)?;
    let (reference, new, reason) = (reference.to_owned(), commit.to_owned(), reason.to_owned());
    let step = Move { reference, old: None, new, reason };
    journal.commit_to(&Manifest { version: 1, commit: Some(step.clone()), stage: Stage::None, files: Vec::new() })?;
    let changed = journal.settled(git, &step, wanted, change())?;
    journal.finish()?;
    Ok(changed)
}

impl Journal {
    /// Takes the lock for new work.
    fn begin(git: &Git) -> Result<Self, ApplyError> {
        let journal = Self::lock(git)?;
        if journal.manifest()?.is_some() {
            return Err(GitError::new("an earlier run was interrupted and is not completed yet").into());
        }
        journal.discard_stage()?;
        Ok(journal)
    }

    fn lock(git: &Git) -> Result<Self, ApplyError> {
        let folder = folder(git);
        let open = || {
            match fs::symlink_metadata(&folder) {
                // A repository can bring its git directory along; ours must not lead elsewhere.
                Ok(found) if !found.is_dir() => return Err(std::io::Error::other("it is not a folder")),
                Ok(_) => {}
                // Two first runs can both find no folder.
                Err(_) => match fs::create_dir(&folder) {
                    Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                    made => made?,
                },
            }
            disk::remove_link(&folder.join("lock"))?;
            OpenOptions::new().create(true).truncate(false).write(true).open(folder.join("lock"))
        };
        let lock = open().map_err(|error| trouble("open", &error))?;
        // A moment of patience: a run takes milliseconds, and a process that another thread of this
        // program is just starting holds a copy of the lock until it has become the other program.
        for _ in 0..TRIES {
            match lock.try_lock() {
                Ok(()) => return Ok(Self { folder, _lock: lock }),
                Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
                Err(TryLockError::Error(error)) => return Err(trouble("lock", &error).into()),
            }
        }
        Err(Refusal::Busy.into())
    }

    fn manifest(&self) -> Result<Option<Manifest>, GitError> {
        let bytes = match fs::read(self.folder.join("manifest")) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(trouble("read", &error)),
        };
        let manifest: Option<Manifest> = serde_json::from_slice(&bytes).ok();
        match manifest.filter(|manifest| manifest.version == 1) {
            Some(manifest) => Ok(Some(manifest)),
            None => Err(GitError::new("the journal of an interrupted run cannot be read")
                .with_hint(format!("look at git status, then remove {}", shown(&self.folder.to_string_lossy())))),
        }
    }

    fn staged(&self, number: usize) -> PathBuf {
        self.folder.join("stage").join(number.to_string())
    }

    /// Writes every new file in full, away from its place.
    fn stage(&self, git: &Git, plan: &Plan, prepared: &Prepared) -> Result<Vec<Entry>, ApplyError> {
        fs::create_dir(self.folder.join("stage")).map_err(|error| trouble("write", &error))?;
        let mut entries = Vec::with_capacity(plan.files.len());
        for (number, (file, checked)) in plan.files.iter().zip(&prepared.files).enumerate() {
            let place = git.root().join(&file.path);
            let like = (file.change == Change::Modify).then_some(place.as_path());
            write_new(&self.staged(number), &file.after, like, file.executable)
                .map_err(|error| disk::failed("prepare", &file.path, &error))?;
            entries.push(Entry {
                path: file.path.clone(),
                executable: checked.mode == FileMode::Executable,
                before: (file.change == Change::Modify).then(|| sha1_blob_id(&file.before)).transpose()?,
                after: sha1_blob_id(&file.after)?,
                stored: checked.stored_id.clone(),
            });
        }
        disk::sync_folder(&self.folder.join("stage"));
        // The last look at the disk before the commit point: staging took its time.
        for entry in &entries {
            if state(git, entry)? != State::Before {
                return Err(Refusal::Stale(vec![entry.path.clone()]).into());
            }
        }
        Ok(entries)
    }

    /// The commit point.
    fn commit_to(&self, manifest: &Manifest) -> Result<(), GitError> {
        let write = || {
            let draft = self.folder.join("manifest.new");
            write_new(&draft, &serde_json::to_vec(manifest)?, None, false)?;
            fs::rename(&draft, self.folder.join("manifest"))?;
            disk::sync_folder(&self.folder);
            Ok(())
        };
        write().map_err(|error: std::io::Error| trouble("write", &error))
    }

    fn roll_forward(&self, git: &Git, manifest: &Manifest) -> Result<Done, ApplyError> {
        if let Some(step) = &manifest.commit
            && git.store.reference(&step.reference)?.as_deref() != Some(&step.new)
        {
            let moved = git.store.move_reference(&step.reference, step.old.as_deref(), &step.new, &step.reason);
            if let Err(failure) = self.settled(git, step, Some(&step.new), moved)? {
                // No file has been touched, so this run ends here, without a trace.
                self.finish()?;
                return Err(reference_lock::refused(git, &step.reference, failure));
            }
        }
        let mut left = Vec::new();
        for (number, entry) in manifest.files.iter().enumerate() {
            match state(git, entry) {
                Ok(State::After) => {}
                Ok(State::Before) => put(git.root(), &entry.path, &self.staged(number))
                    .map_err(|error| disk::failed("write", &entry.path, &error))?,
                // A link or a folder that was put there meanwhile is somebody's edit as well.
                Ok(State::Other) | Err(ApplyError::Refused(_)) => left.push(entry.path.clone()),
                Err(error) => return Err(error),
            }
        }
        if manifest.commit.is_some() || manifest.stage != Stage::None {
            let intent = manifest.commit.is_none() && manifest.stage == Stage::Intent;
            let edits: Vec<TreeEdit<'_>> = manifest
                .files
                .iter()
                .filter(|entry| !(left.contains(&entry.path) || intent && entry.before.is_some()))
                .map(|entry| TreeEdit {
                    path: &entry.path,
                    mode: if entry.executable { FileMode::Executable } else { FileMode::File },
                    oid: entry.stored.clone(),
                })
                .collect();
            index::update(git, &self.folder, &edits, intent)?;
        }
        self.finish()?;
        Ok(Done { left })
    }

    /// Everything is done: the manifest goes first, since the stage means nothing without it.
    fn finish(&self) -> Result<(), GitError> {
        disk::remove(&self.folder.join("manifest")).map_err(|error| trouble("remove", &error))?;
        disk::sync_folder(&self.folder);
        self.discard_stage()
    }

    fn discard_stage(&self) -> Result<(), GitError> {
        disk::remove(&self.folder.join("manifest.new")).map_err(|error| trouble("remove", &error))?;
        match fs::remove_dir_all(self.folder.join("stage")) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(trouble("remove", &error)),
            _ => Ok(()),
        }
    }

    /// How the change of a reference came out: a git that was killed leaves its locks, and may have been through before.
    fn settled(
        &self,
        git: &Git,
        step: &Move,
        wanted: Option<&str>,
        changed: Result<(), RefFailure>,
    ) -> Result<Result<(), RefFailure>, GitError> {
        if !matches!(changed, Err(RefFailure::Failed(_))) {
            return Ok(changed);
        }
        self.release_stale_reference(git, step)?;
        Ok(if git.store.reference(&step.reference)?.as_deref() == wanted { Ok(()) } else { changed })
    }

    fn release_stale_reference(&self, git: &Git, step: &Move) -> Result<bool, GitError> {
        reference_lock::release_stale(git, &step.reference, &step.new, &self.folder.join("manifest"))
    }
}

#[derive(PartialEq, Eq)]
enum State {
    Before,
    After,
    Other,
}

fn state(git: &Git, entry: &Entry) -> Result<State, ApplyError> {
    let now = match look(git.root(), &entry.path)? {
        Found::File(bytes) => Some(sha1_blob_id(&bytes)?),
        Found::Nothing => None,
    };
    Ok(if now.as_ref() == Some(&entry.after) {
        State::After
    } else if now == entry.before {
        State::Before
    } else {
        State::Other
    })
}

pub(super) fn trouble(doing: &str, error: &std::io::Error) -> GitError {
    GitError::new(format!("cannot {doing} the journal in the git directory: {error}"))
}
