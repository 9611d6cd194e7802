//! What each difference is about: its item, its kind, and who recorded it.

use std::collections::BTreeSet;

use super::sides::Sides;
use super::wording::{
    answered, came_or_altered, came_or_went, closed, corrected, escalated, graded, inspected,
    moved, plainly, planned, rated, updated,
};
use crate::error::Result;
use crate::store::{ChangedBy, Differing};

/// One difference.
pub(super) struct Told {
    /// The item: `west-kent-2022/3`, `west-kent-2022/3.1`, a code, a unit, or what is no item
    pub(super) reference: String,
    /// The recommendation that it belongs to
    pub(super) recommendation: Option<i64>,
    /// Its kind: a key that never changes, and what it is for people
    pub(super) kind: (&'static str, &'static str),
    /// The place of its kind among the differences of one item
    pub(super) rank: u8,
    /// The row that differs
    pub(super) row: i64,
    /// The sentence
    pub(super) said: String,
    /// Who recorded it, and when
    pub(super) by: ChangedBy,
}

/// What a difference is about, and what is said of it.
struct Said {
    reference: String,
    recommendation: Option<i64>,
    said: String,
}

/// Tells each difference; what comes or goes with its item is not told beside it.
pub(super) fn told(sides: &Sides<'_>, differing: Vec<Differing>) -> Result<Vec<Told>> {
    let whole: BTreeSet<(String, i64)> = differing
        .iter()
        .filter(|one| one.was.is_none() != one.is.is_none())
        .map(|one| (one.table.clone(), one.row))
        .collect();
    let mut told = Vec::new();
    for one in differing {
        let comes_with = |table: &str, column: &str| {
            let row = one.image().row(column);
            row.is_some_and(|row| whole.contains(&(table.to_owned(), row)))
        };
        let is_part = match one.table.as_str() {
            "addressee" => comes_with("recommendation", "recommendation_id"),
            "rating" | "key_question" | "inspection_source" => {
                comes_with("inspection", "inspection_id")
            }
            "note" => {
                comes_with("recommendation", "recommendation_id")
                    || comes_with("inspection", "inspection_id")
            }
            "concern" => comes_with("alert", "alert_id"),
            "alias" => comes_with("body", "body_id"),
            _ => false,
        };
        if is_part {
            continue;
        }
        let Some((kind, rank)) = kind(&one.table) else {
            continue;
        };
        for Said {
            reference,
            recommendation,
            said,
        } in said(sides, &one)?
        {
            told.push(Told {
                reference,
                recommendation,
                kind,
                rank,
                row: one.row,
                said,
                by: one.by.clone(),
            });
        }
    }
    Ok(told)
}

type Kind = (&'static str, &'static str);

/// Returns the kind of a table's rows and its rank; nothing where others tell of them.
fn kind(table: &str) -> Option<(Kind, u8)> {
    let kinds: [(&str, Kind); 22] = [
        ("recommendation", ("recommendation", "Recommendations")),
        ("addressee", ("addressee", "Addressees")),
        ("reprint", ("reprint", "Reprints")),
        ("finding_item", ("finding", "Findings")),
        ("finding", ("finding", "Findings")),
        ("closure", ("closure", "Closed or reopened")),
        ("response", ("response", "Answers")),
        ("action", ("action", "Actions")),
        ("target", ("target", "Target dates")),
        ("action_update", ("update", "Updates")),
        ("escalation", ("escalation", "Escalations")),
        ("evidence", ("evidence", "Evidence")),
        ("link", ("link", "Links")),
        ("recommendation_theme", ("theme", "Themes")),
        ("note", ("note", "Notes of imports")),
        ("alert", ("alert", "Organisational alerts")),
        ("concern", ("concern", "Concerns")),
        ("inspection", ("inspection", "Inspections")),
        (
            "inspection_source",
            ("printed_in", "Where reports are printed"),
        ),
        ("rating", ("rating", "Ratings")),
        ("key_question", ("key_question", "Key questions")),
        ("body", ("unit", "Units and organisations")),
    ];
    let known = kinds.iter().position(|(name, _)| *name == table);
    match (known, table) {
        // A finding and what it covers are one kind, which has one rank.
        (Some(4), _) => Some((kinds[3].1, 3)),
        (Some(place), _) => Some((kinds[place].1, u8::try_from(place).unwrap_or(u8::MAX))),
        // Beside the links: it says that there is none.
        (None, "not_repeat") => Some((kinds[12].1, 12)),
        (None, "alias") => Some((("alias", "Names of units"), 30)),
        (None, "succession") => Some((("succession", "Successions"), 31)),
        (None, "source") => None,
        (None, _) => Some((("register", "Words of the register"), 32)),
    }
}

fn said(sides: &Sides<'_>, one: &Differing) -> Result<Vec<Said>> {
    let image = one.image();
    let row = |column: &str| image.row(column).unwrap_or_default();
    let of_item = |id: i64, said: String| -> Result<Vec<Said>> {
        Ok(vec![Said {
            reference: sides.recommendation(id)?,
            recommendation: Some(id),
            said,
        }])
    };
    let of = |reference: String, said: String| {
        Ok(vec![Said {
            reference,
            recommendation: None,
            said,
        }])
    };
    let of_action = |id: i64, said: String| -> Result<Vec<Said>> {
        let (reference, recommendation) = sides.action(id)?;
        Ok(vec![Said {
            reference,
            recommendation,
            said,
        }])
    };
    match one.table.as_str() {
        "recommendation" => of_item(
            one.row,
            plainly(one, "recommended", "no longer recorded", "words"),
        ),
        "addressee" => of_item(
            row("recommendation_id"),
            came_or_went(
                one,
                "addressed to",
                "no longer addressed to",
                sides.body(row("body_id")),
            ),
        ),
        "reprint" => {
            let at = sides.inspection(row("inspection_id"))?;
            of_item(
                row("recommendation_id"),
                came_or_went(one, "printed again in", "no longer printed again in", &at),
            )
        }
        "finding_item" => of_item(row("recommendation_id"), graded(sides, one)?),
        "finding" => regraded(sides, one),
        "closure" => of_item(row("recommendation_id"), closed(one)),
        "response" => of_item(row("recommendation_id"), answered(one)),
        "action" => of_action(one.row, planned(one)),
        "target" => of_action(row("action_id"), moved(sides, one)?),
        "action_update" => of_action(row("action_id"), updated(one)),
        "escalation" => {
            let said = escalated(sides, one);
            match image.row("recommendation_id") {
                Some(id) => of_item(id, said),
                None => of_action(row("action_id"), said),
            }
        }
        "evidence" => {
            let said = plainly(
                one,
                "shown as evidence",
                "no longer shown as evidence",
                "address",
            );
            match image.row("recommendation_id") {
                Some(id) => of_item(id, said),
                None => of_action(sides.action_of_update(row("action_update_id"))?, said),
            }
        }
        "link" => {
            let to = match image.row("to_id") {
                Some(id) => sides.recommendation(id)?,
                None => sides.alert(row("alert_id"))?,
            };
            let kind = image.get("kind").unwrap_or_default();
            of_item(
                row("from_id"),
                came_or_went(one, kind, &format!("no longer said that it {kind}"), &to),
            )
        }
        "not_repeat" => of_item(
            row("later_id"),
            came_or_went(
                one,
                "no repeat of",
                "no longer said to be no repeat of",
                &sides.recommendation(row("earlier_id"))?,
            ),
        ),
        "recommendation_theme" => of_item(
            row("recommendation_id"),
            came_or_went(
                one,
                "theme",
                "no longer of the theme",
                &sides.theme(row("theme_id"))?,
            ),
        ),
        "note" => {
            let said = plainly(
                one,
                "noted by an import",
                "note of an import taken back",
                "words",
            );
            match image.row("recommendation_id") {
                Some(id) => of_item(id, said),
                None => of(sides.inspection(row("inspection_id"))?, said),
            }
        }
        "alert" => of(
            sides.alert(one.row)?,
            plainly(
                one,
                "organisational alert",
                "organisational alert taken back",
                "words",
            ),
        ),
        "concern" => of(
            sides.alert(row("alert_id"))?,
            plainly(one, "concern", "concern taken back", "words"),
        ),
        "inspection" => of(sides.inspection(one.row)?, inspected(sides, one)),
        "inspection_source" => {
            let source = sides.source(row("source_id"))?;
            of(
                sides.inspection(row("inspection_id"))?,
                came_or_went(
                    one,
                    "read in, or also printed in,",
                    "no longer printed in",
                    &source,
                ),
            )
        }
        "rating" => of(
            sides.inspection(row("inspection_id"))?,
            rated(one, "rating"),
        ),
        "key_question" => of(
            sides.inspection(row("inspection_id"))?,
            rated(one, "percent"),
        ),
        "body" => of(
            sides.body(one.row).to_owned(),
            came_or_altered(one, "added", "taken back"),
        ),
        "alias" => of(
            sides.body(row("body_id")).to_owned(),
            plainly(one, "also called", "no longer called", "name"),
        ),
        "succession" => {
            let to = sides.body(row("successor_id")).to_owned();
            of(
                sides.body(row("predecessor_id")).to_owned(),
                came_or_went(one, "replaced by", "no longer replaced by", &to),
            )
        }
        "setting" => of(
            "register".to_owned(),
            plainly(
                one,
                "papers are marked",
                "papers are no longer marked",
                "value",
            ),
        ),
        "view" => of(
            "register".to_owned(),
            plainly(one, "view saved", "view removed", "name"),
        ),
        "theme" => of(
            "register".to_owned(),
            plainly(one, "theme added", "theme removed", "name"),
        ),
        other => of(
            "register".to_owned(),
            came_or_altered(
                one,
                &format!("{other} recorded"),
                &format!("{other} taken back"),
            ),
        ),
    }
}

/// Tells a finding that was corrected under each recommendation that it covers.
fn regraded(sides: &Sides<'_>, one: &Differing) -> Result<Vec<Said>> {
    let (Some(was), Some(is)) = (&one.was, &one.is) else {
        return Ok(Vec::new());
    };
    let (_, at) = sides.finding(one.row)?;
    let mut told = Vec::new();
    for id in sides.covered_by(one.row)? {
        told.push(Said {
            reference: sides.recommendation(id)?,
            recommendation: Some(id),
            said: format!("finding of {at}: {}", corrected(was, is)),
        });
    }
    Ok(told)
}
