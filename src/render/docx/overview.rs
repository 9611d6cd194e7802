//! Page one: the totals and the charts, as small tables of one grid.

use super::grid;
use super::letters;
use super::page::Sheet;
use super::paragraph::{line, properties};
use super::table::{SMALL, Table, cell};
use super::xml::Xml;
use crate::document::{Chart, Document, plain};
use crate::render::paper::{self, bold};
use crate::render::text::visible_on_one_line;
use crate::render::widths::Measure;

/// The longest bar: 60 mm, in the unit of drawings, of which a twentieth of a point has 635.
const LONGEST: f64 = 2_160_000.0;
/// The height of a bar: 2.8 mm.
const HEIGHT: &str = "100800";
/// The column of the bars.
const BARS: usize = 3402 + 140;

/// Writes the totals and the charts of a document.
pub fn write(xml: &mut Xml, document: &Document, sheet: Sheet) {
    let widths = widths(document, sheet);
    if !document.totals.is_empty() {
        totals(xml, document, &widths);
    }
    for each in &document.charts {
        chart(xml, each, &widths);
    }
}

fn totals(xml: &mut Xml, document: &Document, widths: &[usize]) {
    let totals = &document.totals;
    let has_whole = totals.iter().any(|total| total.of.is_some());
    let columns = if has_whole { 3 } else { 2 };
    let adding_up = "Numbers that add up to the rows below";
    let table = overview("Totals", adding_up, &widths[..columns]);
    let rows = totals
        .iter()
        .map(|total| (visible_on_one_line(&total.label), total.count));
    numbered(xml, &table, &rows.collect::<Vec<_>>(), |xml, place| {
        let whole = totals[place].of.map(|of| format!("of {of}"));
        line(xml, table.text(), &whole.unwrap_or_default());
    });
}

/// Writes a chart: label, number, bar. The numbers say it all; the bars are for the eye.
fn chart(xml: &mut Xml, chart: &Chart, widths: &[usize]) {
    let title = visible_on_one_line(&chart.title);
    let description = visible_on_one_line(&chart.description);
    let table = overview(&title, &description, widths);
    let bars = paper::bars(chart);
    let rows = bars.iter().map(|(label, count, _)| (label.clone(), *count));
    numbered(xml, &table, &rows.collect::<Vec<_>>(), |xml, place| {
        let (label, count, length) = &bars[place];
        bar(xml, &table, &format!("{label}: {count}"), *length);
    });
}

fn overview<'a>(caption: &'a str, description: &'a str, widths: &'a [usize]) -> Table<'a> {
    Table {
        caption,
        description,
        widths,
        size: SMALL,
        has_header: true,
        has_labels: true,
    }
}

/// Writes labels with their numbers, and what stands beside them in a third column. They stay on
/// one page: they are compared by looking from one to the other.
fn numbered(
    xml: &mut Xml,
    table: &Table<'_>,
    rows: &[(String, u64)],
    beside: impl Fn(&mut Xml, usize),
) {
    let headings = [(table.caption, false), ("Number", true), ("", false)];
    table.write(xml, |xml| {
        table.header(xml, &headings[..table.widths.len()]);
        for (place, (label, count)) in rows.iter().enumerate() {
            let manner = table.text().with_next(place + 1 < rows.len());
            let number = count.to_string();
            table.row(xml, true, |xml| {
                cell(xml, table.widths[0], |xml| line(xml, manner, label));
                cell(xml, table.widths[1], |xml| {
                    line(xml, manner.right(true), &number)
                });
                if let Some(&width) = table.widths.get(2) {
                    cell(xml, width, |xml| beside(xml, place));
                }
            });
        }
    });
}

/// Returns one grid for all of them: labels, numbers, and bars or wholes.
fn widths(document: &Document, sheet: Sheet) -> Vec<usize> {
    let totals = document
        .totals
        .iter()
        .map(|total| (&total.label, total.count));
    let bars = document.charts.iter().flat_map(|chart| &chart.bars);
    let bars = bars.map(|bar| (&bar.label, bar.count));
    let titles = document.charts.iter().map(|chart| (&chart.title, 0));
    let mut label = Measure {
        least: 20,
        most: 20,
    };
    let mut number = letters::widest(&bold("Number")).0;
    for (words, count) in totals.chain(bars).chain(titles) {
        let words = letters::widest(&bold(visible_on_one_line(words))).0;
        label.most = label.most.max(words);
        number = number.max(letters::widest(&plain(count.to_string())).0);
    }
    let number = Measure {
        least: number,
        most: number,
    };
    let mut widths = grid::widths(&[label, number], sheet.width() - BARS, SMALL.half_em);
    widths.push(BARS);
    widths
}

/// Draws a bar: one pixel, stretched. Its text says what the cells beside it say.
fn bar(xml: &mut Xml, table: &Table<'_>, description: &str, length: f64) {
    let length = ((LONGEST * length) as u64).to_string();
    xml.element("w:p", &[], |xml| {
        properties(xml, table.text());
        if length != "0" {
            xml.element("w:r", &[], |xml| {
                xml.element("w:drawing", &[], |xml| drawing(xml, &length, description));
            });
        }
    });
}

fn drawing(xml: &mut Xml, length: &str, description: &str) {
    let number = xml.next_drawing();
    let name = format!("Bar {number}");
    let named = [("id", &*number), ("name", &*name), ("descr", description)];
    let room = [
        ("distT", "0"),
        ("distB", "0"),
        ("distL", "0"),
        ("distR", "0"),
    ];
    let picture = "http://schemas.openxmlformats.org/drawingml/2006/picture";
    xml.element("wp:inline", &room, |xml| {
        xml.empty("wp:extent", &[("cx", length), ("cy", HEIGHT)]);
        xml.empty("wp:docPr", &named);
        xml.element("a:graphic", &[], |xml| {
            xml.element("a:graphicData", &[("uri", picture)], |xml| {
                xml.element("pic:pic", &[], |xml| {
                    xml.element("pic:nvPicPr", &[], |xml| {
                        xml.empty("pic:cNvPr", &named);
                        xml.empty("pic:cNvPicPr", &[]);
                    });
                    stretched(xml, length);
                });
            });
        });
    });
}

fn stretched(xml: &mut Xml, length: &str) {
    xml.element("pic:blipFill", &[], |xml| {
        xml.empty("a:blip", &[("r:embed", "bar")]);
        xml.element("a:stretch", &[], |xml| xml.empty("a:fillRect", &[]));
    });
    xml.element("pic:spPr", &[], |xml| {
        xml.element("a:xfrm", &[], |xml| {
            xml.empty("a:off", &[("x", "0"), ("y", "0")]);
            xml.empty("a:ext", &[("cx", length), ("cy", HEIGHT)]);
        });
        xml.element("a:prstGeom", &[("prst", "rect")], |xml| {
            xml.empty("a:avLst", &[]);
        });
    });
}
