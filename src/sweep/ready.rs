//! Queries of rules, ready to be matched.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use super::QuerySource;
use crate::lang::Language;
use crate::query::{Arg, Pattern, Problem, Query};
use crate::rules::query::Predicate;

/// A query for one language, with what the engine reads from its patterns.
#[derive(Debug)]
pub struct Ready {
    /// The query.
    pub query: Query,
    /// Our predicates, per pattern.
    pub predicates: Vec<Vec<Predicate>>,
}

impl Ready {
    /// May only a person choose the sites of this pattern?
    pub fn asks(&self, pattern: usize) -> bool {
        self.chooses(pattern, "ask")
    }

    /// Does the last of this pattern's sites beside each other stand for all of them?
    pub fn lasts(&self, pattern: usize) -> bool {
        self.chooses(pattern, "last")
    }

    fn chooses(&self, pattern: usize, word: &str) -> bool {
        self.query.patterns[pattern].settings.get("choose").is_some_and(|chosen| chosen == word)
    }
}

/// A query for a language. It means the same in every plan of a process, so each is read once.
pub fn ready(source: QuerySource<'_>, language: Language) -> Arc<Result<Ready, Problem>> {
    type Known = HashMap<(String, Language, bool), Arc<Result<Ready, Problem>>>;
    static READY: OnceLock<Mutex<Known>> = OnceLock::new();
    let known = READY.get_or_init(Mutex::default);
    let key = (source.text.to_owned(), language, source.several);
    if let Some(query) = known.lock().ok().and_then(|known| known.get(&key).cloned()) {
        return query;
    }
    let query = Arc::new(read(source, language));
    if let Ok(mut known) = known.lock() {
        known.insert(key, query.clone());
    }
    query
}

fn read(source: QuerySource<'_>, language: Language) -> Result<Ready, Problem> {
    let Some(grammar) = language.grammar() else {
        return Err(Problem { message: format!("{} files have no syntax tree", language.name()), offset: 0 });
    };
    let query = Query::new(source.text, &grammar, source.several)?;
    let predicates = query.patterns.iter().map(|pattern| predicates(pattern, &query.names, &grammar)).collect();
    Ok(Ready { query, predicates })
}

fn predicates(pattern: &Pattern, names: &[String], grammar: &tree_sitter::Language) -> Vec<Predicate> {
    let calls = pattern.calls.iter().filter_map(|call| {
        let (first, rest) = call.args.split_first()?;
        let Arg::Capture(capture) = first else { return None };
        let capture = names.iter().position(|name| name == capture)?;
        let args = rest.iter().filter_map(|arg| if let Arg::Text(text) = arg { Some(text.clone()) } else { None });
        Predicate::named(&call.name, capture as u32, args.collect(), grammar)
    });
    calls.collect()
}
