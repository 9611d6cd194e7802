//! A report as a web page.

use super::blocks::{Block, Run, plain};
use super::escaped;

/// What stands around the report on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Around {
    /// Nothing: the report alone, as a converter writes it and as a browser prints it
    Nothing,
    /// A site: skip link, cookie banner, navigation, breadcrumbs, links back to the top, related
    /// content, footer
    Site,
}

/// Sets blocks as a web page.
pub fn page(blocks: &[Block], around: Around) -> String {
    let body = body(blocks, around);
    let (before, after) = match around {
        Around::Nothing => (String::new(), String::new()),
        Around::Site => (SITE_BEFORE.to_owned(), SITE_AFTER.to_owned()),
    };
    let title = blocks.iter().find_map(|block| match block {
        Block::Heading(_, words) | Block::Paragraph(words) => Some(escaped(&plain(words))),
        _ => None,
    });
    format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n\
         <style>h1 {{ font-size: 1.4em }} td {{ border: 1px solid }}</style>\n</head>\n\
         <body>\n{before}{body}{after}</body>\n</html>\n",
        title.unwrap_or_default()
    )
}

fn body(blocks: &[Block], around: Around) -> String {
    let mut out = String::new();
    let mut open = Vec::new();
    let mut headings = 0;
    for block in blocks {
        let wanted = lists(block, &open);
        while open.len() > wanted.len()
            || open
                .iter()
                .zip(&wanted)
                .any(|(open, wanted)| open != wanted)
        {
            out.push_str(&format!("</li></{}>\n", open.pop().unwrap()));
        }
        if !open.is_empty() && open.len() == wanted.len() {
            out.push_str("</li>\n");
        }
        for list in &wanted[open.len()..] {
            match block {
                Block::Item(number, _) if *number != 1 => {
                    out.push_str(&format!("<{list} start=\"{number}\">\n"));
                }
                _ => out.push_str(&format!("<{list}>\n")),
            }
        }
        open = wanted;
        if let (Block::Heading(1 | 2, _), Around::Site) = (block, around) {
            headings += 1;
            if headings > 1 {
                out.push_str("<p class=\"top\"><a href=\"#top\">(Back to top)</a></p>\n");
            }
        }
        out.push_str(&one(block));
    }
    while let Some(list) = open.pop() {
        out.push_str(&format!("</li></{list}>\n"));
    }
    out + &footnotes(blocks)
}

/// The lists that a block stands in, from the outermost.
fn lists(block: &Block, open: &[&'static str]) -> Vec<&'static str> {
    match block {
        Block::Item(..) => vec!["ol"],
        Block::Contents(..) => vec!["ul"],
        Block::Bullet(0, _) => vec!["ul"],
        Block::Bullet(..) => vec![open.first().copied().unwrap_or("ul"), "ul"],
        _ => Vec::new(),
    }
}

fn one(block: &Block) -> String {
    match block {
        Block::Heading(level, words) => format!("<h{level}>{}</h{level}>\n", inline(words)),
        Block::Paragraph(words) => format!("<p>{}</p>\n", inline(words)),
        Block::Item(_, words) | Block::Bullet(_, words) => format!("<li>{}", inline(words)),
        Block::Contents(words, _) => format!("<li><a href=\"#part\">{}</a>", inline(words)),
        Block::Table(rows) => {
            let row = |row: &Vec<Vec<Run>>| {
                let cells = row.iter().map(|cell| format!("<td>{}</td>", inline(cell)));
                format!("<tr>{}</tr>\n", cells.collect::<String>())
            };
            let rows: String = rows.iter().map(row).collect();
            format!("<table>\n<tbody>\n{rows}</tbody>\n</table>\n")
        }
        // Both are set elsewhere: at the end of the page, or nowhere.
        Block::Footnote(..) | Block::Running(_) => String::new(),
    }
}

fn footnotes(blocks: &[Block]) -> String {
    let notes = blocks.iter().filter_map(|block| match block {
        Block::Footnote(mark, words) => Some(format!(
            "<li id=\"fn{mark}\" value=\"{mark}\"><p>{} <a href=\"#fnref{mark}\">↩</a></p></li>\n",
            inline(words)
        )),
        _ => None,
    });
    let notes: String = notes.collect();
    match notes.as_str() {
        "" => notes,
        notes => format!(
            "<section class=\"footnotes\" role=\"doc-endnotes\">\n<hr>\n<ol>\n{notes}</ol>\n</section>\n"
        ),
    }
}

fn inline(words: &[Run]) -> String {
    words.iter().map(run).collect()
}

fn run(run: &Run) -> String {
    let mut out = escaped(&run.text);
    if run.mark {
        return format!(
            "<sup id=\"fnref{out}\"><a href=\"#fn{out}\" role=\"doc-noteref\">{out}</a></sup>"
        );
    }
    for (is, tag) in [
        (run.raised, "sup"),
        (run.italic, "em"),
        (run.bold, "strong"),
    ] {
        if is {
            out = format!("<{tag}>{out}</{tag}>");
        }
    }
    match run.link {
        true => format!("<a href=\"https://example.org/\">{out}</a>"),
        false => out,
    }
}

const SITE_BEFORE: &str = r##"<a class="skip-link" href="#main">Skip to main content</a>
<div id="cookie-banner" role="region" aria-label="Cookies">
<h2>Cookies on this site</h2>
<p>We use some essential cookies. You should:</p>
<ol><li>accept them</li><li>or reject them</li></ol>
<button>Accept</button>
</div>
<header role="banner"><p>Inspections in Fenmarsh</p>
<form role="search"><label for="q">Search</label><input id="q" type="text"><button>Search</button></form></header>
<nav aria-label="Menu"><ul><li><a href="/">Home</a></li><li><a href="/r">Recommendations</a></li></ul></nav>
<nav class="breadcrumb" aria-label="Breadcrumb"><ol><li><a href="/">Home</a></li><li>Publications</li></ol></nav>
<main id="main">
<article>
"##;

const SITE_AFTER: &str = r##"<p><a href="#top">(Back to top)</a></p>
</article>
<div class="share"><h2>Share this page</h2><ul><li><a href="/s">Share by email</a></li></ul></div>
</main>
<aside class="related"><h2>Related content</h2><ul><li><a href="/o">Another report</a></li></ul></aside>
<footer role="contentinfo"><h2>Support links</h2><ul><li><a href="/c">Contact</a></li></ul><p>All content is available under a licence</p></footer>
<script>document.title = "The Saltmere region should: 1. read no script";</script>
"##;
