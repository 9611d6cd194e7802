//! Which inspection: one of the register, or a new one with what is known of it.

use annexe::domain::body::{Bodies, BodyId};
use annexe::domain::code::is_code;
use annexe::domain::inspection::{InspectionFacts, InspectionKind, RatingWord};
use annexe::domain::partial_date::PartialDate;
use annexe::error::Error;
use annexe::store::{Change, Inspection, Store};
use anyhow::{Result, bail};
use chrono::NaiveDate;
use clap::Args;

use super::inspection::{Facts, free_code, kind};
use super::misuse::Misused;
use super::prompt;
use super::session::Session;

/// An inspection that recommendations or findings are recorded for.
pub struct Publication {
    /// It, where it is in the register already
    pub here: Option<Inspection>,
    /// The code that it has or will have
    pub code: String,
    /// The inspected body
    pub body_id: Option<BodyId>,
    /// What is known of it
    pub facts: InspectionFacts,
}

/// A new inspection, as flags.
#[derive(Args, Default, PartialEq)]
pub struct NewPublication {
    /// A new inspection: the inspected unit or organisation
    #[arg(long, value_name = "NAME")]
    body: Option<String>,
    /// A new inspection: a code of your own
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
    #[command(flatten)]
    facts: Facts,
}

impl Publication {
    /// Takes one that is in the register.
    pub fn of(inspection: Inspection) -> Publication {
        Publication {
            code: inspection.code.clone(),
            body_id: inspection.body_id,
            facts: inspection.facts.clone(),
            here: Some(inspection),
        }
    }

    /// Records it where it is new. Returns its number.
    pub fn write(&self, change: &Change<'_>, new: &NewPublication) -> Result<i64, Error> {
        if let Some(here) = &self.here {
            return Ok(here.id);
        }
        let id = change.add_inspection(&self.code, self.body_id, &self.facts, None)?;
        new.facts.write_details(change, id)?;
        Ok(id)
    }

    /// Tells whether it is a draft, counted nowhere.
    pub fn is_draft(&self) -> bool {
        self.facts.published_on.is_none()
    }
}

impl NewPublication {
    /// Tells whether a flag describes a new inspection.
    pub fn is_given(&self) -> bool {
        *self != NewPublication::default()
    }

    /// Returns the new inspection that the flags describe; what is missing is asked.
    pub fn ask(&self, session: &Session, store: &Store) -> Result<Publication> {
        let bodies = store.bodies()?;
        let kind = prompt::or_ask(self.facts.kind, || kind(session))?;
        // Asked before the body: only those that existed then are offered.
        let published = self.published(session)?;
        let body_id = self.inspected(session, &bodies, kind, published)?;
        if let Some(here) = already_here(session, store, body_id, published)? {
            return Ok(Publication::of(here));
        }
        let mut facts = self
            .facts
            .edit(session)?
            .applied_to(&InspectionFacts::of_kind(kind));
        facts.published_on = Some(published);
        if body_id.is_none() && facts.title.is_none() {
            facts.title = Some(prompt::line(session, "--title", "Its title")?);
        }
        ask_the_rest(session, &mut facts)?;
        Ok(Publication {
            here: None,
            code: self.free_code(store, body_id, &facts, session.today)?,
            body_id,
            facts,
        })
    }

    /// Returns a new inspection of a code, of which only some is asked: for one that is being carried out.
    pub fn ask_draft(session: &Session, store: &Store, code: &str) -> Result<Publication> {
        let bodies = store.bodies()?;
        let code = checked(code)?.to_owned();
        let mut facts = InspectionFacts::of_kind(kind(session)?);
        facts.fieldwork_on = prompt::optional_past(session, "--fieldwork", "Fieldwork began on")?;
        let question = "Published on; a draft until then";
        facts.published_on = prompt::optional_past(session, "--published", question)?;
        let on = facts.fieldwork_on.or(facts.published_on);
        let day = on.map_or(session.today, PartialDate::last_day);
        Ok(Publication {
            here: None,
            body_id: Some(body_of(session, &bodies, &code, day)?),
            code,
            facts,
        })
    }

    fn published(&self, session: &Session) -> Result<PartialDate> {
        let question = "Published on (18 May 2022, May 2022)";
        match self.facts.published {
            Some(date) => session.past("--published", date),
            None => prompt::past(session, "--published", question),
        }
    }

    fn inspected(
        &self,
        session: &Session,
        bodies: &Bodies,
        kind: InspectionKind,
        published: PartialDate,
    ) -> Result<Option<BodyId>> {
        match &self.body {
            Some(name) => Ok(Some(bodies.find(name)?.id)),
            None if matches!(kind, InspectionKind::Thematic | InspectionKind::Other) => Ok(None),
            None => {
                let question = "Which unit or organisation was inspected";
                let day = Some(published.last_day());
                let body = prompt::body(session, "--body", question, bodies, day)?;
                Ok(Some(body))
            }
        }
    }

    fn free_code(
        &self,
        store: &Store,
        body: Option<BodyId>,
        facts: &InspectionFacts,
        today: NaiveDate,
    ) -> Result<String> {
        match &self.code {
            Some(code) => Ok(checked(code)?.to_owned()),
            None => free_code(store, body, facts, today),
        }
    }
}

/// Asks which body an inspection is of; the one that its code names is offered.
fn body_of(session: &Session, bodies: &Bodies, code: &str, day: NaiveDate) -> Result<BodyId> {
    let name = code.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    let named = bodies.find(&name.replace('-', " ")).ok();
    if let Some(body) = named.filter(|body| body.is_alive(day))
        && prompt::confirm(session, &format!("Is it an inspection of {}?", body.name))?
    {
        return Ok(body.id);
    }
    let question = "Which unit or organisation is inspected";
    prompt::body(session, "--body", question, bodies, Some(day))
}

/// Asks which inspection. A new one stands first, where it is always found.
pub fn which(session: &Session, store: &Store, new: &NewPublication) -> Result<Publication> {
    if new.is_given() {
        return new.ask(session, store);
    }
    if !session.may_ask {
        bail!(session.missing("--inspection"));
    }
    let bodies = store.bodies()?;
    let mut inspections = store.inspections()?;
    let mut shown = vec!["New inspection…".to_owned()];
    shown.extend(
        inspections
            .iter()
            .map(|inspection| in_a_line(&bodies, inspection)),
    );
    let chosen = prompt::search(session, "--inspection", "Which inspection", &shown)?;
    match chosen.checked_sub(1) {
        None => new.ask(session, store),
        Some(place) => Ok(Publication::of(inspections.swap_remove(place))),
    }
}

/// Returns an inspection in a line of a list: its code, whose it is, and when it was published.
pub fn in_a_line(bodies: &Bodies, inspection: &Inspection) -> String {
    let title = inspection.facts.title.as_deref();
    let of = inspection
        .body_id
        .map_or(title.unwrap_or("no one body"), |body| bodies.name(body));
    let published = inspection
        .facts
        .published_on
        .map_or("draft".to_owned(), PartialDate::for_people);
    format!("{}: {of}, {published}", inspection.code)
}

/// Asks whether a report on the same body and date is the one that is here already.
fn already_here(
    session: &Session,
    store: &Store,
    body: Option<BodyId>,
    published: PartialDate,
) -> Result<Option<Inspection>> {
    let same = |inspection: &Inspection| {
        let on = inspection.facts.published_on;
        let one_day = on.is_some_and(|on| {
            on == published || on.is_sharpened_by(published) || published.is_sharpened_by(on)
        });
        inspection.body_id == body && body.is_some() && one_day
    };
    let Some(here) = store.inspections()?.into_iter().find(same) else {
        return Ok(None);
    };
    let shown = in_a_line(&store.bodies()?, &here);
    if !session.may_ask {
        bail!(Error::Conflict(format!(
            "the register has {shown}; add to it with --inspection {}",
            here.code
        )));
    }
    let question = format!("The register has {shown}. Is it that one?");
    Ok(prompt::confirm(session, &question)?.then_some(here))
}

/// Asks for what may be left.
fn ask_the_rest(session: &Session, facts: &mut InspectionFacts) -> Result<()> {
    if !session.may_ask {
        return Ok(());
    }
    if facts.rating.is_none() {
        facts.rating = rating(session)?;
    }
    if facts.score.is_none() {
        facts.score = prompt::optional(session, "Score, such as 1/27")?;
    }
    if facts.led_by.is_none() {
        facts.led_by = prompt::optional(session, "Led by")?;
    }
    if facts.fieldwork_on.is_none() {
        let question = "Fieldwork began on";
        facts.fieldwork_on = prompt::optional_past(session, "--fieldwork", question)?;
    }
    Ok(())
}

fn rating(session: &Session) -> Result<Option<RatingWord>> {
    let mut shown = vec!["not printed, or leave it"];
    shown.extend(RatingWord::ALL.map(RatingWord::words));
    let chosen = prompt::choice(session, "--rating", "Overall rating", &shown)?;
    Ok(chosen.checked_sub(1).map(|place| RatingWord::ALL[place]))
}

fn checked(code: &str) -> Result<&str> {
    if is_code(code) {
        return Ok(code);
    }
    bail!(Misused(format!(
        "`{code}` is not a code; use small letters, digits and hyphens, such as west-kent-2022"
    )))
}
