//! What operations write: code that parses, in files of the repository.

use std::sync::LazyLock;

use regex::Regex;

use super::in_manifest;
use crate::lang::{Language, SourceFile};
use crate::rules::diagnostics::Diagnostic;
use crate::rules::edits::{Argument, Body, Insert, Op};
use crate::rules::load::Rule;

/// The problems of a rule's operations.
pub(super) fn lint(rule: &Rule) -> Vec<Diagnostic> {
    let ops = || rule.manifest.edit.iter().map(|edit| &edit.op);
    let outside = ops().flat_map(Op::paths).filter(|path| leads_out(path)).map(|path| {
        let hint = "paths start at the top of the repository: `docs/page.md`".to_owned();
        in_manifest(rule, "R042", &format!("`{path}` is no path inside the repository"), path, Some(hint))
    });
    let broken = ops().filter_map(|op| code_of(rule, op)).filter(|code| is_broken(rule, code)).map(|code| {
        let first = code.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
        let message = format!("the code of `{}` does not parse as {}", code.op, rule.manifest.language);
        in_manifest(rule, "R044", &message, first, None)
    });
    outside.chain(broken).collect()
}

/// Does a path lead out of the repository, whatever its templates come to?
fn leads_out(path: &str) -> bool {
    path.starts_with(['/', '~', '\\']) || path.split('/').any(|part| matches!(part, ".." | ".git"))
}

/// Code as an operation writes it, and what stands around it there.
struct Code<'r> {
    op: &'static str,
    text: &'r str,
    around: &'static [(&'static str, &'static str)],
}

/// The code of an operation that writes whole statements or an expression.
fn code_of<'r>(rule: &'r Rule, op: &'r Op) -> Option<Code<'r>> {
    match op {
        Op::Insert(Insert { body, .. }) => {
            let text = match body {
                Body::Code(code) => code,
                Body::Template(name) => rule.texts.get(name)?,
            };
            // Statements, members of a class, or children of an element.
            Some(Code { op: "insert", text, around: &[("", ""), ("class A {", "}"), ("(<>", "</>)")] })
        }
        Op::Argument(Argument { code, .. }) => Some(Code { op: "argument", text: code, around: &[("f(", ")")] }),
        _ => None,
    }
}

/// Is the code broken in every language of the rule? What a template decides cannot be told from here.
fn is_broken(rule: &Rule, code: &Code<'_>) -> bool {
    static VALUE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?s)\{\{.*?\}\}").ok());
    let languages = Language::named(&rule.manifest.language).unwrap_or_default();
    let parsed = |language: &&Language| language.grammar().is_some() && **language != Language::Yaml;
    let Some(value) = VALUE.as_ref().filter(|_| !code.text.contains("{%") && !code.text.contains("{#")) else {
        return false;
    };
    let text = value.replace_all(code.text, "x");
    // The template itself is broken, which is said elsewhere.
    if text.contains("{{") {
        return false;
    }
    let mut tried = languages.iter().filter(parsed).flat_map(|language| {
        code.around.iter().map(|(before, after)| {
            let file = SourceFile::parse("code", *language, format!("{before}{text}{after}\n"), false);
            file.root().is_some_and(|root| root.has_error())
        })
    });
    let first = tried.next();
    first == Some(true) && tried.all(|broken| broken)
}
