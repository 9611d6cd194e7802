//! A workbook is an archive: how far it expands is counted before anything of it is understood.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::Refused;
use crate::import::container::archive::{LARGEST, MOST_PARTS, MOST_TIMES};

/// A small file may expand to this much whatever it is times its size.
const ALWAYS: u64 = 10 * 1024 * 1024;

/// Opens an archive.
pub(super) fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, Refused> {
    ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::unreadable(CUT_OFF))
}

/// What is said of a file whose parts cannot be read.
pub(super) const CUT_OFF: &str =
    "is cut off or damaged: open it in the program that made it, save it anew, and import that";

/// Refuses an archive that expands further than is read. What its directory says of the sizes is
/// not believed: they are counted while the parts are inflated.
pub(super) fn within_limits(bytes: &[u8]) -> Result<(), Refused> {
    let mut archive = open(bytes)?;
    if archive.len() > MOST_PARTS {
        return Err(Refused::TooLarge(format!(
            "it has more than {MOST_PARTS} parts"
        )));
    }
    let most = LARGEST.min((bytes.len() as u64 * MOST_TIMES).max(ALWAYS));
    let mut expanded = 0;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(_) => Refused::unreadable(
                "has a part with a password, or packed in a way that is not known: save it anew in Excel",
            ),
            _ => Refused::unreadable(CUT_OFF),
        })?;
        expanded += counted(part.take(most - expanded + 1))?;
        if expanded > most {
            return Err(Refused::TooLarge(format!(
                "it expands to more than {} MB",
                most / 1024 / 1024
            )));
        }
    }
    Ok(())
}

fn counted(mut part: impl Read) -> Result<u64, Refused> {
    std::io::copy(&mut part, &mut std::io::sink()).map_err(|_| Refused::unreadable(CUT_OFF))
}

/// Returns a part of an archive as bytes; nothing where there is none of that name.
pub(super) fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let part = archive.by_name(name).ok()?;
    part.take(LARGEST).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn an_archive_that_expands_too_far_is_refused_before_it_is_read() {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive
            .start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default())
            .unwrap();
        let nothing = vec![0; 1024 * 1024];
        for _ in 0..12 {
            archive.write_all(&nothing).unwrap();
        }
        let bytes = archive.finish().unwrap().into_inner();
        let refused = within_limits(&bytes).unwrap_err();
        assert_eq!(
            refused,
            Refused::TooLarge("it expands to more than 10 MB".to_owned())
        );
    }
}
