//! Do a rule's templates parse, and do they name only what is there? A name nobody defines would fail in
//! the repository of whoever runs the rule.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::{in_manifest, unknown_setting};
use crate::engine::context::{FIELDS, FUNCTIONS, Function};
use crate::rules::apps::part_file;
use crate::rules::diagnostics::{Diagnostic, nearest};
use crate::rules::edits::{Edit, Op};
use crate::rules::model::Expect;
use crate::rules::template::{self, FILTERS};
use crate::rules::{Pack, Rule};

/// Names every template sees.
const EVERYWHERE: [&str; 2] = ["project", "repo"];

/// A template and where it stands.
struct Text<'r> {
    /// The template file; `None` for a text in the rule file.
    file: Option<&'r str>,
    text: String,
    /// Names it sees beside those all templates of the rule see.
    more: Vec<&'r str>,
    /// Is it rendered at a site?
    sited: bool,
}

/// The problems of a rule's templates; `captures` are those of its query.
pub(super) fn lint(pack: &Pack, rule: &Rule, captures: &BTreeSet<String>) -> Vec<Diagnostic> {
    texts(pack, rule).iter().filter_map(|text| check(pack, rule, text, captures)).collect()
}

/// Every template of a rule.
fn texts<'r>(pack: &'r Pack, rule: &'r Rule) -> Vec<Text<'r>> {
    let manifest = &rule.manifest;
    let sited = manifest.matches.is_some();
    let inline = |text: &str, sited: bool| Text { file: None, text: text.to_owned(), more: Vec::new(), sited };
    let mut found: Vec<Text<'_>> = Vec::new();
    for edit in &manifest.edit {
        let more: Vec<&str> = match &edit.op {
            Op::Create(create) => create.imports.keys().map(String::as_str).collect(),
            _ => Vec::new(),
        };
        found.extend(edit.texts().iter().map(|text| Text { more: more.clone(), ..inline(text, sited) }));
        if let Some(name) = edit.op.template()
            && let Some(text) = rule.texts.get(name)
        {
            found.push(Text { file: Some(name), text: text.clone(), more, sited });
        }
    }
    let said = manifest.matches.iter().flat_map(|matches| matches.note.iter().chain(&matches.ambiguous));
    found.extend(said.map(|text| inline(text, true)));
    found.extend(
        manifest
            .matches
            .iter()
            .flat_map(|matches| matches.keep.iter().chain(&matches.prefer).chain(&matches.ask))
            .chain(manifest.done.iter().filter_map(|done| done.keep.as_ref()))
            .map(|text| inline(&format!("{{{{ {text} }}}}"), true)),
    );
    found.extend(manifest.vars.values().map(|expression| inline(&format!("{{{{ {expression} }}}}"), sited)));
    let noted = manifest.matches.iter().any(|matches| matches.note.is_some());
    let more: Vec<&str> = noted.then_some("notes").into_iter().collect();
    found.extend(manifest.manual.iter().map(|manual| Text { more: more.clone(), ..inline(&manual.text, sited) }));
    // What is shown where the rule does not edit is shown for the project, not for a site.
    let outcome = |text: &String| Text { more: vec!["outcome"], ..inline(text, false) };
    found.extend(manifest.fallback.iter().map(outcome));
    found.extend(
        manifest.unsupported.iter().filter_map(|refusal| refusal.manual.as_ref()).map(|text| inline(text, sited)),
    );
    found
        .extend(manifest.matches.iter().filter_map(|matches| matches.pattern.as_ref()).map(|text| inline(text, false)));
    let files = [manifest.matches.as_ref().map(|matches| &matches.file), manifest.done.as_ref().map(|done| &done.file)];
    found.extend(files.into_iter().flatten().flatten().map(|text| inline(text, false)));
    if let Some(fact) = &manifest.fact {
        let lines = fact.headline.iter().chain(&fact.sends);
        found.extend(fact.value.iter().chain(fact.columns.values()).chain(lines).map(|text| inline(text, true)));
    }
    found.extend(parts(pack, rule, sited));
    found.retain(|text| template::is_template(&text.text));
    found
}

/// What areas say on the rule's page, with the names that the page hands on: `part("network", app, mark="-")`.
fn parts<'r>(pack: &'r Pack, rule: &'r Rule, sited: bool) -> Vec<Text<'r>> {
    let Ok(named) = Regex::new(r"[(,]\s*(\w+)\s*=[^=]") else { return Vec::new() };
    let texts: Vec<&str> = rule.all_texts().chain(pack.manifest.vars.values().map(String::as_str)).collect();
    let handed = |part: &str| -> Vec<&'r str> {
        let calls = texts.iter().flat_map(|text| text.split(&format!("part(\"{part}\"")).skip(1).collect::<Vec<_>>());
        let arguments = calls.map(|rest| rest.split("}}").next().unwrap_or_default());
        arguments.flat_map(|text| named.captures_iter(text)).filter_map(|found| Some(found.get(1)?.as_str())).collect()
    };
    let all = pack
        .apps
        .iter()
        .flat_map(|(area, app)| app.parts.iter().map(move |(name, file)| (name, part_file(area, file))));
    all.filter_map(|(name, file)| {
        let (file, text) = rule.texts.get_key_value(&file)?;
        let more = handed(name).into_iter().chain(["app"]).collect();
        Some(Text { file: Some(file), text: text.clone(), more, sited })
    })
    .collect()
}

fn check(pack: &Pack, rule: &Rule, text: &Text<'_>, captures: &BTreeSet<String>) -> Option<Diagnostic> {
    let paths = match template::names(&rule.id, &text.text, true) {
        Ok(paths) => paths,
        Err((message, line)) => {
            return Some(at(rule, text, "R022", &format!("the template does not parse: {message}"), line, None));
        }
    };
    let mut known: BTreeSet<&str> = EVERYWHERE.into_iter().chain(FUNCTIONS.iter().map(Function::name)).collect();
    known.extend(pack.manifest.vars.keys().map(String::as_str));
    known.extend(rule.manifest.vars.keys().map(String::as_str));
    known.extend(rule.manifest.uses.keys().map(String::as_str));
    known.extend(&text.more);
    // Why the operation cannot do it.
    let instead = |edit: &Edit| edit.otherwise.as_deref() == Some(text.text.as_ref());
    known.extend(rule.manifest.edit.iter().any(instead).then_some("reason"));
    if text.sited {
        known.insert("site");
        known.extend(rule.manifest.matches.iter().filter_map(|matches| matches.command.as_ref()).map(|_| "command"));
        // All of them, where they are of one file.
        known.extend(rule.manifest.matches.iter().filter(|matches| matches.expect == Expect::File).map(|_| "sites"));
        known.extend(captures.iter().map(String::as_str).filter(|name| !name.starts_with('_')));
    }
    let head = |path: &String| path.split('.').next().unwrap_or_default().to_owned();
    if let Some(unknown) = paths.iter().map(head).find(|name| !known.contains(name.as_str())) {
        let hint = match unknown.as_str() {
            "site" if !text.sited => Some("this text is shown for the project, not for a site".to_owned()),
            word => nearest(word, known.iter().copied()).map(|near| format!("did you mean `{near}`?")),
        };
        let line = line_of(&text.text, &unknown);
        return Some(at(
            rule,
            text,
            "R032",
            &format!("the template names `{unknown}`, which nobody defines"),
            line,
            hint,
        ));
    }
    let own = |name: &str| rule.manifest.vars.contains_key(name) || pack.manifest.vars.contains_key(name);
    let captured = |name: &str| text.sited && !own(name) && (name == "site" || captures.contains(name));
    let mut fields = paths.iter().filter_map(|path| path.split_once('.')).filter(|(name, _)| captured(name));
    let odd = fields.find_map(|(name, rest)| {
        let field = rest.split('.').next().unwrap_or_default();
        FIELDS.iter().all(|known| known.name != field).then_some((name, field))
    });
    if let Some((name, field)) = odd {
        let hint = nearest(field, FIELDS.iter().map(|field| field.name)).map_or_else(
            || format!("captures have `{}`", FIELDS.iter().map(|field| field.name).collect::<Vec<_>>().join("`, `")),
            |near| format!("did you mean `{name}.{near}`?"),
        );
        let message = format!("`{name}` has no field `{field}`");
        return Some(at(rule, text, "R039", &message, line_of(&text.text, &format!("{name}.{field}")), Some(hint)));
    }
    if let Some(escape) = lost_escape(&text.text) {
        let message = format!("`{escape}` is a control character in a string of a template");
        let hint = format!(
            "for the regular expression, write `\\{escape}`; in a string of TOML in double quotes, each backslash twice"
        );
        return Some(at(rule, text, "R049", &message, line_of(&text.text, escape), Some(hint)));
    }
    if let Some(filter) = filters(&text.text).into_iter().find(|name| !template::is_filter(name)) {
        let near = nearest(&filter, FILTERS.iter().map(|filter| filter.name));
        let hint = near.map(|near| format!("did you mean `{near}`?"));
        let message = format!("there is no filter `{filter}`");
        return Some(at(rule, text, "R040", &message, line_of(&text.text, &filter), hint));
    }
    asked(&text.text).into_iter().find_map(|(function, name, line)| match function.as_str() {
        "fact" | "everywhere" => {
            let facts: Vec<&str> =
                pack.rules.iter().filter_map(|rule| Some(rule.manifest.fact.as_ref()?.name.as_str())).collect();
            let hint = nearest(&name, facts.iter().copied()).map(|near| format!("did you mean `{near}`?"));
            (!facts.contains(&name.as_str()))
                .then(|| at(rule, text, "R005", &format!("unknown fact `{name}`"), line, hint))
        }
        "setting" if !pack.manifest.settings.contains_key(&name) => {
            let problem = unknown_setting(pack, rule, &name, &name);
            Some(at(rule, text, "R030", &problem.message, line, problem.hint))
        }
        _ => None,
    })
}

/// The line a word first stands on, counted from one.
fn line_of(text: &str, word: &str) -> usize {
    text.lines().position(|line| line.contains(word)).unwrap_or(0) + 1
}

/// What is code in a template, and what is a string in that.
fn code_and_strings() -> Option<&'static [Regex; 2]> {
    static PARTS: LazyLock<Option<[Regex; 2]>> = LazyLock::new(|| {
        let code = Regex::new(r"(?s)\{[{%].*?[%}]\}").ok()?;
        Some([code, Regex::new(r#""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'"#).ok()?])
    });
    PARTS.as_ref()
}

/// The filters a template uses. A name behind `|` outside of strings is one, and so is that of a filter block.
fn filters(text: &str) -> Vec<String> {
    static FILTER: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?:\||\{%-?\s*filter)\s*([A-Za-z_]\w*)").ok());
    let (Some([code, string]), Some(filter)) = (code_and_strings(), FILTER.as_ref()) else { return Vec::new() };
    let bare = code.find_iter(text).map(|code| string.replace_all(code.as_str(), "''").into_owned());
    bare.flat_map(|code| filter.captures_iter(&code).map(|found| found[1].to_owned()).collect::<Vec<_>>()).collect()
}

/// `\b` or `\f` in a string of a template's code: templates take it for a backspace or a form feed.
fn lost_escape(text: &str) -> Option<&str> {
    static ESCAPE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?s)\\.").ok());
    let (Some([code, string]), Some(escape)) = (code_and_strings(), ESCAPE.as_ref()) else { return None };
    let strings = code.find_iter(text).flat_map(|code| string.find_iter(code.as_str()));
    let mut escapes = strings.flat_map(|string| escape.find_iter(string.as_str())).map(|found| found.as_str());
    escapes.find(|escape| matches!(*escape, r"\b" | r"\f"))
}

/// `fact("…")`, `everywhere("…")` and `setting("…")` in a template, with their lines.
fn asked(text: &str) -> Vec<(String, String, usize)> {
    let Ok(call) = Regex::new(r#"\b(fact|everywhere|setting)\(\s*["']([^"']*)["']"#) else { return Vec::new() };
    let line_of = |at: usize| 1 + text[..at].matches('\n').count();
    call.captures_iter(text)
        .filter_map(|found| Some((found[1].to_owned(), found[2].to_owned(), line_of(found.get(0)?.start()))))
        .collect()
}

/// A problem on a line of a template.
fn at(
    rule: &Rule,
    text: &Text<'_>,
    code: &'static str,
    message: &str,
    line: usize,
    hint: Option<String>,
) -> Diagnostic {
    let of_line = text.text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let Some(file) = text.file else {
        // An expression of `vars` is wrapped to be read as a template.
        let needle = of_line.trim().trim_start_matches("{{ ").trim_end_matches(" }}");
        let whole = rule.source.contains(of_line.trim());
        return in_manifest(rule, code, message, if whole { of_line.trim() } else { needle }, hint);
    };
    let start: usize = text.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    Diagnostic {
        code,
        message: message.to_owned(),
        file: crate::rules::check_query::file_of(&rule.id, file),
        source: text.text.clone(),
        span: start..start + of_line.len(),
        label: "here".to_owned(),
        hint,
    }
}
