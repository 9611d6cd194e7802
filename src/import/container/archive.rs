//! The parts of a zip archive, unpacked with limits: its directory is never trusted.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::Refused;

/// How many parts an archive has at most.
pub(super) const MOST_PARTS: usize = 10_000;
/// To how much it unpacks at most.
pub(super) const LARGEST: u64 = 500 * 1024 * 1024;
/// Words repeat themselves, but hardly two hundred times.
pub(super) const MOST_TIMES: u64 = 200;
/// What a small archive may hold, however often it repeats itself.
const ALWAYS: u64 = 1024 * 1024;

/// An archive and how much may still come out of it.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive; one that is cut off or has too many parts is refused.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Refused> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
            Refused::unreadable("is cut off or damaged: its list of parts at the end is missing; copy or download it again")
        })?;
        if zip.len() > MOST_PARTS {
            let why = format!("{} parts, and the limit is 10,000", zip.len());
            return Err(Refused::TooLarge(why));
        }
        let left = (bytes.len() as u64 * MOST_TIMES).clamp(ALWAYS, LARGEST);
        Ok(Archive { zip, left })
    }

    /// Returns the names of its parts, as they are written.
    pub fn names(&self) -> impl Iterator<Item = String> {
        let names = self.zip.file_names();
        names.filter_map(|name| name.ok().map(|name| name.into_owned()))
    }

    /// Returns the name of a part as it is written. Capitals and the kind of slash make no difference.
    pub fn known(&self, name: &str) -> Option<String> {
        self.names().find(|known| {
            let plain = known.trim_start_matches('/').replace('\\', "/");
            plain.eq_ignore_ascii_case(name)
        })
    }

    /// Unpacks a part; nothing where there is none of this name.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refused> {
        let Some(known) = self.known(name) else {
            return Ok(None);
        };
        let damaged = || {
            Refused::unreadable(format!(
                "is damaged: `{name}` in it cannot be unpacked; copy or download it again"
            ))
        };
        let part = self.zip.by_name(&known).map_err(|_| damaged())?;
        let mut bytes = Vec::new();
        let read = part.take(self.left + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > self.left {
            return Err(Refused::TooLarge(
                "its parts unpack to more than 200 times its size or 500 MB".to_owned(),
            ));
        }
        read.map_err(|_| damaged())?;
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, part) in parts {
            let options = zip::write::SimpleFileOptions::default();
            zip.start_file(*name, options).unwrap();
            zip.write_all(part).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_part_is_found_whatever_its_capitals() {
        let bytes = packed(&[("Word/Document.xml", b"words")]);
        let mut archive = Archive::open(&bytes).unwrap();
        assert_eq!(
            archive.part("word/document.xml").unwrap().unwrap(),
            b"words"
        );
        assert_eq!(archive.part("word/styles.xml").unwrap(), None);
    }

    #[test]
    fn an_archive_that_swells_is_refused_while_it_is_unpacked() {
        let bytes = packed(&[("word/document.xml", &vec![b' '; 20 * 1024 * 1024])]);
        let refused = Archive::open(&bytes)
            .unwrap()
            .part("word/document.xml")
            .unwrap_err();
        assert!(matches!(refused, Refused::TooLarge(why) if why.contains("200 times")));
    }

    #[test]
    fn what_is_cut_off_or_changed_is_refused() {
        let bytes = packed(&[("word/document.xml", &[b'w'; 4000])]);
        assert!(Archive::open(&bytes[..bytes.len() - 30]).is_err());
        let mut changed = bytes.clone();
        changed[50] ^= 0xFF;
        let part = Archive::open(&changed).map(|mut archive| archive.part("word/document.xml"));
        assert!(matches!(part, Ok(Err(_)) | Err(_)));
    }
}
