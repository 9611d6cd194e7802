//! What holds for the whole register and every paper drawn from it.

use rusqlite::{OptionalExtension, named_params};

use super::{Change, Store};
use crate::error::{Error, Result, is_damage};

/// The longest protective marking, in characters: so much every format prints whole on one line.
const LONGEST_MARKING: usize = 60;

/// Returns a protective marking without the blanks around it.
///
/// # Errors
/// [`Error::Misused`] when it is empty, or more than fits on a line of a page.
pub fn valid_marking(words: &str) -> Result<String> {
    // The two that no control character is: LINE SEPARATOR and PARAGRAPH SEPARATOR.
    let is_break = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let words = words.trim();
    if words.is_empty() || words.chars().count() > LONGEST_MARKING || words.contains(is_break) {
        return Err(Error::Misused(format!(
            "a protective marking is one line of 1 to {LONGEST_MARKING} characters, such as OFFICIAL-SENSITIVE"
        )));
    }
    Ok(words.to_owned())
}

impl Store {
    /// Returns the protective marking that every paper carries, if one is kept. Of a damaged register
    /// none can be read: a check prints a paper of it, too.
    pub fn marking(&self) -> Result<Option<String>> {
        let sql = "SELECT value FROM setting WHERE name = 'marking'";
        let read = self
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)).optional());
        match read {
            Err(error) if is_damage(&error) => Ok(None),
            read => Ok(read?),
        }
    }
}

impl Change<'_> {
    /// Keeps the protective marking that every paper carries; nothing: none.
    ///
    /// # Errors
    /// As [`valid_marking`].
    pub fn keep_marking(&self, words: Option<&str>) -> Result<()> {
        let Some(words) = words.map(valid_marking).transpose()? else {
            let sql = "DELETE FROM setting WHERE name = 'marking'";
            self.connection.prepare_cached(sql)?.execute([])?;
            return Ok(());
        };
        let update = "UPDATE setting SET value = :words WHERE name = 'marking'";
        let mut statement = self.connection.prepare_cached(update)?;
        if statement.execute(named_params! { ":words": words })? == 0 {
            let insert = "INSERT INTO setting (id, name, value) VALUES (:id, 'marking', :words)";
            let id = self.next_id("setting")?;
            self.connection
                .prepare_cached(insert)?
                .execute(named_params! { ":id": id, ":words": words })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marking_is_one_line_that_every_page_has_room_for() {
        let kept = |words: &str| valid_marking(words).ok();
        let (longest, longer) = ("é".repeat(60), "é".repeat(61));
        assert_eq!(kept(" OFFICIAL "), Some("OFFICIAL".to_owned()));
        assert_eq!(kept(&longest), Some(longest.clone()));
        for refused in [
            "",
            " ",
            &longer,
            "OFFICIAL\nSENSITIVE",
            "A\rB",
            "A\u{2028}B",
        ] {
            assert_eq!(kept(refused), None, "{refused:?}");
        }
    }
}
