//! The lists of a page and the markers of their items.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use super::super::figures::{letters, roman};

/// How a list marks its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marks {
    Bullet,
    Figure,
    SmallLetter,
    Letter,
    SmallRoman,
    Roman,
    None,
}

/// A list that is open.
#[derive(Clone, Debug)]
pub(super) struct List {
    marks: Marks,
    next: i64,
    step: i64,
}

impl List {
    /// Begins a list.
    pub fn of(element: &Element, node: NodeRef<Node>) -> Self {
        let ordered = element.name() == "ol";
        let usual = if ordered {
            Marks::Figure
        } else {
            Marks::Bullet
        };
        let reversed = ordered && element.attr("reversed").is_some();
        let items = || node.children().filter(|child| is_item(child)).count() as i64;
        let first = match reversed {
            true => items(),
            false => 1,
        };
        let start = element
            .attr("start")
            .and_then(|start| start.trim().parse().ok());
        List {
            marks: marks(element).unwrap_or(usual),
            next: start.unwrap_or(first),
            step: if reversed { -1 } else { 1 },
        }
    }

    /// Counts an item and returns its marker; nothing where the list shows none.
    pub fn item(&mut self, element: &Element) -> Option<String> {
        if let Some(value) = element
            .attr("value")
            .and_then(|value| value.trim().parse().ok())
        {
            self.next = value;
        }
        let number = self.next;
        self.next = self.next.saturating_add(self.step);
        let figures = u32::try_from(number).unwrap_or(0);
        let written = match marks(element).unwrap_or(self.marks) {
            Marks::None => return None,
            Marks::Bullet => return Some("•".to_owned()),
            Marks::Figure => number.to_string(),
            Marks::SmallLetter => letters(figures).to_lowercase(),
            Marks::Letter => letters(figures),
            Marks::SmallRoman => roman(figures).to_lowercase(),
            Marks::Roman => roman(figures),
        };
        Some(format!("{written}."))
    }
}

fn is_item(node: &NodeRef<Node>) -> bool {
    matches!(node.value(), Node::Element(element) if element.name() == "li")
}

/// What a list or an item says of its marks itself.
fn marks(element: &Element) -> Option<Marks> {
    let style = element.attr("style").unwrap_or_default().to_lowercase();
    let of_style = style.split(';').find_map(|rule| {
        let (name, value) = rule.split_once(':')?;
        let is_list = matches!(name.trim(), "list-style" | "list-style-type");
        is_list
            .then(|| value.split_whitespace().find_map(named))
            .flatten()
    });
    of_style.or_else(|| match element.attr("type")? {
        "1" => Some(Marks::Figure),
        "a" => Some(Marks::SmallLetter),
        "A" => Some(Marks::Letter),
        "i" => Some(Marks::SmallRoman),
        "I" => Some(Marks::Roman),
        other => named(&other.to_lowercase()),
    })
}

fn named(name: &str) -> Option<Marks> {
    Some(match name {
        "none" => Marks::None,
        "disc" | "circle" | "square" => Marks::Bullet,
        "decimal" | "decimal-leading-zero" => Marks::Figure,
        "lower-alpha" | "lower-latin" => Marks::SmallLetter,
        "upper-alpha" | "upper-latin" => Marks::Letter,
        "lower-roman" => Marks::SmallRoman,
        "upper-roman" => Marks::Roman,
        _ => return None,
    })
}
