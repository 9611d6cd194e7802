use super::*;
use crate::import::container::line::{Line, Row};

/// Makes the lines of a plan: lines of text, and rows of one table.
fn text(before: &[&str], rows: &[&[&str]]) -> Text {
    let mut lines: Vec<Line> = (1..)
        .zip(before)
        .map(|(number, line)| Line::new(format!("{number}"), *line))
        .collect();
    for (number, cells) in (1..).zip(rows) {
        let cells = cells.iter().map(|cell| (*cell).to_owned()).collect();
        lines.push(Line::of_row(
            format!("table 1, row {number}"),
            Row { table: 1, cells },
        ));
    }
    Text {
        lines,
        ..Text::default()
    }
}

fn plan(before: &[&str], rows: &[&[&str]]) -> PlanDraft {
    let source = Source {
        name: "plan.docx".to_owned(),
        sha256: None,
    };
    read(&text(before, rows), &source).expect("it is a plan")
}

const HEADER: [&str; 6] = [
    "1. Rec No",
    "2. Recommendation",
    "3. Agreed/ Partly Agreed/ Not Agreed",
    "4. Response Action Taken/Planned",
    "5. Responsible Owner (including policy and operational)",
    "6. Target Date",
];

/// Writes a draft as lines: each recommendation, its answer, its actions.
fn told(draft: &PlanDraft) -> Vec<String> {
    let mut told = Vec::new();
    for row in &draft.rows {
        let about = &row.about;
        told.push(format!(
            "{} {}{}",
            about
                .reference
                .as_ref()
                .or(about.number.as_ref())
                .map_or("-", String::as_str),
            about.words.as_deref().unwrap_or("-"),
            about
                .addressees
                .iter()
                .map(|name| format!(" [{name}]"))
                .collect::<String>()
        ));
        if let Some(response) = &row.response {
            let reason = response
                .reason
                .map(|reason| format!(" ({})", reason.words()));
            told.push(format!(
                "  {}{}: {}",
                response.printed_answer,
                reason.unwrap_or_default(),
                response.words
            ));
        }
        for action in &row.actions {
            let due = action.targets.iter().map(|target| match target.due_on {
                Some(date) => date.to_string(),
                None => format!("“{}”", target.words.as_deref().unwrap_or_default()),
            });
            let due: Vec<String> = due.collect();
            let update = action
                .update
                .as_ref()
                .map(|update| format!(" {}", update.printed_state));
            told.push(format!(
                "  {}> {} | {} | {}{}",
                action.number.as_deref().unwrap_or_default(),
                action.words,
                action.owner.as_deref().unwrap_or("-"),
                due.join(" > "),
                update.unwrap_or_default()
            ));
        }
    }
    told
}

fn noted(draft: &PlanDraft) -> Vec<&str> {
    draft.notes.iter().map(|note| note.words.as_str()).collect()
}

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

#[test]
fn a_report_that_prints_a_plan_again_stays_a_report() {
    let mut report = text(
        &[
            "An inspection of probation services in:",
            "",
            "Fenmarsh PDU",
            "",
            "HM Inspectorate of Probation, October 2024",
            "",
            "Recommendations",
            "",
            "Fenmarsh PDU should:",
            "",
            "1. check addresses",
            "2. fill posts",
            "",
            "Annexe two",
            "",
        ],
        &[
            &HEADER,
            &["1", "train", "Agreed", "Train staff", "Head", "March 2025"],
        ],
    );
    let source = Source {
        name: "report".to_owned(),
        sha256: None,
    };
    assert_eq!(read(&report, &source), None);
    report.lines.drain(6..13);
    assert!(read(&report, &source).is_some());
}

#[test]
fn a_table_of_recommendations_with_owners_is_no_plan() {
    let source = Source {
        name: "report".to_owned(),
        sha256: None,
    };
    let rows: [&[&str]; 2] = [
        &["No.", "Recommendation", "Owner", "Timescale"],
        &["1", "check", "Head", "March 2025"],
    ];
    assert_eq!(read(&text(&[], &rows), &source), None);
}

#[test]
fn tabs_part_the_cells_of_a_pasted_table() {
    let text = "HMPPS Action Plan\nAction plan submitted: 15 January 2025\n\n\
                Rec No\tRecommendation\tAgreed/ Partly Agreed/ Not Agreed\tResponse Action Taken/Planned\tResponsible Owner\tTarget Date\n\
                1\tcheck addresses\tAgreed\tTrain staff\tHead of PDU\tMarch 2025\n\
                \t\t\tWrite a guide\tLead\tJune 2025\n\
                2\tprotect caseloads\tNot Agreed\tThere is no money (affordability)\n";
    let Ok(crate::import::Found::Plan(draft)) = crate::import::read(text.as_bytes(), "pasted text")
    else {
        panic!("it is a plan");
    };
    assert_eq!(
        told(&draft),
        [
            "1 check addresses",
            "  Agreed: ",
            "  > Train staff | Head of PDU | 2025-03",
            "  > Write a guide | Lead | 2025-06",
            "2 protect caseloads",
            "  Not Agreed: There is no money (affordability)",
        ]
    );
    assert_eq!(draft.rows[1].place, "7");
}

#[test]
fn a_recommendation_over_several_rows_is_one() {
    let draft = plan(
        &[],
        &[
            &HEADER,
            &[
                "Rec 1",
                "check addresses before",
                "Agreed",
                "We agree.",
                "",
                "",
            ],
            &["", "each release", "", "", "", ""],
            &["", "", "", "Train staff", "Head", "March 2025"],
            &["", "", "", "Write a guide", "Lead", "TBC"],
            &[
                "Rec 2",
                "fill posts",
                "Partially agreed",
                "Posts will be advertised",
                "TBC",
                "Mar-25",
            ],
        ],
    );
    assert_eq!(
        told(&draft),
        [
            "Rec 1 check addresses before each release",
            "  Agreed: We agree.",
            "  > Train staff | Head | 2025-03",
            "  > Write a guide | Lead | “TBC”",
            "Rec 2 fill posts",
            "  Partially agreed: ",
            "  > Posts will be advertised | - | “Mar-25”",
        ]
    );
    assert_eq!(
        noted(&draft),
        [
            "a row that was broken over a page was put together",
            "the target `TBC` is no date: kept as words",
            "the owner is `TBC`: none is recorded",
            "the target `Mar-25` is no date: kept as words; its year has two digits",
        ]
    );
}

#[test]
fn an_answer_that_is_none_and_a_state_that_is_none_keep_their_words() {
    let draft = plan(
        &[],
        &[
            &[
                "No",
                "Recommendation",
                "Accepted?",
                "Action",
                "Owner",
                "Target",
                "RAG",
            ],
            &[
                "1",
                "check",
                "Accepted",
                "Train staff",
                "Head",
                "March 2025",
                "Green",
            ],
            &[
                "2",
                "fill",
                "Agreed subject to funding",
                "Advertise",
                "Lead",
                "Ongoing",
                "Completed: in June",
            ],
        ],
    );
    let words: Vec<_> = draft
        .rows
        .iter()
        .map(|row| {
            let response = row.response.as_ref().unwrap();
            let update = row.actions[0].update.as_ref().unwrap();
            let state = update.state.map(|state| state.words());
            (
                response.answer,
                response.printed_answer.as_str(),
                state,
                update.printed_state.as_str(),
            )
        })
        .collect();
    assert_eq!(
        words,
        [
            (None, "Accepted", None, "Green"),
            (
                None,
                "Agreed subject to funding",
                Some("completed"),
                "completed"
            ),
        ]
    );
}

#[test]
fn the_report_that_is_answered_is_named_in_many_ways() {
    let rows: [&[&str]; 2] = [
        &HEADER,
        &["1", "check", "Agreed", "Train", "Head", "March 2025"],
    ];
    let name = "An inspection of probation services in Fenmarsh PDU";
    for before in [
        &["ACTION PLAN:", name][..],
        &["HMPPS Action Plan", "A response to report on", name],
        &[
            "HMPPS Action Plan",
            "A response to report on An inspection of probation services in Fenmarsh PDU.",
        ],
        &["Action plan – An inspection of probation services in Fenmarsh PDU"],
        &[
            "HMPPS Action Plan",
            "Report title: “An inspection of probation services in Fenmarsh PDU”",
        ],
    ] {
        let draft = plan(before, &rows);
        assert_eq!(
            draft.answers.map(|read| read.value).as_deref(),
            Some(name),
            "{before:?}"
        );
    }
    let dated = plan(
        &[
            "HMPPS Action Plan",
            "Date action plan submitted",
            "15/01/2025",
            "Publication date: 3 October 2024",
        ],
        &rows,
    );
    assert_eq!(dated.said_on.unwrap().value.to_string(), "2025-01-15");
    assert_eq!(
        dated.rows[0].about.published_on.unwrap().to_string(),
        "2024-10-03"
    );
}
