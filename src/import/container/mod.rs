//! How a file holds its lines: one reader for each kind of file, bytes into lines with their place.
//! What the lines say is none of its business.

pub mod apart;
mod archive;
mod columns;
mod docx;
mod elsewhere;
mod figures;
mod flow;
mod html;
mod kind;
pub mod line;
mod marks;
#[cfg(feature = "pdf")]
mod pdf;
pub mod sheet;
mod text;
mod words;

use super::NotReadable;
use crate::domain::draft::DraftNote;
use kind::Kind;
use line::Line;

const LARGEST: usize = 100 * 1024 * 1024;

/// The lines of a file and what was noticed while they were taken out of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Text {
    /// Every line, blank ones too: one stands between two paragraphs
    pub lines: Vec<Line>,
    /// The encoding, where it is not UTF-8; what was dropped or mended
    pub notes: Vec<DraftNote>,
    /// The address that a web page says it has
    pub address: Option<String>,
}

/// Why a file gives no lines.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
enum Refused {
    /// What it is, and the way out
    Unreadable(String),
    /// What is too large, and the limit
    TooLarge(String),
}

impl Refused {
    fn unreadable(why: impl Into<String>) -> Self {
        Refused::Unreadable(why.into())
    }

    fn too_long(place: String) -> Self {
        Refused::TooLarge(format!(
            "{place} holds more than 1 MB, the limit for a paragraph or cell"
        ))
    }

    fn of(self, name: &str) -> NotReadable {
        let name = name.to_owned();
        match self {
            Refused::Unreadable(why) => NotReadable::Unreadable { name, why },
            Refused::TooLarge(why) => NotReadable::TooLarge { name, why },
        }
    }
}

/// Reads the lines of a file, or says why it cannot be read.
///
/// `name` is the file's name without its folder, for messages only: what a file is, its bytes say.
pub fn read(bytes: &[u8], name: &str) -> Result<Text, NotReadable> {
    if bytes.len() > LARGEST {
        return Err(NotReadable::TooLarge {
            name: name.to_owned(),
            why: format!("{} MB, and the limit is 100 MB", bytes.len() / 1024 / 1024),
        });
    }
    finished(lines(bytes, name), Kind::of(bytes), name)
}

/// Lets the reader for the kind of file take the lines out of it.
fn lines(bytes: &[u8], name: &str) -> Result<Text, Refused> {
    match Kind::of(bytes) {
        Kind::Text => text::read(bytes),
        Kind::Docx => docx::read(bytes),
        Kind::Html => html::read(bytes),
        #[cfg(feature = "pdf")]
        Kind::Pdf => pdf::read(bytes),
        kind => Err(elsewhere::refused(kind, bytes, name)),
    }
}

/// Adds to what a reader found what the file's name has to do with it.
fn finished(read: Result<Text, Refused>, kind: Kind, name: &str) -> Result<Text, NotReadable> {
    let mut text = read.map_err(|refused| refused.of(name))?;
    text.notes.extend(elsewhere::other_ending(kind, name));
    Ok(text)
}

fn note(words: String, place: &str) -> DraftNote {
    DraftNote {
        words,
        about: None,
        place: place.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_refused_in_one_line() {
        for (bytes, message) in [
            (&b" \n"[..], "report.pdf is empty"),
            (b"\0\x01\x02\x03", "report.pdf is not text"),
        ] {
            assert_eq!(read(bytes, "report.pdf").unwrap_err().to_string(), message);
        }
    }
}
