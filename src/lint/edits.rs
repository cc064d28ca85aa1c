//! What operations write: code that parses, in files of the repository.

use std::sync::LazyLock;

use regex::{Captures, Regex};
use tree_sitter::Node;

use super::in_manifest;
use crate::lang::{Language, SourceFile};
use crate::rules::Rule;
use crate::rules::check_query::file_of;
use crate::rules::diagnostics::Diagnostic;
use crate::rules::edits::{Argument, Body, Create, Insert, Op};

/// The problems of a rule's operations.
pub(super) fn lint(rule: &Rule) -> Vec<Diagnostic> {
    let ops = || rule.manifest.edit.iter().map(|edit| &edit.op);
    let outside = ops().flat_map(Op::paths).filter(|path| leads_out(path)).map(|path| {
        let hint = "paths start at the top of the repository: `docs/page.md`".to_owned();
        in_manifest(rule, "R042", &format!("`{path}` is no path inside the repository"), path, Some(hint))
    });
    let broken = ops().filter_map(|op| code_of(rule, op)).filter_map(|code| {
        let at = fault_of(&code)?;
        let message = format!("the code of `{}` does not parse as {}", code.op, code.language);
        let first = code.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
        let in_manifest = in_manifest(rule, "R044", &message, first, None);
        let Some(name) = code.template else { return Some(in_manifest) };
        let start = code.text[..at].rfind('\n').map_or(0, |before| before + 1);
        let end = code.text[at..].find('\n').map_or(code.text.len(), |length| at + length);
        let (file, source) = (file_of(&rule.id, name), code.text.to_owned());
        Some(Diagnostic { file, source, span: start..end, ..in_manifest })
    });
    outside.chain(broken).collect()
}

/// Does a path lead out of the repository, whatever its templates come to?
fn leads_out(path: &str) -> bool {
    path.starts_with(['/', '~', '\\']) || path.split('/').any(|part| matches!(part, ".." | ".git"))
}

/// Code as an operation writes it, in what, and what stands around it there.
struct Code<'r> {
    op: &'static str,
    /// The template it stands in, unless it stands in the manifest.
    template: Option<&'r str>,
    text: &'r str,
    language: &'r str,
    around: &'static [(&'static str, &'static str)],
}

/// The code of an operation that writes a file, whole statements or an expression.
fn code_of<'r>(rule: &'r Rule, op: &'r Op) -> Option<Code<'r>> {
    let language = rule.manifest.language.as_str();
    let of_body = |body: &'r Body| match body {
        Body::Code(code) => Some((None, code.as_str())),
        Body::Template(name) => Some((Some(name.as_str()), rule.texts.get(name)?.as_str())),
    };
    match op {
        Op::Create(Create { path, body, .. }) => {
            let (template, text) = of_body(body)?;
            let named = [path.as_str(), template.unwrap_or_default().trim_end_matches(".j2")];
            let named = named.into_iter().map(Language::of_path).find(|language| *language != Language::Text);
            // Where a template decides how the file ends, it is written in what the rule is about.
            let open = path.ends_with("}}").then_some(language);
            let language = named.map(Language::name).or(open)?;
            let is_code = Language::named(language)?.iter().all(|language| language.is_code());
            is_code.then_some(Code { op: "create", template, text, language, around: &[("", "")] })
        }
        Op::Insert(Insert { body, .. }) => {
            let (template, text) = of_body(body)?;
            // Statements, members of a class, or children of an element.
            let around = &[("", ""), ("class A {", "}"), ("(<>", "</>)")];
            Some(Code { op: "insert", template, text, language, around })
        }
        Op::Argument(Argument { code, .. }) => {
            Some(Code { op: "argument", template: None, text: code, language, around: &[("f(", ")")] })
        }
        _ => None,
    }
}

/// Where code is broken in every language it may be written in, whatever its values are. What tags decide cannot be told
/// from here.
fn fault_of(code: &Code<'_>) -> Option<usize> {
    static VALUE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?s)\{\{.*?\}\}").ok());
    let value = VALUE.as_ref().filter(|_| !code.text.contains("{%") && !code.text.contains("{#"))?;
    // What stands for a value is as long as it: a name, or the literal that a filter makes. Behind a bracket neither can
    // stand, so that it is nothing there: `def start(){{ returns }}:`.
    let literal = |found: &str| format!("\"{}\"", "x".repeat(found.len() - 2));
    let makes_literal = |found: &str| {
        let filter = found.trim_end_matches(['}', '-', ' ', '\n']).rsplit_once('|').map(|(_, filter)| filter.trim());
        matches!(filter, Some("js" | "json" | "py"))
    };
    let filled = value.replace_all(code.text, |found: &Captures<'_>| {
        let at = found.get(0).map_or(0, |whole| whole.start());
        match &found[0] {
            value if code.text[..at].ends_with([')', ']', '}']) => " ".repeat(value.len()),
            value if makes_literal(value) => literal(value),
            value => "x".repeat(value.len()),
        }
    });
    let emptied = value.replace_all(code.text, |found: &Captures<'_>| " ".repeat(found[0].len()));
    // The template itself is broken, which is said elsewhere.
    if filled.contains("{{") {
        return None;
    }
    let languages = Language::named(code.language).unwrap_or_default();
    let parsed = || languages.iter().filter(|language| language.grammar().is_some() && **language != Language::Yaml);
    let fault_in = |text: &str, language: Language, (before, after): (&str, &str)| {
        let file = SourceFile::parse("code", language, format!("{before}{text}{after}\n"), false);
        Some(first_fault(file.root()?)?.saturating_sub(before.len()).min(text.len()))
    };
    let tries = [&filled, &emptied].into_iter().flat_map(|text| {
        parsed().flat_map(move |language| code.around.iter().map(move |around| (text, *language, *around)))
    });
    let faults: Option<Vec<usize>> = tries.map(|(text, language, around)| fault_in(text, language, around)).collect();
    faults?.first().copied()
}

/// Where the first node begins that is none.
fn first_fault(root: Node<'_>) -> Option<usize> {
    let mut node = root;
    while node.has_error() && !node.is_error() {
        let mut children = node.walk();
        let Some(child) = node.children(&mut children).find(|child| child.has_error() || child.is_missing()) else {
            break;
        };
        node = child;
    }
    (node != root || root.has_error()).then(|| node.start_byte())
}
