//! Input that a grammar's scanner does not survive, or its parser not in good time, told before it is
//! parsed.
//!
//! tree-sitter keeps a scanner's state in 1,024 bytes. The YAML scanner writes four of them for
//! each open block and checks the room only after writing, so 254 nested blocks abort the process.
//! It also counts lines in 16 bits and reads nonsense after the 32,767th.

use tree_sitter::Node;

use super::Language;

/// A mapping and a list may open in one column, each of them a block; 254 is one too many.
const MAX_COLUMNS: usize = 120;

/// The scanner's count of lines wraps after so many.
const MAX_LINES: usize = 32_767;

/// Where brackets nest deeper, and are not closed, the parser's recovery from errors takes time that
/// grows with the square of the depth.
const MAX_BRACKETS: usize = 2_000;

/// Where nodes nest deeper, whatever goes down to them takes time and stack that no code a person wrote asks for.
const MAX_DEPTH: u32 = 1_000;

/// Does a tree nest no deeper than what can be worked on?
pub(super) fn is_shallow(root: Node<'_>) -> bool {
    if root.descendant_count() <= MAX_DEPTH as usize {
        return true;
    }
    let mut cursor = root.walk();
    loop {
        if cursor.goto_first_child() {
            if cursor.depth() > MAX_DEPTH {
                return false;
            }
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return true;
            }
        }
    }
}

/// Can the grammar's scanner take this text, and its parser in good time?
pub(super) fn is_safe(text: &str, language: Language) -> bool {
    let blocks = || text.lines().count() <= MAX_LINES && yaml_columns(text) <= MAX_COLUMNS;
    brackets(text) <= MAX_BRACKETS && (language != Language::Yaml || blocks())
}

/// How many brackets are open at one time at most. Those in strings count as well: real text does not
/// come near the limit either way.
fn brackets(text: &str) -> usize {
    let (mut open, mut most) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' | b'{' => open += 1,
            b')' | b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        most = most.max(open);
    }
    most
}

/// An upper bound of the columns in which blocks are open at one time: where lines begin, and
/// where something follows `-`, `?` or `:` on a line.
fn yaml_columns(text: &str) -> usize {
    let mut open: Vec<usize> = Vec::new();
    let mut most = 0;
    for line in text.lines() {
        let body = line.trim_start_matches([' ', '\t']);
        if body.is_empty() {
            continue;
        }
        let indent = line.len() - body.len();
        open.truncate(open.partition_point(|&column| column < indent));
        open.push(indent);
        for (at, pair) in body.as_bytes().windows(2).enumerate() {
            if matches!(pair[0], b'-' | b'?' | b':') && matches!(pair[1], b' ' | b'\t') {
                open.push(indent + at + 1);
            }
        }
        most = most.max(open.len());
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::SourceFile;

    #[test]
    fn blocks_nested_too_deep_are_not_parsed_and_real_files_are() {
        let stairs: String = (0..300).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
        for text in ["a:\n".repeat(40_000), "- ".repeat(1_000), "? ".repeat(1_000), "a: ".repeat(1_000), stairs] {
            assert!(SourceFile::parse("a.yml", Language::Yaml, text, false).root().is_none());
        }
        let steep: String = (0..100).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
        let long = "- a: b\n".repeat(30_000);
        let wide = format!("a: {}\n", "word ".repeat(10_000));
        for text in [steep, long, wide] {
            assert!(SourceFile::parse("a.yml", Language::Yaml, text, false).root().is_some());
        }
    }

    #[test]
    fn brackets_nested_too_deep_are_not_parsed() {
        let parsed = |depth: usize| {
            let text = "[\n".repeat(depth);
            SourceFile::parse("a.py", Language::Python, text, false).root().is_some()
        };
        assert!(parsed(MAX_BRACKETS) && !parsed(MAX_BRACKETS + 1));
    }

    #[test]
    fn no_text_the_guard_lets_through_aborts_the_scanner() {
        let parts = [
            "- ", "? ", ": ", "a", "a: ", "\n", " ", "  ", "\n ", "|\n", ">-\n", "&a ", "[", "{", "\"", "!t ", "\t",
            "---\n", "*a ",
        ];
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        let mut next = |bound: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % bound as u64).unwrap()
        };
        for _ in 0..200 {
            let few = 1 + next(parts.len());
            let depth = next(130);
            let mut text = String::new();
            for line in 0..depth {
                text.push_str(&" ".repeat(line));
                text.push_str(parts[next(few)]);
                text.push_str("- a:\n");
            }
            for _ in 0..next(400) {
                text.push_str(parts[next(few)]);
            }
            let _ = SourceFile::parse("a.yml", Language::Yaml, text, false);
        }
    }

    #[test]
    fn a_chain_without_brackets_is_not_parsed_where_no_person_wrote_it() {
        let chain = |links: usize| format!("x = (a\n{})\n", "    .f()\n".repeat(links));
        let sum = |terms: usize| format!("x = ''{};\n", " +\n  'a'".repeat(terms));
        let shallow =
            |path: &str, text: String| SourceFile::parse(path, Language::of_path(path), text, false).root().is_some();
        assert!(shallow("a.py", chain(400)) && shallow("a.ts", sum(900)));
        assert!(!shallow("a.py", chain(600)) && !shallow("a.ts", sum(1_100)));
    }
}
