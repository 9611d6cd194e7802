//! XML as the parts of a Word document are written in: names without their prefixes, a limit on
//! nesting, no document type and no entities.

use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

use super::super::Refused;

/// A document of tables in tables nests some dozens of elements.
const DEEPEST: usize = 200;

/// Whose an element is, whatever its prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// The words of a document, also in the strict form
    Word,
    /// Formulas
    Math,
    /// Alternatives: of one thing in two forms
    Compatibility,
    /// Anything else: drawings, extensions
    Other,
}

impl Owner {
    fn of(found: &ResolveResult) -> Owner {
        let ResolveResult::Bound(namespace) = found else {
            return Owner::Other;
        };
        match namespace.0 {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Owner::Word,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Owner::Math,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Owner::Compatibility,
            _ => Owner::Other,
        }
    }
}

/// An element that begins.
#[derive(Clone, Debug)]
pub(super) struct Element {
    /// Whose it is
    pub owner: Owner,
    /// Its name without a prefix
    pub name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// Returns an attribute by its name without a prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Returns the attribute that most elements have: `w:val`.
    pub fn value(&self) -> Option<&str> {
        self.attribute("val")
    }

    /// Tells whether a property is switched on: `<w:b/>` is, `<w:b w:val="0"/>` is not.
    pub fn is_on(&self) -> bool {
        !matches!(self.value(), Some("0" | "false" | "off" | "none"))
    }

    /// Tells whether it is an element of the words of a document.
    pub fn is(&self, name: &str) -> bool {
        self.owner == Owner::Word && self.name == name
    }
}

/// What comes next in a part.
#[derive(Debug)]
pub(super) enum Next {
    /// An element begins
    Begin(Element),
    /// The element ends that was begun last
    End,
    /// Words
    Text(String),
}

/// A part while it is read.
pub(super) struct Xml<'a> {
    reader: NsReader<&'a [u8]>,
    depth: usize,
    /// An element without content was begun and must end
    empty: bool,
}

impl<'a> Xml<'a> {
    /// Begins to read a part.
    pub fn new(part: &'a str) -> Self {
        let mut reader = NsReader::from_str(part);
        reader.config_mut().check_end_names = true;
        Xml {
            reader,
            depth: 0,
            empty: false,
        }
    }

    /// Returns what comes next; nothing at the end.
    pub fn next(&mut self) -> Result<Option<Next>, Refused> {
        if std::mem::take(&mut self.empty) {
            return Ok(Some(Next::End));
        }
        loop {
            let (owner, event) = match self.reader.read_resolved_event() {
                Ok((found, event)) => (Owner::of(&found), event),
                Err(_) => return Err(damaged()),
            };
            return Ok(Some(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(Refused::unreadable(
                            "nests its elements more than 200 deep, as no document does",
                        ));
                    }
                    Next::Begin(element(owner, &start)?)
                }
                Event::Empty(start) => {
                    self.empty = true;
                    Next::Begin(element(owner, &start)?)
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Next::End
                }
                Event::Text(text) => Next::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Next::Text(text.into_inner().into_owned()),
                Event::GeneralRef(entity) => Next::Text(resolved(&entity)?.to_string()),
                Event::DocType(_) => {
                    return Err(Refused::unreadable(
                        "declares a document type of its own, as no Word document does; it was not read",
                    ));
                }
                Event::Eof if self.depth > 0 => return Err(damaged()),
                Event::Eof => return Ok(None),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            }));
        }
    }

    /// Passes over all that is inside the element begun last.
    pub fn skip(&mut self) -> Result<(), Refused> {
        let mut inside = 1;
        while inside > 0 {
            match self.next()? {
                Some(Next::Begin(_)) => inside += 1,
                Some(Next::End) => inside -= 1,
                Some(Next::Text(_)) => {}
                None => return Ok(()),
            }
        }
        Ok(())
    }
}

fn element(owner: Owner, start: &BytesStart) -> Result<Element, Refused> {
    let mut attributes = Vec::new();
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| damaged())?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|_| damaged())?;
        let name = attribute.key.local_name().into_inner().to_owned();
        attributes.push((name, value.into_owned()));
    }
    Ok(Element {
        owner,
        name: start.local_name().into_inner().to_owned(),
        attributes,
    })
}

/// The five names that XML itself knows, and numbers of characters.
fn resolved(entity: &quick_xml::events::BytesRef) -> Result<char, Refused> {
    if let Ok(Some(character)) = entity.resolve_char_ref() {
        return Ok(character);
    }
    match entity.xml10_content().as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(damaged()),
    }
}

/// The sentence for XML that is none.
pub(super) fn damaged() -> Refused {
    Refused::unreadable(
        "is damaged: its text breaks off or is no XML; open it in Word, let Word repair it, and save it again",
    )
}

/// Decodes a part: XML says by its first bytes whether it is UTF-16.
pub(super) fn decoded(bytes: Vec<u8>) -> String {
    let marked = encoding_rs::Encoding::for_bom(&bytes).is_some();
    match String::from_utf8(bytes) {
        Ok(text) if !marked => text,
        Ok(text) => text.trim_start_matches('\u{FEFF}').to_owned(),
        Err(other) => encoding_rs::UTF_8.decode(other.as_bytes()).0.into_owned(),
    }
}
