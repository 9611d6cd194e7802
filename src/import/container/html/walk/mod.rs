//! The walk over a page from its first element to its last, without recursion: however deep a page
//! nests, it is one loop.

mod around;

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use scraper::node::Element;
use scraper::{Html, Node};

use super::super::flow::{Flow, Paragraph};
use super::super::words::Words;
use super::furniture;
use super::links;
use super::lists::List;
use super::remarks::Remarks;
use super::spaces;
use super::survey::Survey;
use super::tags::{self, Tag};

/// What an element is that is open, so that its end is understood.
enum Open {
    Inline,
    Block,
    Heading,
    Bold,
    Raised,
    Kept,
    List,
    Item,
    /// A table; whether it is said to arrange the page only
    Table(bool),
    Row,
    Cell,
    Main,
    Part,
    /// A date: the words so far, and the day that a machine reads
    Time(usize, Option<String>),
}

/// A table that is open: whether a row of it has begun.
#[derive(Default)]
struct Table {
    begun: bool,
    /// The words for the picture in a cell that has no others
    picture: Option<String>,
}

/// The page while it is walked over.
pub(super) struct Walk<'a> {
    survey: &'a Survey,
    pub flow: Flow,
    pub remarks: Remarks,
    open: Vec<Open>,
    /// The element that is passed over
    passed: Option<NodeId>,
    words: Words,
    headings: usize,
    /// The rank of the heading being read
    rank: u8,
    bold: usize,
    raised: usize,
    kept: usize,
    lists: Vec<List>,
    tables: Vec<Table>,
    /// The marker of the item whose words come now
    marker: Option<String>,
    /// Whether the next words begin an item
    begins_item: bool,
    in_main: usize,
    in_part: usize,
    /// A part of the site that a heading began, by the rank of the heading
    dropping: Option<u8>,
}

impl<'a> Walk<'a> {
    /// Begins a walk over a page that was surveyed.
    pub fn new(survey: &'a Survey) -> Self {
        Walk {
            survey,
            flow: Flow::default(),
            remarks: Remarks::default(),
            open: Vec::new(),
            passed: None,
            words: Words::default(),
            headings: 0,
            rank: 0,
            bold: 0,
            raised: 0,
            kept: 0,
            lists: Vec::new(),
            tables: Vec::new(),
            marker: None,
            begins_item: false,
            in_main: 0,
            in_part: 0,
            dropping: None,
        }
    }

    /// Walks over all of it.
    pub fn over(&mut self, page: &Html) {
        for edge in page.tree.root().traverse() {
            match (edge, self.passed) {
                (Edge::Close(node), Some(passed)) if node.id() == passed => self.passed = None,
                (_, Some(_)) => {}
                (Edge::Open(node), None) => match node.value() {
                    Node::Element(element) => self.begin(node, element),
                    Node::Text(text) => self.text(text),
                    _ => {}
                },
                (Edge::Close(node), None) if node.value().is_element() => self.end(),
                (Edge::Close(_), None) => {}
            }
        }
        self.flush();
    }

    fn text(&mut self, text: &str) {
        if !self.is_read() {
            return;
        }
        let bold = self.bold > 0;
        if self.kept > 0 {
            for (at, line) in text.split('\n').enumerate() {
                if at > 0 {
                    self.words.break_line();
                }
                self.words.add(line, bold);
            }
            return;
        }
        let collapsed = spaces::collapsed(text, &self.words.text);
        match self.raised > 0 {
            true => self.words.add_raised(&collapsed, bold),
            false => self.words.add(&collapsed, bold),
        }
    }

    /// Outside the main part only the title is read, where the main part has none.
    fn is_read(&self) -> bool {
        let title = self.headings > 0 && self.rank == 1 && !self.survey.titled;
        self.survey.main.is_none() || self.in_main > 0 || title
    }

    fn begin(&mut self, node: NodeRef<Node>, element: &Element) {
        let tag = tags::of(element);
        if tag == Tag::Break {
            self.words.break_line();
        }
        if let Some(what) = self.furniture(node, element) {
            return self.pass_over(node.id(), what);
        }
        if element.name() == "a" && links::is_mark(node, element) {
            self.words.mark();
            self.passed = Some(node.id());
            return;
        }
        if let (Tag::Picture, Some(table)) = (tag, self.tables.last_mut()) {
            table.picture = element.attr("alt").map(str::to_owned);
        }
        if tag.is_block() {
            self.flush();
        }
        let open = self.opened(node, element, tag);
        self.open.push(open);
    }

    fn opened(&mut self, node: NodeRef<Node>, element: &Element, tag: Tag) -> Open {
        match tag {
            Tag::Heading(rank) => {
                (self.headings, self.rank) = (self.headings + 1, rank);
                Open::Heading
            }
            Tag::Bold => {
                self.bold += 1;
                Open::Bold
            }
            Tag::Raised => {
                self.raised += 1;
                Open::Raised
            }
            Tag::Kept => {
                self.kept += 1;
                Open::Kept
            }
            Tag::List => {
                self.lists.push(List::of(element, node));
                Open::List
            }
            Tag::Item => self.item(element),
            Tag::Table => {
                self.tables.push(Table::default());
                Open::Table(matches!(
                    element.attr("role"),
                    Some("presentation" | "none")
                ))
            }
            Tag::Row => self.row(),
            Tag::Cell => self.cell(element),
            Tag::Main => {
                self.in_main += 1;
                Open::Main
            }
            Tag::Part => {
                self.in_part += 1;
                Open::Part
            }
            Tag::Time => Open::Time(
                self.words.text.len(),
                element.attr("datetime").map(str::to_owned),
            ),
            Tag::Block => Open::Block,
            Tag::Inline | Tag::Break | Tag::Picture => Open::Inline,
        }
    }

    fn item(&mut self, element: &Element) -> Open {
        self.marker = match self.lists.last_mut() {
            Some(list) => list.item(element),
            None => Some("•".to_owned()),
        };
        self.begins_item = true;
        Open::Item
    }

    fn row(&mut self) -> Open {
        if let Some(table) = self.tables.last_mut() {
            if !std::mem::replace(&mut table.begun, true) {
                self.flow.begin_table();
            }
            self.flow.begin_row();
        }
        Open::Row
    }

    fn cell(&mut self, element: &Element) -> Open {
        let count = |name: &str| {
            element
                .attr(name)
                .and_then(|value| value.trim().parse().ok())
        };
        let rows = match count("rowspan").unwrap_or(1) {
            0 => 1000,
            rows => rows,
        };
        self.flow.begin_cell(count("colspan").unwrap_or(1), rows);
        if let Some(table) = self.tables.last_mut() {
            table.picture = None;
        }
        Open::Cell
    }

    fn end(&mut self) {
        let Some(open) = self.open.pop() else {
            return;
        };
        match open {
            Open::Inline => {}
            Open::Bold => self.bold -= 1,
            Open::Raised => self.raised -= 1,
            Open::Time(before, day) => self.end_time(before, day),
            Open::Block => self.flush(),
            Open::Heading => {
                self.flush();
                self.headings -= 1;
            }
            Open::Kept => {
                self.flush();
                self.kept -= 1;
            }
            Open::List => {
                self.flush();
                self.lists.pop();
            }
            Open::Item => {
                self.flush();
                (self.marker, self.begins_item) = (None, false);
            }
            Open::Row => self.flush(),
            Open::Cell => self.end_cell(),
            Open::Table(arranges) => self.end_table(arranges),
            Open::Main => {
                self.flush();
                self.in_main -= 1;
            }
            Open::Part => {
                self.flush();
                self.in_part -= 1;
            }
        }
    }

    /// A date that is left empty, for a script to fill in, is written out.
    fn end_time(&mut self, before: usize, day: Option<String>) {
        let said = self.words.text.get(before..).unwrap_or_default().trim();
        if said.is_empty()
            && self.is_read()
            && let Some(day) = day.as_deref().and_then(links::day_in_words)
        {
            self.words.add(&day, self.bold > 0);
        }
    }

    /// A cell with a picture alone says what is written for it.
    fn end_cell(&mut self) {
        let picture = self
            .tables
            .last_mut()
            .and_then(|table| table.picture.take());
        if let Some(picture) = picture
            && self.words.is_empty()
            && self.is_read()
        {
            self.words.add(&picture, false);
        }
        self.flush();
    }

    fn end_table(&mut self, arranges: bool) {
        self.flush();
        if self.tables.pop().is_some_and(|table| table.begun) {
            self.flow.end_table(arranges);
        }
    }

    /// Ends the paragraph that is being put together.
    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        if words.is_empty() {
            return;
        }
        if self.drops(&words) {
            return;
        }
        let level = self.lists.len().saturating_sub(1);
        let item = std::mem::take(&mut self.begins_item) && self.headings == 0;
        let marker = self.marker.take();
        let indent = match item {
            true => level * 4,
            false => self.lists.len() * 4,
        };
        let bold = words.is_bold();
        for (at, text) in spaces::paragraphs(&words.text).enumerate() {
            let first = at == 0;
            self.flow.paragraph(Paragraph {
                text: spaces::marked(marker.as_deref().filter(|_| first), text),
                heading: self.headings > 0,
                bold,
                footnote: words.footnote && first,
                indent,
                item: item && first,
            });
        }
    }

    /// Leaves links of the site out, and what stands under a heading of the site.
    fn drops(&mut self, words: &Words) -> bool {
        let text = words.text.trim();
        if self.headings > 0 {
            let ended = self.dropping.is_some_and(|rank| self.rank <= rank);
            self.dropping = self.dropping.filter(|_| !ended);
            if self.dropping.is_none() && furniture::heads_site(text) {
                self.dropping = Some(self.rank);
                self.remarks.add_site(text, self.flow.place());
            }
        }
        let brackets = text.trim_matches(['(', ')', '[', ']', ' ']).is_empty();
        self.dropping.is_some() || brackets || furniture::is_site_phrase(text)
    }
}
