//! Each cell of a column that is read is taken, or named as left.

use super::*;

/// A list in which something stands beside what would hold it.
const TABLE: &str = "Report,Rec no,Agreed?,Reason if not agreed,HMPPS response,Date of response,\
Action,Owner,Target date,Revised date,Status,Comments,Last updated,Date completed\n\
Fenmarsh PDU,1,not agreed,policy,We hold the policy.,01/05/2026,write,Head,31/03/2027,n/a,in progress,Draft sent,01/10/2026,\n\
Fenmarsh PDU,2,,policy,We agree.,02/05/2026,call,Head,31/03/2027,30/04/2027,,Two calls made,01/10/2026,\n\
Fenmarsh PDU,3,agreed,policy,-,,visit,–,30/04/2027,30/04/2027,completed,Done,03/10/2026,02/10/2026\n\
Fenmarsh PDU,4,n/a,,,,,,,,,Nobody knows,01/10/2026,\n\
Fenmarsh PDU,5,,,,,ask,Head,TBC,,n/a,,,02/10/2026\n\
Fenmarsh PDU,6,,,,,tell,Head,TBC,,not started,,soon,02/10/2026\n\
Total,6,,,,,,,,,,,,\n";

#[test]
fn what_stands_beside_nothing_that_holds_it_is_named_with_its_cell() {
    let draft = read(TABLE, &[]);
    assert_eq!(questions(&draft), [""; 0]);
    let tally = draft.tally.as_ref().unwrap();
    let left: Vec<(&str, String)> = tally
        .left_cells
        .iter()
        .map(|left| (left.why.as_str(), left.places.join(" ")))
        .collect();
    for (why, places) in [
        ("says that no date was revised", "J2"),
        ("a reason without an answer", "D3"),
        ("words of an answer without an answer", "E3"),
        ("a day of an answer without the answer", "F3"),
        ("a comment beside no status", "L3"),
        ("a day beside no status", "M3 M5"),
        ("a reason beside an answer that agrees", "D4"),
        ("a dash alone", "E4 H4"),
        ("a day beside that of the completion", "M4"),
        ("a word that says nothing, by the mapping", "C5"),
        ("a comment beside no action", "L5"),
        ("no date", "M7"),
        ("a day of completion beside another status", "N7"),
    ] {
        assert!(
            left.contains(&(why, places.to_owned())),
            "{why} {places}: {left:#?}"
        );
    }
    assert_eq!(left.len(), 13, "{left:#?}");
    let notes = notes(&draft);
    for noted in [
        "L3: not taken: a comment beside no status",
        "L5: not taken: a comment beside no action",
        "M3: not taken: a day beside no status",
        "F3: not taken: a day of an answer without the answer",
    ] {
        assert!(notes.iter().any(|note| note == noted), "{notes:#?}");
    }
}

#[test]
fn the_counts_of_the_columns_are_those_of_the_draft() {
    for leave_out in [&[][..], &["row 3"], &["I2", "L2"]] {
        let draft = read(TABLE, leave_out);
        let tally = draft.tally.as_ref().unwrap();
        let rows_left: Vec<usize> = tally
            .left_out
            .iter()
            .flat_map(|left| &left.places)
            .map(|place| place[4..].parse().unwrap())
            .collect();
        let lines: Vec<Vec<&str>> = TABLE
            .lines()
            .map(|line| line.split(',').collect())
            .collect();
        for (column, (heading, filled, taken)) in tally.columns.iter().enumerate() {
            let cells = || {
                (2..)
                    .zip(&lines[1..])
                    .filter(|(_, cells)| !cells[column].is_empty())
            };
            assert_eq!(cells().count(), *filled, "{heading}");
            let of_rows_left = cells().filter(|(row, _)| rows_left.contains(row)).count();
            let letter = sheet::letters(column);
            let cells_left = tally.left_cells.iter().flat_map(|left| &left.places);
            let cells_left = cells_left.filter(|place| place[..1] == letter).count();
            assert_eq!(
                *filled,
                taken + of_rows_left + cells_left,
                "{heading} {leave_out:?}"
            );
        }
    }
}

#[test]
fn every_row_that_is_left_out_is_named() {
    let totals = "Report,Rec no,Action,Owner\nFenmarsh PDU,1,write,Head\nTotal,1,,\n\
        Fenmarsh PDU,2,call,Head\nTotal,1,,\n";
    let tally = read(totals, &[]).tally.unwrap();
    assert_eq!(tally.left_out[0].places, ["row 3", "row 5"]);
}
