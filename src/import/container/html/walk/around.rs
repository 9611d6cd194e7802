//! What of a page is passed over: the site around the text, and what is no text.

use ego_tree::{NodeId, NodeRef};
use scraper::Node;
use scraper::node::Element;

use super::super::furniture::{self, Furniture};
use super::super::links;
use super::Walk;

impl Walk<'_> {
    /// Tells what an element is that is no text of the page.
    pub(super) fn furniture(&self, node: NodeRef<Node>, element: &Element) -> Option<Furniture> {
        let id = node.id();
        let site = |what: Furniture| match what {
            Furniture::Site => !self.survey.holds_main(id) && !self.survey.is_most(id),
            Furniture::Comments | Furniture::Footnotes | Furniture::Hidden => {
                !self.survey.holds_main(id)
            }
            Furniture::NoText | Furniture::Spoken | Furniture::StruckOut => true,
        };
        if matches!(element.name(), "html" | "body" | "main" | "h1") {
            return None;
        }
        furniture::by_tag(element)
            .or_else(|| furniture::hidden(element))
            .or_else(|| furniture::by_name(element))
            .or_else(|| self.around(element))
            .or_else(|| self.is_contents(node, element).then_some(Furniture::Site))
            .filter(|what| site(*what))
    }

    /// The head and the foot of the site, not those of an article.
    fn around(&self, element: &Element) -> Option<Furniture> {
        let inside = self.in_main > 0 || self.in_part > 0;
        let around = matches!(element.name(), "header" | "footer" | "aside")
            || matches!(
                element.attr("role"),
                Some("banner" | "contentinfo" | "complementary")
            );
        (around && !inside).then_some(Furniture::Site)
    }

    fn is_contents(&self, node: NodeRef<Node>, element: &Element) -> bool {
        let list = matches!(element.name(), "ul" | "ol");
        list && self.lists.is_empty() && links::is_contents(node, self.survey.letters(node.id()))
    }

    pub(super) fn pass_over(&mut self, id: NodeId, what: Furniture) {
        self.passed = Some(id);
        let letters = self.survey.letters(id);
        let place = self.flow.place();
        self.remarks.add(what, letters, place);
        if matches!(
            what,
            Furniture::Site | Furniture::Footnotes | Furniture::Comments
        ) {
            self.flush();
        }
    }
}
