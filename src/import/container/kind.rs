//! What a file is, by its bytes: the ending of its name may be wrong.

use super::archive::Archive;
use super::html::mhtml::is_saved;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text in any encoding
    Text,
    /// A PDF
    Pdf,
    /// A Word document (docx)
    Docx,
    /// A workbook of Excel (xlsx, xlsm)
    Xlsx,
    /// A spreadsheet of LibreOffice (ods)
    Ods,
    /// A web page
    Html,
    /// An archive that is none of these
    Zip,
    /// A document or workbook of before 2007 (doc, xls), or one with a password
    OldOffice,
    /// Rich text
    Rtf,
    /// A compressed archive
    Compressed,
    /// A picture
    Picture,
    /// A database
    Database,
    /// Nothing but white space
    Empty,
    /// None of these
    Other,
}

impl Kind {
    /// Tells what bytes are.
    pub(super) fn of(bytes: &[u8]) -> Kind {
        const BEGINNINGS: [(&[u8], Kind); 8] = [
            (b"%PDF-", Kind::Pdf),
            (b"PK\x03\x04", Kind::Zip),
            (b"\xD0\xCF\x11\xE0", Kind::OldOffice),
            (b"{\\rtf", Kind::Rtf),
            (b"\x1F\x8B", Kind::Compressed),
            (b"\x89PNG", Kind::Picture),
            (b"\xFF\xD8\xFF", Kind::Picture),
            (b"SQLite format 3\0", Kind::Database),
        ];
        let known = BEGINNINGS
            .iter()
            .find(|(beginning, _)| bytes.starts_with(beginning));
        match known {
            Some((_, Kind::Zip)) => packed(bytes),
            Some((_, kind)) => *kind,
            None if is_pdf(bytes) => Kind::Pdf,
            None if is_html(bytes) => Kind::Html,
            None if bytes.iter().all(u8::is_ascii_whitespace) => Kind::Empty,
            None if is_binary(bytes) => Kind::Other,
            None => Kind::Text,
        }
    }

    /// Returns what it is, in words: `a PDF`.
    pub(super) fn words(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Pdf => "a PDF",
            Kind::Docx => "a Word document",
            Kind::Xlsx => "an Excel workbook",
            Kind::Ods => "a spreadsheet",
            Kind::Html => "a web page",
            Kind::Zip => "a zip archive",
            Kind::OldOffice => "an old Office document (doc, xls), or one with a password",
            Kind::Rtf => "rich text (rtf)",
            Kind::Compressed => "a compressed archive",
            Kind::Picture => "a picture",
            Kind::Database => "a database",
            Kind::Empty => "empty",
            Kind::Other => "neither text nor a document",
        }
    }
}

/// Tells what an archive holds by the names of its parts; where its list of parts is lost, by
/// those that stand in it before each part.
fn packed(bytes: &[u8]) -> Kind {
    // Word on the web calls its main part `word/document2.xml`.
    const PARTS: [(&str, Kind); 2] = [("xl/workbook.", Kind::Xlsx), ("word/document", Kind::Docx)];
    const SHEET: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
    let stands = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    let listed = Archive::open(bytes).map(|archive| archive.names().collect::<Vec<_>>());
    let holds = |part: &str| match &listed {
        Ok(names) => names
            .iter()
            .any(|name| name.trim_start_matches('/').starts_with(part)),
        Err(_) => stands(part.as_bytes()),
    };
    let found = PARTS.iter().find(|(part, _)| holds(part));
    match found {
        Some((_, kind)) => *kind,
        None if stands(SHEET) => Kind::Ods,
        None => Kind::Zip,
    }
}

/// A page begins with its type or an element; a piece of one has at least its tags.
/// A PDF may have other bytes before it begins; text that only speaks of one has no objects.
fn is_pdf(bytes: &[u8]) -> bool {
    let holds = |bytes: &[u8], sign: &[u8]| bytes.windows(sign.len()).any(|window| window == sign);
    holds(&bytes[..bytes.len().min(1024 + 5)], b"%PDF-")
        && holds(&bytes[..bytes.len().min(64 * 1024)], b" obj")
}

fn is_html(bytes: &[u8]) -> bool {
    if is_saved(bytes) {
        return true;
    }
    let start = &bytes[..bytes.len().min(64 * 1024)];
    let (text, ..) = encoding_rs::UTF_8.decode(start);
    let lower = text.to_ascii_lowercase();
    let rest = without_comments(lower.trim_start());
    let begins = |tags: &[&str]| tags.iter().any(|tag| is_tag(rest, tag));
    let closed = || {
        ["</p>", "</li>", "</td>", "</div>"]
            .iter()
            .map(|tag| lower.matches(tag).count())
            .sum::<usize>()
    };
    rest.starts_with("<!doctype html")
        || begins(&["html", "head", "body", "meta", "title"])
        || begins(&[
            "div", "p", "h1", "h2", "table", "ul", "ol", "main", "article", "section", "style",
            "script", "link",
        ]) && closed() >= 3
}

fn is_tag(text: &str, name: &str) -> bool {
    let rest = text
        .strip_prefix('<')
        .and_then(|rest| rest.strip_prefix(name));
    rest.is_some_and(|rest| rest.starts_with([' ', '>', '\n', '\r', '\t', '/']))
}

/// Takes comments and the declaration of XML off the beginning.
fn without_comments(text: &str) -> &str {
    let mut rest = text;
    loop {
        let after = match rest {
            _ if rest.starts_with("<!--") => rest.split_once("-->"),
            _ if rest.starts_with("<?xml") => rest.split_once("?>"),
            _ => None,
        };
        match after {
            Some((_, after)) => rest = after.trim_start(),
            None => return rest,
        }
    }
}

/// More than one control character in a hundred bytes is no text, unless it is UTF-16.
fn is_binary(bytes: &[u8]) -> bool {
    if encoding_rs::Encoding::for_bom(bytes).is_some_and(|(found, _)| found != encoding_rs::UTF_8) {
        return false;
    }
    if utf_16_without_mark(bytes).is_some() {
        return false;
    }
    let sample = &bytes[..bytes.len().min(64 * 1024)];
    let controls = sample
        .iter()
        .filter(|&&byte| byte < 0x20 && !matches!(byte, b'\n' | b'\r' | b'\t' | 0x0C))
        .count();
    controls * 100 > sample.len().max(200)
}

/// Text in UTF-16 has a zero in nearly every second byte, and hardly one in the others.
pub(super) fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let sample = &bytes[..bytes.len().min(64 * 1024)];
    let zeros = |from: usize| {
        let every_second = sample.iter().skip(from).step_by(2);
        every_second.filter(|&&byte| byte == 0).count()
    };
    let (first, second, most) = (zeros(0), zeros(1), sample.len() * 2 / 5);
    match (first > most, second > most) {
        (false, true) if first * 20 < second => Some(encoding_rs::UTF_16LE),
        (true, false) if second * 20 < first => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_bytes() {
        for (bytes, kind) in [
            (&b"%PDF-1.7"[..], Kind::Pdf),
            (b"\r\nsent by post\n%PDF-1.4\n1 0 obj\n", Kind::Pdf),
            (b"a file begins with %PDF-1.4", Kind::Text),
            (b"PK\x03\x04..word/document.xml..", Kind::Docx),
            (b"PK\x03\x04..xl/workbook.xml..", Kind::Xlsx),
            (
                b"PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
                Kind::Ods,
            ),
            (b"PK\x03\x04..notes.txt..", Kind::Zip),
            (b"\xEF\xBB\xBF\n<!DOCTYPE html>", Kind::Html),
            (b"\r\n\t ", Kind::Empty),
            (b"\0\x01\x02\x03", Kind::Other),
            (b"\xFF\xFEa\0b\0", Kind::Text),
            (b"plan \x96 made", Kind::Text),
        ] {
            assert_eq!(Kind::of(bytes), kind, "{bytes:?}");
        }
    }
}
