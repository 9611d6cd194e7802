//! One invented report with every kind of cell and layout, and with hostile words.

use crate::document::{
    Bar, Cell, Chart, Column, Document, Imprint, Layout, Paragraph, Section, Span, Style, Total,
    plain,
};

/// Words that try to steer a terminal, to reorder, to hide, to compute and to be markup.
pub const HOSTILE: &str = "\u{1b}[31mred\u{1b}[0m \u{202e}drow\u{202c} a\u{200b}b \u{9b}0m |pipe| <script>alert(1)</script> *bold* _x_ [a](http://example.org) \0end";

/// A word that no column can hold.
pub const LONG_WORD: &str =
    "Unterstützungsmaßnahmenverwaltungsverordnungsentwurfsprüfungsausschussvorsitzendenvertretung";

/// A sentence as reports have them.
pub const ASKED: &str = "Ensure that every person on probation in Fenmarsh has a named practitioner \
within five working days, and that the handover is written down.";

/// Returns the sample report.
pub fn document() -> Document {
    Document {
        key: "outstanding",
        title: "Outstanding recommendations: Fenmarsh PDU".into(),
        as_at: Some("2026-11-24".parse().unwrap()),
        head: "change 214 · 9f3a 77c0 21de".into(),
        imprint: Imprint {
            meeting: Some("2026-12-03".parse().unwrap()),
            marking: Some("OFFICIAL-SENSITIVE".into()),
            author: Some("Performance and quality".into()),
        },
        filters: vec![
            ("body", "Fenmarsh PDU and Saltmere region".into()),
            ("addressee_kind", "unit".into()),
        ],
        intro: vec![intro()],
        totals: totals(),
        charts: vec![by_progress()],
        sections: vec![outstanding(), annexe(), facts(), nothing()],
    }
}

/// Returns the same report on a day when nothing stood.
pub fn empty() -> Document {
    let mut document = document();
    document.sections.truncate(1);
    document.sections[0].rows.clear();
    document.totals.clear();
    document.charts.clear();
    document
}

/// Returns the sample with the given rows in its first section, and no other.
pub fn with_rows(rows: Vec<Vec<Cell>>) -> Document {
    let mut document = document();
    document.sections.truncate(1);
    document.sections[0].rows = rows;
    document
}

fn span(text: &str, style: Style) -> Span {
    Span {
        text: text.into(),
        style,
    }
}

fn intro() -> Paragraph {
    [
        plain("What was asked of Fenmarsh and of the region above it, and does not yet stand as done. Taken from "),
        vec![span("An inspection of Fenmarsh PDU", Style::Italic)],
        plain(", oldest first."),
    ]
    .concat()
}

fn totals() -> Vec<Total> {
    let total = |key: &str, label: &str, count, of| Total {
        key: key.into(),
        label: label.into(),
        count,
        of,
    };
    vec![
        total("outstanding", "Outstanding", 17, Some(34)),
        total("no_progress", "No progress", 9, None),
    ]
}

fn by_progress() -> Chart {
    let bar = |label: &str, count| Bar {
        label: label.into(),
        count,
    };
    Chart {
        key: "by_progress",
        title: "By progress".into(),
        description: "Outstanding recommendations by the newest grade, the least first".into(),
        bars: vec![
            bar("No progress", 9),
            bar("Some progress", 8),
            bar("Graded at a part", 0),
        ],
    }
}

fn outstanding() -> Section {
    Section {
        key: "own",
        heading: Some("Asked of Fenmarsh PDU".into()),
        intro: vec![],
        layout: Layout::Table,
        columns: vec![
            Column::on_paper("age", "Age"),
            Column::new("recommendation", "Recommendation"),
            Column::new("reference", "Reference"),
            Column::new("published_on", "Published"),
            Column::new("progress", "Progress"),
            Column::new("owners", "Owners"),
            Column::new("days_late", "Days late"),
            Column::in_data("body_code", "Body code"),
        ],
        rows: vec![
            row("fenmarsh-2022/1", ASKED, Cell::Number(-12)),
            row("fenmarsh-2022/2", HOSTILE, Cell::Number(1204)),
            row("fenmarsh-2022/3", LONG_WORD, Cell::Nothing),
            row("fenmarsh-2022/4", "=cmd()|'/c calc'!A1", Cell::Nothing),
            row(
                "fenmarsh-2022/5",
                "保護観察官は引き継ぎを必ず書面に残すこと。保護観察官は引き継ぎを必ず書面に残すこと。 Cafe\u{301}\nProgress: sufficient",
                Cell::Number(3),
            ),
        ],
    }
}

/// Returns a row of the first section.
pub fn row(reference: &str, words: &str, days_late: Cell) -> Vec<Cell> {
    vec![
        Cell::Text("4 years".into()),
        Cell::Text(words.into()),
        Cell::Reference(reference.into()),
        Cell::Date("2022-05-18".parse().unwrap()),
        Cell::Rich(vec![span("Some progress", Style::Bold)]),
        Cell::List(vec!["A. Reed".into(), "B. Moss".into()]),
        days_late,
        Cell::Text("fenmarsh".into()),
    ]
}

fn annexe() -> Section {
    let finding = [
        plain("Handovers are now written, but not in Saltmere. – "),
        vec![span("No progress", Style::Bold)],
    ];
    Section {
        key: "annexe_one",
        heading: Some("Annexe one".into()),
        intro: vec![plain(
            "The Probation Service goes on with what was asked of others.",
        )],
        layout: Layout::Record,
        columns: vec![
            Column::in_data("reference", "Reference"),
            Column::new("recommendation", "Recommendation"),
            Column::new("finding", "Inspection findings:"),
        ],
        rows: vec![vec![
            Cell::Reference("saltmere-2019/3".into()),
            Cell::Text(ASKED.into()),
            Cell::Rich(finding.concat()),
        ]],
    }
}

fn facts() -> Section {
    let fact = |label: &str, value: Cell| vec![Cell::Text(label.into()), value];
    Section {
        key: "inspection",
        heading: Some("The inspection".into()),
        intro: vec![],
        layout: Layout::Facts,
        columns: vec![Column::new("fact", "Fact"), Column::new("value", "Value")],
        rows: vec![
            fact("Unit or organisation", Cell::Text("Fenmarsh PDU".into())),
            fact("Published", Cell::Date("2022-05".parse().unwrap())),
            fact("Score", Cell::Number(7)),
            fact("Key question", Cell::Text(ASKED.into())),
            fact("Rating", Cell::Nothing),
        ],
    }
}

fn nothing() -> Section {
    Section {
        key: "inherited",
        heading: Some("Inherited".into()),
        intro: vec![],
        layout: Layout::Table,
        columns: vec![Column::new("reference", "Reference")],
        rows: vec![],
    }
}
