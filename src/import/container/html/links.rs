//! Links that are no text: marks of footnotes, lists of contents; and dates for machines.

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::Node;
use scraper::node::Element;

use crate::domain::partial_date::PartialDate;

/// Tells whether a link is the mark of a footnote, the way back from one, or to the top.
pub(super) fn is_mark(node: NodeRef<Node>, element: &Element) -> bool {
    let inside = element.attr("href").is_some_and(|href| href.contains('#'));
    let named = element.attr("role") == Some("doc-noteref");
    if !(inside || named) {
        return false;
    }
    let Some(text) = short_text(node) else {
        return false;
    };
    let bare = text.trim_matches(['[', ']', '(', ')', ' ', '\u{A0}']);
    let figures =
        !bare.is_empty() && bare.len() <= 3 && bare.bytes().all(|byte| byte.is_ascii_digit());
    let bracketed = figures && bare.len() < text.trim().len();
    let back = matches!(bare, "↩" | "↑" | "^" | "↵" | "↩︎" | "*" | "†" | "¶" | "#");
    let top = super::furniture::is_site_phrase(&text);
    let note = element.attr("href").is_some_and(names_note) || named;
    back || top || bracketed || figures && note
}

fn names_note(href: &str) -> bool {
    let target = href.rsplit('#').next().unwrap_or_default().to_lowercase();
    [
        "fn",
        "sdfootnote",
        "sdendnote",
        "_ftn",
        "ftn",
        "footnote",
        "endnote",
        "_edn",
        "note",
    ]
    .iter()
    .any(|name| target.starts_with(name))
}

/// The text of a small element; nothing where it is longer than a mark.
fn short_text(node: NodeRef<Node>) -> Option<String> {
    let mut text = String::new();
    for (at, edge) in node.traverse().enumerate() {
        if let Edge::Open(inside) = edge
            && let Node::Text(words) = inside.value()
        {
            text.push_str(words);
        }
        if at > 40 || text.len() > 40 {
            return None;
        }
    }
    Some(text)
}

/// Tells whether a list holds nothing but links to other places of the page.
pub(super) fn is_contents(list: NodeRef<Node>, letters: usize) -> bool {
    let mut linked = 0;
    let mut items = 0;
    let mut within: Option<ego_tree::NodeId> = None;
    for edge in list.traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) if element.name() == "li" => items += 1,
                Node::Element(element) if within.is_none() && leads_within(element) => {
                    within = Some(node.id());
                }
                Node::Text(text) if within.is_some() => {
                    linked += text.chars().filter(|c| c.is_alphanumeric()).count();
                }
                _ => {}
            },
            Edge::Close(node) if within == Some(node.id()) => within = None,
            Edge::Close(_) => {}
        }
    }
    items >= 2 && letters > 0 && linked * 20 >= letters * 19
}

fn leads_within(element: &Element) -> bool {
    let within = |href: &str| {
        href.split_once('#')
            .is_some_and(|(_, target)| !target.is_empty())
    };
    element.name() == "a" && element.attr("href").is_some_and(within)
}

/// `2024-05-14T09:30` as `14 May 2024`.
pub(super) fn day_in_words(day: &str) -> Option<String> {
    let date: PartialDate = day.get(..10).unwrap_or(day).parse().ok()?;
    let words = date.to_string();
    let mut parts = words.split('-');
    let year = parts.next()?.to_owned();
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = parts.next().and_then(|month| month.parse::<usize>().ok());
    let month = month.and_then(|month| MONTHS.get(month.checked_sub(1)?));
    let day = parts
        .next()
        .map(|day| day.trim_start_matches('0').to_owned());
    Some(match (day, month) {
        (Some(day), Some(month)) => format!("{day} {month} {year}"),
        (None, Some(month)) => format!("{month} {year}"),
        _ => year,
    })
}
