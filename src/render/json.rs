//! JSON: one object with the circumstances, the totals and the rows.
//!
//! Keys stand in a fixed order: the columns as the report has them, then `section`. Dates
//! are strings, numbers numbers, lists arrays, nothing is null. Every character is kept;
//! those that steer a terminal or hide are written as `\u202e`.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::document::{Bar, Cell, Chart, Document, Section, Total};
use crate::domain::partial_date::PartialDate;
use crate::render::data::{self, SECTION};
use crate::render::text::{is_hidden, without_weight};

/// Goes up when a key changes its meaning or goes away.
const SCHEMA_VERSION: u32 = 1;

/// Writes a document as JSON.
pub fn render(document: &Document) -> String {
    let report = Report::of(document);
    let json = serde_json::to_string_pretty(&report).expect("keys are text and memory is enough");
    escape_hidden(&json) + "\n"
}

#[derive(Serialize)]
struct Report<'a> {
    schema_version: u32,
    report: &'a str,
    title: &'a str,
    head: &'a str,
    as_at: Option<PartialDate>,
    meeting: Option<PartialDate>,
    marking: Option<&'a str>,
    filters: Filters<'a>,
    totals: Totals<'a>,
    charts: Charts<'a>,
    rows: Vec<Row<'a>>,
}

impl<'a> Report<'a> {
    fn of(document: &'a Document) -> Self {
        let rows_of =
            |section: &'a Section| section.rows.iter().map(|cells| Row { section, cells });
        Report {
            schema_version: SCHEMA_VERSION,
            report: document.key,
            title: &document.title,
            head: &document.head,
            as_at: document.as_at,
            meeting: document.imprint.meeting,
            marking: document.imprint.marking.as_deref(),
            filters: Filters(&document.filters),
            totals: Totals(&document.totals),
            charts: Charts(&document.charts),
            rows: document.sections.iter().flat_map(rows_of).collect(),
        }
    }
}

struct Filters<'a>(&'a [(&'static str, String)]);

impl Serialize for Filters<'_> {
    /// Writes each key once; a filter that was given twice has both values in one text.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (at, (key, _)) in self.0.iter().enumerate() {
            if self.0[..at].iter().any(|(earlier, _)| earlier == key) {
                continue;
            }
            let same = self.0.iter().filter(|(other, _)| other == key);
            let values: Vec<&str> = same.map(|(_, value)| value.as_str()).collect();
            map.serialize_entry(key, &values.join("; "))?;
        }
        map.end()
    }
}

struct Totals<'a>(&'a [Total]);

#[derive(Serialize)]
struct Count<'a> {
    label: &'a str,
    count: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<u64>,
}

impl<'a> Count<'a> {
    fn of(total: &'a Total) -> Self {
        Count {
            label: &total.label,
            count: total.count,
            of: total.of,
        }
    }

    fn of_bar(bar: &'a Bar) -> Self {
        Count {
            label: &bar.label,
            count: bar.count,
            of: None,
        }
    }
}

impl Serialize for Totals<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for total in self.0 {
            map.serialize_entry(&total.key, &Count::of(total))?;
        }
        map.end()
    }
}

struct Charts<'a>(&'a [Chart]);

#[derive(Serialize)]
struct Bars<'a> {
    title: &'a str,
    bars: Vec<Count<'a>>,
}

impl Serialize for Charts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for chart in self.0 {
            let bars = chart.bars.iter().map(Count::of_bar).collect();
            let title = &chart.title;
            map.serialize_entry(chart.key, &Bars { title, bars })?;
        }
        map.end()
    }
}

struct Row<'a> {
    section: &'a Section,
    cells: &'a [Cell],
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, cell) in data::cells(self.section, self.cells) {
            map.serialize_entry(key, &Value(cell))?;
        }
        map.serialize_entry(SECTION, self.section.key)?;
        map.end()
    }
}

struct Value<'a>(&'a Cell);

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Cell::Nothing | Cell::Continued => serializer.serialize_none(),
            Cell::Text(text) | Cell::Reference(text) => serializer.serialize_str(text),
            Cell::Rich(spans) => serializer.serialize_str(&without_weight(spans)),
            Cell::Date(date) => date.serialize(serializer),
            Cell::Number(number) => serializer.serialize_i64(*number),
            Cell::List(items) => items.serialize(serializer),
        }
    }
}

/// Escapes what serde_json leaves as it is: DEL, C1, bidi controls and what has no width.
///
/// Such characters stand only inside strings, so the whole text can be walked at once. C0
/// is escaped already; the line breaks between values are all that is left of it.
fn escape_hidden(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c == '\n' || !is_hidden(c) {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            out.push_str(&format!("\\u{unit:04x}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    fn read(document: &Document) -> serde_json::Value {
        serde_json::from_str(&render(document)).unwrap()
    }

    #[test]
    fn the_object_says_what_it_is_and_keeps_the_types() {
        let json = read(&sample::document());
        assert_eq!(json["schema_version"], 1);
        assert_eq!(json["report"], "outstanding");
        assert_eq!(json["as_at"], "2026-11-24");
        assert_eq!(json["head"], "change 214 · 9f3a 77c0 21de");
        assert_eq!(json["filters"]["addressee_kind"], "unit");
        assert_eq!(
            json["totals"],
            serde_json::json!({
                "outstanding": { "label": "Outstanding", "count": 17, "of": 34 },
                "no_progress": { "label": "No progress", "count": 9 },
            })
        );
        assert_eq!(
            json["rows"][0],
            serde_json::json!({
                "recommendation": sample::ASKED, "reference": "fenmarsh-2022/1",
                "published_on": "2022-05-18", "progress": "Some progress",
                "owners": ["A. Reed", "B. Moss"], "days_late": -12, "body_code": "fenmarsh",
                "section": "own",
            })
        );
        assert_eq!(json["rows"][2]["days_late"], serde_json::Value::Null);
        assert_eq!(json["rows"].as_array().unwrap().len(), 11);
    }

    #[test]
    fn keys_stand_in_the_order_of_the_columns() {
        let json = render(&sample::document());
        let places = |keys: &[&str]| -> Vec<usize> {
            let place = |key: &&str| json.find(&format!("\"{key}\":")).unwrap();
            keys.iter().map(place).collect()
        };
        let outer = [
            "schema_version",
            "report",
            "title",
            "head",
            "as_at",
            "filters",
            "totals",
            "rows",
        ];
        let inner = [
            "recommendation",
            "reference",
            "published_on",
            "progress",
            "owners",
            "days_late",
        ];
        assert!(places(&outer).is_sorted());
        assert!(places(&inner).is_sorted());
        assert!(json.ends_with("}\n"));
    }

    #[test]
    fn every_character_is_kept_and_none_is_written_that_steers_or_hides() {
        let hostile = format!("{} \u{7f}\u{e0041}", sample::HOSTILE);
        let document = sample::with_rows(vec![sample::row("f/1", &hostile, Cell::Nothing)]);
        let json = render(&document);
        assert!(
            json.contains("\\u202edrow") && json.contains("\\u007f\\udb40\\udc41"),
            "{json}"
        );
        assert_eq!(
            read(&document)["rows"][0]["recommendation"],
            hostile.as_str()
        );
    }

    #[test]
    fn a_filter_that_was_given_twice_is_one_key() {
        let mut document = sample::empty();
        document.filters = vec![
            ("theme", "Risk".into()),
            ("since", "2020".into()),
            ("theme", "Staff".into()),
        ];
        let json = render(&document);
        assert_eq!(json.matches("\"theme\"").count(), 1, "{json}");
        assert_eq!(read(&document)["filters"]["theme"], "Risk; Staff");
    }
}
