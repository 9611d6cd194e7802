//! The header of a plan's table: which column holds what, whatever it is called and wherever it stands.

use super::table::{Table, TableRow};
use crate::domain::words::folded;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Holds {
    /// The number or reference of the recommendation
    Number,
    /// Its words
    Recommendation,
    /// Whom it is addressed to
    Addressee,
    /// Agreed, partly agreed, not agreed
    Answer,
    /// Why not
    Reason,
    /// The answer in words
    Response,
    /// The answer in words and the actions
    Both,
    /// The actions
    Action,
    /// The number of the action
    ActionNumber,
    /// The Responsible Owner
    Owner,
    /// The first target date
    FirstTarget,
    /// The target date in force
    Target,
    /// What the owner says
    Status,
    /// On which day it was completed
    Completed,
}

/// The columns of a plan's table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// How many columns the table has
    pub(super) width: usize,
    /// How many rows the header itself takes
    pub(super) rows: usize,
    columns: Vec<(Holds, usize)>,
    /// Columns with a heading that says nothing that is read
    pub(super) unread: Vec<(usize, String)>,
}

impl Header {
    /// Returns where something stands.
    pub(super) fn at(&self, holds: Holds) -> Option<usize> {
        let found = self.columns.iter().find(|(own, _)| *own == holds);
        found.map(|(_, at)| *at)
    }

    /// Returns what a row says of something.
    pub(super) fn of<'r>(&self, row: &'r TableRow, holds: Holds) -> &'r str {
        self.at(holds).map_or("", |at| row.cell(at))
    }

    fn is_a_plans(&self) -> bool {
        let has = |holds: Holds| self.at(holds).is_some();
        let names_one = has(Holds::Number) || has(Holds::Recommendation);
        let does = has(Holds::Action) || has(Holds::Both);
        let answers = has(Holds::Answer)
            && (does || has(Holds::Response) || has(Holds::Owner) || has(Holds::Target));
        let plans = does && has(Holds::Recommendation) && (has(Holds::Owner) || has(Holds::Target));
        names_one && self.columns.len() >= 3 && (answers || plans)
    }
}

/// Returns the header of a table and the row at which it begins, where it is a plan's.
pub(super) fn of_table(table: &Table) -> Option<(usize, Header)> {
    let rows = 0..table.rows.len().min(MOST_TITLES);
    rows.into_iter()
        .find_map(|at| Some((at, at_row(&table.rows, at)?)))
}

/// A table's titles take no more rows than these.
const MOST_TITLES: usize = 6;

/// Returns the header that begins at a row: that row, or it with the next one.
pub(super) fn at_row(rows: &[TableRow], at: usize) -> Option<Header> {
    let row = rows.get(at)?;
    if row
        .cells
        .iter()
        .any(|cell| cell.chars().count() > LONGEST_HEADING)
    {
        return None;
    }
    let alone = read(&row.cells, 1);
    let next = rows
        .get(at + 1)
        .filter(|next| is_mostly_headings(row) && may_go_on(next));
    let Some(next) = next else {
        return alone.is_a_plans().then_some(alone);
    };
    let width = row.cells.len().max(next.cells.len());
    let both: Vec<String> = (0..width)
        .map(|at| format!("{} {}", row.cell(at), next.cell(at)))
        .collect();
    let both = read(&both, 2);
    let more = both.columns.len() > alone.columns.len() || continues(next);
    match (both.is_a_plans() && more, alone.is_a_plans()) {
        (true, _) => Some(both),
        (false, true) => Some(alone),
        (false, false) => None,
    }
}

/// No heading is as long as this.
const LONGEST_HEADING: usize = 120;

/// Tells whether half of what a row says, or more, are headings.
fn is_mostly_headings(row: &TableRow) -> bool {
    let filled = row.filled();
    let known = filled.iter().filter(|at| holds(row.cell(**at)).is_some());
    2 * known.count() >= filled.len()
}

/// Tells whether a row may be the second one of a header: short words, no number, no date.
fn may_go_on(row: &TableRow) -> bool {
    let is_short =
        |cell: &String| cell.chars().count() <= 60 && !cell.chars().any(|c| c.is_ascii_digit());
    row.cells.iter().all(is_short)
}

/// Tells whether a row says nothing but what headings say: `(including policy and operational)`.
fn continues(row: &TableRow) -> bool {
    let filled = row.filled();
    let is_said = |at: &usize| {
        let cell = row.cell(*at);
        cell.starts_with('(') || holds(cell).is_some()
    };
    !filled.is_empty() && filled.iter().all(is_said)
}

fn read(cells: &[String], rows: usize) -> Header {
    let mut columns: Vec<(Holds, usize)> = Vec::new();
    let mut unread = Vec::new();
    for (at, heading) in cells.iter().enumerate() {
        let found = holds(heading).filter(|found| columns.iter().all(|(own, _)| own != found));
        match found {
            Some(found) => columns.push((found, at)),
            None if heading.trim().is_empty() => {}
            None => unread.push((at, heading.split_whitespace().collect::<Vec<_>>().join(" "))),
        }
    }
    let has =
        |columns: &[(Holds, usize)], holds: Holds| columns.iter().any(|(own, _)| *own == holds);
    // Without a column for actions, they stand in the response.
    if !has(&columns, Holds::Action) && !has(&columns, Holds::Both) {
        let response = columns.iter_mut().find(|(own, _)| *own == Holds::Response);
        response
            .into_iter()
            .for_each(|column| column.0 = Holds::Both);
    }
    Header {
        width: cells.len(),
        rows,
        columns,
        unread,
    }
}

/// Returns what a heading says that its column holds. The more telling words count first: `Response to
/// recommendation` is a response.
fn holds(heading: &str) -> Option<Holds> {
    let folded = folded(heading);
    let mut words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    // `4. Response`: the column's own number.
    if words.len() > 1 && words[0].bytes().all(|c| c.is_ascii_digit()) {
        words.remove(0);
    }
    let text = words.join(" ");
    let heading = Heading { words, text };
    let found = heading
        .number()
        .or_else(|| heading.answer())
        .or_else(|| heading.owner())
        .or_else(|| heading.response())
        .or_else(|| heading.completed());
    if found.is_some() || heading.is_of_a_status() {
        // `Date of update` is neither a state nor a target.
        return found.or((!heading.has(&["date"])).then_some(Holds::Status));
    }
    heading
        .target()
        .or_else(|| heading.action())
        .or_else(|| heading.recommendation())
}

/// A heading, folded.
struct Heading<'h> {
    words: Vec<&'h str>,
    text: String,
}

impl Heading<'_> {
    fn has(&self, any: &[&str]) -> bool {
        self.words.iter().any(|word| any.contains(word))
    }

    fn is(&self, any: &[&str]) -> bool {
        any.contains(&self.text.as_str())
    }

    fn speaks_of_a_number(&self) -> bool {
        self.has(&["no", "nos", "number", "ref", "reference", "id"])
    }

    fn number(&self) -> Option<Holds> {
        const NUMBERS: [&str; 9] = [
            "no",
            "number",
            "ref",
            "reference",
            "rec",
            "item",
            "id",
            "rec no",
            "r no",
        ];
        let of_a_recommendation = self.has(&["rec", "recs", "recommendation", "recommendations"])
            && self.speaks_of_a_number()
            && self.words.len() <= 4;
        (self.is(&NUMBERS) || of_a_recommendation).then_some(Holds::Number)
    }

    fn answer(&self) -> Option<Holds> {
        if self.has(&["agreed", "accepted", "agree", "accept", "agreement"])
            || self.is(&["answer", "decision", "position"])
        {
            return Some(Holds::Answer);
        }
        self.has(&["reason", "reasons"]).then_some(Holds::Reason)
    }

    fn owner(&self) -> Option<Holds> {
        const OWNERS: [&str; 8] = [
            "owner",
            "owners",
            "lead",
            "leads",
            "responsible",
            "responsibility",
            "accountable",
            "who",
        ];
        self.has(&OWNERS).then_some(Holds::Owner)
    }

    fn response(&self) -> Option<Holds> {
        if !self.has(&["response", "responses"]) {
            return None;
        }
        let both = self.has(&["action", "actions", "planned", "taken"]);
        Some(if both { Holds::Both } else { Holds::Response })
    }

    fn completed(&self) -> Option<Holds> {
        const COMPLETED: [&str; 5] = [
            "date completed",
            "completed on",
            "completed",
            "actual completion date",
            "date of completion",
        ];
        self.is(&COMPLETED).then_some(Holds::Completed)
    }

    fn is_of_a_status(&self) -> bool {
        self.has(&["status", "progress", "rag", "update", "updates"])
    }

    fn target(&self) -> Option<Holds> {
        const TARGETS: [&str; 9] = [
            "target",
            "timescale",
            "timescales",
            "timeframe",
            "timeline",
            "deadline",
            "due",
            "when",
            "completion",
        ];
        let is_date = self.is(&["date", "dates", "delivery date", "end date"]);
        if !self.has(&TARGETS) && !is_date {
            return None;
        }
        let first = self.has(&["first", "original", "initial", "baseline"]);
        Some(if first {
            Holds::FirstTarget
        } else {
            Holds::Target
        })
    }

    fn action(&self) -> Option<Holds> {
        let is_action = self.has(&["action", "actions", "step", "steps", "task", "tasks"]);
        is_action.then_some(if self.speaks_of_a_number() {
            Holds::ActionNumber
        } else {
            Holds::Action
        })
    }

    fn recommendation(&self) -> Option<Holds> {
        if self.has(&["addressed", "addressee", "addressees"]) {
            return Some(Holds::Addressee);
        }
        self.has(&["recommendation", "recommendations"])
            .then_some(Holds::Recommendation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_whatever_they_are_called() {
        for (heading, expected) in [
            ("1. Rec No", Some(Holds::Number)),
            ("Recommendation number", Some(Holds::Number)),
            ("2. Recommendation", Some(Holds::Recommendation)),
            ("3. Agreed/ Partly Agreed/ Not Agreed", Some(Holds::Answer)),
            ("4. Response Action Taken/Planned", Some(Holds::Both)),
            (
                "5. Responsible Owner (including policy and operational)",
                Some(Holds::Owner),
            ),
            ("6. Target Date", Some(Holds::Target)),
            ("By when", Some(Holds::Target)),
            ("Original target date", Some(Holds::FirstTarget)),
            ("Timescale", Some(Holds::Target)),
            ("Lead", Some(Holds::Owner)),
            ("Action owner", Some(Holds::Owner)),
            ("Progress/RAG", Some(Holds::Status)),
            ("Response", Some(Holds::Response)),
            ("Action ref", Some(Holds::ActionNumber)),
            ("Date completed", Some(Holds::Completed)),
            ("Evidence", None),
            ("Definition", None),
            ("Term", None),
            ("", None),
        ] {
            assert_eq!(holds(heading), expected, "{heading}");
        }
    }
}
