//! Charts: bars with their words and numbers, and the same as a table.

use maud::{Markup, html};

use crate::document::{Chart, plain};
use crate::render::paper;
use crate::render::text::{visible, visible_on_one_line, without_weight};
use crate::render::wrap::wrap;

/// Letters of a line of a label: what a phone shows.
const LETTERS: usize = 44;
/// The height of a line of words.
const LINE: usize = 18;
/// The height of a bar.
const BAR: usize = 16;
/// What lies between two bars.
const GAP: usize = 12;
/// How much of the width the longest bar takes, in per cent; its number stands after it.
const LONGEST: f64 = 84.0;

/// One bar with its place.
struct Drawn {
    lines: Vec<String>,
    count: u64,
    percent: f64,
    top: usize,
}

/// Draws a chart; `place` is its place among the charts, from 1.
pub fn figure(chart: &Chart, place: usize) -> Markup {
    let id = format!("chart-{place}");
    html! {
        section .chart aria-labelledby=(id) {
            h2 id=(id) { (visible_on_one_line(&chart.title)) }
            p .description { (visible(&chart.description)) }
            (picture(chart, &id))
            details {
                summary { "The numbers as a table" }
                (numbers(chart, &id))
            }
        }
    }
}

/// Lengths are parts of the width and letters keep their size, so that it is read on a phone.
fn picture(chart: &Chart, id: &str) -> Markup {
    let bars = drawn(chart);
    let height = bars.last().map_or(0, |last| last.bottom());
    html! {
        svg .bars role="img" aria-labelledby={ (id) "-title " (id) "-desc" } width="100%" height=(height) {
            title id={ (id) "-title" } { (visible_on_one_line(&chart.title)) }
            desc id={ (id) "-desc" } { (in_words(chart)) }
            @for bar in &bars { (one(bar)) }
        }
    }
}

fn one(bar: &Drawn) -> Markup {
    let top = bar.top + LINE * bar.lines.len();
    html! {
        @for (place, line) in (1..).zip(&bar.lines) {
            text x="0" y=(bar.top + LINE * place - 5) { (line) }
        }
        rect x="0" y=(top) width={ (format!("{:.2}", bar.percent)) "%" } height=(BAR) {}
        text .number x={ (format!("{:.2}", bar.percent)) "%" } dx=[(bar.count > 0).then_some("6")] y=(top + 13) { (bar.count) }
    }
}

impl Drawn {
    fn bottom(&self) -> usize {
        self.top + LINE * self.lines.len() + BAR
    }
}

fn drawn(chart: &Chart) -> Vec<Drawn> {
    let mut top = 0;
    let mut bars = Vec::new();
    for (label, count, length) in paper::bars(chart) {
        let lines = wrap(&plain(label), LETTERS);
        let bar = Drawn {
            lines: lines.iter().map(|line| without_weight(line)).collect(),
            count,
            percent: length * LONGEST,
            top,
        };
        top = bar.bottom() + GAP;
        bars.push(bar);
    }
    bars
}

fn in_words(chart: &Chart) -> String {
    let numbers: Vec<String> = paper::bars(chart)
        .iter()
        .map(|(label, count, _)| format!("{label}: {count}"))
        .collect();
    let description = visible_on_one_line(&chart.description);
    format!(
        "{}. {}",
        description.trim_end_matches('.'),
        numbers.join("; ")
    )
}

fn numbers(chart: &Chart, id: &str) -> Markup {
    html! {
        table .counts aria-labelledby=(id) {
            thead { tr { th scope="col" { "What" } th scope="col" .number { "Count" } } }
            tbody {
                @for (label, count, _) in paper::bars(chart) {
                    tr { th scope="row" { (label) } td .number { (count) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn every_bar_has_its_words_and_its_number_and_so_has_the_table() {
        let figure = figure(&sample::document().charts[0], 1).into_string();
        for part in [
            "<svg class=\"bars\" role=\"img\" aria-labelledby=\"chart-1-title chart-1-desc\" \
             width=\"100%\" height=\"126\">",
            "<title id=\"chart-1-title\">By progress</title>",
            "the least first. No progress: 9; Some progress: 8; Graded at a part: 0</desc>",
            "<text x=\"0\" y=\"13\">No progress</text>\
             <rect x=\"0\" y=\"18\" width=\"84.00%\" height=\"16\"></rect>\
             <text class=\"number\" x=\"84.00%\" dx=\"6\" y=\"31\">9</text>",
            "width=\"74.67%\"",
            "width=\"0.00%\"",
            "<tr><th scope=\"row\">No progress</th><td class=\"number\">9</td></tr>",
        ] {
            assert!(figure.contains(part), "{part}\nin\n{figure}");
        }
    }

    #[test]
    fn a_label_that_is_wider_than_a_phone_takes_more_lines() {
        let mut chart = sample::document().charts.remove(0);
        chart.bars[0].label =
            "Hammersmith and the fens and the river and the hills and the sea".into();
        let bars = drawn(&chart);
        assert_eq!(bars[0].lines.len(), 2);
        assert_eq!(bars[1].top, 2 * LINE + BAR + GAP);
    }

    #[test]
    fn a_chart_without_bars_is_still_a_picture() {
        let mut chart = sample::document().charts.remove(0);
        chart.bars.clear();
        assert!(figure(&chart, 2).into_string().contains("height=\"0\""));
    }
}
