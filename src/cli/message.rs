//! Messages: to standard error, so that data alone goes to standard output.

use std::io::Write;

use annexe::render::text::visible;

/// Prints a message on standard error.
pub fn message(text: &str) {
    let mut error = std::io::stderr().lock();
    // Nobody can be told when standard error is gone.
    let _ = writeln!(error, "{}", visible(text));
}
