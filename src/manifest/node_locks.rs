//! Which version a lock file of npm, yarn, pnpm or bun pins for what a `package.json` asks for.
//!
//! Lock files are long and written by tools, line by line: they are read by lines, not parsed.

use super::{Dependency, Kind, Match, version};
use crate::files;
use crate::files::Files;

/// What reads a lock file: its text, the project's folder below the file's (`.` for its own), and what is asked for.
type Reader = fn(&str, &str, &mut [Pin<'_>]);

/// The lock files, and how each is read.
const LOCKS: [(&str, Reader); 4] = [
    ("package-lock.json", npm as Reader),
    ("yarn.lock", yarn as Reader),
    ("pnpm-lock.yaml", pnpm as Reader),
    ("bun.lock", bun as Reader),
];

/// A package that is asked for, and the version found for it with its 1-based line.
struct Pin<'d> {
    declared: &'d Dependency,
    found: Option<(String, usize)>,
}

/// Adds the versions that the nearest lock file above a project pins. One that the manifest no longer allows is
/// out of date, and says nothing.
pub(super) fn locked(files: &dyn Files, project: &str, found: &mut Vec<Dependency>) {
    let mut at = project;
    let (home, name, read) = loop {
        if let Some((name, read)) = LOCKS.iter().find(|(name, _)| files.exists(&files::join(at, name))) {
            break (at, *name, *read);
        }
        if at == "." {
            return;
        }
        at = files::folder_of(at);
    };
    let path = files::join(home, name);
    let Some(text) = files.read_text(&path) else { return };
    let below = if home == "." { project } else { project.strip_prefix(home).unwrap_or_default() };
    let below = below.trim_start_matches('/');
    let mut pins: Vec<Pin<'_>> = found.iter().map(|declared| Pin { declared, found: None }).collect();
    read(&text, if below.is_empty() { "." } else { below }, &mut pins);
    let pinned: Vec<Dependency> = pins
        .into_iter()
        .filter_map(|pin| {
            let (version, line) = pin.found?;
            let stale = pin.declared.spec.as_deref().is_some_and(|spec| {
                matches!(version::judge(pin.declared.ecosystem, Some(&version), spec), Match::No { .. })
            });
            let lock =
                Dependency { spec: Some(version), file: path.clone(), line, kind: Kind::Lock, ..pin.declared.clone() };
            (!stale).then_some(lock)
        })
        .collect();
    found.extend(pinned);
}

/// `version` of `"version": "1.2.3",`, of `version "1.2.3"` and of `version: 1.2.3(kite@19)`.
fn version_in(line: &str) -> Option<&str> {
    let rest = line.trim().trim_start_matches('"').strip_prefix("version")?;
    let rest = rest.trim_start_matches(['"', ':', ' ']);
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+'))).unwrap_or(rest.len());
    rest.starts_with(|c: char| c.is_ascii_digit()).then(|| &rest[..end])
}

/// `"node_modules/kite": {` and, of older files, `"kite": {`, each with its version on a line below.
fn npm(text: &str, below: &str, pins: &mut [Pin<'_>]) {
    let own = if below == "." { String::new() } else { format!("{below}/") };
    // A copy of the project's own comes before the one that all share.
    let mut open: Option<(usize, bool)> = None;
    let mut own_copy = vec![false; pins.len()];
    for (index, line) in text.lines().enumerate() {
        let indent = line.len() - line.trim_start().len();
        if let Some((pin, is_own)) = open {
            if let Some(version) = version_in(line) {
                pins[pin].found = Some((version.to_owned(), index + 1));
                own_copy[pin] |= is_own;
            }
            open = None;
        }
        let Some(key) = line.trim().strip_prefix('"').and_then(|line| line.strip_suffix("\": {")) else { continue };
        if indent > 4 {
            continue;
        }
        let copy = key.strip_prefix(own.as_str()).and_then(|key| key.strip_prefix("node_modules/"));
        let name = copy.or_else(|| key.strip_prefix("node_modules/")).unwrap_or(key);
        let pin = pins.iter().position(|pin| pin.declared.name == name);
        open = pin.filter(|&pin| copy.is_some() || !own_copy[pin]).map(|pin| (pin, copy.is_some()));
    }
}

/// `kite@^1, "kite@npm:^1.2":`, with its version on the next line.
fn yarn(text: &str, _: &str, pins: &mut [Pin<'_>]) {
    let mut open: Vec<usize> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.starts_with(' ') {
            if let Some(version) = version_in(line).filter(|_| !open.is_empty()) {
                for pin in open.drain(..) {
                    pins[pin].found = Some((version.to_owned(), index + 1));
                }
            }
            continue;
        }
        let keys = line.trim_end_matches(':').split(", ").map(|key| key.trim_matches('"'));
        let keys: Vec<(&str, &str)> =
            keys.filter_map(|key| key.get(1..)?.find('@').map(|at| key.split_at(at + 1))).collect();
        open = (0..pins.len())
            .filter(|&pin| {
                let declared = pins[pin].declared;
                let spec = declared.spec.as_deref().unwrap_or_default();
                let asks = |range: &str| range == spec || range.strip_prefix("npm:") == Some(spec);
                keys.iter().any(|(name, range)| *name == declared.name && asks(range.trim_start_matches('@')))
            })
            .collect();
    }
}

/// `next:` with its `version:` below the importer of the project, or `next: 1.2.3` in older files.
fn pnpm(text: &str, below: &str, pins: &mut [Pin<'_>]) {
    let several = text.lines().any(|line| line == "importers:");
    let (mut inside, mut open) = (!several, None);
    for (index, line) in text.lines().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let key = line.trim().split_once(':').map(|(key, value)| (key.trim_matches(['\'', '"']), value.trim()));
        let Some((key, value)) = key else { continue };
        match (several, indent) {
            (_, 0) => inside = !several && key != "packages" && key != "snapshots",
            (true, 2) => inside = key == below,
            _ if !inside => {}
            _ => {
                if let Some(version) = open.and(version_in(line)) {
                    let pin: &mut Pin<'_> = &mut pins[open.take().unwrap_or_default()];
                    pin.found = Some((version.to_owned(), index + 1));
                } else if let Some(pin) = pins.iter().position(|pin| pin.declared.name == key) {
                    open = Some(pin);
                    let short = format!("version: {value}");
                    if let Some(version) = version_in(&short) {
                        pins[pin].found = Some((version.to_owned(), index + 1));
                    }
                }
            }
        }
    }
}

/// `"kite": ["kite@1.2.3", …`
fn bun(text: &str, _: &str, pins: &mut [Pin<'_>]) {
    for (index, line) in text.lines().enumerate() {
        let Some((name, rest)) = line.trim().strip_prefix('"').and_then(|line| line.split_once("\": [\"")) else {
            continue;
        };
        let Some(pin) = pins.iter_mut().find(|pin| pin.declared.name == name) else { continue };
        let version =
            rest.strip_prefix(name).and_then(|rest| rest.strip_prefix('@')).and_then(|rest| rest.split('"').next());
        if let Some(version) = version.filter(|version| version.starts_with(|c: char| c.is_ascii_digit())) {
            pin.found = Some((version.to_owned(), index + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::MemoryFiles;
    use crate::manifest::dependencies;

    /// What a lock file at the top says of `kite` and of `@a/b`, for the project `web`.
    fn pinned(name: &str, lock: &str) -> Vec<String> {
        let manifest = "{ \"dependencies\": { \"kite\": \"^1.2\", \"@a/b\": \"^9\", \"stale\": \"^2\" } }";
        let files = MemoryFiles::of([("web/package.json", manifest), (name, lock)]);
        let found = dependencies(&files, "web", &["web/package.json".to_owned()]);
        let pins = found.into_iter().filter(|dependency| dependency.kind == Kind::Lock);
        pins.map(|pin| format!("{} {}:{}", pin.name, pin.spec.unwrap_or_default(), pin.line)).collect()
    }

    #[test]
    fn every_lock_file_pins_what_the_manifest_asks_for() {
        let npm = "{\n  \"packages\": {\n    \"node_modules/@a/b\": {\n      \"version\": \"9.1.0\",\n    },\n    \"node_modules/kite\": {\n      \"version\": \"0.1.0\"\n    },\n    \"web/node_modules/kite\": {\n      \"version\": \"1.3.0\"\n    },\n    \"node_modules/stale\": {\n      \"version\": \"1.0.0\"\n    }\n  }\n}\n";
        assert_eq!(pinned("package-lock.json", npm), ["kite 1.3.0:10", "@a/b 9.1.0:4"]);
        let older = "{\n  \"dependencies\": {\n    \"kite\": {\n      \"version\": \"1.2.5\",\n      \"requires\": {}\n    }\n  }\n}\n";
        assert_eq!(pinned("web/package-lock.json", older), ["kite 1.2.5:4"]);
        let yarn = "kite@^0.9:\n  version \"0.9.9\"\n\n\"@a/b@^9\", \"@a/b@^9.0.1\":\n  version \"9.2.0\"\n\nkite@^1.2, kite@~1.2.0:\n  version \"1.2.4\"\n  resolved x\n";
        assert_eq!(pinned("yarn.lock", yarn), ["kite 1.2.4:8", "@a/b 9.2.0:5"]);
        let berry = "\"kite@npm:^1.2, kite@npm:^1.2.1\":\n  version: 1.4.0\n  resolution: \"kite@npm:1.4.0\"\n";
        assert_eq!(pinned("yarn.lock", berry), ["kite 1.4.0:2"]);
        let pnpm = "importers:\n\n  .:\n    dependencies:\n      kite:\n        specifier: ^0.9\n        version: 0.9.9\n\n  web:\n    dependencies:\n      '@a/b':\n        specifier: ^9\n        version: 9.0.2(kite@19.0.0)\n      kite:\n        specifier: ^1.2\n        version: 1.2.9\n\npackages:\n\n  kite@0.9.9:\n    version: 3.0.0\n";
        assert_eq!(pinned("pnpm-lock.yaml", pnpm), ["kite 1.2.9:16", "@a/b 9.0.2:13"]);
        let single = "specifiers:\n  kite: ^1.2\n\ndependencies:\n  kite: 1.2.7_react@18.2.0\n\npackages:\n\n  /kite/1.2.7:\n    version: 5.0.0\n";
        assert_eq!(pinned("web/pnpm-lock.yaml", single), ["kite 1.2.7:5"]);
        let bun = "{\n  \"packages\": {\n    \"kite\": [\"kite@1.5.0\", \"\", {}, \"sha512\"],\n  }\n}\n";
        assert_eq!(pinned("bun.lock", bun), ["kite 1.5.0:3"]);
    }
}
