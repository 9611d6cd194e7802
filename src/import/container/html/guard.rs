//! A look at the tags of a page before it is parsed. A parser looks at all open elements again for
//! each new one, and opens looks that are never closed again in each paragraph: wrappers beyond what
//! a page needs are taken out, as browsers do, and what cannot be parsed in time is refused.

use std::borrow::Cow;

use super::super::Refused;

/// A page of more is no report.
const LARGEST: usize = 40 * 1024 * 1024;
const MOST_TAGS: usize = 1_000_000;
/// Each attribute of an element is compared with all before it.
const MOST_ATTRIBUTES: usize = 1_000;
/// Wrappers in each other, of which a page of a site has some dozens.
const MOST_WRAPPERS: usize = 200;
/// Looks in each other: bold in italics in a link.
const MOST_LOOKS: usize = 8;
/// Lists and tables in each other.
const MOST_STRUCTURE: usize = 200;

/// Returns a page whose wrappers nest no deeper than a parser can take; refuses what is too much.
pub(super) fn tamed(page: &str) -> Result<Cow<'_, str>, Refused> {
    if page.len() > LARGEST {
        let why = format!(
            "{} MB of page, and the limit is 40 MB",
            page.len() / 1024 / 1024
        );
        return Err(Refused::TooLarge(why));
    }
    let mut tamer = Tamer::default();
    let mut kept = 0;
    let mut out = String::new();
    for tag in Tags::of(page) {
        tamer.count(&tag)?;
        if tamer.takes_out(&tag) {
            out.push_str(&page[kept..tag.start]);
            kept = tag.end;
        }
    }
    Ok(match kept {
        0 => Cow::Borrowed(page),
        _ => Cow::Owned(out + &page[kept..]),
    })
}

/// What is open of each kind, and how much of it was taken out.
#[derive(Default)]
struct Tamer {
    tags: usize,
    wrappers: Nest,
    looks: Nest,
    structure: usize,
}

#[derive(Default)]
struct Nest {
    open: usize,
    out: usize,
}

impl Nest {
    /// Takes an opening tag out beyond the limit, and the closing tag of one that was taken out.
    fn takes_out(&mut self, closes: bool, most: usize) -> bool {
        match (closes, self.out > 0) {
            (true, true) => {
                self.out -= 1;
                true
            }
            (true, false) => {
                self.open = self.open.saturating_sub(1);
                false
            }
            (false, _) if self.open >= most => {
                self.out += 1;
                true
            }
            (false, _) => {
                self.open += 1;
                false
            }
        }
    }
}

impl Tamer {
    fn count(&mut self, tag: &Tag) -> Result<(), Refused> {
        self.tags += 1;
        if self.tags > MOST_TAGS {
            return Err(Refused::TooLarge(
                "more than 1,000,000 elements, the limit for a page".to_owned(),
            ));
        }
        if tag.attributes > MOST_ATTRIBUTES {
            return Err(Refused::TooLarge(
                "an element of it has more than 1,000 attributes".to_owned(),
            ));
        }
        if matches!(
            tag.name,
            "ul" | "ol" | "table" | "dl" | "blockquote" | "form" | "fieldset" | "details"
        ) {
            self.structure = match tag.closes {
                true => self.structure.saturating_sub(1),
                false => self.structure + 1,
            };
        }
        match self.structure > MOST_STRUCTURE {
            true => Err(Refused::unreadable(
                "nests more than 200 lists and tables in each other, as no page does; open it in a browser and save it again",
            )),
            false => Ok(()),
        }
    }

    fn takes_out(&mut self, tag: &Tag) -> bool {
        match tag.name {
            name if is_look(name) => self.looks.takes_out(tag.closes, MOST_LOOKS),
            name if is_structure(name) => false,
            _ => self.wrappers.takes_out(tag.closes, MOST_WRAPPERS),
        }
    }
}

/// A tag and where it stands.
struct Tag<'a> {
    name: &'a str,
    closes: bool,
    attributes: usize,
    start: usize,
    end: usize,
}

/// The tags of a page; those inside comments, scripts and styles are none.
struct Tags<'a> {
    page: &'a str,
    at: usize,
}

impl<'a> Tags<'a> {
    fn of(page: &'a str) -> Self {
        Tags { page, at: 0 }
    }

    fn skip_to(&mut self, sign: &str) {
        let rest = &self.page.as_bytes()[self.at..];
        let found = rest
            .windows(sign.len())
            .position(|window| window.eq_ignore_ascii_case(sign.as_bytes()));
        self.at = found.map_or(self.page.len(), |found| self.at + found);
    }
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        loop {
            let start = self.at + self.page.get(self.at..)?.find('<')?;
            let rest = &self.page[start + 1..];
            if rest.starts_with("!--") {
                self.at = start + 4;
                self.skip_to("-->");
                continue;
            }
            let closes = rest.starts_with('/');
            let name = &rest[usize::from(closes)..];
            let length = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
            let name = &name[..length.unwrap_or(name.len())];
            if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                self.at = start + 1;
                continue;
            }
            let (length, attributes) = extent(rest);
            self.at = start + 1 + length;
            let tag = Tag {
                name: known(name),
                closes,
                attributes,
                start,
                end: self.at,
            };
            if !closes && matches!(tag.name, "script" | "style") {
                self.skip_to(if tag.name == "script" {
                    "</script"
                } else {
                    "</style"
                });
            }
            return Some(tag);
        }
    }
}

/// Returns how far a tag reaches, and how many attributes it has; in quotation marks `>` is a letter.
fn extent(tag: &str) -> (usize, usize) {
    let (mut quote, mut before, mut parted) = (None, b' ', false);
    let mut attributes = 0;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => (quote, before, parted) = (None, b' ', true),
            (Some(_), _) => {}
            (None, b'>') => return (at + 1, attributes),
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (None, b'/') => parted = true,
            (None, _) if byte.is_ascii_whitespace() => parted = true,
            (None, _) => {
                attributes += usize::from(parted && byte != b'=' && before != b'=');
                (before, parted) = (byte, false);
            }
        }
    }
    (tag.len(), attributes)
}

const LOOKS: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Elements that say how a text is built, or that have no end of their own.
const STRUCTURE: [&str; 62] = [
    "html",
    "head",
    "body",
    "title",
    "script",
    "style",
    "main",
    "article",
    "nav",
    "header",
    "footer",
    "aside",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "td",
    "th",
    "col",
    "blockquote",
    "form",
    "fieldset",
    "details",
    "sup",
    "del",
    "pre",
    "br",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "area",
    "base",
    "embed",
    "param",
    "source",
    "track",
    "wbr",
    "option",
    "path",
    "rect",
    "circle",
    "use",
    "time",
    "template",
    "noscript",
];

/// The name in small letters, if it is one that matters here.
fn known(name: &str) -> &'static str {
    let names = LOOKS.iter().chain(&STRUCTURE);
    let mut names = names.filter(|known| known.eq_ignore_ascii_case(name));
    names.next().copied().unwrap_or("div")
}

fn is_look(name: &str) -> bool {
    LOOKS.contains(&name)
}

fn is_structure(name: &str) -> bool {
    STRUCTURE.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrappers_beyond_what_a_page_needs_are_taken_out() {
        let page = format!(
            "{}<ol><li>x</ol>{}<p>y",
            "<div class='a'>".repeat(300),
            "</div>".repeat(300)
        );
        let tamed = tamed(&page).unwrap();
        assert_eq!(tamed.matches("<div").count(), 200);
        assert_eq!(tamed.matches("</div>").count(), 200);
        assert!(tamed.contains("<ol><li>x</ol>") && tamed.ends_with("<p>y"));
    }

    #[test]
    fn an_ordinary_page_stays_as_it_is() {
        let page =
            "<!-- <b><b> --><script>if (a<b) '<div>'</script><p><b>x</b> <i>y</i> 5 < 6".repeat(40);
        assert!(matches!(tamed(&page), Ok(Cow::Borrowed(_))));
    }

    #[test]
    fn the_attributes_of_a_tag_are_counted_to_its_end() {
        for (tag, found) in [
            ("p>x", (2, 0)),
            ("p class=a id = \"b > c\" hidden>x", (30, 3)),
            ("p a='1'b=\"2\"/c>", (15, 3)),
            ("p a=\"never closed>", (18, 1)),
        ] {
            assert_eq!(extent(tag), found, "{tag}");
        }
    }

    #[test]
    fn what_cannot_be_parsed_in_time_is_refused() {
        let attributes: String = (0..=MOST_ATTRIBUTES).map(|at| format!(" a{at}")).collect();
        assert!(tamed(&format!("<p{attributes}>x")).is_err());
        assert!(tamed(&"<p>".repeat(MOST_TAGS + 1)).is_err());
        assert!(tamed(&"<ul><li>".repeat(MOST_STRUCTURE + 1)).is_err());
    }
}
