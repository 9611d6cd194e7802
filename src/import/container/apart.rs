//! Reading in a process of its own, whose memory and time can be limited: a PDF of four kilobytes
//! may swell to gigabytes while it is read, and no reader of PDF stops at that.
//!
//! The other process calls [`answer`] and writes what it returns; this one calls [`understood`] on
//! it. Starting and limiting the process is the business of the program, not of the library.

use super::kind::Kind;
use super::{LARGEST, Refused, Text, finished, lines};
use crate::import::NotReadable;

/// Tells whether a file is better read in a process of its own.
pub fn is_wanted(bytes: &[u8]) -> bool {
    cfg!(feature = "pdf") && bytes.len() <= LARGEST && Kind::of(bytes) == Kind::Pdf
}

/// Reads a file; returns its lines, or why there are none, in the form for the other process.
pub fn answer(bytes: &[u8]) -> Vec<u8> {
    let read: Result<Text, Refused> = lines(bytes, "");
    serde_json::to_vec(&read).expect("lines and reasons have a form in JSON")
}

/// Understands the answer of the other process about a file of this name.
///
/// An answer that is cut off is a file that cannot be read.
pub fn understood(answer: &[u8], bytes: &[u8], name: &str) -> Result<Text, NotReadable> {
    let read: Result<Text, Refused> = serde_json::from_slice(answer).unwrap_or_else(|_| {
        Err(Refused::unreadable(
            "could not be read: its lines were lost on the way",
        ))
    });
    finished(read, Kind::of(bytes), name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::container::read;

    #[test]
    fn what_another_process_reads_is_what_this_one_reads() {
        for bytes in [&b"HMPPS should:\n- plan"[..], b"%PDF-1.4 cut off", b""] {
            let heard = understood(&answer(bytes), bytes, "report.pdf");
            assert_eq!(heard, read(bytes, "report.pdf"));
        }
        assert!(understood(b"{\"Ok\"", b"", "report.pdf").is_err());
    }
}
