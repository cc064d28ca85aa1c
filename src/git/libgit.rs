//! The store on libgit2: in this process, without running anything.
//!
//! Never calls libgit2's status, `add_all` or checkout: they look at files the plan does not touch.

use std::path::{Path, PathBuf};

use git2::{
    AttrCheckFlags, AttrValue, ConfigLevel, DiffOptions, ErrorCode, IndexEntry, IndexEntryExtendedFlag, ObjectType,
    Oid, Repository, Tree,
};

use super::entry::{blank_entry, stat_entry};
use super::store::{
    Attribute, Difference, Head, Item, ObjectFormat, RefFailure, Role, Setting, Store, TreeEdit, Wanted,
};
use super::{FileMode, GitError};

/// `GIT_ATTR_CHECK_INCLUDE_HEAD`, which the binding does not name.
const INCLUDE_HEAD: u32 = 1 << 3;

pub(super) struct LibGit {
    repo: Repository,
}

impl LibGit {
    pub(super) fn new(repo: Repository) -> Self {
        Self { repo }
    }

    fn tree_of(&self, commit: &str) -> Result<Tree<'_>, git2::Error> {
        self.repo.find_commit(Oid::from_str(commit)?)?.tree()
    }

    fn entry(&self, name: &str) -> Result<Option<(String, bool)>, git2::Error> {
        let config = self.repo.config()?;
        match config.get_entry(name) {
            Ok(entry) => {
                let of_repository = matches!(entry.level(), ConfigLevel::Local | ConfigLevel::Worktree);
                Ok(Some((String::from_utf8_lossy(entry.value_bytes()).into_owned(), of_repository)))
            }
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// Turns libgit2's error into a sentence that says what was being done.
fn failed(doing: &str) -> impl FnOnce(git2::Error) -> GitError {
    move |error| GitError::new(format!("cannot {doing}: {}", error.message()))
}

fn absent<T>(result: Result<T, git2::Error>) -> Result<Option<T>, git2::Error> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

impl Store for LibGit {
    fn format(&self) -> ObjectFormat {
        ObjectFormat::Sha1
    }

    fn head(&self) -> Result<Head, GitError> {
        let head = self.repo.find_reference("HEAD").map_err(failed("read HEAD"))?;
        let Some(target) = head.symbolic_target_bytes() else {
            let commit = head.peel_to_commit().map_err(failed("read the commit at HEAD"))?;
            return Ok(Head { commit: Some(commit.id().to_string()), branch: None });
        };
        let target = std::str::from_utf8(target).map_err(|_| {
            GitError::new("HEAD is on a branch whose name is not UTF-8").with_hint("rename the branch, then try again")
        })?;
        let commit = match absent(self.repo.find_reference(target)).map_err(failed("read the branch at HEAD"))? {
            Some(branch) => Some(branch.peel_to_commit().map_err(failed("read the commit at HEAD"))?.id().to_string()),
            None => None,
        };
        Ok(Head { commit, branch: target.strip_prefix("refs/heads/").map(str::to_owned) })
    }

    fn index_items(&self, wanted: Wanted<'_>) -> Result<Vec<Item>, GitError> {
        let mut index = self.repo.index().map_err(failed("read the index"))?;
        index.read(false).map_err(failed("read the index"))?;
        let item = |entry: IndexEntry| Item {
            mode: entry.mode,
            oid: entry.id.to_string(),
            stage: ((entry.flags >> 12) & 3) as u8,
            skipped: entry.flags_extended & IndexEntryExtendedFlag::SKIP_WORKTREE.bits() != 0,
            path: entry.path,
        };
        Ok(index.iter().filter(|entry| wanted(&entry.path)).map(item).collect())
    }

    fn tree_items(&self, commit: &str, wanted: Wanted<'_>) -> Result<Vec<Item>, GitError> {
        let doing = || failed("read the files of HEAD");
        let mut items = Vec::new();
        let mut open = vec![(Vec::new(), self.tree_of(commit).map_err(doing())?)];
        while let Some((prefix, tree)) = open.pop() {
            for entry in &tree {
                let mut path: Vec<u8> = prefix.clone();
                path.extend_from_slice(entry.name_bytes());
                if entry.kind() == Some(ObjectType::Tree) {
                    if wanted(&path) {
                        path.push(b'/');
                        open.push((path, self.repo.find_tree(entry.id()).map_err(doing())?));
                    }
                } else {
                    let mode = u32::try_from(entry.filemode()).unwrap_or(0);
                    items.push(Item { path, mode, oid: entry.id().to_string(), stage: 0, skipped: false });
                }
            }
        }
        Ok(items)
    }

    fn tree_entry(&self, commit: &str, path: &str) -> Result<Option<(FileMode, String)>, GitError> {
        let doing = || failed("read a file of HEAD");
        let tree = self.tree_of(commit).map_err(doing())?;
        let entry = absent(tree.get_path(Path::new(path))).map_err(doing())?;
        Ok(entry.and_then(|entry| {
            let mode = FileMode::from_bits(u32::try_from(entry.filemode()).ok()?)?;
            Some((mode, entry.id().to_string()))
        }))
    }

    fn blob(&self, oid: &str) -> Result<Option<Vec<u8>>, GitError> {
        let doing = || failed("read a committed file");
        let oid = Oid::from_str(oid).map_err(doing())?;
        let blob = absent(self.repo.find_blob(oid)).map_err(doing())?;
        Ok(blob.map(|blob| blob.content().to_vec()))
    }

    fn message(&self, commit: &str) -> Result<String, GitError> {
        let doing = || failed("read a commit");
        let commit = self.repo.find_commit(Oid::from_str(commit).map_err(doing())?).map_err(doing())?;
        Ok(String::from_utf8_lossy(commit.message_bytes()).into_owned())
    }

    fn contains(&self, commit: &str, earlier: &str) -> Result<bool, GitError> {
        let ask = || self.repo.graph_descendant_of(Oid::from_str(commit)?, Oid::from_str(earlier)?);
        Ok(commit == earlier || ask().map_err(failed("read the history"))?)
    }

    fn commit_links(&self, commit: &str) -> Result<(String, Option<String>), GitError> {
        let doing = || failed("read a commit");
        let commit = self.repo.find_commit(Oid::from_str(commit).map_err(doing())?).map_err(doing())?;
        Ok((commit.tree_id().to_string(), commit.parent_ids().next().map(|id| id.to_string())))
    }

    fn differences(&self, old_tree: &str, new_tree: &str) -> Result<Vec<Difference>, GitError> {
        let compare = || -> Result<Vec<Difference>, git2::Error> {
            let old = self.repo.find_tree(Oid::from_str(old_tree)?)?;
            let new = self.repo.find_tree(Oid::from_str(new_tree)?)?;
            let mut options = DiffOptions::new();
            options.ignore_case(false).include_typechange(true).skip_binary_check(true);
            let diff = self.repo.diff_tree_to_tree(Some(&old), Some(&new), Some(&mut options))?;
            let side = |file: &git2::DiffFile<'_>| {
                (!file.id().is_zero()).then(|| (u32::from(file.mode()), file.id().to_string()))
            };
            Ok(diff
                .deltas()
                .map(|delta| {
                    let path = delta.new_file().path_bytes().or_else(|| delta.old_file().path_bytes());
                    Difference {
                        path: path.unwrap_or_default().to_vec(),
                        old: side(&delta.old_file()),
                        new: side(&delta.new_file()),
                    }
                })
                .collect())
        };
        compare().map_err(failed("compare the commit with its base"))
    }

    fn is_ignored(&self, path: &str) -> Result<bool, GitError> {
        self.repo.is_path_ignored(path).map_err(failed("read the ignore rules"))
    }

    fn attributes(&self, path: &str, names: &[&str]) -> Result<Vec<Attribute>, GitError> {
        let flags = if self.repo.is_bare() {
            AttrCheckFlags::INDEX_ONLY | AttrCheckFlags::from_bits_retain(INCLUDE_HEAD)
        } else {
            AttrCheckFlags::FILE_THEN_INDEX
        };
        let one = |name: &&str| {
            let value =
                self.repo.get_attr_bytes(Path::new(path), name, flags).map_err(failed("read the attributes"))?;
            Ok(match AttrValue::from_bytes(value) {
                AttrValue::True => Attribute::Set,
                AttrValue::False => Attribute::Unset,
                AttrValue::Unspecified => Attribute::Unspecified,
                AttrValue::String(value) => Attribute::Value(value.to_owned()),
                AttrValue::Bytes(value) => Attribute::Value(String::from_utf8_lossy(value).into_owned()),
            })
        };
        names.iter().map(one).collect()
    }

    fn setting(&self, key: &str) -> Result<Option<Setting>, GitError> {
        let found = self.entry(key).map_err(failed("read git's configuration"))?;
        Ok(found.map(|(value, of_repository)| Setting { value, of_repository }))
    }

    fn setting_is_true(&self, key: &str, default: bool) -> Result<bool, GitError> {
        let read = || -> Result<Option<bool>, git2::Error> { absent(self.repo.config()?.snapshot()?.get_bool(key)) };
        let value = read().map_err(|error| GitError::new(format!("cannot read {key}: {}", error.message())))?;
        Ok(value.unwrap_or(default))
    }

    fn setting_path(&self, key: &str) -> Result<Option<PathBuf>, GitError> {
        let read = || -> Result<Option<PathBuf>, git2::Error> { absent(self.repo.config()?.snapshot()?.get_path(key)) };
        read().map_err(|error| GitError::new(format!("cannot read {key}: {}", error.message())))
    }

    fn identity(&self, role: Role) -> Result<String, GitError> {
        let signature = match role {
            Role::Author => self.repo.author_from_env(),
            Role::Committer => self.repo.committer_from_env(),
        };
        let signature = signature.map_err(|error| match error.code() {
            ErrorCode::NotFound => no_identity(),
            _ => GitError::new(format!("git's user name and mail address cannot be used: {}", error.message())),
        })?;
        let when = signature.when();
        let minutes = when.offset_minutes();
        Ok(format!(
            "{} <{}> {} {}{:02}{:02}",
            String::from_utf8_lossy(signature.name_bytes()),
            String::from_utf8_lossy(signature.email_bytes()),
            when.seconds(),
            if minutes < 0 { '-' } else { '+' },
            minutes.abs() / 60,
            minutes.abs() % 60
        ))
    }

    fn reference(&self, name: &str) -> Result<Option<String>, GitError> {
        let doing = || failed("read a reference");
        let Some(reference) = absent(self.repo.find_reference(name)).map_err(doing())? else { return Ok(None) };
        let resolved = absent(reference.resolve()).map_err(doing())?;
        Ok(resolved.and_then(|reference| reference.target()).map(|oid| oid.to_string()))
    }

    fn references_below(&self, prefix: &str) -> Result<Vec<(String, String)>, GitError> {
        let all = self.repo.references_glob(&format!("{prefix}/*")).map_err(failed("list the branches"))?;
        let mut found: Vec<(String, String)> = all
            .flatten()
            .filter_map(|found| Some((found.name().ok()?.to_owned(), found.target()?.to_string())))
            .collect();
        found.sort();
        Ok(found)
    }

    fn branches_elsewhere(&self) -> Result<Vec<String>, GitError> {
        let common = self.repo.commondir();
        let mut git_dirs: Vec<PathBuf> = match std::fs::read_dir(common.join("worktrees")) {
            Ok(entries) => entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect(),
            Err(_) => Vec::new(),
        };
        if !self.repo.config().and_then(|config| config.get_bool("core.bare")).unwrap_or(false) {
            git_dirs.push(common.to_path_buf());
        }
        let own = self.repo.path().canonicalize().ok();
        git_dirs.retain(|dir| dir.canonicalize().ok() != own);
        Ok(git_dirs
            .iter()
            .filter_map(|dir| std::fs::read_to_string(dir.join("HEAD")).ok())
            .filter_map(|head| Some(head.strip_prefix("ref:")?.trim().to_owned()))
            .collect())
    }

    fn hash_blob(&self, bytes: &[u8]) -> Result<String, GitError> {
        super::sha1_blob_id(bytes)
    }

    fn write_blob(&self, bytes: &[u8]) -> Result<String, GitError> {
        Ok(self.repo.blob(bytes).map_err(failed("store a file in the repository"))?.to_string())
    }

    fn write_commit(&self, bytes: &[u8]) -> Result<String, GitError> {
        let write = || self.repo.odb()?.write(ObjectType::Commit, bytes);
        Ok(write().map_err(failed("store the commit"))?.to_string())
    }

    fn write_tree(&self, base_commit: &str, edits: &[TreeEdit<'_>]) -> Result<String, GitError> {
        let write = || -> Result<Oid, git2::Error> {
            let base = self.tree_of(base_commit)?;
            let mut update = git2::build::TreeUpdateBuilder::new();
            for edit in edits {
                let mode = match edit.mode {
                    FileMode::Executable => git2::FileMode::BlobExecutable,
                    _ => git2::FileMode::Blob,
                };
                update.upsert(edit.path, Oid::from_str(&edit.oid)?, mode);
            }
            update.create_updated(&self.repo, &base)
        };
        Ok(write().map_err(failed("store the changed folders"))?.to_string())
    }

    fn move_reference(&self, name: &str, old: Option<&str>, new: &str, reason: &str) -> Result<(), RefFailure> {
        let write = || -> Result<(), git2::Error> {
            // With a zero id the reference must not exist. Without an expected value, two processes
            // that create one branch can both be told that they did.
            let old_id = old.map_or(Ok(Oid::from_bytes(&[0; 20])?), Oid::from_str)?;
            self.repo.reference_matching(name, Oid::from_str(new)?, old.is_some(), old_id, reason)?;
            Ok(())
        };
        write().map_err(|error| match error.code() {
            ErrorCode::Modified | ErrorCode::Exists => RefFailure::Moved,
            ErrorCode::Locked => RefFailure::Locked,
            _ => RefFailure::Failed(failed("move the branch")(error)),
        })
    }

    fn remove_reference(&self, name: &str, old: &str) -> Result<(), RefFailure> {
        let remove = || -> Result<bool, git2::Error> {
            let mut reference = self.repo.find_reference(name)?;
            // The removal itself compares once more, under the reference's lock.
            let is_old = reference.target().map(|oid| oid.to_string()).as_deref() == Some(old);
            if is_old {
                reference.delete()?;
            }
            Ok(is_old)
        };
        match remove() {
            Ok(true) => Ok(()),
            Ok(false) => Err(RefFailure::Moved),
            Err(error) => Err(match error.code() {
                ErrorCode::Modified | ErrorCode::NotFound => RefFailure::Moved,
                ErrorCode::Locked => RefFailure::Locked,
                _ => RefFailure::Failed(failed("remove the branch")(error)),
            }),
        }
    }

    fn stage(&self, index: &Path, edits: &[TreeEdit<'_>], intent: bool) -> Result<(), GitError> {
        let root = self.repo.workdir().unwrap_or_else(|| Path::new("."));
        let write = || -> Result<(), git2::Error> {
            let mut index = git2::Index::open(index)?;
            for edit in edits {
                let mut entry = match std::fs::symlink_metadata(root.join(edit.path)) {
                    Ok(found) if !intent => stat_entry(&found),
                    // Without figures git compares the bytes, which is right, only slower.
                    _ => blank_entry(),
                };
                entry.path = edit.path.as_bytes().to_vec();
                entry.mode = edit.mode.bits();
                entry.id = if intent {
                    entry.flags_extended |= IndexEntryExtendedFlag::INTENT_TO_ADD.bits();
                    Oid::hash_object(ObjectType::Blob, b"")?
                } else {
                    Oid::from_str(&edit.oid)?
                };
                index.add(&entry)?;
            }
            index.write()
        };
        write().map_err(failed("update the index"))
    }
}

pub(super) fn no_identity() -> GitError {
    GitError::new("git does not know who you are, and a commit needs an author")
        .with_hint("git config --global user.name \"Your Name\"\ngit config --global user.email \"you@example.com\"")
}
