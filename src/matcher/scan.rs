//! The sweep: one pass over the files, each read at most once, and parsed once where the literals that somebody's
//! patterns ask for stand in it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use globset::{Glob, GlobSet, GlobSetBuilder};
use rayon::prelude::*;

use super::{Matcher, QuerySource};
use crate::query;
use crate::repo::{Role, WorkTree};
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
    /// What a query requires.
    pub fn of(query: &str) -> Arc<Required> {
        Arc::new(Required { query: query.to_owned(), patterns: OnceLock::new() })
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

/// Interests compiled into one glob set and one automaton.
pub struct Prefilter {
    globs: GlobSet,
    /// For each glob: the interest it belongs to, and whether it excludes.
    owners: Vec<(usize, bool)>,
    roles: Vec<Vec<Role>>,
    everywhere: Vec<bool>,
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
        let mut builder = GlobSetBuilder::new();
        let (mut owners, mut wants) = (Vec::new(), Vec::new());
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        for (index, interest) in interests.iter().enumerate() {
            let globs = interest.files.iter().map(|glob| (glob, false));
            for (glob, excludes) in globs.chain(interest.exclude.iter().map(|glob| (glob, true))) {
                for plain in without_braces(glob) {
                    let problem = |error| format!("the glob `{glob}` does not parse: {error}");
                    builder.add(Glob::new(&plain).map_err(problem)?);
                    owners.push((index, excludes));
                }
            }
            let required = interest.required.patterns().iter();
            let patterns = required.map(|groups| groups.iter().map(|group| numbered(&mut numbers, group)).collect());
            let patterns = patterns.collect();
            wants.push(Wants { any: numbered(&mut numbers, &interest.literals), patterns });
        }
        let mut literals: Vec<&str> = vec![""; numbers.len()];
        numbers.iter().for_each(|(literal, &number)| literals[number] = literal);
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).kind(Some(kind)).build(&literals).ok();
        Ok(Prefilter {
            globs: builder.build().map_err(|error| error.to_string())?,
            owners,
            everywhere: interests.iter().map(|interest| interest.everywhere).collect(),
            roles: interests.iter().map(|interest| interest.roles.clone()).collect(),
            automaton: automaton.filter(|_| !literals.is_empty()),
            literals: literals.len(),
            wants,
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
        admitted.iter().any(|&interest| !self.wants[interest].all())
    }

    /// Of the interests that admit a file, those whose literals occur in it.
    pub fn wanted(&self, admitted: &[usize], bytes: &[u8]) -> Vec<usize> {
        let mut seen = vec![false; self.literals];
        if let Some(automaton) = self.automaton.as_ref().filter(|_| self.must_read(admitted)) {
            for found in automaton.find_overlapping_iter(bytes) {
                seen[found.pattern().as_usize()] = true;
            }
        }
        admitted.iter().copied().filter(|&interest| self.wants[interest].met(&seen)).collect()
    }
}

/// A glob as several without alternatives: those are mostly plain names and endings, which need no automaton.
fn without_braces(glob: &str) -> Vec<String> {
    let parts = || {
        let (before, rest) = glob.split_once('{')?;
        let (inside, after) = rest.split_once('}')?;
        (!inside.contains('{') && !glob.contains(['\\', '['])).then_some((before, inside, after))
    };
    let Some((before, inside, after)) = parts() else { return vec![glob.to_owned()] };
    inside.split(',').flat_map(|part| without_braces(&format!("{before}{part}{after}"))).collect()
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
    let finders = |file: &Seen<'_>| -> Option<Vec<usize>> {
        let mut admitted = prefilter.admitted(file);
        admitted.retain(|&ask| asks[ask].owners.contains(&file.owner));
        let (queries, mut finders): (Vec<usize>, Vec<usize>) =
            admitted.iter().partition(|&&ask| asks[ask].source.is_some());
        if admitted.is_empty() || (queries.is_empty() && !prefilter.must_read(&admitted)) {
            return (!finders.is_empty()).then_some(finders);
        }
        let bytes: Arc<[u8]> = match tree.kept(file.path) {
            Some(bytes) => bytes,
            None => tree.read_once(file.path)?.into(),
        };
        let wanted = prefilter.wanted(&admitted, &bytes);
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
