//! The `annexe` command.

use std::process::ExitCode;

mod cli;

/// All memory, so that a process that reads a file of strangers can be held to a limit.
#[global_allocator]
static MEMORY: cap::Cap<std::alloc::System> = cap::Cap::new(std::alloc::System, usize::MAX);

fn main() -> ExitCode {
    let cli = match cli::Cli::read() {
        Ok(cli) => cli,
        Err(error) => return cli::exit::not_run(&error),
    };
    match cli.run() {
        Ok(code) => code,
        Err(error) => cli::exit::report(&error),
    }
}
