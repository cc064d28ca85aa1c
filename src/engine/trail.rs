//! How far a rule came in a project and what became of each place its query found: recorded once, while the rule
//! runs, so that who asks afterwards hears what the plan was made of.

use crate::report::Place;
use crate::sweep::Site;

/// What became of a place that a rule's query found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The rule's `keep` is false for it.
    Dropped,
    /// It counts, but the rule did not work on it: its outcome says why, or another place came first.
    Left,
    /// The rule worked on it.
    Chosen,
}

/// A place that a rule's query found.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Where it starts.
    pub place: Place,
    /// The pattern that found it, counted from 0.
    pub pattern: usize,
    /// What became of it.
    pub fate: Fate,
}

/// The files a rule looked at in a project, and what it found there. A rule that ended before it looked at files
/// has none.
#[derive(Clone, Debug)]
pub struct Trail {
    /// The rule's id.
    pub rule: String,
    /// The root of its project.
    pub project: String,
    /// The files its query was run on.
    pub files: Vec<String>,
    /// The places it found.
    pub candidates: Vec<Candidate>,
}

impl Trail {
    /// Notes what became of sites.
    pub(super) fn mark(&mut self, sites: &[Site], fate: Fate) {
        for site in sites {
            let place = site.place();
            let same = |candidate: &&mut Candidate| candidate.place == place && candidate.pattern == site.pattern;
            self.candidates.iter_mut().filter(same).for_each(|candidate| candidate.fate = fate);
        }
    }
}
