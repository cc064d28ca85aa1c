//! Law 10: names stay bound.

use crate::lang::Names;

/// A name that the edits of a file leave without anything that binds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The name.
    pub name: String,
    /// Where the edited file uses it first.
    pub offset: usize,
    /// Did the file bind it before the edits?
    pub taken: bool,
}

/// The names that are used in `after` and bound nowhere, unless that was so before. A new file has no before.
pub fn lost(before: Option<&Names>, after: &Names) -> Vec<Lost> {
    if after.open {
        return Vec::new();
    }
    let new = after.free.iter().filter(|(name, _)| before.is_none_or(|before| !before.free.contains_key(*name)));
    new.map(|(name, &offset)| {
        let taken = before.is_some_and(|before| before.bound.contains(name));
        Lost { name: name.clone(), offset, taken }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{Language, SourceFile};
    use proptest::prelude::*;

    const PYTHON: &str = "import os\nfrom acme import Shop, open_door\n\n\ndef main(key):\n    for door in os.listdir(key):\n        open_door(Shop(door), key)\n\n\nmain(os.environ)\n";
    const TSX: &str = "import { Shop, openDoor } from \"acme\";\nimport type { Key } from \"./key\";\n\nexport function Main({ key }: { key: Key }) {\n  const [door] = openDoor(key);\n  return <Shop door={door} onOpen={() => openDoor(key)} />;\n}\n";

    fn names(language: Language, text: &str) -> Names {
        Names::of(&SourceFile::parse("x", language, text.to_owned(), false)).expect("it parses")
    }

    proptest! {
        /// A binding that goes, and a name that comes, are seen; wherever in the file.
        #[test]
        fn a_name_is_missed_wherever_it_is_lost(tsx: bool, at in 0_usize..40, fresh in "[A-Z][a-z]{5}_[a-z]{3}") {
            let (language, text) = if tsx { (Language::Tsx, TSX) } else { (Language::Python, PYTHON) };
            let before = names(language, text);
            prop_assert!(lost(Some(&before), &before).is_empty() && lost(None, &before).is_empty());
            let file = SourceFile::parse("x", language, text.to_owned(), false);
            let mut words = Vec::new();
            let mut waiting: Vec<_> = file.root().into_iter().collect();
            while let Some(node) = waiting.pop() {
                if matches!(node.kind(), "identifier" | "type_identifier") {
                    words.push(node);
                }
                let mut cursor = node.walk();
                waiting.extend(node.named_children(&mut cursor));
            }
            let word = words[at % words.len()];
            let mut after = text.to_owned();
            after.replace_range(word.byte_range(), &fresh);
            let missed = lost(Some(&before), &names(language, &after));
            let old = file.text_of(word);
            // Where the word was bound, its uses are left behind; where it was used, the new word hangs in the air.
            let declares = missed.iter().any(|lost| lost.name == old && lost.taken);
            let uses = missed.iter().any(|lost| lost.name == fresh && !lost.taken);
            let harmless = matches!(old, "Main" | "acme");
            let label = word.parent().is_some_and(|parent| parent.kind() == "attribute");
            prop_assert!(declares || uses || harmless || label, "{old} at {} in {after}", word.start_byte());
        }
    }
}
