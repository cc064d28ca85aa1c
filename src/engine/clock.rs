//! Where a run spends its time, for `--timings`.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use crate::report::Timings;

/// Takes the time of a run.
pub struct Clock<'a> {
    taken: RefCell<Timings>,
    begun: &'a dyn Fn(&str),
}

impl<'a> Clock<'a> {
    /// A clock that says which rule begins.
    pub fn new(begun: &'a dyn Fn(&str)) -> Clock<'a> {
        Clock { taken: RefCell::default(), begun }
    }

    /// Does something as a stage of the run.
    pub fn stage<T>(&self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let (value, time) = timed(work);
        let mut timings = self.taken.borrow_mut();
        match timings.stages.iter_mut().find(|(known, _)| *known == name) {
            Some((_, total)) => *total += time,
            None => timings.stages.push((name, time)),
        }
        value
    }

    /// Does something for a rule.
    pub fn rule<T>(&self, id: &str, work: impl FnOnce() -> T) -> T {
        (self.begun)(id);
        let (value, time) = timed(work);
        *self.taken.borrow_mut().rules.entry(id.to_owned()).or_default() += time;
        value
    }

    /// What was taken so far.
    pub fn timings(&self) -> Timings {
        self.taken.borrow().clone()
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let started = Instant::now();
    let value = work();
    (value, started.elapsed())
}
