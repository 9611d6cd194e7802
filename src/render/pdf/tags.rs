//! What the marks of a page are parts of, for those who hear the page.

use krilla::tagging::{Identifier, Node, TagGroup, TagKind, TagTree};

/// One node of the tree, by its number.
pub type Tag = usize;

/// The tree of headings, paragraphs and tables. It is made with the layout; the marks come
/// to it when they are drawn.
#[derive(Default)]
pub struct Tags {
    nodes: Vec<Tagged>,
    roots: Vec<Tag>,
}

struct Tagged {
    kind: TagKind,
    children: Vec<Tag>,
    marks: Vec<Identifier>,
}

impl Tags {
    /// Adds a node to the document.
    pub fn root(&mut self, kind: impl Into<TagKind>) -> Tag {
        let tag = self.node(kind.into());
        self.roots.push(tag);
        tag
    }

    /// Adds a node to the document, before all others.
    pub fn first_root(&mut self, kind: impl Into<TagKind>) -> Tag {
        let tag = self.node(kind.into());
        self.roots.insert(0, tag);
        tag
    }

    /// Adds a node to another.
    pub fn child(&mut self, parent: Tag, kind: impl Into<TagKind>) -> Tag {
        let tag = self.node(kind.into());
        self.nodes[parent].children.push(tag);
        tag
    }

    fn node(&mut self, kind: TagKind) -> Tag {
        self.nodes.push(Tagged {
            kind,
            children: Vec::new(),
            marks: Vec::new(),
        });
        self.nodes.len() - 1
    }

    /// Adds what was drawn to a node.
    pub fn mark(&mut self, tag: Tag, mark: Identifier) {
        self.nodes[tag].marks.push(mark);
    }

    /// Returns the tree as the library writes it.
    pub fn tree(mut self) -> TagTree {
        let mut tree = TagTree::new();
        for root in std::mem::take(&mut self.roots) {
            tree.push(Node::Group(self.group(root)));
        }
        tree
    }

    fn group(&mut self, tag: Tag) -> TagGroup {
        let node = &mut self.nodes[tag];
        let mut group = TagGroup::new(node.kind.clone());
        for mark in std::mem::take(&mut node.marks) {
            group.push(Node::Leaf(mark));
        }
        for child in std::mem::take(&mut self.nodes[tag].children) {
            group.push(Node::Group(self.group(child)));
        }
        group
    }
}
