//! Reading and writing files beneath a root without ever following a symbolic link.
//!
//! Each component of a path is looked at with `symlink_metadata` right before it is used, and a file is
//! put in place by `rename`, which replaces a link at the last component instead of following it. An
//! `openat` walk would also close the moment between look and use, but std has none and needs `unsafe`
//! or another crate; whoever can swap folders of the work tree in that moment can write there anyway.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::paths::{Names, check_name, check_once, folders};
use super::{GitError, Refusal, shown};
use crate::report::{Change, Plan};

/// What is on disk at a path.
pub(super) enum Found {
    Nothing,
    File(Vec<u8>),
}

/// Looks at a path; links, folders and special files in the way are refusals.
pub(super) fn look(root: &Path, path: &str) -> Result<Found, super::ApplyError> {
    check_name(path)?;
    for folder in folders(path) {
        let place = root.join(folder);
        match fs::symlink_metadata(&place) {
            Ok(found) if found.is_symlink() => {
                return Err(Refusal::Symlink { path: path.into(), link: folder.into() }.into());
            }
            Ok(found) if !found.is_dir() => {
                return Err(Refusal::FileAndFolder { path: path.into(), other: folder.into() }.into());
            }
            Ok(_) if fs::symlink_metadata(place.join(".git")).is_ok() => {
                return Err(Refusal::Submodule { path: path.into(), folder: folder.into() }.into());
            }
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
            Err(error) => return Err(failed("look at", path, &error).into()),
        }
    }
    let place = root.join(path);
    match fs::symlink_metadata(&place) {
        Ok(found) if found.is_symlink() => Err(Refusal::Symlink { path: path.into(), link: path.into() }.into()),
        Ok(found) if found.is_dir() => {
            Err(Refusal::FileAndFolder { path: path.into(), other: format!("{path}/") }.into())
        }
        Ok(found) if !found.is_file() => {
            Err(Refusal::UnsafePath { path: path.into(), reason: "it is not a regular file" }.into())
        }
        Ok(_) => Ok(Found::File(fs::read(&place).map_err(|error| failed("read", path, &error))?)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Found::Nothing),
        Err(error) => Err(failed("look at", path, &error).into()),
    }
}

/// Writes a new file of these bytes, with the permissions of `like` or those of a fresh file.
pub(super) fn write_new(place: &Path, bytes: &[u8], like: Option<&Path>, executable: bool) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(place)?;
    let mut fill = || {
        file.write_all(bytes)?;
        match like {
            Some(like) => file.set_permissions(fs::metadata(like)?.permissions())?,
            None if executable => make_executable(&file)?,
            None => {}
        }
        file.sync_all()
    };
    fill().inspect_err(|_| {
        // Only a file that this call made is removed.
        let _ = fs::remove_file(place);
    })
}

/// Whoever may read the file may run it, as git does on checkout.
#[cfg(unix)]
fn make_executable(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = file.metadata()?.permissions().mode();
    file.set_permissions(fs::Permissions::from_mode(mode | ((mode & 0o444) >> 2)))
}

#[cfg(not(unix))]
fn make_executable(_: &File) -> io::Result<()> {
    Ok(())
}

/// Moves a staged file to its place beneath `root`, making the folders it needs.
pub(super) fn put(root: &Path, path: &str, staged: &Path) -> io::Result<()> {
    for folder in folders(path) {
        let place = root.join(folder);
        match fs::symlink_metadata(&place) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => return Err(io::Error::other(format!("{} is not a folder", shown(folder)))),
            Err(_) => fs::create_dir(&place)?,
        }
    }
    let place = root.join(path);
    match fs::rename(staged, &place) {
        // The git directory may be on another disk than the work tree.
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            let beside = beside(&place);
            remove(&beside)?;
            write_new(&beside, &fs::read(staged)?, Some(staged), false)?;
            fs::rename(&beside, &place)?;
            fs::remove_file(staged)?;
        }
        done => done?,
    }
    sync_folder(place.parent().unwrap_or(root));
    Ok(())
}

/// Removes a file or a link that may be absent.
pub(super) fn remove(place: &Path) -> io::Result<()> {
    match fs::remove_file(place) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// Removes files of a folder whose names begin so and that are older than any run: a run that was killed left them.
pub(super) fn remove_old(folder: &Path, prefix: &str) {
    const LONGER_THAN_ANY_RUN: Duration = Duration::from_secs(24 * 60 * 60);
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let age = entry.metadata().ok().and_then(|found| found.modified().ok()?.elapsed().ok());
        let is_old = age.is_some_and(|age| age > LONGER_THAN_ANY_RUN);
        if is_old && entry.file_name().to_string_lossy().starts_with(prefix) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Removes a symbolic link, so that the file opened next is not somebody else's.
pub(super) fn remove_link(place: &Path) -> io::Result<()> {
    match fs::symlink_metadata(place) {
        Ok(found) if found.is_symlink() => fs::remove_file(place),
        _ => Ok(()),
    }
}

fn beside(place: &Path) -> PathBuf {
    let name = place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    place.with_file_name(format!(".{name}.sentry-retrofit"))
}

/// Makes renames durable where the system lets a folder be synced; elsewhere they are so already.
pub(super) fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

pub(super) fn failed(doing: &str, path: &str, error: &io::Error) -> GitError {
    GitError::new(format!("cannot {doing} {}: {error}", shown(path)))
}

/// Edits files where there is no git: everything is checked, then everything is written beside its
/// place, then everything is moved in. A crash between two moves leaves some files new and some old.
pub fn write_outside_git(root: &Path, plan: &Plan) -> Result<(), super::ApplyError> {
    check_once(plan)?;
    let mut names = Names::asked(plan.files.iter().map(|file| file.path.as_str()));
    for file in &plan.files {
        match (look(root, &file.path)?, file.change) {
            (Found::File(bytes), Change::Modify) if bytes == file.before => {}
            (Found::Nothing, Change::Create) => {}
            (Found::File(_), Change::Create) => return Err(Refusal::WouldOverwrite(vec![file.path.clone()]).into()),
            (_, Change::Modify) => return Err(Refusal::Stale(vec![file.path.clone()]).into()),
        }
        names.check_new(&file.path)?;
        names.add(&file.path);
    }
    let mut clean_up = CleanUp::default();
    for file in &plan.files {
        for folder in folders(&file.path) {
            let place = root.join(folder);
            if fs::symlink_metadata(&place).is_err() {
                fs::create_dir(&place).map_err(|error| failed("create", folder, &error))?;
                clean_up.folders.push(place);
            }
        }
        let place = root.join(&file.path);
        let like = (file.change == Change::Modify).then_some(place.as_path());
        // One may be left of a run that was killed.
        remove(&beside(&place))
            .and_then(|()| write_new(&beside(&place), &file.after, like, file.executable))
            .map_err(|error| failed("write", &file.path, &error))?;
        clean_up.files.push(beside(&place));
    }
    for file in &plan.files {
        // Looked at again: the links checked above may have been swapped in while others were written.
        look(root, &file.path)?;
        put(root, &file.path, &beside(&root.join(&file.path))).map_err(|error| failed("write", &file.path, &error))?;
    }
    clean_up.folders.clear();
    Ok(())
}

/// Removes what was prepared and not used, when it goes out of scope.
#[derive(Default)]
struct CleanUp {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Drop for CleanUp {
    fn drop(&mut self) {
        for file in &self.files {
            let _ = fs::remove_file(file);
        }
        // Only empty folders go, the deepest first.
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}
