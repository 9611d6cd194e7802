//! The tags of a PDF: its tree of paragraphs, lists and tables, without the words.

use std::collections::{HashMap, HashSet};

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Name, ObjRef, Object};

/// No report has as many elements; what goes beyond is not walked.
const MOST: usize = 3_000_000;

/// What an element is, as far as reading wants to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// A paragraph, a section, anything that stands by itself
    Block,
    /// A heading
    Heading,
    /// An item of a list
    Item,
    /// The number or bullet of an item
    Label,
    /// A footnote
    Note,
    /// A table
    Table,
    /// A row of one
    Row,
    /// A cell, over so many columns and rows
    Cell(usize, usize),
    /// Part of a line
    Inline,
}

/// A step of the walk through the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// An element begins
    Enter(Tag),
    /// It ends
    Leave(Tag),
    /// Marked content: the page from 1, and its number there
    Content(usize, i32),
}

/// What is still to be walked.
enum Todo<'a> {
    Object(MaybeRef<Object<'a>>, Option<usize>),
    Leave(Tag),
}

/// Walks the tree of a file; nothing where it has none.
pub(super) fn steps(pdf: &Pdf) -> Option<Vec<Step>> {
    let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
    let root: Dict<'_> = catalog.get("StructTreeRoot")?;
    let mut walk = Walk {
        pages: pages(pdf),
        roles: roles(&root),
        seen: HashSet::new(),
        steps: Vec::new(),
        todo: Vec::new(),
        pdf,
    };
    walk.children(&root, None);
    walk.run();
    Some(walk.steps)
}

struct Walk<'a> {
    pages: HashMap<ObjRef, usize>,
    roles: HashMap<String, String>,
    seen: HashSet<ObjRef>,
    steps: Vec<Step>,
    todo: Vec<Todo<'a>>,
    pdf: &'a Pdf,
}

impl<'a> Walk<'a> {
    /// Goes down without recursion: the depth is the file's choice.
    fn run(&mut self) {
        while let Some(todo) = self.todo.pop() {
            if self.steps.len() > MOST {
                return;
            }
            match todo {
                Todo::Leave(tag) => self.steps.push(Step::Leave(tag)),
                Todo::Object(MaybeRef::NotRef(object), page) => self.object(object, page),
                Todo::Object(MaybeRef::Ref(at), page) => {
                    if self.seen.insert(at)
                        && let Some(object) = self.pdf.xref().get(at.into())
                    {
                        self.object(object, page);
                    }
                }
            }
        }
    }

    fn object(&mut self, object: Object<'a>, page: Option<usize>) {
        match object {
            Object::Number(number) => self.content(page, number.as_i64()),
            Object::Dict(dict) => self.element(&dict, page),
            Object::Array(array) => self.array(&array, page),
            _ => {}
        }
    }

    fn content(&mut self, page: Option<usize>, number: i64) {
        if let (Some(page), Ok(number)) = (page, i32::try_from(number)) {
            self.steps.push(Step::Content(page, number));
        }
    }

    fn element(&mut self, dict: &Dict<'a>, page: Option<usize>) {
        let own = dict
            .get_ref("Pg")
            .and_then(|at| self.pages.get(&at).copied());
        let page = own.or(page);
        let Some(role) = dict.get::<Name<'_>>("S") else {
            if let Some(number) = dict.get::<i32>("MCID") {
                self.content(page, i64::from(number));
            }
            return;
        };
        let tag = tag(&self.role(role.as_str()), dict);
        self.steps.push(Step::Enter(tag));
        self.todo.push(Todo::Leave(tag));
        self.children(dict, page);
    }

    fn children(&mut self, dict: &Dict<'a>, page: Option<usize>) {
        match dict.get_raw::<Object<'a>>("K") {
            Some(MaybeRef::NotRef(Object::Array(array))) => self.array(&array, page),
            Some(child) => self.todo.push(Todo::Object(child, page)),
            None => {}
        }
    }

    fn array(&mut self, array: &Array<'a>, page: Option<usize>) {
        let from = self.todo.len();
        let room = MOST.saturating_sub(from);
        let children = array.raw_iter().take(room);
        self.todo
            .extend(children.map(|child| Todo::Object(child, page)));
        self.todo[from..].reverse();
    }

    /// A role of the file's own stands for one that is known.
    fn role(&self, name: &str) -> String {
        let mut name = name;
        for _ in 0..8 {
            match self.roles.get(name) {
                Some(next) if next != name => name = next,
                _ => break,
            }
        }
        name.to_owned()
    }
}

fn pages(pdf: &Pdf) -> HashMap<ObjRef, usize> {
    let pages = pdf.pages().iter().enumerate();
    pages
        .filter_map(|(at, page)| Some((page.raw().obj_id()?.into(), at + 1)))
        .collect()
}

fn roles(root: &Dict<'_>) -> HashMap<String, String> {
    let Some(map) = root.get::<Dict<'_>>("RoleMap") else {
        return HashMap::new();
    };
    map.keys()
        .filter_map(|key| {
            let known = map.get::<Name<'_>>(key.as_str())?;
            Some((key.as_str().to_owned(), known.as_str().to_owned()))
        })
        .collect()
}

fn tag(role: &str, dict: &Dict<'_>) -> Tag {
    match role {
        "H" | "H1" | "H2" | "H3" | "H4" | "H5" | "H6" | "Title" => Tag::Heading,
        "LI" => Tag::Item,
        "Lbl" => Tag::Label,
        "Note" | "FENote" => Tag::Note,
        "Table" => Tag::Table,
        "TR" => Tag::Row,
        "TD" | "TH" => Tag::Cell(span(dict, "ColSpan"), span(dict, "RowSpan")),
        "Span" | "Quote" | "Link" | "Reference" | "Em" | "Strong" | "Annot" | "Code"
        | "Formula" | "BibEntry" | "Sub" | "Ruby" | "RB" | "RT" | "RP" | "Warichu" | "WT"
        | "WP" | "Form" | "NonStruct" | "Private" => Tag::Inline,
        _ => Tag::Block,
    }
}

/// Over how many columns or rows a cell reaches.
fn span(dict: &Dict<'_>, key: &str) -> usize {
    let one = dict
        .get::<Dict<'_>>("A")
        .and_then(|all| all.get::<i32>(key));
    let of_several = || {
        let all = dict.get::<Array<'_>>("A")?;
        all.iter::<Dict<'_>>().find_map(|all| all.get::<i32>(key))
    };
    let span = one.or_else(of_several).unwrap_or(1);
    usize::try_from(span).unwrap_or(1).clamp(1, 50)
}
