//! `annexe respond`: what HMPPS answered.

use annexe::domain::action::ActionOf;
use annexe::domain::body::{Bodies, BodyId};
use annexe::domain::partial_date::PartialDate;
use annexe::domain::recommendation::Recommendation;
use annexe::domain::response::{Answer, NewResponse, Reason};
use annexe::store::Store;
use anyhow::{Result, bail};
use clap::Args;

use super::message::message;
use super::misuse::Misused;
use super::prompt;
use super::session::Session;

/// Record what HMPPS answered: agreed, partly agreed or not agreed
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe respond west-kent-2022/3 --answer agreed --words \"We accept this …\" --on 2022-07-01
  annexe respond west-kent-2022/11 --answer partly-agreed --reason affordability --part \"Recruitment, not retention\" --words \"…\"

Several answers may follow each other; the newest counts. What was not agreed stays
outstanding, under a heading of its own.")]
pub struct Respond {
    /// The recommendation
    reference: String,
    /// agreed, partly-agreed or not-agreed
    #[arg(long, value_name = "ANSWER")]
    answer: Option<Answer>,
    /// Why it is not, or only partly, agreed: commissioning, policy, operational or affordability
    #[arg(long, value_name = "REASON")]
    reason: Option<Reason>,
    /// Which part is agreed, where partly
    #[arg(long, value_name = "TEXT")]
    part: Option<String>,
    /// The answer in words
    #[arg(long, value_name = "TEXT")]
    words: Option<String>,
    /// On which date it was answered [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<PartialDate>,
    /// Only for this addressee of a joint recommendation
    #[arg(long = "for", value_name = "NAME")]
    only_for: Option<String>,
}

impl Respond {
    pub fn run(&self, session: &Session) -> Result<()> {
        let store = session.write_existing()?;
        let recommendation = store.recommendation_called(&self.reference)?;
        let new = self.response(session, &store, &recommendation)?;
        let bodies = store.bodies()?;
        let only_for = new
            .body_id
            .map(|body| format!(" for {}", bodies.name(body)));
        let said = format!(
            "answered {}{}: {}",
            recommendation.reference(),
            only_for.unwrap_or_default(),
            new.answer
        );
        let recorded = store.change(&session.meta("respond"), |change| {
            change.said(&said);
            change.add_response(&new)
        })?;
        message(&format!(
            "Recorded that HMPPS {said}{} (#r{})",
            session.dated(new.answered_on),
            recorded.value
        ));
        Ok(())
    }

    fn response(
        &self,
        session: &Session,
        store: &Store,
        about: &Recommendation,
    ) -> Result<NewResponse> {
        self.refuse_what_is_missing(session)?;
        let answer = prompt::or_ask(self.answer, || {
            let shown = Answer::ALL.map(Answer::words);
            Ok(Answer::ALL[prompt::choice(session, "--answer", "What was answered", &shown)?])
        })?;
        self.refuse_unfit_flags(answer)?;
        let answered_on = prompt::on(session, self.on, "On which date was it answered")?;
        // Before anything more is asked that would then be lost.
        let of = ActionOf::Recommendation(about.id);
        store.refuse_before_what_it_answers(of, "answered", answered_on)?;
        let body_id = self.answered_for(session, &store.bodies()?, about)?;
        Ok(NewResponse {
            recommendation_id: about.id,
            body_id,
            answered_on,
            answer,
            reason: self.reason_of(session, answer)?,
            part: self.part_of(session, answer)?,
            words: prompt::or_ask(self.words.clone(), || {
                prompt::line(session, "--words", "The answer in words")
            })?,
            cited: None,
        })
    }

    /// On a terminal it is asked for whom a joint recommendation was answered.
    fn answered_for(
        &self,
        session: &Session,
        bodies: &Bodies,
        about: &Recommendation,
    ) -> Result<Option<BodyId>> {
        if let Some(name) = &self.only_for {
            return Ok(Some(bodies.find(name)?.id));
        }
        if about.addressees.len() < 2 || !session.may_ask {
            return Ok(None);
        }
        let names = about.addressees.iter().map(|&body| bodies.name(body));
        let offered: Vec<&str> = ["all of them"].into_iter().chain(names).collect();
        let chosen = prompt::choice(session, "--for", "For whom", &offered)?;
        Ok(chosen.checked_sub(1).map(|place| about.addressees[place]))
    }

    fn reason_of(&self, session: &Session, answer: Answer) -> Result<Option<Reason>> {
        if answer == Answer::Agreed {
            return Ok(None);
        }
        let ask = || {
            let shown = Reason::TYPED.map(Reason::words);
            Ok(Reason::TYPED[prompt::choice(session, "--reason", "Why", &shown)?])
        };
        prompt::or_ask(self.reason, ask).map(Some)
    }

    fn part_of(&self, session: &Session, answer: Answer) -> Result<Option<String>> {
        if answer != Answer::PartlyAgreed {
            return Ok(None);
        }
        let ask = || prompt::line(session, "--part", "Which part is agreed");
        let part = prompt::or_ask(self.part.clone(), ask)?;
        if part.trim().is_empty() {
            bail!(Misused(
                "--part says nothing; say which part is agreed".to_owned()
            ));
        }
        Ok(Some(part))
    }

    /// Names all flags that are missing at once, where nothing is asked.
    fn refuse_what_is_missing(&self, session: &Session) -> Result<()> {
        let wants_reason = self.answer.is_some_and(|answer| answer != Answer::Agreed);
        let wants_part = self.answer == Some(Answer::PartlyAgreed);
        let missing = [
            ("--answer", self.answer.is_none()),
            ("--reason", wants_reason && self.reason.is_none()),
            ("--part", wants_part && self.part.is_none()),
            ("--words", self.words.is_none()),
        ];
        let missing = missing.iter().filter(|(_, is_missing)| *is_missing);
        let missing: Vec<&str> = missing.map(|(flag, _)| *flag).collect();
        if missing.is_empty() || session.may_ask {
            return Ok(());
        }
        bail!(session.all_missing(&missing))
    }

    /// What is agreed has no reason; only what is partly agreed has a part.
    fn refuse_unfit_flags(&self, answer: Answer) -> Result<()> {
        let why = match answer {
            Answer::Agreed if self.reason.is_some() || self.part.is_some() => {
                "what is agreed has no reason and no part; leave out --reason and --part"
            }
            Answer::NotAgreed if self.part.is_some() => {
                "only what is partly agreed has a part; leave out --part"
            }
            Answer::Agreed | Answer::PartlyAgreed | Answer::NotAgreed => return Ok(()),
        };
        bail!(Misused(why.to_owned()))
    }
}
