//! Which paths a plan may touch, judged by their names and by what stands beside and above them.

use std::collections::{HashMap, HashSet};

use super::Refusal;
use crate::files::BACKSLASH;
use crate::report::Plan;

/// What is wrong with a path, whatever the repository holds.
pub(super) fn check_name(path: &str) -> Result<(), Refusal> {
    let reason = if path.is_empty() {
        "its name is empty"
    } else if path.starts_with('/') || has_drive(path) {
        "it is absolute"
    } else if path.contains('\0') {
        "its name holds a zero byte"
    } else if path.contains('\\') {
        BACKSLASH
    } else {
        let problem = path.split('/').find_map(|part| match part {
            "" | "." => Some("it has an empty folder name"),
            ".." => Some("it leaves the repository"),
            part if is_git_dir(part) => Some("it is in a git directory"),
            part if is_one_of(part, &[".gitmodules", ".gitattributes"]) => Some("it tells git what to run or fetch"),
            _ => None,
        });
        match problem {
            Some(problem) => problem,
            None => return Ok(()),
        }
    };
    Err(Refusal::UnsafePath { path: path.to_owned(), reason })
}

fn has_drive(path: &str) -> bool {
    path.as_bytes().get(1) == Some(&b':') && path.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
}

fn is_git_dir(part: &str) -> bool {
    is_one_of(part, &[".git", "git~1"])
}

/// As every file system that git runs on would read the name: HFS+ drops invisible characters, NTFS
/// drops trailing dots and spaces and what follows a colon, and both ignore case.
fn is_one_of(part: &str, names: &[&str]) -> bool {
    let invisible = |c: &char| matches!(c, '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{206a}'..='\u{206f}' | '\u{feff}');
    let plain: String = part.chars().filter(|c| !invisible(c)).collect::<String>().to_lowercase();
    let plain = plain.split(':').next().unwrap_or_default().trim_end_matches(['.', ' ']);
    names.contains(&plain)
}

/// A plan has one entry per path; two would overwrite each other.
pub(super) fn check_once(plan: &Plan) -> Result<(), Refusal> {
    let mut seen = HashSet::new();
    match plan.files.iter().find(|file| !seen.insert(&file.path)) {
        Some(file) => Err(Refusal::UnsafePath { path: file.path.clone(), reason: "the plan names it twice" }),
        None => Ok(()),
    }
}

/// Every folder above a path, the nearest to the root first.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(|(at, _)| path.get(..at))
}

/// Of the names a repository holds, those that a new one could meet: the same but for case, in the same folders.
#[derive(Default)]
pub(super) struct Names {
    /// New paths and the folders above them, in lower case.
    asked: HashSet<String>,
    files: HashSet<String>,
    folders: HashSet<String>,
    /// Lower case → as written, of files and folders.
    folded: HashMap<String, String>,
}

impl Names {
    /// Prepares for questions about these paths and no others.
    pub(super) fn asked<'p>(new: impl Iterator<Item = &'p str>) -> Names {
        let asked = new.flat_map(|path| folders(path).chain([path])).map(str::to_lowercase).collect();
        Names { asked, ..Names::default() }
    }

    /// Can what is called so, or lies below it, be met?
    pub(super) fn ask(&self, name: &str) -> bool {
        self.asked.contains(&name.to_lowercase())
    }

    /// Notes a path that is there.
    pub(super) fn add(&mut self, path: &str) {
        for name in folders(path).chain([path]) {
            let folded = name.to_lowercase();
            // Who asks for a name asks for the folders above it: below one nobody asks for is nothing.
            if !self.asked.contains(&folded) {
                return;
            }
            let known = if name == path { &mut self.files } else { &mut self.folders };
            if !known.contains(name) {
                known.insert(name.to_owned());
                self.folded.entry(folded).or_insert_with(|| name.to_owned());
            }
        }
    }

    /// Can a file of this name be created beside what is there? Tells nothing about a file that is there
    /// under this very name.
    pub(super) fn check_new(&self, path: &str) -> Result<(), Refusal> {
        if let Some(file) = folders(path).find(|folder| self.files.contains(*folder)) {
            return Err(Refusal::FileAndFolder { path: path.to_owned(), other: file.to_owned() });
        }
        if self.folders.contains(path) {
            return Err(Refusal::FileAndFolder { path: path.to_owned(), other: format!("{path}/") });
        }
        for name in folders(path).chain([path]) {
            if let Some(other) = self.folded.get(&name.to_lowercase())
                && other != name
                // A repository that holds both spellings already has decided not to care.
                && !self.files.contains(name)
                && !self.folders.contains(name)
            {
                return Err(Refusal::SameName { path: path.to_owned(), other: other.clone() });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_out_or_into_git_are_refused() {
        for bad in [
            "",
            "/etc/passwd",
            "../x",
            "a/../b",
            "a//b",
            "./a",
            "a/",
            "C:/x",
            "c:x",
            "a\\b",
            "a\0b",
            ".git/config",
            "a/.GIT/hooks/x",
            "git~1/x",
            ".git. /x",
            ".g\u{200c}it/x",
            ".git::$INDEX_ALLOCATION/x",
            ".gitmodules",
            "sub/.GitAttributes",
        ] {
            assert!(matches!(check_name(bad), Err(Refusal::UnsafePath { .. })), "{bad:?} passed");
        }
    }

    #[test]
    fn ordinary_names_pass() {
        for good in ["a", "a/b.py", ".gitea/workflows/x.yml", ".gitignore", ".gitish.yml", "a b/ü.md", "..a", "x.git"]
        {
            assert_eq!(check_name(good), Ok(()), "{good:?}");
        }
    }

    #[test]
    fn a_new_name_must_not_meet_an_old_one() {
        let new = ["README.md", "SRC/new.py", "tool/x", "src", "src/new.py"];
        let mut names = Names::asked(new.into_iter());
        for path in ["Readme.md", "src/app.py", "tool"] {
            names.add(path);
        }
        assert!(matches!(names.check_new("README.md"), Err(Refusal::SameName { .. })));
        assert!(matches!(names.check_new("SRC/new.py"), Err(Refusal::SameName { .. })));
        assert!(matches!(names.check_new("tool/x"), Err(Refusal::FileAndFolder { .. })));
        assert!(matches!(names.check_new("src"), Err(Refusal::FileAndFolder { .. })));
        assert_eq!(names.check_new("src/new.py"), Ok(()));
    }
}
