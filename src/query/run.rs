//! Matching: one walk over the nodes, and for each node the patterns that can match there.
//!
//! A match in progress is a state: the step it has come to and what it captured. States that may go on in several
//! ways are copied, and of two of which one has captured all that the other has, the shorter one is dropped. This
//! is tree-sitter's matcher, run for one pattern and one place at a time, so that a node costs nothing where no
//! pattern starts, and what is far away in the file cannot matter.

use super::plan::Plan;
use super::steps::{DONE, NO_STEP, Step};
use super::text::With;
use super::tree::{ERROR, Flat, NONE};
use super::{Pattern, Start};

/// More states than this at a time, and a pattern is given up at that place.
pub const MATCH_LIMIT: usize = 8192;

/// States looked at for one pattern at one place; more than any code a person wrote takes.
const WORK_LIMIT: usize = 1 << 23;

/// A match, as far as the query language itself goes: plain numbers, that outlive the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The pattern's place among those that were asked for.
    pub pattern: usize,
    /// The places of nodes in their tree, and what each was captured as, in the order they were matched.
    pub captures: Vec<(u32, u16)>,
}

/// A match, before all texts are looked at: where it ended, where it started, which pattern, what it captured.
type Ended = (u32, u32, usize, Vec<(u32, u16)>);

/// The matches of patterns in a file, in the order in which they end, and the patterns that were given up.
pub fn matches(flat: &Flat<'_>, text: &[u8], patterns: &[&Pattern]) -> (Vec<Match>, Vec<usize>) {
    let plan = Plan::of(patterns);
    let (mut ended, mut given_up): (Vec<Ended>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut start = |pattern: usize, at: u32, beside: bool| {
        let run = Run {
            flat,
            text,
            pattern: patterns[pattern],
            states: Vec::new(),
            ended: Vec::new(),
            work: 0,
            given_up: false,
        };
        let (found, gave_up) = run.at(at, beside);
        ended.extend(found.into_iter().map(|(end, captures)| (end, at, pattern, captures)));
        if gave_up && !given_up.contains(&pattern) {
            given_up.push(pattern);
        }
    };
    let mut seen = vec![NONE; patterns.len()];
    for at in 0..flat.nodes.len() as u32 {
        let kind = flat.at(at).kind;
        for &pattern in plan.any.iter().chain(plan.rooted.get(&kind).into_iter().flatten()) {
            start(pattern, at, false);
        }
        if plan.inner.is_empty() && plan.beside_any.is_empty() {
            continue;
        }
        let has_children = flat.first_child(at).is_some();
        for &pattern in plan.beside_any.iter().filter(|_| has_children) {
            start(pattern, at, true);
        }
        for child in flat.children(at) {
            for &(pattern, beside) in plan.inner.get(&flat.at(child).kind).into_iter().flatten() {
                if seen[pattern] != at {
                    seen[pattern] = at;
                    start(pattern, at, beside);
                }
            }
        }
    }
    ended.sort_by_key(|(end, start, pattern, _)| (*end, *start, *pattern));
    let holds = |(_, _, pattern, captures): &Ended| hold(flat, text, patterns[*pattern], captures);
    let found = ended.into_iter().filter(holds).map(|(_, _, pattern, captures)| Match { pattern, captures });
    (found.collect(), given_up)
}

/// Are the texts of a match as the pattern wants them?
fn hold(flat: &Flat<'_>, text: &[u8], pattern: &Pattern, captures: &[(u32, u16)]) -> bool {
    let texts = |wanted: u16| {
        let captures = captures.iter().filter(move |(_, capture)| *capture == wanted);
        captures.map(|(at, _)| &text[flat.at(*at).node.byte_range()])
    };
    let early = |at: usize| pattern.early.iter().any(|tests| tests.contains(&at));
    pattern.tests.iter().enumerate().all(|(at, test)| early(at) || test.holds(texts))
}

/// A match in progress.
#[derive(Clone, Debug)]
struct State {
    step: u16,
    /// Must the very next node match?
    at_once: bool,
    /// Was something optional before this step left out, so that its anchor means nothing?
    skipped: bool,
    /// Are there other states that may yet come to more?
    rivalled: bool,
    captures: Vec<(u32, u16)>,
}

/// One pattern at one place.
struct Run<'r, 't> {
    flat: &'r Flat<'t>,
    text: &'r [u8],
    pattern: &'r Pattern,
    states: Vec<State>,
    ended: Vec<Finished>,
    work: usize,
    given_up: bool,
}

/// Where a match ends, and the nodes it captures with the captures' numbers.
type Finished = (u32, Vec<(u32, u16)>);

impl Run<'_, '_> {
    fn at(mut self, at: u32, beside: bool) -> (Vec<Finished>, bool) {
        if beside {
            for child in self.flat.children(at) {
                self.node(child, 0);
            }
        } else {
            self.node(at, 0);
        }
        let end = self.flat.at(at).end;
        for state in std::mem::take(&mut self.states) {
            if self.step(&state).depth == DONE {
                self.ended.push((end, state.captures));
            }
        }
        (self.ended, self.given_up)
    }

    fn step(&self, state: &State) -> &Step {
        &self.pattern.steps[usize::from(state.step)]
    }

    /// Goes through a node and as much below it as states ask for: no deeper than the pattern.
    fn node(&mut self, at: u32, depth: u16) {
        if self.work > WORK_LIMIT {
            self.given_up = true;
            return;
        }
        if depth == 0 {
            self.start(at);
        }
        self.advance(at, depth);
        self.settle(at);
        let deeper =
            |run: &Self| run.states.iter().any(|state| run.step(state).depth != DONE && run.step(state).depth > depth);
        if deeper(self) {
            let mut child = self.flat.first_child(at);
            while let Some(next) = child.filter(|_| deeper(self)) {
                self.node(next, depth + 1);
                child = self.flat.next_sibling(next);
            }
            let steps = &self.pattern.steps;
            self.states.retain(|state| {
                let wanted = steps[usize::from(state.step)].depth;
                wanted == DONE || wanted <= depth
            });
        }
    }

    fn start(&mut self, at: u32) {
        let entry = self.flat.at(at);
        let below_error = entry.parent != NONE && self.flat.at(entry.parent).kind == ERROR;
        for &Start { step: number, rooted } in &self.pattern.starts {
            let step = &self.pattern.steps[usize::from(number)];
            let kind = if step.kind == 0 { entry.kind != ERROR } else { entry.kind == step.kind };
            let known = self.states.last().is_some_and(|state| state.step == number);
            if kind && (rooted || !below_error) && (step.field == 0 || step.field == entry.field) && !known {
                self.states.push(State {
                    step: number,
                    at_once: true,
                    skipped: false,
                    rivalled: false,
                    captures: Vec::new(),
                });
            }
        }
    }

    /// Does the node match the step, as far as the node itself goes?
    fn fits(&self, step: &Step, at: u32) -> bool {
        let entry = self.flat.at(at);
        let kind = match step.kind {
            0 if step.missing => entry.missing,
            0 => entry.kind != ERROR && (entry.named || !step.named),
            kind => entry.kind == kind && (!step.missing || entry.missing),
        };
        kind && !(step.last && entry.followed_by_named)
            && (step.field == 0 || step.field == entry.field)
            && (step.supertype == 0 || self.flat.is_of(at, step.supertype))
            && (step.without.is_empty()
                || !self.flat.children(at).any(|child| step.without.contains(&self.flat.at(child).field)))
            && step.captures.iter().all(|&capture| {
                let mut tests = self.pattern.early[usize::from(capture)].iter().map(|&test| &self.pattern.tests[test]);
                tests.all(|test| {
                    matches!(test.with, With::Capture(_)) || test.agrees(&self.text[entry.node.byte_range()])
                })
            })
    }

    /// Takes every state that waits at this depth past the node, or drops it.
    fn advance(&mut self, at: u32, depth: u16) {
        let pattern = self.pattern;
        let entry = *self.flat.at(at);
        let mut j = 0;
        while j < self.states.len() {
            self.work += 1;
            self.states[j].rivalled = false;
            let step = &pattern.steps[usize::from(self.states[j].step)];
            if step.depth != depth {
                j += 1;
                continue;
            }
            let state = &self.states[j];
            let fits = self.fits(step, at);
            let only_here = (step.immediate && entry.named && !state.skipped) || state.at_once;
            let later = entry.followed
                && !only_here
                && (step.field == 0 || step.field != entry.field || self.flat.field_again(at));
            if !fits {
                if later {
                    j += 1;
                } else {
                    self.states.remove(j);
                }
                continue;
            }
            let mut copies = 0;
            if later && (step.captured || step.fallible) && self.copy(j) {
                copies += 1;
            }
            let state = &mut self.states[j];
            state.captures.extend(step.captures.iter().map(|&capture| (at, capture)));
            state.step += 1;
            let next = &pattern.steps[usize::from(state.step)];
            state.at_once = step.kind == 0 && !step.named && next.immediate;
            state.skipped = false;
            copies += self.branch(j, entry.followed_by_named);
            j += 1 + copies;
        }
    }

    /// Follows the branches a state has come to; says how many states were added behind it.
    fn branch(&mut self, j: usize, followed_by_named: bool) -> usize {
        let pattern = self.pattern;
        let (mut end, mut k) = (j + 1, j);
        while k < end {
            let step = &pattern.steps[usize::from(self.states[k].step)];
            if step.other == NO_STEP {
                k += 1;
                continue;
            }
            if step.leads {
                self.states[k].step = step.other;
                continue;
            }
            if step.passes {
                self.states[k].step += 1;
            }
            // Leaving out what should have been the last makes the node before it the last.
            let may = !(step.skips && step.last && followed_by_named);
            if may && self.copy(k) {
                end += 1;
                let here = usize::from(self.states[k].step);
                let copy = &mut self.states[k + 1];
                copy.step = step.other;
                if step.passes {
                    copy.at_once = true;
                }
                if step.skips && !step.immediate {
                    copy.skipped = pattern.steps[usize::from(step.other)].depth == step.depth;
                } else if step.skips && here > 0 && pattern.steps[here - 1].depth < step.depth {
                    // The anchor at the front of the children goes over to what follows.
                    copy.at_once = true;
                }
            }
            if !step.passes {
                k += 1;
            }
        }
        end - j - 1
    }

    fn copy(&mut self, at: usize) -> bool {
        if self.states.len() >= MATCH_LIMIT {
            self.given_up = true;
            return false;
        }
        let copy = self.states[at].clone();
        self.states.insert(at + 1, copy);
        true
    }

    /// Drops states that another one has all the captures of, and ends those that are through.
    fn settle(&mut self, at: u32) {
        if self.states.len() > 1 {
            let flat = self.flat;
            let first = |state: &State| state.captures.first().map(|(at, _)| flat.at(*at).node.start_byte());
            self.states.sort_by_key(first);
        }
        let mut j = 0;
        'states: while j < self.states.len() {
            let mut k = j + 1;
            while k < self.states.len() {
                self.work += 1;
                let (state, other) = (&self.states[j], &self.states[k]);
                if self.apart(state, other) {
                    break;
                }
                let (wider, narrower) = self.compare(&state.captures, &other.captures);
                let same = state.step == other.step;
                if wider {
                    if same && (other.at_once || !state.at_once) {
                        self.states.remove(k);
                        continue;
                    }
                    self.states[k].rivalled = true;
                }
                if narrower {
                    if same && (self.states[j].at_once || !self.states[k].at_once) {
                        self.states.remove(j);
                        continue 'states;
                    }
                    self.states[j].rivalled = true;
                }
                k += 1;
            }
            if self.step(&self.states[j]).depth == DONE && !self.states[j].rivalled {
                let state = self.states.remove(j);
                self.ended.push((at, state.captures));
            } else {
                j += 1;
            }
        }
    }

    /// Does everything the second state captured stand behind what the first one did?
    fn apart(&self, state: &State, other: &State) -> bool {
        match (state.captures.last(), other.captures.first()) {
            (Some((last, _)), Some((first, _))) => {
                self.flat.at(*first).node.start_byte() >= self.flat.at(*last).node.end_byte()
            }
            _ => false,
        }
    }

    /// Has the left one all captures of the right one, and the other way round?
    fn compare(&self, left: &[(u32, u16)], right: &[(u32, u16)]) -> (bool, bool) {
        let (mut wider, mut narrower) = (true, true);
        let (mut i, mut j) = (0, 0);
        let range = |at: u32| self.flat.at(at).node.byte_range();
        while let (Some(&a), Some(&b)) = (left.get(i), right.get(j)) {
            let (before, behind) = if a == b {
                (true, true)
            } else {
                let (one, two) = (range(a.0), range(b.0));
                let order = one.start.cmp(&two.start).then(two.end.cmp(&one.end));
                wider &= order.is_lt();
                narrower &= order.is_gt();
                (!order.is_gt(), !order.is_lt())
            };
            i += usize::from(before);
            j += usize::from(behind);
        }
        (wider && j == right.len(), narrower && i == left.len())
    }
}
