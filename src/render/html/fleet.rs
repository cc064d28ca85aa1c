//! What the page of a fleet shows: repositories by what they need.

use serde::Serialize;

use crate::render::fleet::{Row, RowStatus};

/// The whole page.
#[derive(Serialize)]
pub(super) struct Page {
    version: &'static str,
    sums: Vec<Sum>,
    rows: Vec<RowView>,
}

/// How many repositories are of a kind, and the filter that shows them.
#[derive(Serialize)]
struct Sum {
    /// What the page's style knows the kind by.
    kind: &'static str,
    label: &'static str,
    count: usize,
}

#[derive(Serialize)]
struct RowView {
    kind: &'static str,
    anchor: String,
    short: Option<String>,
    #[serde(flatten)]
    row: Row,
}

/// The kinds, what needs a person first.
const KINDS: [(&str, &str); 4] =
    [("failed", "failed"), ("person", "need a person"), ("changed", "would change"), ("unchanged", "would not change")];

fn kind(row: &Row) -> &'static str {
    match row.status {
        RowStatus::Failed => "failed",
        _ if row.needs_person() => "person",
        RowStatus::Changed => "changed",
        RowStatus::Unchanged => "unchanged",
    }
}

/// Repositories in the order of the kinds, and by name.
pub(super) fn page(mut rows: Vec<Row>) -> Page {
    let place = |row: &Row| KINDS.iter().position(|(known, _)| *known == kind(row));
    rows.sort_by(|one, other| (place(one), &one.path).cmp(&(place(other), &other.path)));
    let sums = KINDS.map(|(name, label)| Sum {
        kind: name,
        label,
        count: rows.iter().filter(|row| kind(row) == name).count(),
    });
    let views = rows.into_iter().enumerate().map(|(at, row)| RowView {
        kind: kind(&row),
        anchor: format!("row-{at}"),
        short: row.head.as_deref().map(|head| head.chars().take(7).collect()),
        row: Row { path: crate::render::secrets::clean(&row.path), ..row },
    });
    Page {
        version: env!("CARGO_PKG_VERSION"),
        rows: views.collect(),
        sums: sums.into_iter().filter(|sum| sum.count > 0).collect(),
    }
}
