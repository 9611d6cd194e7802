//! What every command needs: the register, who records, what day it is, whether one may ask.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use annexe::domain::partial_date::PartialDate;
use annexe::store::{Meta, Store, Upgraded};
use anyhow::{Context, Result, bail};
use chrono::{DateTime, Local, NaiveDate, Utc};
use clap::{Args, ValueEnum};

use super::message::message;
use super::misuse::{Missing, Misused};

/// Options of every command.
#[derive(Args)]
pub struct Global {
    /// The register to use [default: register.db in your data folder]
    #[arg(
        long,
        global = true,
        env = "ANNEXE_REGISTER",
        hide_env_values = true,
        value_name = "FILE",
        help_heading = "Everywhere"
    )]
    register: Option<PathBuf>,

    // The variable is not read here: `log` takes the same flag for a filter, which it must not set.
    /// Who records this [default: $ANNEXE_BY, else your login name]
    #[arg(long, global = true, value_name = "NAME", help_heading = "Everywhere")]
    by: Option<String>,

    /// Why it is recorded or corrected; kept in the history
    #[arg(long, global = true, value_name = "TEXT", help_heading = "Everywhere")]
    why: Option<String>,

    /// Answer yes to every confirmation
    #[arg(short, long, global = true, help_heading = "Everywhere")]
    yes: bool,

    /// Never ask: name the missing flag instead
    #[arg(long, global = true, help_heading = "Everywhere")]
    no_input: bool,

    /// When to use colour
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        help_heading = "Everywhere"
    )]
    color: When,

    /// The moment that counts as now, as 2026-11-24T09:30:00Z: for repeatable papers and tests
    #[arg(
        long,
        global = true,
        env = "ANNEXE_NOW",
        hide = true,
        value_name = "INSTANT"
    )]
    now: Option<String>,
}

/// When to use colour.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What every command needs.
pub struct Session {
    register: PathBuf,
    by: String,
    why: Option<String>,
    /// The moment that counts as now; nothing: the clock's
    now: Option<DateTime<Utc>>,
    /// Today, where the person is
    pub today: NaiveDate,
    /// Answer yes to every confirmation
    pub yes: bool,
    /// Whether a question can be asked
    pub may_ask: bool,
    /// Whether none is to be asked, terminal or not
    no_input: bool,
    /// When to use colour
    pub color: When,
    /// The command in words: `report outstanding`
    pub command: String,
}

impl Global {
    /// Settles what the options leave open, for a command in words.
    pub fn session(&self, command: &str) -> Result<Session> {
        let now = self.now.as_deref().map(instant).transpose()?;
        Ok(Session {
            register: self.register.clone().map_or_else(default_register, Ok)?,
            by: self
                .by
                .clone()
                .or_else(|| std::env::var("ANNEXE_BY").ok())
                .filter(|by| !by.trim().is_empty())
                .unwrap_or_else(login_name),
            why: self.why.clone(),
            now,
            today: now.map_or_else(|| Local::now().date_naive(), |now| now.date_naive()),
            yes: self.yes,
            may_ask: !self.no_input
                && std::io::stdin().is_terminal()
                && std::io::stderr().is_terminal(),
            no_input: self.no_input,
            color: self.color,
            command: command.to_owned(),
        })
    }
}

impl Session {
    /// Opens the register for reading.
    pub fn read(&self) -> Result<Store> {
        Ok(Store::open(&self.register)?)
    }

    /// Opens a register that is there for writing.
    pub fn write_existing(&self) -> Result<Store> {
        self.say_that_nobody_records();
        self.open_to_write()
    }

    /// Opens the register for writing; makes it, and says so, where there is none.
    pub fn write(&self, command: &str) -> Result<Store> {
        self.say_that_nobody_records();
        if !self.register.exists() && Store::create(&self.register, &self.meta(command))? {
            message(&format!(
                "A new register was made: {}",
                self.register.display()
            ));
        }
        self.open_to_write()
    }

    /// Opens the register for writing; brings one of an older version to that of this program first,
    /// and says so.
    fn open_to_write(&self) -> Result<Store> {
        if let Some(upgraded) = Store::upgrade(&self.register, &self.meta("upgrade"))? {
            let Upgraded { from, to, kept } = upgraded;
            message(&format!(
                "The register was of version {from} and is now of version {to}; as it was it is kept in {}",
                kept.display()
            ));
        }
        Ok(Store::open_to_write(&self.register)?)
    }

    /// Some systems name nobody: the history then does not say who recorded what.
    fn say_that_nobody_records(&self) {
        if self.by == NOBODY {
            message("It is not known who records this; say so with --by, or once in ANNEXE_BY");
        }
    }

    /// Opens the register for reading, or a new one in memory where there is none yet: for previews.
    pub fn read_or_empty(&self) -> Result<Store> {
        if self.register.exists() {
            self.read()
        } else {
            Ok(Store::in_memory(&self.meta("preview"))?)
        }
    }

    /// Returns the error of a flag that is missing where nothing is asked.
    pub fn missing(&self, flag: &str) -> Missing {
        self.all_missing(&[flag])
    }

    /// Returns the error of several flags that are missing where nothing is asked.
    pub fn all_missing(&self, flags: &[&str]) -> Missing {
        Missing {
            flags: match flags.split_last() {
                Some((last, before @ [_, ..])) => format!("{} and {last} are", before.join(", ")),
                _ => format!("{} is", flags.concat()),
            },
            why: if self.no_input {
                "--no-input"
            } else {
                "not a terminal"
            },
        }
    }

    /// Returns who draws a paper, where that is known.
    pub fn author(&self) -> Option<String> {
        Some(self.by.clone()).filter(|by| by != NOBODY)
    }

    /// Returns the register's file.
    pub fn register(&self) -> &Path {
        &self.register
    }

    /// Returns the same session on another register.
    pub fn on(&self, register: PathBuf) -> Session {
        Session {
            register,
            by: self.by.clone(),
            why: self.why.clone(),
            command: self.command.clone(),
            ..*self
        }
    }

    /// Returns who changes something, when and why.
    pub fn meta(&self, command: &str) -> Meta {
        Meta {
            // When it is written, which may be long after the command began to ask.
            at: self.now.unwrap_or_else(Utc::now),
            by: self.by.clone(),
            why: self.why.clone(),
            command: command.to_owned(),
        }
    }

    /// Returns the end of a sentence that names a date; today goes without saying.
    pub fn dated(&self, on: PartialDate) -> String {
        if on == self.today.into() {
            String::new()
        } else {
            format!(", {}", on.for_people())
        }
    }

    /// Refuses a date of something that has happened when it lies ahead, or is a month or
    /// year that has not ended (rule 2).
    pub fn past(&self, flag: &str, date: PartialDate) -> Result<PartialDate> {
        if date.first_day() > self.today {
            bail!(Misused(format!(
                "{flag} {date} lies ahead; today is {}",
                self.today
            )));
        }
        if date.last_day() > self.today {
            bail!(Misused(format!(
                "{date} has not ended; give the day: {flag} {}",
                self.today
            )));
        }
        Ok(date)
    }
}

fn instant(text: &str) -> Result<DateTime<Utc>> {
    let read = DateTime::parse_from_rfc3339(text).map(|at| at.with_timezone(&Utc));
    read.map_err(|_| {
        Misused(format!(
            "`{text}` is not an instant; write 2026-11-24T09:30:00Z"
        ))
        .into()
    })
}

fn default_register() -> Result<PathBuf> {
    let folders = directories::ProjectDirs::from("", "", "annexe")
        .context("your data folder cannot be found; name the register with --register")?;
    Ok(folders.data_local_dir().join("register.db"))
}

/// Who records where nobody says so.
const NOBODY: &str = "unknown";

fn login_name() -> String {
    let named = |variable| {
        std::env::var(variable)
            .ok()
            .filter(|name| !name.trim().is_empty())
    };
    named("USERNAME")
        .or_else(|| named("USER"))
        .or_else(|| named("LOGNAME"))
        .unwrap_or_else(|| NOBODY.to_owned())
}
