//! Finding texts by their words: every voice, each text with its date and the item that it is about.
//!
//! The texts are looked through as they stand. An index kept in the register would hold all words
//! twice, and a redaction would have to know of it; one made for each search takes longer to make
//! than the texts take to read.

use std::ops::Range;

use chrono::NaiveDate;
use rusqlite::named_params;

use super::Store;
use crate::domain::partial_date::PartialDate;
use crate::domain::search::Query;
use crate::error::Result;

/// A text that holds the words that were searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The item that was found, or that the text is about: `west-kent-2022/3`, `west-kent-2022/3.1`
    pub reference: String,
    /// Its recommendation, where it has one
    pub recommendation: Option<i64>,
    /// Where the words stand: `recommendation`, `finding`, `response` …
    pub stands_in: &'static str,
    /// The inspection that wrote them, or whose recommendation they are about
    pub code: String,
    /// The body that was inspected there
    pub inspected: Option<i64>,
    /// When they were published, given or said; nothing: not published yet
    pub on: Option<PartialDate>,
    /// The text
    pub words: String,
    /// Where in it the words stand, in bytes
    pub places: Vec<Range<usize>>,
}

/// The texts that are searched, in the order in which they are shown of one day.
const TEXTS: [(&str, &str); 8] = [
    ("recommendation", RECOMMENDATIONS),
    ("reprint", REPRINTS),
    ("finding", FINDINGS),
    ("response", RESPONSES),
    ("action", ACTIONS),
    ("update", UPDATES),
    ("concern", CONCERNS),
    ("alert", ALERTS),
];

const RECOMMENDATIONS: &str = "
SELECT i.code || '/' || r.number AS reference, r.id AS recommendation, i.code, i.body_id AS inspected,
       i.published_on AS said_on, r.words
  FROM recommendation r JOIN inspection i ON i.id = r.inspection_id
 WHERE i.published_last IS NULL OR i.published_last <= :day";

// A reprint in the same words is no other text.
const REPRINTS: &str = "
SELECT i.code || '/' || r.number AS reference, r.id AS recommendation, j.code, j.body_id AS inspected,
       j.published_on AS said_on, p.words
  FROM reprint p
  JOIN recommendation r ON r.id = p.recommendation_id AND r.words <> p.words
  JOIN inspection i ON i.id = r.inspection_id
  JOIN inspection j ON j.id = p.inspection_id
 WHERE j.published_last IS NULL OR j.published_last <= :day";

const FINDINGS: &str = "
SELECT i.code || '/' || r.number AS reference, r.id AS recommendation, j.code, j.body_id AS inspected,
       j.published_on AS said_on, f.words || coalesce(' – ' || f.remark, '') AS words
  FROM finding f
  JOIN finding_item m ON m.finding_id = f.id
  JOIN recommendation r ON r.id = m.recommendation_id
  JOIN inspection i ON i.id = r.inspection_id
  JOIN inspection j ON j.id = f.inspection_id
 WHERE j.published_last IS NULL OR j.published_last <= :day";

const RESPONSES: &str = "
SELECT i.code || '/' || r.number AS reference, r.id AS recommendation, i.code, i.body_id AS inspected,
       s.answered_on AS said_on, s.words || coalesce(' – ' || s.part, '') AS words
  FROM response s
  JOIN recommendation r ON r.id = s.recommendation_id
  JOIN inspection i ON i.id = r.inspection_id
 WHERE s.answered_last <= :day";

const ACTIONS: &str = "
SELECT CASE WHEN a.alert_id IS NULL THEN i.code || '/' || r.number
            ELSE i.code || '/alert' || iif(l.number = 1, '', '-' || l.number) END || '.' || a.number AS reference,
       r.id AS recommendation, i.code, i.body_id AS inspected, coalesce(a.planned_on, i.published_on) AS said_on, a.words
  FROM action a
  LEFT JOIN recommendation r ON r.id = a.recommendation_id
  LEFT JOIN alert l ON l.id = a.alert_id
  JOIN inspection i ON i.id = coalesce(r.inspection_id, l.inspection_id)
 WHERE coalesce(a.planned_last, i.published_last, '') <= :day";

const UPDATES: &str = "
SELECT CASE WHEN a.alert_id IS NULL THEN i.code || '/' || r.number
            ELSE i.code || '/alert' || iif(l.number = 1, '', '-' || l.number) END || '.' || a.number AS reference,
       r.id AS recommendation, i.code, i.body_id AS inspected, u.said_on, u.note AS words
  FROM action_update u
  JOIN action a ON a.id = u.action_id
  LEFT JOIN recommendation r ON r.id = a.recommendation_id
  LEFT JOIN alert l ON l.id = a.alert_id
  JOIN inspection i ON i.id = coalesce(r.inspection_id, l.inspection_id)
 WHERE u.note IS NOT NULL AND u.said_last <= :day";

const CONCERNS: &str = "
SELECT i.code || '/alert' || iif(l.number = 1, '', '-' || l.number) AS reference, NULL AS recommendation, i.code,
       i.body_id AS inspected, i.published_on AS said_on, c.words
  FROM concern c
  JOIN alert l ON l.id = c.alert_id
  JOIN inspection i ON i.id = l.inspection_id
 WHERE i.published_last IS NULL OR i.published_last <= :day";

const ALERTS: &str = "
SELECT i.code || '/alert' || iif(l.number = 1, '', '-' || l.number) AS reference, NULL AS recommendation, i.code,
       i.body_id AS inspected, i.published_on AS said_on, l.words
  FROM alert l JOIN inspection i ON i.id = l.inspection_id
 WHERE i.published_last IS NULL OR i.published_last <= :day";

impl Store {
    /// Returns every text of a day or before that holds what is wanted: the newest first, drafts before all.
    pub fn search(&self, query: &Query, day: NaiveDate) -> Result<Vec<Hit>> {
        let mut hits = Vec::new();
        for (stands_in, sql) in TEXTS {
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query(named_params! { ":day": day.to_string() })?;
            while let Some(row) = rows.next()? {
                let words = row
                    .get_ref("words")?
                    .as_str()
                    .map_err(rusqlite::Error::from)?;
                let Some(places) = query.find(words) else {
                    continue;
                };
                hits.push(Hit {
                    reference: row.get("reference")?,
                    recommendation: row.get("recommendation")?,
                    stands_in,
                    code: row.get("code")?,
                    inspected: row.get("inspected")?,
                    on: row.get("said_on")?,
                    words: words.to_owned(),
                    places,
                });
            }
        }
        // The texts of one kind come in the order in which they were recorded: a stable sort keeps it.
        hits.sort_by_key(|hit| {
            let day = hit.on.map(PartialDate::last_day);
            (day.is_some(), std::cmp::Reverse(day))
        });
        Ok(hits)
    }
}
