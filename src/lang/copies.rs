//! Lists of files: what a Dockerfile copies into its images, and what an ignore file lets into a build.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use regex::Regex;
use tree_sitter::Node;

use super::bindings::child_of_kind as child;
use super::{Language, SourceFile};
use crate::files::{below, folder_of, folders_above, join, name_of};
use crate::pattern::compiled_glob;

/// New files, and the files that cannot do without them.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The folders of apps: a file needs those of its own app.
    pub apps: &'a [String],
    /// The files that need others.
    pub beside: &'a [String],
    /// Those others.
    pub new: &'a [String],
}

impl Wanted<'_> {
    /// The innermost app a file belongs to.
    fn app(&self, path: &str) -> Option<&str> {
        let apps = self.apps.iter().map(String::as_str);
        apps.filter(|app| below(app, path).is_some()).max_by_key(|app| if *app == "." { 0 } else { app.len() })
    }

    /// Each new file below a folder, with the files beside it of the same app: all as paths from that folder.
    fn pairs<'s>(&'s self, context: &'s str) -> impl Iterator<Item = (&'s str, Vec<&'s str>)> {
        self.new.iter().filter_map(move |new| {
            let app = self.app(new)?;
            let own = self.beside.iter().filter(|path| self.app(path) == Some(app));
            Some((below(context, new)?, own.filter_map(|path| below(context, path)).collect()))
        })
    }
}

/// What is left out, by where the places begin that could name it.
pub type Places = BTreeMap<usize, Vec<LeftOut>>;

/// A new file that a list leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its path as the place would name it.
    pub path: String,
    /// Does the place name a file of the same folder that cannot do without it?
    pub named: bool,
    /// Is that file the only one it is about?
    pub alone: bool,
}

/// What is left out although a file that needs it is not, each with the place in the list that lets that one in: the
/// last of several, one that names a file of the same folder before all others.
///
/// In a Dockerfile it is asked when it comes to a command that `steps` matches; without `steps` it is asked of
/// the stages that say how they are started, and of the last. `files` are those of the repository: by them it is
/// known which folder the image is built from.
pub fn left_out(file: &SourceFile, files: &[String], wanted: Wanted<'_>, steps: Option<&Regex>) -> Places {
    let mut places = Places::new();
    let found = match file.language {
        Language::Dockerfile => of_image(file, files, wanted, steps),
        _ => of_ignore_file(file, wanted),
    };
    for (place, one) in found {
        let here = places.entry(place.start).or_default();
        if !here.contains(&one) {
            here.push(one);
        }
    }
    places
}

/// How much of a file a list names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Names {
    Nothing,
    /// A folder around it, or who knows what.
    Around,
    Itself,
}

/// Does a source or a pattern name a path, seen from the same folder?
fn names(pattern: &str, path: &str) -> Names {
    let mut pattern = pattern;
    while let Some(rest) = pattern.strip_prefix("./").or_else(|| pattern.strip_prefix('/')) {
        pattern = rest;
    }
    let pattern = pattern.trim_end_matches("/.").trim_end_matches('/');
    if pattern.is_empty() || pattern == "." || pattern.contains('$') {
        return Names::Around;
    }
    let mut folders = path.match_indices('/').map(|(at, _)| &path[..at]);
    if pattern == path {
        return Names::Itself;
    }
    if folders.clone().any(|folder| pattern == folder) {
        return Names::Around;
    }
    if !pattern.contains(['*', '?', '[', '{', '\\']) {
        return Names::Nothing;
    }
    let Some(glob) = compiled_glob(pattern) else { return Names::Around };
    match () {
        () if glob.is_match(path.as_bytes()) => Names::Itself,
        () if folders.any(|folder| glob.is_match(folder.as_bytes())) => Names::Around,
        () => Names::Nothing,
    }
}

/// Of the places in a list that let in one of the files beside a new one, the one that would name it, too.
fn place_for<'l>(
    list: impl Iterator<Item = (&'l Range<usize>, &'l [String])> + Clone,
    new: &str,
    beside: &[&str],
) -> Option<(Range<usize>, LeftOut)> {
    let siblings: Vec<&str> = beside.iter().copied().filter(|path| folder_of(path) == folder_of(new)).collect();
    let last = |paths: &[&str], wanted: &dyn Fn(Names) -> bool| {
        let fits = |pattern: &&String| paths.iter().any(|path| wanted(names(pattern, path)));
        list.clone().filter_map(|(at, patterns)| Some((at, patterns, patterns.iter().find(fits)?))).last()
    };
    let named = last(&siblings, &|names| names == Names::Itself);
    let (at, patterns, neighbour) = named.or_else(|| last(beside, &|names| names != Names::Nothing))?;
    let start = ["./", "/"].into_iter().find(|start| neighbour.starts_with(start)).unwrap_or_default();
    let path = format!("{start}{new}");
    Some((at.clone(), LeftOut { path, named: named.is_some(), alone: patterns.len() == 1 }))
}

/// One stage of a Dockerfile.
#[derive(Debug, Default)]
struct Stage {
    /// The stages it continues: the one it is built on, and those it takes the working folder of.
    from: Vec<usize>,
    folder: String,
    steps: Vec<Step>,
    /// Does it say how its image is started?
    starts: bool,
}

#[derive(Debug)]
enum Step {
    /// Files of the build context.
    Copy(Range<usize>, Vec<String>),
    Run(String),
}

fn of_image(
    file: &SourceFile,
    files: &[String],
    wanted: Wanted<'_>,
    steps: Option<&Regex>,
) -> Vec<(Range<usize>, LeftOut)> {
    let stages = stages(file);
    let context = context(&stages, &file.path, files, wanted.apps);
    let mut found = Vec::new();
    for (index, stage) in stages.iter().enumerate() {
        let mut order = Vec::new();
        chain(&stages, index, &mut order);
        let chain: Vec<&Step> = order.iter().flat_map(|&stage| &stages[stage].steps).collect();
        let image = steps.is_none() && (stage.starts || index + 1 == stages.len());
        let matched = |text: &String| steps.is_some_and(|steps| steps.is_match(text));
        let commands = chain.iter().enumerate().filter(|(_, step)| matches!(step, Step::Run(text) if matched(text)));
        let moments = commands.map(|(at, _)| at).chain(image.then_some(chain.len()));
        for moment in moments {
            let copies = chain[..moment].iter().filter_map(|step| match step {
                Step::Copy(at, sources) => Some((at, sources.as_slice())),
                Step::Run(_) => None,
            });
            let has = |path: &str| {
                copies.clone().any(|(_, sources)| sources.iter().any(|source| names(source, path) != Names::Nothing))
            };
            for (new, beside) in wanted.pairs(&context).filter(|(new, _)| !has(new)) {
                found.extend(place_for(copies.clone(), new, &beside));
            }
        }
    }
    found
}

/// The stages whose steps are behind what a stage holds, itself last.
fn chain(stages: &[Stage], index: usize, order: &mut Vec<usize>) {
    for &from in stages[index].from.iter().filter(|&&from| from < index) {
        if !order.contains(&from) {
            chain(stages, from, order);
        }
    }
    if !order.contains(&index) {
        order.push(index);
    }
}

fn stages(file: &SourceFile) -> Vec<Stage> {
    let mut stages: Vec<Stage> = Vec::new();
    // The first stage of each name.
    let mut named: HashMap<String, usize> = HashMap::new();
    let Some(root) = file.root() else { return stages };
    let mut cursor = root.walk();
    for node in root.named_children(&mut cursor) {
        if node.kind() == "from_instruction" {
            let word = |kind: &str| child(node, kind).map_or("", |node| file.text_of(node)).to_lowercase();
            let image = word("image_spec");
            let base = named.get(&image).copied();
            let folder = base.map_or("/", |base| &stages[base].folder).to_owned();
            let alias = word("image_alias");
            if !alias.is_empty() {
                named.entry(alias).or_insert(stages.len());
            }
            stages.push(Stage { from: base.into_iter().collect(), folder, ..Stage::default() });
            continue;
        }
        let Some(last) = stages.len().checked_sub(1) else { continue };
        match node.kind() {
            "workdir_instruction" => {
                let path = child(node, "path").map_or("", |node| file.text_of(node)).trim_end_matches('/');
                let folder = &mut stages[last].folder;
                *folder = if path.starts_with('/') { path.to_owned() } else { format!("{folder}/{path}") };
            }
            "copy_instruction" | "add_instruction" => {
                let sources = sources(file, node);
                let Some(name) = from(file, node) else {
                    stages[last].steps.push(Step::Copy(node.byte_range(), sources));
                    continue;
                };
                let numbered = name.parse().ok().filter(|number: &usize| number.to_string() == name);
                let known = named.get(&name).copied().into_iter().chain(numbered);
                let Some(from) = known.filter(|from| *from < last).min() else { continue };
                if sources.iter().any(|source| holds(source, &stages[from].folder)) {
                    stages[last].from.push(from);
                } else {
                    // Where it lay in the other stage says nothing about where it lies in the repository.
                    let by_name = sources.iter().map(|source| format!("**/{}", name_of(source.trim_end_matches('/'))));
                    let copy = Step::Copy(node.byte_range(), by_name.collect());
                    stages[last].steps.push(copy);
                }
            }
            "run_instruction" => {
                let text = file.text_of(node).to_owned();
                // The command sees the whole context, or brings the repository in by itself.
                let whole = text.contains("type=bind") && !text.contains("from=") || text.contains("git clone");
                if whole {
                    stages[last].steps.push(Step::Copy(node.byte_range(), vec![".".to_owned()]));
                }
                stages[last].steps.push(Step::Run(text));
            }
            "cmd_instruction" | "entrypoint_instruction" => {
                stages[last].starts = true;
                stages[last].steps.push(Step::Run(file.text_of(node).to_owned()));
            }
            _ => {}
        }
    }
    stages
}

/// Is a folder of an image the one at `path`, or does it lie in that one?
fn holds(path: &str, folder: &str) -> bool {
    let path = path.trim_end_matches("/.").trim_end_matches('/');
    folder.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The stage or image an instruction copies from.
fn from(file: &SourceFile, copy: Node<'_>) -> Option<String> {
    let mut cursor = copy.walk();
    let params = copy.named_children(&mut cursor).filter(|child| child.kind() == "param");
    params.filter_map(|param| file.text_of(param).strip_prefix("--from=").map(str::to_lowercase)).next()
}

/// What an instruction copies: all it names but the target.
fn sources(file: &SourceFile, copy: Node<'_>) -> Vec<String> {
    let (list, kind) = match child(copy, "json_string_array") {
        Some(list) => (list, "json_string"),
        None => (copy, "path"),
    };
    let mut cursor = list.walk();
    let paths = list.named_children(&mut cursor).filter(|child| child.kind() == kind);
    let mut paths: Vec<String> = paths.map(|path| file.text_of(path).trim_matches(['"', '\'']).to_owned()).collect();
    paths.pop();
    paths.retain(|path| !path.starts_with("<<"));
    paths
}

/// The folder an image is built from: the one that has most of what is copied. Of several the nearest above the
/// Dockerfile, then those of apps.
fn context(stages: &[Stage], path: &str, files: &[String], apps: &[String]) -> String {
    let copied = stages.iter().flat_map(|stage| &stage.steps).filter_map(|step| match step {
        Step::Copy(_, sources) => Some(sources),
        Step::Run(_) => None,
    });
    let plain = |source: &&str| !source.is_empty() && *source != "." && !source.contains(['$', '*', '?', '[']);
    let copied: Vec<&str> =
        copied.flatten().map(|source| source.trim_start_matches("./").trim_matches('/')).filter(plain).collect();
    let there = |folder: &str, source: &str| {
        let path = join(folder, source);
        let next = files.partition_point(|file| *file < path);
        // A folder's files need not stand right behind its name: `src-old/a` comes before `src/a`.
        let inside = format!("{path}/");
        let first = files.partition_point(|file| *file < inside);
        files.get(next) == Some(&path) || files.get(first).is_some_and(|file| file.starts_with(&inside))
    };
    let folders: Vec<&str> = folders_above(path).chain(apps.iter().map(String::as_str)).collect();
    let score = |folder: &str| copied.iter().filter(|source| there(folder, source)).count();
    let best = folders.iter().rev().max_by_key(|folder| score(folder));
    best.map_or(".", |folder| folder).to_owned()
}

/// What an ignore file keeps out of a build.
fn of_ignore_file(file: &SourceFile, wanted: Wanted<'_>) -> Vec<(Range<usize>, LeftOut)> {
    // The one for images begins at the folder they are built from; others are read as git reads its own.
    let anchored = name_of(&file.path).ends_with("dockerignore");
    let mut start = 0;
    let mut lines = Vec::new();
    for line in file.text.split_inclusive('\n') {
        let range = start..start + line.len();
        start = range.end;
        let text = line.trim();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        let (lets_in, pattern) = text.strip_prefix('!').map_or((false, text), |rest| (true, rest.trim()));
        let deep = !anchored && !pattern.trim_end_matches('/').contains('/');
        lines.push((range, lets_in, vec![if deep { format!("**/{pattern}") } else { pattern.to_owned() }]));
    }
    let last = |path: &str| lines.iter().rev().find(|(_, _, pattern)| names(&pattern[0], path) != Names::Nothing);
    let lets_in = |path: &str| last(path).is_none_or(|(_, lets_in, _)| *lets_in);
    let mut found = Vec::new();
    for (new, beside) in wanted.pairs(folder_of(&file.path)) {
        let beside: Vec<&str> = beside.into_iter().filter(|path| lets_in(path)).collect();
        if beside.is_empty() || lets_in(new) {
            continue;
        }
        let list = lines.iter().filter(|(_, lets_in, _)| *lets_in);
        let place = place_for(list.map(|(at, _, pattern)| (at, pattern.as_slice())), new, &beside);
        let by_itself = || LeftOut { path: new.to_owned(), named: false, alone: true };
        found.extend(place.or_else(|| last(new).map(|(at, _, _)| (at.clone(), by_itself()))));
    }
    found
}

#[cfg(test)]
#[path = "copies_tests.rs"]
mod tests;
