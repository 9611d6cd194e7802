//! Where output goes: data to standard output, a file or a pager; messages to standard error.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use annexe::document::{Document, Imprint};
use annexe::domain::partial_date::PartialDate;
use annexe::error::Error;
use annexe::render::{self, Format, Page};
use annexe::store::valid_marking;
use anyhow::{Context, Result, bail};
use clap::Args;

use super::message::message;
use super::misuse::{self, Misused};
use super::prompt;
use super::session::{Session, When};

/// How a result is printed.
#[derive(Args, Clone, Default)]
pub struct Printing {
    #[arg(long, value_name = "FORMAT", help_heading = "Printing", help = formats())]
    format: Option<Format>,

    /// Write to a file; its ending gives the format
    #[arg(short, long, value_name = "FILE", help_heading = "Printing")]
    output: Option<PathBuf>,

    /// Overwrite an existing file
    #[arg(long, requires = "output", help_heading = "Printing")]
    force: bool,

    /// A title of your own
    #[arg(long, value_name = "TITLE", value_parser = misuse::title, help_heading = "Printing")]
    title: Option<String>,

    /// The day of the meeting that the paper is for
    #[arg(long, value_name = "DATE", help_heading = "Printing")]
    meeting: Option<PartialDate>,

    /// The protective marking at the head and foot of each page [default: what `annexe marking` kept]
    #[arg(long, value_name = "WORDS", value_parser = valid_marking, help_heading = "Printing")]
    marking: Option<String>,
}

impl Printing {
    /// Prints a document.
    pub fn print(&self, session: &Session, document: Document) -> Result<()> {
        let format = self.chosen()?;
        if self.output.is_none() && std::io::stdout().is_terminal() {
            can_be_shown(format, &document)?;
        }
        let bytes = self.written(session, document, format)?;
        match &self.output {
            Some(path) => write_new(path, &bytes, self.force, session),
            None => show(&bytes, format),
        }
    }

    /// Writes a document in a format, with what is printed around it.
    fn written(
        &self,
        session: &Session,
        mut document: Document,
        format: Format,
    ) -> Result<Vec<u8>> {
        if let Some(title) = &self.title {
            document.title.clone_from(title);
        }
        document.imprint = Imprint {
            meeting: self.meeting,
            marking: self.marking.clone().or(document.imprint.marking),
            author: session.author(),
        };
        Ok(render::render(
            &document,
            format,
            &self.page(session, format),
        )?)
    }

    /// Prints a document as a table, without a pager, where more follows.
    pub fn print_on(session: &Session, document: &Document) -> Result<()> {
        let page = Printing::default().page(session, Format::Table);
        print(&render::render(document, Format::Table, &page)?)
    }

    /// Tells whether several pages go into one document: to a file of a known format, or where what is
    /// printed is to be opened as one file.
    pub fn is_one_document(&self) -> bool {
        let to_a_file = self.output.as_deref().and_then(Format::from_extension);
        let is_read_as_lines =
            |format| matches!(format, Format::Table | Format::Plain | Format::Markdown);
        let is_one_file = self.format.is_some_and(|format| !is_read_as_lines(format));
        to_a_file.is_some() || self.output.is_none() && is_one_file
    }

    /// Tells whether the result is read where it is printed: long lists may be cut there.
    pub fn is_read_on_the_spot(&self) -> bool {
        let format = self.format.unwrap_or(Format::Table);
        self.output.is_none() && matches!(format, Format::Table | Format::Plain)
    }

    /// Tells whether the result goes to a file.
    pub fn is_to_file(&self) -> bool {
        self.output.is_some()
    }

    /// Prints several documents: one after another, or each to a file of its own in the folder that
    /// `--output` names.
    pub fn print_each(&self, session: &Session, documents: Vec<(String, Document)>) -> Result<()> {
        let Some(folder) = &self.output else {
            return documents
                .into_iter()
                .try_for_each(|(_, document)| self.print(session, document));
        };
        if folder == Path::new("-") {
            bail!(no_file());
        }
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
        // Whoever is chased has Word; `--format` asks for another.
        let format = self.format.unwrap_or(Format::Docx);
        let named = (1..).zip(documents).map(|(place, (name, document))| {
            let file = format!("{}-{place:02}{}", document.key, slug(&name));
            (folder.join(file).with_extension(format.ending()), document)
        });
        let named: Vec<(PathBuf, Document)> = named.collect();
        // All or none: one that is there already is found before the first is written.
        let taken = named.iter().find(|(file, _)| file.exists() && !self.force);
        if let Some((file, _)) = taken {
            bail!(Error::Conflict(format!(
                "{} exists; name another folder, or overwrite it with --force",
                file.display()
            )));
        }
        for (file, document) in named {
            let bytes = self.written(session, document, format)?;
            write_new(&file, &bytes, self.force, session)?;
        }
        Ok(())
    }

    fn chosen(&self) -> Result<Format> {
        match (self.format, &self.output) {
            (_, Some(path)) if path == Path::new("-") => bail!(no_file()),
            (Some(format), _) => Ok(format),
            (None, None) => Ok(Format::Table),
            (None, Some(path)) => Format::from_extension(path).ok_or_else(|| {
                let why = match path.extension() {
                    Some(ending) => format!(
                        "no format is known for files ending in `{}`",
                        ending.to_string_lossy()
                    ),
                    None => format!("{} has no ending that gives the format", path.display()),
                };
                Misused(format!(
                    "{why}; give one with --format, or end in {}",
                    Format::endings()
                ))
                .into()
            }),
        }
    }

    fn page(&self, session: &Session, format: Format) -> Page {
        let on_terminal = self.output.is_none() && std::io::stdout().is_terminal();
        let allowed = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let colour = match session.color {
            When::Auto => on_terminal && allowed,
            When::Always => true,
            When::Never => false,
        };
        Page {
            width: width(),
            colour: colour && format == Format::Table,
        }
    }
}

/// Elsewhere `-o -` is standard output; here that is what has no `-o`.
fn no_file() -> Misused {
    let why = "`-` is no name of a file; what has no -o goes to standard output";
    Misused(why.to_owned())
}

/// Says what `--format` takes.
fn formats() -> String {
    let formats = render::listed();
    format!("{formats}; plain has one field a line, for screen readers")
}

/// Refuses what a terminal cannot show.
fn can_be_shown(format: Format, document: &Document) -> Result<()> {
    match format.file_that_is_no_text() {
        Some(file) => bail!(Misused(format!(
            "{file} cannot be shown on a terminal; write it to a file with -o {}.{}",
            document.key,
            format.ending()
        ))),
        None => Ok(()),
    }
}

/// Returns the width of the terminal; 80 where there is none.
fn width() -> usize {
    let columns = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    let terminal = prompt::window().map(|(_, columns)| usize::from(columns));
    terminal
        .filter(|&columns| columns > 0)
        .or(columns)
        .unwrap_or(80)
}

/// Shows a document in the midst of questions: beside them on standard error, without a pager.
pub fn show_aside(mut document: Document) -> Result<()> {
    document.head.clear();
    let page = Page {
        width: width(),
        colour: false,
    };
    let bytes = render::render(&document, Format::Table, &page)?;
    let mut error = std::io::stderr().lock();
    // Nobody can be shown anything when standard error is gone.
    let _ = error
        .write_all(b"\n")
        .and_then(|()| error.write_all(&bytes));
    Ok(())
}

/// Prints text on standard output. A reader that has gone away (`| head`) is no error.
pub fn print(bytes: &[u8]) -> Result<()> {
    let mut output = std::io::stdout().lock();
    match output.write_all(bytes).and_then(|()| output.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => written.context("cannot write to standard output"),
    }
}

/// Prints a result, through a pager where it is for people and does not fit the terminal.
fn show(bytes: &[u8], format: Format) -> Result<()> {
    let lines = bytes.iter().filter(|&&byte| byte == b'\n').count();
    let for_people = matches!(format, Format::Table | Format::Plain | Format::Markdown);
    let height = prompt::window().map_or(0, |(rows, _)| usize::from(rows));
    let is_long = std::io::stdout().is_terminal() && lines >= height;
    // The pager starts only where it is wanted: one that has nothing to show still sets the terminal.
    match (for_people && is_long).then(pager).flatten() {
        Some(mut pager) => {
            if let Some(input) = &mut pager.stdin {
                // A pager that is left early breaks the pipe: that is its right.
                let _ = input.write_all(bytes);
            }
            drop(pager.stdin.take());
            pager.wait().context("the pager failed")?;
            Ok(())
        }
        None => print(bytes),
    }
}

/// Starts `$ANNEXE_PAGER`, `$PAGER` or `less`. An empty name means none. Windows has no pager that
/// shows every letter, so there one must be named.
fn pager() -> Option<Child> {
    let named = std::env::var("ANNEXE_PAGER").or_else(|_| std::env::var("PAGER"));
    let line = named.unwrap_or_else(|_| if cfg!(windows) { "" } else { "less" }.to_owned());
    let mut words = line.split_whitespace();
    let mut command = Command::new(words.next()?);
    command.args(words).stdin(Stdio::piped());
    if std::env::var_os("LESS").is_none() {
        // Quit when it fits, keep colours, leave the text on the screen.
        command.env("LESS", "FRX");
    }
    command.spawn().ok()
}

/// Writes a file whole or not at all; one that exists is overwritten only with `--force`.
pub fn write_new(path: &Path, bytes: &[u8], force: bool, session: &Session) -> Result<()> {
    refuse_existing(path, force, session)?;
    // Written beside and renamed: what was there before is whole or replaced, never half.
    let mut partial = path.as_os_str().to_owned();
    partial.push(format!(".{}.part", std::process::id()));
    let partial = PathBuf::from(partial);
    let written = write_whole(&partial, bytes).and_then(|()| std::fs::rename(&partial, path));
    if written.is_err() {
        let _ = std::fs::remove_file(&partial);
    }
    written.map_err(|error| misuse::unwritable(path, error))?;
    message(&format!("Written to {}", path.display()));
    Ok(())
}

/// Refuses to overwrite a file unasked, with a dated name that is free more often.
fn refuse_existing(path: &Path, force: bool, session: &Session) -> Result<()> {
    if !path.exists() || force {
        return Ok(());
    }
    let dated = dated_name(path, session);
    bail!(Error::Conflict(format!(
        "{} exists; write to {} instead, or overwrite it with --force",
        path.display(),
        dated.display()
    )))
}

/// No system takes a name of a file of any length.
const LONGEST_SLUG: usize = 60;

/// Returns the letters and digits of a name, joined by hyphens: nothing else of it may stand in a file's name.
fn slug(name: &str) -> String {
    let words = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let words = words
        .take(6)
        .map(|word| format!("-{}", word.to_lowercase()));
    words
        .collect::<String>()
        .chars()
        .take(LONGEST_SLUG)
        .collect()
}

/// Writes a file that is not there yet, to the disk.
pub fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn dated_name(path: &Path, session: &Session) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path
        .extension()
        .map(|ending| format!(".{}", ending.to_string_lossy()))
        .unwrap_or_default();
    path.with_file_name(format!("{stem}-{}{ending}", session.today))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_gives_few_letters_to_that_of_a_file() {
        assert_eq!(slug("Head of PDU / ../Fen=mar"), "-head-of-pdu-fen-mar");
        assert_eq!(slug(&"o".repeat(5_000)).len(), 60);
        assert_eq!(slug("\u{202e}\u{5d0}"), "");
    }
}
