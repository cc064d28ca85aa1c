//! The prefilter: one pass over the files, each read at most once, none parsed.

use aho_corasick::{AhoCorasick, MatchKind};
use globset::{Glob, GlobSet, GlobSetBuilder};
use rayon::prelude::*;

use crate::repo::{Role, WorkTree};

/// What one query wants to see.
#[derive(Clone, Debug)]
pub struct Interest {
    /// Are globs relative to the folder the person named, rather than to the project that owns a file?
    pub everywhere: bool,
    /// Globs relative to the project.
    pub files: Vec<String>,
    /// Globs left out.
    pub exclude: Vec<String>,
    /// The roles of files it may see.
    pub roles: Vec<Role>,
    /// Literals of which one must occur; empty means every file the globs name.
    pub literals: Vec<String>,
}

/// A file as the prefilter sees it.
#[derive(Clone, Debug)]
pub struct Seen<'a> {
    /// Repository-relative path.
    pub path: &'a str,
    /// Path relative to the project that owns the file, which is what globs of a project are about.
    pub relative: &'a str,
    /// Path relative to the folder the person named, which is what globs of the repository are about.
    pub within: &'a str,
    /// What the file is for.
    pub role: Role,
}

/// Interests compiled into one glob set and one automaton.
pub struct Prefilter {
    globs: GlobSet,
    /// For each glob: the interest it belongs to, and whether it excludes.
    owners: Vec<(usize, bool)>,
    roles: Vec<Vec<Role>>,
    everywhere: Vec<bool>,
    automaton: Option<AhoCorasick>,
    /// For each literal: the interest it belongs to.
    literal_owners: Vec<usize>,
    wants_all: Vec<bool>,
}

impl Prefilter {
    /// Compiles interests.
    ///
    /// # Errors
    /// The glob that does not parse, as a sentence.
    pub fn new(interests: &[Interest]) -> Result<Prefilter, String> {
        let mut builder = GlobSetBuilder::new();
        let (mut owners, mut literals, mut literal_owners) = (Vec::new(), Vec::new(), Vec::new());
        for (index, interest) in interests.iter().enumerate() {
            let globs = interest.files.iter().map(|glob| (glob, false));
            for (glob, excludes) in globs.chain(interest.exclude.iter().map(|glob| (glob, true))) {
                let compiled = Glob::new(glob).map_err(|error| format!("the glob `{glob}` does not parse: {error}"))?;
                builder.add(compiled);
                owners.push((index, excludes));
            }
            for literal in &interest.literals {
                literals.push(literal.clone());
                literal_owners.push(index);
            }
        }
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&literals).ok();
        Ok(Prefilter {
            globs: builder.build().map_err(|error| error.to_string())?,
            owners,
            everywhere: interests.iter().map(|interest| interest.everywhere).collect(),
            roles: interests.iter().map(|interest| interest.roles.clone()).collect(),
            automaton: automaton.filter(|_| !literals.is_empty()),
            literal_owners,
            wants_all: interests.iter().map(|interest| interest.literals.is_empty()).collect(),
        })
    }

    /// The interests whose globs and roles admit the file.
    pub fn admitted(&self, file: &Seen<'_>) -> Vec<usize> {
        let mut admitted = Vec::new();
        let mut excluded = Vec::new();
        let of_projects = self.globs.matches(file.relative).into_iter().map(|glob| (glob, false));
        // Mostly the two are one path, and then one look answers both questions.
        let same = file.within == file.relative;
        let whole = if same { Vec::new() } else { self.globs.matches(file.within) };
        for (glob, everywhere) in of_projects.chain(whole.into_iter().map(|glob| (glob, true))) {
            let (interest, excludes) = self.owners[glob];
            if !same && self.everywhere[interest] != everywhere {
                continue;
            }
            let list = if excludes { &mut excluded } else { &mut admitted };
            if !list.contains(&interest) && self.roles[interest].contains(&file.role) {
                list.push(interest);
            }
        }
        admitted.retain(|interest| !excluded.contains(interest));
        admitted.sort_unstable();
        admitted
    }

    /// Does reading the file tell more than its name does?
    pub fn must_read(&self, admitted: &[usize]) -> bool {
        admitted.iter().any(|&interest| !self.wants_all[interest])
    }

    /// Of the interests that admit a file, those whose literals occur in it.
    pub fn wanted(&self, admitted: &[usize], bytes: &[u8]) -> Vec<usize> {
        let mut open: Vec<usize> = admitted.iter().copied().filter(|&interest| !self.wants_all[interest]).collect();
        let mut wanted: Vec<usize> = admitted.iter().copied().filter(|&interest| self.wants_all[interest]).collect();
        if let Some(automaton) = &self.automaton {
            for found in automaton.find_overlapping_iter(bytes) {
                let owner = self.literal_owners[found.pattern().as_usize()];
                if let Some(at) = open.iter().position(|&interest| interest == owner) {
                    wanted.push(open.swap_remove(at));
                    if open.is_empty() {
                        break;
                    }
                }
            }
        }
        wanted.sort_unstable();
        wanted
    }
}

/// One pass over the work tree: for each interest the files worth parsing, in path order. Files that
/// somebody wants are kept in memory, so that they are read once.
///
/// # Errors
/// The glob that does not parse, as a sentence.
pub fn scan(tree: &WorkTree, seen: &[Seen<'_>], interests: &[Interest]) -> Result<Vec<Vec<String>>, String> {
    let prefilter = Prefilter::new(interests)?;
    let wanted: Vec<(usize, Vec<usize>)> = seen
        .par_iter()
        .enumerate()
        .filter_map(|(index, file)| {
            let admitted = prefilter.admitted(file);
            if admitted.is_empty() {
                return None;
            }
            if !prefilter.must_read(&admitted) {
                return Some((index, admitted));
            }
            let bytes = tree.read_once(file.path)?;
            let wanted = prefilter.wanted(&admitted, &bytes);
            if wanted.is_empty() {
                return None;
            }
            tree.keep(file.path, bytes);
            Some((index, wanted))
        })
        .collect();
    let mut candidates = vec![Vec::new(); interests.len()];
    for (index, interests) in wanted {
        for interest in interests {
            candidates[interest].push(seen[index].path.to_owned());
        }
    }
    Ok(candidates)
}
