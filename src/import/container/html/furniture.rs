//! What stands on a page around its text: menus, banners, links back to the top.

use scraper::node::Element;

/// What an element is, beside text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Furniture {
    /// No text at all: scripts, pictures, fields to fill in
    NoText,
    /// A part of the site
    Site,
    /// The list of footnotes
    Footnotes,
    /// Readers' comments
    Comments,
    /// Words that are not shown
    Hidden,
    /// Words for those who listen to the page, which repeat others
    Spoken,
    /// Words that were struck out
    StruckOut,
}

/// Tells what an element is by its tag and role.
pub(super) fn by_tag(element: &Element) -> Option<Furniture> {
    match element.name() {
        "script" | "style" | "noscript" | "template" | "svg" | "math" | "iframe" | "object"
        | "canvas" | "audio" | "video" | "button" | "select" | "textarea" | "datalist" | "head"
        | "title" | "map" => {
            return Some(Furniture::NoText);
        }
        "nav" => return Some(Furniture::Site),
        "dialog" if element.attr("open").is_none() => return Some(Furniture::Hidden),
        "del" | "s" | "strike" => return Some(Furniture::StruckOut),
        _ => {}
    }
    match element.attr("role").unwrap_or_default() {
        "navigation" | "search" | "alertdialog" | "dialog" | "menu" | "menubar" | "toolbar"
        | "tablist" => Some(Furniture::Site),
        "doc-endnotes" | "doc-footnote" | "doc-backlink" => Some(Furniture::Footnotes),
        _ => None,
    }
}

/// Tells whether an element is hidden.
pub(super) fn hidden(element: &Element) -> Option<Furniture> {
    let style = squeezed(element.attr("style").unwrap_or_default());
    let gone = style.contains("display:none") || style.contains("visibility:hidden");
    let folded_away = element
        .attr("hidden")
        .is_some_and(|how| how != "until-found");
    if gone || folded_away {
        return Some(Furniture::Hidden);
    }
    let spoken = [
        "visually-hidden",
        "govuk-visually-hidden",
        "sr-only",
        "screen-reader-text",
        "visuallyhidden",
    ];
    let named = element.classes().any(|class| spoken.contains(&class));
    named.then_some(Furniture::Spoken)
}

/// Tells what an element is by the names that its page gives it.
pub(super) fn by_name(element: &Element) -> Option<Furniture> {
    let id = element.id().unwrap_or_default().to_lowercase();
    let style = squeezed(element.attr("style").unwrap_or_default());
    let classes: Vec<String> = element.classes().map(str::to_lowercase).collect();
    let is = |names: &[&str]| {
        names.contains(&id.as_str()) || classes.iter().any(|class| names.contains(&class.as_str()))
    };
    if is_note_id(&id) || is(&FOOTNOTES) || style.contains("mso-element:footnote") {
        return Some(Furniture::Footnotes);
    }
    if is(&COMMENTS) {
        return Some(Furniture::Comments);
    }
    let site = is(&SITE) || classes.iter().chain([&id]).any(|name| is_site(name));
    site.then_some(Furniture::Site)
}

/// `fn1`, `footnote-2`, `ftn3`: the target of a mark.
fn is_note_id(id: &str) -> bool {
    [
        "fn",
        "sdfootnote",
        "sdendnote",
        "ftn",
        "footnote",
        "endnote",
        "edn",
        "_ftn",
        "_edn",
    ]
    .iter()
    .any(|beginning| {
        let rest = id
            .strip_prefix(beginning)
            .map(|rest| rest.trim_start_matches(['-', ':', '_', '.']));
        rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

const FOOTNOTES: [&str; 9] = [
    "footnotes",
    "footnote-list",
    "footnotes-list",
    "endnotes",
    "msofootnotetext",
    "msoendnotetext",
    "easy-footnotes-wrapper",
    "wp-block-footnotes",
    "footnote-definition",
];

const COMMENTS: [&str; 9] = [
    "comments",
    "comments-area",
    "comment-list",
    "commentlist",
    "comment-respond",
    "respond",
    "disqus_thread",
    "comments-section",
    "comments-wrapper",
];

const SITE: [&str; 30] = [
    "nav",
    "navbar",
    "navigation",
    "menu",
    "main-menu",
    "site-header",
    "site-footer",
    "masthead",
    "topbar",
    "share",
    "sharing",
    "social",
    "toolbar",
    "skiplink",
    "pagination",
    "pager",
    "sidebar",
    "widget",
    "widget-area",
    "newsletter",
    "subscribe",
    "searchform",
    "search-form",
    "breadcrumb",
    "breadcrumbs",
    "post-navigation",
    "backtotop",
    "sharedaddy",
    "noprint",
    "no-print",
];

/// Names that sites make up out of the same parts: `gem-c-cookie-banner`, `related-links`.
fn is_site(name: &str) -> bool {
    let parts: Vec<&str> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    let alone = [
        "cookie",
        "cookies",
        "gdpr",
        "breadcrumb",
        "breadcrumbs",
        "skiplink",
        "addtoany",
        "sharethis",
        "relatedposts",
    ];
    if parts.iter().any(|part| alone.contains(part)) {
        return true;
    }
    parts.windows(2).any(|pair| {
        matches!(
            (pair[0], pair[1]),
            ("skip", "to" | "link" | "nav" | "content" | "main")
                | ("back", "to")
                | ("to", "top")
                | (
                    "related",
                    "content"
                        | "posts"
                        | "links"
                        | "pages"
                        | "articles"
                        | "navigation"
                        | "items"
                        | "publications"
                )
                | (
                    "share",
                    "buttons" | "links" | "this" | "page" | "bar" | "icons"
                )
                | (
                    "social",
                    "share" | "links" | "media" | "icons" | "bar" | "sharing"
                )
                | ("page", "tools")
                | ("contextual", "sidebar")
        )
    })
}

/// Tells whether a paragraph is a link of the site and no text.
pub(super) fn is_site_phrase(text: &str) -> bool {
    text.len() < 60
        && [
            "back to top",
            "return to top",
            "top of page",
            "back to the top",
            "go to top",
            "skip to main content",
            "skip to content",
            "skip to navigation",
            "share this page",
            "share this",
            "print this page",
            "email this page",
            "print this",
            "share on twitter",
            "share on facebook",
            "share on linkedin",
            "share by email",
        ]
        .contains(&words(text).as_str())
}

/// Tells whether a heading begins a part of the site.
pub(super) fn heads_site(text: &str) -> bool {
    [
        "related content",
        "related links",
        "related pages",
        "related publications",
        "related articles",
        "related posts",
        "related reports",
        "share this page",
        "share this",
        "you may also like",
        "more like this",
        "explore the topic",
    ]
    .contains(&words(text).as_str())
}

/// Words in small letters without signs.
fn words(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn squeezed(style: &str) -> String {
    style
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_parts_of_sites_are_known_and_names_of_sections_are_not() {
        for name in [
            "gem-c-cookie-banner",
            "related-links",
            "skip-to-content",
            "social-share",
        ] {
            assert!(is_site(name), "{name}");
        }
        for name in [
            "feedback-from-people-on-probation",
            "page",
            "relatedness",
            "article-body",
        ] {
            assert!(!is_site(name), "{name}");
        }
        assert!(
            is_note_id("fn1")
                && is_note_id("footnote-12")
                && !is_note_id("function")
                && !is_note_id("fn")
        );
        assert!(is_site_phrase("(Back to top)") && !is_site_phrase("Back to the office"));
    }
}
