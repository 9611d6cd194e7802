//! Tables: their grid, their rows, and what tells them to people who do not see them.

use super::grid::{Columns, PADDING};
use super::letters;
use super::page::Sheet;
use super::paragraph::{Manner, line, paragraph};
use super::xml::Xml;
use crate::render::paper::{self, Field, bold};

/// The size of the letters in a table.
#[derive(Clone, Copy)]
pub struct Size {
    /// The style of a cell
    text: &'static str,
    /// The style of a heading
    heading: &'static str,
    /// Half an em
    pub half_em: usize,
}

/// For tables of few columns.
pub const USUAL: Size = Size {
    text: "TableText",
    heading: "TableHeading",
    half_em: 95,
};
/// For tables of many columns, on a sheet that lies on its long side.
pub const SMALL: Size = Size {
    text: "SmallTableText",
    heading: "SmallTableHeading",
    half_em: 85,
};

/// A table that is being written.
pub struct Table<'a> {
    /// What it is called
    pub caption: &'a str,
    /// What is in it
    pub description: &'a str,
    /// The widths of its columns
    pub widths: &'a [usize],
    /// The size of its letters
    pub size: Size,
    /// Whether its first row says what the columns are
    pub has_header: bool,
    /// Whether its first column says what the rows are
    pub has_labels: bool,
}

impl Table<'_> {
    /// Writes the table, and the little room that parts it from what follows.
    pub fn write(&self, xml: &mut Xml, rows: impl FnOnce(&mut Xml)) {
        xml.element("w:tbl", &[], |xml| {
            self.properties(xml);
            xml.element("w:tblGrid", &[], |xml| {
                for width in self.widths {
                    xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
                }
            });
            rows(xml);
        });
        line(xml, Manner::of("AfterTable"), "");
    }

    fn properties(&self, xml: &mut Xml) {
        let width: usize = self.widths.iter().sum();
        xml.element("w:tblPr", &[], |xml| {
            xml.property("w:tblStyle", "Rows");
            xml.empty("w:tblW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
            xml.empty("w:tblLayout", &[("w:type", "fixed")]);
            xml.empty("w:tblLook", &self.look());
            xml.property("w:tblCaption", self.caption);
            xml.property("w:tblDescription", self.description);
        });
    }

    /// Says what its first row and column are, in the two spellings that programs look for.
    fn look(&self) -> [(&'static str, &'static str); 7] {
        let word = |is: bool| if is { "1" } else { "0" };
        let bits = match (self.has_header, self.has_labels) {
            (true, true) => "06A0",
            (true, false) => "0620",
            (false, true) => "0680",
            (false, false) => "0600",
        };
        [
            ("w:val", bits),
            ("w:firstRow", word(self.has_header)),
            ("w:lastRow", "0"),
            ("w:firstColumn", word(self.has_labels)),
            ("w:lastColumn", "0"),
            ("w:noHBand", "1"),
            ("w:noVBand", "1"),
        ]
    }

    /// Writes the row of headings, which stands at the top of each page; some are to the right.
    pub fn header(&self, xml: &mut Xml, headings: &[(&str, bool)]) {
        xml.element("w:tr", &[], |xml| {
            xml.element("w:trPr", &[], |xml| {
                xml.empty("w:cantSplit", &[]);
                xml.empty("w:tblHeader", &[]);
            });
            for (&(heading, right), &width) in headings.iter().zip(self.widths) {
                let manner = Manner::of(self.size.heading).right(right);
                cell(xml, width, |xml| line(xml, manner, heading));
            }
        });
    }

    /// Writes a row, kept whole where it may be.
    pub fn row(&self, xml: &mut Xml, is_whole: bool, cells: impl FnOnce(&mut Xml)) {
        xml.element("w:tr", &[], |xml| {
            if is_whole {
                xml.element("w:trPr", &[], |xml| xml.empty("w:cantSplit", &[]));
            }
            cells(xml);
        });
    }

    /// Returns how the words of a cell stand.
    pub fn text(&self) -> Manner {
        Manner::of(self.size.text)
    }
}

/// Writes a cell with what is inside.
pub fn cell(xml: &mut Xml, width: usize, inside: impl FnOnce(&mut Xml)) {
    xml.element("w:tc", &[], |xml| {
        xml.element("w:tcPr", &[], |xml| {
            xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        });
        inside(xml);
    });
}

/// Writes the rows of a section under the headings of its columns.
pub fn rows(
    xml: &mut Xml,
    caption: &str,
    columns: &Columns<'_>,
    rows: &[Vec<Field<'_>>],
    sheet: Sheet,
) {
    // A table without columns is none: Word would refuse the document.
    if columns.columns.is_empty() {
        return;
    }
    let size = if sheet.is_wide { SMALL } else { USUAL };
    let headings: Vec<&str> = columns
        .columns
        .iter()
        .map(|column| column.heading)
        .collect();
    let table = Table {
        caption,
        description: &described(rows.len(), &headings),
        widths: &columns.widths(sheet.width(), size.half_em),
        size,
        has_header: true,
        has_labels: false,
    };
    let right = columns.right.iter().copied();
    let headings: Vec<(&str, bool)> = headings.into_iter().zip(right).collect();
    table.write(xml, |xml| {
        table.header(xml, &headings);
        for row in rows {
            table.row(xml, is_kept_whole(row, &table, sheet), |xml| {
                cells(xml, &table, &headings, row);
            });
        }
    });
}

fn described(rows: usize, headings: &[&str]) -> String {
    let rows = match rows {
        1 => "1 row".to_owned(),
        rows => format!("{rows} rows"),
    };
    format!("{rows} under the headings {}", headings.join(", "))
}

/// Writes the cells of a row; a row that is too short is filled, because every row has to fill the grid.
fn cells(xml: &mut Xml, table: &Table<'_>, headings: &[(&str, bool)], row: &[Field<'_>]) {
    for (place, (&(_, right), &width)) in headings.iter().zip(table.widths).enumerate() {
        let manner = table.text().right(right);
        cell(xml, width, |xml| match row.get(place) {
            Some(field) => paragraph(xml, manner, &field.words),
            None => line(xml, manner, paper::NOTHING),
        });
    }
}

/// Tells whether a row stays on one page. One that takes most of a page may break: kept whole it
/// would leave as much white above it, and one that is taller than a page would be cut off.
fn is_kept_whole(row: &[Field<'_>], table: &Table<'_>, sheet: Sheet) -> bool {
    let half_em = table.size.half_em;
    let lines = row.iter().zip(table.widths).map(|(field, width)| {
        letters::lines(&field.words, width.saturating_sub(PADDING) / half_em)
    });
    // A line is an em and a quarter high.
    let height = lines.max().unwrap_or(1) * half_em * 5 / 2 + PADDING;
    height < sheet.height() * 3 / 4
}

/// Writes facts about one thing: labels to the left, values to the right of them.
pub fn facts(xml: &mut Xml, caption: &str, rows: &[Vec<Field<'_>>], sheet: Sheet) {
    let facts: Vec<_> = rows.iter().map(|row| paper::fact(row)).collect();
    let widest = facts
        .iter()
        .map(|(label, _)| letters::widest(&bold(label)).0);
    let label = widest.max().unwrap_or(0) * USUAL.half_em + PADDING;
    let label = label.min(sheet.width() / 3);
    let table = Table {
        caption,
        description: "Each row is a label and its value",
        widths: &[label, sheet.width() - label],
        size: USUAL,
        has_header: false,
        has_labels: true,
    };
    table.write(xml, |xml| {
        for (row, (label, value)) in rows.iter().zip(&facts) {
            table.row(xml, is_kept_whole(row, &table, sheet), |xml| {
                cell(xml, table.widths[0], |xml| {
                    line(xml, Manner::of("TableLabel"), label)
                });
                cell(xml, table.widths[1], |xml| {
                    paragraph(xml, table.text(), value)
                });
            });
        }
    });
}
