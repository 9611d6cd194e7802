//! An invented paper for a board: 60 recommendations in four sections, totals and two charts.

use annexe::document::{
    Bar, Cell, Chart, Column, Document, Imprint, Layout, Section, Span, Style, Total, plain,
};

/// How many recommendations stand in the paper.
pub const ROWS: usize = 60;

const ASKED: [&str; 6] = [
    "Ensure that every person on probation has a named practitioner within five working days of sentence.",
    "Improve the quality of risk assessments, so that they draw on information from the police, from children’s services and from those who know the person best; and make certain that each is reviewed when circumstances change, at the latest after six months.",
    "Review workloads.",
    "Provide all practitioners with training in how to work with people who have committed domestic abuse, and record who has attended.",
    "Make sure that home visits are undertaken in all cases where children may be at risk, that what was seen is written down on the same day, and that managers see the records. Where a visit is refused, the refusal is to be discussed with a manager within two working days, with the reasons for what was then done, and with the view of the other agencies that know the family, so that the next practitioner need not begin again.",
    "Work with partners in health and housing <&> agree in writing who does what, “by when” and how it’s measured.",
];
const FOUND: [(&str, &str); 4] = [
    ("No progress", " (at Fenmarsh PDU, May 2022)"),
    ("Some progress", " (at Saltmere region, November 2025)"),
    ("Not graded yet", ""),
    ("No progress", " (at Fenmarsh PDU, May 2022); reopened"),
];
const NEXT: [&str; 3] = [
    "Agreed; 2 Write the new guidance for handovers, 31 March 2027 (first 30 September 2026)",
    "Not answered",
    "Partly agreed; 1 Train all practitioners, no target date; escalated to HMPPS",
];

/// Returns the paper.
pub fn board() -> Document {
    Document {
        key: "outstanding",
        title: "Outstanding recommendations: Saltmere region".into(),
        as_at: "2026-11-24".parse().ok(),
        head: "change 214 · 9f3a 77c0 21de".into(),
        imprint: Imprint {
            meeting: "2026-12-03".parse().ok(),
            marking: Some("OFFICIAL-SENSITIVE".into()),
            author: Some("Performance and quality team".into()),
        },
        filters: vec![("body", "Saltmere region".into())],
        intro: vec![plain("Sorted by unit, then the oldest first.")],
        totals: totals(),
        charts: charts(),
        sections: (0..4).map(section).collect(),
    }
}

/// Returns the words of a recommendation by its place.
pub fn asked(place: usize) -> &'static str {
    ASKED[place % ASKED.len()]
}

/// Returns the reference of a recommendation by its place.
pub fn reference(place: usize) -> String {
    let code = [
        "saltmere-crc-2019",
        "fenmarsh-2022",
        "west-fen-and-the-marches-2024",
    ];
    format!("{}/{}", code[place % code.len()], place + 1)
}

fn totals() -> Vec<Total> {
    let total = |key: &str, label: &str, count, of| Total {
        key: key.into(),
        label: label.into(),
        count,
        of,
    };
    vec![
        total("outstanding", "Recommendations outstanding", 60, Some(134)),
        total("no_progress", "of these no progress", 30, Some(60)),
        total("some_progress", "of these some progress", 15, Some(60)),
        total("never_graded", "of these never graded", 15, Some(60)),
        total(
            "asked_above",
            "Apart from the total: asked of bodies above",
            7,
            None,
        ),
    ]
}

fn charts() -> Vec<Chart> {
    let chart = |key, title: &str, bars: &[(&str, u64)]| Chart {
        key,
        title: title.into(),
        description: format!("Recommendations outstanding, {}", title.to_lowercase()),
        bars: bars
            .iter()
            .map(|(label, count)| Bar {
                label: (*label).into(),
                count: *count,
            })
            .collect(),
    };
    vec![
        chart(
            "by_progress",
            "By progress",
            &[
                ("No progress", 30),
                ("Some progress", 15),
                ("Never graded", 15),
                ("Graded at a part", 0),
            ],
        ),
        chart(
            "by_age",
            "By age",
            &[
                ("Under 1 year", 9),
                ("1 to 2 years", 21),
                ("2 to 5 years", 29),
                ("5 years and more", 1),
            ],
        ),
    ]
}

fn section(number: usize) -> Section {
    let headings = [
        "Addressed to Saltmere region",
        "Inherited from predecessors",
        "Addressed to units below Saltmere region",
        "Not agreed by HMPPS",
    ];
    let each = ROWS / headings.len();
    Section {
        key: "rows",
        heading: Some(headings[number].into()),
        intro: vec![plain("What stands here counts in the total.")],
        layout: Layout::Table,
        columns: vec![
            Column::new("reference", "Reference"),
            Column::new("recommendation", "Recommendation"),
            Column::on_paper("unit", "Unit or organisation"),
            Column::on_paper("age", "Age"),
            Column::on_paper("found", "Progress found"),
            Column::on_paper("next", "Answer, next action"),
            Column::new("target_on", "Target date"),
            Column::new("days_late", "Days late"),
            Column::in_data("state", "State"),
        ],
        rows: (number * each..(number + 1) * each).map(row).collect(),
    }
}

fn row(place: usize) -> Vec<Cell> {
    let (grade, at) = FOUND[place % FOUND.len()];
    let found = vec![
        Span {
            text: grade.into(),
            style: Style::Bold,
        },
        Span {
            text: at.into(),
            style: Style::Plain,
        },
    ];
    let late = place.is_multiple_of(3);
    vec![
        Cell::Reference(reference(place)),
        Cell::Text(asked(place).into()),
        Cell::Text(
            [
                "Saltmere region",
                "Fenmarsh PDU, inherited from Saltmere CRC",
            ][place % 2]
                .into(),
        ),
        Cell::Text(["4 y 5 m", "at least 7 y 2 m", "9 m"][place % 3].into()),
        Cell::Rich(found),
        Cell::Text(NEXT[place % NEXT.len()].into()),
        if late {
            Cell::Date("2026-09-30".parse().unwrap())
        } else {
            Cell::Nothing
        },
        if late {
            Cell::Number(55)
        } else {
            Cell::Nothing
        },
        Cell::Text("outstanding".into()),
    ]
}
