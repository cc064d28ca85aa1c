//! What the tests of the ensure-operations share.

use super::{EditResult, Edited, splice};

/// What an operation makes of a text: the text after it, `holds`, or its sentence. Done twice, it holds.
pub(super) fn comes_to(text: &str, ensure: impl Fn(&str) -> EditResult) -> String {
    match ensure(text) {
        Ok(Edited::Holds) => "holds".to_owned(),
        Err(error) => error.to_string(),
        Ok(Edited::Edits(edits)) => {
            let after = splice(text, &edits).expect("no overlap");
            assert_eq!(ensure(&after), Ok(Edited::Holds), "{after}");
            after
        }
    }
}
