//! What the columns of a table hold: by their head, or by what stands in them.

use super::tables::TableRow;
use super::{findings, folded, names};

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// The numbers of the recommendations
    Number,
    /// Their words
    Recommendation,
    /// Whom they ask
    Addressee,
    /// What was done or found
    Finding,
    /// The grade of it
    Grade,
    /// Anything else, under this name
    Other(String),
}

/// Tells whether a row is the head of a table of recommendations. That of an action plan is none.
pub(super) fn is_head(cells: &[String]) -> bool {
    let planned = |cell: &String| {
        let name = folded(cell);
        name.contains("target date") || name.contains("agreed")
    };
    if cells.iter().any(planned) {
        return false;
    }
    let known: Vec<Option<Column>> = cells.iter().map(|cell| named(cell)).collect();
    let recommended = known.contains(&Some(Column::Recommendation));
    let filled = cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    let short = cells
        .iter()
        .all(|cell| cell.split_whitespace().count() <= 10);
    recommended && filled >= 2 && short
}

/// Reads the columns of a table by its head; what the head leaves open the cells decide.
pub(super) fn by_head(head: &[String], rows: &[TableRow]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for (at, cell) in head.iter().enumerate() {
        let graded = || mostly(rows, at, findings::is_grade);
        let column = match named(cell) {
            // "Progress" may head the grades, or what was done.
            Some(Column::Grade) if !graded() && is_wordy(rows, at) => Column::Finding,
            Some(Column::Finding) if graded() => Column::Grade,
            Some(column) => column,
            None if cell.trim().is_empty() && mostly(rows, at, is_number) => Column::Number,
            None if graded() => Column::Grade,
            None => Column::Other(super::repairs::spaced(cell)),
        };
        // Of two alike the first one counts; the other is kept under its name.
        columns.push(match columns.contains(&column) {
            true => Column::Other(super::repairs::spaced(cell)),
            false => column,
        });
    }
    columns
}

/// Guesses the columns of a table without a head by what stands in them.
pub(super) fn by_content(rows: &[TableRow]) -> Vec<Column> {
    let count = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut columns: Vec<Column> = Vec::new();
    for at in 0..count {
        let column = if at == 0 && mostly(rows, at, is_number) {
            Column::Number
        } else if mostly(rows, at, findings::is_grade) {
            Column::Grade
        } else if mostly(rows, at, is_short_body) {
            Column::Addressee
        } else if is_wordy(rows, at) && !columns.contains(&Column::Recommendation) {
            Column::Recommendation
        } else if is_wordy(rows, at) {
            Column::Finding
        } else {
            Column::Other(String::new())
        };
        columns.push(match columns.contains(&column) {
            true => Column::Other(String::new()),
            false => column,
        });
    }
    let graded = columns.contains(&Column::Grade);
    for column in &mut columns {
        // Without a grade nothing says that a second text is what was found.
        if *column == Column::Finding && !graded {
            *column = Column::Other(String::new());
        }
    }
    columns
}

fn filled(rows: &[TableRow], at: usize) -> impl Iterator<Item = &str> {
    rows.iter()
        .filter_map(move |row| row.cells.get(at))
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty())
}

fn mostly(rows: &[TableRow], at: usize, is_one: impl Fn(&str) -> bool) -> bool {
    let all = filled(rows, at).count();
    let ones = filled(rows, at).filter(|cell| is_one(cell)).count();
    ones > 0 && ones * 3 >= all * 2
}

fn is_wordy(rows: &[TableRow], at: usize) -> bool {
    mostly(rows, at, |cell| cell.split_whitespace().count() >= 3)
}

/// `1`, `1.`, `R3`, `2.1`: a number of a recommendation.
pub(super) fn is_number(cell: &str) -> bool {
    let bare = cell
        .trim_start_matches("Recommendation ")
        .trim_start_matches(['R', '('])
        .trim_end_matches(['.', ')', ':']);
    !bare.is_empty()
        && bare.len() <= 5
        && bare.starts_with(|c: char| c.is_ascii_digit())
        && bare
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
}

fn is_short_body(cell: &str) -> bool {
    cell.split_whitespace().count() <= 14 && names::is_body(cell)
}

/// Returns what a column of this name holds.
fn named(cell: &str) -> Option<Column> {
    let name = folded(cell);
    let is = |words: &[&str]| words.contains(&name.as_str());
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if is(&[
        "no",
        "number",
        "ref",
        "reference",
        "rec no",
        "rec",
        "item",
        "id",
        "nr",
        "item no",
        "rec number",
        "rec ref",
        "recommendation no",
        "recommendation number",
        "recommendation ref",
        "recommendation reference",
    ]) || cell.trim() == "#"
    {
        return Some(Column::Number);
    }
    if is(&[
        "owner",
        "owners",
        "addressed to",
        "addressee",
        "addressees",
        "for",
        "responsible",
        "responsible body",
        "responsible organisation",
        "lead",
        "who",
        "by whom",
        "action by",
        "for action by",
        "body",
        "organisation",
        "to whom",
        "directed to",
        "made to",
        "recommended to",
        "responsibility",
        "lead organisation",
        "responsible owner",
        "recipient",
        "agency",
        "lead agency",
        "recommendation for",
        "recommendation to",
        "recommendation addressed to",
        "recommendation made to",
        "who should act",
    ]) {
        return Some(Column::Addressee);
    }
    if is(&[
        "category",
        "categorisation",
        "progress",
        "grade",
        "rating",
        "judgement",
        "status",
        "progress rating",
        "rating of progress",
        "level of progress",
        "progress grade",
        "progress judgement",
        "assessment of progress",
        "progress made",
        "overall progress",
        "categorisation of progress",
        "progress category",
        "our judgement",
        "outcome",
        "sufficiency of progress",
    ]) {
        return Some(Column::Grade);
    }
    if has(&[
        "action taken",
        "actions taken",
        "what we found",
        "what was done",
        "finding",
    ]) || is(&[
        "evidence",
        "update",
        "comment",
        "comments",
        "impact",
        "summary of progress",
        "summary",
        "summary of action",
        "progress since the last inspection",
        "progress since last inspection",
        "progress and impact",
        "action and impact",
    ]) || name.starts_with("summary of action")
    {
        return Some(Column::Finding);
    }
    if has(&["recommendation", "we recommend", "recommended action"])
        && !name.contains(|c: char| c.is_ascii_digit())
        && !has(&["still", "accepted", "agreed", "response"])
    {
        return Some(Column::Recommendation);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> TableRow {
        let cells = cells.iter().map(|&cell| cell.to_owned()).collect();
        TableRow { at: 0, cells }
    }

    #[test]
    fn a_head_says_what_the_columns_hold() {
        let rows = [row(&[
            "1",
            "Improve plans",
            "Two were made in May",
            "Some progress",
            "Yes",
        ])];
        let head = row(&[
            "",
            "Previous recommendation",
            "Progress",
            "Category",
            "More to do?",
        ]);
        assert!(is_head(&head.cells));
        assert_eq!(
            by_head(&head.cells, &rows),
            [
                Column::Number,
                Column::Recommendation,
                Column::Finding,
                Column::Grade,
                Column::Other("More to do?".to_owned())
            ]
        );
        assert!(!is_head(&row(&["Recommendations", ""]).cells));
    }

    #[test]
    fn without_a_head_the_cells_say_it() {
        let rows = [
            row(&["1.", "Improve the plans of women", "Fenmarsh PDU", "High"]),
            row(&["2.", "Fill all posts at the court", "HMPPS", "Low"]),
        ];
        assert_eq!(
            by_content(&rows),
            [
                Column::Number,
                Column::Recommendation,
                Column::Addressee,
                Column::Other(String::new())
            ]
        );
    }
}
