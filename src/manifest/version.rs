//! Version specifiers: does what is declared satisfy what a rule asks for, and how is a bound raised?
//!
//! Two notations are read: PEP 440 with Poetry's `^`, `~` and bare versions, and npm ranges. A
//! prerelease counts as its release series: `0.88.0-rc.1` is judged as `0.88.0`.

use std::str::FromStr;

use pep440_rs::{Operator, Version, VersionSpecifiers};
use semver::VersionReq;

use super::Ecosystem;

/// Does a dependency satisfy a condition such as `>=2`?
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// Every version the declaration starts from satisfies it.
    Yes,
    /// No version the declaration allows satisfies it.
    No {
        /// The specifier that decided, as written.
        found: String,
    },
    /// The declaration allows versions that do and versions that may not: no bound, a bound below the
    /// condition's with room above it, a URL, `workspace:` or `catalog:`.
    Unknown,
    /// No manifest declares the dependency.
    Absent,
}

/// Judges one declared specifier. A range is judged by its lower bound: `>=2.3` satisfies `>=2`. Where
/// the lower bound does not, the answer is `No` only if the two exclude each other (`<2`, `==1.4`,
/// `^1.4`); `>=1.0` allows the newest release just like no bound at all, and is `Unknown`.
pub(crate) fn judge(ecosystem: Ecosystem, declared: Option<&str>, wanted: &str) -> Match {
    let wanted = wanted.trim();
    if wanted.is_empty() || wanted == "*" {
        return Match::Yes;
    }
    let Some(declared) = declared.map(str::trim).filter(|spec| !spec.is_empty()) else { return Match::Unknown };
    match ecosystem {
        Ecosystem::Python => judge_python(declared, wanted),
        Ecosystem::Npm => judge_npm(declared, wanted),
    }
    .unwrap_or(Match::Unknown)
}

fn judge_python(declared: &str, wanted: &str) -> Option<Match> {
    let declared_set = specifiers(declared)?;
    let wanted_set = specifiers(wanted)?;
    let lower =
        declared_set.iter().filter(|clause| is_lower(*clause.operator())).map(|c| c.version().only_release()).max();
    if lower.as_ref().is_some_and(|lower| wanted_set.contains(lower)) {
        return Some(Match::Yes);
    }
    // If the two have a version in common, they have one at or just above one of their bounds.
    let common = declared_set.iter().chain(wanted_set.iter()).any(|clause| {
        let bound = clause.version().only_release();
        let above = Version::new(bound.release().iter().copied().chain([1]));
        [Version::new([0]), bound, above].iter().any(|v| declared_set.contains(v) && wanted_set.contains(v))
    });
    Some(if common || declared_set.is_empty() { Match::Unknown } else { Match::No { found: declared.to_owned() } })
}

fn is_lower(operator: Operator) -> bool {
    use Operator::{Equal, EqualStar, ExactEqual, GreaterThan, GreaterThanEqual, TildeEqual};
    matches!(operator, Equal | EqualStar | ExactEqual | GreaterThan | GreaterThanEqual | TildeEqual)
}

/// A specifier in PEP 440 terms; `None` where it cannot be read.
fn specifiers(spec: &str) -> Option<VersionSpecifiers> {
    let mut clauses = Vec::new();
    for clause in spec.split(',').map(str::trim).filter(|clause| !clause.is_empty() && *clause != "*") {
        let (operator, version) = split_operator(clause);
        clauses.push(match operator {
            "^" | "~" => {
                let (low, high) = (Version::from_str(version).ok()?, ceiling(operator, version)?);
                format!(">={low},<{high}")
            }
            "" | "=" => format!("=={version}"),
            _ => clause.to_owned(),
        });
    }
    VersionSpecifiers::from_str(&clauses.join(",")).ok()
}

/// Can a version condition of a rule be read, in one ecosystem or the other?
pub(crate) fn is_spec(spec: &str) -> bool {
    specifiers(spec).is_some() || npm_ranges(spec).is_some()
}

fn split_operator(clause: &str) -> (&str, &str) {
    let length = clause.find(|c: char| !"<>=!~^".contains(c)).unwrap_or(clause.len());
    (&clause[..length], clause[length..].trim())
}

/// The first version that `^version` or `~version` excludes.
fn ceiling(operator: &str, version: &str) -> Option<Version> {
    let version = Version::from_str(version).ok()?;
    let release = version.release();
    let keep = match operator {
        "^" => release.iter().position(|&part| part > 0).unwrap_or(release.len() - 1),
        _ => usize::from(release.len() > 1),
    };
    let mut parts = release[..=keep].to_vec();
    if let Some(last) = parts.last_mut() {
        *last = last.checked_add(1)?;
    }
    Some(Version::new(parts))
}

fn judge_npm(declared: &str, wanted: &str) -> Option<Match> {
    let declared_set = npm_ranges(declared)?;
    let wanted_set = npm_ranges(wanted)?;
    let wants = |version: &semver::Version| wanted_set.iter().any(|range| range.matches(version));
    let mut lowest = declared_set.iter().map(npm_lower);
    if lowest.all(|lower| lower.is_some_and(|lower| wants(&lower))) {
        return Some(Match::Yes);
    }
    let bounds = declared_set.iter().chain(&wanted_set).flat_map(|range| &range.comparators);
    let common = bounds.map(release_of).any(|bound| {
        let above = semver::Version::new(bound.major, bound.minor, bound.patch.saturating_add(1));
        [semver::Version::new(0, 0, 0), bound, above]
            .iter()
            .any(|version| wants(version) && declared_set.iter().any(|range| range.matches(version)))
    });
    Some(if common { Match::Unknown } else { Match::No { found: declared.to_owned() } })
}

fn release_of(comparator: &semver::Comparator) -> semver::Version {
    semver::Version::new(comparator.major, comparator.minor.unwrap_or(0), comparator.patch.unwrap_or(0))
}

/// The lowest release a range starts from.
pub(crate) fn npm_lower(range: &VersionReq) -> Option<semver::Version> {
    let from = |c: &&semver::Comparator| !matches!(c.op, semver::Op::Less | semver::Op::LessEq);
    range.comparators.iter().filter(from).map(release_of).max()
}

/// The alternatives of an npm range; `None` for tags, URLs and protocols other than `npm:`.
pub(crate) fn npm_ranges(spec: &str) -> Option<Vec<VersionReq>> {
    let spec = match spec.strip_prefix("npm:") {
        Some(alias) => alias.rsplit_once('@').map_or("*", |(_, version)| version),
        None => spec,
    };
    spec.split("||").map(|alternative| npm_range(alternative.trim())).collect()
}

fn npm_range(range: &str) -> Option<VersionReq> {
    if let Some((low, high)) = range.split_once(" - ") {
        return VersionReq::parse(&format!(">={}, <={}", low.trim(), high.trim())).ok();
    }
    let mut comparators: Vec<String> = Vec::new();
    let mut pending = String::new();
    for word in range.split([' ', ',']).filter(|word| !word.is_empty()) {
        pending.push_str(word);
        // `>= 1.2` is written with a blank, too.
        if split_operator(&pending).1.is_empty() {
            continue;
        }
        let (operator, version) = split_operator(&pending);
        let version = version.trim_start_matches(['v', 'V']);
        // A bare version is exact for npm, and a caret requirement for the `semver` crate.
        let operator = if operator.is_empty() && !version.contains(['x', 'X', '*']) { "=" } else { operator };
        comparators.push(format!("{operator}{version}"));
        pending.clear();
    }
    VersionReq::parse(&if comparators.is_empty() { "*".to_owned() } else { comparators.join(", ") }).ok()
}

/// What to do with a specifier so that it asks for at least a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Raise {
    /// It does already, or leaves the choice open on purpose.
    Keep,
    /// Write this instead.
    To(String),
    /// An upper bound excludes the version.
    Conflict,
}

/// Raises a Python specifier. Pins, lower bounds, `~=`, `^` and `~` are raised in their own style; an
/// upper bound written by hand is never moved. A specifier without lower bound is left alone: it
/// asks for the newest release.
pub(crate) fn raise_python(spec: &str, at_least: &str) -> Raise {
    let Ok(wanted) = Version::from_str(at_least) else { return Raise::Keep };
    if spec.contains('|') {
        return Raise::Keep;
    }
    let mut out = String::new();
    let (mut lower, mut enough, mut excluded) = (false, false, false);
    for (index, piece) in spec.split(',').enumerate() {
        let clause = piece.trim();
        let (operator, version) = split_operator(clause);
        let mut written = piece.to_owned();
        let moving =
            matches!(operator, "^" | "~" | "~=" | ">=" | ">" | "==" | "===" | "=" | "") && !version.contains('*');
        if moving && !version.is_empty() {
            let Ok(bound) = Version::from_str(version) else { return Raise::Keep };
            lower = true;
            enough |= bound >= wanted;
            written = piece.replacen(clause, &raised(operator, &bound, at_least, &wanted), 1);
        } else if !clause.is_empty() && clause != "*" {
            let Some(set) = specifiers(clause) else { return Raise::Keep };
            excluded |= !set.contains(&wanted);
            // `==2.*` starts from 2: above the wanted version it is a bound like any other.
            enough |= operator == "==" && set.iter().any(|c| c.version() >= &wanted);
        }
        if index > 0 {
            out.push(',');
        }
        out.push_str(&written);
    }
    match (enough, excluded, lower) {
        (true, _, _) => Raise::Keep,
        (_, true, _) => Raise::Conflict,
        (_, _, true) => Raise::To(out),
        _ => Raise::Keep,
    }
}

/// One raised clause.
fn raised(operator: &str, bound: &Version, at_least: &str, wanted: &Version) -> String {
    let parts = bound.release().len();
    match operator {
        ">" => format!(">={at_least}"),
        // `~=1.4` allows any 1.x: written with more parts it would allow less.
        "~=" if parts == 2 && wanted.release().iter().skip(2).any(|&part| part > 0) => {
            let next = wanted.release().first().map_or(1, |major| major.saturating_add(1));
            format!(">={at_least},<{next}")
        }
        "~=" if parts == 2 => {
            let release = wanted.release();
            format!("~={}.{}", release.first().unwrap_or(&0), release.get(1).unwrap_or(&0))
        }
        // Poetry: `~1` allows any 1.x, as `^` does.
        "~" if parts == 1 => format!("^{at_least}"),
        _ => format!("{operator}{at_least}"),
    }
}

/// Raises an npm specifier in its own style. Tags, protocols and open ranges are left alone.
pub(crate) fn raise_npm(spec: &str, at_least: &str) -> Raise {
    let Ok(wanted) = semver::Version::parse(at_least) else { return Raise::Keep };
    let Some(ranges) = npm_ranges(spec) else { return Raise::Keep };
    let lowers: Vec<_> = ranges.iter().filter_map(npm_lower).collect();
    if lowers.is_empty() {
        let open = ranges.iter().any(|range| range.matches(&wanted));
        return if open { Raise::Keep } else { Raise::Conflict };
    }
    if lowers.iter().any(|lower| *lower >= wanted) {
        return Raise::Keep;
    }
    let (operator, version) = split_operator(spec.trim());
    let single = !version.is_empty() && !version.contains([' ', '|', ',']);
    let wild = version.contains(['x', 'X', '*']);
    match operator {
        _ if !single => {
            if ranges.iter().any(|range| range.matches(&wanted)) {
                Raise::To(format!("^{at_least}"))
            } else {
                Raise::Conflict
            }
        }
        "^" | "~" | ">=" => Raise::To(format!("{operator}{at_least}")),
        ">" => Raise::To(format!(">={at_least}")),
        "" | "=" if !wild && version.matches('.').count() == 2 => Raise::To(format!("{operator}{at_least}")),
        _ => Raise::To(format!("^{at_least}")),
    }
}
