//! The course of matching: each row finds its recommendation, then the facts of each recommendation are decided.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;

use super::asking::Asking;
use super::inspections::{Reports, Whose};
use super::known::Known;
use super::left_out::is_within;
use super::{Answers, PlanIntake, Subject};
use crate::domain::action::{Action, ActionOf};
use crate::domain::body::{Bodies, BodyId};
use crate::domain::draft::Question;
use crate::domain::partial_date::PartialDate;
use crate::domain::plan_draft::PlanDraft;
use crate::domain::response::Response;
use crate::error::Result;
use crate::store::Store;
use crate::store::action::EarlierAction;

/// A plan on its way through the register.
pub(super) struct Matching<'a> {
    pub(super) store: &'a Store,
    pub(super) draft: &'a PlanDraft,
    pub(super) answers: &'a Answers,
    pub(super) bodies: &'a Bodies,
    pub(super) known: Known,
    pub(super) asking: Asking,
    pub(super) intake: PlanIntake,
    /// Whether this very file was taken in before: what it says of old facts was taken then
    pub(super) is_read_again: bool,
    /// What kept mappings and those of today say, by field
    pub(super) mapped: HashMap<&'static str, BTreeMap<String, String>>,
    /// Names of addressees, resolved once for each report
    pub(super) addressees: HashMap<(i64, String), Vec<BodyId>>,
    /// The recommendations that are added, by report and number or words
    pub(super) added: HashMap<(i64, String), usize>,
    /// What each row is about
    pub(super) subjects: Vec<Option<Subject>>,
    /// The references of alerts
    pub(super) alerts: HashMap<i64, String>,
    reports: HashSet<i64>,
    /// Rows whose actions have no words of their own: how many, and where the first stands
    pub(super) wordless: (usize, String),
}

/// What the register has of the recommendations that the rows are about.
pub(super) struct Facts {
    pub(super) responses: HashMap<i64, Vec<Response>>,
    pub(super) actions: HashMap<ActionOf, Vec<Action>>,
    /// What actions were before they were amended: words and owner
    pub(super) earlier: HashMap<i64, Vec<EarlierAction>>,
}

/// The rows about one recommendation, with what is known of it.
pub(super) struct Group {
    pub(super) subject: Subject,
    pub(super) rows: Vec<usize>,
    pub(super) reference: String,
    /// The report that made it
    pub(super) report: i64,
    /// When it was made; nothing: a draft, or an alert
    pub(super) made: Option<PartialDate>,
    pub(super) words: String,
    pub(super) addressees: Vec<BodyId>,
}

impl Store {
    /// Matches a plan or a tracker with the register. Nothing is written.
    ///
    /// # Errors
    /// When an answer names something that does not exist.
    pub fn match_plan(&self, draft: &PlanDraft, answers: &Answers) -> Result<PlanIntake> {
        let bodies = self.bodies()?;
        let mut matching = Matching::begin(self, draft, answers, &bodies)?;
        matching.note_what_names_nothing();
        matching.ask_what_is_open();
        matching.ask_what_words_mean();
        let groups = matching.groups()?;
        let mut facts = matching.facts(&groups)?;
        for group in &groups {
            matching.answer(group, &facts);
            matching.act(group, &mut facts);
        }
        matching.note_contradictions(&groups);
        matching.leave_the_rest_alone(&groups);
        Ok(matching.finished())
    }
}

impl<'a> Matching<'a> {
    fn begin(
        store: &'a Store,
        draft: &'a PlanDraft,
        answers: &'a Answers,
        bodies: &'a Bodies,
    ) -> Result<Self> {
        let mut mapped = HashMap::new();
        for field in ["inspection", "answer", "state", "name"] {
            let mut words = store.mapped(field)?;
            words.extend(answers.map.iter().cloned());
            mapped.insert(field, words);
        }
        let mut intake = empty(draft, answers);
        intake.left_before = store.left_out_of(&draft.source)?;
        intake
            .left_before
            .retain(|place| !is_within(place, &answers.leave_out));
        Ok(Matching {
            store,
            draft,
            answers,
            bodies,
            known: Known::of(store)?,
            asking: Asking::of(draft.rows.len()),
            intake,
            is_read_again: store.has_read(&draft.source)?,
            mapped,
            addressees: HashMap::new(),
            added: HashMap::new(),
            subjects: vec![None; draft.rows.len()],
            alerts: HashMap::new(),
            reports: HashSet::new(),
            wordless: (0, String::new()),
        })
    }

    /// Takes over the reader's questions that no answer settles, and asks for the day where it matters.
    fn ask_what_is_open(&mut self) {
        let draft = self.draft;
        let rows = rows_by_place(draft);
        for Question {
            words,
            answer,
            place,
        } in &draft.questions
        {
            if !self.is_answered(answer, place) {
                let (words, answer) = (words.clone(), answer.clone());
                match rows.get(&row_of(place)) {
                    Some(&row) => self.asking.ask(row, words, answer, place),
                    None => self.asking.ask_of_all(words, answer, place),
                }
            }
        }
        let late = self.intake.said_on.zip(self.answers.today);
        if let Some((said_on, today)) = late.filter(|(said_on, today)| said_on.last_day() > *today)
        {
            let place = draft.said_on.as_ref().map(|read| read.place.clone());
            let ahead = if said_on.first_day() > today {
                "lies ahead"
            } else {
                "has not ended"
            };
            self.asking.ask_of_all(
                format!(
                    "{} {ahead}; of which day does it speak?",
                    said_on.for_people()
                ),
                format!("--on {today}"),
                &place.unwrap_or_default(),
            );
        }
    }

    /// Asks about words that mean nothing yet, whatever the rows are about: all doubts are shown at once.
    fn ask_what_words_mean(&mut self) {
        let draft = self.draft;
        for (at, row) in draft.rows.iter().enumerate() {
            if self.is_left_out(&row.place) {
                continue;
            }
            let response = row.response.as_ref().filter(|one| one.answer.is_none());
            if let Some(response) = response.filter(|one| !self.is_left_out(&one.place)) {
                self.meant(at, response);
            }
            let updates = row
                .actions
                .iter()
                .filter_map(|action| action.update.as_ref());
            for update in updates.filter(|update| update.state.is_none()) {
                if !self.is_left_out(&update.place) {
                    self.state(at, update);
                }
            }
        }
    }

    fn is_answered(&self, answer: &str, place: &str) -> bool {
        let (flag, value) = answer.split_once(' ').unwrap_or((answer, ""));
        let word = value.trim_matches('"');
        let word = word.rsplit_once('=').map_or(word, |(word, _)| word);
        match flag {
            "--on" => self.intake.said_on.is_some(),
            "--inspection" => self.answers.inspection.is_some(),
            "--addressee" => self.answers.addressee.is_some(),
            "--leave-out" => self.is_left_out(place),
            "--is" => self.answers.is.iter().any(|(at, _)| at == place),
            "--map" => self.mapped.values().any(|mapped| mapped.contains_key(word)),
            _ => false,
        }
    }

    pub(super) fn is_left_out(&self, place: &str) -> bool {
        is_within(place, &self.answers.leave_out)
    }

    /// Puts the rows of each recommendation together, in order of the first.
    fn groups(&mut self) -> Result<Vec<Group>> {
        let whose = self.whose()?;
        let mut groups: Vec<Group> = Vec::new();
        let mut places: HashMap<Subject, usize> = HashMap::new();
        for (row, whose) in whose.into_iter().enumerate() {
            let Some(subject) = self.subject_of(row, whose)? else {
                continue;
            };
            self.subjects[row] = Some(subject);
            let group = *places.entry(subject).or_insert(groups.len());
            if group == groups.len() {
                groups.push(self.group(subject)?);
            }
            groups[group].rows.push(row);
        }
        Ok(groups)
    }

    /// Finds the report of each row, and reads the recommendations of those reports; of all where
    /// a row names none.
    fn whose(&mut self) -> Result<Vec<Whose>> {
        let known = std::mem::take(&mut self.known);
        let mut reports = Reports::of(&known, self.bodies, self.mapped["inspection"].clone());
        let rows = 0..self.draft.rows.len();
        let whose: Vec<Whose> = rows
            .map(|row| self.report_of(row, &known, &mut reports))
            .collect::<Result<_>>()?;
        drop(reports);
        self.known = known;
        let mut ids: HashSet<i64> = HashSet::new();
        for one in &whose {
            if let Whose::One(id) = one {
                ids.insert(*id);
            }
        }
        let everywhere = whose.contains(&Whose::Unnamed);
        self.known
            .read(self.store, Some(&ids).filter(|_| !everywhere))?;
        Ok(self.adopted(whose))
    }

    fn group(&mut self, subject: Subject) -> Result<Group> {
        let (reference, made, words, addressees, report) = match subject {
            Subject::Here(ActionOf::Recommendation(id)) => {
                let item = self.known.item(id);
                (
                    item.reference.clone(),
                    self.known.published(item.inspection_id),
                    item.words.clone(),
                    item.addressees.clone(),
                    item.inspection_id,
                )
            }
            Subject::Here(ActionOf::Alert(id)) => {
                let report = self.store.inspection_of_alert(id)?;
                let reference = self
                    .store
                    .alert_reference(self.known.inspection(report), id)?;
                self.alerts.insert(id, reference.clone());
                (reference, None, String::new(), Vec::new(), report)
            }
            Subject::Added(at) => {
                let added = &self.intake.recommendations[at];
                (
                    added.reference.clone(),
                    self.known.published(added.inspection_id),
                    added.words.clone(),
                    added.addressees.clone(),
                    added.inspection_id,
                )
            }
        };
        if self.reports.insert(report) {
            let code = self.known.inspection(report).code.clone();
            self.intake.inspections.push(code);
        }
        Ok(Group {
            subject,
            rows: Vec::new(),
            reference,
            report,
            made,
            words,
            addressees,
        })
    }

    /// Reads what the register has of the recommendations, in a fixed number of statements.
    fn facts(&self, groups: &[Group]) -> Result<Facts> {
        let (mut ids, mut alerts) = (Vec::new(), Vec::new());
        for group in groups {
            match group.subject {
                Subject::Here(ActionOf::Recommendation(id)) => ids.push(id),
                Subject::Here(ActionOf::Alert(id)) => alerts.push(id),
                Subject::Added(_) => {}
            }
        }
        let mut actions: HashMap<ActionOf, Vec<Action>> = HashMap::new();
        for action in self.store.actions_under_all(&ids)? {
            actions.entry(action.of).or_default().push(action);
        }
        for id in alerts {
            let of = ActionOf::Alert(id);
            actions.insert(of, self.store.actions_under(of, NaiveDate::MAX)?);
        }
        let all: Vec<i64> = actions.values().flatten().map(|action| action.id).collect();
        Ok(Facts {
            earlier: self.store.earlier_of_actions(&all)?,
            responses: self.store.responses_of_all(&ids)?,
            actions,
        })
    }
}

fn empty(draft: &PlanDraft, answers: &Answers) -> PlanIntake {
    PlanIntake {
        source: draft.source.clone(),
        title: draft.title.clone(),
        said_on: answers.on.or(draft.said_on.as_ref().map(|read| read.value)),
        inspections: Vec::new(),
        recommendations: Vec::new(),
        responses: Vec::new(),
        actions: Vec::new(),
        amended: Vec::new(),
        targets: Vec::new(),
        updates: Vec::new(),
        same: 0,
        left_alone: Vec::new(),
        left_out: answers.leave_out.clone(),
        left_before: Vec::new(),
        rows: Default::default(),
        tally: draft.tally.clone(),
        mappings: draft.mapped.clone(),
        questions: Vec::new(),
        notes: Vec::new(),
    }
}

fn rows_by_place(draft: &PlanDraft) -> HashMap<String, usize> {
    if draft.questions.is_empty() {
        return HashMap::new();
    }
    let rows = draft.rows.iter().enumerate();
    rows.map(|(at, row)| (row_of(&row.place), at)).collect()
}

/// Returns the row of a cell: `Open!14` for `Open!F14`, `!14` for `F14`; any other place is itself.
fn row_of(place: &str) -> String {
    let (sheet, cell) = place.rsplit_once('!').unwrap_or(("", place));
    let number = cell.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let is_cell = number.len() < cell.len() && number.bytes().all(|byte| byte.is_ascii_digit());
    if is_cell && !number.is_empty() {
        format!("{sheet}!{number}")
    } else {
        place.to_owned()
    }
}
