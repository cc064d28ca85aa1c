//! Anchors → parse → query → sites.

mod home;
mod predicates;
mod scan;
mod site;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::{Arc, Mutex};

use regex::Regex;
use streaming_iterator::StreamingIterator;
use tree_sitter::QueryCursor;

pub use scan::{Interest, Prefilter, Seen, scan};
pub use site::Site;

use crate::facts::Facts;
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

/// A query of a rule, to be compiled when the first file needs it.
#[derive(Clone, Copy, Debug)]
pub struct QuerySource<'a> {
    /// The query's identity: `flask/init/match.scm`.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
    /// Does the rule speak several dialects?
    pub several: bool,
}

/// Parsed files by path, with the bytes they were parsed from.
type ParsedFiles = HashMap<String, (Arc<[u8]>, Parsed)>;

type Query = Arc<Result<Compiled, QueryProblem>>;

/// Parses each file once and compiles each query once, whichever rule asks first.
#[derive(Default)]
pub struct Matcher {
    parsed: Mutex<ParsedFiles>,
    queries: Mutex<HashMap<(String, Language), Query>>,
    notes: Mutex<Vec<Note>>,
}

/// A parsed file with what is derived from it.
#[derive(Clone)]
pub struct Parsed {
    /// The file.
    pub file: Arc<SourceFile>,
    /// Where its names come from.
    pub imports: Arc<Imports>,
}

impl Matcher {
    /// Parses a file, or remembers that it was parsed before with the same bytes.
    pub fn parse(&self, files: &dyn Files, path: &str) -> Option<Parsed> {
        let bytes = files.read(path)?;
        if let Ok(parsed) = self.parsed.lock()
            && let Some((known, parsed)) = parsed.get(path)
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
        let imports = Arc::new(Imports::of(&file));
        let parsed = Parsed { file: Arc::new(file), imports };
        if let Ok(mut all) = self.parsed.lock() {
            all.insert(path.to_owned(), (bytes, parsed.clone()));
        }
        Some(parsed)
    }

    /// How many files were parsed so far.
    pub fn parsed(&self) -> usize {
        self.parsed.lock().map_or(0, |parsed| parsed.len())
    }

    /// What could not be taken into account, in path order.
    pub fn notes(&self) -> Vec<Note> {
        let mut notes = self.notes.lock().map(|notes| notes.clone()).unwrap_or_default();
        notes.sort();
        notes.dedup();
        notes
    }

    /// The sites of a query in one file, in the order of the file, the best pattern's first where two
    /// patterns match the same place.
    pub fn sites(
        &self,
        files: &dyn Files,
        path: &str,
        source: QuerySource<'_>,
        around: &Surroundings<'_>,
    ) -> Vec<Site> {
        let Some(parsed) = self.parse(files, path) else { return Vec::new() };
        let Some(root) = parsed.file.root() else { return Vec::new() };
        let query = self.query(source, parsed.file.language);
        let compiled = match query.as_ref() {
            Ok(compiled) => compiled,
            Err(problem) => {
                self.note(source.name, &format!("the query does not compile: {}", problem.message));
                return Vec::new();
            }
        };
        let mut cursor = QueryCursor::new();
        cursor.set_match_limit(MATCH_LIMIT);
        let mut sites: Vec<Site> = Vec::new();
        let names = compiled.query.capture_names();
        let mut matches = cursor.matches(&compiled.query, root, parsed.file.text.as_bytes());
        while let Some(found) = matches.next() {
            let ours = &compiled.predicates[found.pattern_index];
            if !ours.iter().all(|predicate| predicates::holds(predicate, found, &parsed, around)) {
                continue;
            }
            let mut captures: BTreeMap<String, Vec<_>> = BTreeMap::new();
            for capture in found.captures().iter() {
                captures.entry(names[capture.index as usize].to_owned()).or_default().push(capture.node.byte_range());
            }
            let pattern = compiled.patterns[found.pattern_index];
            let ask = compiled.ask[found.pattern_index];
            let (file, imports) = (parsed.file.clone(), parsed.imports.clone());
            let site = Site { file, imports, pattern, ask, captures };
            match sites.iter_mut().find(|known| known.range() == site.range()) {
                Some(known) if known.pattern <= site.pattern => {}
                Some(known) => *known = site,
                None => sites.push(site),
            }
        }
        if cursor.did_exceed_match_limit() {
            self.note(path, &format!("too many partial matches of {}", source.name));
        }
        sites.sort_by_key(|site| (site.range().start, site.pattern));
        sites
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
        let mut cursor = QueryCursor::new();
        let mut rejections = Vec::new();
        let mut matches = cursor.matches(&compiled.query, root, parsed.file.text.as_bytes());
        while let Some(found) = matches.next() {
            let ours = &compiled.predicates[found.pattern_index];
            let failed = ours.iter().find(|predicate| !predicates::holds(predicate, found, &parsed, around));
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

    /// The matches of a regular expression in a file of plain lines; named groups are captures.
    pub fn lines(&self, files: &dyn Files, path: &str, pattern: &str) -> Vec<Site> {
        let Ok(pattern) = Regex::new(pattern) else {
            self.note(path, &format!("the pattern does not compile: {pattern}"));
            return Vec::new();
        };
        let Some(parsed) = self.parse(files, path) else { return Vec::new() };
        let names: Vec<&str> = pattern.capture_names().flatten().collect();
        let site = |found: regex::Captures<'_>| {
            let groups = names.iter().filter_map(|name| Some(((*name).to_owned(), vec![found.name(name)?.range()])));
            let mut captures: BTreeMap<String, Vec<Range<usize>>> = groups.collect();
            let whole = found.get(0).map(|whole| whole.range()).unwrap_or_default();
            captures.insert("site".to_owned(), vec![whole]);
            Site { file: parsed.file.clone(), imports: parsed.imports.clone(), pattern: 0, ask: false, captures }
        };
        pattern.captures_iter(&parsed.file.text).map(site).collect()
    }

    fn query(&self, source: QuerySource<'_>, language: Language) -> Query {
        let key = (source.name.to_owned(), language);
        if let Ok(queries) = self.queries.lock()
            && let Some(query) = queries.get(&key)
        {
            return query.clone();
        }
        let query = Arc::new(compile(source.text, language, source.several));
        if let Ok(mut queries) = self.queries.lock() {
            queries.insert(key, query.clone());
        }
        query
    }

    fn note(&self, file: &str, reason: &str) {
        if let Ok(mut notes) = self.notes.lock() {
            notes.push(Note { file: file.to_owned(), reason: reason.to_owned() });
        }
    }
}
