//! The sweep: one pass over the files, each read at most once, and parsed once where the literals that somebody's
//! patterns ask for stand in it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, Mutex, OnceLock};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use rayon::prelude::*;

use super::set::Set;
use super::{Matcher, QuerySource};
use crate::query;
use crate::repo::{Glob, Named, Role, WorkTree, ending};
use crate::rules::vocabulary::Vocabulary;

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

/// The literals a query requires, worked out when they are first asked for: most rules never apply.
#[derive(Debug, Default)]
pub struct Required {
    query: String,
    patterns: OnceLock<Vec<Vec<Vec<String>>>>,
}

impl Required {
    /// What a query requires: the same in every plan of a process, so each query is read once.
    pub fn of(query: &str) -> Arc<Required> {
        static KNOWN: LazyLock<Mutex<HashMap<String, Arc<Required>>>> = LazyLock::new(Mutex::default);
        let new = || Arc::new(Required { query: query.to_owned(), patterns: OnceLock::new() });
        let Ok(mut known) = KNOWN.lock() else { return new() };
        if let Some(required) = known.get(query) {
            return required.clone();
        }
        known.entry(query.to_owned()).or_insert_with(new).clone()
    }

    /// Per pattern, groups of literals: for one of the patterns, one literal of each group must occur. Empty
    /// where a pattern asks for none, and where the query cannot be read: who asks it says so.
    fn patterns(&self) -> &[Vec<Vec<String>>] {
        self.patterns.get_or_init(|| {
            let read = query::read::read(&self.query).unwrap_or_default();
            let patterns: Vec<_> = read.patterns.iter().map(query::required).collect();
            if patterns.iter().any(Vec::is_empty) { Vec::new() } else { patterns }
        })
    }
}

/// An interest, and what the sweep is to do with the files that have what it asks for.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// What it wants to see.
    pub interest: &'a Interest,
    /// The projects whose files it is about.
    pub owners: &'a BTreeSet<usize>,
    /// The query that is to find something; without one, a file that has the literals is found.
    pub source: Option<QuerySource<'a>>,
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
    /// The project that owns it.
    pub owner: usize,
}

/// Interests, their globs sorted by what they name and, when the first file is to be read, one automaton.
pub struct Prefilter {
    globs: Globs,
    /// The interests that may see files of a role.
    roles: [Set; Role::ALL.len()],
    /// Those whose globs are about the folder the person named, and the others.
    everywhere: [Set; 2],
    asked: Vec<(Vec<String>, Arc<Required>)>,
    kind: AhoCorasickKind,
    sought: OnceLock<Sought>,
}

/// The literals of all interests.
struct Sought {
    automaton: Option<AhoCorasick>,
    literals: usize,
    wants: Vec<Wants>,
}

/// The literals of an interest, by their numbers in the automaton.
#[derive(Default)]
struct Wants {
    any: Vec<usize>,
    patterns: Vec<Vec<Vec<usize>>>,
}

impl Wants {
    fn all(&self) -> bool {
        self.any.is_empty() && self.patterns.is_empty()
    }

    fn met(&self, seen: &[bool]) -> bool {
        let one = |group: &Vec<usize>| group.iter().any(|&literal| seen[literal]);
        (self.any.is_empty() || one(&self.any))
            && (self.patterns.is_empty() || self.patterns.iter().any(|groups| groups.iter().all(one)))
    }
}

impl Prefilter {
    /// Compiles interests.
    ///
    /// # Errors
    /// The glob that does not parse, as a sentence.
    pub fn new(interests: &[&Interest]) -> Result<Prefilter, String> {
        Prefilter::searching(interests, AhoCorasickKind::NoncontiguousNFA)
    }

    fn searching(interests: &[&Interest], kind: AhoCorasickKind) -> Result<Prefilter, String> {
        Ok(Prefilter {
            globs: Globs::of(interests)?,
            everywhere: [true, false].map(|wanted| of(interests, |interest| interest.everywhere == wanted)),
            roles: Role::ALL.map(|role| of(interests, |interest| interest.roles.contains(&role))),
            asked: interests.iter().map(|one| (one.literals.clone(), one.required.clone())).collect(),
            kind,
            sought: OnceLock::new(),
        })
    }

    fn sought(&self) -> &Sought {
        self.sought.get_or_init(|| {
            let mut numbers: HashMap<&str, usize> = HashMap::new();
            let mut wants = Vec::new();
            for (literals, required) in &self.asked {
                let required = required.patterns().iter();
                let patterns =
                    required.map(|groups| groups.iter().map(|group| numbered(&mut numbers, group)).collect());
                let patterns = patterns.collect();
                wants.push(Wants { any: numbered(&mut numbers, literals), patterns });
            }
            let mut literals: Vec<&str> = vec![""; numbers.len()];
            numbers.iter().for_each(|(literal, &number)| literals[number] = literal);
            let builder = AhoCorasick::builder().match_kind(MatchKind::Standard).kind(Some(self.kind)).build(&literals);
            let automaton = builder.ok().filter(|_| !literals.is_empty());
            Sought { automaton, literals: literals.len(), wants }
        })
    }

    /// The interests whose globs and roles admit the file.
    pub fn admitted(&self, file: &Seen<'_>) -> Vec<usize> {
        self.naming(file, &self.roles[file.role as usize])
    }

    /// The same of some interests.
    fn admitted_of(&self, file: &Seen<'_>, some: &Set) -> Vec<usize> {
        self.naming(file, &self.roles[file.role as usize].and(some))
    }

    fn naming(&self, file: &Seen<'_>, may: &Set) -> Vec<usize> {
        let (mut admitted, mut excluded) = (Set::default(), Set::default());
        // Mostly the two are one path, and then one look answers both questions.
        if file.within == file.relative {
            self.globs.naming(file.relative, may, &mut admitted, &mut excluded);
        } else {
            for (path, about) in [file.within, file.relative].into_iter().zip(&self.everywhere) {
                self.globs.naming(path, &may.and(about), &mut admitted, &mut excluded);
            }
        }
        admitted.iter().filter(|&interest| !excluded.contains(interest)).collect()
    }

    /// Does reading the file tell more than its name does?
    pub fn must_read(&self, admitted: &[usize]) -> bool {
        admitted.iter().any(|&interest| !self.sought().wants[interest].all())
    }

    /// Of the interests that admit a file, those whose literals occur in it.
    pub fn wanted(&self, admitted: &[usize], bytes: &[u8]) -> Vec<usize> {
        let sought = self.sought();
        let mut seen = vec![false; sought.literals];
        if let Some(automaton) = sought.automaton.as_ref().filter(|_| self.must_read(admitted)) {
            for found in automaton.find_overlapping_iter(bytes) {
                seen[found.pattern().as_usize()] = true;
            }
        }
        admitted.iter().copied().filter(|&interest| sought.wants[interest].met(&seen)).collect()
    }
}

/// Globs of many interests, so that a path is compared with few of them.
#[derive(Default)]
struct Globs {
    /// Each with the interests that want what it names, and those that do not.
    globs: Vec<(Glob, [Set; 2])>,
    /// Those that name files which end like this.
    by_ending: HashMap<String, Vec<usize>>,
    /// Those that name files in or below what starts like this.
    by_start: Vec<(String, usize)>,
}

impl Globs {
    fn of(interests: &[&Interest]) -> Result<Globs, String> {
        let (mut all, mut known) = (Globs::default(), HashMap::new());
        for (index, interest) in interests.iter().enumerate() {
            let excluded = interest.exclude.iter().map(|glob| (glob, true));
            for (glob, excludes) in interest.files.iter().map(|glob| (glob, false)).chain(excluded) {
                let at = match known.get(glob) {
                    Some(&at) => at,
                    None => *known.entry(glob).or_insert(all.add(glob)?),
                };
                all.globs[at].1[usize::from(excludes)].insert(index);
            }
        }
        Ok(all)
    }

    fn add(&mut self, text: &str) -> Result<usize, String> {
        let at = self.globs.len();
        let glob = Glob::new(text).map_err(|error| format!("the glob `{text}` does not parse: {error}"))?;
        for named in glob.names().into_iter().collect::<BTreeSet<_>>() {
            match named {
                Named::Ends(end) => self.by_ending.entry(end.to_owned()).or_default().push(at),
                Named::Starts(start) => self.by_start.push((start.to_owned(), at)),
            }
        }
        self.globs.push((glob, Default::default()));
        Ok(at)
    }

    /// Of the interests that may, those that name a path, and those that do so to exclude it.
    fn naming(&self, path: &str, may: &Set, admitted: &mut Set, excluded: &mut Set) {
        let ending = self.by_ending.get(ending(path));
        let parts: Vec<&str> = path.split('/').collect();
        let starting =
            self.by_start.iter().filter(|(start, _)| parts.iter().any(|part| part.starts_with(start.as_str())));
        let starting = starting.map(|(_, at)| at);
        for (glob, [wanting, excluding]) in ending.into_iter().flatten().chain(starting).map(|&at| &self.globs[at]) {
            if (wanting.meets(may) || excluding.meets(may)) && glob.is_match(path) {
                admitted.add_both(wanting, may);
                excluded.add_both(excluding, may);
            }
        }
    }
}

/// The interests for which something is true.
fn of(interests: &[&Interest], holds: impl Fn(&Interest) -> bool) -> Set {
    (0..interests.len()).filter(|&at| holds(interests[at])).collect()
}

fn numbered<'l>(numbers: &mut HashMap<&'l str, usize>, literals: &'l [String]) -> Vec<usize> {
    let number = |literal: &'l String| {
        let next = numbers.len();
        *numbers.entry(literal).or_insert(next)
    };
    literals.iter().map(number).collect()
}

/// One pass over the work tree: for each ask the files in which it finds something, in path order. What only facts
/// can tell is left open. Files in which somebody finds something are kept in memory, the others are dropped.
///
/// # Errors
/// The glob that does not parse, as a sentence.
pub fn sweep(
    tree: &WorkTree,
    matcher: &Matcher,
    seen: &[Seen<'_>],
    asks: &[Ask<'_>],
    vocabularies: &BTreeMap<String, Vocabulary>,
) -> Result<Vec<Vec<usize>>, String> {
    let interests: Vec<&Interest> = asks.iter().map(|ask| ask.interest).collect();
    // The faster automaton takes longer to build.
    let many = seen.len() > 2000;
    let kind = if many { AhoCorasickKind::DFA } else { AhoCorasickKind::NoncontiguousNFA };
    let prefilter = Prefilter::searching(&interests, kind)?;
    let mut asking: HashMap<usize, Set> = HashMap::new();
    for (at, ask) in asks.iter().enumerate() {
        ask.owners.iter().for_each(|owner| asking.entry(*owner).or_default().insert(at));
    }
    let finders = |file: &Seen<'_>| -> Option<Vec<usize>> {
        let admitted = prefilter.admitted_of(file, asking.get(&file.owner)?);
        let (queries, mut finders): (Vec<usize>, Vec<usize>) =
            admitted.iter().partition(|&&ask| asks[ask].source.is_some());
        if admitted.is_empty() || (queries.is_empty() && !prefilter.must_read(&admitted)) {
            return (!finders.is_empty()).then_some(finders);
        }
        // Of most files nothing is wanted, and their bytes are not shared then.
        let (kept, read) = match tree.kept(file.path) {
            Some(kept) => (Some(kept), Vec::new()),
            None => (None, tree.read_once(file.path)?),
        };
        let wanted = prefilter.wanted(&admitted, kept.as_deref().unwrap_or(&read));
        if wanted.is_empty() {
            return None;
        }
        let bytes = kept.unwrap_or_else(|| read.into());
        finders.retain(|ask| wanted.contains(ask));
        let queries: Vec<usize> = queries.into_iter().filter(|ask| wanted.contains(ask)).collect();
        let sources: Vec<QuerySource<'_>> = queries.iter().filter_map(|&ask| asks[ask].source).collect();
        if !sources.is_empty() {
            finders.extend(
                matcher.sweep(tree, file.path, &bytes, &sources, vocabularies).into_iter().map(|at| queries[at]),
            );
        }
        if finders.is_empty() {
            return None;
        }
        tree.keep(file.path, bytes);
        Some(finders)
    };
    let found: Vec<(usize, Vec<usize>)> =
        seen.par_iter().enumerate().filter_map(|(at, file)| Some((at, finders(file)?))).collect();
    let mut files = vec![Vec::new(); asks.len()];
    for (file, finders) in found {
        finders.into_iter().for_each(|ask| files[ask].push(file));
    }
    Ok(files)
}
