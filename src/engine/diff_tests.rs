//! What a person relies on when reading a hunk.

use super::*;

/// The hunks as text: `@@` lines with the rules, then the lines with their sign; a missing final line
/// break is shown as `~`.
fn shown(versions: &[(&str, &str)], context: usize) -> String {
    let versions: Vec<(Option<RuleRun>, &str)> = versions
        .iter()
        .map(|(rule, text)| ((!rule.is_empty()).then(|| (rule.to_string(), "p".to_owned())), *text))
        .collect();
    let mut out = String::new();
    for hunk in hunks(&versions, context).0 {
        let rules: Vec<&str> = hunk.rules.iter().map(|(id, _)| id.as_str()).collect();
        let (a, b, c, d) = (hunk.old_start, hunk.old_len, hunk.new_start, hunk.new_len);
        out += &format!("@@ -{a},{b} +{c},{d} @@ {}\n", rules.join(" "));
        for line in &hunk.lines {
            let sign = match line.kind {
                LineKind::Context => ' ',
                LineKind::Added => '+',
                LineKind::Removed => '-',
            };
            out.push(sign);
            out += &line.text.replace('\r', "^");
            if !line.text.ends_with('\n') {
                out += "~\n";
            }
        }
    }
    out
}

#[test]
fn a_hunk_names_only_the_rules_whose_lines_it_shows() {
    let base = "a\nb\nc\nd\ne\nf\n";
    let one = "1\na\nb\nc\nd\ne\nf\n";
    let two = "1\na\nb\nc\nd\ne\nf\n2\n";
    assert_eq!(
        shown(&[("", base), ("r/one", one), ("r/two", two)], 1),
        "@@ -1,1 +1,2 @@ r/one\n+1\n a\n@@ -6,1 +7,2 @@ r/two\n f\n+2\n"
    );
}

#[test]
fn a_line_one_rule_wrote_and_another_changed_comes_from_both() {
    assert_eq!(
        shown(&[("", "a\nb\n"), ("r/one", "a\ninit()\nb\n"), ("r/two", "a\ninit(x)\nb\n")], 3),
        "@@ -1,2 +1,3 @@ r/one r/two\n a\n+init(x)\n b\n"
    );
}

#[test]
fn a_removed_line_comes_from_the_rule_that_removed_it() {
    assert_eq!(
        shown(&[("", "a\nb\nc\n"), ("r/one", "a\nb\nc\nd\n"), ("r/two", "b\nc\nd\n")], 0),
        "@@ -1,1 +0,0 @@ r/two\n-a\n@@ -3,0 +3,1 @@ r/one\n+d\n"
    );
}

#[test]
fn rules_that_cancel_each_other_leave_no_hunk() {
    assert_eq!(shown(&[("", "a\n"), ("r/one", "a\nb\n"), ("r/two", "a\n")], 3), "");
}

#[test]
fn a_new_file_starts_at_line_zero() {
    assert_eq!(shown(&[("", ""), ("r/one", "a\nb\n")], 3), "@@ -0,0 +1,2 @@ r/one\n+a\n+b\n");
}

#[test]
fn a_missing_final_line_break_is_kept_and_shown() {
    assert_eq!(shown(&[("", "a\nb"), ("r/one", "x\na\nb")], 3), "@@ -1,2 +1,3 @@ r/one\n+x\n a\n b~\n");
    assert_eq!(shown(&[("", "a"), ("r/one", "a\nb\n")], 3), "@@ -1,1 +1,2 @@ r/one\n-a~\n+a\n+b\n");
}

#[test]
fn line_endings_are_part_of_the_line_and_a_lone_return_ends_none() {
    assert_eq!(
        shown(&[("", "a\r\nb\rc\r\n"), ("r/one", "a\r\nb\rc\r\nd\r\n")], 1),
        "@@ -2,1 +2,2 @@ r/one\n b^c^\n+d^\n"
    );
}

#[test]
fn an_inserted_block_does_not_start_with_its_predecessors_closing_line() {
    let base = "const x = {\n  a: {\n    on: true,\n  },\n};\n";
    let after = "const x = {\n  a: {\n    on: true,\n  },\n  b: {\n    off: true,\n  },\n};\n";
    assert_eq!(
        shown(&[("", base), ("r/one", after)], 1),
        "@@ -4,2 +4,5 @@ r/one\n   },\n+  b: {\n+    off: true,\n+  },\n };\n"
    );
    let base = "def a():\n    return 1\n\n\ndef c():\n    return 1\n";
    let after = "def a():\n    return 1\n\n\ndef b():\n    return 1\n\n\ndef c():\n    return 1\n";
    assert_eq!(
        shown(&[("", base), ("r/one", after)], 1),
        "@@ -4,2 +4,6 @@ r/one\n \n+def b():\n+    return 1\n+\n+\n def c():\n"
    );
}

#[test]
fn a_removed_block_slides_too() {
    let before = "jobs:\n  one:\n    run: x\n\n  two:\n    run: x\n\n  three:\n    run: y\n";
    let after = "jobs:\n  one:\n    run: x\n\n  three:\n    run: y\n";
    assert_eq!(shown(&[("", before), ("r/one", after)], 0), "@@ -5,3 +4,0 @@ r/one\n-  two:\n-    run: x\n-\n");
}

mod properties {
    use crate::engine::diff::*;
    use proptest::prelude::*;

    fn text() -> impl Strategy<Value = String> {
        (proptest::collection::vec("[ab }\t]{0,2}(\r)?", 0..12), any::<bool>())
            .prop_map(|(lines, newline)| lines.join("\n") + if newline { "\n" } else { "" })
    }

    /// Applies hunks to the base the way a patch program does.
    fn patched(base: &str, hunks: &[Hunk]) -> String {
        let base = lines(base);
        let (mut out, mut at) = (String::new(), 0);
        for hunk in hunks {
            let start = if hunk.old_len == 0 { hunk.old_start } else { hunk.old_start - 1 };
            out.extend(base[at..start].iter().copied());
            let old: Vec<&str> =
                hunk.lines.iter().filter(|line| line.kind != LineKind::Added).map(|line| line.text.as_str()).collect();
            assert_eq!(old, base[start..start + hunk.old_len]);
            let new = hunk.lines.iter().filter(|line| line.kind != LineKind::Removed);
            assert_eq!(new.clone().count(), hunk.new_len);
            out.extend(new.map(|line| line.text.as_str()));
            at = start + hunk.old_len;
        }
        out.extend(base[at..].iter().copied());
        out
    }

    proptest! {
        #[test]
        fn hunks_turn_the_base_into_the_result(base in text(), middle in text(), result in text(), context in 0..4usize) {
            let rule = |id: &str| Some((id.to_owned(), ".".to_owned()));
            let versions = [(None, base.as_str()), (rule("r/one"), middle.as_str()), (rule("r/two"), result.as_str())];
            let (hunks, added, removed) = hunks(&versions, context);
            prop_assert_eq!(patched(&base, &hunks), result);
            let count = |kind| hunks.iter().flat_map(|hunk| &hunk.lines).filter(|line| line.kind == kind).count();
            prop_assert_eq!((added, removed), (count(LineKind::Added), count(LineKind::Removed)));
            prop_assert!(hunks.iter().all(|hunk| !hunk.rules.is_empty()));
        }
    }
}
