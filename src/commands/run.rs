//! The story of every command, in one screen.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::cli::{ApplyArgs, Cli, Command, Format, PlanArgs, SelectArgs, ShowArgs, Staging};
use crate::commands::apply::{self, Applied, ApplyError, Mode, Options, Stage};
use crate::commands::output::Output;
use crate::commands::process::use_threads;
use crate::commands::progress::Progress;
use crate::commands::saved::SavedPlan;
use crate::commands::session::{Session, SessionError, settings_of};
use crate::commands::{config, explain, fleet, guard, review, rules, shell, undo};
use crate::files::Files;
use crate::git::Git;
use crate::lang::SourceFile;
use crate::render::{self, AppliedView, JsonOptions, TextOptions};
use crate::report::Plan;
use crate::rules::PackError;
use crate::rules::diagnostics::nearest;
use crate::settings::Settings;

/// Done, whether or not anything changed.
pub(super) const DONE: u8 = 0;
/// `check`: a plan would change something.
const DRIFT: u8 = 1;
/// Refused for safety.
pub(super) const REFUSED: u8 = 3;
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
        Some(Command::Fleet(args)) => fleet::run(&args),
        Some(Command::FleetWorker(select)) => fleet::worker::run(&select),
        Some(Command::Rehearse(args)) => guard::run(&args),
        Some(Command::Undo(args)) => undo::run(&args),
        Some(Command::Explain(args)) => explain::run(&args),
        Some(Command::Config(args)) => config::run(&args),
        Some(Command::Completions { shell }) => shell::completions(shell),
        Some(Command::Man { folder }) => shell::manual(&folder),
        Some(Command::Rules { command }) => rules::run(&command),
    }?;
    Ok(ExitCode::from(code))
}

fn plan(args: &PlanArgs) -> Result<u8> {
    let run = Run::new(args.path.as_deref(), &args.select, settings_of(&args.select)?)?;
    run.show(&args.show, Some(next_command("apply", args.path.as_deref(), &args.select)))?;
    Ok(run.ending(&args.show))
}

fn check(args: &PlanArgs) -> Result<u8> {
    let run = Run::new(args.path.as_deref(), &args.select, settings_of(&args.select)?)?;
    // Who is told by a pipeline wants to know where, and has the diff for the asking.
    let show = ShowArgs { stat: !args.show.verbose, ..args.show.clone() };
    run.show(&show, Some(next_command("apply", args.path.as_deref(), &args.select)))?;
    Ok(if run.plan.files.is_empty() { run.ending(&args.show) } else { DRIFT })
}

fn apply(args: &ApplyArgs) -> Result<u8> {
    let output = Output::new(&args.show);
    // Once something is committed it is too late to find out that nobody can be told.
    output.prepare()?;
    let saved = args.path.as_deref().filter(|path| path.is_file()).map(SavedPlan::read).transpose()?;
    if let Some(reason) = saved.as_ref().map(SavedPlan::foreign).transpose()?.flatten() {
        output.refuse(&Plan::default(), &reason, Some("plan here, look at the difference, and apply that."))?;
        return Ok(REFUSED);
    }
    let is_saved = saved.is_some();
    let (path, select, settings) = match &saved {
        Some(saved) => saved.run(&args.select)?,
        None => (args.path.clone(), args.select.clone(), settings_of(&args.select)?),
    };
    if let Some(git) = crate::git::open(path.as_deref().unwrap_or(Path::new(".")))? {
        complete_earlier_run(&git, &output)?;
    }
    let run = Run::new(path.as_deref(), &select, settings)?;
    if let Some(saved) = saved.filter(|saved| saved.plan_id != run.plan.id()) {
        if saved.is_done(&run.session.tree, run.session.git.as_ref()) {
            output.done_before(
                &run.plan,
                &format!("Everything in {} is there already. Nothing was written.", saved.name),
            )?;
            return Ok(DONE);
        }
        let hint = "plan again, look at the difference, and apply that.";
        let sentence = format!("the repository or the rules have changed since {} was saved.", saved.name);
        output.refuse(&run.plan, &sentence, Some(hint))?;
        return Ok(REFUSED);
    }
    if run.plan.files.is_empty() {
        run.show(&args.show, None)?;
        return Ok(run.ending(&args.show));
    }
    let whole = run.plan.id();
    let run = if args.how.patch { review::review(run, &output)? } else { run };
    if run.plan.files.is_empty() {
        output.talk("Nothing was taken, and nothing was written.\n")?;
        if args.show.format != Format::Text {
            run.show(&args.show, None)?;
        }
        return Ok(DONE);
    }
    if !args.show.quiet && !args.how.patch && args.show.format == Format::Text {
        run.show(&args.show, None)?;
    }
    let mode = mode_of(args);
    if !args.how.yes && !args.how.patch && output.is_interactive() && !output.ask(&question(&mode, &run.plan))? {
        output.say("Nothing was written.\n")?;
        return Ok(DONE);
    }
    let options = Options {
        plan_id: run.plan.id(),
        message: render::commit_message(&run.plan),
        ignore_dirty: select.ignore_dirty,
        stage: match args.how.stage {
            Staging::None => Stage::None,
            Staging::Intent => Stage::Intent,
            Staging::Index => Stage::Index,
        },
        ..Options::default()
    };
    match apply::apply(&run.plan, run.session.git.as_ref(), &mode, &options) {
        Ok(applied) => {
            let mut view = view(&applied, &mode);
            // The branch the plan was made on is as it was: planning there again says the same. Of what a person left out,
            // and of what a saved plan was told, only the commit knows.
            let again = view.new_branch && run.plan.id() == whole && !is_saved;
            view.plan = again.then(|| next_command("plan", path.as_deref(), &select));
            output.applied(&run.plan, &view, !args.show.quiet && !args.how.patch)?;
            Ok(run.ending(&args.show))
        }
        Err(ApplyError::Refused(refusal)) => {
            output.refuse(&run.plan, &refusal.to_string(), Some(&refusal.hint()))?;
            Ok(REFUSED)
        }
        Err(error) => Err(error.into()),
    }
}

/// Completes what an earlier run began and could not end: planning on half of it would find a repository
/// nobody ever had.
pub(super) fn complete_earlier_run(git: &Git, output: &Output) -> Result<()> {
    if !git.is_bare()
        && git.is_interrupted()
        && let Some(sentence) = crate::git::recover(git)?
    {
        output.warn(&sentence);
    }
    Ok(())
}

fn mode_of(args: &ApplyArgs) -> Mode {
    if args.how.in_place {
        Mode::InPlace
    } else if args.how.worktree {
        Mode::Worktree
    } else {
        Mode::Branch { name: args.how.branch.clone() }
    }
}

fn question(mode: &Mode, plan: &Plan) -> String {
    let files = plan.files.len();
    let plural = if files == 1 { "" } else { "s" };
    match mode {
        Mode::Branch { .. } => format!("Commit {files} file{plural} on a new branch?"),
        Mode::InPlace => format!("Edit {files} file{plural} and commit on the current branch?"),
        Mode::Worktree => format!("Edit {files} file{plural} in the work tree?"),
    }
}

fn view(applied: &Applied, mode: &Mode) -> AppliedView {
    AppliedView {
        commit: applied.commit.clone(),
        branch: applied.branch.clone(),
        new_branch: matches!(mode, Mode::Branch { .. }),
        already: applied.already,
        files: applied.files,
        hooks_not_run: applied.hooks_not_run.clone(),
        plan: None,
    }
}

/// A session and the plan it came to.
pub(super) struct Run {
    pub(super) session: Session,
    pub(super) plan: Plan,
    started: Instant,
}

impl Run {
    fn new(path: Option<&Path>, select: &SelectArgs, settings: Settings) -> Result<Run> {
        let started = Instant::now();
        let _progress = Progress::start("Planning…");
        use_threads(select.jobs)?;
        let session = Session::open(path, select, settings)?;
        let plan = session.plan()?;
        Ok(Run { session, plan, started })
    }

    /// The exit code of a run that came to its end.
    fn ending(&self, args: &ShowArgs) -> u8 {
        let leaves_steps = || self.plan.rules.iter().any(|rule| rule.manual.is_some());
        if args.strict && leaves_steps() { BY_HAND } else { DONE }
    }

    /// Why `apply` would refuse the plan as things are.
    fn obstacle(&self) -> Option<String> {
        let options = Options { plan_id: self.plan.id(), ignore_dirty: self.session.from_head, ..Options::default() };
        let checked = self.session.git.as_ref()?.preflight(&self.plan, &Mode::Branch { name: None }, &options);
        match checked {
            Err(ApplyError::Refused(refusal)) => Some(format!("{refusal} {}", refusal.hint())),
            _ => None,
        }
    }

    fn show(&self, args: &ShowArgs, next: Option<String>) -> Result<()> {
        let output = Output::new(args);
        let next = next.filter(|_| !self.plan.files.is_empty());
        let text = match args.format {
            Format::Text => {
                self.check_names(&args.files)?;
                let obstacle = next.as_ref().and_then(|_| self.obstacle());
                render::text(&self.plan, &TextOptions { obstacle, ..output.text_options(Some(self.started), next) })
            }
            Format::Patch => render::patch(&self.plan),
            Format::Json => {
                let settings = SavedPlan::settings_json(&self.session)?;
                let options = JsonOptions { settings: Some(settings), ..JsonOptions::default() };
                render::json(&self.plan, &options).context("cannot write the plan as JSON")?
            }
            Format::Markdown => render::markdown(&self.plan),
            Format::Sarif => render::sarif(&self.plan).context("cannot write the plan as SARIF")?,
            Format::Html => render::html(&self.plan).context("cannot write the plan as a page")?,
        };
        // The other forms carry the notes themselves.
        if args.format == Format::Patch || args.quiet && args.format == Format::Text {
            for note in &self.plan.notes {
                output.warn(&format!("note: {}: {}", note.file, note.reason));
            }
        }
        output.show(&text)?;
        if args.timings {
            self.tell_timings(&output);
        }
        Ok(())
    }

    /// Are the files to be shown in the plan? Those that are edited are shown in any case.
    fn check_names(&self, wanted: &[String]) -> Result<()> {
        let paths = || self.plan.files.iter().map(|file| file.path.as_str());
        let Some(name) = wanted.iter().find(|name| !paths().any(|path| path == *name)) else { return Ok(()) };
        if self.session.tree.exists(name) {
            bail!("the plan does not change {name}");
        }
        let near = nearest(name, paths()).map_or_else(String::new, |near| format!("; did you mean {near}?"));
        bail!("the plan has no file {name}{near}")
    }

    /// Where the time went: the stages, the rules that took longest, and what was read and parsed.
    fn tell_timings(&self, output: &Output) {
        let repo = &self.plan.repo;
        let line = |name: &str, time: std::time::Duration| {
            output.warn(&format!("{:>9.1} ms  {name}", time.as_secs_f64() * 1000.0));
        };
        repo.timings.stages.iter().for_each(|(name, time)| line(name, *time));
        repo.timings.dearest(10).into_iter().for_each(|(id, time)| line(id, time));
        line(&format!("in all; {} files read, {} parses", repo.read, SourceFile::parses()), self.started.elapsed());
    }
}

/// The command that applies what was just shown, with the options it was shown with.
fn next_command(verb: &str, path: Option<&Path>, select: &SelectArgs) -> String {
    let mut words = vec!["sentry-retrofit".to_owned(), verb.to_owned()];
    words.extend(path.map(|path| path.display().to_string()));
    words.extend(select.words());
    words.iter().map(|word| render::shell_word(word)).collect::<Vec<_>>().join(" ")
}

/// An error as a person reads it: a sentence, its causes, a hint where there is one.
pub fn error_text(error: &anyhow::Error) -> String {
    // Mistakes in rules come with a code, and as a report of several lines.
    let is_report = error.chain().any(|cause| {
        let wrapped = matches!(cause.downcast_ref(), Some(SessionError::Pack(PackError::Rules(_))));
        wrapped || matches!(cause.downcast_ref(), Some(PackError::Rules(_)))
    });
    let mut text = String::from(if is_report { "" } else { "error: " });
    text.push_str(&said(error));
    if let Some(hint) = hint_of(error) {
        text.push_str("\nhint: ");
        text.push_str(hint);
    }
    text.lines().map(|line| render::escape::visible(line).into_owned()).collect::<Vec<_>>().join("\n")
}

/// An error and its causes in one sentence.
pub(super) fn said(error: &anyhow::Error) -> String {
    let mut text = String::new();
    let mut last = String::new();
    for cause in error.chain().map(ToString::to_string) {
        // A wrapper that only repeats its cause says nothing new.
        if !last.ends_with(&cause) {
            text.push_str(if last.is_empty() { "" } else { ": " });
            text.push_str(&cause);
        }
        last = cause;
    }
    text
}

/// What to do about an error, where that is known.
pub(super) fn hint_of(error: &anyhow::Error) -> Option<&str> {
    error.chain().find_map(|cause| match cause.downcast_ref() {
        // What is transparent hides itself from the chain.
        Some(SessionError::Git(error)) => error.hint(),
        _ => cause.downcast_ref::<crate::git::GitError>()?.hint(),
    })
}
