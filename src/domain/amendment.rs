//! What an amendment corrected: each field, from what to what, as the history tells it.

use std::fmt;

use super::words::beginning;

/// Texts up to this length are told whole.
const WHOLE: usize = 60;

/// So much is told of a part of a text.
const PART: usize = 80;

/// So many words that stay are told on each side of those that differ.
const AROUND: usize = 2;

/// One field that was corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    field: &'static str,
    from: String,
    to: String,
}

impl Difference {
    /// Compares values of a field. Returns nothing where they are the same.
    pub fn between<T: PartialEq + fmt::Display>(
        field: &'static str,
        from: Option<T>,
        to: Option<T>,
    ) -> Option<Difference> {
        let told = |value: &Option<T>| value.as_ref().map_or("nothing".to_owned(), T::to_string);
        (from != to).then(|| Difference {
            field,
            from: told(&from),
            to: told(&to),
        })
    }

    /// Compares texts of a field; of long ones the part that differs is told.
    pub fn between_texts(
        field: &'static str,
        from: Option<&str>,
        to: Option<&str>,
    ) -> Option<Difference> {
        if from == to {
            return None;
        }
        let (part_from, part_to) = parts(from.unwrap_or_default(), to.unwrap_or_default());
        let told = |text: Option<&str>, part| match text {
            Some(_) => format!("“{part}”"),
            None => "nothing".to_owned(),
        };
        Some(Difference {
            field,
            from: told(from, part_from),
            to: told(to, part_to),
        })
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} from {} to {}", self.field, self.from, self.to)
    }
}

/// Says what was corrected, field by field.
pub fn sentence(what: &str, differences: &[Difference]) -> String {
    let told: Vec<String> = differences.iter().map(Difference::to_string).collect();
    if told.is_empty() {
        what.to_owned()
    } else {
        format!("{what}: {}", told.join("; "))
    }
}

/// Returns of two texts the parts that differ, with a little of what stays around them.
fn parts(from: &str, to: &str) -> (String, String) {
    let is_short = |text: &str| text.chars().count() <= WHOLE;
    if is_short(from) && is_short(to) {
        return (beginning(from, WHOLE), beginning(to, WHOLE));
    }
    let from: Vec<&str> = from.split_whitespace().collect();
    let to: Vec<&str> = to.split_whitespace().collect();
    let same = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| {
        pairs.take_while(|(one, other)| one == other).count()
    };
    let before = same(&mut from.iter().zip(&to));
    let after = same(&mut from[before..].iter().rev().zip(to[before..].iter().rev()));
    let part = |words: &[&str]| {
        let first = before.saturating_sub(AROUND);
        let end = (words.len() - after + AROUND).min(words.len());
        let cut = |is_cut: bool| if is_cut { "… " } else { "" };
        let told = beginning(&words[first..end].join(" "), PART);
        let told = format!("{}{told}", cut(first > 0));
        if end < words.len() && !told.ends_with('…') {
            format!("{told} …")
        } else {
            told
        }
    };
    (part(&from), part(&to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(from: Option<&str>, to: Option<&str>) -> String {
        let difference = Difference::between_texts("words", from, to);
        difference.map_or_else(String::new, |difference| difference.to_string())
    }

    #[test]
    fn short_texts_are_told_whole_and_what_is_not_there_is_nothing() {
        let moved = told(Some("Head of PDU"), Some("Quality officer"));
        assert_eq!(moved, "words from “Head of PDU” to “Quality officer”");
        assert_eq!(told(None, Some("soon")), "words from nothing to “soon”");
        assert_eq!(told(Some("soon"), Some("soon")), "");
    }

    #[test]
    fn of_long_texts_the_part_that_differs_is_told() {
        let long = "make sure that each assessment draws on what the police and children's services know of the household";
        let other = long.replace("police", "courts");
        assert_eq!(
            told(Some(long), Some(&other)),
            "words from “… what the police and children's …” to “… what the courts and children's …”"
        );
        let shorter = long.strip_suffix(" of the household").unwrap();
        assert_eq!(
            told(Some(long), Some(shorter)),
            "words from “… services know of the household” to “… services know”"
        );
        let twice = format!("{long} {long}");
        let more = told(Some(long), Some(&twice));
        assert!(more.contains('…') && more.len() < 300, "{more}");
    }

    #[test]
    fn each_field_stands_in_the_sentence() {
        let differences: Vec<_> = [
            Difference::between("grade", Some("some progress"), Some("no progress")),
            Difference::between("date", None, Some("2026-11-01")),
            Difference::between("score", Some(1), Some(1)),
        ]
        .into_iter()
        .flatten()
        .collect();
        assert_eq!(
            sentence("amended #f4", &differences),
            "amended #f4: grade from some progress to no progress; date from nothing to 2026-11-01"
        );
        assert_eq!(sentence("amended #f4", &[]), "amended #f4");
    }
}
