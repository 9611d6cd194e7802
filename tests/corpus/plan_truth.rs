//! The form of a truth of an action plan or a tracker: one fact a line, each under the row and the action
//! that it is about.
//!
//! ```text
//! is: plan                                   or `is: tracker`
//! title: Action plan                         compared where it is named, like `rows` and `left out`
//! answers: Fenmarsh PDU, May 2025            the report that all rows answer, as printed
//! speaks of: 2025-06                         the day of which it speaks
//! rows: 12                                   rows of a sheet that hold anything below the header
//! left out: 2                                those of them that are none of its list
//! row 1: improve the plans                   a recommendation by its printed number and words, `-` without
//! row 1 of Fenmarsh PDU to HMPPS + MoJ: -    with its report and its addressees; fenmarsh-2025/1 is a reference
//! published: 2025-05                         when the report of the row was published
//! answer: partly agreed                      "Accepted" where the words are none that is known
//! reason: affordability                      part: which part; answered: 2025-06
//! response: words of the answer
//! action 2: train all staff                  its printed number and words, `-` without
//! owner: Head of Fenmarsh PDU
//! target: 2027-03                            "Ongoing" where it is no date; one line for each revision
//! state: in progress                         "Purple" where the words are none that is known
//! on: 2026-10-31                             the day of that; said: words beside it
//! ```
//! The row of a tracker is a row of its sheet; what it leaves to the row above is written out.

/// One recommendation of a plan, or one row of a tracker.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The printed number, or a reference
    pub number: Option<String>,
    pub words: Option<String>,
    /// Facts of the row and its answer by their key
    pub facts: Vec<(&'static str, String)>,
    pub actions: Vec<Action>,
}

/// One action by its number, words and facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Action {
    pub number: Option<String>,
    pub words: String,
    pub facts: Vec<(&'static str, String)>,
}

/// What stands in a plan or a tracker.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanTruth {
    pub facts: Vec<(&'static str, String)>,
    pub rows: Vec<Row>,
}

/// The keys that stand above the first row, under a row and under an action.
const ABOVE: [&str; 5] = ["title", "answers", "speaks of", "rows", "left out"];
const OF_ROW: [&str; 6] = [
    "published",
    "answer",
    "reason",
    "part",
    "answered",
    "response",
];
const OF_ACTION: [&str; 5] = ["owner", "target", "state", "on", "said"];

impl PlanTruth {
    /// Takes one line; nothing where it is none.
    pub fn line(&mut self, key: &str, value: String) -> Option<()> {
        if let Some(named) = key.strip_prefix("row ") {
            self.rows.push(row(named, &value));
            return Some(());
        }
        let Some(row) = self.rows.last_mut() else {
            self.facts.push((one_of(&ABOVE, key)?, value));
            return Some(());
        };
        if let Some(number) = key.strip_prefix("action") {
            row.actions.push(Action {
                number: Some(number.trim().to_owned()).filter(|number| !number.is_empty()),
                words: given(&value).unwrap_or_default(),
                facts: Vec::new(),
            });
            return Some(());
        }
        if let Some(key) = one_of(&OF_ROW, key) {
            row.facts.push((key, value));
            return Some(());
        }
        let action = row.actions.last_mut()?;
        action.facts.push((one_of(&OF_ACTION, key)?, value));
        Some(())
    }
}

fn one_of(keys: &[&'static str], key: &str) -> Option<&'static str> {
    keys.iter().copied().find(|known| *known == key)
}

/// Words, where they are not the dash that stands for none.
fn given(words: &str) -> Option<String> {
    Some(words.to_owned()).filter(|words| words != "-")
}

/// Parts `1 of Fenmarsh PDU to HMPPS + MoJ`.
fn row(named: &str, words: &str) -> Row {
    let (named, addressees) = match named.split_once(" to ") {
        Some((named, addressees)) => (named, Some(addressees)),
        None => (named, None),
    };
    let (number, report) = match named.split_once(" of ") {
        Some((number, report)) => (number, Some(report)),
        None => (named, None),
    };
    let mut facts = Vec::new();
    facts.extend(report.map(|report| ("report", report.to_owned())));
    facts.extend(addressees.map(|names| ("addressees", names.to_owned())));
    Row {
        number: given(number.trim()),
        words: given(words),
        facts,
        actions: Vec::new(),
    }
}
