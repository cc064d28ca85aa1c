//! The patch: what `git diff --full-index` would print for the commit, byte for byte the change itself.
//!
//! `git apply` must accept it, so nothing in it is masked or made visible. A patch of a repository with
//! secrets in its files can carry them as context lines; treat it like the files themselves.

use std::fmt::Write as _;

use super::escape::git_path;
use crate::report::{Change, FileChange, Hunk, LineKind, Plan};

/// The whole plan as one patch; empty where nothing changes.
pub fn patch(plan: &Plan) -> String {
    let mut out = String::new();
    for file in &plan.files {
        write_file(&mut out, file);
    }
    out
}

/// One file. Writing to a string cannot fail, hence the unused results.
fn write_file(out: &mut String, file: &FileChange) {
    let (old, new) = (git_path("a/", &file.path), git_path("b/", &file.path));
    let mode = if file.executable { "100755" } else { "100644" };
    let _ = writeln!(out, "diff --git {old} {new}");
    match (file.change, &file.base) {
        (Change::Modify, Some(base)) => {
            let _ = writeln!(out, "index {base}..{} {mode}", file.result);
        }
        _ => {
            let _ = writeln!(out, "new file mode {mode}");
            let _ = writeln!(out, "index {}..{}", "0".repeat(file.result.len()), file.result);
        }
    }
    if file.hunks.is_empty() {
        return;
    }
    let old = if file.change == Change::Create { "/dev/null".into() } else { old };
    let _ = writeln!(out, "--- {old}{}", end_mark(&old));
    let _ = writeln!(out, "+++ {new}{}", end_mark(&new));
    out.push_str(&unified(&file.hunks));
}

/// Git ends an unquoted name with a tab where it holds a space, so the name's end is not in doubt.
fn end_mark(name: &str) -> &'static str {
    if !name.starts_with('"') && name.contains(' ') { "\t" } else { "" }
}

/// Hunks in unified form, without file names.
pub(super) fn unified(hunks: &[Hunk]) -> String {
    let mut out = String::new();
    for hunk in hunks {
        let _ = writeln!(out, "{}", range_line(hunk));
        for line in &hunk.lines {
            out.push(sign(line.kind));
            out.push_str(&line.text);
            if !line.text.ends_with('\n') {
                out.push_str("\n\\ No newline at end of file\n");
            }
        }
    }
    out
}

/// `@@ -3,4 +3,5 @@`, a length of one left out as git does.
pub(super) fn range_line(hunk: &Hunk) -> String {
    let range = |start: usize, len: usize| if len == 1 { start.to_string() } else { format!("{start},{len}") };
    format!("@@ -{} +{} @@", range(hunk.old_start, hunk.old_len), range(hunk.new_start, hunk.new_len))
}

/// The first column of a line.
pub(super) fn sign(kind: LineKind) -> char {
    match kind {
        LineKind::Context => ' ',
        LineKind::Added => '+',
        LineKind::Removed => '-',
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::path::Path;
    use std::process::{Command, Stdio};

    use super::*;

    /// Path, text before (`None`: new file), text after.
    type Case = (&'static str, Option<&'static str>, &'static str);

    const CASES: &[Case] = &[
        ("app/main.py", Some("import a\n\nx = 1\n"), "import a\nimport b\n\nx = 2\n"),
        ("app/empty.py", Some(""), "x = 1\n"),
        ("app/emptied.py", Some("x = 1\n"), ""),
        ("app/new.py", None, "x = 1\ny = 2\n"),
        ("app/__init__.py", None, ""),
        ("app/new no newline.py", None, "x = 1"),
        ("crlf.txt", Some("a\r\nb\r\nc\r\n"), "a\r\nB\r\nc\r\nd\r\n"),
        ("no newline", Some("a\nb"), "a\nb\nc"),
        ("gains newline", Some("a\nb"), "a\nb\n"),
        ("loses newline", Some("a\nb\n"), "a\nb"),
        ("bom.txt", Some("\u{feff}a\nb\n"), "\u{feff}a\nx\nb\n"),
        ("caf\u{e9}/quote\".txt", Some("a\n"), "b\n"),
        ("tab\there\\.txt", None, "a\n"),
        ("far.txt", Some("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n"), "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n"),
        ("looks like a patch", Some("--- a/x\n+++ b/x\n@@ -1 +1 @@\n"), "--- a/x\n-- a/y\n@@ -1 +1 @@\n"),
        ("form\u{c}feed", Some("a\u{c}\u{85}b\u{2028}c\rd\n"), "a\u{c}\u{85}b\u{2028}c\rd\ne\n"),
    ];

    fn plan(cases: &[Case]) -> Plan {
        let files = cases.iter().map(|(path, before, after)| {
            let change = if before.is_some() { Change::Modify } else { Change::Create };
            let rule = Some(("r/one".to_owned(), ".".to_owned()));
            FileChange::between(path, change, &[(None, before.unwrap_or("")), (rule, after)], false)
        });
        Plan { files: files.collect(), ..Plan::default() }
    }

    fn git(folder: &Path, arguments: &[&str], input: &str) -> Vec<u8> {
        let mut child = Command::new("git")
            .args(["-c", "core.autocrlf=false", "-c", "core.quotePath=true"])
            .args(arguments)
            .current_dir(folder)
            .env("GIT_CEILING_DIRECTORIES", folder.parent().unwrap())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("LC_ALL", "C")
            .env_remove("GIT_DIR")
            .env_remove("GIT_WORK_TREE")
            .env_remove("GIT_INDEX_FILE")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }

    /// Stores the folder and returns the id of its tree.
    fn tree(folder: &Path) -> String {
        git(folder, &["add", "-A"], "");
        String::from_utf8(git(folder, &["write-tree"], "")).unwrap().trim().to_owned()
    }

    fn write(folder: &Path, path: &str, text: &str) {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    #[test]
    fn git_applies_the_patch_and_gets_the_plans_bytes() {
        for case in CASES {
            let folder = tempfile::tempdir().unwrap();
            git(folder.path(), &["init", "-q"], "");
            if let (path, Some(before), _) = case {
                write(folder.path(), path, before);
            }
            let text = patch(&plan(&[*case]));
            git(folder.path(), &["apply", "--check", "-"], &text);
            git(folder.path(), &["apply", "--whitespace=nowarn", "-"], &text);
            let result = std::fs::read_to_string(folder.path().join(case.0)).unwrap();
            assert_eq!(result, case.2, "{}", case.0);
        }
    }

    #[test]
    fn the_patch_is_what_git_itself_prints() {
        let folder = tempfile::tempdir().unwrap();
        git(folder.path(), &["init", "-q"], "");
        for (path, before, _) in CASES {
            if let Some(before) = before {
                write(folder.path(), path, before);
            }
        }
        let before = tree(folder.path());
        for (path, _, after) in CASES {
            write(folder.path(), path, after);
        }
        let after = tree(folder.path());
        let mut cases = CASES.to_vec();
        cases.sort_by_key(|case| case.0);
        let arguments = ["diff", "--full-index", "--no-color", "--histogram", &before, &after];
        let printed = git(folder.path(), &arguments, "");
        let mut expected = String::new();
        // Git names the enclosing function after the second `@@`; the plan does not.
        for line in String::from_utf8(printed).unwrap().split_inclusive('\n') {
            match line.starts_with("@@ -").then(|| line[3..].find(" @@ ")).flatten() {
                Some(at) => expected += &format!("{} @@\n", &line[..at + 3]),
                None => expected += line,
            }
        }
        snapbox::assert_data_eq!(patch(&plan(&cases)), snapbox::Data::text(expected).raw());
    }

    #[test]
    fn git_applies_the_patch_of_any_pair_of_texts() {
        // A small generator of its own: the same texts in every run.
        let mut state = 1_u64;
        let mut next = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        let mut text = || {
            let mut text: String =
                (0..next(14)).map(|_| ["a\n", "b\n", "  b\n", "\n", "}\r\n"][next(5) as usize]).collect();
            if next(3) == 0 {
                text.push_str("end");
            }
            text
        };
        let texts: Vec<(String, String, String)> = (0..300).map(|n| (format!("f{n:03}"), text(), text())).collect();
        let folder = tempfile::tempdir().unwrap();
        git(folder.path(), &["init", "-q"], "");
        let mut plan = Plan::default();
        for (path, before, after) in texts.iter().filter(|(_, before, after)| before != after) {
            write(folder.path(), path, before);
            let versions = [(None, before.as_str()), (Some(("r/one".to_owned(), ".".to_owned())), after.as_str())];
            plan.files.push(FileChange::between(path, Change::Modify, &versions, false));
        }
        git(folder.path(), &["apply", "--whitespace=nowarn", "-"], &patch(&plan));
        for file in &plan.files {
            assert_eq!(std::fs::read(folder.path().join(&file.path)).unwrap(), file.after, "{}", file.path);
        }
    }
}
