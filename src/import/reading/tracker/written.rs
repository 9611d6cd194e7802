//! A mapping written as the file that keeps it, with remarks for the person who edits it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::field::Field;
use super::header::plain;
use super::kept::UNKNOWN;
use super::mapping::{Mapping, Meant, Vocabulary};

impl Mapping {
    /// Writes the mapping; the same mapping gives the same text. `source` is the name of the file it maps,
    /// `said` what is to be said behind a heading or a word, as `columns` or the key of its table, and itself.
    pub fn to_toml(&self, source: &str, said: impl Fn(&str, &str) -> Option<String>) -> String {
        let mut text = format!(
            "# How annexe reads {}. Headings are those of the sheet, word for word.\n",
            plain(source)
        );
        if !self.sheets.is_empty() {
            text += &format!(
                "\n# The sheets that are read, and those that are not.\nsheets = {}\n",
                list(&self.sheets)
            );
            text += &format!("left_out_sheets = {}\n", list(&self.left_out_sheets));
        }
        self.write_rules(&mut text);
        text += "# Columns that are not read.\n";
        text += &format!("left_out = {}\n", list(&self.left_out));
        self.write_columns(&mut text, &said);
        self.write_without(&mut text);
        write_words(
            &mut text,
            "status",
            "not started, in progress, completed, discontinued, or nothing",
            &self.status,
            &said,
        );
        write_words(
            &mut text,
            "answer",
            "agreed, partly agreed, not agreed, or nothing",
            &self.answer,
            &said,
        );
        write_words(
            &mut text,
            "reason",
            "commissioning, policy, operational, affordability, not stated, or nothing",
            &self.reason,
            &said,
        );
        text
    }

    fn write_rules(&self, text: &mut String) {
        *text += "\n# Which comes first in dates written in figures: \"day first\", \"month first\" or \"year first\".\n";
        *text += &match self.dates.order {
            Some(order) => format!("dates = {}\n", quoted(order.words())),
            None => "# dates = \"day first\"\n".to_owned(),
        };
        *text += "# What years of two digits are counted from.\n";
        *text += &match self.dates.century {
            Some(century) => format!("two_digit_years = {century}\n"),
            None => "# two_digit_years = 2000\n".to_owned(),
        };
        *text += "# What rows say that are headings within the list: \"report\" or \"addressee\"; left out otherwise.\n";
        *text += &match self.subheadings {
            Some(field) => format!("subheadings = {}\n", quoted(field.key())),
            None => "# subheadings = \"report\"\n".to_owned(),
        };
    }

    fn write_without(&self, text: &mut String) {
        if !self.without.is_empty() {
            *text += "\n# Columns that a sheet does not have.\n[without]\n";
            let mut sheets: BTreeMap<&str, Vec<String>> = BTreeMap::new();
            for (sheet, heading) in &self.without {
                sheets.entry(sheet).or_default().push(heading.clone());
            }
            for (sheet, headings) in sheets {
                let _ = writeln!(text, "{} = {}", quoted(sheet), list(&headings));
            }
        }
    }

    fn write_columns(&self, text: &mut String, said: &impl Fn(&str, &str) -> Option<String>) {
        *text += "\n# What annexe calls it, and the heading of the column.\n[columns]\n";
        for field in Field::ALL {
            let headings: Vec<String> = self
                .columns
                .iter()
                .filter(|(known, _)| *known == field)
                .map(|(_, heading)| heading.clone())
                .collect();
            let value = match headings.as_slice() {
                [] => {
                    let _ = writeln!(text, "# {} = \"\"   # {}", field.key(), field.words());
                    continue;
                }
                [one] => quoted(one),
                several => list(several),
            };
            let samples = headings
                .first()
                .and_then(|heading| said("columns", heading));
            let remark = samples.map(|samples| remark(&samples)).unwrap_or_default();
            let _ = writeln!(text, "{} = {value}{remark}", field.key());
        }
    }
}

fn write_words<T: Vocabulary>(
    text: &mut String,
    key: &str,
    meanings: &str,
    words: &[(String, Option<Meant<T>>)],
    said: &impl Fn(&str, &str) -> Option<String>,
) {
    if words.is_empty() {
        return;
    }
    let _ = write!(text, "\n# What its words mean: {meanings}.\n[{key}]\n");
    for (word, meaning) in words {
        let meaning = meaning.map_or(UNKNOWN, Meant::words);
        let remark = said(key, word)
            .map(|said| remark(&said))
            .unwrap_or_default();
        let _ = writeln!(text, "{} = {}{remark}", quoted(word), quoted(meaning));
    }
}

/// Writes a remark behind a line; TOML takes no control characters there.
fn remark(words: &str) -> String {
    format!("   # {}", words.replace(char::is_control, ""))
}

/// Writes a string of TOML on one line.
fn quoted(words: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in words.chars() {
        match letter {
            '"' => quoted += "\\\"",
            '\\' => quoted += "\\\\",
            '\n' => quoted += "\\n",
            '\t' => quoted += "\\t",
            letter if letter.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(letter));
            }
            letter => quoted.push(letter),
        }
    }
    quoted + "\""
}

fn list(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|words| quoted(words)).collect();
    format!("[{}]", words.join(", "))
}
