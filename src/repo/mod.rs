//! The repository as the engine sees it: files, roles, projects, manifests.

mod folders;
mod glob;
mod overlay;
mod projects;
mod roles;
mod worktree;

pub use folders::{Folders, Spot};
pub use glob::{Glob, Named, ending};
pub use overlay::Overlay;
pub use projects::{Project, add_members, projects};
pub use roles::{Courses, Role, role_of};
pub use worktree::{CommitReader, SIZE_CAP, WorkTree, below};
