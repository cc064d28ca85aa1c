//! The records that git's commands print of its index and of trees.

use super::store::Item;

/// `H 100644 <oid> 0<tab>path`
pub(super) fn index_item(record: &[u8]) -> Option<Item> {
    let tab = record.iter().position(|&b| b == b'\t')?;
    let (head, path) = (std::str::from_utf8(record.get(..tab)?).ok()?, record.get(tab + 1..)?);
    let mut fields = head.split(' ');
    let skipped = fields.next()? == "S";
    let mode = u32::from_str_radix(fields.next()?, 8).ok()?;
    let oid = fields.next()?.to_owned();
    Some(Item { path: path.to_vec(), mode, oid, stage: fields.next()?.parse().ok()?, skipped })
}

/// `100644 blob <oid><tab>path`
pub(super) fn tree_item(record: &[u8]) -> Option<Item> {
    let tab = record.iter().position(|&b| b == b'\t')?;
    let (head, path) = (std::str::from_utf8(record.get(..tab)?).ok()?, record.get(tab + 1..)?);
    let mut fields = head.split(' ');
    let mode = u32::from_str_radix(fields.next()?, 8).ok()?;
    let oid = fields.nth(1)?.to_owned();
    Some(Item { path: path.to_vec(), mode, oid, stage: 0, skipped: false })
}
