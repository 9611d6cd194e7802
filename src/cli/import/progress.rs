//! How far a long import is: drawn on a terminal, on standard error; nothing elsewhere, and nothing for
//! what is done at once.

use std::io::IsTerminal;
use std::time::Duration;

use annexe::render::text::visible_on_one_line;
use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Files smaller than this are read before anybody could look.
const LONG: usize = 1024 * 1024;

/// Fewer rows than these are done before anybody could look.
const MANY: usize = 2_000;

/// How often the sign of work moves.
const BEAT: Duration = Duration::from_millis(120);

/// Shows that something goes on while it does.
pub(super) fn while_reading<T>(name: &str, bytes: usize, read: impl FnOnce() -> T) -> T {
    if bytes < LONG {
        return read();
    }
    going_on(&format!("reading {name}"), read)
}

/// Shows that something is done with many rows while it is: `writing 20,000 rows`.
pub(super) fn over_rows<T>(words: &str, rows: usize, work: impl FnOnce() -> T) -> T {
    if rows < MANY {
        return work();
    }
    going_on(&format!("{words} {} rows", HumanCount(rows as u64)), work)
}

/// Shows what goes on, without an end in sight.
pub(super) fn going_on<T>(words: &str, work: impl FnOnce() -> T) -> T {
    let sign = shown(ProgressBar::new_spinner());
    sign.set_message(visible_on_one_line(words));
    if !sign.is_hidden() {
        sign.enable_steady_tick(BEAT);
    }
    let done = work();
    sign.finish_and_clear();
    done
}

/// A bar over rows.
pub(super) fn rows(words: &str, count: usize) -> ProgressBar {
    let bar = shown(ProgressBar::new(count as u64));
    let style = ProgressStyle::with_template("{msg} [{bar:30}] {human_pos}/{human_len} rows");
    // The template is ours; where it were wrong, the plain bar would do.
    if let Ok(style) = style {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.set_message(visible_on_one_line(words));
    bar
}

fn shown(bar: ProgressBar) -> ProgressBar {
    let is_seen = std::io::stderr().is_terminal();
    bar.set_draw_target(if is_seen {
        ProgressDrawTarget::stderr_with_hz(8)
    } else {
        ProgressDrawTarget::hidden()
    });
    bar
}
