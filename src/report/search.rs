//! `search`: where words stand, shown in the sentence around them.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use chrono::NaiveDate;

use super::listing::{selection, total};
use super::{Filter, section, untitled};
use crate::document::{Cell, Column, Document, Layout, Paragraph, Shown, Span, Style, plain};
use crate::domain::search::Query;
use crate::error::Result;
use crate::store::{Hit, Store};

const COLUMNS: [Column; 6] = [
    Column::new("reference", "Reference"),
    Column::new("stands_in", "In"),
    Column::in_data("inspection", "Inspection"),
    Column::new("date", "Date"),
    Column::on_paper("in_their_words", "Words"),
    Column::new("words", "Words").shown(Shown::IN_DATA),
];

/// The longest sentence that is shown whole, in bytes, and how much is shown around a hit of a longer one.
const WHOLE: usize = 300;
const AROUND: usize = 120;

/// Returns every text that holds what is wanted, as at a day: recommendations, reprints, findings,
/// responses, actions, updates, concerns and alerts.
pub fn search(store: &Store, words: &str, filter: &Filter, day: NaiveDate) -> Result<Document> {
    let query: Query = words
        .parse()
        .map_err(|error: crate::domain::search::NotAQuery| {
            crate::error::Error::Misused(error.to_string())
        })?;
    let mut hits = store.search(&query, day)?;
    let bodies = store.bodies()?;
    if filter.narrows(&bodies) {
        retain(store, filter, day, &mut hits)?;
    }
    let mut document = untitled(store, "search", "Search".to_owned())?;
    document.as_at = Some(day.into());
    document.filters = vec![("words", words.to_owned())];
    document.filters.extend(filter.in_words(&bodies));
    document.intro = vec![plain("The newest first.")];
    document.totals = vec![total("hits", "Texts found", hits.len())];
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for hit in &hits {
        *kinds.entry(hit.stands_in).or_default() += 1;
    }
    let kinds = KINDS
        .iter()
        .filter_map(|(key, label)| Some((key, label, kinds.get(key)?)));
    document
        .totals
        .extend(kinds.map(|(key, label, count)| total(key, label, *count)));
    let rows = hits.into_iter().map(cells).collect();
    document.sections = vec![section("hits", None, Layout::Table, &COLUMNS, rows)];
    Ok(document)
}

/// What is counted, in the order in which it is said.
const KINDS: [(&str, &str); 8] = [
    ("recommendation", "in recommendations"),
    ("reprint", "in reprints in other words"),
    ("finding", "in findings"),
    ("response", "in responses"),
    ("action", "in actions"),
    ("update", "in updates"),
    ("concern", "in concerns"),
    ("alert", "in alerts"),
];

/// Keeps what is about a recommendation that the filter takes, and about an alert of its inspections.
fn retain(store: &Store, filter: &Filter, day: NaiveDate, hits: &mut Vec<Hit>) -> Result<()> {
    let survey = store.survey(filter.asked, day)?;
    let lines = selection(&survey, filter);
    let taken: HashSet<i64> = lines
        .iter()
        .map(|line| line.item.recommendation_id)
        .collect();
    let takes_alerts =
        !filter.is_about_recommendations() && filter.owner.is_none() && filter.without.is_empty();
    let inspections = store.inspections()?;
    let alerts: HashSet<&str> = inspections
        .iter()
        .filter(|one| filter.takes_inspection(one))
        .map(|one| one.code.as_str())
        .collect();
    let is_about = |body: Option<i64>| {
        let asked = filter.asked.body.is_none();
        asked || body.is_some_and(|body| survey.scope.about.contains(&body))
    };
    hits.retain(|hit| match hit.recommendation {
        Some(id) => taken.contains(&id),
        None => takes_alerts && alerts.contains(hit.code.as_str()) && is_about(hit.inspected),
    });
    Ok(())
}

fn cells(hit: Hit) -> Vec<Cell> {
    let excerpt = excerpt(&hit.words, &hit.places);
    vec![
        Cell::Reference(hit.reference),
        Cell::Text(hit.stands_in.to_owned()),
        Cell::Reference(hit.code),
        Cell::date_or_nothing(hit.on),
        Cell::Rich(excerpt),
        Cell::Text(hit.words),
    ]
}

/// Returns the sentences in which words stand, the words in bold; what is left out is an ellipsis.
fn excerpt(text: &str, places: &[Range<usize>]) -> Paragraph {
    let mut shown: Vec<Range<usize>> = Vec::new();
    for place in places {
        let around = around(text, place);
        match shown.last_mut() {
            Some(last) if around.start <= last.end => last.end = last.end.max(around.end),
            _ => shown.push(around),
        }
    }
    let mut spans = Vec::new();
    let mut end = 0;
    for part in &shown {
        let is_parted = !text[end..part.start].trim().is_empty();
        if is_parted || !spans.is_empty() {
            let sign = match (is_parted, spans.is_empty()) {
                (true, true) => "… ",
                (true, false) => " … ",
                (false, _) => " ",
            };
            push(&mut spans, sign, Style::Plain);
        }
        let mut from = part.start;
        let within = |place: &&Range<usize>| part.start <= place.start && place.end <= part.end;
        for place in places.iter().filter(within) {
            push(&mut spans, &text[from..place.start], Style::Plain);
            push(&mut spans, &text[place.clone()], Style::Bold);
            from = place.end;
        }
        push(&mut spans, &text[from..part.end], Style::Plain);
        end = part.end;
    }
    if !text[end..].trim().is_empty() {
        push(&mut spans, " …", Style::Plain);
    }
    spans
}

fn push(spans: &mut Paragraph, text: &str, style: Style) {
    if !text.is_empty() {
        spans.push(Span {
            text: text.to_owned(),
            style,
        });
    }
}

/// Returns the sentence around a place; of a long one, the words around it.
fn around(text: &str, place: &Range<usize>) -> Range<usize> {
    let ends = |c: char| matches!(c, '.' | '!' | '?' | ';' | '\n');
    let is_end = |(at, c): &(usize, char)| {
        ends(*c)
            && text[at + c.len_utf8()..]
                .chars()
                .next()
                .is_none_or(char::is_whitespace)
    };
    let before = text[..place.start].char_indices().rev().find(is_end);
    let start = before.map_or(0, |(at, c)| at + c.len_utf8());
    let start = start + (text[start..].len() - text[start..].trim_start().len());
    let after = text[place.end..].char_indices();
    let after = after.map(|(at, c)| (at + place.end, c)).find(is_end);
    let end = after.map_or(text.trim_end().len(), |(at, c)| at + c.len_utf8());
    if end - start <= WHOLE {
        return start..end.max(place.end);
    }
    let from = text
        .floor_char_boundary(place.start.saturating_sub(AROUND))
        .max(start);
    let to = text.ceil_char_boundary((place.end + AROUND).min(end));
    // Words are not cut.
    let is_blank = char::is_whitespace;
    let from = match from == start {
        true => from,
        false => text[from..place.start]
            .find(is_blank)
            .map_or(place.start, |at| from + at + 1),
    };
    let to = match to == end {
        true => to,
        false => text[place.end..to]
            .rfind(is_blank)
            .map_or(place.end, |at| place.end + at),
    };
    text.ceil_char_boundary(from)..to
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, query: &str) -> String {
        let query: Query = query.parse().unwrap();
        let spans = excerpt(text, &query.find(text).unwrap());
        let marked = |span: Span| match span.style {
            Style::Bold => format!("[{}]", span.text),
            _ => span.text,
        };
        spans.into_iter().map(marked).collect()
    }

    #[test]
    fn a_hit_is_shown_in_its_sentence() {
        let text =
            "Cases were read. Plans were thin; reviews of plans were late. Nothing else was said.";
        assert_eq!(shown(text, "review"), "… [reviews] of plans were late. …");
        assert_eq!(
            shown(text, "plans"),
            "… [Plans] were thin; reviews of [plans] were late. …"
        );
        assert_eq!(
            shown(text, "cases said"),
            "[Cases] were read. … Nothing else was [said]."
        );
    }

    #[test]
    fn a_long_sentence_is_cut_between_words() {
        let long = format!(
            "{}oversight {}",
            "é word ".repeat(80),
            "other é ".repeat(80)
        );
        let shown = shown(&long, "oversight");
        assert!(shown.starts_with("… ") && shown.ends_with(" …"), "{shown}");
        assert!(shown.contains("word [oversight] other"), "{shown}");
        assert!(shown.len() < 300, "{shown}");
    }
}
