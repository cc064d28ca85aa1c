//! What a command starts: its words followed to files of the repository, and from there by name to the places
//! that somebody looks for.

use std::collections::{BTreeSet, HashSet};

use tree_sitter::Node;

use super::{Matcher, Parsed};
use crate::files::{Files, folders_above, join};
use crate::lang::{Language, python_path, walk};

/// Names looked at for one word; code that needs more is given up.
const STEPS: usize = 300;

/// A word of a command that names code: `shop.web:make()`, `shop.web`, `bin/web.py`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The file.
    pub file: String,
    /// Does the word name something in it?
    pub named: bool,
    /// The nearest of the wanted places, as `path#name`.
    pub places: BTreeSet<String>,
}

/// A name of a file; all it has at its top where the name is empty.
type Name = (String, String);

impl Matcher {
    /// Where a word of a command in the file `from` leads. `above` is what that file says before the command: of
    /// several folders that could be meant it names one.
    pub fn reached(
        &self,
        files: &dyn Files,
        from: &str,
        above: &str,
        word: &str,
        wanted: &BTreeSet<&str>,
    ) -> Option<Reached> {
        let (module, name) = target(word)?;
        let whole = file_of(files, from, above, &module, !name.is_empty()).map(|found| (found, name.clone()));
        // `shop.web.app`: some take a dot for the colon.
        let dotted = || {
            let (module, name) = module.rsplit_once('/').filter(|_| name.is_empty() && !word.contains('/'))?;
            Some((file_of(files, from, above, module, true)?, name.to_owned()))
        };
        let ((base, file), name) = whole.or_else(dotted)?;
        let named = !name.is_empty();
        let mut level: Vec<Name> = vec![(file.clone(), name)];
        let mut seen: HashSet<Name> = HashSet::new();
        let mut places = BTreeSet::new();
        while places.is_empty() && !level.is_empty() && seen.len() < STEPS {
            let mut next = Vec::new();
            for (path, name) in std::mem::take(&mut level) {
                if !seen.insert((path.clone(), name.clone())) {
                    continue;
                }
                let place = format!("{path}#{name}");
                places.extend(wanted.contains(place.as_str()).then_some(place));
                if let Some(parsed) = self.parse(files, &path) {
                    next.extend(uses(files, &base, &parsed, &name));
                }
            }
            level = next;
        }
        Some(Reached { file, named, places })
    }
}

/// The module and the name in it that a word is about.
fn target(word: &str) -> Option<(String, String)> {
    // `--wsgi-file=web.py`, `/=shop:app`, `${TARGET:-shop:app}`
    let head = word.split('(').next().unwrap_or(word);
    let value = head.rfind('=').map_or(head, |at| &head[at + 1..]);
    let value = value.rsplit(":-").next().unwrap_or(value).trim_end_matches('}');
    let (module, name) = value.split_once(':').unwrap_or((value, ""));
    let is_name = |text: &str| {
        !text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(|c| c.is_alphanumeric() || c == '_')
    };
    let name = name.split('.').next().filter(|name| is_name(name))?;
    // `wsgi-file = shop.wsgi` is a file, `shop.wsgi:app` a module.
    if module.ends_with(".py") || module.ends_with(".wsgi") && !value.contains(':') {
        return Some((module.trim_start_matches("./").to_owned(), name.to_owned()));
    }
    let dotted = module.split('.').all(|part| !part.is_empty() && is_name(part));
    dotted.then(|| (module.replace('.', "/"), name.to_owned()))
}

/// The folder Python starts in, and the file of a module that a command in `from` names, for itself or for a name in it.
fn file_of(files: &dyn Files, from: &str, above: &str, module: &str, named: bool) -> Option<(String, String)> {
    let script = module.ends_with(".py") || module.ends_with(".wsgi");
    // A package is imported before a module of its name; only as a whole it is run.
    let endings: &[&str] = match (script, named) {
        (true, _) => &[""],
        (false, true) => &["/__init__.py", ".py"],
        (false, false) => &["/__main__.py", "/__init__.py", ".py"],
    };
    let at = |base: &str| {
        let found = endings.iter().map(|end| join(base, &format!("{module}{end}")));
        found.into_iter().find(|path| !path.contains("../") && files.exists(path)).map(|path| (base.to_owned(), path))
    };
    let near = folders_above(from).flat_map(|base| [base.to_owned(), join(base, "src")]).find_map(|base| at(&base));
    if near.is_some() {
        return near;
    }
    // In an image or on a server the code lies elsewhere: `/srv/app/web.py` is some `web.py` here.
    let absolute = module.starts_with('/');
    let all = files.below(".");
    let mut tail = module.trim_start_matches('/');
    loop {
        let ends: Vec<String> = endings.iter().map(|end| format!("{tail}{end}")).collect();
        let base_of = |path: &String| {
            let end = ends.iter().find(|end| path.ends_with(end.as_str()))?;
            let base = path[..path.len() - end.len()].strip_suffix('/');
            (path == end).then_some(".").or(base).map(str::to_owned)
        };
        let found = all.iter().filter_map(|path| Some((base_of(path)?, path.clone())));
        let found: Vec<(String, String)> = found.filter(|(base, _)| !base.contains("node_modules")).collect();
        match (found.as_slice(), tail.split_once('/')) {
            ([one], _) => return Some(one.clone()),
            ([], Some((_, shorter))) if absolute => tail = shorter,
            ([], _) => return None,
            _ => return named_last(above, found),
        }
    }
}

/// Of several the one whose folder a text names last.
fn named_last(above: &str, found: Vec<(String, String)>) -> Option<(String, String)> {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let last = |name: &str| {
        let mut places = above.rmatch_indices(name).map(|(at, _)| at);
        places.find(|at| !above[..*at].ends_with(part) && !above[at + name.len()..].starts_with(part))
    };
    let named = found.into_iter().filter_map(|one| Some((last(&one.0).filter(|_| one.0 != ".")?, one)));
    named.max_by_key(|(at, one)| (*at, one.0.len())).map(|(_, one)| one)
}

/// The names of the repository that what a name is bound to uses, or a whole file.
fn uses(files: &dyn Files, base: &str, parsed: &Parsed, name: &str) -> Vec<Name> {
    if parsed.file.language != Language::Python {
        return Vec::new();
    }
    let Some(root) = parsed.file.root() else { return Vec::new() };
    let mut bound = Vec::new();
    definitions(parsed, root, &mut bound);
    let mut found = Vec::new();
    let path = &parsed.file.path;
    let mut use_of = |written: &str| {
        // `serve("shop.web:app")`: a text that names code as a command would.
        if written.contains(':') {
            let named = target(written).map(|(module, name)| format!("{}.{name}", module.replace('/', ".")));
            found.extend(named.and_then(|origin| imported(files, base, path, &origin)));
            return;
        }
        let head = written.split('.').next().unwrap_or(written);
        if bound.iter().any(|(known, _)| *known == head) {
            found.push((path.clone(), head.to_owned()));
        }
        if let Some(origin) = parsed.imports.origin(written) {
            found.extend(imported(files, base, path, &origin));
        }
    };
    if name.is_empty() {
        bound.iter().for_each(|(known, _)| use_of(known));
        used_in(parsed, root, &mut use_of);
        return found;
    }
    let own: Vec<Node<'_>> = bound.iter().filter(|(known, _)| *known == name).map(|(_, node)| *node).collect();
    own.iter().for_each(|node| used_in(parsed, *node, &mut use_of));
    if own.is_empty() {
        use_of(name);
    }
    found
}

/// The file and the name there that a dotted origin means.
fn imported(files: &dyn Files, base: &str, importer: &str, origin: &str) -> Option<Name> {
    // A module that is only imported lends nothing but what is used of it.
    python_path::splits(files, base, importer, origin).find_map(|(target, behind)| {
        let name = behind.split('.').next().filter(|name| !name.is_empty())?;
        Some((target, name.to_owned()))
    })
}

/// What a file binds at its top, in branches too: each name with the statement that binds it.
fn definitions<'t>(parsed: &'t Parsed, node: Node<'t>, found: &mut Vec<(&'t str, Node<'t>)>) {
    let text = |node: Node<'t>| parsed.file.text_of(node);
    match node.kind() {
        "function_definition" | "class_definition" => {
            found.extend(node.child_by_field_name("name").map(|name| (text(name), node)));
        }
        "assignment" => {
            let left = node.child_by_field_name("left");
            let mut cursor = node.walk();
            let names = left.into_iter().flat_map(|left| match left.kind() {
                "identifier" => vec![left],
                // `app.wsgi_app = Proxy(app.wsgi_app)` says more of what `app` is.
                "attribute" => left.child_by_field_name("object").into_iter().collect(),
                _ => left.named_children(&mut cursor).collect(),
            });
            found.extend(names.filter(|name| name.kind() == "identifier").map(|name| (text(name), node)));
            if let Some(right) = node.child_by_field_name("right").filter(|right| right.kind() == "assignment") {
                definitions(parsed, right, found);
            }
        }
        _ => {
            let mut cursor = node.walk();
            for child in node.named_children(&mut cursor).collect::<Vec<_>>() {
                definitions(parsed, child, found);
            }
        }
    }
}

/// Every name in a piece of code, with the attributes behind it, and every text with a colon.
fn used_in(parsed: &Parsed, node: Node<'_>, use_of: &mut dyn FnMut(&str)) {
    walk(node, |node| {
        let is_whole = node.kind() == "attribute" && !parsed.file.text_of(node).contains(['(', '[', '"', '\'']);
        let is_told = node.kind() == "string_content" && parsed.file.text_of(node).contains(':');
        if is_whole || is_told || node.kind() == "identifier" {
            use_of(parsed.file.text_of(node));
        }
        !is_whole
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::MemoryFiles;

    #[test]
    fn a_word_leads_to_the_nearest_place_that_is_wanted() {
        let files = MemoryFiles::of([
            ("api/wsgi.py", "from shop.factory import make as m\nfrom acme import Proxy\napp = Proxy(m())\n"),
            ("api/shop/__init__.py", ""),
            ("api/shop/factory.py", "from .base import build\n\ndef make():\n    app = build()\n    return app\n"),
            ("api/shop/base.py", "import acme\n\ndef build():\n    return acme.App()\n"),
            ("api/run.py", "import shop.factory\n\nif True:\n    shop.factory.make().run()\n"),
            (
                "api/serve.py",
                "import acme\n\nif __name__ == \"__main__\":\n    acme.run(\"shop.base:build\", port=80)\n",
            ),
            ("api/note.py", "print(\"shop.base: build\", \"http://shop.base:80\")\n"),
            ("tools/one/app.py", "import acme\napp = other = acme.App()\n"),
            ("tools/two/app.py", "import acme\napp = acme.App()\n"),
            ("job/app.py", "import acme\napp = acme.App()\n"),
            ("job/app/__init__.py", "import acme\napp = acme.App()\n"),
            ("job/app/__main__.py", "from app import app\n"),
        ]);
        let wanted =
            ["api/shop/base.py#build", "tools/one/app.py#other", "tools/two/app.py#app", "job/app/__init__.py#app"]
                .into();
        let reached = |from: &str, above: &str, word: &str| {
            let found = Matcher::default().reached(&files, from, above, word, &wanted)?;
            Some(found.places.into_iter().collect::<Vec<_>>().join(" "))
        };
        let base = Some("api/shop/base.py#build".to_owned());
        assert_eq!(reached("api/Dockerfile", "", "wsgi:app"), base);
        assert_eq!(reached("api/Dockerfile", "", "shop.factory:make('x')"), base);
        assert_eq!(reached("Dockerfile", "", "/srv/run.py"), base);
        assert_eq!(reached("api/Dockerfile", "", "wsgi.app"), base);
        assert_eq!(reached("api/Dockerfile", "", "--module=wsgi"), base);
        assert_eq!(reached("api/Dockerfile", "", "serve.py"), base);
        assert_eq!(reached("api/Dockerfile", "", "note.py").as_deref(), Some(""));
        assert_eq!(reached("Dockerfile", "COPY tools/two .", "app:app").as_deref(), Some("tools/two/app.py#app"));
        assert_eq!(reached("Dockerfile", "", "app:app"), None);
        // What lies beside a package of its name is a leftover.
        assert_eq!(reached("job/run.sh", "", "app:app").as_deref(), Some("job/app/__init__.py#app"));
        assert_eq!(reached("job/run.sh", "", "app").as_deref(), Some("job/app/__init__.py#app"));
        assert_eq!(reached("tools/one/run.sh", "", "app:app").as_deref(), Some("tools/one/app.py#other"));
        assert_eq!(reached("api/Dockerfile", "", "0.0.0.0:80"), None);
        assert_eq!(reached("api/Dockerfile", "", "shop.base:nothing").as_deref(), Some(""));
    }
}
