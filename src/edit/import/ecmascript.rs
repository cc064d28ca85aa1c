//! ECMAScript imports: ESM and CommonJS.
use super::{ImportContext, ImportSpec};
use crate::edit::{EditError, EditResult};
use crate::lang::SourceFile;

pub(super) fn ensure(_file: &SourceFile, _spec: &ImportSpec, _context: ImportContext<'_>) -> EditResult {
    Err(EditError::Unsupported("not yet".to_owned()))
}
pub(super) fn local_name(_file: &SourceFile, _module: &str, _name: Option<&str>) -> Option<String> {
    None
}
