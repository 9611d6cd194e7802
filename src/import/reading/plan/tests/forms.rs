use super::*;

#[test]
fn the_form_of_hmpps_is_read() {
    let draft = plan(
        &[
            "HMPPS Action Plan",
            "A response to the report on An inspection of probation services in Fenmarsh PDU",
            "Report published: October 2024",
            "Action plan submitted: 15 January 2025",
        ],
        &[
            &HEADER,
            &[
                "1",
                "check addresses",
                "Agreed",
                "We agree.\na) train staff\nb) write a guide",
                "a) Head of PDU\nb) Lead",
                "a) March 2025\nb) Completed",
            ],
            &[
                "2.",
                "protect caseloads",
                "Partly Agreed",
                "There is no money for all of it.\nReason: affordability",
                "N/A",
                "N/A",
            ],
        ],
    );
    assert_eq!(
        told(&draft),
        [
            "1 check addresses",
            "  Agreed: We agree.",
            "  a> train staff | Head of PDU | 2025-03",
            "  b> write a guide | Lead |  Completed",
            "2. protect caseloads",
            "  Partly Agreed (affordability): There is no money for all of it.\nReason: affordability",
        ]
    );
    assert_eq!(
        draft.answers.unwrap().value,
        "An inspection of probation services in Fenmarsh PDU"
    );
    assert_eq!(draft.said_on.unwrap().value.to_string(), "2025-01-15");
    assert_eq!(
        draft.rows[0].about.published_on.unwrap().to_string(),
        "2024-10"
    );
}

#[test]
fn columns_stand_in_any_order_under_other_names() {
    let draft = plan(
        &["ACTION PLAN: Fenmarsh PDU 2024"],
        &[
            &[
                "Lead",
                "By when",
                "Response",
                "Status",
                "Recommendation",
                "Ref",
            ],
            &[
                "Head of PDU",
                "31/03/2025",
                "Train staff",
                "Agreed",
                "check addresses",
                "R1",
            ],
        ],
    );
    // `Status` holds the state of an action: `Agreed` is none, and is asked about.
    assert_eq!(
        told(&draft),
        [
            "R1 check addresses",
            "  > Train staff | Head of PDU | 2025-03-31 Agreed"
        ]
    );
    assert_eq!(draft.answers.unwrap().value, "Fenmarsh PDU 2024");
}

#[test]
fn a_header_over_two_rows_and_repeated_on_each_page_is_no_row() {
    let draft = plan(
        &[],
        &[
            &[
                "Rec",
                "Recommendation",
                "Agreed?",
                "Response",
                "Responsible",
                "Target",
            ],
            &["No", "", "", "Action Taken/Planned", "Owner", "Date"],
            &[
                "1",
                "check addresses",
                "Agreed",
                "Train staff",
                "Head",
                "March 2025",
            ],
            &[
                "Rec",
                "Recommendation",
                "Agreed?",
                "Response",
                "Responsible",
                "Target",
            ],
            &["No", "", "", "Action Taken/Planned", "Owner", "Date"],
            &["", "", "", "every year.", "", ""],
            &["", "", "", "Write a guide", "Lead", "April 2025"],
        ],
    );
    assert_eq!(
        told(&draft),
        [
            "1 check addresses",
            "  Agreed: ",
            "  > Train staff every year. | Head | 2025-03",
            "  > Write a guide | Lead | 2025-04",
        ]
    );
    assert_eq!(
        noted(&draft),
        ["a row that was broken over a page was put together"]
    );
}

#[test]
fn heading_rows_name_the_addressee() {
    let draft = plan(
        &[],
        &[
            &HEADER,
            &["Fenmarsh PDU should:", "", "", "", "", ""],
            &[
                "1",
                "check addresses",
                "Agreed",
                "Train staff",
                "Head",
                "March 2025",
            ],
            &["Saltmere region should:", "", "", "", "", ""],
            &["2", "fill posts", "Agreed", "Recruit", "Lead", "March 2025"],
        ],
    );
    let addressees: Vec<_> = draft
        .rows
        .iter()
        .map(|row| row.about.addressees.join(" "))
        .collect();
    assert_eq!(addressees, ["Fenmarsh PDU", "Saltmere region"]);
}

#[test]
fn a_table_of_definitions_is_no_row() {
    let mut text = text(
        &["ACTION PLAN"],
        &[
            &["Term", "Definition", "Additional comment"],
            &[
                "Agreed",
                "All of the recommendation is agreed",
                "The response says what is done",
            ],
            &["Not agreed", "It is not agreed", "A reason is given"],
        ],
    );
    for (number, cells) in (1..).zip([
        &HEADER[..],
        &["1", "check", "Agreed", "Train", "Head", "March 2025"],
    ]) {
        let cells = cells.iter().map(|cell| (*cell).to_owned()).collect();
        text.lines.push(Line::of_row(
            format!("table 2, row {number}"),
            Row { table: 2, cells },
        ));
    }
    let source = Source {
        name: "plan".to_owned(),
        sha256: None,
    };
    let draft = read(&text, &source).unwrap();
    assert_eq!(
        told(&draft),
        ["1 check", "  Agreed: ", "  > Train | Head | 2025-03"]
    );
    assert_eq!(draft.rows[0].place, "table 2, row 2");
}

#[test]
fn owners_and_dates_that_do_not_pair_are_left_out_and_noted() {
    let draft = plan(
        &[],
        &[
            &HEADER,
            &[
                "1",
                "check",
                "Agreed",
                "1. Train\n2. Write\n3. Tell",
                "Head\nLead",
                "March 2025",
            ],
        ],
    );
    assert_eq!(
        told(&draft)[2..],
        [
            "  1> Train | - | 2025-03",
            "  2> Write | - | 2025-03",
            "  3> Tell | - | 2025-03"
        ]
    );
    assert_eq!(
        noted(&draft),
        [
            "2 entries for the owner of 3 actions do not pair: they are left out",
            "one target date stands for 3 actions",
        ]
    );
}

#[test]
fn paragraphs_are_told_apart_by_the_dates_beside_them() {
    let draft = plan(
        &[],
        &[
            &HEADER,
            &[
                "1",
                "check",
                "Agreed",
                "Checks come too late.\nManagers will sample cases.\nA rota will name an officer.",
                "Head of PDU",
                "March 2025\nJune 2025",
            ],
            &[
                "2",
                "fill",
                "Agreed",
                "We agree.\nPosts will be filled.\nA guide will be written.",
                "Lead",
                "June 2025",
            ],
        ],
    );
    assert_eq!(
        told(&draft),
        [
            "1 check",
            "  Agreed: Checks come too late.",
            "  > Managers will sample cases. | Head of PDU | 2025-03",
            "  > A rota will name an officer. | Head of PDU | 2025-06",
            "2 fill",
            "  Agreed: We agree.",
            "  > Posts will be filled. | Lead | 2025-06",
            "  > A guide will be written. | Lead | 2025-06",
        ]
    );
    assert_eq!(draft.notes[0].about, Some(1));
}

#[test]
fn what_annexe_prints_is_read_back() {
    let draft = plan(
        &["Action plan: Fenmarsh PDU", "As at 24 November 2026"],
        &[
            &[
                "Rec No",
                "Recommendation",
                "Agreed / Partly Agreed / Not Agreed",
                "Response: Action Taken / Planned",
                "Responsible Owner",
                "Target Date",
                "Newest update",
            ],
            &[
                "fenmarsh-2024/1",
                "check addresses",
                "Partly agreed (policy): the first half",
                "We will.\n1.1 train staff",
                "Head",
                "31 March 2027 (first 31 December 2026)",
                "in progress, 1 June 2026: half done; 12 days late",
            ],
            &[
                "fenmarsh-2024/1",
                "",
                "",
                "1.2 write a guide",
                "Lead",
                "“Ongoing”",
                "nothing yet",
            ],
            &[
                "fenmarsh-2024/2",
                "fill posts",
                "Not answered",
                "–",
                "–",
                "–",
                "–",
            ],
        ],
    );
    assert_eq!(
        told(&draft),
        [
            "fenmarsh-2024/1 check addresses",
            "  Partly agreed (policy): the first half (policy): We will.",
            "  1.1> train staff | Head | 2026-12-31 > 2027-03-31 in progress",
            "  1.2> write a guide | Lead | “Ongoing”",
            "fenmarsh-2024/2 fill posts",
        ]
    );
    assert_eq!(draft.said_on.unwrap().value.to_string(), "2026-11-24");
}
