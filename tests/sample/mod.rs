//! What the tests that run the program share: a folder, a fixed clock, a sample register.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The moment that counts as now.
pub const NOW: &str = "2026-11-24T09:30:00Z";

/// Who records.
pub const BY: &str = "performance lead";

/// The commands that make the sample register; `a-first-session.md` shows them with their output.
pub const SAMPLE: [&[&str]; 8] = [
    &[
        "body",
        "add",
        "Saltmere region",
        "--kind",
        "region",
        "--parent",
        "The Probation Service",
        "--from",
        "2021-06-26",
        "--alias",
        "Saltmere",
    ],
    &[
        "body",
        "add",
        "Fenmarsh PDU",
        "--kind",
        "pdu",
        "--parent",
        "Saltmere region",
        "--from",
        "2021-06-26",
    ],
    &[
        "body",
        "add",
        "Saltmere CRC",
        "--kind",
        "crc",
        "--from",
        "2014-06-01",
    ],
    &[
        "body",
        "replaced-by",
        "Saltmere CRC",
        "Saltmere region",
        "--on",
        "2021-06-26",
    ],
    &[
        "import",
        "saltmere-crc-2019.txt",
        "fenmarsh-2024.txt",
        "--apply",
    ],
    &[
        "inspection",
        "add",
        "--body",
        "Fenmarsh",
        "--kind",
        "core",
        "--published",
        "2025-11-18",
    ],
    &[
        "mark",
        "fenmarsh-2024/1",
        "--inspection",
        "fenmarsh-2025",
        "--progress",
        "some",
        "--finding",
        "Half of the assessments that we read drew on both",
    ],
    &[
        "mark",
        "fenmarsh-2024/2",
        "--inspection",
        "fenmarsh-2025",
        "--progress",
        "sufficient",
        "--finding",
        "Case discussions are held every week",
    ],
];

/// Returns the root of the package.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the program, to run in a folder that holds its register, at the fixed moment.
pub fn annexe(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_annexe"));
    command
        .current_dir(folder)
        .env("ANNEXE_REGISTER", "register.db")
        .env("ANNEXE_NOW", NOW)
        .env("ANNEXE_BY", BY)
        .env("COLUMNS", "80")
        .env_remove("NO_COLOR")
        .stdin(std::process::Stdio::null());
    command
}

/// Runs the program.
pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    annexe(folder).args(arguments).output().unwrap()
}

/// Runs the program, which must succeed, and returns what it printed.
pub fn printed(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(
        output.status.success(),
        "annexe {arguments:?}: {}",
        said(&output)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// Returns what the program said on standard error.
pub fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Copies the reports of the demonstration, and the pages' own files, into a folder.
pub fn copy_files(folder: &Path) {
    for from in [root().join("data/demo"), root().join("tests/cmd/files")] {
        for file in std::fs::read_dir(from).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), folder.join(file.file_name())).unwrap();
        }
    }
}

/// Makes the sample register in a folder.
pub fn sample(folder: &Path) {
    copy_files(folder);
    for command in SAMPLE {
        printed(folder, command);
    }
}
