//! The process that takes the lines out of one file, held to limits of memory and time.

use std::io::{Read, Write};
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use annexe::import::container::apart;
use anyhow::{Context, Result};
use clap::Args;

use crate::MEMORY;

/// How much memory it may take.
pub const MOST_MEMORY: usize = 1024 * 1024 * 1024;
/// How long it may take.
pub const MOST_TIME: Duration = Duration::from_secs(60);
/// A file decides how deep a reader goes; the stack of a first thread is small on Windows.
const STACK: usize = 64 * 1024 * 1024;

/// Read a file from standard input and write its lines as JSON, for the program itself
#[derive(Args)]
pub struct ReadApart {}

impl ReadApart {
    pub fn run(&self) -> Result<ExitCode> {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes)?;
        limit();
        let reader = thread::Builder::new().stack_size(STACK);
        let answer = reader.spawn(move || apart::answer(&bytes))?.join();
        let Ok(answer) = answer else {
            return Ok(ExitCode::FAILURE);
        };
        std::io::stdout()
            .lock()
            .write_all(&answer)
            .context("cannot write the lines")?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Holds the process to its limits, should the one that started it be gone.
fn limit() {
    // Where more than the limit is taken already, the next allocation fails as it should.
    let _ = MEMORY.set_limit(MOST_MEMORY);
    thread::spawn(|| {
        thread::sleep(MOST_TIME + Duration::from_secs(5));
        std::process::exit(1);
    });
}
