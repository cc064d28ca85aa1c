//! The query language: patterns over syntax trees, in the language of tree-sitter's queries.
//!
//! Its own matcher stands here because tree-sitter's compiler walks a grammar's whole table for every query,
//! which costs more than most files are worth. The language and what it finds are tree-sitter's: the tests hold
//! both side by side. `rules lint` still compiles with tree-sitter, which knows patterns that can never match.

mod fitting;
mod literals;
mod plan;
pub mod read;
mod run;
mod steps;
mod text;
mod tree;
mod written;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use tree_sitter::{Node, TreeCursor};

pub use fitting::fitting;
pub use literals::required;
pub use read::{Arg, Call, Problem};
pub use run::{MATCH_LIMIT, Match, matches};
pub use tree::{Flat, NONE};

use read::{File, Times, What, Written};
use steps::{DONE, NO_STEP, Names, Step};
use text::{Test, With};

/// A query file's patterns for one grammar.
#[derive(Debug)]
pub struct Query {
    /// The names of captures, by number.
    pub names: Vec<String>,
    /// The patterns the grammar has all the kinds and fields of.
    pub patterns: Vec<Pattern>,
}

/// One pattern, ready to be matched.
#[derive(Debug)]
pub struct Pattern {
    /// Its index in the file.
    pub index: usize,
    /// Predicates that are not about text alone, for others to evaluate.
    pub calls: Vec<Call>,
    /// What is set for it: `(#set! key value)`.
    pub settings: BTreeMap<String, String>,
    steps: Vec<Step>,
    starts: Vec<Start>,
    root: Root,
    tests: Vec<Test>,
    /// Which tests a node must pass to be captured at all, by capture.
    early: Vec<Vec<usize>>,
}

/// A step a match may start at.
#[derive(Clone, Copy, Debug)]
struct Start {
    step: u16,
    /// Does one node hold the whole match?
    rooted: bool,
}

/// Where a pattern can match.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Root {
    /// In nodes of these kinds.
    Kinds(Vec<u16>),
    /// In nodes with a child of this kind.
    Above(u16),
    /// Beside each other among the children of a node, one of which is of these kinds.
    Beside(Vec<u16>),
    /// The same, where any kind will do.
    BesideAny,
    /// In any node.
    Any,
}

/// A captured node.
#[derive(Clone, Copy, Debug)]
pub struct Capture<'t> {
    /// The node.
    pub node: Node<'t>,
    /// Its place among the nodes of the tree.
    pub place: u32,
    /// The capture's number.
    pub index: u32,
}

/// What a pattern matched.
#[derive(Debug)]
pub struct Found<'t> {
    captures: Vec<Capture<'t>>,
}

impl<'t> Found<'t> {
    /// The captured nodes, in the order they were matched.
    pub fn captures(&self) -> &[Capture<'t>] {
        &self.captures
    }
}

impl Match {
    /// The match in its tree again, where nodes are known by their place; the cursor began at its root.
    pub fn of<'t>(&self, cursor: &mut TreeCursor<'t>) -> Found<'t> {
        self.with(|place| {
            cursor.goto_descendant(place as usize);
            cursor.node()
        })
    }

    /// The same where the tree still lies flat.
    pub fn within<'t>(&self, flat: &Flat<'t>) -> Found<'t> {
        self.with(|place| flat.at(place).node)
    }

    fn with<'t>(&self, mut node: impl FnMut(u32) -> Node<'t>) -> Found<'t> {
        let capture = |&(place, index): &(u32, u16)| Capture { node: node(place), place, index: u32::from(index) };
        Found { captures: self.captures.iter().map(capture).collect() }
    }
}

impl Query {
    /// Reads a query file for a grammar. Where `several` grammars are meant, an alternative with a kind or a field that
    /// this one does not have is left out, and a pattern that has none but such.
    ///
    /// # Errors
    /// The first place that is no pattern, or the first name the grammar does not have.
    pub fn new(source: &str, grammar: &tree_sitter::Language, several: bool) -> Result<Query, Problem> {
        let mut file = read::read(source)?;
        let names = Names::of(grammar);
        if several {
            file.patterns.iter_mut().for_each(|written| fitting::keep(&mut written.item, &names));
        }
        Query::of(&file, &names, several)
    }

    fn of(file: &File, names: &Names<'_>, several: bool) -> Result<Query, Problem> {
        let mut query = Query { names: Vec::new(), patterns: Vec::new() };
        let mut first = None;
        for (index, written) in file.patterns.iter().enumerate() {
            match Pattern::of(index, written, names, &mut query.names) {
                Ok(pattern) => query.patterns.push(pattern),
                Err(problem) if several => first = first.or(Some(problem)),
                Err(problem) => return Err(problem),
            }
        }
        match first {
            Some(problem) if query.patterns.is_empty() => Err(problem),
            _ => Ok(query),
        }
    }
}

impl Pattern {
    fn of(index: usize, written: &Written, names: &Names<'_>, captures: &mut Vec<String>) -> Result<Pattern, Problem> {
        let steps = steps::steps(&written.item, names, captures)?;
        let number = |name: &str| captures.iter().position(|known| known == name).map(|at| at as u16);
        let mut pattern = Pattern {
            index,
            calls: Vec::new(),
            settings: BTreeMap::new(),
            starts: starts(&steps),
            root: Root::Any,
            tests: Vec::new(),
            early: vec![Vec::new(); captures.len()],
            steps,
        };
        pattern.root = pattern.root();
        for call in &written.predicates {
            if let Some(test) = Test::of(call, number) {
                pattern.tests.push(test);
            } else if call.name == "set!" {
                let text = |at: usize| match call.args.get(at) {
                    Some(Arg::Text(text)) => text.clone(),
                    _ => String::new(),
                };
                pattern.settings.insert(text(0), text(1));
            } else {
                pattern.calls.push(call.clone());
            }
        }
        // Where nothing is optional, a node with the wrong text ends a match that could never hold. Elsewhere
        // tree-sitter lets the longer of two matches win before texts are looked at, and so do we.
        if is_plain(written) {
            for (at, test) in pattern.tests.iter().enumerate() {
                if test.all && !matches!(test.with, With::Capture(_)) {
                    pattern.early[usize::from(test.capture)].push(at);
                }
            }
        }
        Ok(pattern)
    }

    /// The supertypes it asks for.
    pub fn supertypes(&self) -> impl Iterator<Item = u16> {
        self.steps.iter().map(|step| step.supertype).filter(|supertype| *supertype != 0)
    }

    fn root(&self) -> Root {
        let kinds: Vec<u16> = self.starts.iter().map(|start| self.steps[usize::from(start.step)].kind).collect();
        let any = kinds.contains(&0);
        match (self.starts.iter().all(|start| start.rooted), any, self.steps.as_slice()) {
            (true, false, _) => Root::Kinds(kinds),
            (true, true, [top, below, ..])
                if self.starts.len() == 1
                    && below.depth == 1
                    && below.kind != 0
                    && below.other == NO_STEP
                    && !below.passes
                    && !below.leads
                    && top.supertype == 0 =>
            {
                Root::Above(below.kind)
            }
            (true, true, _) => Root::Any,
            (false, false, _) => Root::Beside(kinds),
            (false, true, _) => Root::BesideAny,
        }
    }
}

/// The steps a match may start at: the first one and those that may be tried instead.
fn starts(steps: &[Step]) -> Vec<Start> {
    let mut starts = Vec::new();
    let mut at = 0usize;
    loop {
        let step = &steps[at];
        if step.depth == DONE {
            return starts;
        }
        let beside = steps[at + 1..].iter().take_while(|next| !next.leads).any(|next| next.depth == step.depth);
        starts.push(Start { step: at as u16, rooted: step.depth == 0 && !beside });
        if step.other == NO_STEP {
            return starts;
        }
        at = usize::from(step.other);
    }
}

/// Has a pattern no quantifier, and no capture that only some branches of it have?
fn is_plain(written: &Written) -> bool {
    let captures = |items: &[read::Item]| items.iter().flat_map(read::Item::all).any(|item| !item.captures.is_empty());
    written
        .item
        .all()
        .iter()
        .all(|item| item.times == Times::One && !matches!(&item.what, What::Either(items) if captures(items)))
}
