use super::*;

/// What the list leaves out at each of its places, as `line path`, with a `!` where only a person can add it.
fn leaves_out(path: &str, text: &str, new: &str, beside: &str, files: &str) -> Vec<String> {
    let list = |words: &str| words.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (new, beside, mut files) = (list(new), list(beside), list(files));
    files.extend(beside.iter().cloned());
    files.sort();
    let file = SourceFile::parse(path, Language::of_path(path), text.to_owned(), false);
    let apps = ["web", "api", "."].map(str::to_owned);
    let wanted = Wanted { apps: &apps, beside: &beside, new: &new };
    let build = Regex::new("build").expect("a pattern");
    let steps = text.contains("build").then_some(&build);
    let starts = text.split_inclusive('\n').scan(0, |at, line| {
        *at += line.len();
        Some(*at - line.len())
    });
    let lines = starts.enumerate().flat_map(|(line, at)| {
        let found = left_out(&file, &files, wanted, steps).remove(&at).unwrap_or_default();
        found.into_iter().map(move |one| format!("{} {}{}", line + 1, if one.named { "" } else { "!" }, one.path))
    });
    lines.collect()
}

#[test]
fn an_image_has_what_it_copies() {
    let table: [(&str, &[&str]); 15] = [
        ("FROM a\nCOPY a.py ./\n", &["2 new.py"]),
        ("FROM a\nCOPY [\"a.py\", \"./\"]\n", &["2 new.py"]),
        ("FROM a\nCOPY --chown=b:b r.txt \\\n  # the app\n  ./a.py ./\n", &["2 ./new.py"]),
        ("FROM a\nCOPY a.py ./\nCOPY . .\n", &[]),
        ("FROM a\nCOPY *.py ./\n", &[]),
        ("FROM a\nCOPY $FILES ./\n", &[]),
        // Code that comes another way: a volume, a clone, a mount.
        ("FROM a\nCOPY r.txt ./\n", &[]),
        ("FROM a\nCOPY a.py ./\nRUN git clone x\n", &[]),
        ("FROM a\nCOPY a.py ./\nRUN --mount=type=bind,target=. make\n", &[]),
        // The last that names a sibling.
        ("FROM a\nCOPY a.py ./\nCOPY a.py b/\n", &["3 new.py"]),
        // What a command needs has to be there when it runs.
        ("FROM a\nCOPY a.py ./\nRUN build\nCOPY . .\n", &["2 new.py"]),
        // A stage of which nothing but libraries is taken needs nothing ...
        ("FROM a AS b\nCOPY . /b\nFROM a\nCOPY --from=b /b/a.py ./\n", &["4 new.py"]),
        (
            "FROM a AS libs\nWORKDIR /app\nCOPY a.py ./\nRUN install\nFROM a\nCOPY --from=libs /app/libs libs\nCOPY . .\n",
            &[],
        ),
        // ... one that goes on in another does.
        ("FROM a AS libs\nCOPY a.py ./\nFROM libs AS b\nRUN build\nFROM c\nCOPY --from=b /out .\n", &["2 new.py"]),
        ("FROM a AS libs\nWORKDIR /app\nCOPY a.py ./\nFROM a\nCOPY --from=libs /app ./\nCMD a\n", &["3 new.py"]),
    ];
    for (text, expected) in table {
        assert_eq!(leaves_out("Dockerfile", text, "new.py", "a.py", "r.txt b.py"), expected, "{text}");
    }
}

#[test]
fn the_context_is_the_folder_that_has_what_is_copied() {
    let files = "web/src/x.ts web/package.json api/package.json";
    let out = |path: &str, text: &str| leaves_out(path, text, "web/new.ts api/new.ts", "web/a.ts api/a.ts", files);
    assert_eq!(out("web/Dockerfile", "FROM a\nCOPY a.ts ./\n"), ["2 new.ts"]);
    assert_eq!(out("web/Dockerfile", "FROM a\nCOPY web/a.ts ./\n"), ["2 web/new.ts"]);
    assert_eq!(out("ops/web.dockerfile", "FROM a\nCOPY src ./src\nCOPY a.ts ./\n"), ["3 new.ts"]);
    // A file of one app does not need those of another.
    assert_eq!(out("Dockerfile", "FROM a\nCOPY api ./api\nCOPY web/a.ts ./\n"), ["3 web/new.ts"]);
    assert_eq!(out("Dockerfile", "FROM a\nCOPY api ./\n"), Vec::<String>::new());
}

#[test]
fn a_file_that_only_comes_with_a_folder_is_added_by_a_person() {
    let out =
        leaves_out("Dockerfile", "FROM a\nCOPY src ./src\nCOPY p.json ./\nCMD a\n", "new.ts", "src/a.ts", "p.json");
    assert_eq!(out, ["2 !new.ts"]);
}

#[test]
fn an_ignore_file_lets_in_what_the_last_line_about_it_says() {
    let out = |path: &str, text: &str| leaves_out(path, text, "new.py", "a.py", "");
    assert_eq!(out(".dockerignore", "*\n!a.py\n!b.py\n"), ["2 new.py"]);
    assert_eq!(out(".dockerignore", "*\n!*.py\n"), Vec::<String>::new());
    assert_eq!(out(".dockerignore", "*\n!a.py\n!n*\n"), Vec::<String>::new());
    assert_eq!(out(".dockerignore", "*\n!b.py\n"), Vec::<String>::new());
    assert_eq!(out(".dockerignore", "# new.py\nx\nn*.py\n"), ["3 !new.py"]);
    assert_eq!(out("sub/.dockerignore", "*\n!a.py\n"), Vec::<String>::new());
    let nested = |path: &str, text: &str| leaves_out(path, text, "src/new.py", "src/a.py", "");
    assert_eq!(nested(".dockerignore", "new.py\n"), Vec::<String>::new());
    assert_eq!(nested(".gcloudignore", "new.py\n"), ["1 !src/new.py"]);
}
