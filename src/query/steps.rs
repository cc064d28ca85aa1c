//! A pattern as the steps a match goes through, for one grammar.
//!
//! The steps are those of tree-sitter's own matcher, made in its order, so that both find the same: a step
//! may name another one to try instead, and quantifiers and alternations are such branches.

use std::cell::RefCell;
use std::collections::HashMap;

use super::read::{Item, Kind, Node, Problem, Times, What};

/// No step.
pub const NO_STEP: u16 = u16::MAX;

/// The depth of the step at which a pattern has matched.
pub const DONE: u16 = u16::MAX;

/// One step of a pattern.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// The kind of the node; 0 for any.
    pub kind: u16,
    /// The supertype the node must be of, or 0.
    pub supertype: u16,
    /// The field it must stand in, or 0.
    pub field: u16,
    /// Fields it must not have.
    pub without: Vec<u16>,
    /// What it is captured as.
    pub captures: Vec<u16>,
    /// How deep below the top of the pattern.
    pub depth: u16,
    /// Another step to try as well.
    pub other: u16,
    /// Where any kind will do: any named one?
    pub named: bool,
    /// Must it follow what was matched before it at once?
    pub immediate: bool,
    /// Must no named node follow it?
    pub last: bool,
    /// Was it missing from the text?
    pub missing: bool,
    /// A step that only branches off and goes on.
    pub passes: bool,
    /// A step that only leads to the other one.
    pub leads: bool,
    /// Is the other step what follows where nothing is there to match?
    pub skips: bool,
    /// Does it stand in an alternation?
    pub in_either: bool,
    /// Do captures hang on it or on steps below it?
    pub captured: bool,
    /// Can a node fit it and the next step fail all the same: one below it, or one that must follow at once?
    pub fallible: bool,
}

/// A grammar's names, each looked up once.
pub struct Names<'g> {
    grammar: &'g tree_sitter::Language,
    kinds: RefCell<HashMap<(String, bool), u16>>,
}

impl<'g> Names<'g> {
    /// The names of a grammar.
    pub fn of(grammar: &'g tree_sitter::Language) -> Names<'g> {
        Names { grammar, kinds: RefCell::default() }
    }

    pub(super) fn kind(&self, name: &str, named: bool, offset: usize) -> Result<u16, Problem> {
        let look = || self.grammar.id_for_node_kind(name, named);
        let id = *self.kinds.borrow_mut().entry((name.to_owned(), named)).or_insert_with(look);
        let problem = || Problem { message: format!("NodeType error: {name}"), offset };
        if id == 0 { Err(problem()) } else { Ok(id) }
    }

    pub(super) fn field(&self, name: &str, offset: usize) -> Result<u16, Problem> {
        let problem = || Problem { message: format!("Field error: {name}"), offset };
        self.grammar.field_id_for_name(name).map(std::num::NonZero::get).ok_or_else(problem)
    }
}

/// The steps of a pattern; `captures` are the names it may use, by number.
///
/// # Errors
/// A kind or a field that the grammar does not have.
pub fn steps(item: &Item, names: &Names<'_>, captures: &mut Vec<String>) -> Result<Vec<Step>, Problem> {
    let mut maker = Maker { names, captures, steps: Vec::new() };
    maker.item(item, 0, false)?;
    maker.push(Step { depth: DONE, ..Step::default() });
    maker.loops_of_branches();
    maker.look_down();
    Ok(maker.steps)
}

struct Maker<'m, 'g> {
    names: &'m Names<'g>,
    captures: &'m mut Vec<String>,
    steps: Vec<Step>,
}

impl Maker<'_, '_> {
    fn push(&mut self, step: Step) {
        self.steps.push(Step { other: if step.other == 0 { NO_STEP } else { step.other }, ..step });
    }

    fn len(&self) -> u16 {
        self.steps.len() as u16
    }

    fn item(&mut self, item: &Item, depth: u16, in_either: bool) -> Result<(), Problem> {
        let start = self.len();
        let immediate = item.anchored;
        match &item.what {
            What::Anything => self.push(Step { depth, immediate, ..Step::default() }),
            What::Token(text) => {
                let kind = self.names.kind(text, false, item.at + 1)?;
                self.push(Step { kind, depth, immediate, ..Step::default() });
            }
            What::Node(node) => self.node(node, item, depth, in_either)?,
            What::Group(items) => {
                for item in items {
                    self.item(item, depth, in_either)?;
                }
            }
            What::Either(items) => self.either(items, depth)?,
        }
        for capture in &item.captures {
            let id = self.captures.iter().position(|known| known == capture).unwrap_or_else(|| {
                self.captures.push(capture.clone());
                self.captures.len() - 1
            });
            self.each_branch(start, |step| step.captures.push(id as u16));
        }
        self.repeat(item.times, start, depth, in_either);
        if let Some((name, at)) = &item.field {
            let field = self.names.field(name, *at)?;
            self.each_branch(start, |step| step.field = field);
        }
        Ok(())
    }

    /// Says something of a step and of those that may be tried instead of it.
    fn each_branch(&mut self, start: u16, mut say: impl FnMut(&mut Step)) {
        let mut at = start;
        loop {
            say(&mut self.steps[at as usize]);
            let other = self.steps[at as usize].other;
            if other == NO_STEP || other <= at || other >= self.len() {
                return;
            }
            at = other;
        }
    }

    fn node(&mut self, node: &Node, item: &Item, depth: u16, in_either: bool) -> Result<(), Problem> {
        let start = self.steps.len();
        let mut step = Step { depth, immediate: item.anchored, ..Step::default() };
        let at = item.at + 1;
        let (kind, missing) = match &node.kind {
            Kind::Missing(kind) => (kind.as_ref(), true),
            kind => (kind, false),
        };
        step.missing = missing;
        match kind {
            Kind::Any | Kind::Missing(_) => step.named = true,
            Kind::Token(text) => step.kind = self.names.kind(text, false, at)?,
            Kind::Named(name) => {
                let kind = self.names.kind(name, true, at)?;
                if self.names.grammar.node_kind_is_supertype(kind) { step.supertype = kind } else { step.kind = kind }
            }
        }
        match &node.subtype {
            None => {}
            Some(_) if step.supertype == 0 => {
                return Err(Problem {
                    message: "Structure error: what stands before `/` is no supertype".to_owned(),
                    offset: at,
                });
            }
            Some(Kind::Named(name)) => step.kind = self.names.kind(name, true, at)?,
            Some(Kind::Token(text)) => step.kind = self.names.kind(text, false, at)?,
            Some(Kind::Any | Kind::Missing(_)) => {}
        }
        for (name, at) in &node.without {
            step.without.push(self.names.field(name, *at)?);
        }
        self.push(step);
        let mut last = start;
        for child in &node.children {
            last = self.steps.len();
            self.item(child, depth + 1, in_either)?;
        }
        if node.closed {
            let count = self.len();
            let mut at = last as u16;
            loop {
                let step = &mut self.steps[at as usize];
                step.last = true;
                if step.other == NO_STEP || step.other >= count || step.other <= at {
                    break;
                }
                at = step.other;
            }
        }
        Ok(())
    }

    fn either(&mut self, items: &[Item], depth: u16) -> Result<(), Problem> {
        let mut starts = Vec::new();
        for item in items {
            starts.push(self.len());
            self.item(item, depth, true)?;
            // A step between two branches; the last one is taken away again.
            self.push(Step { depth, ..Step::default() });
        }
        self.steps.pop();
        let end = self.len();
        for pair in starts.windows(2) {
            self.steps[pair[0] as usize].other = pair[1];
            let between = &mut self.steps[pair[1] as usize - 1];
            between.other = end;
            between.leads = true;
        }
        Ok(())
    }

    fn repeat(&mut self, times: Times, start: u16, depth: u16, in_either: bool) {
        if matches!(times, Times::Some | Times::Any) {
            // Step 0 as the other one is written after the push, which takes 0 for none.
            self.push(Step { depth, passes: true, in_either, ..Step::default() });
            let at = self.steps.len() - 1;
            self.steps[at].other = start;
        }
        if matches!(times, Times::Optional | Times::Any) {
            let (count, limit) = (self.len(), self.len() - u16::from(times == Times::Any));
            let mut at = start as usize;
            while self.steps[at].other != NO_STEP && self.steps[at].other < limit {
                at = self.steps[at].other as usize;
            }
            self.steps[at].other = count;
            self.steps[at].skips = true;
        }
    }

    /// A repetition of a branch goes back to the branch alone, not to its neighbours.
    fn loops_of_branches(&mut self) {
        let end = self.steps.len() - 1;
        for at in 0..end {
            let step = &self.steps[at];
            if !step.passes || !step.in_either || step.other == NO_STEP || step.other as usize >= at {
                continue;
            }
            let target = step.other as usize;
            let other = self.steps[target].other;
            if other == NO_STEP || other as usize <= target || other as usize >= end {
                continue;
            }
            let copy = self.len();
            let (depth, clean) = (self.steps[target].depth, Step { other: NO_STEP, ..self.steps[target].clone() });
            self.push(clean);
            self.push(Step { depth, leads: true, other: target as u16 + 1, ..Step::default() });
            self.steps[at].other = copy;
        }
    }

    fn look_down(&mut self) {
        for at in 0..self.steps.len() {
            if self.steps[at].depth == DONE {
                continue;
            }
            let depth = self.steps[at].depth;
            let below = self.steps[at + 1..].iter().take_while(|step| step.depth != DONE && step.depth > depth);
            let captured = below.into_iter().any(|step| !step.captures.is_empty());
            let next = self.steps[at + 1..].iter().find(|step| !step.passes);
            self.steps[at].fallible = next.is_some_and(|next| {
                next.depth != DONE && (next.depth > depth || next.depth == depth && next.immediate)
            });
            self.steps[at].captured = captured || !self.steps[at].captures.is_empty();
        }
    }
}
