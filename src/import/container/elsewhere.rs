//! What is read nowhere: each kind of file with its sentence and the way out; and the note on a file
//! whose name says something else than its bytes.

use super::archive::Archive;
use super::kind::Kind;
use super::{Refused, note};
use crate::domain::draft::DraftNote;

/// Says what a file is that no reader takes, and what to do with it.
pub(super) fn refused(kind: Kind, bytes: &[u8], name: &str) -> Refused {
    let why = match kind {
        Kind::Empty => "is empty".to_owned(),
        Kind::Other => "is not text".to_owned(),
        Kind::OldOffice => old_office(bytes, name),
        Kind::Rtf => "is rich text (rtf): open it in Word and save it as .docx".to_owned(),
        Kind::Zip => match Archive::open(bytes) {
            Ok(archive) => zip(&archive),
            Err(refused) => return refused,
        },
        Kind::Compressed => "is a compressed archive: unpack it, and import the file inside".to_owned(),
        Kind::Picture => "is a picture; annexe does not read pictures: ask for the report as PDF or Word document".to_owned(),
        Kind::Pdf => "is a PDF, which this build of annexe does not read: get the one that does, or save the PDF as text".to_owned(),
        kind => format!("is {}; this version reads text: save it as text first", kind.words()),
    };
    Refused::Unreadable(why)
}

/// A file of before 2007 and one with a password lie in the same wrapping; names in it are UTF-16.
fn old_office(bytes: &[u8], name: &str) -> String {
    let holds = |word: &str| {
        let word: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(word.len()).any(|window| window == word)
    };
    let ending = ending(name);
    if holds("EncryptedPackage") {
        let what = match ending.as_str() {
            "xlsx" | "xlsm" | "xls" => "an Excel workbook",
            "pptx" | "ppt" => "a PowerPoint presentation",
            _ => "a Word document",
        };
        return format!(
            "is {what} with a password; annexe opens no locked files: open it, take the password off (File, Info, Protect) and save it again"
        );
    }
    if holds("WordDocument") {
        return "is a Word document of before 2007 (doc): open it in Word and save it as .docx"
            .to_owned();
    }
    if holds("Workbook") || holds("Book") {
        return "is an Excel workbook of before 2003 (xls): open it in Excel and save it as .xlsx"
            .to_owned();
    }
    if holds("PowerPoint Document") {
        return "is a PowerPoint presentation (ppt): save its text as .docx or as text first"
            .to_owned();
    }
    if holds("__substg1.0_") || ending == "msg" {
        return "is a letter of Outlook (msg): save its attachment, and import that".to_owned();
    }
    "is an old Office document, or a damaged one: open it, and save it as .docx or .xlsx".to_owned()
}

/// An archive that is no document that is read: by its parts.
fn zip(archive: &Archive) -> String {
    let names: Vec<String> = archive.names().collect();
    let has = |beginning: &str| names.iter().any(|name| name.starts_with(beginning));
    if has("Index/Document.iwa") || has("Index.zip") || has("index.apxl") {
        return "is a Pages document: export it from Pages as Word (.docx)".to_owned();
    }
    if has("ppt/") {
        return "is a PowerPoint presentation (pptx): save its text as .docx or as text first"
            .to_owned();
    }
    if has("META-INF/manifest.xml") && has("content.xml") {
        return "is an OpenDocument text (odt): open it in Word or LibreOffice and save it as .docx".to_owned();
    }
    const READ: [&str; 5] = [".docx", ".pdf", ".html", ".txt", ".xlsx"];
    let inside = names.iter().find(|name| {
        READ.iter()
            .any(|ending| name.to_lowercase().ends_with(ending))
    });
    match inside {
        Some(inside) => {
            format!("is a zip archive with `{inside}` inside: unpack it, and import that")
        }
        None => "is a zip archive and no document".to_owned(),
    }
}

/// Notes that a file's name ends as those of another kind do.
pub(super) fn other_ending(kind: Kind, name: &str) -> Option<DraftNote> {
    let own: &[&str] = match kind {
        Kind::Docx => &["docx", "docm", "dotx", "dotm"],
        Kind::Html => &[
            "html", "htm", "xhtml", "mht", "mhtml", "shtml", "php", "aspx",
        ],
        Kind::Pdf => &["pdf"],
        Kind::Xlsx => &["xlsx", "xlsm"],
        Kind::Ods => &["ods"],
        Kind::Text => &[],
        _ => return None,
    };
    const KNOWN: [&str; 14] = [
        "docx", "doc", "rtf", "odt", "pdf", "html", "htm", "mht", "mhtml", "xlsx", "xls", "ods",
        "txt", "md",
    ];
    let ending = ending(name);
    let text = kind == Kind::Text && matches!(ending.as_str(), "txt" | "md");
    let other = KNOWN.contains(&ending.as_str()) && !own.contains(&ending.as_str()) && !text;
    other.then(|| {
        note(
            format!(
                "its name ends in .{ending}, and it is {}: it was read as that",
                kind.words()
            ),
            "",
        )
    })
}

fn ending(name: &str) -> String {
    name.rsplit_once('.')
        .map_or(String::new(), |(_, ending)| ending.to_lowercase())
}
