//! Finds the repository a path belongs to, and picks the store that can read it.

use std::path::{Path, PathBuf};

use git2::{ErrorCode, Repository, RepositoryOpenFlags};

use super::libgit::LibGit;
use super::plumbing::Plumbing;
use super::{Git, GitError, shown};

/// Opens the repository that `path` is in, looking upward as git does; `None` where there is none.
///
/// `path` may be a folder or a file anywhere in a work tree, a linked work tree, a submodule or a bare
/// repository. A repository owned by somebody else is an error that names the way to trust it: its
/// configuration could make git run programs.
pub fn open(path: &Path) -> Result<Option<Git>, GitError> {
    let start = path.canonicalize().map_err(|error| GitError::new(format!("cannot open {}: {error}", name(path))))?;
    let start = if start.is_dir() { start } else { start.parent().map(Path::to_path_buf).unwrap_or(start) };

    let ceilings = std::env::var_os("GIT_CEILING_DIRECTORIES").unwrap_or_default();
    let ceilings: Vec<PathBuf> = std::env::split_paths(&ceilings).filter(|p| p.is_absolute()).collect();
    // Without `FROM_ENV`, libgit2 looks at no `GIT_*` variable.
    let git = match Repository::open_ext(&start, RepositoryOpenFlags::empty(), &ceilings) {
        Ok(repo) => match through_libgit2(repo)? {
            Ok(git) => git,
            Err(reason) => through_plumbing(&start, &reason)?,
        },
        Err(error) if error.code() == ErrorCode::NotFound => return Ok(None),
        Err(error) if error.code() == ErrorCode::Owner => return Err(foreign(&start)),
        Err(error) => through_plumbing(&start, error.message())?,
    };
    check_place(&git, &start)?;
    Ok(Some(git))
}

/// The inner error is libgit2's reason why this repository needs git's own commands.
fn through_libgit2(repo: Repository) -> Result<Result<Git, String>, GitError> {
    // A sparse or split index opens as a repository and fails as an index.
    if !repo.is_bare()
        && let Err(error) = repo.index()
    {
        return Ok(Err(error.message().to_owned()));
    }
    let git_dir = canonical(repo.path())?;
    let common_dir = canonical(repo.commondir())?;
    let work_tree = repo.workdir().map(canonical).transpose()?;
    Ok(Ok(Git { store: Box::new(LibGit::new(repo)), git_dir, common_dir, work_tree }))
}

fn through_plumbing(start: &Path, reason: &str) -> Result<Git, GitError> {
    let found = Plumbing::discover(start, reason)?;
    Ok(Git {
        git_dir: canonical(&found.git_dir)?,
        common_dir: canonical(&found.common_dir)?,
        work_tree: found.work_tree.as_deref().map(canonical).transpose()?,
        store: Box::new(found.store),
    })
}

/// `core.worktree` can point anywhere; a repository must not draw files into the run that lie
/// outside the folder the user named.
fn check_place(git: &Git, start: &Path) -> Result<(), GitError> {
    match &git.work_tree {
        Some(root) if start.starts_with(&git.git_dir) => {
            Err(GitError::new(format!("{} is inside a git directory", name(start)))
                .with_hint(format!("name the work tree instead: {}", name(root))))
        }
        Some(root) if !start.starts_with(root) => Err(GitError::new(format!(
            "{} belongs to a repository whose work tree is elsewhere, at {}",
            name(start),
            name(root)
        ))
        .with_hint("core.worktree in the repository's configuration says so; name that folder if it is meant")),
        _ => Ok(()),
    }
}

pub(super) fn foreign(path: &Path) -> GitError {
    GitError::new(format!("the repository at {} belongs to another user", name(path)))
        .with_hint(format!("if you trust it: git config --global --add safe.directory {}", name(path)))
}

fn canonical(path: &Path) -> Result<PathBuf, GitError> {
    path.canonicalize().map_err(|error| GitError::new(format!("cannot open {}: {error}", name(path))))
}

fn name(path: &Path) -> String {
    shown(&path.to_string_lossy())
}
