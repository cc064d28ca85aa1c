//! `fleet`: plans many local clones and writes a row for each, as they are done. It clones, changes and pushes
//! nothing: engines that do are described in `docs/fleets.md`.

mod earlier;
mod process;
pub(super) mod worker;

use std::collections::{BTreeSet, VecDeque};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::cli::{FleetArgs, SelectArgs, ShowArgs};
use crate::commands::output::Output;
use crate::commands::progress::Progress;
use crate::commands::run::DONE;
use crate::commands::session::{settings_of, usual_pack};
use crate::git;
use crate::render::{self, Row, RowStatus};
use crate::report::blob_id;
use crate::rules::load::folder_files;
use earlier::Earlier;
use process::Workers;

/// Some repositories have no plan.
const FAILED: u8 = 2;

/// Runs `fleet`.
///
/// # Errors
/// Where the list, the options or the rules are wrong, or the result cannot be written. A repository that cannot be
/// planned is no error but a row.
pub fn run(args: &FleetArgs) -> Result<u8> {
    if !args.select.at.is_empty() || args.select.project.is_some() {
        bail!("--at and --project mean a place of one repository; its .sentry-retrofit.toml can hold `at`");
    }
    let output = Output::new(&ShowArgs { output: args.how.html.clone(), ..ShowArgs::default() });
    output.prepare()?;
    // What the work tree holds is nobody's but its owner's, and a row is known by the commit it was made from.
    let select = SelectArgs { ignore_dirty: true, ..args.select.clone() };
    // Mistakes in options and rules are told once, not once a row.
    let pack = usual_pack(&select.sources)?;
    settings_of(&select)?.over_defaults(&pack.manifest.settings, &pack.manifest.choices)?;
    let asked = asked(&select)?;
    let paths = paths(args)?;
    let mut earlier = args.how.resume.as_deref().map(Earlier::read).transpose()?.unwrap_or_default();
    let stdout = Output::new(&ShowArgs::default());
    if earlier.torn > 0 {
        stdout.warn(&format!("note: --resume: {} is no row", render::count(earlier.torn, "line")));
    }
    if earlier.open_ended {
        stdout.say("\n")?;
    }
    let (kept, left): (Vec<_>, Vec<_>) = paths
        .into_iter()
        .map(|path| (earlier.take(&name_of(&path), &asked, || head_of(&path)), path))
        .partition(|(row, _)| row.is_some());
    let kept: Vec<Row> = kept.into_iter().filter_map(|(row, _)| row).collect();
    let workers = Workers { select: &select, timeout: Duration::from_secs(args.how.timeout) };
    let count = args.select.jobs.map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from);
    let queue = Mutex::new(left.into_iter().map(|(_, path)| path).collect());
    let rows = planned(&workers, count, &queue, |row| {
        row.asked.clone_from(&asked);
        stdout.say(&row.line()?)
    })?;
    summary(&rows, kept.len()).iter().for_each(|line| stdout.warn(line));
    let failed = rows.iter().any(|row| row.status == RowStatus::Failed);
    if args.how.html.is_some() {
        let all: Vec<Row> = kept.into_iter().chain(rows).collect();
        output.emit(&render::fleet_page(all).context("cannot write the page")?)?;
    }
    Ok(if failed { FAILED } else { DONE })
}

/// Plans what is in the queue, and hands each row on as it is done.
fn planned(
    workers: &Workers<'_>,
    count: usize,
    queue: &Mutex<VecDeque<PathBuf>>,
    done: impl Fn(&mut Row) -> Result<()> + Sync,
) -> Result<Vec<Row>> {
    let _progress = Progress::start("Planning the fleet…");
    let next = || queue.lock().ok().and_then(|mut queue| queue.pop_front());
    let rows = Mutex::new(Vec::new());
    let work = || -> Result<()> {
        let mut worker = None;
        while let Some(path) = next() {
            let mut row = workers.row(&mut worker, &path)?;
            row.path = name_of(&path);
            // One at a time: a row is one line.
            let Ok(mut rows) = rows.lock() else { break };
            done(&mut row)?;
            rows.push(row);
        }
        Ok(())
    };
    let ended: Vec<Result<()>> = thread::scope(|scope| {
        let threads: Vec<_> = (0..count.max(1)).map(|_| scope.spawn(work)).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    });
    ended.into_iter().collect::<Result<()>>()?;
    rows.into_inner().map_err(|_| anyhow::anyhow!("a thread of fleet broke off"))
}

/// The clones, each once, in the order they were named.
fn paths(args: &FleetArgs) -> Result<Vec<PathBuf>> {
    let mut all = args.paths.clone();
    if let Some(from) = &args.how.from {
        let mut bytes = Vec::new();
        let read = if from == Path::new("-") {
            std::io::stdin().lock().read_to_end(&mut bytes).map(drop)
        } else {
            std::fs::read(from).map(|read| bytes = read)
        };
        read.with_context(|| format!("cannot read {}", from.display()))?;
        let lines = bytes.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        all.extend(lines.filter(|line| !line.trim_ascii().is_empty()).map(|line| worker::path_of(line.to_vec())));
    }
    let mut seen = BTreeSet::new();
    all.retain(|path| seen.insert(path.clone()));
    Ok(all)
}

/// The name a row has; what is no UTF-8 in it is shown as such.
fn name_of(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn head_of(path: &Path) -> Option<String> {
    git::open(path).ok()??.head().ok()?.commit
}

/// What stands for the options and the rules a row was made with.
fn asked(select: &SelectArgs) -> Result<String> {
    let mut text = select.words().join("\0");
    for folder in &select.sources.rules {
        for (path, file) in folder_files(folder)? {
            text.push_str(&format!("\0{path}\0{}", blob_id(file.as_bytes())));
        }
    }
    Ok(blob_id(text.as_bytes()).chars().take(12).collect())
}

/// What the run came to: the sums, then who has no plan, a line each.
fn summary(rows: &[Row], kept: usize) -> Vec<String> {
    let with = |status| render::thousands(rows.iter().filter(|row| row.status == status).count());
    let mut sums = format!(
        "{}: {} would change, {} would not, {} failed",
        repositories(rows.len()),
        with(RowStatus::Changed),
        with(RowStatus::Unchanged),
        with(RowStatus::Failed)
    );
    match rows.iter().filter(|row| row.needs_person()).count() {
        1 => sums.push_str("; 1 needs a person"),
        many => sums.push_str(&format!("; {} need a person", render::thousands(many))),
    }
    if kept > 0 {
        sums.push_str(&format!("; {} left out, planned before", render::thousands(kept)));
    }
    let failed = rows.iter().filter(|row| row.status == RowStatus::Failed);
    let failed = failed.map(|row| format!("  failed  {}: {}", row.path, row.error.as_deref().unwrap_or_default()));
    std::iter::once(sums + ".").chain(failed).collect()
}

fn repositories(number: usize) -> String {
    if number == 1 { "1 repository".to_owned() } else { format!("{} repositories", render::thousands(number)) }
}
