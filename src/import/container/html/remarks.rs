//! What was left out of a page and should be known.

use super::super::note;
use super::furniture::Furniture;
use crate::domain::draft::DraftNote;

/// A page hides a word here and there; a text that is hidden is said.
const A_TEXT: usize = 40;

/// What was left out, each kind with its first place.
#[derive(Clone, Debug, Default)]
pub(super) struct Remarks {
    found: Vec<(Furniture, String)>,
    sites: Vec<DraftNote>,
}

impl Remarks {
    /// Remarks that an element with so many letters was passed over.
    pub fn add(&mut self, what: Furniture, letters: usize, place: String) {
        let counts = match what {
            Furniture::Hidden => letters > A_TEXT,
            Furniture::Comments | Furniture::StruckOut => letters > 0,
            Furniture::NoText | Furniture::Site | Furniture::Footnotes | Furniture::Spoken => false,
        };
        if counts && !self.found.iter().any(|(known, _)| *known == what) {
            self.found.push((what, place));
        }
    }

    /// Remarks that a heading and what stands under it was left out.
    pub fn add_site(&mut self, heading: &str, place: String) {
        let words = format!(
            "`{heading}` and what stands under it was left out: it is of the site, not of the text"
        );
        self.sites.push(note(words, &place));
    }

    /// Returns the notes.
    pub fn notes(self) -> Vec<DraftNote> {
        let said = self.found.into_iter().map(|(what, place)| {
            let words = match what {
                Furniture::Comments => "readers' comments were left out",
                Furniture::StruckOut => "words that are struck through were left out",
                _ => "text that the page hides was left out",
            };
            note(words.to_owned(), &place)
        });
        said.chain(self.sites).collect()
    }
}
