//! The sweep: one pass over the files, each read at most once, and parsed once where the literals that somebody's
//! patterns ask for stand in it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, Mutex, OnceLock};

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

/// Interests compiled into one glob set and, when the first file is to be read, one automaton.
pub struct Prefilter {
    globs: Arc<GlobSet>,
    /// For each glob: the interest it belongs to, and whether it excludes.
    owners: Vec<(usize, bool)>,
    roles: Vec<Vec<Role>>,
    everywhere: Vec<bool>,
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
        let (mut globs, mut owners) = (Vec::new(), Vec::new());
        for (index, interest) in interests.iter().enumerate() {
            globs.extend(interest.files.iter().chain(&interest.exclude).map(String::as_str));
            owners.push((index, interest.files.len()));
        }
        let (globs, places) = glob_set(&globs)?;
        let mut places = places.iter();
        let owners = owners.into_iter().zip(interests).flat_map(|((index, files), interest)| {
            let all = files + interest.exclude.len();
            let counts: Vec<usize> = places.by_ref().take(all).copied().collect();
            let each = counts.into_iter().enumerate();
            each.flat_map(move |(at, plain)| std::iter::repeat_n((index, at >= files), plain)).collect::<Vec<_>>()
        });
        Ok(Prefilter {
            owners: owners.collect(),
            globs,
            everywhere: interests.iter().map(|interest| interest.everywhere).collect(),
            roles: interests.iter().map(|interest| interest.roles.clone()).collect(),
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

/// A compiled set, and how many plain globs each glob of the list became.
type Compiled = (Arc<GlobSet>, Arc<Vec<usize>>);

/// Globs compiled into one set. The plans of a process mostly ask for the same ones again, so the last are kept.
fn glob_set(globs: &[&str]) -> Result<Compiled, String> {
    static KNOWN: LazyLock<Mutex<HashMap<String, Compiled>>> = LazyLock::new(Mutex::default);
    let key = globs.join("\n");
    if let Some(known) = KNOWN.lock().ok().and_then(|known| known.get(&key).cloned()) {
        return Ok(known);
    }
    let (mut builder, mut counts) = (GlobSetBuilder::new(), Vec::new());
    for glob in globs {
        let plain = without_braces(glob);
        counts.push(plain.len());
        for plain in plain {
            let problem = |error| format!("the glob `{glob}` does not parse: {error}");
            builder.add(Glob::new(&plain).map_err(problem)?);
        }
    }
    let compiled = (Arc::new(builder.build().map_err(|error| error.to_string())?), Arc::new(counts));
    if let Ok(mut known) = KNOWN.lock() {
        if known.len() >= SETS_KEPT {
            known.clear();
        }
        known.insert(key, compiled.clone());
    }
    Ok(compiled)
}

/// How many compiled sets of globs a process keeps.
const SETS_KEPT: usize = 256;

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
    // The faster automaton takes longer to build; the fastest would take more room than everything else.
    let many = seen.len() > 2000;
    let kind = if many { AhoCorasickKind::ContiguousNFA } else { AhoCorasickKind::NoncontiguousNFA };
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
