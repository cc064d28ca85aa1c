//! What the files of a pack say beyond its rules: files that no rule reads, and lines nobody can read.

use crate::rules::diagnostics::{Diagnostic, nearest};
use crate::rules::load::{Pack, PackFiles};
use crate::testing::PAGE;

/// How long a line of `[vars]` may be.
const WIDTH: usize = 120;

/// Queries and templates in folders that are no rules.
pub fn stray(files: &PackFiles) -> Vec<Diagnostic> {
    let rules: Vec<(&str, &str)> =
        files.iter().filter_map(|(path, text)| Some((path.strip_suffix("/rule.toml")?, text.as_str()))).collect();
    let areas: Vec<(&str, &str)> =
        files.iter().filter_map(|(path, text)| Some((path.strip_suffix("area.toml")?, text.as_str()))).collect();
    // Parts of pages are named from the area's folder.
    let is_part = |path: &str| {
        areas
            .iter()
            .any(|(area, text)| path.strip_prefix(area).is_some_and(|file| text.contains(&format!("\"{file}\""))))
    };
    let texts = files.iter().filter(|(path, _)| path.ends_with(".scm") || path.ends_with(".j2"));
    let lost = texts.filter(|(path, _)| {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        !is_part(path) && !rules.iter().any(|(id, text)| *id == folder || text.contains(&format!("\"/{path}\"")))
    });
    lost.map(|(path, text)| Diagnostic {
        code: "R043",
        message: "no rule reads this file".to_owned(),
        file: path.clone(),
        source: text.clone(),
        span: 0..text.find('\n').unwrap_or(text.len()),
        label: "its folder has no rule.toml".to_owned(),
        hint: Some(
            "a folder is a rule once it has a rule.toml; another rule names this file as `/area/file`".to_owned(),
        ),
    })
    .collect()
}

/// Files that are nearly called what is read.
pub fn misnamed(files: &PackFiles) -> Vec<Diagnostic> {
    const READ: [&str; 4] = ["rule.toml", "area.toml", "pack.toml", PAGE];
    let others = files.iter().filter(|(path, _)| {
        let is_data = ["vocabulary/", "tables/"].iter().any(|folder| path.starts_with(folder));
        !is_data && !path.ends_with(".scm") && !path.ends_with(".j2")
    });
    let near = others.filter_map(|(path, text)| {
        let name = path.rsplit('/').next().filter(|name| !READ.contains(name))?;
        Some((path, text, nearest(&name.to_lowercase(), READ)?))
    });
    near.map(|(path, text, near)| Diagnostic {
        code: "R043",
        message: "no rule reads this file".to_owned(),
        file: path.clone(),
        source: text.clone(),
        span: 0..text.find('\n').unwrap_or(text.len()),
        label: "its name is none that is read".to_owned(),
        hint: Some(format!("did you mean `{near}`?")),
    })
    .collect()
}

/// What a person should mend and no check fails for: long lines of `[vars]`, each of which is a program in a string.
pub fn warnings(pack: &Pack, files: &PackFiles, wanted: &dyn Fn(&str) -> bool) -> Vec<Diagnostic> {
    let rules = pack.rules.iter().filter(|rule| wanted(&rule.id));
    let sources = rules.map(|rule| (format!("{}/rule.toml", rule.id), &rule.source));
    let own = files.iter().filter(|(path, _)| path.as_str() == "pack.toml" || path.ends_with("/area.toml"));
    own.map(|(path, source)| (path.clone(), source))
        .chain(sources)
        .flat_map(|(file, source)| long_lines(&file, source))
        .collect()
}

fn long_lines(file: &str, source: &str) -> Vec<Diagnostic> {
    let (mut start, mut inside, mut found) = (0, false, Vec::new());
    for line in source.split_inclusive('\n') {
        let text = line.trim_end();
        if text.starts_with('[') && text.ends_with(']') {
            inside = text == "[vars]";
        }
        let length = text.chars().count();
        if inside && length > WIDTH && !text.starts_with('#') {
            found.push(Diagnostic {
                code: "R045",
                message: format!("a line of `[vars]` has {length} characters"),
                file: file.to_owned(),
                source: source.to_owned(),
                span: start..start + text.len(),
                label: format!("more than {WIDTH}"),
                hint: Some("say it in several short names, as a fact, or as a function of the engine".to_owned()),
            });
        }
        start += line.len();
    }
    found
}
