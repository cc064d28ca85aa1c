//! The story of every command, in one screen.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anstream::{AutoStream, ColorChoice};
use anyhow::{Context, Result};

use crate::apply::{self, ApplyError};
use crate::cli::{ApplyArgs, Cli, Color, Command, Format, PlanArgs, ShowArgs};
use crate::plan::Plan;
use crate::render::{self, text::TextOptions};
use crate::session::{Session, settings_of};
use crate::{explain, rules_command};

/// Done, whether or not anything changed.
const DONE: u8 = 0;
/// `check`: a plan would change something.
const DRIFT: u8 = 1;
/// Refused for safety.
const REFUSED: u8 = 3;
/// `--strict`: steps remain to be done by hand.
const BY_HAND: u8 = 4;

/// Runs a command and answers with its exit code.
///
/// # Errors
/// Anything that ends with exit code 2, as sentences from the outside in.
pub fn run(cli: Cli) -> Result<ExitCode> {
    let code = match cli.command {
        None => plan(&cli.plan),
        Some(Command::Plan(args)) => plan(&args),
        Some(Command::Check(args)) => check(&args),
        Some(Command::Apply(args)) => apply(&args),
        Some(Command::Explain(args)) => explain::run(&args),
        Some(Command::Rules { command }) => rules_command::run(&command),
    }?;
    Ok(ExitCode::from(code))
}

fn plan(args: &PlanArgs) -> Result<u8> {
    let (_, plan, started) = planned(args)?;
    let next = (!plan.files.is_empty()).then(|| next_command(args));
    show(&plan, &args.show, started, next)?;
    Ok(if args.show.strict && plan.rules.iter().any(|rule| rule.manual.is_some()) { BY_HAND } else { DONE })
}

fn check(args: &PlanArgs) -> Result<u8> {
    let (_, plan, started) = planned(args)?;
    let next = (!plan.files.is_empty()).then(|| next_command(args));
    show(&plan, &args.show, started, next)?;
    Ok(if plan.files.is_empty() { DONE } else { DRIFT })
}

fn planned(args: &PlanArgs) -> Result<(Session, Plan, Instant)> {
    let started = Instant::now();
    threads(args.select.jobs)?;
    let session = Session::open(args.path.as_deref(), &args.select, settings_of(&args.select)?)?;
    let plan = session.plan()?;
    Ok((session, plan, started))
}

fn threads(jobs: Option<usize>) -> Result<()> {
    let Some(jobs) = jobs else { return Ok(()) };
    rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global().context("cannot start that many threads")
}

/// Renders a plan to standard output or to a file.
fn show(plan: &Plan, args: &ShowArgs, started: Instant, next: Option<String>) -> Result<()> {
    let stdout = std::io::stdout();
    let terminal = stdout.is_terminal() && args.output.is_none();
    let choice = color_choice(args.color);
    let color = match choice {
        ColorChoice::Auto => terminal && AutoStream::choice(&stdout) != ColorChoice::Never,
        choice => choice != ColorChoice::Never,
    };
    let text = match args.format {
        Format::Text => render::text::text(
            plan,
            &TextOptions {
                width: width(terminal),
                color,
                terminal,
                verbose: args.verbose,
                quiet: args.quiet,
                elapsed: terminal.then(|| started.elapsed()),
                next,
            },
        ),
        Format::Patch => return emit_bytes(args.output.as_deref(), &render::patch::patch(plan)),
        Format::Json => render::json::json(plan),
        Format::Markdown => render::markdown::markdown(plan),
    };
    emit_bytes(args.output.as_deref(), text.as_bytes())
}

/// Writes a result. A reader that went away is no error: `… | head` is how people look at plans.
fn emit_bytes(output: Option<&Path>, bytes: &[u8]) -> Result<()> {
    if let Some(path) = output {
        return std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()));
    }
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error).context("cannot write the result"),
        _ => Ok(()),
    }
}
