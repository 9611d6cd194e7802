//! The form of a truth: one fact a line.
//!
//! ```text
//! # a comment
//! body: Fenmarsh PDU
//! published: 2024-05
//! fieldwork: 2024-02
//! kind: core
//! score: 5/21
//! overall: Inadequate
//! 1.1: Good                                  the rating of a standard
//! 2.2.1: 37                                  the first key question of standard 2.2, per cent
//! 1 [Fenmarsh PDU]: improve … every case.    a recommendation: printed number, addressees, words
//! - [HMPPS + MoJ]: mend the roof ¶ • soon    without a number; a break inside it is ¶
//! earlier 1 [Brome CRC]: train managers      an item that an annexe prints again, by its place there
//! earlier 1 finding: little was done
//! earlier 1: no progress                     its grade, or the words of one that is not known
//! earlier from: Brome CRC, 2019-06           whose it is and when; one line for each publication
//! alert 1: a concern                         alert response 1 (completed): what was announced
//! note: words that a note must hold          question: words that a question must hold
//! refused: words of the refusal              instead of everything else
//! ```
//! The truth of an action plan or a tracker has a form of its own, told in `plan_truth.rs`.
//! Words are whole, or their beginning and their end with ` … ` between them. Of `kind`, `title`,
//! `area`, `isbn` and `led by` only what the truth names is compared; whatever else was read and
//! does not stand in the truth is wrong.

use super::plan_truth::PlanTruth;

/// One item: a recommendation, of the report itself or of an earlier one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    pub number: Option<String>,
    pub addressees: Vec<String>,
    pub words: String,
    pub finding: Option<String>,
    pub grade: Option<String>,
}

/// What stands in a sample.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Truth {
    /// Facts by their key: `body`, `1.1`, `2.2.1`, `alert 1`
    pub facts: Vec<(String, String)>,
    pub items: Vec<Item>,
    pub earlier: Vec<Item>,
    /// Whose earlier items are and when, in order
    pub from: Vec<String>,
    pub notes: Vec<String>,
    pub questions: Vec<String>,
    pub refused: Option<String>,
    /// What the file is
    pub kind: Kind,
    /// What stands in it where it is a plan or a tracker
    pub plan: PlanTruth,
}

/// What a file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Report,
    Plan,
    Tracker,
}

impl Kind {
    pub const ALL: [Kind; 3] = [Kind::Report, Kind::Plan, Kind::Tracker];

    pub fn words(self) -> &'static str {
        match self {
            Kind::Report => "reports",
            Kind::Plan => "action plans",
            Kind::Tracker => "trackers",
        }
    }
}

impl Truth {
    /// Reads a truth, or says which line is none.
    pub fn read(text: &str) -> Result<Truth, String> {
        let mut truth = Truth::default();
        for line in text.lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            truth
                .line(line)
                .ok_or_else(|| format!("`{line}` is no line of a truth"))?;
        }
        Ok(truth)
    }

    fn line(&mut self, line: &str) -> Option<()> {
        match line {
            "is: plan" => self.kind = Kind::Plan,
            "is: tracker" => self.kind = Kind::Tracker,
            line if self.kind == Kind::Report => return self.of_report(line),
            line => return self.of_plan(line),
        }
        Some(())
    }

    fn of_plan(&mut self, line: &str) -> Option<()> {
        let (key, value) = line.split_once(": ")?;
        let value = value.trim().to_owned();
        match key {
            "note" => self.notes.push(value),
            "question" => self.questions.push(value),
            "refused" => self.refused = Some(value),
            key => return self.plan.line(key, value),
        }
        Some(())
    }

    fn of_report(&mut self, line: &str) -> Option<()> {
        let (key, value) = match line.find("]: ") {
            Some(at) if line[..at].contains(" [") && !line[..at].contains(": ") => {
                (&line[..=at], &line[at + 3..])
            }
            _ => line.split_once(": ")?,
        };
        let value = value.trim().to_owned();
        if let Some(rest) = key.strip_prefix("earlier ") {
            return self.earlier(rest, value);
        }
        if key.ends_with(']') {
            self.items.push(item(key, value)?);
            return Some(());
        }
        match key {
            "note" => self.notes.push(value),
            "question" => self.questions.push(value),
            "refused" => self.refused = Some(value),
            key => self.facts.push((key.to_owned(), value)),
        }
        Some(())
    }

    fn earlier(&mut self, key: &str, value: String) -> Option<()> {
        if key == "from" {
            self.from.push(value);
            return Some(());
        }
        if key.ends_with(']') {
            let mut item = item(key, value)?;
            item.number = None;
            self.earlier.push(item);
            return Some(());
        }
        let number: usize = key.split(' ').next()?.parse().ok()?;
        let item = self.earlier.get_mut(number.checked_sub(1)?)?;
        match key.split_once(' ').map(|(_, what)| what) {
            None => item.grade = Some(value),
            Some("finding") => item.finding = Some(value),
            Some("number") => item.number = Some(value),
            Some(_) => return None,
        }
        Some(())
    }
}

fn item(key: &str, words: String) -> Option<Item> {
    let (number, names) = key.strip_suffix(']')?.split_once(" [")?;
    let names = names
        .split(" + ")
        .map(str::trim)
        .filter(|name| !name.is_empty());
    Some(Item {
        number: Some(number.to_owned()).filter(|number| number != "-"),
        addressees: names.map(str::to_owned).collect(),
        words,
        finding: None,
        grade: None,
    })
}

/// Tells whether words are those of a truth: the same, or with its beginning and its end.
pub fn agree(truth: &str, found: &str) -> bool {
    let (truth, found) = (&broken(truth), &broken(&found.replace('\n', " ¶ ")));
    match truth.split_once(" … ") {
        None => truth == found,
        Some((begins, ends)) => {
            found.len() >= begins.len() + ends.len()
                && found.starts_with(begins)
                && found.ends_with(ends)
        }
    }
}

/// A break before a part of an item stays; one between paragraphs counts as a space.
fn broken(words: &str) -> String {
    let mut parts = words.split(" ¶ ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let first = part.split(' ').next().unwrap_or_default();
        let is_part = first.chars().count() <= 2 && !part.starts_with(char::is_uppercase);
        out.push_str(if is_part { " ¶ " } else { " " });
        out.push_str(part);
    }
    out
}
