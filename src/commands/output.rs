//! Where results go: standard output or a file, a terminal or a pipe, with colour or without.

use std::io::{BufRead, IsTerminal, Write};
use std::time::Instant;

use anstream::{AutoStream, ColorChoice};
use anyhow::{Context, Result};

use crate::cli::{Color, Format, ShowArgs};
use crate::commands::pager;
use crate::render::{self, AppliedTo, AppliedView, JsonOptions, Refusal, TextOptions};
use crate::report::Plan;

/// Columns of text that goes to a file or a pipe.
const PIPE_WIDTH: usize = 100;

/// The writer that prints. Nothing else in the program writes to standard output.
pub struct Output {
    args: ShowArgs,
    color: bool,
    terminal: bool,
}

impl Output {
    /// Decides how to print, from the options and from what standard output is.
    pub fn new(args: &ShowArgs) -> Output {
        let terminal = args.output.is_none() && std::io::stdout().is_terminal();
        Output { args: args.clone(), color: args.output.is_none() && colored(args.color), terminal }
    }

    /// How the text views are laid out here.
    pub fn text_options(&self, started: Option<Instant>, next: Option<String>) -> TextOptions {
        let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        TextOptions {
            width: width.filter(|_| self.terminal).unwrap_or(PIPE_WIDTH),
            color: self.color,
            terminal: self.terminal,
            verbose: self.args.verbose,
            quiet: self.args.quiet,
            stat: self.args.stat,
            show: self.args.files.clone(),
            // A pipe gets the same bytes on every run.
            elapsed: started.filter(|_| self.terminal).map(|started| started.elapsed()),
            obstacle: None,
            next,
        }
    }

    /// Is a person there to be asked?
    pub fn is_interactive(&self) -> bool {
        self.terminal && self.args.format == Format::Text && std::io::stdin().is_terminal()
    }

    /// Asks for one of several keys; `None` where nobody answers any more.
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub fn key(&self, question: &str) -> Result<Option<String>> {
        self.talk(question)?;
        let mut answer = String::new();
        let read = std::io::stdin().lock().read_line(&mut answer).context("cannot read the answer")?;
        Ok((read > 0).then(|| answer.trim().to_owned()))
    }

    /// Asks a question whose answer is no unless it is yes.
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub fn ask(&self, question: &str) -> Result<bool> {
        let answer = self.key(&format!("{question} [y/N] "))?;
        Ok(answer.is_some_and(|answer| matches!(answer.to_ascii_lowercase().as_str(), "y" | "yes")))
    }

    /// Makes sure that the result can be written, without changing a byte of what is there.
    ///
    /// # Errors
    /// Where the file cannot be opened.
    pub fn prepare(&self) -> Result<()> {
        let Some(path) = &self.args.output else { return Ok(()) };
        let opened = std::fs::OpenOptions::new().append(true).create(true).open(path);
        opened.map(drop).with_context(|| format!("cannot write {}", path.display()))
    }

    /// Writes a result to where results go.
    ///
    /// # Errors
    /// Where the file or the disk does not take it.
    pub fn emit(&self, text: &str) -> Result<()> {
        match &self.args.output {
            Some(path) => std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display())),
            None => self.say(text),
        }
    }

    /// Writes what a person reads, through a pager where it is longer than the screen.
    ///
    /// # Errors
    /// Where the file or the disk does not take it.
    pub fn show(&self, text: &str) -> Result<()> {
        let rows = terminal_size::terminal_size().map_or(0, |(_, height)| usize::from(height.0));
        if self.pages() && rows > 0 && text.lines().count() >= rows && pager::page(text) {
            return Ok(());
        }
        self.emit(text)
    }

    /// Shows a person who is asked something what they want to read at their leisure.
    ///
    /// # Errors
    /// Where standard output does not take it.
    pub fn page(&self, text: &str) -> Result<()> {
        if self.pages() && pager::page(text) { Ok(()) } else { self.talk(text) }
    }

    fn pages(&self) -> bool {
        self.terminal && !self.args.no_pager && self.args.format == Format::Text
    }

    /// Writes to standard output. A reader that went away is no error: `… | head` is how people look.
    ///
    /// # Errors
    /// Where standard output does not take it.
    pub fn say(&self, text: &str) -> Result<()> {
        let mut stdout = std::io::stdout().lock();
        match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                Err(error).context("cannot write to standard output")
            }
            _ => Ok(()),
        }
    }

    /// Talks with the person: beside the result where a program reads that.
    ///
    /// # Errors
    /// Where standard output does not take it.
    pub fn talk(&self, text: &str) -> Result<()> {
        if self.args.format == Format::Text {
            return self.say(text);
        }
        self.tell(text);
        Ok(())
    }

    /// Reports what was applied. What is left to a person is told unless it stands above.
    ///
    /// # Errors
    /// Where standard output does not take it.
    pub fn applied(&self, plan: &Plan, view: &AppliedView, told: bool) -> Result<()> {
        match self.args.format {
            Format::Json => {
                let (commit, branch) = (view.commit.clone(), view.branch.clone());
                let applied = AppliedTo { commit, branch, already: view.already };
                self.emit(&render::json(plan, &JsonOptions { applied: Some(applied), ..JsonOptions::default() })?)
            }
            Format::Patch => self.emit(&render::patch(plan)),
            Format::Markdown => self.emit(&render::markdown(plan)),
            Format::Sarif => self.emit(&render::sarif(plan)?),
            Format::Html => self.emit(&render::html(plan)?),
            Format::Text => {
                let options = TextOptions { quiet: !told, ..self.text_options(None, None) };
                self.say(&render::applied(plan, view, &options))
            }
        }
    }

    /// Reports that there is nothing left to apply.
    ///
    /// # Errors
    /// Where standard output does not take it.
    pub fn done_before(&self, plan: &Plan, sentence: &str) -> Result<()> {
        match self.args.format {
            Format::Text => self.say(&format!("{}\n", render::escape::visible(sentence))),
            _ => self.applied(plan, &AppliedView { already: true, ..AppliedView::default() }, true),
        }
    }

    /// Reports a refusal: on standard error for people, in the document for programs.
    ///
    /// # Errors
    /// Where the stream does not take it.
    pub fn refuse(&self, plan: &Plan, sentence: &str, hint: Option<&str>) -> Result<()> {
        if self.args.format == Format::Json {
            let refused = Refusal { reason: sentence.to_owned(), hint: hint.map(str::to_owned) };
            self.emit(&render::json(plan, &JsonOptions { refused: Some(refused), ..JsonOptions::default() })?)?;
        }
        let options = TextOptions { color: true, ..self.text_options(None, None) };
        self.tell(&render::refused(sentence, hint, &options));
        Ok(())
    }

    /// Says something beside the result, on standard error.
    pub fn warn(&self, sentence: &str) {
        self.tell(&format!("{}\n", render::escape::visible(sentence)));
    }

    /// Writes to standard error, whose own nature decides about colour. Nobody is left to tell when it is closed.
    fn tell(&self, text: &str) {
        let choice = match self.args.color {
            Color::Always => ColorChoice::AlwaysAnsi,
            Color::Never => ColorChoice::Never,
            Color::Auto => ColorChoice::Auto,
        };
        let _ = AutoStream::new(std::io::stderr(), choice).write_all(text.as_bytes());
    }
}

/// Colours on a terminal that wants them; `NO_COLOR` and `CLICOLOR_FORCE` decide before the terminal does.
pub fn colored(color: Color) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => AutoStream::choice(&std::io::stdout()) != ColorChoice::Never,
    }
}
