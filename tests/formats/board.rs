//! A report as a board gets it, invented: sixty recommendations in three sections, two charts.

use annexe::document::{
    Bar, Cell, Chart, Column, Document, Imprint, Layout, Section, Span, Style, Total, plain,
};
use annexe::domain::partial_date::PartialDate;
use annexe::render::{Format, Page, render};
use serde_json::Value;

const ASKED: [&str; 8] = [
    "Ensure that every person on probation has a named practitioner within five working days of \
     release, and that the handover is written down where the next practitioner will look for it.",
    "Check the address with the police before release.",
    "Make sure that assessments draw on what children's services and the police know of those who \
     live in the home, that what they answer is written down with its day, and that a manager \
     reads the assessment before anyone is told that the home is safe; where they have not \
     answered within ten working days, the head of the unit asks again and says so in the record.",
    "Fill the posts of middle managers in the unit, and keep the number of people whom each of \
     them supervises at ten or fewer.",
    "Review the training of those who write reports for the courts.",
    "Give people on probation a place to talk that is private and that they can reach by bus.",
    "Visit people at home where others may be at risk; record why a visit was not made.",
    "Hold case discussions in which middle managers test the plan, at least once in three months \
     for each person who may do serious harm.",
];

const ANSWERED: [&str; 4] = [
    "Agreed. Next: a rota for handovers, reported every month to the regional board",
    "Agreed in part: the service will check addresses where children may be at risk. Next: a form \
     shared with the police, which is being tried in two units",
    "No answer recorded",
    "Agreed. All actions reported complete; not confirmed by inspectors",
];

const OWNERS: [&str; 3] = [
    "Head of operations",
    "Head of unit",
    "Performance lead, Saltmere",
];

const PROGRESS: [&str; 3] = ["No progress", "Some progress", "Not graded"];

/// Returns the report: twenty rows asked of the unit, thirty inherited, ten asked of all.
pub fn document() -> Document {
    document_of(60)
}

/// Returns the report with so many rows.
pub fn document_of(rows: usize) -> Document {
    let (own, inherited) = (rows / 3, rows / 2);
    Document {
        key: "outstanding",
        title: "Outstanding recommendations: Fenmarsh PDU".into(),
        as_at: Some(date("2026-11-24")),
        head: "change 214 · 9f3a 77c0 21de".into(),
        imprint: Imprint {
            meeting: Some(date("2026-12-03")),
            marking: Some("OFFICIAL-SENSITIVE".into()),
            author: Some("Performance and quality".into()),
        },
        filters: vec![
            ("body", "Fenmarsh PDU".into()),
            ("until", "31 October 2026".into()),
        ],
        intro: vec![
            plain("Sorted by unit, then the oldest first."),
            [
                plain("What was asked in "),
                vec![span(
                    "An inspection of probation services in Fenmarsh",
                    Style::Italic,
                )],
                plain(" and before it, and does not yet stand as done."),
            ]
            .concat(),
        ],
        totals: totals(rows as u64),
        charts: charts(rows as u64),
        sections: vec![
            section("addressed", "Addressed to Fenmarsh PDU", 0..own),
            section(
                "inherited",
                "Inherited from predecessors",
                own..own + inherited,
            ),
            section("asked_of_all", "Asked of all", own + inherited..rows),
        ],
    }
}

fn date(text: &str) -> PartialDate {
    text.parse().unwrap()
}

fn span(text: &str, style: Style) -> Span {
    Span {
        text: text.into(),
        style,
    }
}

fn totals(rows: u64) -> Vec<Total> {
    let total = |key: &str, label: &str, count, of| Total {
        key: key.into(),
        label: label.into(),
        count,
        of,
    };
    vec![
        total(
            "outstanding",
            "Recommendations outstanding",
            rows,
            Some(rows + 37),
        ),
        total("no_progress", "of these no progress", rows / 3, Some(rows)),
        total(
            "some_progress",
            "of these some progress",
            rows / 3,
            Some(rows),
        ),
        total(
            "at_a_part",
            "of these graded only at a part, as the rows say",
            0,
            Some(rows),
        ),
        total(
            "never_graded",
            "of these never graded",
            rows / 3,
            Some(rows),
        ),
        total(
            "asked_above",
            "Apart from the total: asked of bodies above",
            4,
            None,
        ),
    ]
}

fn charts(rows: u64) -> Vec<Chart> {
    let chart = |key, title: &str, description: &str, bars: &[(&str, u64)]| Chart {
        key,
        title: title.into(),
        description: description.into(),
        bars: bars
            .iter()
            .map(|&(label, count)| Bar {
                label: label.into(),
                count,
            })
            .collect(),
    };
    let third = rows / 3;
    vec![
        chart(
            "by_progress",
            "By progress",
            "Outstanding recommendations by their newest grade, the least first",
            &[
                ("No progress", third),
                ("Some progress", third),
                ("Never graded", third),
            ],
        ),
        chart(
            "by_age",
            "By age",
            "Outstanding recommendations by the time since they were published",
            &[
                ("Under 1 year", third / 2),
                ("1 to 2 years", third / 4),
                ("3 to 4 years", third),
                ("5 years and more", third + 3),
                ("Published in a year that is known only from a list", 0),
            ],
        ),
    ]
}

fn section(key: &'static str, heading: &str, rows: std::ops::Range<usize>) -> Section {
    Section {
        key,
        heading: Some(heading.into()),
        intro: vec![],
        layout: Layout::Table,
        columns: vec![
            Column::new("reference", "Reference"),
            Column::new("recommendation", "Recommendation"),
            Column::on_paper("outstanding_for", "Age"),
            Column::in_data("published_on", "Published on"),
            Column::in_data("age_months", "Age in months"),
            Column::new("progress", "Progress"),
            Column::new("answer", "Answer, next action"),
            Column::new("owners", "Responsible Owner"),
            Column::new("first_target", "First target date"),
            Column::new("target", "Target date"),
            Column::new("days_late", "Days late"),
            Column::in_data("escalated_to", "Escalated to"),
        ],
        rows: rows.map(row).collect(),
    }
}

fn row(at: usize) -> Vec<Cell> {
    let year = 2026 - at % 9;
    let published = match at % 7 {
        0 => format!("{year}-05"),
        _ => format!("{year}-{:02}-{:02}", at % 9 + 1, at % 27 + 1),
    };
    let late = (at % 4 == 1).then(|| at as i64 * 11 - 30);
    vec![
        Cell::Reference(format!("fenmarsh-{year}/{}", at + 1)),
        Cell::Text(ASKED[at % ASKED.len()].into()),
        Cell::Text(format!("{} years", at % 9)),
        Cell::Date(date(&published)),
        Cell::Number((at % 9 * 12) as i64),
        Cell::Rich(vec![
            span(PROGRESS[at % 3], Style::Bold),
            span(&format!(", found at fenmarsh-{}", year + 1), Style::Plain),
        ]),
        Cell::Text(ANSWERED[at % ANSWERED.len()].into()),
        Cell::List(
            OWNERS[..at % 3]
                .iter()
                .map(|owner| (*owner).into())
                .collect(),
        ),
        late.map_or(Cell::Nothing, |_| Cell::Date(date("2025-03-31"))),
        late.map_or(Cell::Nothing, |_| {
            Cell::Date(date(if at % 8 == 1 { "2026-06" } else { "2026-09-30" }))
        }),
        late.map_or(Cell::Nothing, Cell::Number),
        Cell::List(if at % 10 == 3 {
            vec!["Saltmere region".into()]
        } else {
            vec![]
        }),
    ]
}

/// Writes a document in a format.
pub fn written(document: &Document, format: &str) -> Vec<u8> {
    let page = Page {
        width: 120,
        colour: false,
    };
    let format: Format = format.parse().unwrap();
    render(document, format, &page).unwrap()
}

/// Returns what JSON says of a document.
pub fn json(document: &Document) -> Value {
    serde_json::from_slice(&written(document, "json")).unwrap()
}
