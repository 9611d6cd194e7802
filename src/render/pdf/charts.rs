//! Charts: each bar beside its label and its number.
//!
//! For those who hear the page a chart is a table of labels and numbers; the bars adorn.

use krilla::tagging::{TableHeaderScope, Tag as Kind};

use super::composition::{Composition, GUTTER, WORDS, described};
use super::lines::{Line, Text, styled};
use super::strip::{Ink, Look, Strip, line_height};
use super::tags::Tag;
use crate::document::{Chart, Style};
use crate::render::paper;
use crate::render::text::visible_on_one_line;

const SIZE: f32 = 8.5;
/// How much of the width of a chart its labels may take.
const LABELS: f32 = 0.42;
const GAP: f32 = 8.0;
const ABOVE_BAR: f32 = 2.0;
/// The room between two bars.
const BETWEEN: f32 = 4.0;
/// What is more than nothing is seen.
const LEAST_BAR: f32 = 1.5;

/// Where the parts of a chart stand, from left to right.
struct Frame {
    left: f32,
    labels: f32,
    numbers: f32,
    bars: f32,
}

/// Adds charts, two beside each other.
pub fn add(composition: &mut Composition, charts: &[Chart]) {
    let width = (composition.width - 2.0 * GUTTER) / 2.0;
    for pair in charts.chunks(2) {
        let mut strip = Strip {
            above: 14.0,
            ..Strip::default()
        };
        for (at, chart) in pair.iter().enumerate() {
            let left = at as f32 * (width + 2.0 * GUTTER);
            add_chart(composition, &mut strip, chart, (left, width));
        }
        composition.strips.push(strip);
    }
}

fn add_chart(composition: &mut Composition, strip: &mut Strip, chart: &Chart, place: (f32, f32)) {
    let (left, width) = place;
    let table = composition
        .tags
        .root(Kind::Table.with_summary(Some(described(&chart.description))));
    let caption = composition.tags.child(table, Kind::Caption);
    let title = styled(&visible_on_one_line(&chart.title), Style::Bold);
    let title = composition.lines(&title, WORDS, width);
    let look = Look::of(WORDS, Ink::Accent);
    let mut top = strip.write(title, (left, 0.0), look, Some(caption)) + BETWEEN;
    let bars = paper::bars(chart);
    if bars.is_empty() {
        let none = composition.lines(&styled(paper::NO_ROWS, Style::Plain), SIZE, width);
        strip.write(none, (left, top), Look::of(SIZE, Ink::Black), Some(caption));
    }
    let frame = frame(composition, &bars, place);
    for (label, count, length) in &bars {
        let row = composition.tags.child(table, Kind::TR);
        let bottom = add_label(composition, strip, label, (&frame, top), row);
        add_number(composition, strip, *count, (&frame, top), row);
        add_bar(strip, *length, (&frame, top), bottom);
        top = bottom + BETWEEN;
    }
}

/// Gives labels and numbers the room they need; the bars have the rest.
fn frame(composition: &mut Composition, bars: &[(String, u64, f64)], place: (f32, f32)) -> Frame {
    let (left, width) = place;
    let mut widest = |text: &str| {
        let text = Text::of(&mut composition.faces, &styled(text, Style::Plain), true);
        text.widest(&mut composition.faces) * SIZE
    };
    let labels = bars.iter().map(|(label, ..)| widest(label));
    let labels = labels.fold(0.0, f32::max).min(width * LABELS);
    let numbers = bars.iter().map(|(_, count, _)| widest(&count.to_string()));
    let numbers = numbers.fold(0.0, f32::max);
    Frame {
        left,
        labels,
        numbers,
        bars: (width - labels - numbers - 2.0 * GAP).max(0.0),
    }
}

fn add_label(
    composition: &mut Composition,
    strip: &mut Strip,
    label: &str,
    place: (&Frame, f32),
    row: Tag,
) -> f32 {
    let (frame, top) = place;
    let scope = TableHeaderScope::Row;
    let tag = composition.tags.child(row, Kind::TH(scope));
    let lines = composition.lines(&styled(label, Style::Plain), SIZE, frame.labels);
    let look = Look::of(SIZE, Ink::Black);
    strip.write(lines, (frame.left, top), look, Some(tag))
}

fn add_number(
    composition: &mut Composition,
    strip: &mut Strip,
    count: u64,
    place: (&Frame, f32),
    row: Tag,
) {
    let (frame, top) = place;
    let tag = composition.tags.child(row, Kind::TD);
    let number = Line::whole(&mut composition.faces, &count.to_string(), Style::Plain);
    let look = Look {
        right: Some(frame.numbers),
        ..Look::of(SIZE, Ink::Black)
    };
    let x = frame.left + frame.labels + GAP;
    strip.write(vec![number], (x, top), look, Some(tag));
}

fn add_bar(strip: &mut Strip, length: f64, place: (&Frame, f32), bottom: f32) {
    let (frame, top) = place;
    let x = frame.left + frame.labels + frame.numbers + 2.0 * GAP;
    // The hairline from which all bars begin shows that a bar without length is meant.
    let axis = (0.5, bottom - top + BETWEEN);
    strip.block((x - 0.5, top - BETWEEN / 2.0), axis, Ink::Pale);
    if length > 0.0 {
        let width = (frame.bars * length as f32).max(LEAST_BAR);
        let height = line_height(SIZE) - 2.0 * ABOVE_BAR;
        strip.block((x, top + ABOVE_BAR), (width, height), Ink::Accent);
    }
}
