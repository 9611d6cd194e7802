//! What is known of an inspection, as flags: given when one is added, edited, or recorded from paper.

use annexe::domain::draft::Source;
use annexe::domain::inspection::{
    InspectionKind, KeyQuestion, NotARating, Rating, RatingWord, Score, isbn_digits,
};
use annexe::domain::partial_date::PartialDate;
use annexe::domain::words::folded;
use annexe::error::Error;
use annexe::store::{Change, InspectionEdit, Printed};
use anyhow::Result;
use clap::Args;

use crate::cli::misuse::Misused;
use crate::cli::session::Session;

/// What is known of an inspection, as flags.
#[derive(Args, Default, PartialEq)]
pub struct Facts {
    /// core, quality-and-impact, thematic, national, dynamic, youth, approved-premises, plan or other
    #[arg(long, value_name = "KIND")]
    pub kind: Option<InspectionKind>,
    /// When it was published: 2022-05-18, May 2022, 2022
    #[arg(long, value_name = "DATE")]
    pub published: Option<PartialDate>,
    /// Its title
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// When fieldwork began
    #[arg(long, value_name = "DATE")]
    fieldwork: Option<PartialDate>,
    /// Fieldwork in words, where a range is printed: "October and November 2017"
    #[arg(long, value_name = "TEXT")]
    fieldwork_words: Option<String>,
    /// When it was announced
    #[arg(long, value_name = "DATE")]
    announced: Option<PartialDate>,
    /// Who led it, as printed
    #[arg(long, value_name = "NAME")]
    led_by: Option<String>,
    /// Its ISBN
    #[arg(long, value_name = "ISBN")]
    isbn: Option<String>,
    /// The overall rating: Outstanding, Good, Requires improvement or Inadequate
    #[arg(long, value_name = "RATING")]
    pub rating: Option<RatingWord>,
    /// The printed score and its maximum: 1/27
    #[arg(long, value_name = "N/N")]
    pub score: Option<Score>,
    /// The rating of a standard: "1.1 Leadership=Inadequate"; may be given several times
    #[arg(long = "standard", value_name = "CODE NAME=RATING", value_parser = standard)]
    standards: Vec<Rating>,
    /// A key question of a standard with its percentage: "2.1=26=Is the information …?"; several times
    #[arg(long = "key-question", value_name = "CODE=PERCENT=WORDS", value_parser = key_question)]
    key_questions: Vec<(String, i64, String)>,
    /// The address of the report
    #[arg(long, value_name = "URL")]
    address: Option<String>,
    /// An address where it is printed as well; may be given several times
    #[arg(long, value_name = "URL")]
    also_printed: Vec<String>,
}

impl Facts {
    /// Returns what the flags say, each date one that has passed.
    pub fn edit(&self, session: &Session) -> Result<InspectionEdit> {
        let past =
            |flag, date: Option<PartialDate>| date.map(|date| session.past(flag, date)).transpose();
        let isbn = self.isbn.as_ref().map(|printed| {
            let digits = isbn_digits(printed);
            digits.ok_or_else(|| {
                Misused(format!(
                    "`{printed}` is not an ISBN: its check digit does not hold"
                ))
            })
        });
        Ok(InspectionEdit {
            body_id: None,
            kind: self.kind,
            title: self.title.clone(),
            taken_from: None,
            published_on: past("--published", self.published)?,
            fieldwork_on: past("--fieldwork", self.fieldwork)?,
            fieldwork_words: self.fieldwork_words.clone(),
            announced_on: past("--announced", self.announced)?,
            led_by: self.led_by.clone(),
            isbn: isbn.transpose()?,
            rating: self.rating,
            score: self.score,
        })
    }

    /// Tells whether ratings, key questions or addresses are given.
    pub(super) fn has_details(&self) -> bool {
        !(self.standards.is_empty()
            && self.key_questions.is_empty()
            && self.address.is_none()
            && self.also_printed.is_empty())
    }

    /// Writes ratings, key questions and addresses.
    pub fn write_details(&self, change: &Change<'_>, inspection: i64) -> Result<(), Error> {
        let ratings: Vec<_> = self.standards.iter().cloned().map(Printed::typed).collect();
        change.set_ratings(inspection, &ratings)?;
        for (standard, percent, words) in &self.key_questions {
            let question = placed(
                &change.key_questions(inspection)?,
                standard,
                *percent,
                words,
            );
            change.set_key_questions(inspection, &[Printed::typed(question)])?;
        }
        let addresses = self.address.iter().map(|address| (address, false));
        let others = self.also_printed.iter().map(|address| (address, true));
        for (name, also) in addresses.chain(others) {
            change.add_source_of(
                inspection,
                &Source {
                    name: name.clone(),
                    sha256: None,
                },
                also,
            )?;
        }
        Ok(())
    }
}

/// Returns a key question in its place: that of the same words, else after the others of its standard.
fn placed(known: &[KeyQuestion], standard: &str, percent: i64, words: &str) -> KeyQuestion {
    let own = || known.iter().filter(|other| other.standard == standard);
    let same = own().find(|other| folded(&other.words) == folded(words));
    let last = own().map(|other| other.position).max().unwrap_or(0);
    KeyQuestion {
        standard: standard.to_owned(),
        position: same.map_or(last + 1, |same| same.position),
        words: same.map_or_else(|| words.to_owned(), |same| same.words.clone()),
        percent,
    }
}

fn standard(text: &str) -> Result<Rating, String> {
    let (standard, rating) = text
        .rsplit_once('=')
        .ok_or("write it as \"1.1 Leadership=Inadequate\"")?;
    let digit = standard
        .find(|c: char| c.is_ascii_digit())
        .ok_or("a standard begins with its code, such as 1.1")?;
    let end = standard[digit..]
        .find(' ')
        .map_or(standard.len(), |length| digit + length);
    let name = standard[end..].trim();
    Ok(Rating {
        standard: standard[..end].trim().to_owned(),
        name: (!name.is_empty()).then(|| name.to_owned()),
        rating: rating
            .parse()
            .map_err(|error: NotARating| error.to_string())?,
    })
}

fn key_question(text: &str) -> Result<(String, i64, String), String> {
    let form = "write it as \"2.1=26=Is the information …?\"";
    let mut parts = text.splitn(3, '=');
    let (Some(standard), Some(percent), Some(words)) = (parts.next(), parts.next(), parts.next())
    else {
        return Err(form.to_owned());
    };
    let percent = percent
        .trim()
        .trim_end_matches('%')
        .parse()
        .map_err(|_| form)?;
    if !(0..=100).contains(&percent) || words.trim().is_empty() {
        return Err(format!(
            "a percentage is 0 to 100, and a question has words: {form}"
        ));
    }
    Ok((standard.trim().to_owned(), percent, words.trim().to_owned()))
}
