//! The lines of a file: read here, or in a process of its own where the file may swell.

use std::io::{Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use annexe::import::NotReadable;
use annexe::import::container::{self, Text, apart};
use anyhow::{Context, Result};

use crate::cli::read_apart::MOST_TIME;

/// The lines of the largest report are some megabytes.
const MOST_ANSWERED: u64 = 512 * 1024 * 1024;
/// What a process says when it dies.
const MOST_SAID: u64 = 64 * 1024;

/// Takes the lines out of a file.
pub fn lines(bytes: &[u8], name: &str) -> Result<Text> {
    if !apart::is_wanted(bytes) {
        return Ok(container::read(bytes, name)?);
    }
    let why = match read_apart(bytes)? {
        Ended::Answered(answer) => return Ok(apart::understood(&answer, bytes, name)?),
        Ended::TooLong => format!("it took more than {} s", MOST_TIME.as_secs()),
        Ended::Died(said) if said.contains("memory allocation of") => {
            "it took more than 1 GB of memory".to_owned()
        }
        Ended::Died(_) => "reading it broke down".to_owned(),
    };
    Err(NotReadable::Unreadable {
        name: name.to_owned(),
        why: format!("could not be read: {why}; open it and print it to a new PDF"),
    }
    .into())
}

/// How the process ended.
enum Ended {
    Answered(Vec<u8>),
    TooLong,
    Died(String),
}

fn read_apart(bytes: &[u8]) -> Result<Ended> {
    let program =
        std::env::current_exe().context("cannot find the program itself, to read a PDF")?;
    let mut child = Command::new(program)
        .arg("read-apart")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("cannot start the program again, to read a PDF")?;
    let stdin = child.stdin.take();
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        scope.spawn(move || {
            // It may have died meanwhile: how, its end says.
            let _ = stdin.map(|mut stdin| stdin.write_all(bytes));
        });
        let answer = scope.spawn(|| all(stdout, MOST_ANSWERED));
        let said = scope.spawn(|| all(stderr, MOST_SAID));
        let ended = wait(&mut child)?;
        let answer = answer.join().unwrap_or_default();
        let said = said.join().unwrap_or_default();
        Ok(match ended {
            None => Ended::TooLong,
            Some(status) if status.success() => Ended::Answered(answer),
            Some(_) => Ended::Died(String::from_utf8_lossy(&said).into_owned()),
        })
    })
}

/// Reads a pipe to its end, and keeps so much of it.
fn all(pipe: Option<impl Read>, most: u64) -> Vec<u8> {
    let mut kept = Vec::new();
    if let Some(mut pipe) = pipe {
        let _ = pipe.by_ref().take(most).read_to_end(&mut kept);
        let _ = std::io::copy(&mut pipe, &mut std::io::sink());
    }
    kept
}

/// Waits for the process to end; after the time limit it is killed.
fn wait(child: &mut Child) -> Result<Option<ExitStatus>> {
    let started = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if started.elapsed() > MOST_TIME {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}
