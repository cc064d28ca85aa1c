//! A page of cases, `cases.md`: Markdown that is read as documentation and run as tests.
//!
//! `## ` starts a case, and the heading says what it shows. A line that is a path in backticks names the
//! block below it: a file of the repository. A `diff` block without a path is what the rule makes of these
//! files, and without one nothing may change; a `toml` block without a path holds what else the case wants.
//! What stands before the first heading is where every case starts from. `# Cases of [area/name](name/rule.toml)`
//! begins the part of another rule, as rules that belong together share the page of a folder above them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::form::Form;

/// What stands below a heading, or before the first.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// The rule the part is about; empty where the page does not say it: that of the folder.
    pub rule: String,
    /// What the case shows; empty before the first heading.
    pub heading: String,
    /// The heading's place in the page.
    pub span: Range<usize>,
    /// Where the section ends.
    pub end: usize,
    /// The `toml` block.
    pub settings: Option<Block>,
    /// The files by path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The `diff` block.
    pub diff: Option<Block>,
}

/// A fenced block.
#[derive(Clone, Debug)]
pub struct Block {
    /// The lines between the fences.
    pub text: String,
    /// Where they are.
    pub span: Range<usize>,
    /// The same with the fences.
    pub whole: Range<usize>,
}

/// What is wrong with a page, and where.
pub type Problem = (Range<usize>, String);

const NO_NEWLINE: &str = "no newline at the end";

/// A line that names a file, and says of it what its lines do not show.
struct Title {
    path: String,
    form: Form,
    no_newline: bool,
    span: Range<usize>,
}

/// The sections of a page; the first is what stands before the first heading.
///
/// # Errors
/// Everything that means nothing to a case.
pub fn parse(source: &str) -> Result<Vec<Section>, Vec<Problem>> {
    let mut sections: Vec<Section> = Vec::new();
    let mut problems = Vec::new();
    let mut section = Section::default();
    let mut title: Option<Title> = None;
    let mut at = 0;
    while let Some(line) = source[at..].split_inclusive('\n').next() {
        let span = at..at + line.trim_end().len();
        at += line.len();
        let line = line.trim_end();
        if let Some(fence) = fence_of(line) {
            let Some((block, end)) = block(source, &span, at, fence) else {
                problems.push((span, "this block has no end".to_owned()));
                break;
            };
            at = end;
            let language = line[fence..].trim();
            problems.extend(take(&mut section, title.take(), language, block).err());
            continue;
        }
        if let Some(title) = title.take_if(|_| !line.is_empty()) {
            problems.push((title.span, "a path, and no block follows that says what is in the file".to_owned()));
        }
        let begun = if let Some(heading) = line.strip_prefix("## ") {
            Some((section.rule.clone(), heading.trim()))
        } else {
            rule_of(line).map(|rule| (rule.to_owned(), ""))
        };
        if let Some((rule, heading)) = begun {
            section.end = span.start;
            sections.push(section);
            section = Section { rule, heading: heading.to_owned(), span, ..Section::default() };
        } else if let Some((path, words)) = titled(line) {
            match read_title(path, words, span.clone()) {
                Ok(Some(read)) => title = Some(read),
                Ok(None) => drop(section.files.insert(path.to_owned(), Vec::new())),
                Err(message) => problems.push((span, message)),
            }
        }
    }
    section.end = source.len();
    sections.push(section);
    if let Some(title) = title {
        problems.push((title.span, "a path, and no block follows that says what is in the file".to_owned()));
    }
    let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
    for section in &sections {
        if !seen.insert((&section.rule, &section.heading)) {
            problems.push((section.span.clone(), "two cases have this heading".to_owned()));
        }
    }
    if problems.is_empty() { Ok(sections) } else { Err(problems) }
}

/// The rule whose part begins here: `# Cases of [area/name](name/rule.toml)`, or another title with that link.
fn rule_of(line: &str) -> Option<&str> {
    let (before, target) = line.strip_prefix("# ")?.split_once("](")?;
    target.split_once(')').filter(|(file, _)| file.ends_with("rule.toml"))?;
    Some(before.rsplit_once('[')?.1)
}

/// The part of a page about one rule, as it is written.
pub fn part<'s>(source: &'s str, rule: &str) -> Option<&'s str> {
    let sections = parse(source).ok()?;
    let mut own = sections.iter().filter(|section| section.rule == rule);
    let first = own.next()?;
    Some(&source[first.span.start..own.next_back().unwrap_or(first).end])
}

/// How many backticks a fence has, where the line is one.
fn fence_of(line: &str) -> Option<usize> {
    let fence = line.len() - line.trim_start_matches('`').len();
    (fence >= 3 && !line[fence..].contains('`')).then_some(fence)
}

/// The block whose opening fence is `open`, and where the text goes on after it.
fn block(source: &str, open: &Range<usize>, start: usize, fence: usize) -> Option<(Block, usize)> {
    let mut at = start;
    for line in source[start..].split_inclusive('\n') {
        let end = at + line.len();
        if fence_of(line.trim_end()) == Some(line.trim_end().len()) && line.trim_end().len() >= fence {
            let text = source[start..at].to_owned();
            return Some((Block { text, span: start..at, whole: open.start..at + line.trim_end().len() }, end));
        }
        at = end;
    }
    None
}

/// The path and the words of `` `path` (words)``.
fn titled(line: &str) -> Option<(&str, &str)> {
    let (path, rest) = line.strip_prefix('`')?.split_once('`')?;
    let words = if rest.is_empty() { "" } else { rest.strip_prefix(" (")?.strip_suffix(')')? };
    (!path.is_empty()).then_some((path, words))
}

/// `None` for an empty file, which has no block.
fn read_title(path: &str, words: &str, span: Range<usize>) -> Result<Option<Title>, String> {
    if path.starts_with('/') || path.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return Err("the path of a file starts in the repository and stays there".to_owned());
    }
    let mut title = Title { path: path.to_owned(), form: Form::default(), no_newline: false, span };
    for word in words.split(", ").filter(|word| !word.is_empty()) {
        match word {
            "empty" => return Ok(None),
            NO_NEWLINE => title.no_newline = true,
            word => {
                title.form = title.form.with(word).ok_or_else(|| {
                    format!("`{word}` says nothing about a file; there are BOM, CRLF, empty, escaped, {NO_NEWLINE}")
                })?;
            }
        }
    }
    Ok(Some(title))
}

/// Takes a block up for what it is.
fn take(section: &mut Section, title: Option<Title>, language: &str, block: Block) -> Result<(), Problem> {
    let Some(title) = title else {
        let slot = match language {
            "toml" => &mut section.settings,
            "diff" if !section.heading.is_empty() => &mut section.diff,
            _ => return Err((block.whole, "a path in backticks has to stand on a line above a file".to_owned())),
        };
        if slot.is_some() {
            return Err((block.whole, format!("this case has a `{language}` block already")));
        }
        *slot = Some(block);
        return Ok(());
    };
    let text = if title.no_newline { block.text.strip_suffix('\n').unwrap_or_default() } else { &block.text };
    let bytes = title.form.decode(text).map_err(|message| (block.span.clone(), message))?;
    if section.files.insert(title.path, bytes).is_some() {
        return Err((title.span, "this file is there already".to_owned()));
    }
    Ok(())
}

/// The lines of a page that say what is in a file.
pub fn write_file(path: &str, bytes: &[u8]) -> String {
    if bytes.is_empty() {
        return format!("`{path}` (empty)\n");
    }
    let form = Form::of(bytes);
    let text = form.encode(bytes).unwrap_or_default();
    let mut words = form.words();
    words.extend((!text.ends_with('\n')).then_some(NO_NEWLINE));
    let words = if words.is_empty() { String::new() } else { format!(" ({})", words.join(", ")) };
    format!("`{path}`{words}\n\n{}", write_block(language(path), &text))
}

/// A fenced block. Nothing in the text can be taken for its end.
pub fn write_block(language: &str, text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(3.max(longest + 1));
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    format!("{fence}{language}\n{text}{end}{fence}\n")
}

/// The word by which a page is coloured.
fn language(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit('.').next().unwrap_or_default() {
        "py" => "python",
        "js" | "mjs" | "cjs" => "javascript",
        "jsx" => "jsx",
        "ts" | "mts" | "cts" => "typescript",
        "tsx" => "tsx",
        "json" => "json",
        "toml" => "toml",
        "yml" | "yaml" => "yaml",
        "md" | "mdx" => "markdown",
        "tf" => "hcl",
        "sh" => "shell",
        _ => "",
    }
}
