//! Which interests may see which files: by globs and roles, before anything is read.

use std::collections::HashMap;
use std::sync::Arc;

use aho_corasick::AhoCorasick;

use super::literals::Required;
use super::set::Set;
use crate::repo::{Glob, Named, Role, ending};

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
    /// What its query asks of a file besides.
    pub required: Arc<Required>,
}

/// A file as globs and roles see it.
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
    /// The project that owns it.
    pub owner: usize,
}

/// Files of a project that the same interests may see.
#[derive(Debug, Default)]
pub struct Group {
    /// The project.
    pub owner: usize,
    /// The interests, in order.
    pub interests: Vec<usize>,
    /// The files, in path order, by their place among those that were grouped.
    pub files: Vec<usize>,
}

/// Interests, their globs sorted by what they name.
pub struct Admission {
    globs: Globs,
    /// The interests that may see files of a role.
    roles: [Set; Role::ALL.len()],
    /// Those whose globs are about the folder the person named, and the others.
    everywhere: [Set; 2],
}

impl Admission {
    /// Reads the globs of interests.
    ///
    /// # Errors
    /// The glob that does not parse, as a sentence.
    pub fn of(interests: &[Interest]) -> Result<Admission, String> {
        Ok(Admission {
            globs: Globs::of(interests)?,
            everywhere: [true, false].map(|wanted| of(interests, |interest| interest.everywhere == wanted)),
            roles: Role::ALL.map(|role| of(interests, |interest| interest.roles.contains(&role))),
        })
    }

    /// The interests whose globs and roles admit the file.
    pub fn admitted(&self, file: &Seen<'_>) -> Vec<usize> {
        self.admitted_by(&self.naming(file))
    }

    /// Files by what may see them. Files that nobody may see are in no group.
    pub fn groups(&self, files: &[Seen<'_>]) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        let mut known: HashMap<(usize, Naming), Option<usize>> = HashMap::new();
        let mut by_interests: HashMap<(usize, Vec<usize>), usize> = HashMap::new();
        for (at, file) in files.iter().enumerate() {
            // Most files are named by the same few globs.
            let group = *known.entry((file.owner, self.naming(file))).or_insert_with_key(|(owner, naming)| {
                let interests = self.admitted_by(naming);
                let new = |(owner, interests): &(usize, Vec<usize>)| {
                    groups.push(Group { owner: *owner, interests: interests.clone(), files: Vec::new() });
                    groups.len() - 1
                };
                (!interests.is_empty()).then(|| *by_interests.entry((*owner, interests)).or_insert_with_key(new))
            });
            if let Some(group) = group {
                groups[group].files.push(at);
            }
        }
        groups
    }

    fn naming(&self, file: &Seen<'_>) -> Naming {
        // Mostly the two are one path, and then one look answers both questions.
        let same = file.within == file.relative;
        let relative = self.globs.naming(file.relative);
        Naming { role: file.role, within: (!same).then(|| self.globs.naming(file.within)), relative }
    }

    fn admitted_by(&self, naming: &Naming) -> Vec<usize> {
        let may = &self.roles[naming.role as usize];
        let (mut admitted, mut excluded) = (Set::default(), Set::default());
        let mut take = |globs: &[usize], may: &Set| {
            for [wanting, excluding] in globs.iter().map(|&at| &self.globs.globs[at].1) {
                admitted.add_both(wanting, may);
                excluded.add_both(excluding, may);
            }
        };
        match &naming.within {
            None => take(&naming.relative, may),
            Some(within) => {
                let [everywhere, below] = &self.everywhere;
                take(within, &may.and(everywhere));
                take(&naming.relative, &may.and(below));
            }
        }
        admitted.iter().filter(|&interest| !excluded.contains(interest)).collect()
    }
}

/// The globs that name a file, as its project sees it and as the repository does where that is something else.
#[derive(PartialEq, Eq, Hash)]
struct Naming {
    role: Role,
    within: Option<Vec<usize>>,
    relative: Vec<usize>,
}

/// Globs of many interests, so that a path is compared with few of them.
#[derive(Default)]
struct Globs {
    /// Each, without alternatives, with the interests that want what it names, and those that do not.
    globs: Vec<(Glob, [Set; 2])>,
    /// Those that name files which, or a folder of which, are called so.
    by_name: HashMap<String, Vec<usize>>,
    /// Those that name files which end like this.
    by_ending: HashMap<String, Vec<usize>>,
    /// Those that name files in whose paths a text stands, by the text's place among those that are looked for.
    by_text: Vec<usize>,
    texts: Option<AhoCorasick>,
    /// Those that tell nothing.
    others: Vec<usize>,
}

impl Globs {
    fn of(interests: &[Interest]) -> Result<Globs, String> {
        let mut all = Globs::default();
        let mut texts = Vec::new();
        // A glob is read once, whoever has it; so is what several globs have between them.
        let mut known: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for (index, interest) in interests.iter().enumerate() {
            let excluded = interest.exclude.iter().map(|glob| (glob, true));
            for (text, excludes) in interest.files.iter().map(|glob| (glob, false)).chain(excluded) {
                if !known.contains_key(text.as_str()) {
                    let glob = Glob::new(text).map_err(|error| format!("the glob `{text}` does not parse: {error}"))?;
                    let single = glob.alternatives().into_iter();
                    let single =
                        single.map(|glob| *places.entry(glob.to_string()).or_insert_with(|| all.add(glob, &mut texts)));
                    known.insert(text, single.collect());
                }
                known[text.as_str()].iter().for_each(|&at| all.globs[at].1[usize::from(excludes)].insert(index));
            }
        }
        all.texts = AhoCorasick::new(texts).ok();
        Ok(all)
    }

    fn add(&mut self, glob: Glob, texts: &mut Vec<String>) -> usize {
        let at = self.globs.len();
        match glob.names() {
            Named::Has(name) => self.by_name.entry(name.to_owned()).or_default().push(at),
            Named::Ends(end) => self.by_ending.entry(end.to_owned()).or_default().push(at),
            Named::Holds("") => self.others.push(at),
            Named::Holds(text) => {
                texts.push(text.to_owned());
                self.by_text.push(at);
            }
        }
        self.globs.push((glob, Default::default()));
        at
    }

    /// Those that name a path, in order.
    fn naming(&self, path: &str) -> Vec<usize> {
        let named = path.split('/').filter_map(|part| self.by_name.get(part)).chain(self.by_ending.get(ending(path)));
        let texts = self.texts.iter().flat_map(|texts| texts.find_overlapping_iter(path));
        let holding = texts.map(|found| &self.by_text[found.pattern().as_usize()]);
        let may = named.flatten().chain(&self.others).chain(holding).copied();
        let mut naming: Vec<usize> = may.filter(|&at| self.globs[at].0.is_match(path)).collect();
        naming.sort_unstable();
        naming.dedup();
        naming
    }
}

/// The interests for which something is true.
fn of(interests: &[Interest], holds: impl Fn(&Interest) -> bool) -> Set {
    (0..interests.len()).filter(|&at| holds(&interests[at])).collect()
}
