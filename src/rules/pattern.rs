//! Regular expressions of rules. They are asked for again and again, so each is compiled once per thread.

use std::cell::RefCell;
use std::collections::HashMap;

use regex::{Error, Regex};

thread_local! {
    static COMPILED: RefCell<HashMap<String, Result<Regex, Error>>> = RefCell::default();
}

/// A pattern, compiled.
///
/// # Errors
/// Why it does not compile.
pub fn compiled(pattern: &str) -> Result<Regex, Error> {
    COMPILED.with_borrow_mut(|known| {
        if let Some(known) = known.get(pattern) {
            return known.clone();
        }
        let new = Regex::new(pattern);
        known.insert(pattern.to_owned(), new.clone());
        new
    })
}
