//! The `annexe` command.

use std::process::ExitCode;

use clap::Parser;

mod cli;

fn main() -> ExitCode {
    let cli = match cli::Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return cli::exit::not_run(&error),
    };
    match cli.run() {
        Ok(code) => code,
        Err(error) => cli::exit::report(&error),
    }
}
