//! Templates: minijinja, strict, without file access.
//!
//! A value that comes from a repository can be hostile. Written bare, a string must be a plain word (an
//! identifier, a path, a version); anything else has to pass through a language filter, which quotes it:
//! `{{ name | py }}`. So no value can close a string or start a line of code.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::LazyLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Expression, Output, State, UndefinedBehavior};

use crate::lang::yaml_scalar;
use crate::pattern::compiled;
use crate::rules::vocabulary::words_of;

/// Renders a template over a context.
///
/// # Errors
/// A sentence that names the template and what is wrong.
pub fn render(name: &str, source: &str, context: &Value) -> Result<String, String> {
    let environment = environment()?;
    environment
        .render_named_str(name, source, context)
        .map_err(|error| format!("the template {name} does not render: {}", describe(&error)))
}

/// Renders a text that is kept as a value rather than written: a fact, a path. Whatever a repository holds may
/// stand in it, since a value has to pass a filter where it is written.
///
/// # Errors
/// A sentence that names the template and what is wrong.
pub fn render_value(name: &str, source: &str, context: &Value) -> Result<String, String> {
    static ENVIRONMENT: LazyLock<Result<Environment<'static>, String>> = LazyLock::new(|| {
        let mut environment = build_environment()?;
        environment.set_formatter(minijinja::escape_formatter);
        Ok(environment)
    });
    let environment = ENVIRONMENT.as_ref().map_err(Clone::clone)?;
    environment
        .render_named_str(name, source, context)
        .map_err(|error| format!("the template {name} does not render: {}", describe(&error)))
}

/// Evaluates an expression over a context: the value of one of a rule's `vars`.
///
/// # Errors
/// A sentence that says what is wrong.
pub fn evaluate(expression: &str, context: &Value) -> Result<Value, String> {
    let environment = environment()?;
    let evaluated = parsed(environment, expression).and_then(|parsed| parsed.eval(context));
    evaluated.map_err(|error| format!("`{expression}` does not evaluate: {}", describe(&error)))
}

/// An expression, parsed once per thread: those of a pack are asked for at every site.
fn parsed(
    environment: &'static Environment<'static>,
    expression: &str,
) -> Result<Rc<Expression<'static, 'static>>, Error> {
    thread_local! {
        static PARSED: RefCell<HashMap<String, Rc<Expression<'static, 'static>>>> = RefCell::default();
    }
    if let Some(known) = PARSED.with_borrow(|known| known.get(expression).cloned()) {
        return Ok(known);
    }
    let new = Rc::new(environment.compile_expression_owned(expression.to_owned())?);
    PARSED.with_borrow_mut(|known| known.insert(expression.to_owned(), new.clone()));
    Ok(new)
}

/// Instructions of one template or expression: rules come from repositories too, and none may go on for ever. The
/// bundled ones stay far below.
const STEPS: u64 = 5_000_000;

/// The one environment: filters and settings are the same for every template.
fn environment() -> Result<&'static Environment<'static>, String> {
    static ENVIRONMENT: LazyLock<Result<Environment<'static>, String>> = LazyLock::new(build_environment);
    ENVIRONMENT.as_ref().map_err(Clone::clone)
}

fn build_environment() -> Result<Environment<'static>, String> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    let syntax = SyntaxConfig::builder().keep_trailing_newline(true).build();
    environment.set_syntax(syntax.map_err(|error| format!("the template syntax is broken: {error}"))?);
    environment.set_formatter(format_value);
    environment.set_fuel(Some(STEPS));
    for filter in FILTERS {
        (filter.add)(filter.name, &mut environment);
    }
    Ok(environment)
}

/// A filter of templates.
pub struct Filter {
    /// Its name.
    pub name: &'static str,
    /// What it makes of a value.
    pub about: &'static str,
    /// An expression that uses it ...
    pub example: &'static str,
    /// ... and what that gives.
    pub gives: &'static str,
    add: fn(&'static str, &mut Environment<'static>),
}

macro_rules! filter {
    ($name:literal, $about:literal, $example:literal => $gives:literal, quoted $quote:expr) => {
        filter!($name, $about, $example => $gives, |value: &Value| quoted(value, $quote))
    };
    ($name:literal, $about:literal, $example:literal => $gives:literal, $with:expr) => {
        Filter {
            name: $name,
            about: $about,
            example: $example,
            gives: $gives,
            add: |name, environment| environment.add_filter(name, $with),
        }
    };
}

/// Every filter beside those of minijinja, in the order of the reference.
pub const FILTERS: &[Filter] = &[
    filter!("py", "A string literal of Python.", r#"'say "x"'|py"# => r#""say \"x\"""#, quoted python_string),
    filter!("js", "A string literal of JavaScript.", r#"'say "x"'|js"# => r#""say \"x\"""#, quoted json_string),
    filter!("yaml", "A YAML scalar, quoted where it has to be.", "'a: b'|yaml" => r#""a: b""#, quoted yaml_scalar::plain_or_quoted),
    filter!("toml", "A TOML string.", "'x'|toml" => r#""x""#, quoted json_string),
    filter!("hcl", "A string of HCL, in which nothing is code.", "'${x}'|hcl" => r#""$${x}""#, quoted hcl_string),
    filter!("dotenv", "The value of an env file, quoted where it has to be.", "'a b'|dotenv" => r#""a b""#, quoted dotenv_string),
    filter!("comment", "Text for a comment or for prose: one line, nothing invisible.", r"'a\nb'|comment" => "a b", quoted comment_text),
    filter!("md", "Code in Markdown prose.", "'a b'|md" => "`a b`", quoted code_span),
    filter!("fill", "A paragraph or list item of Markdown in lines of 80 columns.", r"'a\nb'|fill" => "a b", quoted filled),
    filter!("re", "A regular expression for the text itself.", "'a.b'|re" => r"a\.b", quoted regex::escape),
    filter!("dedent", "Lines without the indentation they have in common.", r"'  a\n  b'|dedent" => "a\nb", dedent),
    filter!("unquote", "What a string literal says; other code as it is.", r#"'"x"'|unquote"# => "x", |text: &str| unquoted(text).to_owned()),
    filter!("snake", "The words of a name in lower case, with `_` between them.", "'AppUser'|snake" => "app_user", |value: &Value| words_of(&value.to_string()).join("_")),
    filter!("find", "What a regular expression finds: its first group where it has one; `none` where it does not match, and of `none`.", "'v2.1'|find('v([0-9]+)')" => "2", find),
    filter!("records", "A list of plain values as records that have them in one column; named arguments are further columns.", "(['a']|records('name', why='x'))[0].why" => "x", records),
    filter!("variables", "A variable for each of several folders, as a map: that of one alone, and of the top, has the plain name; folders of one name say where they lie.", "(['api', 'apps/web']|variables('KEY'))['apps/web']" => "KEY_WEB", variables),
];

/// Is there a filter of that name, ours or minijinja's?
pub fn is_filter(name: &str) -> bool {
    let known = |environment: &Environment<'_>| {
        let error = environment.render_str(&format!("{{{{ 0|{name} }}}}"), ()).err();
        error.is_none_or(|error| error.kind() != ErrorKind::UnknownFilter)
    };
    environment().is_ok_and(known)
}

/// What a regular expression finds in a text: its first group where it has one, else the whole match;
/// `none` where it does not match, and of `none`: what a broken file does not say is not found in it.
fn find(text: Option<&str>, pattern: &str) -> Result<Value, Error> {
    let Some(text) = text else { return Ok(Value::from(())) };
    let pattern = compiled(pattern).map_err(|error| Error::new(ErrorKind::InvalidOperation, error.to_string()))?;
    let found = pattern.captures(text);
    let found = found.as_ref().and_then(|found| found.get(1).or_else(|| found.get(0)));
    Ok(found.map_or_else(|| Value::from(()), |found| Value::from(found.as_str())))
}

/// A list of plain values as records that have them in one column; named arguments are further columns:
/// `["a"]|records("name", why="asked for")`.
fn records(values: Vec<Value>, column: &str, others: Kwargs) -> Result<Vec<Value>, Error> {
    let names: Vec<&str> = others.args().collect();
    let mut constant = Vec::with_capacity(names.len());
    for name in names {
        constant.push((name.to_owned(), others.get::<Value>(name)?));
    }
    let record = |value| Value::from_pairs(constant.iter().cloned().chain([(column.to_owned(), value)]));
    Ok(values.into_iter().map(record).collect())
}

/// A variable of a pipeline for each of several folders, as a map: `["api", "apps/web"]|variables("KEY")` are
/// `KEY_API` and `KEY_WEB`. One folder alone, and the top, have the plain name; folders of one name say where they lie.
fn variables(folders: Vec<String>, prefix: &str) -> Value {
    let last = |folder: &str| folder.rsplit('/').next().unwrap_or(folder).to_owned();
    let name = |folder: &String| {
        let alike = folders.iter().filter(|other| last(other) == last(folder)).count();
        let said = if alike > 1 { folder.clone() } else { last(folder) };
        let words = words_of(&said).join("_").to_uppercase();
        let plain = folders.len() == 1 || folder == "." || words.is_empty();
        (folder.clone(), if plain { prefix.to_owned() } else { format!("{prefix}_{words}") })
    };
    Value::from_pairs(folders.iter().map(name))
}

/// Is there anything to render in a text?
pub fn is_template(text: &str) -> bool {
    text.contains("{{") || text.contains("{%") || text.contains("{#")
}

/// The names a template looks up, those of minijinja itself left out; with their fields, `site.file`, where
/// `nested` is set.
///
/// # Errors
/// What is wrong where it does not parse, and the 1-based line.
pub fn names(name: &str, source: &str, nested: bool) -> Result<BTreeSet<String>, (String, usize)> {
    let environment = Environment::new();
    let template = environment
        .template_from_named_str(name, source)
        .map_err(|error| (describe(&error), error.line().unwrap_or(1)))?;
    let own = |name: &String| !matches!(name.as_str(), "range" | "dict" | "namespace" | "debug" | "loop");
    Ok(template.undeclared_variables(nested).into_iter().filter(own).collect())
}

fn describe(error: &Error) -> String {
    let at = error.line().map(|line| format!(" (line {line})")).unwrap_or_default();
    match error.detail() {
        _ if error.kind() == ErrorKind::OutOfFuel => format!("it takes more than {STEPS} steps{at}"),
        Some(detail) => format!("{detail}{at}"),
        None => format!("{}{at}", error.kind()),
    }
}

fn format_value(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_undefined() {
        return Err(Error::new(ErrorKind::UndefinedError, "a name is not defined"));
    }
    let text = value.to_string();
    let plain = value.is_safe() || value.kind() != ValueKind::String || text.chars().all(is_plain);
    if !plain {
        let message =
            format!("{text:?} is not a plain word; give it a filter: py, js, yaml, toml, hcl, dotenv, md or comment");
        return Err(Error::new(ErrorKind::InvalidOperation, message));
    }
    out.write_str(&text).map_err(|_| Error::new(ErrorKind::WriteFailure, "cannot write"))
}

/// Characters that mean nothing in any of the languages we write.
fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '/' | '-' | '@' | ':' | ' ' | '+' | ',')
}

fn quoted(value: &Value, quote: fn(&str) -> String) -> Value {
    Value::from_safe_string(quote(&value.to_string()))
}

/// What a string literal of any of the languages says, escapes unread; other code as it is.
fn unquoted(code: &str) -> &str {
    let body = code.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let inner = |quote: &str| body.strip_prefix(quote)?.strip_suffix(quote);
    let content = ["\"\"\"", "'''", "\"", "'", "`"].into_iter().find_map(inner);
    content.filter(|content| !content.contains(['"', '\''])).unwrap_or(code)
}

/// Lines without the indentation they have in common, and with `\n` between them.
fn dedent(text: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let common = text.lines().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    let lines: Vec<&str> = text.lines().map(|line| line.get(common..).unwrap_or_default().trim_end()).collect();
    lines.join("\n").trim_end().to_owned()
}

/// A Python string literal as `ruff format` writes it.
fn python_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || is_invisible(c) => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A JSON string, which is a JavaScript and TOML string too.
fn json_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if (c as u32) < 0x20 || is_invisible(c) => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A string of HCL, in which `${` and `%{` would be code.
fn hcl_string(text: &str) -> String {
    json_string(text).replace("${", "$${").replace("%{", "%%{")
}

fn dotenv_string(text: &str) -> String {
    if text.chars().all(is_plain) && !text.contains(' ') { text.to_owned() } else { json_string(text) }
}

/// Text for a comment or for prose: one line, nothing invisible.
fn comment_text(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || is_invisible(c) { ' ' } else { c }).collect()
}

/// Text as code in Markdown prose, behind as many backticks as it takes.
fn code_span(text: &str) -> String {
    let text = comment_text(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// How wide prose is written: what linters of Markdown ask for.
const PROSE: usize = 80;

/// A paragraph or list item of Markdown in lines of [`PROSE`] columns: `{% filter fill %}…{% endfilter %}`.
/// Code and links stay whole; what follows the first line of an item stands below its text.
fn filled(text: &str) -> String {
    let start = text.trim_start_matches('\n');
    let lead = start.len() - start.trim_start_matches(' ').len();
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        // An odd number of backticks, or an open bracket of a link: the word goes on.
        match words.last_mut().filter(|last| is_open(last)) {
            Some(last) => *last = format!("{last} {word}"),
            None => words.push(word.to_owned()),
        }
    }
    let item =
        words.first().is_some_and(|word| matches!(word.as_str(), "-" | "*") || word.ends_with('.') && word.len() == 2);
    let hang = lead + if item { words.first().map_or(0, String::len) + 1 } else { 0 };
    let (mut lines, mut line) = (Vec::new(), " ".repeat(lead));
    for word in words {
        let fits = line.chars().count() + 1 + word.chars().count() <= PROSE;
        if line.trim().is_empty() {
            line.push_str(&word);
        } else if fits {
            line = format!("{line} {word}");
        } else {
            lines.push(std::mem::replace(&mut line, format!("{}{word}", " ".repeat(hang))));
        }
    }
    lines.push(line);
    lines.join("\n")
}

fn is_open(word: &str) -> bool {
    let link = word.rfind('[').is_some_and(|at| !word[at..].contains(']'));
    word.matches('`').count() % 2 == 1 || link
}

/// Bidirectional marks, zero-width characters and line separators.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
#[path = "template_tests.rs"]
mod tests;
