//! Globs over paths. They mean what [`globset`] means by them, where `*` crosses folders; but most are plain enough
//! to be compared as they stand, and a plan asks for too many of them to compile each to a regular expression.

use std::collections::BTreeSet;

use globset::{Error, GlobMatcher};

use crate::files::{Files, join, name_of};

/// A glob, ready to be compared with paths.
#[derive(Clone, Debug)]
pub struct Glob {
    text: String,
    shape: Shape,
}

#[derive(Clone, Debug)]
enum Shape {
    /// Alternatives of literals, `?`, `*` and `**`.
    Plain(Vec<Plain>),
    /// What only a regular expression says.
    Compiled(GlobMatcher),
}

impl Glob {
    /// Reads a glob.
    ///
    /// # Errors
    /// Why it does not parse.
    pub fn new(glob: &str) -> Result<Glob, Error> {
        let plain = without_braces(glob);
        let odd = |glob: &String| glob.contains(['{', '}', '[', ']', '\\']);
        let shape = match plain.iter().any(odd) {
            true => Shape::Compiled(globset::Glob::new(glob)?.compile_matcher()),
            false => Shape::Plain(plain.into_iter().map(Plain::of).collect()),
        };
        Ok(Glob { text: glob.to_owned(), shape })
    }

    /// Does it name a path?
    pub fn is_match(&self, path: &str) -> bool {
        match &self.shape {
            Shape::Plain(globs) => globs.iter().any(|glob| glob.fits(path)),
            Shape::Compiled(glob) => glob.is_match(path),
        }
    }

    /// The first file it names below a folder that is wanted. Of a glob that starts with a text, only what starts so is
    /// compared.
    pub fn first_below(&self, files: &dyn Files, folder: &str, wanted: &dyn Fn(&str) -> bool) -> Option<String> {
        let starts: BTreeSet<&str> = match &self.shape {
            Shape::Plain(globs) => {
                globs.iter().map(|glob| glob.text.split(['*', '?']).next().unwrap_or(&glob.text)).collect()
            }
            Shape::Compiled(_) => BTreeSet::from([""]),
        };
        let above = join(folder, "").len();
        let named = |path: &str| path.get(above..).is_some_and(|path| self.is_match(path)) && wanted(path);
        // What starts like one that was looked for came with it.
        let looked = |start: &&str| {
            let mut shorter = starts.iter().take_while(|other| *other < start);
            shorter.any(|shorter| start.starts_with(shorter))
        };
        let new = starts.iter().filter(|start| !looked(start));
        new.filter_map(|start| files.find_starting(&join(folder, start), &named)).min()
    }

    /// The globs that name what it names between them, each without alternatives as far as they are plain.
    pub fn alternatives(&self) -> Vec<Glob> {
        match &self.shape {
            Shape::Plain(globs) => globs
                .iter()
                .map(|glob| Glob { text: glob.text.clone(), shape: Shape::Plain(vec![glob.clone()]) })
                .collect(),
            Shape::Compiled(_) => vec![self.clone()],
        }
    }

    /// What every path has that one of its alternatives names.
    pub fn names(&self) -> Named<'_> {
        match &self.shape {
            Shape::Plain(globs) if globs.len() == 1 => Named::by(&globs[0].text),
            _ => Named::Holds(""),
        }
    }
}

/// A glob without alternatives, and what it is at bottom: most say no more than how a path ends.
#[derive(Clone, Debug)]
struct Plain {
    text: String,
    end: Option<End>,
}

/// How paths end that a glob names.
#[derive(Clone, Copy, Debug)]
enum End {
    /// With the glob behind this many bytes.
    Text(usize),
    /// The same, as whole names of files and folders.
    Names(usize),
}

impl Plain {
    fn of(text: String) -> Plain {
        let literal = |from: usize| text.get(from..).filter(|rest| !rest.contains(['*', '?']));
        let end = match text.strip_prefix("**/") {
            Some(rest) if rest.starts_with('*') && !rest.contains('/') => literal(4).map(|_| End::Text(4)),
            Some(_) => literal(3).map(|_| End::Names(3)),
            None => None,
        };
        Plain { text, end }
    }

    fn fits(&self, path: &str) -> bool {
        match self.end {
            Some(End::Text(from)) => path.ends_with(&self.text[from..]),
            Some(End::Names(from)) => {
                let above = path.strip_suffix(&self.text[from..]);
                above.is_some_and(|above| above.is_empty() || above.ends_with('/'))
            }
            None => fits(self.text.as_bytes(), path.as_bytes(), true),
        }
    }
}

/// What a glob without alternatives tells of the paths that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named<'g> {
    /// The file, or a folder above it, is called this.
    Has(&'g str),
    /// The file's name is this from its last dot on.
    Ends(&'g str),
    /// This stands in the path.
    Holds(&'g str),
}

impl<'g> Named<'g> {
    fn by(glob: &'g str) -> Named<'g> {
        if let Some(part) = glob.rsplit('/').find(|part| !part.contains(['*', '?'])) {
            return Named::Has(part);
        }
        let end = glob.rsplit(['*', '?', '/']).next().unwrap_or(glob);
        if end.contains('.') {
            return Named::Ends(ending(end));
        }
        let texts = glob.split(['*', '?', '/']);
        Named::Holds(texts.max_by_key(|text| text.len()).unwrap_or_default())
    }
}

/// The end of a file's name from its last dot on; all of a name without one.
pub fn ending(path: &str) -> &str {
    let name = name_of(path);
    name.rfind('.').map_or(name, |dot| &name[dot..])
}

impl std::fmt::Display for Glob {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

/// A glob as several without alternatives, which may stand in each other.
fn without_braces(glob: &str) -> Vec<String> {
    let parts = || {
        let (before, rest) = glob.split_once('{').filter(|_| !glob.contains(['\\', '[']))?;
        let (mut depth, mut start, mut inside) = (0, 0, Vec::new());
        for (at, byte) in rest.bytes().enumerate() {
            match byte {
                b',' if depth == 0 => inside.push(&rest[std::mem::replace(&mut start, at + 1)..at]),
                b'}' if depth == 0 => {
                    inside.push(&rest[start..at]);
                    return Some((before, inside, &rest[at + 1..]));
                }
                b'{' => depth += 1,
                b'}' => depth -= 1,
                _ => {}
            }
        }
        None
    };
    let Some((before, inside, after)) = parts() else { return vec![glob.to_owned()] };
    inside.into_iter().flat_map(|part| without_braces(&format!("{before}{part}{after}"))).collect()
}

/// Does a glob without alternatives name a path? `**` stands for folders at the start of the glob, between two
/// slashes and behind the last one; everywhere else it is two stars. `first` is true at the start of the glob.
fn fits(mut glob: &[u8], mut path: &[u8], mut first: bool) -> bool {
    loop {
        return match glob {
            [] => path.is_empty(),
            [b'*', b'*'] if first => true,
            [b'*', b'*', b'/', rest @ ..] if first => match rest {
                // As at the start, so behind it: `**/**/`.
                [b'*', b'*', b'/', ..] => fits(rest, path, true),
                // A star takes folders too.
                [b'*', ..] => fits(rest, path, false),
                _ => fits(rest, path, false) || below(rest, path),
            },
            [b'/', b'*', b'*'] => path.first() == Some(&b'/'),
            [b'/', b'*', b'*', b'/', rest @ ..] => match rest {
                [b'*', b'*', b'/', ..] | [b'*', b'*'] => fits(&glob[3..], path, false),
                _ => path.first() == Some(&b'/') && (fits(rest, &path[1..], false) || below(rest, &path[1..])),
            },
            [b'*', rest @ ..] => anywhere(rest, path),
            [wanted, rest @ ..] => match path {
                [found, behind @ ..] if found == wanted || *wanted == b'?' => {
                    (glob, path, first) = (rest, behind, false);
                    continue;
                }
                _ => false,
            },
        };
    }
}

/// Does the rest of a glob name what lies below one of the folders of a path?
fn below(rest: &[u8], path: &[u8]) -> bool {
    memchr::memchr_iter(b'/', path).any(|at| fits(rest, &path[at + 1..], false))
}

/// Does the rest of a glob name an end of the path?
fn anywhere(rest: &[u8], path: &[u8]) -> bool {
    match rest {
        [] => true,
        [b'*' | b'?' | b'/', ..] => (0..=path.len()).any(|at| fits(rest, &path[at..], false)),
        [byte, ..] => memchr::memchr_iter(*byte, path).any(|at| fits(rest, &path[at..], false)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::files::MemoryFiles;

    #[test]
    fn alternatives_may_stand_in_each_other() {
        let glob = Glob::new("{next.config.{js,ts},{app,src/app}/**/{page,route}*.tsx}").expect("a glob");
        let named = ["next.config.js", "next.config.ts", "app/a/page.tsx", "src/app/routes.tsx"];
        assert!(named.iter().all(|path| glob.is_match(path)));
        assert!(["next.config.mjs", "src/page.tsx", "app/a/layout.tsx"].iter().all(|path| !glob.is_match(path)));
        let files = MemoryFiles::of([("web/app/page.tsx", ""), ("web/app.py", ""), ("app/page.tsx", "")]);
        let first = |folder: &str| glob.first_below(&files, folder, &|_| true);
        assert_eq!(first("web").as_deref(), Some("web/app/page.tsx"));
        assert_eq!(first(".").as_deref(), Some("app/page.tsx"));
        assert_eq!(first("web/app"), None);
        assert_eq!(glob.first_below(&files, ".", &|path| path != "app/page.tsx"), None);
        assert!(Glob::new("{a,{b").is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, max_global_rejects: 100_000, ..ProptestConfig::with_cases(3000) })]

        #[test]
        fn globs_mean_what_globset_means_by_them(
            glob in prop::collection::vec(prop::sample::select(vec!["a", "b", ".", "*", "**", "**/", "/**/", "/", "?", "{a,b*}", "{a/,}"]), 1..6),
            path in prop::collection::vec(prop::sample::select(vec!["a", "b", ".", "/"]), 0..8),
        ) {
            let (glob, path) = (glob.concat(), path.concat());
            // Paths as git writes them, and globs as people do.
            prop_assume!(!path.is_empty() && !path.starts_with('/') && !path.ends_with('/') && !path.contains("//"));
            prop_assume!(!glob.ends_with('/') && !["//", "**/**", "***"].iter().any(|odd| glob.contains(odd)));
            let ours = Glob::new(&glob).map(|glob| glob.is_match(&path)).ok();
            let theirs = globset::Glob::new(&glob).map(|glob| glob.compile_matcher().is_match(&path)).ok();
            // Alternatives are read one by one, each as if it stood alone.
            if !glob.contains('{') {
                prop_assert_eq!(ours, theirs, "{} on {}", glob, path);
            }
            let told = |glob: &Glob| match glob.names() {
                Named::Has(name) => path.split('/').any(|part| part == name),
                Named::Ends(end) => ending(&path) == end,
                Named::Holds(text) => path.contains(text),
            };
            let told = Glob::new(&glob).is_ok_and(|glob| glob.alternatives().iter().any(told));
            prop_assert!(ours != Some(true) || told, "{} on {}", glob, path);
        }
    }
}
