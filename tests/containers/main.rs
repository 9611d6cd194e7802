//! How files hold their lines: Word documents and web pages, one test for each form and damage; the
//! limits of every file.

mod damage;
mod files;
mod limits;
mod lists;
mod pages;
mod refusals;
#[path = "../setting/mod.rs"]
mod setting;
mod words;

use annexe::import::container::line::Line;
use annexe::import::container::{Text, read};

/// Shows the lines of a text: `#` a heading, `*` bold, `^` a footnote, `|` a row, blanks for the
/// indent.
pub fn shown(text: &Text) -> Vec<String> {
    text.lines.iter().map(show).collect()
}

fn show(line: &Line) -> String {
    if let Some(row) = &line.row {
        let cells: Vec<String> = row
            .cells
            .iter()
            .map(|cell| cell.replace('\n', " / "))
            .collect();
        return format!("| {} |", cells.join(" | "));
    }
    let sign = match line {
        line if line.heading => "# ",
        line if line.footnote => "^ ",
        line if line.bold => "* ",
        _ => "",
    };
    format!("{sign}{}{}", " ".repeat(line.indent), line.text)
}

/// Shows the notes of a text with their places.
pub fn notes(text: &Text) -> Vec<String> {
    let notes = text.notes.iter();
    notes
        .map(|note| format!("{}: {}", note.place, note.words))
        .collect()
}

/// Reads a document whose body is given as XML, with the sample's styles and lists.
pub fn document(body: &str) -> Text {
    read(&packed(body, STYLES, LISTS), "sample.docx").unwrap()
}

/// Packs a document of a body, styles and lists.
pub fn packed(body: &str, styles: &str, lists: &str) -> Vec<u8> {
    setting::word::packed(&[
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "word/document.xml",
            setting::word::part("document", &format!("<w:body>{body}</w:body>")),
        ),
        ("word/styles.xml", setting::word::part("styles", styles)),
        (
            "word/numbering.xml",
            setting::word::part("numbering", lists),
        ),
    ])
}

/// A paragraph of one run, with properties.
pub fn paragraph(properties: &str, words: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", run("", words))
}

/// A run of words, with properties.
pub fn run(properties: &str, words: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

/// An item of a list, by its number and level.
pub fn item(list: u32, level: u32, words: &str) -> String {
    let place =
        format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
    paragraph(&place, words)
}

/// Reads a web page whose body is given.
pub fn page(body: &str) -> Text {
    let page = format!(
        "<!DOCTYPE html><html><head><title>Fenmarsh</title></head><body>{body}</body></html>"
    );
    read(page.as_bytes(), "sample.html").unwrap()
}

/// Styles as Word names them in German, and styles of the house.
pub const STYLES: &str = r#"
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Standard"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Chapter"><w:name w:val="Chapter"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Lead"><w:name w:val="Lead"/><w:basedOn w:val="berschrift1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/><w:basedOn w:val="Standard"/></w:style>
<w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/><w:basedOn w:val="Standard"/></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Numbered"><w:name w:val="Numbered"/><w:basedOn w:val="Standard"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Ask"><w:name w:val="Ask"/><w:basedOn w:val="Numbered"/></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Part"><w:name w:val="Part"/><w:basedOn w:val="Standard"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Unnumbered"><w:name w:val="Unnumbered"/><w:basedOn w:val="Ask"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Strong"><w:name w:val="Strong paragraph"/><w:basedOn w:val="Standard"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="Raised"><w:name w:val="Raised"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>
"#;

/// Lists: 1 numbers with parts, 2 bullets, 3 the kind of 1 beginning with 7, 4 in words, 5 letters.
pub const LISTS: &str = r#"
<w:abstractNum w:abstractNumId="10">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/><w:pPr><w:ind w:left="1440"/></w:pPr></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%3)"/><w:lvlRestart w:val="0"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="11">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/><w:pPr><w:ind w:left="720"/></w:pPr></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/><w:pPr><w:ind w:left="1440"/></w:pPr></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="12">
<w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Recommendation %1:"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="13">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1)"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="10"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="11"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="10"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="12"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="13"/></w:num>
"#;
