//! XML as Word reads it. The only user of quick-xml here.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// Attributes of an element, in order.
pub type Attributes<'a> = &'a [(&'a str, &'a str)];

/// A part of the package that is being written.
pub struct Xml {
    writer: Writer<Vec<u8>>,
    drawings: u32,
}

impl Xml {
    /// Writes a part: its root element with what is inside.
    pub fn part(root: &str, attributes: Attributes<'_>, inside: impl FnOnce(&mut Xml)) -> Vec<u8> {
        let mut xml = Xml {
            writer: Writer::new(Vec::new()),
            drawings: 0,
        };
        xml.write(Event::Decl(BytesDecl::new(
            "1.0",
            Some("UTF-8"),
            Some("yes"),
        )));
        xml.element(root, attributes, inside);
        xml.writer.into_inner()
    }

    /// Writes an element with what is inside.
    pub fn element(
        &mut self,
        name: &str,
        attributes: Attributes<'_>,
        inside: impl FnOnce(&mut Xml),
    ) {
        self.write(Event::Start(start(name, attributes)));
        inside(self);
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// Writes an element without anything inside.
    pub fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.write(Event::Empty(start(name, attributes)));
    }

    /// Writes a property: an element of which only its value matters.
    pub fn property(&mut self, name: &str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    /// Writes an element that holds text.
    pub fn text(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        let text = permitted(text);
        self.element(name, attributes, |xml| {
            xml.write(Event::Text(BytesText::new(&text)));
        });
    }

    /// Returns a number that no other drawing of this part has.
    pub fn next_drawing(&mut self) -> String {
        self.drawings += 1;
        self.drawings.to_string()
    }

    fn write(&mut self, event: Event<'_>) {
        let written = self.writer.write_event(event);
        written.expect("memory takes every byte");
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'a>) -> BytesStart<'a> {
    let permitted = attributes
        .iter()
        .map(|(name, value)| (*name, permitted(value)));
    BytesStart::new(name).with_attributes(permitted)
}

/// Replaces what XML forbids even when it is escaped: Word would refuse the whole document. Text
/// that was made visible has two such characters left.
fn permitted(text: &str) -> Cow<'_, str> {
    let is_forbidden = |c: char| {
        matches!(c, '\u{fffe}' | '\u{ffff}') || c.is_control() && !matches!(c, '\t' | '\n' | '\r')
    };
    if text.contains(is_forbidden) {
        text.replace(is_forbidden, "\u{fffd}").into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_forbids_or_reads_as_markup_does_not_get_into_a_part() {
        let part = Xml::part("a", &[("b", "\"<&\u{ffff}\0")], |xml| {
            xml.text("c", &[], "]]> <d/> & \u{fffe}\u{8}");
            xml.property("w:e", "1");
        });
        assert_eq!(
            String::from_utf8(part).unwrap(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
             <a b=\"&quot;&lt;&amp;\u{fffd}\u{fffd}\">\
             <c>]]&gt; &lt;d/&gt; &amp; \u{fffd}\u{fffd}</c><w:e w:val=\"1\"/></a>"
        );
    }
}
