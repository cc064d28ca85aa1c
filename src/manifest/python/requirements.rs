//! Requirements files: one requirement per line, with options, includes and comments between them.

use super::model::{Entry, Family, Form, List, entry, is_development};
use super::pep508;
use crate::files;
use crate::manifest::Kind;

/// A requirements file, read.
#[derive(Clone, Debug)]
pub(crate) struct Read {
    /// Its requirements.
    pub list: List,
    /// Files it includes, as repository paths, and whether as constraints.
    pub includes: Vec<(String, bool)>,
    /// The command that writes this file, where a tool does; empty where the tool does not say.
    pub command: Option<String>,
}

/// Reads a requirements file. `project` is the folder of the project that names it; `pipenv` says
/// whether a Pipfile stands beside it.
pub(crate) fn read(path: &str, project: &str, text: &str, pipenv: bool) -> Read {
    let mut list = List {
        file: path.to_owned(),
        family: Family::Requirements,
        form: Form::Lines(0..text.len()),
        kind: if is_development(&label(path, project)) { Kind::Dev } else { Kind::Runtime },
        group: None,
        entries: Vec::new(),
    };
    let mut includes = Vec::new();
    // A continued line is one line: with the line break masked by spaces, offsets stay true.
    let masked = text.replace("\\\r\n", "   ").replace("\\\n", "  ");
    let (mut start, mut next_line) = (0, 1);
    for logical in masked.split_inclusive('\n') {
        let (line_start, first_line) = (start, next_line);
        start += logical.len();
        next_line += text[line_start..start].matches('\n').count();
        let body = without_comment(logical.trim_end_matches(['\n', '\r']));
        let lead = body.len() - body.trim_start().len();
        let content = body.trim();
        if content.is_empty() {
            continue;
        }
        let from = line_start + lead;
        let whole = from..line_start + logical.trim_end_matches(['\n', '\r']).len();
        let line = first_line + text[line_start..from].matches('\n').count();
        if let Some((target, constraint)) = include(content) {
            if let Some(target) = resolve(files::folder_of(path), target) {
                includes.push((target, constraint));
            }
        } else if let Some(found) = requirement(text, content, from, line) {
            list.entries.push(Entry { whole, ..found });
        }
    }
    let command = generator(text, pipenv);
    if command.is_some() {
        list.kind = Kind::Lock;
    }
    Read { list, includes, command }
}

/// The words of a path that tell what the file is for: its stem, and its folder below the project.
fn label(path: &str, project: &str) -> String {
    let folder = files::folder_of(path);
    let stem = files::name_of(path).rsplit_once('.').map_or(path, |(stem, _)| stem);
    if folder == project { stem.to_owned() } else { format!("{} {stem}", files::name_of(folder)) }
}

fn without_comment(line: &str) -> &str {
    let mut previous = ' ';
    for (at, c) in line.char_indices() {
        if c == '#' && previous.is_whitespace() {
            return &line[..at];
        }
        previous = c;
    }
    line
}

/// The file that `-r FILE`, `-c FILE` and their long forms name.
fn include(content: &str) -> Option<(&str, bool)> {
    for (option, constraint) in [("--requirement", false), ("--constraint", true), ("-r", false), ("-c", true)] {
        if let Some(rest) = content.strip_prefix(option) {
            let target = rest.trim_start_matches(['=', ' ', '\t']);
            if target.len() == rest.len() && option.starts_with("--") {
                continue;
            }
            return Some((target.trim(), constraint));
        }
    }
    None
}

/// `folder` + `target` with `.` and `..` taken out; `None` for URLs, absolute paths and paths that
/// leave the repository.
pub(crate) fn resolve(folder: &str, target: &str) -> Option<String> {
    if target.is_empty() || target.starts_with(['/', '~', '$']) || target.contains("://") || target.contains('\\') {
        return None;
    }
    let mut parts: Vec<&str> = if folder == "." { Vec::new() } else { folder.split('/').collect() };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

fn requirement(text: &str, content: &str, from: usize, line: usize) -> Option<Entry> {
    // Options of one requirement (`--hash=…`) follow it after white space.
    let end = content.find(" -").unwrap_or(content.len());
    let written = content[..end].trim_end();
    if let Some(found) = entry(text, from..from + written.len(), from..from, line) {
        return Some(found);
    }
    // The old way to name what a URL installs: `git+…#egg=name[extra]`.
    let (_, egg) = content.split_once("#egg=")?;
    let egg = egg.split(['&', ' ']).next().unwrap_or(egg);
    let parsed = pep508::parse(egg)?;
    Some(Entry {
        name: pep508::normalise(&egg[parsed.name]),
        extras: parsed.extras,
        spec: None,
        line,
        text: from..from,
        whole: from..from,
        url: true,
        marker: false,
        optional: false,
        inline: true,
    })
}

/// Does a tool write this file? The command it names in its header, or an empty string.
fn generator(text: &str, pipenv: bool) -> Option<String> {
    let header: Vec<&str> = text.lines().take(12).take_while(|l| l.starts_with('#') || l.trim().is_empty()).collect();
    let says = header.iter().any(|line| {
        let line = line.to_ascii_lowercase();
        ["autogenerated", "auto-generated", "automatically generated", "@generated", "do not edit"]
            .iter()
            .any(|word| line.contains(word))
    });
    let hashed = memchr::memmem::find(text.as_bytes(), b"--hash=").is_some();
    let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
    let via = text.lines().filter(|line| line.trim_start().starts_with("# via")).count();
    // `pipenv lock -r` starts its output with the index.
    let indexed = pipenv && text.starts_with("-i http");
    if !(says || hashed || indexed || (via >= 3 && via * 4 >= lines)) {
        return None;
    }
    let named = header.iter().map(|line| line.trim_start_matches('#').trim()).find(|line| is_command(line));
    Some(named.unwrap_or_default().to_owned())
}

/// Only commands of known tools in plain words are ever repeated to the user: a header is a
/// stranger's text.
fn is_command(line: &str) -> bool {
    ["pip-compile ", "uv pip compile ", "uv export ", "poetry export ", "pdm export "]
        .iter()
        .any(|tool| line.starts_with(tool))
        && line.len() < 300
        && line.chars().all(|c| c.is_ascii_alphanumeric() || " ._/=-,".contains(c))
}
