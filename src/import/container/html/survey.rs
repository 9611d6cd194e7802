//! A first look over a page: how much text each element holds, and where its main part is.

use std::collections::{HashMap, HashSet};

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html, Node};

/// What a page holds where.
#[derive(Default)]
pub(super) struct Survey {
    letters: HashMap<NodeId, usize>,
    all: usize,
    /// Elements that hold the title or the main part of the page, which is no part of the site
    holds_main: HashSet<NodeId>,
    /// The main part of the page, where it says so and most of the text is in it
    pub main: Option<NodeId>,
    /// Whether the title of the page is in its main part
    pub titled: bool,
    /// How many titles the page has in all
    pub titles: usize,
}

impl Survey {
    /// Looks over a page.
    pub fn of(page: &Html) -> Self {
        let mut survey = Survey::default();
        let mut open: Vec<(NodeId, usize, bool)> = Vec::new();
        let mut mains: Vec<(NodeId, usize, bool)> = Vec::new();
        for edge in page.tree.root().traverse() {
            match edge {
                Edge::Open(node) => {
                    open.push((node.id(), 0, false));
                    if let Node::Text(text) = node.value() {
                        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
                        open.iter_mut()
                            .last()
                            .into_iter()
                            .for_each(|(_, sum, _)| *sum += letters);
                    }
                }
                Edge::Close(node) => {
                    let Some((id, letters, mut titled)) = open.pop() else {
                        continue;
                    };
                    if let Node::Element(element) = node.value() {
                        if is_textless(element) {
                            continue;
                        }
                        survey.letters.insert(id, letters);
                        let is_main = is_main(element);
                        survey.titles += usize::from(element.name() == "h1");
                        if is_main {
                            mains.push((id, letters, titled));
                        }
                        titled |= element.name() == "h1" || is_main;
                        if titled {
                            survey.holds_main.insert(id);
                        }
                    }
                    if let Some((_, sum, holds)) = open.last_mut() {
                        *sum += letters;
                        *holds |= titled;
                    }
                    survey.all = survey.all.max(letters);
                }
            }
        }
        if let [(id, letters, titled)] = mains.as_slice()
            && letters * 2 >= survey.all
        {
            (survey.main, survey.titled) = (Some(*id), *titled);
        }
        survey
    }

    /// Returns how many letters an element holds.
    pub fn letters(&self, id: NodeId) -> usize {
        self.letters.get(&id).copied().unwrap_or(0)
    }

    /// Tells whether an element holds the title or the main part.
    pub fn holds_main(&self, id: NodeId) -> bool {
        self.holds_main.contains(&id)
    }

    /// Tells whether most of the page is in an element.
    pub fn is_most(&self, id: NodeId) -> bool {
        self.letters(id) * 2 > self.all
    }
}

fn is_main(element: &Element) -> bool {
    element.name() == "main" || element.attr("role") == Some("main")
}

fn is_textless(element: &Element) -> bool {
    matches!(
        element.name(),
        "script" | "style" | "noscript" | "template" | "head"
    )
}
