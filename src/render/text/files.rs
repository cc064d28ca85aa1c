//! A line per file: what a drift check prints, and what is left of a diff where its size is asked for.

use std::fmt::Write as _;

use super::TextOptions;
use super::paint::{ADDED, DIM, PATH, Paint, REMOVED, STRONG, WIDEST_PROSE, pad, width, wrap};
use crate::render::escape::{path, visible};
use crate::render::summary::verdict;
use crate::report::{Change, Plan};

/// The verdict, then every file with the lines it gains and loses and the rules that change it.
pub(super) fn write_files(out: &mut String, plan: &Plan, options: &TextOptions) {
    let paint = Paint { color: options.color };
    for line in wrap(&verdict(plan), options.width.min(WIDEST_PROSE)) {
        let _ = writeln!(out, "{}", paint.paint(STRONG, &line));
    }
    let names: Vec<String> = plan.files.iter().map(|file| path(&file.path).into_owned()).collect();
    let widest = names.iter().map(|name| width(name)).max().unwrap_or(0);
    let digits = |number: usize| number.to_string().len() + 1;
    let added = plan.files.iter().map(|file| digits(file.added)).max().unwrap_or(0);
    let removed = plan.files.iter().map(|file| digits(file.removed)).max().unwrap_or(0);
    for (file, name) in plan.files.iter().zip(&names) {
        let gap = pad("", widest - width(name));
        let plus = paint.paint(ADDED, &format!("{:>added$}", format!("+{}", file.added)));
        let minus = match file.change {
            Change::Create => pad("new", removed),
            Change::Modify => paint.paint(REMOVED, &format!("{:>removed$}", format!("\u{2212}{}", file.removed))),
        };
        let rules = paint.paint(DIM, &visible(&file.rules.join(", ")));
        let _ = writeln!(out, "{}", format!("  {}{gap}  {plus} {minus}  {rules}", paint.paint(PATH, name)).trim_end());
    }
}
