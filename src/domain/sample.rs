//! The reference data, as the tests of the domain take it.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::body::{Bodies, Body, BodyId, Succession};

/// The bodies and successions of the reference data.
pub(crate) fn reference() -> Bodies {
    let rows = rows_of(include_str!("../../data/bodies.csv"));
    let ids: HashMap<String, BodyId> = (1..)
        .zip(&rows)
        .map(|(id, row)| (row[0].clone(), id))
        .collect();
    let day = |text: &str| text.parse::<NaiveDate>().ok();
    let body = |row: &Vec<String>| Body {
        id: ids[&row[0]],
        name: row[0].clone(),
        kind: row[1].parse().unwrap(),
        member_kind: None,
        parent_id: ids.get(&row[2]).copied(),
        valid_from: day(&row[3]),
        valid_to: day(&row[4]),
        aliases: row[5]
            .split("; ")
            .filter(|a| !a.is_empty())
            .map(str::to_owned)
            .collect(),
    };
    let successions = rows_of(include_str!("../../data/successions.csv"))
        .iter()
        .map(|row| Succession {
            predecessor_id: ids[&row[0]],
            successor_id: ids[&row[1]],
            took_over_on: day(&row[2]).unwrap(),
            note: None,
        })
        .collect();
    Bodies::new(rows.iter().map(body).collect(), successions)
}

fn rows_of(text: &str) -> Vec<Vec<String>> {
    csv::Reader::from_reader(text.as_bytes())
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect()
}
