//! What the files of a pack say beyond its rules: files that no rule reads, and lines nobody can read.

use crate::rules::diagnostics::{Diagnostic, nearest};
use crate::rules::load::{Pack, PackFiles};
use crate::rules::shapes::Shapes;
use crate::testing::PAGE;

/// How long a line of `[vars]` may be.
const WIDTH: usize = 120;

/// How many lines an expression of `[vars]` may take, those of a pattern aside.
const LINES: usize = 8;

/// Queries and templates in folders that are no rules, and shapes that no query uses.
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
    let is_shapes = |path: &str| path.strip_suffix("/shapes.scm").is_some_and(|area| !area.contains('/'));
    let texts = files.iter().filter(|(path, _)| path.ends_with(".scm") || path.ends_with(".j2"));
    let texts = texts.filter(|(path, _)| !is_shapes(path));
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
    .chain(Shapes::of(files, &mut Vec::new()).unused())
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

/// What a person should mend and no check fails for: long lines and expressions of `[vars]`, programs in a string.
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
    let problem = |message: String, span: std::ops::Range<usize>, label: String| Diagnostic {
        code: "R045",
        message,
        file: file.to_owned(),
        source: source.to_owned(),
        span,
        label,
        hint: Some("say it in several short names, as a fact, or as a function of the engine".to_owned()),
    };
    for line in source.split_inclusive('\n') {
        let text = line.trim_end();
        if text.starts_with('[') && text.ends_with(']') {
            inside = text == "[vars]";
        }
        let length = text.chars().count();
        if inside && length > WIDTH && !text.starts_with('#') {
            let message = format!("a line of `[vars]` has {length} characters");
            found.push(problem(message, start..start + text.len(), format!("more than {WIDTH}")));
        }
        let quote = ["'''", "\"\"\""].into_iter().find(|quote| text.matches(quote).count() == 1);
        if let Some((name, quote)) =
            text.split_once(" = ").and_then(|(name, _)| Some((name, quote?))).filter(|_| inside)
        {
            let body = source[start..].split(quote).nth(1).unwrap_or_default();
            let lines = lines_outside(body);
            if lines > LINES {
                let message = format!("the expression `{name}` of `[vars]` has {lines} lines");
                found.push(problem(message, start..start + name.len(), format!("more than {LINES}")));
            }
        }
        start += line.len();
    }
    found
}

/// The lines of an expression that do not go on with a text begun above them.
fn lines_outside(expression: &str) -> usize {
    let (mut quoted, mut escaped, mut lines) = (false, false, 1);
    for c in expression.trim().chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            '\n' if !quoted => lines += 1,
            _ => {}
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_of_many_lines_is_too_long_and_a_long_pattern_is_not() {
        let vars =
            |body: &str| long_lines("pack.toml", &format!("[vars]\nplain = '1'\nlong = '''\n{body}'''\nlast = '2'\n"));
        assert!(vars("a\n+ b\n+ c").is_empty());
        let found = vars(&["a"; 9].join("\n+ "));
        assert_eq!(
            found.iter().map(|one| one.message.as_str()).collect::<Vec<_>>(),
            ["the expression `long` of `[vars]` has 9 lines"]
        );
        assert_eq!(&found[0].source[found[0].span.clone()], "long");
        assert!(vars(&format!("\"(?x)\n{}\"", "a|\n".repeat(20))).is_empty());
    }
}
