//! Entries of YAML lists and mappings as text: comments and layout are the template's, columns the file's.

use std::ops::Range;

use serde_json::Value;

use super::doc::{Doc, Id, Kind, Layout};
use super::yaml_block::{Steps, insert_lines};
use super::{ensure, yaml};
use crate::edit::{EditError, EditResult, Edited};

/// Ensures that the entries in `code` stand before or after the list element or the pair at `target`.
///
/// `code` is template output: `\n` line ends, unindented, two spaces per level and behind a dash. It holds
/// when entries with the same value, written in any way, are already among the neighbours.
///
/// # Errors
/// [`EditError::Unsupported`] where the neighbours share a line or show in several places of the file.
pub fn insert(text: &str, target: Range<usize>, after: bool, code: &str) -> EditResult {
    let doc = yaml::parse(text)?;
    let Some((into, index)) = entry_at(&doc, target.start) else {
        return Err(EditError::Unsupported("there is no list element or key at this place".to_owned()));
    };
    let wanted = yaml::parse(code).map_err(|error| EditError::Rule(format!("its text does not parse: {error}")))?;
    let wanted = wanted.roots.first().map_or(Value::Null, |root| wanted.value(*root));
    if stands_in(&doc, into, &wanted)? {
        return Ok(Edited::Holds);
    }
    ensure::refuse_shared(&doc, into)?;
    if doc.node(into).layout != Layout::Block {
        return Err(EditError::Unsupported(format!("{} is written on one line", doc.name(into))));
    }
    let at = index + usize::from(after);
    insert_lines(&doc, into, at, |steps| in_columns(code, steps)).map(Edited::Edits)
}

/// The container and the number of the entry that starts at an offset, the outermost one.
fn entry_at(doc: &Doc<'_>, offset: usize) -> Option<(Id, usize)> {
    (0..doc.nodes.len()).find_map(|id| {
        let index = doc.entries(id).iter().position(|entry| entry.range.start == offset)?;
        Some((id, index))
    })
}

/// Are entries of these values in the container already?
fn stands_in(doc: &Doc<'_>, into: Id, wanted: &Value) -> Result<bool, EditError> {
    match (&doc.node(into).kind, wanted) {
        (Kind::Sequence(_), Value::Array(items)) => {
            let there: Vec<Value> = doc.entries(into).iter().map(|entry| doc.value(entry.value)).collect();
            Ok(items.iter().all(|item| there.contains(item)))
        }
        (Kind::Mapping(_), Value::Object(pairs)) => {
            for key in pairs.keys() {
                if doc.find(into, key)?.is_none() {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        _ => Err(EditError::Unsupported(format!("{} has another form than what belongs there", doc.name(into)))),
    }
}

/// Text written with two spaces per level, in the columns of the file.
fn in_columns(code: &str, steps: Steps) -> Vec<String> {
    let mut lines = Vec::new();
    // Columns of the template that are open, outermost first, with those of the file.
    let mut open: Vec<(usize, usize)> = vec![(0, steps.column)];
    // A block of text: its own indentation in the template, and in the file.
    let mut block: Option<(usize, Option<usize>, usize)> = None;
    for line in code.trim_end_matches('\n').split('\n') {
        let content = line.trim_start_matches(' ');
        let from = line.len() - content.len();
        if let Some((key, own, to)) = &mut block {
            if content.is_empty() {
                lines.push(String::new());
                continue;
            }
            if from > *key {
                let own = *own.get_or_insert(from);
                lines.push(format!("{}{content}", " ".repeat(*to + from.saturating_sub(own))));
                continue;
            }
            block = None;
        }
        if content.is_empty() {
            lines.push(String::new());
            continue;
        }
        while open.len() > 1 && open.last().is_some_and(|(column, _)| *column > from) {
            open.pop();
        }
        let (above, at) = open.last().copied().unwrap_or((0, steps.column));
        let dashed = content.starts_with("- ");
        let at = if above == from { at } else { at + if dashed { steps.list_step } else { steps.step } };
        if above != from {
            open.push((from, at));
        }
        let (inner_from, inner_at, text) = match content.strip_prefix("- ") {
            Some(rest) => {
                let inner = at + steps.dash;
                open.push((from + 2, inner));
                (from + 2, inner, format!("{}-{}{rest}", " ".repeat(at), " ".repeat(steps.dash - 1)))
            }
            None => (from, at, format!("{}{content}", " ".repeat(at))),
        };
        let head = content.split(" #").next().unwrap_or(content).trim_end();
        if [": |", ": |-", ": |+", ": >", ": >-"].iter().any(|end| head.ends_with(end)) {
            block = Some((inner_from, None, inner_at + steps.step));
        } else if dashed && ["- |", "- |-", "- >", "- >-"].contains(&head) {
            block = Some((from, None, inner_at));
        }
        lines.push(text);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::splice;

    const STEP: &str = "\
# Why.
- name: Tell
  if: env.A != ''
  uses: a/b@0123  # v1
  with:
    list:
      - x
    run: |
      if a; then
        b
      fi
";

    fn after(text: &str, anchor: &str, code: &str) -> Result<String, EditError> {
        let at = text.find(anchor).expect("there");
        insert(text, at..at + anchor.len(), true, code).map(|edited| splice(text, &edited.into_edits()).expect("sound"))
    }

    #[test]
    fn an_element_takes_the_columns_of_its_neighbours() {
        let text = "steps:\n- run: a\n  env:\n      B: c\n- run: z";
        let expected = "\
steps:
- run: a
  env:
      B: c
# Why.
- name: Tell
  if: env.A != ''
  uses: a/b@0123  # v1
  with:
      list:
      - x
      run: |
          if a; then
            b
          fi
- run: z";
        assert_eq!(after(text, "- run: a", STEP).as_deref(), Ok(expected));
        // What is there once is not added twice.
        let at = expected.find("- run: z").expect("there");
        assert_eq!(insert(expected, at..at + 1, true, STEP), Ok(Edited::Holds));
    }

    #[test]
    fn blank_lines_comments_and_line_ends_are_kept() {
        let text = "steps:\r\n    - run: a\r\n\r\n    # About b.\r\n    - run: b";
        let expected = "steps:\r\n    - run: a\r\n\r\n    - run: x\r\n\r\n    # About b.\r\n    - run: b";
        assert_eq!(after(text, "- run: a", "- run: x\n").as_deref(), Ok(expected));
        let expected = "steps:\r\n    - run: a\r\n\r\n    # About b.\r\n    - run: b\r\n\r\n    - run: x";
        assert_eq!(after(text, "- run: b", "- run: x\n").as_deref(), Ok(expected));
    }

    #[test]
    fn a_pair_goes_beside_a_pair() {
        let text = "ship:\n  script: [a]\n\nother:\n  script: [b]\n";
        let expected = "ship:\n  script: [a]\n\ntell:\n  script:\n    - c\n\nother:\n  script: [b]\n";
        assert_eq!(after(text, "ship:\n  script: [a]", "tell:\n  script:\n    - c\n").as_deref(), Ok(expected));
    }

    #[test]
    fn what_is_shared_or_on_one_line_is_left_alone() {
        let shared = "a: &all\n  - run: x\nb: *all\n";
        assert!(
            matches!(after(shared, "- run: x", "- run: y\n"), Err(EditError::Unsupported(reason)) if reason.contains("&all"))
        );
        let flow = "a: [x, y]\n";
        assert!(
            matches!(after(flow, "x", "- z\n"), Err(EditError::Unsupported(reason)) if reason.contains("one line"))
        );
    }
}
