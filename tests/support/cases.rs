//! The cases of the bundled rules, for tests that run what they leave.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sentry_retrofit::rules::load::{folder_cases, folder_files};
use sentry_retrofit::testing::{self, Case};

/// The cases of the wanted rules that change something.
pub fn of_rules(wanted: impl Fn(&str) -> bool) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let texts = folder_files(&folder).expect("the rules can be read");
    let cases = testing::cases(&[(texts, folder_cases(&folder).expect("cases"), None)]).expect("the cases are cases");
    cases.into_iter().filter(|case| wanted(&case.rule) && !case.after.is_empty()).collect()
}

/// Writes files below a folder.
pub fn write(files: &BTreeMap<String, Vec<u8>>, folder: &Path) {
    for (path, bytes) in files {
        let target = folder.join(path);
        fs::create_dir_all(target.parent().expect("a folder")).expect("create the folder");
        fs::write(target, bytes).expect("write a file");
    }
}
