//! What the tags of a page mean for its text.

use scraper::node::Element;

/// What a tag means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Inline,
    Block,
    /// A heading and its rank
    Heading(u8),
    Bold,
    Raised,
    /// Its line breaks are kept
    Kept,
    List,
    Item,
    Table,
    Row,
    Cell,
    Main,
    /// A part of the page with a head and foot of its own
    Part,
    Time,
    Break,
    Picture,
}

impl Tag {
    /// Tells whether a paragraph ends where it begins.
    pub fn is_block(self) -> bool {
        !matches!(
            self,
            Tag::Inline | Tag::Bold | Tag::Raised | Tag::Time | Tag::Break | Tag::Picture
        )
    }
}

/// Tells what a tag means.
pub(super) fn of(element: &Element) -> Tag {
    if element.attr("role") == Some("main") {
        return Tag::Main;
    }
    match element.name() {
        "h1" => Tag::Heading(1),
        "h2" => Tag::Heading(2),
        "h3" => Tag::Heading(3),
        "h4" => Tag::Heading(4),
        "h5" => Tag::Heading(5),
        "h6" => Tag::Heading(6),
        "b" | "strong" => Tag::Bold,
        "sup" => Tag::Raised,
        "pre" | "listing" => Tag::Kept,
        "ul" | "ol" | "menu" | "dir" => Tag::List,
        "li" => Tag::Item,
        "table" => Tag::Table,
        "tr" => Tag::Row,
        "td" | "th" => Tag::Cell,
        "main" => Tag::Main,
        "article" => Tag::Part,
        "time" => Tag::Time,
        "br" => Tag::Break,
        "img" => Tag::Picture,
        "address" | "aside" | "blockquote" | "body" | "caption" | "center" | "dd" | "details"
        | "dialog" | "div" | "dl" | "dt" | "fieldset" | "figcaption" | "figure" | "footer"
        | "form" | "header" | "hgroup" | "hr" | "html" | "legend" | "p" | "search" | "section"
        | "summary" | "tbody" | "tfoot" | "thead" => by_role(element),
        _ => by_style(element),
    }
}

fn by_role(element: &Element) -> Tag {
    let rank = element
        .attr("aria-level")
        .and_then(|rank| rank.parse().ok());
    match element.attr("role") {
        Some("heading") => Tag::Heading(rank.unwrap_or(2)),
        _ => Tag::Block,
    }
}

/// A span may be bold or raised by its style, and a block by it.
fn by_style(element: &Element) -> Tag {
    let style: String = element
        .attr("style")
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    let has = |sign: &str| style.to_lowercase().contains(sign);
    if ["bold", "600", "700", "800", "900"]
        .iter()
        .any(|weight| has(&format!("font-weight:{weight}")))
    {
        Tag::Bold
    } else if has("vertical-align:super") {
        Tag::Raised
    } else if has("display:block") {
        Tag::Block
    } else {
        Tag::Inline
    }
}
