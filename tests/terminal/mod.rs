//! A register of one's own and a terminal to walk through it.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::thread::sleep;
use std::time::Duration;

use rexpect::session::{PtySession, spawn_command};
use tempfile::TempDir;

const ANNEXE: &str = env!("CARGO_BIN_EXE_annexe");

/// How long a screen is waited for: long only where the computer is busy.
const PATIENCE: Option<u64> = Some(10_000);

/// Longer than keys of a paste are apart.
pub const AS_PEOPLE_DO: Duration = Duration::from_millis(120);

pub const ENTER: &str = "\r";
pub const DOWN: &str = "\x1b[B";
pub const CTRL_C: &str = "\x03";

/// A register of one's own, with invented bodies.
pub struct Register {
    _folder: TempDir,
    pub path: PathBuf,
}

impl Register {
    pub fn new() -> Register {
        let register = Register::that_is_not_there();
        let from = ["--from", "2021-06-26"];
        let region = [
            "body",
            "add",
            "Saltmere region",
            "--kind",
            "region",
            "--parent",
            "HMPPS",
        ];
        register.done(&[&region[..], &from].concat());
        let unit = [
            "body",
            "add",
            "Fenmarsh PDU",
            "--kind",
            "pdu",
            "--parent",
            "Saltmere region",
        ];
        register.done(&[&unit[..], &from].concat());
        register
    }

    pub fn that_is_not_there() -> Register {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("register.db");
        Register {
            _folder: folder,
            path,
        }
    }

    /// Runs a command without a terminal.
    pub fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(ANNEXE);
        environment(&mut command, &self.path)
            .args(arguments)
            .output()
            .unwrap()
    }

    /// Runs a command that must succeed. Returns its standard output.
    pub fn done(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Starts a command on a terminal.
    pub fn walk(&self, arguments: &[&str]) -> Walk {
        // rexpect makes a terminal without a size.
        let mut command = Command::new("sh");
        let script = "stty rows 24 cols 80 && exec \"$0\" \"$@\"";
        command.args(["-c", script, ANNEXE]).args(arguments);
        environment(&mut command, &self.path);
        Walk(spawn_command(command, PATIENCE).unwrap())
    }

    /// Returns reference, words and addressee of everything that was asked, in order.
    pub fn recommendations(&self) -> Vec<[String; 3]> {
        if !self.path.exists() {
            return Vec::new();
        }
        let json: serde_json::Value =
            serde_json::from_str(&self.done(&["list", "--format", "json"])).unwrap();
        let text = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap().to_owned();
        let mut rows: Vec<[String; 3]> = json["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| ["reference", "recommendation", "addressee"].map(|key| text(row, key)))
            .collect();
        let number = |reference: &str| -> u32 {
            let (_, number) = reference.split_once('/').unwrap();
            number.parse().unwrap()
        };
        rows.sort_by_key(|row| number(&row[0]));
        rows
    }
}

fn environment<'c>(command: &'c mut Command, register: &Path) -> &'c mut Command {
    command
        .env("ANNEXE_REGISTER", register)
        .env("ANNEXE_NOW", "2026-11-24T09:30:00Z")
        .env("ANNEXE_BY", "tester")
        .env("TERM", "xterm")
        .env("NO_COLOR", "1")
}

/// Words as a pattern that they alone fit.
fn escaped(words: &str) -> String {
    let one = |c: char| match c.is_ascii_alphanumeric() {
        true => c.to_string(),
        false => format!("\\x{{{:x}}}", u32::from(c)),
    };
    words.chars().map(one).collect()
}

/// A command on a terminal.
pub struct Walk(PtySession);

impl Walk {
    /// Waits until something is on the screen that was not there before.
    pub fn see(&mut self, words: &str) -> &mut Self {
        // rexpect takes each byte for a character. A line may be broken between words.
        let bytes: String = words.bytes().map(char::from).collect();
        let parts: Vec<String> = bytes.split(' ').map(escaped).collect();
        if let Err(error) = self.0.exp_regex(&parts.join("[ \\r\\n]+")) {
            panic!("{words:?} was not seen: {error}");
        }
        self
    }

    pub fn press(&mut self, keys: &str) -> &mut Self {
        self.0.send(keys).unwrap();
        self.0.flush().unwrap();
        self
    }

    /// Waits for a question, then answers it.
    pub fn answer(&mut self, question: &str, keys: &str) -> &mut Self {
        self.see(question);
        // The question is on the screen a moment before the keys are listened to.
        sleep(Duration::from_millis(30));
        self.press(keys)
    }

    /// Types words on the line, sees them, and only then presses Enter.
    pub fn enter(&mut self, words: &str) -> &mut Self {
        let end: String = words
            .chars()
            .skip(words.chars().count().saturating_sub(8))
            .collect();
        self.press(words).see(&end);
        sleep(AS_PEOPLE_DO);
        self.press(ENTER)
    }

    /// Describes a new inspection of Fenmarsh PDU, up to the first heading.
    pub fn describe_the_inspection(&mut self) -> &mut Self {
        self.answer("Which inspection", ENTER)
            .answer("What kind", ENTER)
            .answer("Published on", "May 2025\r")
            .answer("was inspected", "fenm\r")
            .answer("Overall rating", &[&DOWN.repeat(4), ENTER].concat())
            .answer("Score", "2/27\r")
            .answer("Led by", ENTER)
            .answer("Fieldwork", ENTER)
    }

    /// Chooses a heading and sees it taken.
    pub fn heading(&mut self, place: usize, name: &str) -> &mut Self {
        self.answer("To whom", &[&DOWN.repeat(place), ENTER].concat())
            .see(&format!("Recommendations to {name}"))
            .see("›")
    }

    /// Types items one by one, then the empty line that ends the heading.
    pub fn items(&mut self, first: usize, items: &[&str]) -> &mut Self {
        for (number, words) in (first..).zip(items) {
            self.see(&format!("{number}. ")).enter(words);
        }
        self.see(&format!("{}. ", first + items.len()));
        sleep(AS_PEOPLE_DO);
        self.press(ENTER)
    }

    pub fn ends(&mut self) {
        self.0.exp_eof().unwrap();
    }
}
