//! Markdown with GitHub's tables. Words from outside are escaped: none of them becomes
//! markup, a link or a tag.

use crate::document::{Chart, Column, Document, Layout, Place, Section, Span, Style};
use crate::render::paper::{self, Field, Numeric};
use crate::render::text::visible_on_one_line;

/// Writes a document as Markdown.
pub fn render(document: &Document) -> String {
    let numeric = Numeric::of(document);
    let marking = || paper::marking(document).map(|words| format!("**{}**", escaped(&words)));
    let mut blocks = Vec::from_iter(marking());
    blocks.push(format!("# {}", escaped(&paper::title(document))));
    blocks.extend(
        paper::circumstances(document)
            .iter()
            .map(|line| escaped(line)),
    );
    blocks.extend(document.intro.iter().map(|words| paragraph(words)));
    blocks.extend(totals(document));
    blocks.extend(document.charts.iter().map(chart));
    blocks.extend(
        document
            .sections
            .iter()
            .flat_map(|one| section(one, &numeric)),
    );
    if paper::says_nothing(document) {
        blocks.push(paper::NO_ROWS.to_owned());
    }
    blocks.extend(paper::register_head(document).map(|head| escaped(&head)));
    blocks.extend(marking());
    blocks.join("\n\n") + "\n"
}

fn totals(document: &Document) -> Option<String> {
    let items: Vec<String> = document
        .totals
        .iter()
        .map(paper::total)
        .map(|(label, number)| format!("- {} {number}", escaped(&paper::label(&label))))
        .collect();
    (!items.is_empty()).then(|| format!("**Totals**\n\n{}", items.join("\n")))
}

fn chart(chart: &Chart) -> String {
    let mut lines = vec![
        format!("**{}**\n", escaped(&visible_on_one_line(&chart.title))),
        "| | Count | |".to_owned(),
        "| --- | ---: | --- |".to_owned(),
    ];
    for (label, count, length) in paper::bars(chart) {
        let bar = paper::blocks(length, WIDEST_BAR);
        lines.push(format!("| {} | {count} | {bar} |", escaped(&label)));
    }
    lines.join("\n")
}

/// Characters of the longest bar.
const WIDEST_BAR: usize = 30;

fn section(section: &Section, numeric: &Numeric) -> Vec<String> {
    let mut blocks = Vec::new();
    if let Some(heading) = paper::heading(section) {
        blocks.push(format!("## {}", escaped(&heading)));
    }
    blocks.extend(section.intro.iter().map(|words| paragraph(words)));
    let rows = paper::rows(section, Place::Lines);
    match section.layout {
        _ if rows.is_empty() => blocks.push(paper::NO_ROWS.to_owned()),
        Layout::Table => blocks.push(table(section, &rows, numeric)),
        Layout::Record => blocks.extend(rows.iter().flat_map(|row| record(row))),
        Layout::Facts => blocks.push(facts(&rows)),
    }
    blocks
}

fn table(section: &Section, rows: &[Vec<Field<'_>>], numeric: &Numeric) -> String {
    let columns = paper::columns(section, Place::Lines);
    let headings = columns.iter().map(|column| escaped(column.heading));
    let rule = columns
        .iter()
        .map(|column| rule(numeric, column).to_owned());
    let mut lines = vec![line(headings), line(rule)];
    for row in rows {
        lines.push(line(row.iter().map(|field| rich(&field.words))));
    }
    lines.join("\n")
}

fn line(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
}

fn rule(numeric: &Numeric, column: &Column) -> &'static str {
    if paper::is_numeric(numeric, column) {
        "---:"
    } else {
        "---"
    }
}

fn record(row: &[Field<'_>]) -> Vec<String> {
    row.iter()
        .flat_map(|field| {
            let label = format!("**{}**", escaped(&paper::label(field.heading)));
            [label, block(&rich(&field.words))]
        })
        .collect()
}

fn facts(rows: &[Vec<Field<'_>>]) -> String {
    let items: Vec<String> = rows
        .iter()
        .map(|row| paper::fact(row))
        .map(|(label, value)| format!("- **{}** {}", escaped(&paper::label(&label)), rich(&value)))
        .collect();
    items.join("\n")
}

fn paragraph(words: &[Span]) -> String {
    block(&rich(&paper::visible_paragraph(words)))
}

/// Returns the words with their weight, on one line, ready for any place.
fn rich(words: &[Span]) -> String {
    let spans: String = words.iter().map(span).collect();
    spans.trim().to_owned()
}

/// Marks must touch the words that they embrace, so the spaces go outside.
fn span(span: &Span) -> String {
    let mark = match span.style {
        Style::Plain => "",
        Style::Bold => "**",
        Style::Italic => "*",
    };
    let words = span.text.trim();
    if mark.is_empty() || words.is_empty() {
        return escaped(&span.text);
    }
    let (before, after) = span.text.split_once(words).expect("it was cut out of it");
    format!(
        "{}{mark}{}{mark}{}",
        escaped(before),
        escaped(words),
        escaped(after)
    )
}

/// Escapes visible words: no mark, tag, entity or cell border in them is live.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' => out.push_str("<br>"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '$' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    // GitHub makes links of bare addresses.
    out.replace("://", "\\://").replace("www.", "www\\.")
}

/// Escapes what would begin a list or an underline at the start of a paragraph.
fn block(words: &str) -> String {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let after = words[digits..].chars().next();
    match after {
        Some('.' | ')') if digits > 0 => format!("{}\\{}", &words[..digits], &words[digits..]),
        Some('-' | '+' | '=') if digits == 0 => format!("\\{words}"),
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Cell, plain};
    use crate::render::sample;

    #[test]
    fn a_report_reads_as_a_page() {
        let page = render(&sample::document());
        for part in [
            "**OFFICIAL-SENSITIVE**\n\n# Outstanding recommendations: Fenmarsh PDU\n\n\
             For the meeting of 3 December 2026\n\nAs at 24 November 2026\n\nFilters: unit or",
            "Taken from *An inspection of Fenmarsh PDU*, oldest first.\n\n",
            "**Totals**\n\n- Outstanding: 17 of 34\n- No progress: 9\n\n**By progress**\n\n\
             | | Count | |\n| --- | ---: | --- |\n\
             | No progress | 9 | ██████████████████████████████ |\n\
             | Some progress | 8 | ███████████████████████████ |\n\
             | Graded at a part | 0 |  |\n\n",
            "\n\n## Asked of Fenmarsh PDU\n\n\
             | Age | Recommendation | Reference | Published | Progress | Owners | Days late |\n\
             | --- | --- | --- | --- | --- | --- | ---: |\n| 4 years | Ensure",
            "| fenmarsh-2022/1 | 18 May 2022 | **Some progress** | A. Reed; B. Moss | -12 |\n",
            "| A. Reed; B. Moss | – |\n",
            "\n\n**Recommendation:**\n\nEnsure that",
            "\n\n**Inspection findings:**\n\nHandovers are now written, but not in Saltmere. – **No progress**\n\n",
            "\n\n- **Unit or organisation:** Fenmarsh PDU\n- **Published:** May 2022\n",
            "\n\n## Inherited\n\nNone.\n\n",
        ] {
            assert!(page.contains(part), "{part}\nin\n{page}");
        }
        assert!(page.ends_with(
            "\n\nRegister head: change 214 · 9f3a 77c0 21de\n\n**OFFICIAL-SENSITIVE**\n"
        ));
    }

    #[test]
    fn every_row_of_a_table_is_one_line_with_its_own_borders_only() {
        let mut document = sample::document();
        document.charts.clear();
        let page = render(&document);
        let borders = |line: &str| {
            line.replace("\\\\", "")
                .replace("\\|", "")
                .matches('|')
                .count()
        };
        let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| ")).collect();
        assert_eq!(rows.len(), 2 + 5);
        assert!(rows.iter().all(|row| borders(row) == 8), "{rows:#?}");
        assert!(
            rows[6].contains("Cafe\u{301}<br>Progress: sufficient |"),
            "{}",
            rows[6]
        );
    }

    #[test]
    fn no_markup_of_the_data_is_live() {
        for (text, written) in [
            ("<script>&amp;", "&lt;script&gt;&amp;amp;"),
            (
                "*a* _b_ ~c~ `d` $e$",
                "\\*a\\* \\_b\\_ \\~c\\~ \\`d\\` \\$e\\$",
            ),
            ("[a](http://b)", "\\[a\\](http\\://b)"),
            ("www.example.org", "www\\.example.org"),
            ("a\\|b", "a\\\\\\|b"),
            ("# a", "\\# a"),
            ("- a", "\\- a"),
            ("+ a", "\\+ a"),
            ("12. a", "12\\. a"),
            ("1) a", "1\\) a"),
            ("  12 a - b ", "12 a - b"),
            ("---", "\\---"),
        ] {
            assert_eq!(paragraph(&plain(text)), written);
        }
    }

    #[test]
    fn marks_touch_the_words_that_they_embrace() {
        let bold = |text: &str| Span {
            text: text.into(),
            style: Style::Bold,
        };
        let words = [
            plain("Done"),
            vec![bold(" Some"), bold(" progress "), bold(" ")],
            plain("now"),
        ];
        assert_eq!(paragraph(&words.concat()), "Done **Some progress**  now");
        let document = sample::with_rows(vec![sample::row("f/1", " padded ", Cell::Nothing)]);
        assert!(render(&document).contains("| padded |"));
    }
}
