//! The encoding of a web page: by its mark, by what the page says, by its bytes.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Decodes a page; says the encoding where it is not UTF-8, and why.
pub(super) fn decoded(bytes: &[u8]) -> (String, Option<String>) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, wrong) = encoding.decode_without_bom_handling(&bytes[mark..]);
        let said = said(encoding, "as the mark at its start says", wrong);
        return (text.into_owned(), said);
    }
    match declared(bytes).filter(|encoding| *encoding != UTF_8) {
        Some(encoding) => {
            let (text, wrong) = encoding.decode_without_bom_handling(bytes);
            (text.into_owned(), said(encoding, "as the page says", wrong))
        }
        None => match std::str::from_utf8(bytes) {
            Ok(text) => (text.to_owned(), None),
            Err(_) => {
                let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
                let said = said(WINDOWS_1252, "because it is not UTF-8", false);
                (text.into_owned(), said)
            }
        },
    }
}

/// Decodes a part of which a letter's head names the encoding.
pub(super) fn decoded_as(bytes: &[u8], label: Option<&str>) -> (String, Option<String>) {
    let named = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    match named.filter(|encoding| *encoding != UTF_8) {
        Some(encoding) => {
            let (text, wrong) = encoding.decode_without_bom_handling(bytes);
            (text.into_owned(), said(encoding, "as the page says", wrong))
        }
        None => decoded(bytes),
    }
}

fn said(encoding: &'static Encoding, why: &str, wrong: bool) -> Option<String> {
    let unsure = if wrong {
        ", and some of it could not be read"
    } else {
        ""
    };
    let name = match encoding.name() {
        "windows-1252" => "Windows-1252",
        name => name,
    };
    (wrong || encoding != UTF_8).then(|| format!("read as {name}, {why}{unsure}"))
}

/// Finds `charset=` in the first kilobytes, in whichever tag it stands.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_lowercase();
    let named = |sign: &str| {
        let at = start.find(sign)? + sign.len();
        let rest = start[at..].trim_start_matches(['"', '\'', ' ']);
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)));
        Encoding::for_label(&rest.as_bytes()[..end.unwrap_or(rest.len())])
    };
    // A page that could be read as far as its charset is not UTF-16, whatever it says.
    let usable = |encoding: &&'static Encoding| encoding.is_ascii_compatible();
    named("charset=")
        .or_else(|| named("encoding="))
        .filter(usable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_decoded_by_its_mark_by_its_word_or_by_its_bytes() {
        for (bytes, text, note) in [
            (&b"<p>plan \xE2\x80\x93 made"[..], "<p>plan – made", None),
            (
                b"<p>plan \x96 made",
                "<p>plan – made",
                Some("read as Windows-1252, because it is not UTF-8"),
            ),
            (b"\xEF\xBB\xBF<p>plan", "<p>plan", None),
            (
                b"\xFF\xFE<\0p\0",
                "<p",
                Some("read as UTF-16LE, as the mark at its start says"),
            ),
            (
                b"<meta charset=\"iso-8859-2\"><p>\xB1",
                "<meta charset=\"iso-8859-2\"><p>ą",
                Some("read as ISO-8859-2, as the page says"),
            ),
            (
                b"<meta charset=utf-8>\x92",
                "<meta charset=utf-8>’",
                Some("read as Windows-1252, because it is not UTF-8"),
            ),
        ] {
            let (found, said) = decoded(bytes);
            assert_eq!((found.as_str(), said.as_deref()), (text, note));
        }
    }
}
