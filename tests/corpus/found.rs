//! What was read of a sample, in the keys of a truth.

use annexe::domain::draft::{Draft, EarlierItem, EarlierPublication};

use super::truth::Item;

/// One fact that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub key: String,
    pub value: String,
    /// Where it was read; empty where that is not kept
    pub place: String,
}

fn fact(key: impl Into<String>, value: impl ToString, place: &str) -> Fact {
    Fact {
        key: key.into(),
        value: value.to_string(),
        place: place.to_owned(),
    }
}

/// Returns every fact of a draft but its items.
pub fn facts(draft: &Draft) -> Vec<Fact> {
    let publication = &draft.publication;
    let printed = &publication.facts;
    let mut found = vec![fact("kind", printed.kind, "")];
    let mut may = |key: &str, value: Option<String>, place: &str| {
        found.extend(value.map(|value| fact(key, value, place)));
    };
    let body = publication.body.as_ref();
    may(
        "body",
        body.map(|body| body.value.clone()),
        body.map_or("", |body| &body.place),
    );
    may(
        "published",
        printed.published_on.map(|date| date.to_string()),
        &publication.published_place,
    );
    may(
        "fieldwork",
        printed.fieldwork_on.map(|date| date.to_string()),
        "",
    );
    may("title", printed.title.clone(), "");
    may("isbn", printed.isbn.clone(), "");
    may("area", publication.area.clone(), "");
    may("led by", printed.led_by.clone(), "");
    may(
        "overall",
        printed.rating.map(|rating| rating.words().to_owned()),
        "",
    );
    may("score", printed.score.map(|score| score.to_string()), "");
    found.extend(
        draft
            .ratings
            .iter()
            .map(|read| fact(&read.value.standard, read.value.rating, &read.place)),
    );
    found.extend(draft.key_questions.iter().map(|read| {
        let key = format!("{}.{}", read.value.standard, read.value.position);
        fact(key, read.value.percent, &read.place)
    }));
    found.extend(alert(draft));
    found
}

fn alert(draft: &Draft) -> Vec<Fact> {
    let Some(alert) = &draft.alert else {
        return Vec::new();
    };
    let mut found = vec![fact("alert", &alert.words, &alert.place)];
    found.retain(|fact| !fact.value.is_empty());
    found.extend(
        (1..)
            .zip(&alert.concerns)
            .map(|(at, read)| fact(format!("alert {at}"), &read.value, &read.place)),
    );
    found.extend((1..).zip(&alert.responses).map(|(at, response)| {
        let state = response.state.unwrap_or("no state");
        let key = format!("alert response {at} ({state})");
        fact(key, &response.words, &response.place)
    }));
    found
}

/// Returns the items of a draft with their places.
pub fn items(draft: &Draft) -> Vec<(Item, String)> {
    draft
        .recommendations
        .iter()
        .map(|item| {
            let read = Item {
                number: item.printed_number.clone(),
                addressees: item.addressees.clone(),
                words: item.words.clone(),
                ..Item::default()
            };
            (read, item.place.clone())
        })
        .collect()
}

/// Returns the items that it prints again, of all earlier publications in order.
pub fn earlier(draft: &Draft) -> Vec<(Item, String)> {
    let all = draft.earlier.iter().flat_map(|earlier| &earlier.items);
    all.map(|item: &EarlierItem| {
        let finding = item.finding.as_ref();
        let grade = finding.map(|finding| match finding.progress {
            Some(progress) => progress.words().to_owned(),
            None => finding.printed_progress.clone().unwrap_or_default(),
        });
        let read = Item {
            number: item.recommendation.printed_number.clone(),
            addressees: item.recommendation.addressees.clone(),
            words: item.recommendation.words.clone(),
            finding: finding
                .map(|finding| finding.words.clone())
                .filter(|words| !words.is_empty()),
            grade,
        };
        (read, item.recommendation.place.clone())
    })
    .collect()
}

/// Returns whose an earlier publication is and when it was published: `Brome CRC, 2019-06`.
pub fn from(earlier: &EarlierPublication) -> String {
    let body = earlier.body.as_ref().map_or("-", |body| &body.value);
    match earlier.facts.published_on {
        Some(date) => format!("{body}, {date}"),
        None => format!("{body}, -"),
    }
}
