//! Long texts, typed or pasted. The only user of rustyline.
//!
//! A line break inside a pasted text is never taken for the end. Terminals of Unix send
//! brackets around what is pasted; others, among them the console of Windows, send it as
//! keys that follow each other faster than anyone can type. Both are told from Enter here.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::Result;
use rustyline::config::Behavior;
use rustyline::error::ReadlineError;
use rustyline::history::MemHistory;
use rustyline::{
    Cmd, ConditionalEventHandler, Config, Editor, Event, EventContext, EventHandler, KeyCode,
    KeyEvent, Modifiers, RepeatCount,
};

use super::may_ask;
use crate::cli::misuse::Left;
use crate::cli::session::Session;

/// Keys that follow each other within this time may be pasted.
const QUICK: Duration = Duration::from_millis(40);

/// So many of the last keys are looked at. One of them may come late: a computer may be busy.
const LOOKED_AT: u8 = 0b1_1111;

/// So many of them must be quick: nobody types four keys in a sixth of a second.
const PASTED: u32 = 4;

/// How long Esc is waited on for the rest of a longer key, in milliseconds.
const AFTER_ESC: u16 = 50;

/// The line that ends a pasted section.
const END: &str = ".";

/// Asks for a text that may be long, with something offered to type on. Line breaks become
/// spaces. Esc, Ctrl-C and Ctrl-D leave.
pub fn text(
    session: &Session,
    flag: &'static str,
    question: &str,
    offered: &str,
) -> Result<String> {
    may_ask(session, flag)?;
    let mut editor = editor(true)?;
    editor.bind_sequence(
        Event::Any,
        EventHandler::Conditional(Box::new(Pasted::default())),
    );
    let typed = read(editor.readline_with_initial(question, (offered, "")))?;
    let typed = typed.ok_or(Left)?;
    Ok(typed.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Reads pasted lines up to a line with a single `.` or the end of input. Esc and Ctrl-C leave.
pub fn lines(session: &Session, flag: &'static str) -> Result<String> {
    may_ask(session, flag)?;
    // Each line is shown once, as it comes: a whole section in one field would not fit the screen.
    let mut editor = editor(false)?;
    editor.bind_sequence(Event::Any, EventHandler::Conditional(Box::new(Section)));
    let mut section = String::new();
    while let Some(line) = read(editor.readline(""))? {
        if line.trim() == END {
            break;
        }
        section.push_str(&line);
        section.push('\n');
    }
    Ok(section)
}

fn editor(brackets: bool) -> Result<Editor<(), MemHistory>> {
    let config = Config::builder()
        // What is asked must not end up in a file that standard output goes to.
        .behavior(Behavior::PreferTerm)
        .keyseq_timeout(Some(AFTER_ESC))
        .bracketed_paste(brackets)
        .auto_add_history(false)
        .build();
    Ok(Editor::with_history(config, MemHistory::new())?)
}

/// Returns the line, or nothing at the end of input.
fn read(line: rustyline::Result<String>) -> Result<Option<String>> {
    match line {
        Ok(line) => Ok(Some(line)),
        Err(ReadlineError::Eof) => Ok(None),
        Err(ReadlineError::Interrupted) => Err(Left.into()),
        Err(error) => Err(error.into()),
    }
}

/// Takes line breaks within a paste for spaces.
#[derive(Default)]
struct Pasted {
    run: Mutex<Run>,
}

/// How quickly the last keys followed each other.
#[derive(Default)]
struct Run {
    last: Option<Instant>,
    /// A bit for each key, set where it was quick; the newest is the lowest
    quick: u8,
}

impl Run {
    /// Counts a key. Returns whether it is one of a paste; the first ones of it are not known to be.
    fn goes_on(&mut self, now: Instant) -> bool {
        let since = self.last.map(|last| now.duration_since(last));
        let is_quick = since.is_some_and(|since| since < QUICK);
        self.last = Some(now);
        self.quick = self.quick << 1 | u8::from(is_quick);
        is_quick && (self.quick & LOOKED_AT).count_ones() >= PASTED
    }
}

impl ConditionalEventHandler for Pasted {
    fn handle(&self, event: &Event, _: RepeatCount, _: bool, _: &EventContext) -> Option<Cmd> {
        let pasted = self
            .run
            .lock()
            .is_ok_and(|mut run| run.goes_on(Instant::now()));
        if pasted && is_line_break(event.get(0)?) {
            return Some(space());
        }
        of_both(event)
    }
}

/// Takes every line break for the end of a line.
struct Section;

impl ConditionalEventHandler for Section {
    fn handle(&self, event: &Event, _: RepeatCount, _: bool, _: &EventContext) -> Option<Cmd> {
        of_both(event)
    }
}

/// A tab stands for a space; Esc leaves, as it does in a list.
fn of_both(event: &Event) -> Option<Cmd> {
    match event.get(0)? {
        KeyEvent(KeyCode::Tab, _) => Some(space()),
        KeyEvent(KeyCode::Esc, Modifiers::NONE) => Some(Cmd::Interrupt),
        // On Windows the end of input is Ctrl-Z.
        KeyEvent(KeyCode::Char('Z'), Modifiers::CTRL) if cfg!(windows) => Some(Cmd::EndOfFile),
        _ => None,
    }
}

fn space() -> Cmd {
    Cmd::Insert(1, " ".to_owned())
}

fn is_line_break(key: &KeyEvent) -> bool {
    matches!(
        key,
        KeyEvent(KeyCode::Enter, _) | KeyEvent(KeyCode::Char('J' | 'M'), Modifiers::CTRL)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(gaps: &[u64]) -> bool {
        let mut run = Run::default();
        let mut now = Instant::now();
        let mut pasted = run.goes_on(now);
        for gap in gaps {
            now += Duration::from_millis(*gap);
            pasted = run.goes_on(now);
        }
        pasted
    }

    #[test]
    fn quick_keys_are_pasted_and_typed_ones_are_not() {
        assert!(run(&[1, 1, 1, 1]));
        assert!(run(&[300, 1, 20, 1, 0, 3]));
        assert!(run(&[1, 1, 1, 300, 1]));
        assert!(!run(&[1, 1, 1, 1, 1, 300]));
        assert!(!run(&[300, 300, 300, 1, 1, 1]));
        assert!(!run(&[60, 60, 60, 60, 10]));
        assert!(!run(&[30, 60, 30, 60, 30]));
        assert!(!run(&[]));
    }
}
