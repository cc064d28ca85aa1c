//! Globs over paths. They mean what [`globset`] means by them, where `*` crosses folders; but most are plain enough
//! to be compared as they stand, and a plan asks for too many of them to compile each to a regular expression.

use globset::{Error, GlobMatcher};

/// A glob, ready to be compared with paths.
#[derive(Clone, Debug)]
pub struct Glob {
    text: String,
    shape: Shape,
}

#[derive(Clone, Debug)]
enum Shape {
    /// Alternatives of literals, `?`, `*` and `**`.
    Plain(Vec<String>),
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
            false => Shape::Plain(plain),
        };
        Ok(Glob { text: glob.to_owned(), shape })
    }

    /// Does it name a path?
    pub fn is_match(&self, path: &str) -> bool {
        match &self.shape {
            Shape::Plain(globs) => globs.iter().any(|glob| fits(glob.as_bytes(), path.as_bytes(), true)),
            Shape::Compiled(glob) => glob.is_match(path),
        }
    }

    /// How every path it names ends, for each of its alternatives; `None` where that is not known.
    pub fn ends(&self) -> Option<Vec<&str>> {
        let Shape::Plain(globs) = &self.shape else { return None };
        Some(globs.iter().map(|glob| glob.rsplit(['*', '?', '/']).next().unwrap_or(glob)).collect())
    }
}

impl std::fmt::Display for Glob {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

/// A glob as several without alternatives.
fn without_braces(glob: &str) -> Vec<String> {
    let parts = || {
        let (before, rest) = glob.split_once('{')?;
        let (inside, after) = rest.split_once('}')?;
        (!inside.contains('{') && !glob.contains(['\\', '['])).then_some((before, inside, after))
    };
    let Some((before, inside, after)) = parts() else { return vec![glob.to_owned()] };
    inside.split(',').flat_map(|part| without_braces(&format!("{before}{part}{after}"))).collect()
}

/// Does a glob without alternatives name a path? `**` stands for folders at the start of the glob, between two
/// slashes and behind the last one; everywhere else it is two stars. `first` is true at the start of the glob.
fn fits(mut glob: &[u8], mut path: &[u8], mut first: bool) -> bool {
    loop {
        return match glob {
            [] => path.is_empty(),
            [b'*', b'*'] if first => true,
            [b'*', b'*', b'/', rest @ ..] if first => match rest {
                // What follows is `*` and a text: the end of the path says it all.
                [b'*', end @ ..] if !end.iter().any(|byte| matches!(byte, b'*' | b'?' | b'/')) => path.ends_with(end),
                // As at the start, so behind it: `**/**/`.
                [b'*', b'*', b'/', ..] => fits(rest, path, true),
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
            let ends = Glob::new(&glob).ok().and_then(|glob| glob.ends().map(|ends| ends.iter().any(|end| path.ends_with(end))));
            prop_assert!(ours != Some(true) || ends != Some(false), "{} on {}", glob, path);
        }
    }
}
