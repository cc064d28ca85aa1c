//! What the folder of a file says about it: whose it is, and what for. Asked for every file of a run, and worked out
//! once for each folder.

use std::cell::RefCell;
use std::collections::HashMap;

use super::projects::Owners;
use super::roles::{role_in, role_of_folder};
use super::{Courses, Project, Role};
use crate::files::{folder_of, name_of};

/// What is known of the folders of a run.
#[derive(Debug, Default)]
pub struct Folders {
    courses: Courses,
    known: RefCell<HashMap<String, Folder>>,
}

#[derive(Clone, Copy, Debug)]
struct Folder {
    role: Option<Role>,
    course: bool,
    owners: Owners,
}

/// Whose a file is, as its place among the projects, and what for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The project that owns it.
    pub owner: usize,
    /// What it is for.
    pub role: Role,
}

impl Folders {
    /// Prepares for questions about files among which are these courses.
    pub fn with(courses: Courses) -> Folders {
        Folders { courses, known: RefCell::default() }
    }

    /// Looks at a file. `relative` is its path from where roles start; `scope` is the folder of the project that
    /// owns what no other claims.
    pub fn spot(&self, path: &str, relative: &str, projects: &[Project], scope: &str) -> Spot {
        let look = || Folder {
            role: role_of_folder(folder_of(relative)),
            course: self.courses.hold(relative),
            owners: Owners::beside(path, projects, scope),
        };
        let known = self.known.borrow().get(folder_of(path)).copied();
        let folder = known.unwrap_or_else(|| {
            let folder = look();
            self.known.borrow_mut().insert(folder_of(path).to_owned(), folder);
            folder
        });
        let role = match role_in(folder.role, name_of(path)) {
            Role::Production if folder.course => Role::Example,
            role => role,
        };
        Spot { owner: folder.owners.of(path), role }
    }
}
