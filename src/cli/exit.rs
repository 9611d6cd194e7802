//! Exit codes: documented in `annexe help exit-codes`, tested in `tests/cmd/`.

use std::process::ExitCode;

use annexe::error::Error;
use annexe::render::text::visible_on_one_line;
use clap::error::{ContextKind, ErrorKind};

use super::message::message;
use super::misuse::{Missing, Misused};

/// The codes, with what each means.
pub const CODES: [(u8, &str); 6] = [
    (0, "done"),
    (
        1,
        "could not: a rule stands against it, a file cannot be used, a question is open",
    ),
    (2, "misused: a flag is missing or says what cannot be"),
    (3, "check found problems"),
    (4, "no such thing, or more than one that fits"),
    (
        5,
        "busy, newer or conflicting: another program is writing, the register is of a newer version, it is recorded already, or something later rests on it",
    ),
];

/// `check` found problems.
pub const PROBLEMS: u8 = 3;

/// Prints an error as one line and returns its code.
pub fn report(error: &anyhow::Error) -> ExitCode {
    say(error);
    ExitCode::from(code(error))
}

/// Prints the help that was asked for, or in one line why the arguments cannot be understood.
pub fn not_run(error: &clap::Error) -> ExitCode {
    if error.use_stderr() && error.kind() != ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        message(&format!("error: {}", visible_on_one_line(&misread(error))));
    } else {
        // Nobody can be told when the output is gone.
        let _ = error.print();
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// Returns why arguments cannot be understood: the flag and what its value lacks, else clap's
/// words without the usage that follows them.
fn misread(error: &clap::Error) -> String {
    if let (Some(flag), Some(value), Some(why)) = (
        error.get(ContextKind::InvalidArg),
        error.get(ContextKind::InvalidValue),
        std::error::Error::source(error),
    ) {
        let (flag, value, why) = (flag.to_string(), value.to_string(), why.to_string());
        let flag = flag.split(' ').next().unwrap_or_default();
        return if why.contains(&value) {
            format!("{flag}: {why}")
        } else {
            format!("{flag} `{value}`: {why}")
        };
    }
    let text = error.render().to_string();
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more"))
        // A flag for tests, which no help shows, is no way out.
        .filter(|line| !line.is_empty() && !line.contains("'--now'"))
        .collect();
    let said = lines.join("; ").replace(":; ", ": ");
    said.trim_start_matches("error: ").to_owned()
}

/// Prints an error as one line, where the program goes on.
pub fn say(error: &anyhow::Error) {
    let words = visible_on_one_line(&format!("{error:#}"));
    message(&format!("error: {words}"));
}

fn code(error: &anyhow::Error) -> u8 {
    if error.is::<Missing>() || error.is::<Misused>() {
        return 2;
    }
    match error
        .chain()
        .find_map(|cause| cause.downcast_ref::<Error>())
    {
        Some(Error::NoSuch { .. } | Error::Ambiguous { .. }) => 4,
        Some(Error::Misused(_)) => 2,
        Some(Error::Conflict(_) | Error::Busy(_) | Error::Newer { .. }) => 5,
        Some(
            Error::Refused(_) | Error::NotARegister { .. } | Error::Sqlite(_) | Error::Io { .. },
        )
        | None => 1,
    }
}
