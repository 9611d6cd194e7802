use super::*;

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

#[test]
fn one_owner_over_two_lines_is_of_both_actions() {
    let rows: &[&[&str]] = &[
        &HEADER,
        &[
            "1",
            "check",
            "Agreed",
            "a) Train staff\nb) Write a guide",
            "Head of\nOperations",
            "March\n2027",
        ],
        &[
            "2",
            "fill posts",
            "Agreed",
            "a) Advertise\nb) Appoint",
            "Head of Probation\nDelivery Unit",
            "March 2027\nJune 2027",
        ],
    ];
    let draft = plan(&[], rows);
    assert_eq!(
        told(&draft),
        [
            "1 check",
            "  Agreed: ",
            "  a> Train staff | Head of Operations | 2027-03",
            "  b> Write a guide | Head of Operations | 2027-03",
            "2 fill posts",
            "  Agreed: ",
            "  a> Advertise | Head of Probation; Delivery Unit | 2027-03",
            "  b> Appoint | Head of Probation; Delivery Unit | 2027-06",
        ]
    );
    let doubt = &draft.notes[1];
    assert!(doubt.words.contains("may be fewer"), "{}", doubt.words);
    assert_eq!(doubt.place, "table 1, row 3");
    let places: Vec<&str> = draft.rows[1]
        .actions
        .iter()
        .map(|action| action.place.as_str())
        .collect();
    assert_eq!(
        places,
        ["table 1, row 3, action 1", "table 1, row 3, action 2"]
    );
}

#[test]
fn an_answer_alone_above_the_actions_is_none_of_them() {
    let draft = plan(
        &[],
        &[
            &HEADER,
            &[
                "4",
                "share plans",
                "Partly Agreed",
                "Partly.\nPublish guidance on interpreters",
                "Business Manager",
                "May 2027",
            ],
        ],
    );
    assert_eq!(
        told(&draft)[1..],
        [
            "  Partly Agreed: Partly.",
            "  > Publish guidance on interpreters | Business Manager | 2027-05"
        ]
    );
}

/// Adds a table without a header to the lines of a plan.
fn with_table(text: &mut Text, between: &str, rows: &[&[&str]]) {
    text.lines.push(Line::new("9", between));
    for (number, cells) in (1..).zip(rows) {
        let cells = cells.iter().map(|cell| (*cell).to_owned()).collect();
        let row = Row { table: 2, cells };
        text.lines
            .push(Line::of_row(format!("table 2, row {number}"), row));
    }
}

#[test]
fn a_table_without_a_header_after_the_plan_is_read_only_where_it_goes_on() {
    let first: [&[&str]; 2] = [
        &HEADER,
        &["1", "check", "Agreed", "Train", "Head", "March 2027"],
    ];
    let source = Source {
        name: "plan.docx".to_owned(),
        sha256: None,
    };
    let mut over_a_page = text(&[], &first);
    with_table(
        &mut over_a_page,
        "",
        &[&["2", "fill", "Not agreed", "There is no money", "", ""]],
    );
    assert_eq!(read(&over_a_page, &source).unwrap().rows.len(), 2);
    let mut risks = text(&[], &first);
    with_table(
        &mut risks,
        "Risks",
        &[&["2", "Staff leave", "High", "Recruit", "Head", "March 2027"]],
    );
    let draft = read(&risks, &source).unwrap();
    assert_eq!(draft.rows.len(), 1);
    let note = draft.notes.last().unwrap();
    assert!(note.words.contains("is not read"), "{}", note.words);
    assert_eq!(note.place, "table 2, row 1");
}
