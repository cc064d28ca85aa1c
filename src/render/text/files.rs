//! A line per file: what a drift check prints, and what is left of a diff where its size is asked for.

use std::fmt::Write as _;

use super::TextOptions;
use super::paint::{ADDED, DIM, PATH, Paint, REMOVED, STRONG, WIDEST_PROSE, pad, width, wrap};
use crate::render::escape::{path, visible};
use crate::render::summary::verdict;
use crate::report::{Change, Plan};

/// What stands before the rules of a row that is too long for them.
const INDENT: &str = "      ";

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
        let rules = visible(&file.rules.join(", ")).into_owned();
        let row = format!("  {}{gap}  {plus} {minus}", paint.paint(PATH, name));
        // Columns of a row that holds its rules too; where the terminal has fewer, they stand below.
        let columns = 2 + widest + 2 + added + 1 + removed + 2 + width(&rules);
        let below = options.terminal && columns > options.width;
        let _ = match below {
            true => writeln!(out, "{row}"),
            false => writeln!(out, "{}", format!("{row}  {}", paint.paint(DIM, &rules)).trim_end()),
        };
        for line in wrap(&rules, options.width.saturating_sub(INDENT.len())).iter().filter(|_| below) {
            let _ = writeln!(out, "{INDENT}{}", paint.paint(DIM, line));
        }
    }
}
