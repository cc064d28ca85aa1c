//! Anchors → parse → query → sites.

mod admission;
mod around;
mod home;
mod literals;
mod look;
mod origin;
mod parsed;
mod predicates;
mod reach;
mod ready;
mod scan;
mod set;
mod site;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::{Arc, Mutex};

pub use admission::{Admission, Group, Interest, Seen};
pub use literals::{Literals, Required};
pub use look::Look;
pub use parsed::Parsed;
use parsed::ParsedFiles;
pub use scan::{Ask, Prefilter, Task, sweep};
pub use site::Site;

use self::origin::Origins;
use crate::facts::Facts;
use crate::files::Files;
use crate::pattern::compiled;
use crate::query::{Flat, Match, Pattern, matches};
use crate::report::Note;
use crate::rules::vocabulary::Vocabulary;
use ready::{Ready, ready};

/// What predicates may look at beside the syntax tree.
pub struct Surroundings<'a> {
    /// The facts known so far.
    pub facts: &'a Facts,
    /// The project the rule runs for.
    pub project: &'a str,
    /// The pack's vocabularies.
    pub vocabularies: &'a BTreeMap<String, Vocabulary>,
}

impl Surroundings<'_> {
    /// A fingerprint of everything beside the file that a query's answer depends on: the values of the
    /// facts it names.
    fn fingerprint(&self, query: &str) -> u64 {
        let mut hasher = DefaultHasher::new();
        for name in self.facts.names().filter(|name| query.contains(name)) {
            name.hash(&mut hasher);
            self.facts.strings(name, self.project).hash(&mut hasher);
        }
        hasher.finish()
    }
}

/// A query of a rule, to be compiled when the first file needs it.
#[derive(Clone, Copy, Debug)]
pub struct QuerySource<'a> {
    /// The query's identity: `acme/init/match.scm`.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
    /// Does the rule speak several dialects?
    pub several: bool,
}

/// A query, a file, and a fingerprint of what else the answer depends on.
type Question = (String, String, u64);

/// Sites by question, with the bytes they were found in.
type Answers = HashMap<Question, (Arc<[u8]>, Vec<Site>)>;

/// What a query's patterns matched in a file, whatever is known beside it, and whether one was given up; with the
/// bytes of the file.
type Matched = (Arc<[u8]>, Arc<(Vec<Match>, bool)>);

/// Patterns that found something: the query's identity and the pattern's index in it.
pub type Hits = BTreeSet<(String, usize)>;

/// Parses each file once and compiles each query once, whichever rule asks first.
#[derive(Default)]
pub struct Matcher {
    parsed: Mutex<ParsedFiles>,
    texts: Mutex<HashSet<u64>>,
    matched: Mutex<HashMap<(String, String), Matched>>,
    answers: Mutex<Answers>,
    notes: Mutex<Vec<Note>>,
    broken: Mutex<Vec<String>>,
    hits: Mutex<Hits>,
}

impl Matcher {
    /// What could not be taken into account, in path order.
    pub fn notes(&self) -> Vec<Note> {
        let mut notes = self.notes.lock().map(|notes| notes.clone()).unwrap_or_default();
        notes.sort();
        notes.dedup();
        notes
    }

    /// Which patterns found a site so far.
    pub fn hits(&self) -> Hits {
        self.hits.lock().map(|hits| hits.clone()).unwrap_or_default()
    }

    /// The sites of a query in one file, in the order of the file, the best pattern's first where two
    /// patterns match the same place.
    ///
    /// Answers are remembered: the second pass of a run asks the same questions of mostly the same bytes.
    pub fn sites(
        &self,
        files: &dyn Files,
        path: &str,
        source: QuerySource<'_>,
        around: &Surroundings<'_>,
    ) -> Vec<Site> {
        let Some(bytes) = files.read(path) else { return Vec::new() };
        let key = (source.name.to_owned(), path.to_owned(), around.fingerprint(source.text));
        if let Ok(answers) = self.answers.lock()
            && let Some((known, sites)) = answers.get(&key)
            && (Arc::ptr_eq(known, &bytes) || *known == bytes)
        {
            return sites.clone();
        }
        let sites = self.ask(files, path, source, around);
        if let Ok(mut answers) = self.answers.lock() {
            answers.insert(key, (bytes, sites.clone()));
        }
        sites
    }

    fn ask(&self, files: &dyn Files, path: &str, source: QuerySource<'_>, around: &Surroundings<'_>) -> Vec<Site> {
        let (Some(bytes), Some(parsed)) = (files.read(path), self.parse(files, path)) else { return Vec::new() };
        let Some(root) = parsed.file.root() else { return Vec::new() };
        let query = ready(source, parsed.file.language);
        let query = match query.as_ref() {
            Ok(query) => query,
            Err(problem) => {
                self.broken(format!("{} does not compile: {}", source.name, problem.message));
                return Vec::new();
            }
        };
        let matched = self.matched(&parsed, bytes, source.name, query);
        let answered = predicates::Known::default();
        let origins = Origins { matcher: self, files, project: around.project };
        let mut sites: Vec<Site> = Vec::new();
        let mut lasting: HashSet<usize> = HashSet::new();
        let mut known: HashMap<(usize, usize), usize> = HashMap::new();
        let mut cursor = root.walk();
        for one in &matched.0 {
            let (found, ours) = (one.of(&mut cursor), &query.predicates[one.pattern]);
            if !ours.iter().all(|predicate| predicates::holds(predicate, &found, &parsed, around, &origins, &answered))
            {
                continue;
            }
            let mut captures: BTreeMap<String, Vec<_>> = BTreeMap::new();
            for capture in found.captures() {
                let name = query.query.names[capture.index as usize].clone();
                captures.entry(name).or_default().push(capture.node.byte_range());
            }
            let pattern = query.query.patterns[one.pattern].index;
            let ask = query.asks(one.pattern);
            if query.lasts(one.pattern) {
                lasting.insert(pattern);
            }
            let (file, imports) = (parsed.file.clone(), parsed.imports.clone());
            let site = Site { file, imports, pattern, ask, captures, also: Vec::new() };
            let range = site.range();
            match known.get(&(range.start, range.end)).and_then(|&at| sites.get_mut(at)) {
                Some(known) if known.pattern <= site.pattern => {}
                Some(known) => *known = site,
                None => {
                    known.insert((range.start, range.end), sites.len());
                    sites.push(site);
                }
            }
        }
        if matched.1 {
            self.note(path, &format!("too many partial matches of {}", source.name));
        }
        sites.sort_by_key(|site| (site.range().start, site.pattern));
        self.hit(source.name, &sites);
        last_of_each(sites, &lasting)
    }

    /// Why syntax that matches a pattern was turned down: the first predicate of ours that failed, for
    /// every such match.
    pub fn rejections(
        &self,
        files: &dyn Files,
        path: &str,
        source: QuerySource<'_>,
        around: &Surroundings<'_>,
    ) -> Vec<String> {
        let Some(parsed) = self.parse(files, path) else { return Vec::new() };
        let (Some(root), query) = (parsed.file.root(), ready(source, parsed.file.language)) else {
            return Vec::new();
        };
        let Ok(query) = query.as_ref() else { return Vec::new() };
        let answered = predicates::Known::default();
        let origins = Origins { matcher: self, files, project: around.project };
        let mut rejections = Vec::new();
        let mut cursor = root.walk();
        for one in matched(&parsed, &[query]).into_iter().flat_map(|(found, _)| found) {
            let (found, ours) = (one.of(&mut cursor), &query.predicates[one.pattern]);
            let failed = ours
                .iter()
                .find(|predicate| !predicates::holds(predicate, &found, &parsed, around, &origins, &answered));
            let captured = failed.and_then(|failed| found.captures().iter().find(|c| c.index == failed.capture));
            if let (Some(failed), Some(capture)) = (failed, captured) {
                let name = format!("{}{}", if failed.negated { "not-" } else { "" }, failed.kind.name());
                let line = parsed.file.line_of(capture.node.start_byte());
                let text: String =
                    parsed.file.text_of(capture.node).lines().next().unwrap_or_default().chars().take(60).collect();
                rejections.push(format!("#{name} {} fails for `{text}` on line {line}", failed.args.join(" ")));
            }
        }
        rejections
    }

    /// The matches of a rule's regular expression in a file of plain lines; named groups are captures.
    pub fn lines(&self, files: &dyn Files, path: &str, rule: &str, pattern: &str) -> Vec<Site> {
        let Ok(pattern) = compiled(pattern) else {
            self.broken(format!("the pattern `{pattern}` does not compile"));
            return Vec::new();
        };
        let Some(parsed) = self.parse(files, path) else { return Vec::new() };
        let names: Vec<&str> = pattern.capture_names().flatten().collect();
        let site = |found: regex::Captures<'_>| {
            let groups = names.iter().filter_map(|name| Some(((*name).to_owned(), vec![found.name(name)?.range()])));
            let mut captures: BTreeMap<String, Vec<Range<usize>>> = groups.collect();
            let whole = found.get(0).map(|whole| whole.range()).unwrap_or_default();
            captures.insert("site".to_owned(), vec![whole]);
            let (file, imports) = (parsed.file.clone(), parsed.imports.clone());
            Site { file, imports, pattern: 0, ask: false, captures, also: Vec::new() }
        };
        let sites: Vec<Site> = pattern.captures_iter(&parsed.file.text).map(site).collect();
        self.hit(rule, &sites);
        sites
    }

    fn hit(&self, query: &str, sites: &[Site]) {
        if let (false, Ok(mut hits)) = (sites.is_empty(), self.hits.lock()) {
            hits.extend(sites.iter().map(|site| (query.to_owned(), site.pattern)));
        }
    }

    /// What a query matches in a file, remembered for these bytes.
    fn matched(&self, parsed: &Parsed, bytes: Arc<[u8]>, name: &str, query: &Ready) -> Arc<(Vec<Match>, bool)> {
        let key = (name.to_owned(), parsed.file.path.clone());
        if let Ok(known) = self.matched.lock()
            && let Some((known, found)) = known.get(&key)
            && (Arc::ptr_eq(known, &bytes) || *known == bytes)
        {
            return found.clone();
        }
        let found = Arc::new(matched(parsed, &[query]).pop().unwrap_or_default());
        if let Ok(mut known) = self.matched.lock() {
            known.insert(key, (bytes, found.clone()));
        }
        found
    }

    /// The first rule that turned out to be broken: nothing may be planned with a part of the rules.
    pub fn first_broken(&self) -> Option<String> {
        self.broken.lock().ok()?.iter().min().cloned()
    }

    fn broken(&self, sentence: String) {
        if let Ok(mut broken) = self.broken.lock() {
            broken.push(sentence);
        }
    }

    /// Takes up what could not be taken into account of a file.
    pub fn note(&self, file: &str, reason: &str) {
        if let Ok(mut notes) = self.notes.lock() {
            notes.push(Note { file: file.to_owned(), reason: reason.to_owned() });
        }
    }
}

/// What queries match in a file, each with whether one of its patterns was given up: one walk for all of them.
fn matched(parsed: &Parsed, queries: &[&Ready]) -> Vec<(Vec<Match>, bool)> {
    let none = || vec![(Vec::new(), false); queries.len()];
    parsed.file.root().map_or_else(none, |root| matched_in(&mut Flat::of(root), parsed, queries))
}

/// The same in a syntax tree that lies flat.
fn matched_in(flat: &mut Flat<'_>, parsed: &Parsed, queries: &[&Ready]) -> Vec<(Vec<Match>, bool)> {
    let mut found = vec![(Vec::new(), false); queries.len()];
    let patterns = queries.iter().enumerate();
    let patterns =
        patterns.flat_map(|(at, query)| query.query.patterns.iter().enumerate().map(move |(n, p)| (at, n, p)));
    let patterns: Vec<(usize, usize, &Pattern)> = patterns.collect();
    patterns.iter().flat_map(|(_, _, pattern)| pattern.supertypes()).for_each(|supertype| flat.know(supertype));
    let asked: Vec<&Pattern> = patterns.iter().map(|(_, _, pattern)| *pattern).collect();
    let (all, given_up) = matches(flat, parsed.file.text.as_bytes(), &asked);
    for one in all {
        let (query, pattern, _) = patterns[one.pattern];
        found[query].0.push(Match { pattern, ..one });
    }
    given_up.into_iter().for_each(|pattern| found[patterns[pattern].0].1 = true);
    found
}

/// Of the sites of `lasting` patterns that have one parent, the last one, which remembers the others.
fn last_of_each(sites: Vec<Site>, lasting: &HashSet<usize>) -> Vec<Site> {
    let mut kept: Vec<Site> = Vec::new();
    let mut places: HashMap<usize, usize> = HashMap::new();
    for mut site in sites {
        let range = site.range();
        let node = site.file.node_at(range.clone()).filter(|_| lasting.contains(&site.pattern));
        // A statement that is one expression has the range of the expression; statements stand beside each other.
        let parent = node.and_then(|node| node.parent());
        let parent = match parent {
            Some(statement) if statement.kind() == "expression_statement" => statement.parent(),
            parent => parent,
        };
        let Some(parent) = parent.map(|parent| parent.id()) else {
            kept.push(site);
            continue;
        };
        match places.get(&parent).and_then(|&at| kept.get_mut(at)) {
            Some(before) => {
                site.also = std::mem::take(&mut before.also);
                site.also.push(before.range());
                *before = site;
            }
            None => {
                places.insert(parent, kept.len());
                kept.push(site);
            }
        }
    }
    kept
}
