//! A web page saved as one file (mht, mhtml): a letter whose first part is the page.

/// The page in such a file.
pub(super) struct Saved {
    /// The bytes of the page
    pub page: Vec<u8>,
    /// Its encoding, where the letter names it
    pub charset: Option<String>,
    /// Where it was found
    pub address: Option<String>,
}

/// Tells whether bytes begin as such a letter does.
pub(in super::super) fn is_saved(bytes: &[u8]) -> bool {
    let start = head(&bytes[..bytes.len().min(4096)]);
    value(&start, "mime-version").is_some()
        && value(&start, "content-type").is_some_and(|kind| {
            kind.to_lowercase().starts_with("multipart/related")
                || kind.to_lowercase().starts_with("text/html")
        })
}

/// Takes the page out; nothing where there is none.
pub(super) fn page(bytes: &[u8]) -> Option<Saved> {
    let whole = head(bytes);
    let kind = value(&whole, "content-type").unwrap_or_default();
    let address =
        value(&whole, "snapshot-content-location").or_else(|| value(&whole, "content-location"));
    let Some(boundary) = parameter(&kind, "boundary") else {
        return Some(decoded(&whole, body(bytes), address));
    };
    let boundary = format!("--{boundary}");
    let mut rest = bytes;
    while let Some(at) = find(rest, boundary.as_bytes()) {
        rest = &rest[at + boundary.len()..];
        let end = find(rest, boundary.as_bytes()).unwrap_or(rest.len());
        let part = trimmed(&rest[..end]);
        let own = head(part);
        let is_page = value(&own, "content-type")
            .is_some_and(|kind| kind.to_lowercase().starts_with("text/html"));
        if is_page {
            let address = address.or_else(|| value(&own, "content-location"));
            return Some(decoded(&own, body(part), address));
        }
    }
    None
}

fn decoded(head: &str, body: &[u8], address: Option<String>) -> Saved {
    let kind = value(head, "content-type").unwrap_or_default();
    let page = match value(head, "content-transfer-encoding")
        .map(|way| way.to_lowercase())
        .as_deref()
    {
        Some("quoted-printable") => from_quoted_printable(body),
        Some("base64") => from_base64(body),
        _ => body.to_vec(),
    };
    Saved {
        page,
        charset: parameter(&kind, "charset"),
        address,
    }
}

/// The head of a letter or part, its folded lines unfolded.
fn head(bytes: &[u8]) -> String {
    let end = end_of_head(bytes).map_or(bytes.len(), |(end, _)| end);
    let head = String::from_utf8_lossy(&bytes[..end.min(64 * 1024)]);
    head.replace("\r\n", "\n")
        .replace("\n ", " ")
        .replace("\n\t", " ")
}

fn body(bytes: &[u8]) -> &[u8] {
    end_of_head(bytes).map_or(&[], |(_, begins)| &bytes[begins..])
}

fn end_of_head(bytes: &[u8]) -> Option<(usize, usize)> {
    let windows = find(bytes, b"\r\n\r\n").map(|at| (at, at + 4));
    let unix = find(bytes, b"\n\n").map(|at| (at, at + 2));
    [windows, unix].into_iter().flatten().min()
}

fn trimmed(part: &[u8]) -> &[u8] {
    let start = part
        .iter()
        .position(|byte| !matches!(byte, b'\r' | b'\n' | b' '));
    start.map_or(&[], |start| &part[start..])
}

fn find(bytes: &[u8], sign: &[u8]) -> Option<usize> {
    bytes.windows(sign.len()).position(|window| window == sign)
}

/// Returns the value of a line of the head.
fn value(head: &str, name: &str) -> Option<String> {
    head.lines().find_map(|line| {
        let (known, value) = line.split_once(':')?;
        known
            .trim()
            .eq_ignore_ascii_case(name)
            .then(|| value.trim().to_owned())
    })
}

/// Returns a parameter of a value: `boundary="…"`.
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|part| {
        let (known, value) = part.split_once('=')?;
        let value = value.trim().trim_matches('"');
        known
            .trim()
            .eq_ignore_ascii_case(name)
            .then(|| value.to_owned())
    })
}

fn from_quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], bytes.get(at + 1), bytes.get(at + 2)) {
            (b'=', Some(b'\n'), _) => at += 2,
            (b'=', Some(b'\r'), Some(b'\n')) => at += 3,
            (b'=', Some(&high), Some(&low)) => match (hexadecimal(high), hexadecimal(low)) {
                (Some(high), Some(low)) => {
                    out.push(high * 16 + low);
                    at += 3;
                }
                _ => {
                    out.push(b'=');
                    at += 1;
                }
            },
            (byte, ..) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}

fn hexadecimal(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

fn from_base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for &byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = (bits << 6 | u32::from(value)) & 0xFF_FFFF;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count & 0xFF) as u8);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_taken_out_of_a_letter_with_its_address() {
        let letter = "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://example.org/fenmarsh\r\n\
            MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----part\"\r\n\r\n\
            ------part\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\naGk=\r\n\
            ------part\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
            <p class=3D\"a\">plan =E2=80=\r\n=93 made</p>\r\n------part--\r\n";
        assert!(is_saved(letter.as_bytes()));
        let saved = page(letter.as_bytes()).unwrap();
        assert_eq!(
            String::from_utf8(saved.page).unwrap().trim(),
            "<p class=\"a\">plan – made</p>"
        );
        assert_eq!(saved.charset.as_deref(), Some("utf-8"));
        assert_eq!(
            saved.address.as_deref(),
            Some("https://example.org/fenmarsh")
        );
    }

    #[test]
    fn base64_is_decoded() {
        assert_eq!(from_base64(b"cGxh\r\nbiBtYWRl"), b"plan made");
        assert_eq!(from_base64(b"cGxhbg=="), b"plan");
    }
}
