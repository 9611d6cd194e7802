//! A report as a Word document, in the parts that Word itself writes.

use std::io::{Cursor, Write};

use super::blocks::{Block, Run, plain};
use super::escaped;

/// Sets blocks as a Word document: headings by style, lists by automatic numbering (the first run of
/// numbers through a style that is based on another, later ones through numbering of their own),
/// tables, footnotes, a header and a footer on each page.
pub fn document(blocks: &[Block]) -> Vec<u8> {
    let mut setter = Setter::new(blocks);
    let body: String = blocks.iter().map(|block| setter.block(block)).collect();
    let running = blocks.iter().find_map(|block| match block {
        Block::Running(words) => Some(plain(words)),
        _ => None,
    });
    let running = running.unwrap_or_else(|| "Inspection of probation services".to_owned());
    packed(&[
        ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        ("_rels/.rels", RELATIONS.to_owned()),
        (
            "word/_rels/document.xml.rels",
            DOCUMENT_RELATIONS.to_owned(),
        ),
        (
            "word/document.xml",
            part("document", &format!("<w:body>{body}{SECTION}</w:body>")),
        ),
        ("word/styles.xml", part("styles", STYLES)),
        ("word/numbering.xml", part("numbering", &setter.numbering())),
        ("word/footnotes.xml", part("footnotes", &setter.footnotes())),
        (
            "word/header1.xml",
            part(
                "hdr",
                &format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", escaped(&running)),
            ),
        ),
        (
            "word/footer1.xml",
            part("ftr", "<w:p><w:r><w:t>Page 1</w:t></w:r></w:p>"),
        ),
    ])
}

/// Packs parts as a zip archive.
pub fn packed(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// One part of a document: its root element around what it holds.
pub fn part(root: &str, inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:{root} xmlns:w=\"{MAIN}\" xmlns:r=\"{RELATED}\">{inside}</w:{root}>"
    )
}

/// The namespace of the words of a document.
pub const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

struct Setter {
    /// Marks with their footnotes, in the order of the document
    notes: Vec<(String, Vec<Run>)>,
    /// Which of them a reference has been set for
    referred: Vec<bool>,
    /// The number that the style's own list has reached
    by_style: u32,
    /// The first numbers of lists with numbering of their own
    starts: Vec<u32>,
    /// The number that the last of these has reached, while it goes on
    direct: Option<u32>,
    in_contents: bool,
}

impl Setter {
    fn new(blocks: &[Block]) -> Self {
        let notes: Vec<_> = blocks
            .iter()
            .filter_map(|block| match block {
                Block::Footnote(mark, words) => Some((mark.clone(), words.clone())),
                _ => None,
            })
            .collect();
        Setter {
            referred: vec![false; notes.len()],
            notes,
            by_style: 0,
            starts: Vec::new(),
            direct: None,
            in_contents: false,
        }
    }

    fn block(&mut self, block: &Block) -> String {
        let field = self.contents_field(block);
        let set = match block {
            Block::Heading(level, words) => self.paragraph(&format!("<w:pStyle w:val=\"Heading{level}\"/>"), words),
            Block::Paragraph(words) => self.paragraph("", words),
            Block::Item(number, words) => {
                let properties = self.item(*number);
                self.paragraph(&properties, words)
            }
            Block::Bullet(level, words) => self.paragraph(
                &format!("<w:pStyle w:val=\"ListParagraph\"/><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"2\"/></w:numPr>"),
                words,
            ),
            Block::Contents(words, page) => {
                let page = page.as_ref().map_or(String::new(), |page| {
                    format!("<w:r><w:tab/></w:r><w:r><w:t>{page}</w:t></w:r>")
                });
                let words = self.runs(words);
                format!("<w:p><w:pPr><w:pStyle w:val=\"TOC1\"/></w:pPr>{field}<w:hyperlink w:anchor=\"_Toc1\">{words}{page}</w:hyperlink></w:p>")
            }
            Block::Table(rows) => self.table(rows),
            Block::Footnote(..) | Block::Running(_) => String::new(),
        };
        match block {
            Block::Contents(..) => set,
            _ => field + &set,
        }
    }

    /// The contents are the result of a field, which begins and ends in runs of their own.
    fn contents_field(&mut self, block: &Block) -> String {
        let is = matches!(block, Block::Contents(..));
        let was = std::mem::replace(&mut self.in_contents, is);
        let sign = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
        match (was, is) {
            (false, true) => format!(
                "{}<w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-3\" \\h </w:instrText></w:r>{}",
                sign("begin"),
                sign("separate")
            ),
            (true, false) => format!("<w:p>{}</w:p>", sign("end")),
            _ => String::new(),
        }
    }

    /// The properties that give an item its number: through the style while that counts right.
    fn item(&mut self, number: u32) -> String {
        if number == self.by_style + 1 && self.starts.is_empty() {
            self.by_style = number;
            return "<w:pStyle w:val=\"Recommendation\"/>".to_owned();
        }
        match self.direct {
            Some(last) if last + 1 == number => {}
            _ => self.starts.push(number),
        }
        self.direct = Some(number);
        let id = self.starts.len() + 2;
        format!(
            "<w:pStyle w:val=\"ListParagraph\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{id}\"/></w:numPr>"
        )
    }

    fn paragraph(&mut self, properties: &str, words: &[Run]) -> String {
        let runs = self.runs(words);
        format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>")
    }

    fn table(&mut self, rows: &[Vec<Vec<Run>>]) -> String {
        let mut set = "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr>".to_owned();
        for row in rows {
            let cells: String = row
                .iter()
                .map(|cell| format!("<w:tc><w:tcPr/>{}</w:tc>", self.paragraph("", cell)))
                .collect();
            set.push_str(&format!("<w:tr>{cells}</w:tr>"));
        }
        set + "</w:tbl>"
    }

    fn runs(&mut self, words: &[Run]) -> String {
        words.iter().map(|run| self.run(run)).collect()
    }

    fn run(&mut self, run: &Run) -> String {
        if run.mark
            && let Some(at) = self.note(&run.text)
        {
            return format!(
                "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{}\"/></w:r>",
                at + 1
            );
        }
        let mut look = String::new();
        for (is, element) in [
            (run.bold, "<w:b/>"),
            (run.italic, "<w:i/>"),
            (run.link, "<w:u w:val=\"single\"/>"),
            (
                run.raised || run.mark,
                "<w:vertAlign w:val=\"superscript\"/>",
            ),
        ] {
            if is {
                look.push_str(element);
            }
        }
        format!(
            "<w:r><w:rPr>{look}</w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>",
            escaped(&run.text)
        )
    }

    fn note(&mut self, mark: &str) -> Option<usize> {
        let at =
            (0..self.notes.len()).find(|&at| self.notes[at].0 == mark && !self.referred[at])?;
        self.referred[at] = true;
        Some(at)
    }

    fn footnotes(&mut self) -> String {
        let mut set = "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>".to_owned();
        for (at, (_, words)) in self.notes.clone().into_iter().enumerate() {
            let runs = self.runs(&words);
            set.push_str(&format!(
                "<w:footnote w:id=\"{}\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> </w:t></w:r>{runs}</w:p></w:footnote>",
                at + 1
            ));
        }
        set
    }

    fn numbering(&self) -> String {
        let level = |level: u8, format: &str, text: &str| {
            format!(
                "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
            )
        };
        let mut set = format!(
            "<w:abstractNum w:abstractNumId=\"0\">{}</w:abstractNum><w:abstractNum w:abstractNumId=\"1\">{}{}</w:abstractNum>\
             <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>",
            level(0, "decimal", "%1."),
            level(0, "bullet", "\u{F0B7}"),
            level(1, "bullet", "o")
        );
        for (at, start) in self.starts.iter().enumerate() {
            set.push_str(&format!(
                "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"{start}\"/></w:lvlOverride></w:num>",
                at + 3
            ));
        }
        set
    }
}

const SECTION: &str = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId4\"/><w:footerReference w:type=\"default\" r:id=\"rId5\"/></w:sectPr>";

const STYLES: &str = "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Heading2\"><w:name w:val=\"heading 2\"/><w:basedOn w:val=\"Heading1\"/><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Heading3\"><w:name w:val=\"heading 3\"/><w:basedOn w:val=\"Heading2\"/><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Heading4\"><w:name w:val=\"heading 4\"/><w:basedOn w:val=\"Heading3\"/><w:pPr><w:outlineLvl w:val=\"3\"/></w:pPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"TOC1\"><w:name w:val=\"toc 1\"/><w:basedOn w:val=\"Normal\"/></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"ListParagraph\"><w:name w:val=\"List Paragraph\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:ind w:left=\"720\"/></w:pPr></w:style>\
<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"NumberedList\"><w:name w:val=\"Numbered List\"/><w:basedOn w:val=\"ListParagraph\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"Recommendation\"><w:name w:val=\"Recommendation\"/><w:basedOn w:val=\"NumberedList\"/></w:style>\
<w:style w:type=\"character\" w:styleId=\"FootnoteReference\"><w:name w:val=\"footnote reference\"/><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>";

const CONTENT_TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
<Override PartName=\"/word/numbering.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml\"/>\
<Override PartName=\"/word/footnotes.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml\"/>\
<Override PartName=\"/word/header1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml\"/>\
<Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/></Types>";

const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";

const DOCUMENT_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering\" Target=\"numbering.xml\"/>\
<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes\" Target=\"footnotes.xml\"/>\
<Relationship Id=\"rId4\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/header\" Target=\"header1.xml\"/>\
<Relationship Id=\"rId5\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" Target=\"footer1.xml\"/></Relationships>";
