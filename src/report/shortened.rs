//! A preview for the screen: what a person must decide is shown, long lists are cut, and that is said.

use crate::document::{Document, Section, plain};

/// So many rows of a list are shown.
const MOST: usize = 20;

/// So many notes: they are kept with what they are about, and can be read there.
const MOST_NOTES: usize = 10;

/// Cuts the long lists of a preview, each with a sentence of how many more there are.
pub fn shortened(mut document: Document) -> Document {
    let alone = document
        .sections
        .iter()
        .position(|section| section.key == "left_alone");
    if let Some(section) = alone.map(|at| document.sections.remove(at)) {
        document.intro.push(plain(stays(section.rows.len())));
    }
    document.sections.iter_mut().for_each(cut);
    document
}

/// What the file does not speak of is counted.
fn stays(count: usize) -> String {
    match count {
        1 => {
            "1 recommendation or action of the register that the file does not have stays as it is."
                .to_owned()
        }
        count => format!(
            "{count} recommendations and actions of the register that the file does not have stay as they are."
        ),
    }
}

fn cut(section: &mut Section) {
    let most = match section.key {
        "notes" => MOST_NOTES,
        _ => MOST,
    };
    let more = section.rows.len().saturating_sub(most);
    // One row more takes no more room than the sentence.
    if more > 1 {
        section.rows.truncate(most);
        let words =
            format!("The first {most}, and {more} more (--format json or -o FILE shows all).");
        section.intro.push(plain(words));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Cell, Column, Imprint, Layout};

    fn section(key: &'static str, rows: usize) -> Section {
        Section {
            key,
            heading: None,
            intro: Vec::new(),
            layout: Layout::Table,
            columns: vec![Column::new("note", "Note")],
            rows: vec![vec![Cell::Nothing]; rows],
        }
    }

    #[test]
    fn a_long_list_is_cut_and_says_how_many_more_there_are() {
        let document = Document {
            key: "import",
            title: String::new(),
            as_at: None,
            head: String::new(),
            imprint: Imprint::default(),
            filters: Vec::new(),
            intro: Vec::new(),
            totals: Vec::new(),
            charts: Vec::new(),
            sections: vec![
                section("questions", 21),
                section("notes", 41),
                section("left_alone", 3),
            ],
        };
        let short = shortened(document);
        let rows: Vec<usize> = short.sections.iter().map(|one| one.rows.len()).collect();
        assert_eq!(rows, [21, 10]);
        let said = plain("The first 10, and 31 more (--format json or -o FILE shows all).");
        assert_eq!(short.sections[1].intro, [said]);
        assert_eq!(short.intro, [plain(stays(3))]);
    }
}
