//! HTML: one file that needs no other, for screens, phones and A4.
//!
//! There is no script, and the policy of the page forbids every one: only the style sheet that
//! stands in the file is let in, by its hash. Ids are made of fixed words and places, never of
//! data.

mod chart;
mod section;
mod style;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::document::{Document, Section, Span, Style, Total};
use crate::render::paper::{self, Numeric};

/// Writes a document as one HTML file.
pub fn render(document: &Document) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            (head(document))
            body {
                a .skip href="#main" { "Skip to the report" }
                (header(document))
                (contents(document))
                main #main tabindex="-1" { (body(document)) }
                (footer(document))
            }
        }
    };
    page.into_string() + "\n"
}

fn head(document: &Document) -> Markup {
    let sheet = style::sheet(document);
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(style::policy(&sheet));
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            @if let Some(author) = paper::properties(document).author {
                meta name="author" content=(author);
            }
            title { (paper::title(document)) }
            style { (PreEscaped(sheet)) }
        }
    }
}

fn header(document: &Document) -> Markup {
    html! {
        header {
            (marking(document))
            h1 #title { (paper::title(document)) }
            @for line in paper::circumstances(document) { p .circumstance { (line) } }
        }
    }
}

fn marking(document: &Document) -> Markup {
    html! {
        @if let Some(words) = paper::marking(document) { p .marking { (words) } }
    }
}

/// Lists the sections where there are more than fit one look.
fn contents(document: &Document) -> Markup {
    let ids = section::ids(&document.sections);
    let named: Vec<(String, &Section, &String)> = (document.sections.iter().zip(&ids))
        .filter_map(|(section, id)| Some((paper::heading(section)?, section, id)))
        .collect();
    html! {
        @if named.len() > 2 {
            nav aria-labelledby="contents" {
                h2 #contents { "Contents" }
                ul {
                    @for (heading, section, id) in named {
                        li { a href={ "#" (id) } { (heading) } " (" (section.rows.len()) ")" }
                    }
                }
            }
        }
    }
}

fn body(document: &Document) -> Markup {
    let ids = section::ids(&document.sections);
    let numeric = Numeric::of(document);
    html! {
        @for words in &document.intro { (paragraph(words)) }
        @if !document.totals.is_empty() || !document.charts.is_empty() {
            div .summary {
                (totals(&document.totals))
                @for (place, one) in (1..).zip(&document.charts) { (chart::figure(one, place)) }
            }
        }
        @for (one, id) in document.sections.iter().zip(&ids) { (section::section(one, id, &numeric)) }
        @if paper::says_nothing(document) { p { (paper::NO_ROWS) } }
    }
}

fn totals(totals: &[Total]) -> Markup {
    html! {
        @if !totals.is_empty() {
            section aria-labelledby="totals" {
                h2 #totals { "Totals" }
                dl .totals {
                    @for (label, number) in totals.iter().map(paper::total) {
                        div { dt { (label) } dd { (number) } }
                    }
                }
            }
        }
    }
}

fn footer(document: &Document) -> Markup {
    html! {
        footer {
            @if let Some(head) = paper::register_head(document) { p .head { (head) } }
            (marking(document))
        }
    }
}

/// Writes a paragraph under a heading.
fn paragraph(words: &[Span]) -> Markup {
    html! { p .intro { (rich(&paper::visible_paragraph(words))) } }
}

/// Writes visible words with their weight; a line break stays one.
fn rich(words: &[Span]) -> Markup {
    html! {
        @for span in words {
            @match span.style {
                Style::Plain => (lines(&span.text)),
                Style::Bold => strong { (lines(&span.text)) },
                Style::Italic => em { (lines(&span.text)) },
            }
        }
    }
}

fn lines(text: &str) -> Markup {
    html! {
        @for (place, line) in text.split('\n').enumerate() {
            @if place > 0 { br; }
            (line)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Cell;
    use crate::render::sample;

    #[test]
    fn a_report_reads_as_a_page() {
        let page = render(&sample::document());
        for part in [
            "<html lang=\"en-GB\">",
            "<title>Outstanding recommendations: Fenmarsh PDU</title>",
            "<p class=\"marking\">OFFICIAL-SENSITIVE</p><h1 id=\"title\">Outstanding",
            "<p class=\"circumstance\">For the meeting of 3 December 2026</p>",
            "Taken from <em>An inspection of Fenmarsh PDU</em>, oldest first.</p>",
            "<div><dt>Outstanding</dt><dd>17 of 34</dd></div>",
            "<li><a href=\"#section-own\">Asked of Fenmarsh PDU</a> (5)</li>",
            "<h2 id=\"section-inherited\">Inherited</h2><p>None.</p>",
            "<p class=\"head\">Register head: change 214 · 9f3a 77c0 21de</p>\
             <p class=\"marking\">OFFICIAL-SENSITIVE</p></footer>",
        ] {
            assert!(page.contains(part), "{part}\nin\n{page}");
        }
    }

    #[test]
    fn no_markup_of_the_data_is_live() {
        let hostile =
            "</title></style></script><script>alert(1)</script>\"'><img src=x onerror=y>&lt;";
        let mut document = sample::with_rows(vec![sample::row(hostile, hostile, Cell::Nothing)]);
        document.title = hostile.into();
        document.head = hostile.into();
        document.imprint.marking = Some(hostile.into());
        document.imprint.author = Some(hostile.into());
        document.filters = vec![("body", hostile.into())];
        document.intro = vec![crate::document::plain(hostile)];
        document.sections[0].heading = Some(hostile.into());
        document.totals[0].label = hostile.into();
        document.charts[0].title = hostile.into();
        document.charts[0].description = hostile.into();
        document.charts[0].bars[0].label = hostile.into();
        let page = render(&document);
        for tag in ["<script", "</script", "<img", "<svg on"] {
            assert!(!page.contains(tag), "{tag} in {page}");
        }
        for once in ["</title>", "</style>", "</body>"] {
            let ends = page.matches(once).count();
            // The charts have titles of their own.
            assert_eq!(ends, if once == "</title>" { 2 } else { 1 }, "{once}");
        }
        assert!(
            page.contains("&lt;img src=x onerror=y&gt;&amp;lt;"),
            "{page}"
        );
    }

    #[test]
    fn the_contents_are_listed_only_where_there_is_something_to_find() {
        let mut document = sample::document();
        assert!(render(&document).contains("<nav"));
        document.sections.truncate(2);
        assert!(!render(&document).contains("<nav"));
    }
}
