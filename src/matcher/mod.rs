//! Anchors → parse → query → sites.

mod home;
mod origin;
mod predicates;
mod scan;
mod site;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock};

use regex::Regex;
use streaming_iterator::StreamingIterator;
use tree_sitter::QueryCursor;

pub use scan::{Interest, Prefilter, Seen, scan};
pub use site::Site;

use self::origin::Origins;
use crate::facts::Facts;
use crate::lang::bindings::Bindings;
use crate::lang::{Decode, Imports, Language, SourceFile, decode};
use crate::plan::Note;
use crate::repo::Files;
use crate::rules::query::{Compiled, QueryProblem, compile};
use crate::rules::vocabulary::Vocabulary;

/// More simultaneous partial matches than this, and a query is given up for a file, with a note.
const MATCH_LIMIT: u32 = 4096;

/// A file with a line longer than this is no code a person wrote.
const LINE_CAP: usize = 20_000;

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

/// Syntax trees take about ten times the room of their text, so only so much text is kept parsed.
const PARSED_CAP: usize = 4 << 20;

/// Parsed files by path, with the bytes they were parsed from.
#[derive(Default)]
struct ParsedFiles {
    files: HashMap<String, (Arc<[u8]>, Parsed)>,
    /// Paths in the order they were parsed.
    order: VecDeque<String>,
    bytes: usize,
    /// Files parsed so far, each counted once.
    seen: HashSet<String>,
}

impl ParsedFiles {
    fn insert(&mut self, path: &str, bytes: Arc<[u8]>, parsed: Parsed) {
        self.seen.insert(path.to_owned());
        self.bytes += bytes.len();
        if let Some((old, _)) = self.files.insert(path.to_owned(), (bytes, parsed)) {
            self.bytes -= old.len();
        } else {
            self.order.push_back(path.to_owned());
        }
        while self.bytes > PARSED_CAP && self.order.len() > 1 {
            let evicted = self.order.pop_front().and_then(|oldest| self.files.remove(&oldest));
            self.bytes -= evicted.map_or(0, |(bytes, _)| bytes.len());
        }
    }
}

/// A query, a file, and a fingerprint of what else the answer depends on.
type Question = (String, String, u64);

/// Sites by question, with the bytes they were found in.
type Answers = HashMap<Question, (Arc<[u8]>, Vec<Site>)>;

type Query = Arc<Result<Compiled, QueryProblem>>;

/// Patterns that found something: the query's identity and the pattern's index in it.
pub type Hits = BTreeSet<(String, usize)>;

/// Parses each file once and compiles each query once, whichever rule asks first.
#[derive(Default)]
pub struct Matcher {
    parsed: Mutex<ParsedFiles>,
    queries: Mutex<HashMap<(String, Language), Query>>,
    answers: Mutex<Answers>,
    notes: Mutex<Vec<Note>>,
    broken: Mutex<Vec<String>>,
    hits: Mutex<Hits>,
}

/// A parsed file with what is derived from it.
#[derive(Clone)]
pub struct Parsed {
    /// The file.
    pub file: Arc<SourceFile>,
    /// Where its names come from.
    pub imports: Arc<Imports>,
    bindings: Arc<OnceLock<Bindings>>,
}

impl Parsed {
    /// What its own code binds its names to, read when somebody asks.
    fn bindings(&self) -> &Bindings {
        self.bindings.get_or_init(|| Bindings::of(&self.file))
    }
}

impl Matcher {
    /// Parses a file, or remembers that it was parsed before with the same bytes.
    pub fn parse(&self, files: &dyn Files, path: &str) -> Option<Parsed> {
        let bytes = files.read(path)?;
        if let Ok(parsed) = self.parsed.lock()
            && let Some((known, parsed)) = parsed.files.get(path)
            && (Arc::ptr_eq(known, &bytes) || *known == bytes)
        {
            return Some(parsed.clone());
        }
        let (text, bom) = match decode(&bytes) {
            Decode::Text { text, bom } => (text, bom),
            Decode::Unreadable(reason) => {
                self.note(path, reason);
                return None;
            }
        };
        if text.lines().any(|line| line.len() > LINE_CAP) {
            self.note(path, "it has a line of more than 20,000 characters");
            return None;
        }
        let file = SourceFile::parse(path, Language::of_path(path), text, bom);
        if file.language.grammar().is_some() && file.root().is_none() {
            self.note(path, "it nests too deeply to be parsed, or is too long");
        }
        let imports = Arc::new(Imports::of(&file));
        let parsed = Parsed { file: Arc::new(file), imports, bindings: Arc::default() };
        if let Ok(mut all) = self.parsed.lock() {
            all.insert(path, bytes, parsed.clone());
        }
        Some(parsed)
    }

    /// How many files were parsed so far.
    pub fn parsed(&self) -> usize {
        self.parsed.lock().map_or(0, |parsed| parsed.seen.len())
    }

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
        let Some(parsed) = self.parse(files, path) else { return Vec::new() };
        let Some(root) = parsed.file.root() else { return Vec::new() };
        let query = self.query(source, parsed.file.language);
        let compiled = match query.as_ref() {
            Ok(compiled) => compiled,
            Err(problem) => {
                self.broken(format!("{} does not compile: {}", source.name, problem.message));
                return Vec::new();
            }
        };
        let answered = predicates::Known::default();
        let origins = Origins { matcher: self, files, project: around.project };
        let mut cursor = QueryCursor::new();
        cursor.set_match_limit(MATCH_LIMIT);
        let mut sites: Vec<Site> = Vec::new();
        let mut lasting: HashSet<usize> = HashSet::new();
        let mut known: HashMap<(usize, usize), usize> = HashMap::new();
        let names = compiled.query.capture_names();
        let mut matches = cursor.matches(&compiled.query, root, parsed.file.text.as_bytes());
        while let Some(found) = matches.next() {
            let ours = &compiled.predicates[found.pattern_index];
            if !ours.iter().all(|predicate| predicates::holds(predicate, found, &parsed, around, &origins, &answered)) {
                continue;
            }
            let mut captures: BTreeMap<String, Vec<_>> = BTreeMap::new();
            for capture in found.captures().iter() {
                captures.entry(names[capture.index as usize].to_owned()).or_default().push(capture.node.byte_range());
            }
            let pattern = compiled.patterns[found.pattern_index];
            let ask = compiled.ask[found.pattern_index];
            if compiled.last[found.pattern_index] {
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
        if cursor.did_exceed_match_limit() {
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
        let (Some(root), query) = (parsed.file.root(), self.query(source, parsed.file.language)) else {
            return Vec::new();
        };
        let Ok(compiled) = query.as_ref() else { return Vec::new() };
        let answered = predicates::Known::default();
        let origins = Origins { matcher: self, files, project: around.project };
        let mut cursor = QueryCursor::new();
        let mut rejections = Vec::new();
        let mut matches = cursor.matches(&compiled.query, root, parsed.file.text.as_bytes());
        while let Some(found) = matches.next() {
            let ours = &compiled.predicates[found.pattern_index];
            let failed = ours
                .iter()
                .find(|predicate| !predicates::holds(predicate, found, &parsed, around, &origins, &answered));
            let captured = failed.and_then(|failed| found.captures().iter().find(|c| c.index == failed.capture));
            if let (Some(failed), Some(capture)) = (failed, captured) {
                let name = if failed.negated { format!("not-{}", failed.name) } else { failed.name.clone() };
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
        let Ok(pattern) = Regex::new(pattern) else {
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

    fn query(&self, source: QuerySource<'_>, language: Language) -> Query {
        let key = (source.name.to_owned(), language);
        if let Ok(queries) = self.queries.lock()
            && let Some(query) = queries.get(&key)
        {
            return query.clone();
        }
        let query = shared(source, language);
        if let Ok(mut queries) = self.queries.lock() {
            queries.insert(key, query.clone());
        }
        query
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

    fn note(&self, file: &str, reason: &str) {
        if let Ok(mut notes) = self.notes.lock() {
            notes.push(Note { file: file.to_owned(), reason: reason.to_owned() });
        }
    }
}

/// Compiling is the dearest part of a small run, and a query means the same in every plan of a process: a
/// second pass and the next case of `rules test` take what is compiled already.
fn shared(source: QuerySource<'_>, language: Language) -> Query {
    type Compilations = HashMap<(String, Language, bool), Query>;
    static COMPILED: OnceLock<Mutex<Compilations>> = OnceLock::new();
    let compiled = COMPILED.get_or_init(Mutex::default);
    let key = (source.text.to_owned(), language, source.several);
    if let Some(query) = compiled.lock().ok().and_then(|known| known.get(&key).cloned()) {
        return query;
    }
    let query = Arc::new(compile(source.text, language, source.several));
    if let Ok(mut known) = compiled.lock() {
        known.insert(key, query.clone());
    }
    query
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
