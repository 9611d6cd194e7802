//! Word documents: the parts in their archive, and the body with its numbers counted.
//!
//! Headers, footers, footnotes and comments are parts of their own and are not read.

mod body;
mod fields;
mod numbering;
mod paragraph;
mod properties;
mod remarks;
mod styles;
mod xml;

use super::archive::Archive;
use super::{Refused, Text};
use body::Body;
use numbering::{Counters, Lists};
use paragraph::Sheet;
use styles::Styles;
use xml::{Next, Xml, decoded};

/// Reads the bytes of a Word document.
pub(super) fn read(bytes: &[u8]) -> Result<Text, Refused> {
    let mut archive = Archive::open(bytes)?;
    refuse_kinds(&mut archive)?;
    let Some(main) = main_part(&mut archive)? else {
        return Err(Refused::unreadable(
            "is damaged: the words of the document are missing in it",
        ));
    };
    let document = archive.part(&main)?.map(decoded).unwrap_or_default();
    let sheet = sheet(&mut archive, &main)?;
    let mut body = Body::new(&document, sheet);
    body.read()?;
    let Body { flow, remarks, .. } = body;
    let lines = flow.lines().map_err(Refused::too_long)?;
    if lines.is_empty() {
        return Err(Refused::unreadable(match remarks.pictures {
            true => "holds pictures and no text; annexe does not read pictures",
            false => "holds no text",
        }));
    }
    Ok(Text {
        lines,
        notes: remarks.notes(),
        ..Text::default()
    })
}

/// A document with macros and a template say in the list of parts what they are.
fn refuse_kinds(archive: &mut Archive) -> Result<(), Refused> {
    let types = archive
        .part("[content_types].xml")?
        .map(decoded)
        .unwrap_or_default();
    for (kind, what) in [
        (
            "document.macroEnabled",
            "is a Word document with macros (docm)",
        ),
        (
            "template.macroEnabled",
            "is a Word template with macros (dotm)",
        ),
        ("wordprocessingml.template", "is a Word template (dotx)"),
    ] {
        if types.contains(kind) {
            return Err(Refused::unreadable(format!(
                "{what}: save it as .docx first"
            )));
        }
    }
    Ok(())
}

/// Finds the name of the main part: the relations of the package name it.
fn main_part(archive: &mut Archive) -> Result<Option<String>, Refused> {
    let relations = relations(archive, "_rels/.rels")?;
    let named = relations
        .into_iter()
        .find(|(kind, _)| kind.ends_with("/officeDocument"));
    let named = named.map(|(_, target)| target.trim_start_matches('/').to_owned());
    let usual = "word/document.xml".to_owned();
    let mut names = named.into_iter().chain([usual]);
    Ok(names.find(|name| archive.known(name).is_some()))
}

/// Reads relations: the kind of each and the part that it leads to.
fn relations(archive: &mut Archive, name: &str) -> Result<Vec<(String, String)>, Refused> {
    let part = archive.part(name)?.map(decoded).unwrap_or_default();
    let mut xml = Xml::new(&part);
    let mut relations = Vec::new();
    while let Some(next) = xml.next()? {
        if let Next::Begin(element) = next
            && let (Some(kind), Some(target)) =
                (element.attribute("Type"), element.attribute("Target"))
        {
            relations.push((kind.to_owned(), target.to_owned()));
        }
    }
    Ok(relations)
}

/// Reads the styles and lists that the main part refers to.
fn sheet(archive: &mut Archive, main: &str) -> Result<Sheet, Refused> {
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", main));
    let within = |target: &str| match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None if folder.is_empty() => target.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let known = relations(archive, &within(&format!("_rels/{file}.rels")))?;
    let mut part = |kind: &str, usual: &str| {
        let named = known.iter().find(|(known, _)| known.ends_with(kind));
        let name = named.map_or_else(|| within(usual), |(_, target)| within(target));
        Ok(archive.part(&name)?.map(decoded).unwrap_or_default())
    };
    let styles = Styles::read(&part("/styles", "styles.xml")?)?;
    let mut lists = Lists::read(&part("/numbering", "numbering.xml")?)?;
    lists.follow(&styles);
    Ok(Sheet {
        styles,
        lists,
        counters: Counters::default(),
    })
}
