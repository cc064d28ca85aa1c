//! Entries of the index as git writes them.

use git2::{IndexEntry, IndexTime, Oid};

/// An entry without figures.
pub(super) fn blank_entry() -> IndexEntry {
    IndexEntry {
        ctime: IndexTime::new(0, 0),
        mtime: IndexTime::new(0, 0),
        dev: 0,
        ino: 0,
        mode: 0,
        uid: 0,
        gid: 0,
        file_size: 0,
        id: Oid::ZERO_SHA1,
        flags: 0,
        flags_extended: 0,
        path: Vec::new(),
    }
}

/// The figures by which git sees that a file has not changed since it was staged.
#[cfg(unix)]
pub(super) fn stat_entry(found: &std::fs::Metadata) -> IndexEntry {
    use std::os::unix::fs::MetadataExt;
    // The index holds the low 32 bits of each figure.
    let low = |value: u64| (value & 0xffff_ffff) as u32;
    let time =
        |seconds: i64, nanos: i64| IndexTime::new((seconds & 0xffff_ffff) as i32, u32::try_from(nanos).unwrap_or(0));
    IndexEntry {
        ctime: time(found.ctime(), found.ctime_nsec()),
        mtime: time(found.mtime(), found.mtime_nsec()),
        dev: low(found.dev()),
        ino: low(found.ino()),
        uid: found.uid(),
        gid: found.gid(),
        file_size: low(found.size()),
        ..blank_entry()
    }
}

#[cfg(not(unix))]
pub(super) fn stat_entry(_: &std::fs::Metadata) -> IndexEntry {
    blank_entry()
}
