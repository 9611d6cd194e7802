//! Messages: to standard error, so that data alone goes to standard output.

use std::io::Write;

use annexe::render::text::{in_lines, visible};
use dialoguer::console::Term;

/// Prints a message on standard error, on a terminal broken between words.
pub fn message(text: &str) {
    let text = visible(text);
    // Nobody can be told when standard error is gone.
    let _ = writeln!(std::io::stderr().lock(), "{}", fitted(&text));
}

/// Breaks lines that a terminal would break within words. A command stays in one line, to be copied.
fn fitted(text: &str) -> String {
    let Some((_, width)) = Term::stderr().size_checked() else {
        return text.to_owned();
    };
    let width = usize::from(width).max(20);
    let is_long = |line: &str| line.chars().count() >= width && !line.contains("annexe ");
    let lines = text.lines().map(|line| match is_long(line) {
        true => in_lines(line, width - 1),
        false => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}
