//! `annexe inspection`: inspections with their published reports, and plans.

use annexe::domain::body::BodyId;
use annexe::domain::code::{code_for, is_code};
use annexe::domain::draft::Source;
use annexe::domain::inspection::{
    InspectionFacts, InspectionKind, KeyQuestion, Rating, RatingWord, Score, isbn_digits, sum_of,
};
use annexe::domain::partial_date::PartialDate;
use annexe::domain::words::folded;
use annexe::report;
use annexe::store::{Change, Inspection, InspectionEdit, Printed, Store};
use anyhow::{Result, bail};
use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::message::message;
use super::misuse::Misused;
use super::output::Printing;
use super::prompt;
use super::session::Session;

/// See, add and correct inspections
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe inspection show west-kent-2022
  annexe inspection add --body \"West Kent\" --kind core --published \"May 2022\"")]
pub struct InspectionCommand {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    List(List),
    Show(Show),
    Add(Add),
    Edit(Edit),
}

/// List every inspection, drafts first, then the newest
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe inspection list
  annexe inspection list --format csv")]
struct List {
    /// Those published by this day [default: all, drafts too]
    #[arg(long, value_name = "DATE")]
    as_at: Option<PartialDate>,
    #[command(flatten)]
    printing: Printing,
}

/// Show one inspection: ratings, key questions, recommendations, findings, alert, sources
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe inspection show west-kent-2022
  annexe inspection show hfkcw --format json")]
struct Show {
    /// Its code, shortened while it is unambiguous
    code: String,
    #[command(flatten)]
    printing: Printing,
}

/// Add an inspection; without --published it is a draft, counted nowhere
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe inspection add --body \"West Kent\" --kind core --published \"May 2022\" --rating Inadequate --score 1/27
  annexe inspection add --body KSS --kind plan --published 2021 --code kss-plan-2021 --title \"Action plan 2021\"")]
struct Add {
    /// The inspected unit or organisation; none for a thematic report
    #[arg(long, value_name = "NAME")]
    body: Option<String>,
    /// A code of your own: small letters, digits and hyphens. It never changes
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
    #[command(flatten)]
    facts: Facts,
}

/// Change what is known of an inspection; its code stays
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe inspection edit west-kent-2024 --published 2024-11-19
  annexe inspection edit west-kent-2022 --standard \"1.4 Information and facilities=Requires improvement\"")]
struct Edit {
    /// Its code, shortened while it is unambiguous
    code: String,
    /// The inspected unit or organisation
    #[arg(long, value_name = "NAME")]
    body: Option<String>,
    #[command(flatten)]
    facts: Facts,
}

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

impl InspectionCommand {
    pub fn run(&self, session: &Session) -> Result<()> {
        match &self.verb {
            Verb::List(list) => list.printing.print(
                session,
                &report::inspections(&session.read()?, list.as_at.map(PartialDate::last_day))?,
            ),
            Verb::Show(show) => {
                let store = session.read()?;
                let inspection = store.inspection_called(&show.code)?;
                show.printing
                    .print(session, &report::inspection(&store, &inspection)?)
            }
            Verb::Add(add) => add.run(session),
            Verb::Edit(edit) => edit.run(session),
        }
    }
}

impl Add {
    fn run(&self, session: &Session) -> Result<()> {
        let kind = prompt::or_ask(self.facts.kind, || kind(session))?;
        let store = session.write("inspection add")?;
        let body = self.inspected(session, &store, kind)?;
        let facts = self
            .facts
            .edit(session)?
            .applied_to(&InspectionFacts::of_kind(kind));
        let code = match &self.code {
            Some(code) => checked(code)?.to_owned(),
            None => free_code(&store, body, &facts, session.today)?,
        };
        store.change(&session.meta("inspection add"), |change| {
            change.said(format!("added inspection {code}"));
            let id = change.add_inspection(&code, body, &facts, None)?;
            self.facts.write_details(change, id)
        })?;
        let draft = if facts.published_on.is_none() {
            " as a draft: it counts from its publication"
        } else {
            ""
        };
        message(&format!("Added {code}{draft}"));
        let stored = store.inspection_called(&code)?;
        warn_of_sum(&store, &stored)
    }

    fn inspected(
        &self,
        session: &Session,
        store: &Store,
        kind: InspectionKind,
    ) -> Result<Option<BodyId>> {
        let bodies = store.bodies()?;
        match &self.body {
            Some(name) => Ok(Some(bodies.find(name)?.id)),
            None if matches!(kind, InspectionKind::Thematic | InspectionKind::Other) => Ok(None),
            None => {
                let day = self.facts.published.map(PartialDate::last_day);
                let question = "Which unit or organisation was inspected";
                Ok(Some(prompt::body(
                    session, "--body", question, &bodies, day,
                )?))
            }
        }
    }
}

impl Edit {
    fn run(&self, session: &Session) -> Result<()> {
        let store = session.write_existing()?;
        let inspection = store.inspection_called(&self.code)?;
        let body_id = self
            .body
            .as_deref()
            .map(|name| store.bodies()?.find(name).map(|body| body.id))
            .transpose()?;
        let edit = InspectionEdit {
            body_id,
            ..self.facts.edit(session)?
        };
        if edit == InspectionEdit::default() && !self.facts.has_details() {
            bail!(Misused(
                "nothing to change was given; name what with a flag, such as --published"
                    .to_owned()
            ));
        }
        let changed = store.change(&session.meta("inspection edit"), |change| {
            change.said(format!("corrected inspection {}", inspection.code));
            change.edit_inspection(inspection.id, &edit)?;
            self.facts.write_details(change, inspection.id)
        })?;
        let said = if changed.change.is_some() {
            "Corrected"
        } else {
            "Nothing to correct in"
        };
        message(&format!("{said} {}", inspection.code));
        warn_of_sum(&store, &store.inspection_called(&inspection.code)?)
    }
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
    fn has_details(&self) -> bool {
        !(self.standards.is_empty()
            && self.key_questions.is_empty()
            && self.address.is_none()
            && self.also_printed.is_empty())
    }

    /// Writes ratings, key questions and addresses.
    pub fn write_details(
        &self,
        change: &Change<'_>,
        inspection: i64,
    ) -> Result<(), annexe::error::Error> {
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

/// Asks for the kind.
pub fn kind(session: &Session) -> Result<InspectionKind> {
    let shown = InspectionKind::ALL.map(InspectionKind::word);
    Ok(InspectionKind::ALL[prompt::choice(session, "--kind", "What kind of inspection", &shown)?])
}

/// Returns the code that an inspection gets when nobody gives one; that of a draft has the year of its
/// fieldwork, else this year: it never changes.
pub fn free_code(
    store: &Store,
    body: Option<BodyId>,
    facts: &InspectionFacts,
    today: NaiveDate,
) -> Result<String> {
    if body.is_none() && facts.title.is_none() {
        bail!(Misused(
            "a report on no one body needs a title (--title) or a code (--code)".to_owned()
        ));
    }
    let dated = InspectionFacts {
        published_on: facts
            .published_on
            .or(facts.fieldwork_on)
            .or(Some(today.into())),
        ..facts.clone()
    };
    let bodies = store.bodies()?;
    let taken = |code: &str| {
        store
            .inspection_of_code(code)
            .is_ok_and(|found| found.is_some())
    };
    Ok(code_for(
        body.map(|body| bodies.get(body)),
        None,
        &dated,
        taken,
    ))
}

/// Warns where the ratings do not add up to the printed score. Nothing is corrected.
pub fn warn_of_sum(store: &Store, inspection: &Inspection) -> Result<()> {
    let ratings = store.ratings(inspection.id)?;
    let sum = sum_of(&ratings);
    if let Some(printed) = inspection
        .facts
        .score
        .filter(|score| !ratings.is_empty() && *score != sum)
    {
        message(&format!(
            "warning: the ratings add up to {sum}, the printed score is {printed}; nothing was changed"
        ));
    }
    Ok(())
}

fn checked(code: &str) -> Result<&str> {
    if is_code(code) {
        return Ok(code);
    }
    bail!(Misused(format!(
        "`{code}` is not a code; use small letters, digits and hyphens, such as west-kent-2022"
    )))
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
            .map_err(|error: annexe::domain::inspection::NotARating| error.to_string())?,
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
