//! What is not read, each with its sentence and the way out.

use annexe::import::container::read;

use crate::{packed, paragraph, setting, shown};

fn refused(bytes: &[u8], name: &str) -> String {
    read(bytes, name).unwrap_err().to_string()
}

fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let parts: Vec<(&str, String)> = parts
        .iter()
        .map(|(name, part)| (*name, (*part).to_owned()))
        .collect();
    setting::word::packed(&parts)
}

/// An old file is a wrapping with names in UTF-16.
fn old(name: &str) -> Vec<u8> {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [
        &b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..],
        &[0; 512],
        &name,
        &[0; 64],
    ]
    .concat()
}

#[test]
fn files_of_other_programs_are_named_with_the_way_out() {
    for (bytes, name, message) in [
        (
            old("EncryptedPackage"),
            "a.docx",
            "a.docx is a Word document with a password; annexe opens no locked files: open it, take the password off (File, Info, Protect) and save it again",
        ),
        (
            old("EncryptedPackage"),
            "a.xlsx",
            "a.xlsx is an Excel workbook with a password; annexe opens no locked files: open it, take the password off (File, Info, Protect) and save it again",
        ),
        (
            old("WordDocument"),
            "a.doc",
            "a.doc is a Word document of before 2007 (doc): open it in Word and save it as .docx",
        ),
        (
            old("Workbook"),
            "a.xls",
            "a.xls is an Excel workbook of before 2003 (xls): open it in Excel and save it as .xlsx",
        ),
        (
            old("PowerPoint Document"),
            "a.ppt",
            "a.ppt is a PowerPoint presentation (ppt): save its text as .docx or as text first",
        ),
        (
            old("__substg1.0_"),
            "a.msg",
            "a.msg is a letter of Outlook (msg): save its attachment, and import that",
        ),
        (
            b"{\\rtf1 a}".to_vec(),
            "a.docx",
            "a.docx is rich text (rtf): open it in Word and save it as .docx",
        ),
        (
            zip(&[
                ("mimetype", "application/vnd.oasis.opendocument.text"),
                ("content.xml", "<a/>"),
                ("META-INF/manifest.xml", "<a/>"),
            ]),
            "a.odt",
            "a.odt is an OpenDocument text (odt): open it in Word or LibreOffice and save it as .docx",
        ),
        (
            zip(&[("Index/Document.iwa", "x")]),
            "a.pages",
            "a.pages is a Pages document: export it from Pages as Word (.docx)",
        ),
        (
            zip(&[("ppt/presentation.xml", "<a/>")]),
            "a.pptx",
            "a.pptx is a PowerPoint presentation (pptx): save its text as .docx or as text first",
        ),
        (
            zip(&[("a/report.docx", "x")]),
            "a.zip",
            "a.zip is a zip archive with `a/report.docx` inside: unpack it, and import that",
        ),
        (
            zip(&[("a.bin", "x")]),
            "a.zip",
            "a.zip is a zip archive and no document",
        ),
        (
            b"\x1F\x8B\x08".to_vec(),
            "a.gz",
            "a.gz is a compressed archive: unpack it, and import the file inside",
        ),
    ] {
        assert_eq!(refused(&bytes, name), message);
    }
}

#[test]
fn documents_with_macros_and_templates_are_refused() {
    for (kind, what) in [
        (
            "application/vnd.ms-word.document.macroEnabled.main+xml",
            "is a Word document with macros (docm)",
        ),
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
            "is a Word template (dotx)",
        ),
        (
            "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
            "is a Word template with macros (dotm)",
        ),
    ] {
        let types = format!("<Types><Override ContentType=\"{kind}\"/></Types>");
        let bytes = zip(&[
            ("[Content_Types].xml", &types),
            ("word/document.xml", "<a/>"),
        ]);
        assert_eq!(
            refused(&bytes, "a.docx"),
            format!("a.docx {what}: save it as .docx first")
        );
    }
}

#[test]
fn a_document_that_is_cut_off_or_damaged_is_refused() {
    let whole = packed(&paragraph("", &"improve plans ".repeat(400)), "", "");
    for cut in [30, 200, whole.len() / 2, whole.len() - 10] {
        let message = refused(&whole[..cut], "a.docx");
        assert!(
            message.starts_with("a.docx is cut off or damaged: "),
            "{cut}: {message}"
        );
    }
    for (document, why) in [
        (
            "<w:document xmlns:w=\"x\"><w:body><w:p>",
            "its text breaks off or is no XML",
        ),
        (
            "<w:document xmlns:w=\"x\"><w:p></w:q></w:document>",
            "its text breaks off or is no XML",
        ),
        (
            "<w:document xmlns:w=\"x\">&secret;</w:document>",
            "its text breaks off or is no XML",
        ),
        (
            "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
            "declares a document type of its own",
        ),
        ("<a/>", "holds no text"),
        ("", "holds no text"),
    ] {
        let message = refused(&zip(&[("word/document.xml", document)]), "a.docx");
        assert!(message.contains(why), "{document}: {message}");
    }
    let without = zip(&[("word/document.rels", "x"), ("word/documents/a", "x")]);
    assert_eq!(
        refused(&without, "a.docx"),
        "a.docx is damaged: the words of the document are missing in it"
    );
}

#[test]
fn a_document_of_pictures_says_so() {
    let bytes = packed("<w:p><w:r><w:drawing/></w:r></w:p>", "", "");
    assert_eq!(
        refused(&bytes, "a.docx"),
        "a.docx holds pictures and no text; annexe does not read pictures"
    );
    assert_eq!(
        refused(
            b"<html><body><script>fill()</script></body></html>",
            "a.html"
        ),
        "a.html holds no text: it is a page that a script fills; save it from a browser, or as PDF"
    );
}

#[test]
fn nesting_swelling_and_endless_paragraphs_are_refused() {
    let deep = format!("{}{}", "<w:sdt>".repeat(250), "</w:sdt>".repeat(250));
    assert!(refused(&packed(&deep, "", ""), "a.docx").contains("more than 200 deep"));
    let swollen = packed(&" ".repeat(30 * 1024 * 1024), "", "");
    assert_eq!(
        refused(&swollen, "a.docx"),
        "a.docx is too large: its parts unpack to more than 200 times its size or 500 MB"
    );
    // Words that do not repeat themselves, so that the limit of a paragraph is met first.
    let words: String = (0..200_000)
        .map(|at| format!("word{} ", at * 7919 % 1_000_003))
        .collect();
    let long = packed(&(paragraph("", "one") + &paragraph("", &words)), "", "");
    assert_eq!(
        refused(&long, "a.docx"),
        "a.docx is too large: paragraph 2 holds more than 1 MB, the limit for a paragraph or cell"
    );
    let cell = format!(
        "<html><table><tr><td>a<td>b<tr><td>{}<td>{}</table>",
        "<p>more words</p>".repeat(100_000),
        "b"
    );
    assert_eq!(
        refused(cell.as_bytes(), "a.html"),
        "a.html is too large: table 1, row 2 holds more than 1 MB, the limit for a paragraph or cell"
    );
}

#[test]
fn an_archive_of_too_many_parts_is_refused() {
    let names: Vec<String> = (0..10_001)
        .map(|at| format!("word/document{at}.xml"))
        .collect();
    let parts: Vec<(&str, String)> = names
        .iter()
        .map(|name| (name.as_str(), String::new()))
        .collect();
    assert_eq!(
        refused(&setting::word::packed(&parts), "a.docx"),
        "a.docx is too large: 10001 parts, and the limit is 10,000"
    );
}

#[test]
fn a_file_is_read_as_what_it_is_and_a_wrong_ending_is_noted() {
    let note = |bytes: &[u8], name: &str| {
        read(bytes, name)
            .unwrap()
            .notes
            .first()
            .map(|note| note.words.clone())
    };
    let word = packed(&paragraph("", "improve"), "", "");
    assert_eq!(shown(&read(&word, "report.pdf").unwrap()), ["improve"]);
    assert_eq!(
        note(&word, "report.pdf").as_deref(),
        Some("its name ends in .pdf, and it is a Word document: it was read as that")
    );
    assert_eq!(
        note(b"<html><p>improve</p></html>", "report.doc").as_deref(),
        Some("its name ends in .doc, and it is a web page: it was read as that")
    );
    assert_eq!(
        note(b"1. improve", "report.docx").as_deref(),
        Some("its name ends in .docx, and it is text: it was read as that")
    );
    for (bytes, name) in [
        (&word[..], "report.DOCX"),
        (b"<html><p>a</html>", "a.htm"),
        (b"1. improve", "a.txt"),
        (b"1. improve", "pasted text"),
    ] {
        assert_eq!(note(bytes, name), None, "{name}");
    }
}
