//! The store on git's plumbing commands, for the repositories libgit2 cannot read.
//!
//! All commands go through [`super::command`], which keeps them from being led astray.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::command::{Output, command, failed, run};
use super::disk;
use super::libgit::no_identity;
use super::open::foreign;
use super::records::{index_item, tree_item};
use super::store::{
    Attribute, Difference, Head, Item, ObjectFormat, RefFailure, Role, Setting, Store, TreeEdit, Wanted,
};
use super::{FileMode, GitError};

/// How the indexes begin in which trees are made.
const INDEX: &str = "sentry-retrofit-index-";

/// What looking upward from a folder found.
pub(super) struct Discovered {
    pub store: Plumbing,
    pub git_dir: PathBuf,
    pub common_dir: PathBuf,
    pub work_tree: Option<PathBuf>,
}

pub(super) struct Plumbing {
    /// Where git runs: the work tree, or the git directory of a bare repository.
    root: PathBuf,
    git_dir: PathBuf,
    bare: bool,
    format: ObjectFormat,
}

impl Plumbing {
    /// Asks git which repository a folder belongs to. `reason` is why libgit2 did not open it.
    pub(super) fn discover(start: &Path, reason: &str) -> Result<Discovered, GitError> {
        let mut ask = command(start);
        ask.args(["rev-parse", "--path-format=absolute", "--git-dir", "--git-common-dir"]);
        ask.args(["--is-bare-repository", "--show-object-format"]);
        let answer = run(ask, b"").map_err(|error| {
            GitError::new(format!("{error} (libgit2 cannot open this repository: {reason})"))
                .with_hint("install git and put it on PATH")
        })?;
        if !answer.ok {
            if answer.err.contains("dubious ownership") {
                return Err(foreign(start));
            }
            return Err(failed("open the repository", &answer));
        }
        let text = String::from_utf8_lossy(&answer.out).into_owned();
        let mut lines = text.lines();
        let mut next = || lines.next().unwrap_or_default();
        let (git_dir, common_dir) = (PathBuf::from(next()), PathBuf::from(next()));
        let bare = next() == "true";
        let format = match next() {
            "sha256" => ObjectFormat::Sha256,
            "sha1" => ObjectFormat::Sha1,
            other => return Err(GitError::new(format!("objects of the format \"{other}\" are not supported"))),
        };
        let work_tree = if bare {
            None
        } else {
            let mut ask = command(start);
            ask.args(["rev-parse", "--path-format=absolute", "--show-toplevel"]);
            let answer = run(ask, b"")?;
            if !answer.ok {
                return Err(failed("find the work tree", &answer));
            }
            Some(PathBuf::from(answer.line()))
        };
        let root = work_tree.clone().unwrap_or_else(|| git_dir.clone());
        let store = Plumbing { root, git_dir: git_dir.clone(), bare, format };
        Ok(Discovered { store, git_dir, common_dir, work_tree })
    }

    fn ask<S: AsRef<OsStr>>(&self, args: &[S], input: &[u8]) -> Result<Output, GitError> {
        let mut command = command(&self.root);
        command.args(args);
        run(command, input)
    }

    /// Like [`Self::ask`], where anything but success is an error.
    fn must<S: AsRef<OsStr>>(&self, doing: &str, args: &[S], input: &[u8]) -> Result<Output, GitError> {
        let output = self.ask(args, input)?;
        if output.ok { Ok(output) } else { Err(failed(doing, &output)) }
    }

    /// Runs commands over an index file of their own.
    fn with_index(&self, doing: &str, index: &Path, args: &[&str], input: &[u8]) -> Result<Output, GitError> {
        let mut command = command(&self.root);
        // `GIT_INDEX_FILE` makes git see the repository from the root of its work tree.
        command.args(args).env("GIT_INDEX_FILE", index);
        let output = run(command, input)?;
        if output.ok { Ok(output) } else { Err(failed(doing, &output)) }
    }

    /// Options that leave every filter of the configuration without a program. Paths with a filter are refused,
    /// but git looks again at any other file that is as young as the index it writes, filter and all. (Such a
    /// file then counts as one to look at, which the next `git status` does.)
    fn without_filters(&self) -> Result<Vec<String>, GitError> {
        let configured = self.ask(&["config", "-z", "--name-only", "--get-regexp", "^filter[.]"], b"")?;
        let mut options = Vec::new();
        for key in configured.records() {
            let key = String::from_utf8_lossy(key);
            if key.contains('=') || key.contains(char::REPLACEMENT_CHARACTER) {
                return Err(GitError::new(format!("the filter of the setting {key:?} cannot be switched off"))
                    .with_hint("rename it in the configuration, or apply on a new branch"));
            }
            let value = if key.ends_with(".required") { "false" } else { "" };
            options.extend(["-c".to_owned(), format!("{key}={value}")]);
        }
        Ok(options)
    }

    fn read_tree_into(&self, index: &Path, base_commit: &str, edits: &[TreeEdit<'_>]) -> Result<String, GitError> {
        let doing = "store the changed folders";
        // A temporary index is plain: no shared index file is left behind.
        let on_plain = |args: &[&str], input: &[u8]| {
            let args = [&["-c", "core.splitIndex=false", "-c", "index.sparse=false"], args].concat();
            self.with_index(doing, index, &args, input)
        };
        on_plain(&["read-tree", base_commit], b"")?;
        let mut entries = Vec::new();
        for edit in edits {
            entries.extend_from_slice(format!("{:o} {} 0\t{}\0", edit.mode.bits(), edit.oid, edit.path).as_bytes());
        }
        on_plain(&["update-index", "-z", "--index-info"], &entries)?;
        Ok(on_plain(&["write-tree", "--missing-ok"], b"")?.line())
    }
}

impl Store for Plumbing {
    fn format(&self) -> ObjectFormat {
        self.format
    }

    fn head(&self) -> Result<Head, GitError> {
        let branch = self.ask(&["symbolic-ref", "-q", "HEAD"], b"")?;
        let commit = self.ask(&["rev-parse", "-q", "--verify", "HEAD^{commit}"], b"")?;
        Ok(Head {
            commit: commit.ok.then(|| commit.line()),
            branch: branch.ok.then(|| branch.line()).and_then(|name| Some(name.strip_prefix("refs/heads/")?.into())),
        })
    }

    fn index_items(&self, wanted: Wanted<'_>) -> Result<Vec<Item>, GitError> {
        let args = ["ls-files", "-z", "-s", "-t", "--full-name", "--sparse"];
        // git would expand a sparse index by writing trees, so its folders are expanded here. A git that
        // does not know the option knows no sparse index either.
        let mut output = self.ask(&args, b"")?;
        if !output.ok {
            output = self.must("read the index", args.get(..5).unwrap_or(&args), b"")?;
        }
        let mut items = Vec::new();
        for item in output.records().filter_map(index_item) {
            if item.mode != 0o040_000 {
                items.push(item);
                continue;
            }
            for mut below in self.tree_items(&item.oid, &|_| true)? {
                below.path.splice(..0, item.path.iter().copied());
                items.push(Item { skipped: true, ..below });
            }
        }
        items.retain(|item| wanted(&item.path));
        Ok(items)
    }

    fn tree_items(&self, commit: &str, _: Wanted<'_>) -> Result<Vec<Item>, GitError> {
        let args = ["ls-tree", "-r", "-z", "--full-tree", commit];
        let output = self.must("read the files of HEAD", &args, b"")?;
        Ok(output.records().filter_map(tree_item).collect())
    }

    fn tree_entry(&self, commit: &str, path: &str) -> Result<Option<(FileMode, String)>, GitError> {
        let args = ["--literal-pathspecs", "ls-tree", "-z", "--full-tree", commit, "--", path];
        let output = self.must("read a file of HEAD", &args, b"")?;
        let item = output.records().filter_map(tree_item).find(|item| item.path == path.as_bytes());
        Ok(item.and_then(|item| Some((FileMode::from_bits(item.mode)?, item.oid))))
    }

    fn blob(&self, oid: &str) -> Result<Option<Vec<u8>>, GitError> {
        let output = self.ask(&["cat-file", "blob", oid], b"")?;
        Ok(output.ok.then_some(output.out))
    }

    fn message(&self, commit: &str) -> Result<String, GitError> {
        let output = self.must("read a commit", &["cat-file", "commit", commit], b"")?;
        let text = String::from_utf8_lossy(&output.out).into_owned();
        Ok(text.split_once("\n\n").map_or_else(String::new, |(_, message)| message.to_owned()))
    }

    fn contains(&self, commit: &str, earlier: &str) -> Result<bool, GitError> {
        let output = self.ask(&["merge-base", "--is-ancestor", earlier, commit], b"")?;
        if !output.ok && !output.err.is_empty() {
            return Err(failed("read the history", &output));
        }
        Ok(output.ok)
    }

    fn commit_links(&self, commit: &str) -> Result<(String, Option<String>), GitError> {
        let args = ["rev-list", "--no-commit-header", "--max-count=1", "--format=%T %P", commit];
        let line = self.must("read a commit", &args, b"")?.line();
        let mut ids = line.split(' ').filter(|id| !id.is_empty()).map(str::to_owned);
        Ok((ids.next().unwrap_or_default(), ids.next()))
    }

    fn differences(&self, old_tree: &str, new_tree: &str) -> Result<Vec<Difference>, GitError> {
        let args = ["diff-tree", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff"];
        let args = [&args[..], &[old_tree, new_tree]].concat();
        let output = self.must("compare the commit with its base", &args, b"")?;
        let mut records = output.records();
        let mut differences = Vec::new();
        // `:100644 100644 <old> <new> M` and then the path.
        while let (Some(record), Some(path)) = (records.next(), records.next()) {
            let record = String::from_utf8_lossy(record).into_owned();
            let fields: Vec<&str> = record.trim_start_matches(':').split(' ').collect();
            let side = |mode: usize, oid: usize| {
                let mode = u32::from_str_radix(fields.get(mode)?, 8).ok().filter(|mode| *mode != 0)?;
                Some((mode, (*fields.get(oid)?).to_owned()))
            };
            differences.push(Difference { path: path.to_vec(), old: side(0, 2), new: side(1, 3) });
        }
        Ok(differences)
    }

    fn is_ignored(&self, path: &str) -> Result<bool, GitError> {
        // check-ignore needs a work tree; the caller reads the rules of HEAD in a bare repository.
        if self.bare {
            return Ok(false);
        }
        let output = self.ask(&["check-ignore", "-q", "--no-index", "--", path], b"")?;
        if !output.ok && !output.err.is_empty() {
            return Err(failed("read the ignore rules", &output));
        }
        Ok(output.ok)
    }

    fn attributes(&self, path: &str, names: &[&str]) -> Result<Vec<Attribute>, GitError> {
        let source = "--source=HEAD";
        let mut args = vec!["check-attr", "-z"];
        args.extend(self.bare.then_some(source));
        args.extend_from_slice(names);
        args.extend(["--", path]);
        let output = self.must("read the attributes", &args, b"")?;
        let fields: Vec<&[u8]> = output.out.split(|&b| b == 0).collect();
        let value = |name: &&str| {
            let triple = fields.chunks_exact(3).find(|triple| triple.get(1) == Some(&name.as_bytes()));
            match triple.and_then(|triple| triple.get(2)).copied() {
                Some(b"set") => Attribute::Set,
                Some(b"unset") => Attribute::Unset,
                None | Some(b"unspecified") => Attribute::Unspecified,
                Some(value) => Attribute::Value(String::from_utf8_lossy(value).into_owned()),
            }
        };
        Ok(names.iter().map(value).collect())
    }

    fn setting(&self, key: &str) -> Result<Option<Setting>, GitError> {
        let output = self.ask(&["config", "-z", "--show-scope", "--get", key], b"")?;
        if !output.ok {
            return Ok(None);
        }
        let mut records = output.out.split(|&b| b == 0);
        let scope = records.next().unwrap_or_default();
        let value = String::from_utf8_lossy(records.next().unwrap_or_default()).into_owned();
        Ok(Some(Setting { value, of_repository: matches!(scope, b"local" | b"worktree") }))
    }

    fn setting_is_true(&self, key: &str, default: bool) -> Result<bool, GitError> {
        let output = self.ask(&["config", "--type=bool", "--get", key], b"")?;
        Ok(if output.ok { output.line() == "true" } else { default })
    }

    fn setting_path(&self, key: &str) -> Result<Option<PathBuf>, GitError> {
        let output = self.ask(&["config", "--type=path", "--get", key], b"")?;
        Ok(output.ok.then(|| PathBuf::from(output.line())))
    }

    fn identity(&self, role: Role) -> Result<String, GitError> {
        let variable = match role {
            Role::Author => "GIT_AUTHOR_IDENT",
            Role::Committer => "GIT_COMMITTER_IDENT",
        };
        // Without the setting git would make an address up from the name of the machine.
        let output = self.ask(&["-c", "user.useConfigOnly=true", "var", variable], b"")?;
        if output.ok { Ok(output.line()) } else { Err(no_identity()) }
    }

    fn reference(&self, name: &str) -> Result<Option<String>, GitError> {
        let output = self.ask(&["rev-parse", "-q", "--verify", name], b"")?;
        Ok(output.ok.then(|| output.line()))
    }

    fn references_below(&self, prefix: &str) -> Result<Vec<(String, String)>, GitError> {
        let args = ["for-each-ref", "--format=%(objectname) %(refname)", &format!("{prefix}/")];
        let output = self.must("list the branches", &args, b"")?;
        let text = String::from_utf8_lossy(&output.out).into_owned();
        let pairs = text.lines().filter_map(|line| line.split_once(' '));
        Ok(pairs.map(|(oid, name)| (name.to_owned(), oid.to_owned())).collect())
    }

    fn branches_elsewhere(&self) -> Result<Vec<String>, GitError> {
        let output = self.must("list the work trees", &["worktree", "list", "--porcelain"], b"")?;
        let text = String::from_utf8_lossy(&output.out).into_owned();
        let here = self.root.canonicalize().ok();
        let mut found = Vec::new();
        for block in text.split("\n\n") {
            let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name));
            let folder = field("worktree ").and_then(|folder| Path::new(folder).canonicalize().ok());
            if folder.is_none() || folder != here {
                found.extend(field("branch ").map(str::to_owned));
            }
        }
        Ok(found)
    }

    fn hash_blob(&self, bytes: &[u8]) -> Result<String, GitError> {
        let args = ["hash-object", "--no-filters", "--stdin"];
        Ok(self.must("hash a file", &args, bytes)?.line())
    }

    fn write_blob(&self, bytes: &[u8]) -> Result<String, GitError> {
        let args = ["hash-object", "-w", "--no-filters", "--stdin"];
        Ok(self.must("store a file in the repository", &args, bytes)?.line())
    }

    fn write_commit(&self, bytes: &[u8]) -> Result<String, GitError> {
        let args = ["hash-object", "-w", "-t", "commit", "--stdin"];
        Ok(self.must("store the commit", &args, bytes)?.line())
    }

    fn write_tree(&self, base_commit: &str, edits: &[TreeEdit<'_>]) -> Result<String, GitError> {
        disk::remove_old(&self.git_dir, INDEX);
        let index = self.git_dir.join(format!("{INDEX}{}", std::process::id()));
        let tree = self.read_tree_into(&index, base_commit, edits);
        let _ = std::fs::remove_file(&index);
        // A git that was killed leaves its lock.
        let _ = std::fs::remove_file(index.with_extension("lock"));
        tree
    }

    fn move_reference(&self, name: &str, old: Option<&str>, new: &str, reason: &str) -> Result<(), RefFailure> {
        let expected = old.map_or_else(|| self.format.zero(), str::to_owned);
        let args = ["update-ref", "-m", reason, name, new, &expected];
        let output = self.ask(&args, b"").map_err(RefFailure::Failed)?;
        if output.ok {
            return Ok(());
        }
        // The wording of git's refusal differs between versions; the reference itself does not.
        let now = self.reference(name).map_err(RefFailure::Failed)?;
        if now.as_deref() == old || now.as_deref() == Some(new) {
            Err(RefFailure::Failed(failed("move the branch", &output)))
        } else {
            Err(RefFailure::Moved)
        }
    }

    fn remove_reference(&self, name: &str, old: &str) -> Result<(), RefFailure> {
        let output = self.ask(&["update-ref", "-d", name, old], b"").map_err(RefFailure::Failed)?;
        if output.ok {
            return Ok(());
        }
        match self.reference(name).map_err(RefFailure::Failed)? {
            Some(now) if now != old => Err(RefFailure::Moved),
            _ => Err(RefFailure::Failed(failed("remove the branch", &output))),
        }
    }

    fn stage(&self, index: &Path, edits: &[TreeEdit<'_>], intent: bool) -> Result<(), GitError> {
        // `--info-only` would keep git from reading the files; here it must, for their time stamps.
        let paths: Vec<u8> = edits.iter().flat_map(|edit| edit.path.bytes().chain([0])).collect();
        let disarmed = self.without_filters()?;
        let command: &[&str] = if intent {
            let from_input = ["--pathspec-from-file=-", "--pathspec-file-nul"];
            &[&["--literal-pathspecs", "add", "--intent-to-add", "--sparse"], &from_input[..]].concat()
        } else {
            &["update-index", "--add", "-z", "--stdin"]
        };
        let args: Vec<&str> = disarmed.iter().map(String::as_str).chain(command.iter().copied()).collect();
        self.with_index("update the index", index, &args, &paths)?;
        Ok(())
    }
}
