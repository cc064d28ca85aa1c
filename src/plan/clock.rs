//! Where a run spends its time, for `--timings`.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// How long stages and rules took, by the clock on the wall.
#[derive(Clone, Debug, Default)]
pub struct Timings {
    /// The stages, in the order they were gone through; one gone through again counts on.
    pub stages: Vec<(&'static str, Duration)>,
    /// What each rule took, beside the sweep, which looks for all of them at once.
    pub rules: BTreeMap<String, Duration>,
}

impl Timings {
    /// The rules that took longest, the dearest first.
    pub fn dearest(&self, count: usize) -> Vec<(&str, Duration)> {
        let mut rules: Vec<(&str, Duration)> = self.rules.iter().map(|(id, time)| (id.as_str(), *time)).collect();
        rules.sort_by_key(|(id, time)| (std::cmp::Reverse(*time), *id));
        rules.truncate(count);
        rules
    }
}

/// Takes the time of a run.
#[derive(Debug, Default)]
pub struct Clock(RefCell<Timings>);

impl Clock {
    /// Does something as a stage of the run.
    pub fn stage<T>(&self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let (value, time) = timed(work);
        let mut timings = self.0.borrow_mut();
        match timings.stages.iter_mut().find(|(known, _)| *known == name) {
            Some((_, total)) => *total += time,
            None => timings.stages.push((name, time)),
        }
        value
    }

    /// Does something for a rule.
    pub fn rule<T>(&self, id: &str, work: impl FnOnce() -> T) -> T {
        let (value, time) = timed(work);
        *self.0.borrow_mut().rules.entry(id.to_owned()).or_default() += time;
        value
    }

    /// What was taken so far.
    pub fn timings(&self) -> Timings {
        self.0.borrow().clone()
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let started = Instant::now();
    let value = work();
    (value, started.elapsed())
}
