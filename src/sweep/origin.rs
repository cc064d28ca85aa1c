//! What an expression is made of: names followed through assignments, classes, functions and imports, to
//! where they come from outside the repository.
//!
//! An origin reads like an expression over a module's names. `auth = HTTPBasicAuth()`, with the class imported
//! from `acme`, has the origin `acme.HTTPBasicAuth()`; so has an object of a subclass, and one that another
//! file of the repository makes. In ECMAScript what a module exports stands behind a `#`: `acme#make()`.

use std::collections::HashSet;

use tree_sitter::Node;

use super::{Matcher, Parsed};
use crate::files::Files;
use crate::lang::bindings::{Binding, Bound, DEFAULT, RETURNED};
use crate::lang::shapes::shapes;
use crate::lang::{ecmascript_path, python_path};

/// Names looked up for one expression; one that needs more is given up.
const STEPS: usize = 200;

/// The origin of what only the callers of a function know.
const PARAMETER: &str = "parameter";

/// Follows expressions of the files of one project.
#[derive(Clone, Copy)]
pub struct Origins<'a> {
    /// Parses the files on the way.
    pub matcher: &'a Matcher,
    /// The repository.
    pub files: &'a dyn Files,
    /// The project whose files import each other.
    pub project: &'a str,
}

impl Origins<'_> {
    /// Where the value of an expression may come from; nothing where that is not known.
    pub fn of(&self, parsed: &Parsed, node: Node<'_>) -> Vec<String> {
        let mut walk = Walk { origins: *self, left: STEPS, seen: HashSet::new(), found: Vec::new() };
        for shape in shapes(&parsed.file, node) {
            walk.follow(parsed, node.start_byte(), &shape);
        }
        walk.found
    }
}

/// Does an origin fit a pattern? `*` stands for any names, but for no call.
pub fn fits(origin: &str, pattern: &str) -> bool {
    let Some((before, after)) = pattern.split_once('*') else { return origin == pattern };
    let Some(rest) = origin.strip_prefix(before) else { return false };
    let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
    let names = ends.take_while(|&end| !rest[..end].contains('('));
    names.into_iter().any(|end| fits(&rest[end..], after))
}

struct Walk<'a> {
    origins: Origins<'a>,
    left: usize,
    /// Where which shape was asked for.
    seen: HashSet<(String, usize, String)>,
    found: Vec<String>,
}

impl Walk<'_> {
    fn follow(&mut self, parsed: &Parsed, at: usize, shape: &str) {
        let question = (parsed.file.path.clone(), at, shape.to_owned());
        if self.left == 0 || !self.seen.insert(question) {
            return;
        }
        self.left -= 1;
        if let Some((module, rest)) = shape.strip_prefix('"').and_then(|shape| shape.split_once('"')) {
            return self.imported(parsed, module, rest);
        }
        // The longest name that is bound says most: `self.app` before `self`.
        for (name, rest) in heads(shape) {
            let own = name.strip_prefix("this.").or(name.strip_prefix("cls."));
            let name = own.map_or(name.to_owned(), |own| format!("self.{own}"));
            let bindings = parsed.bindings().at(&name, at);
            if !bindings.is_empty() {
                bindings.into_iter().for_each(|binding| self.bound(parsed, binding, &name, rest));
                return;
            }
        }
        let (head, rest) = shape.split_at(shape.find(['.', '(']).unwrap_or(shape.len()));
        if let Some(origin) = parsed.imports.origin(head) {
            self.imported(parsed, &origin, rest);
        }
    }

    /// What a name with `rest` behind it is, by one of its bindings.
    fn bound(&mut self, parsed: &Parsed, binding: &Binding, name: &str, rest: &str) {
        let at = binding.at;
        match &binding.value {
            // `query = query.filter()`: what it was before says what it is.
            Bound::Shape(shape) if heads(shape).any(|(head, _)| head == name) => {}
            Bound::Shape(shape) => self.follow(parsed, at, &format!("{shape}{rest}")),
            Bound::Typed(kind) => self.follow(parsed, at, &format!("{kind}(){rest}")),
            Bound::Class(bases, body) => {
                let (member, behind) = rest.strip_prefix("().").map_or(("", ""), split_name);
                let own = parsed.bindings().within(&format!("self.{member}"), body);
                for binding in &own {
                    self.bound(parsed, binding, &format!("self.{member}"), behind);
                }
                for base in bases.iter().filter(|_| own.is_empty()) {
                    self.follow(parsed, at, &format!("{base}{rest}"));
                }
            }
            Bound::Function(body) => {
                let Some(rest) = rest.strip_prefix("()") else { return };
                for returned in parsed.bindings().within(RETURNED, body) {
                    self.bound(parsed, returned, RETURNED, rest);
                }
            }
            Bound::Origin(origin) => self.imported(parsed, origin, rest),
            Bound::Parameter => self.found.push(format!("{PARAMETER}{rest}")),
            Bound::Other => {}
        }
    }

    fn imported(&mut self, parsed: &Parsed, origin: &str, rest: &str) {
        if parsed.file.language.is_ecmascript() {
            self.ecmascript(parsed, origin, rest);
        } else {
            self.python(parsed, origin, rest);
        }
    }

    /// `shop.extensions.auth` with `.login()` behind it: a name of the module that has a file here, else of
    /// one that is not ours.
    fn python(&mut self, parsed: &Parsed, origin: &str, rest: &str) {
        let Origins { matcher, files, project } = self.origins;
        let whole = format!("{origin}{rest}");
        let names = &whole[..whole.find('(').unwrap_or(whole.len())];
        if let Some((path, behind)) = python_path::splits(files, project, &parsed.file.path, names).next() {
            let name = &whole[names.len() - behind.len()..];
            let known = self.found.len();
            if let Some(found) = matcher.parse(files, &path).filter(|_| !name.is_empty()) {
                self.follow(&found, usize::MAX - 1, name);
            }
            // A folder called as what its files import, `web/acme/views.py`, is not what they mean by it.
            let top = names.split('.').next().unwrap_or_default();
            if self.found.len() == known && !top.is_empty() && parsed.file.path.contains(&format!("/{top}/")) {
                self.found.push(whole.clone());
            }
        } else if !names.starts_with('.') {
            self.found.push(whole);
        }
    }

    fn ecmascript(&mut self, parsed: &Parsed, origin: &str, rest: &str) {
        let Origins { matcher, files, project } = self.origins;
        let (module, name, rest) = match origin.split_once('#') {
            Some((module, name)) => (module, name, rest),
            // A namespace, or what `require` gives.
            None => match rest.strip_prefix('.').map(split_name) {
                Some((name, rest)) => (origin, name, rest),
                None => (origin, DEFAULT, rest),
            },
        };
        let path = ecmascript_path::resolve(project, &parsed.file.path, module, &|path| files.exists(path));
        match path.and_then(|path| matcher.parse(files, &path)) {
            Some(parsed) => {
                let known = self.found.len();
                self.follow(&parsed, usize::MAX - 1, &format!("{name}{rest}"));
                // `module.exports = client`: what `require` gives is the thing itself.
                if self.found.len() == known && !origin.contains('#') && name != DEFAULT {
                    self.follow(&parsed, usize::MAX - 1, &format!("{DEFAULT}.{name}{rest}"));
                }
            }
            None if module.starts_with('.') => {}
            None => self.found.push(format!("{module}#{name}{rest}")),
        }
    }
}

/// The dotted names a shape begins with, the longest first, each with what follows it.
fn heads(shape: &str) -> impl Iterator<Item = (&str, &str)> {
    let names = &shape[..shape.find('(').unwrap_or(shape.len())];
    let dots = names.rmatch_indices('.').map(|(at, _)| at);
    std::iter::once(names.len()).chain(dots).map(|end| shape.split_at(end))
}

/// The name a text begins with, and what follows it.
fn split_name(text: &str) -> (&str, &str) {
    text.split_at(text.find(['.', '(']).unwrap_or(text.len()))
}

#[cfg(test)]
#[path = "origin_tests.rs"]
mod tests;
