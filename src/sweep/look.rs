//! Which of many queries find something in a file.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::origin::Origins;
use super::parsed::Parsed;
use super::ready::{Ready, ready};
use super::{Matcher, QuerySource, Surroundings, matched_in, predicates};
use crate::facts::Facts;
use crate::files::Files;
use crate::lang::SourceFile;
use crate::query::{Flat, Match};
use crate::rules::predicates::Kind;
use crate::rules::vocabulary::Vocabulary;

/// A file, and the queries that want to see it.
pub struct Look<'a> {
    /// The files around it.
    pub files: &'a dyn Files,
    /// Its path.
    pub path: &'a str,
    /// Its bytes.
    pub bytes: &'a Arc<[u8]>,
    /// The queries.
    pub sources: &'a [QuerySource<'a>],
    /// The pack's vocabularies.
    pub vocabularies: &'a BTreeMap<String, Vocabulary>,
}

impl Look<'_> {
    fn all(&self) -> Vec<usize> {
        (0..self.sources.len()).collect()
    }
}

impl Matcher {
    /// Of queries that want to see a file, those that find something in it, by their place in `sources`, or may:
    /// what depends on facts is not asked yet. The file is parsed once for all of them, and what they matched is
    /// kept; the file itself only where somebody found something.
    pub fn sweep(&self, look: &Look<'_>) -> Vec<usize> {
        // What cannot be parsed is for those to say who ask for it.
        let known = self.known(look.path, look.bytes);
        let parsed = known.map_or_else(|| self.parse_bytes(look.path, look.bytes, SourceFile::parse), Ok);
        let Ok(parsed) = parsed else { return look.all() };
        let finders = self.finders(look, &parsed);
        if let (false, Ok(mut all)) = (finders.is_empty(), self.parsed.lock()) {
            all.insert(look.path, look.bytes.clone(), parsed);
        }
        finders
    }

    /// The same for a file that changed: it comes again, so that its syntax tree is kept whoever finds something.
    pub fn sweep_again(&self, look: &Look<'_>) -> Vec<usize> {
        self.parse(look.files, look.path).map_or_else(|| look.all(), |parsed| self.finders(look, &parsed))
    }

    fn finders(&self, look: &Look<'_>, parsed: &Parsed) -> Vec<usize> {
        let Look { files, bytes, sources, vocabularies, .. } = *look;
        let Some(root) = parsed.file.root() else { return look.all() };
        let queries: Vec<_> = sources.iter().map(|source| ready(*source, parsed.file.language)).collect();
        let Ok(queries) = queries.iter().map(|query| query.as_ref().as_ref()).collect::<Result<Vec<_>, _>>() else {
            return look.all();
        };
        let mut flat = Flat::of(root);
        let found = matched_in(&mut flat, parsed, &queries);
        if queries.iter().any(|query| query.predicates.iter().flatten().any(|one| one.kind == Kind::Inside)) {
            parsed.lay_around(&flat);
        }
        let facts = Facts::default();
        let around = Surroundings { facts: &facts, project: "", vocabularies };
        let origins = Origins { matcher: self, files, project: "" };
        let answered = predicates::Known::default();
        let hopeful = |query: &Ready, one: &Match| {
            let ours = &query.predicates[one.pattern];
            let mut ours = ours.iter().filter(|predicate| !predicates::asks_facts(predicate)).peekable();
            let found = if ours.peek().is_some() { one.within(&flat) } else { return true };
            ours.all(|predicate| predicates::holds(predicate, &found, parsed, &around, &origins, &answered))
        };
        let mut finders = Vec::new();
        for (at, (source, mut found)) in sources.iter().zip(found).enumerate() {
            found.0.retain(|one| hopeful(queries[at], one));
            if found.0.is_empty() && !found.1 {
                continue;
            }
            finders.push(at);
            if let Ok(mut matched) = self.matched.lock() {
                let question = (source.name.to_owned(), parsed.file.path.clone());
                matched.insert(question, (bytes.clone(), Arc::new(found)));
            }
        }
        finders
    }
}
