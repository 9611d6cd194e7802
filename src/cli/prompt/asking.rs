//! The time during which a question is open: Ctrl-C then leaves the question, not the program.

use anyhow::Result;

use crate::cli::misuse::Left;

/// Puts a question. Leaving it by Ctrl-C is an answer like Esc: [`Left`].
pub(super) fn asked<T>(ask: impl FnOnce() -> dialoguer::Result<T>) -> Result<T> {
    let answer = {
        let _open = Open::begin();
        ask()
    };
    match answer {
        Err(dialoguer::Error::IO(error)) if error.kind() == std::io::ErrorKind::Interrupted => {
            tidy();
            Err(Left.into())
        }
        answer => Ok(answer?),
    }
}

/// Shows the cursor again and begins a new line: a question that is left does neither.
fn tidy() {
    let terminal = dialoguer::console::Term::stderr();
    // Nothing is lost when the terminal is gone.
    let _ = terminal
        .show_cursor()
        .and_then(|()| terminal.write_line(""));
}

#[cfg(unix)]
use unix::Open;

/// An open question. On Windows the system ends a program at Ctrl-C while a list is shown, and
/// nothing is written by then.
#[cfg(not(unix))]
struct Open;

#[cfg(not(unix))]
impl Open {
    fn begin() -> Open {
        Open
    }
}

#[cfg(unix)]
mod unix {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, OnceLock};

    use signal_hook::consts::SIGINT;

    /// What a program that Ctrl-C ended returns, as shells have it.
    const ENDED_BY_CTRL_C: i32 = 130;

    /// An open question.
    pub struct Open;

    /// Whether Ctrl-C ends the program: while no question is open.
    fn ends_the_program() -> &'static Arc<AtomicBool> {
        static ENDS: OnceLock<Arc<AtomicBool>> = OnceLock::new();
        ENDS.get_or_init(|| {
            let ends = Arc::new(AtomicBool::new(true));
            // Where no handler can be set, Ctrl-C ends the program as it always does.
            let _ = signal_hook::flag::register_conditional_shutdown(
                SIGINT,
                ENDED_BY_CTRL_C,
                Arc::clone(&ends),
            );
            ends
        })
    }

    impl Open {
        pub fn begin() -> Open {
            ends_the_program().store(false, Ordering::SeqCst);
            Open
        }
    }

    impl Drop for Open {
        fn drop(&mut self) {
            ends_the_program().store(true, Ordering::SeqCst);
        }
    }
}
