//! A small register with invented bodies, spoken to by name.
//!
//! ```text
//! Fens Service ─┬─ Fenland region ─┬─ Fenmarsh PDU
//!               │                  ├─ Holt PDU
//!               │                  └─ Lacy PDU, split on 1 July 2023 into Lacy North and Lacy South PDU
//!               └─ Downs region ───┬─ Chalk PDU
//!                                  └─ Wharf PDU, ended on 1 January 2022; nobody replaced it
//! Fenland CRC, until 26 June 2021, then Fenland region          All PDUs (a group)
//! ```

use std::cell::Cell;

use annexe::domain::body::{BodyId, BodyKind, NewBody, Succession};
use annexe::domain::closure::{Decision, NewClosure};
use annexe::domain::finding::{Covered, NewFinding};
use annexe::domain::inspection::{InspectionFacts, InspectionKind};
use annexe::domain::link::{LinkEnd, LinkKind, NewLink};
use annexe::domain::partial_date::PartialDate;
use annexe::domain::progress::Progress;
use annexe::domain::recommendation::NewRecommendation;
use annexe::domain::response::{Answer, NewResponse, Reason};
use annexe::domain::scope::Asked;
use annexe::domain::standing::State;
use annexe::error::Result;
use annexe::store::{Change, InspectionEdit, Line, Meta, Store, Survey};
use chrono::{DateTime, NaiveDate, TimeZone, Utc};

pub const SPLIT_ON: &str = "2023-07-01";
pub const UNIFIED_ON: &str = "2021-06-26";

pub struct Register {
    pub store: Store,
    /// When the next change is recorded
    recorded: Cell<DateTime<Utc>>,
}

/// How one recommendation to one addressee stands for one holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stands {
    pub state: State,
    pub reopened: bool,
    pub not_agreed: bool,
    pub grade: Option<Progress>,
    /// `no progress (at Holt PDU)`
    pub at_parts: Vec<String>,
    pub carried_by: Option<String>,
    /// `2019-06`, or `2021 at least`
    pub since: String,
}

impl Register {
    pub fn new() -> Register {
        Register::begun(usual())
    }

    /// Makes one that is recorded from a moment on.
    pub fn begun(at: DateTime<Utc>) -> Register {
        let register = Register {
            store: Store::in_memory(&meta(at)).unwrap(),
            recorded: Cell::new(at),
        };
        register.body("Fens Service", BodyKind::National, None);
        for region in ["Fenland region", "Downs region"] {
            register.body(region, BodyKind::Region, Some("Fens Service"));
        }
        for unit in ["Fenmarsh PDU", "Holt PDU"] {
            register.body(unit, BodyKind::Pdu, Some("Fenland region"));
        }
        register.body("Chalk PDU", BodyKind::Pdu, Some("Downs region"));
        register.ended_bodies();
        register.add_body(&NewBody {
            member_kind: Some(BodyKind::Pdu),
            ..named("All PDUs", BodyKind::Group, None)
        });
        register
    }

    fn ended_bodies(&self) {
        let region = Some("Fenland region");
        self.living("Fenland CRC", BodyKind::Crc, None, "2014-06-01", UNIFIED_ON);
        self.succeed("Fenland CRC", "Fenland region", UNIFIED_ON);
        self.living("Lacy PDU", BodyKind::Pdu, region, UNIFIED_ON, SPLIT_ON);
        let downs = Some("Downs region");
        self.living("Wharf PDU", BodyKind::Pdu, downs, UNIFIED_ON, "2022-01-01");
        for part in ["Lacy North PDU", "Lacy South PDU"] {
            self.living(part, BodyKind::Pdu, region, SPLIT_ON, "");
            self.succeed("Lacy PDU", part, SPLIT_ON);
        }
    }

    pub fn change<T>(&self, write: impl FnOnce(&Change<'_>) -> Result<T>) -> T {
        self.try_change(write).unwrap()
    }

    fn try_change<T>(&self, write: impl FnOnce(&Change<'_>) -> Result<T>) -> Result<T> {
        Ok(self.store.change(&meta(self.recorded.get()), write)?.value)
    }

    /// Lets what follows be recorded on a day.
    pub fn recorded_on(&self, on: &str) {
        self.recorded.set(moment(on));
    }

    /// Takes a change back, where that is allowed.
    pub fn try_undo(&self, number: i64) -> Result<()> {
        self.try_change(|change| change.undo(number))
    }

    pub fn try_readdress(&self, reference: &str, to: &str) -> Result<()> {
        let (id, to) = (self.recommendation(reference), self.id(to));
        self.try_change(|change| change.amend_addressees(id, &[to]).map(|_| ()))
    }

    pub fn id(&self, body: &str) -> BodyId {
        let bodies = self.store.bodies().unwrap();
        let named = bodies.all().iter().find(|known| known.name == body);
        named.unwrap_or_else(|| panic!("no body `{body}`")).id
    }

    pub fn body(&self, name: &str, kind: BodyKind, parent: Option<&str>) {
        self.living(name, kind, parent, "", "");
    }

    /// Adds a body with its first day and the day on which it is no more; empty: unknown.
    pub fn living(&self, name: &str, kind: BodyKind, parent: Option<&str>, from: &str, to: &str) {
        self.add_body(&NewBody {
            valid_from: from.parse().ok(),
            valid_to: to.parse().ok(),
            ..named(name, kind, parent.map(|parent| self.id(parent)))
        });
    }

    fn add_body(&self, new: &NewBody) {
        self.change(|change| change.add_body(new));
    }

    pub fn succeed(&self, predecessor: &str, successor: &str, on: &str) {
        self.try_succeed(predecessor, successor, on).unwrap();
    }

    pub fn try_succeed(&self, predecessor: &str, successor: &str, on: &str) -> Result<()> {
        let succession = Succession {
            predecessor_id: self.id(predecessor),
            successor_id: self.id(successor),
            took_over_on: day(on),
            note: None,
        };
        self.try_change(|change| change.add_succession(&succession))
    }

    pub fn inspection(&self, code: &str, body: &str, published: &str) {
        self.publication(code, InspectionKind::Core, Some(body), Some(published));
    }

    pub fn draft(&self, code: &str, body: &str) {
        self.publication(code, InspectionKind::Core, Some(body), None);
    }

    pub fn thematic(&self, code: &str, published: &str) {
        self.publication(code, InspectionKind::Thematic, None, Some(published));
    }

    pub fn plan(&self, code: &str, body: &str, published: &str) {
        self.publication(code, InspectionKind::Plan, Some(body), Some(published));
    }

    pub fn publication(
        &self,
        code: &str,
        kind: InspectionKind,
        body: Option<&str>,
        published: Option<&str>,
    ) {
        let facts = InspectionFacts {
            published_on: published.map(date),
            ..InspectionFacts::of_kind(kind)
        };
        let body_id = body.map(|body| self.id(body));
        self.change(|change| change.add_inspection(code, body_id, &facts, None));
    }

    pub fn publish(&self, code: &str, on: &str) {
        self.try_publish(code, on).unwrap();
    }

    pub fn try_publish(&self, code: &str, on: &str) -> Result<()> {
        let edit = InspectionEdit {
            published_on: Some(date(on)),
            ..InspectionEdit::default()
        };
        self.try_correct(code, &edit)
    }

    /// Corrects a publication that was taken for a plan.
    pub fn is_no_plan(&self, code: &str) {
        let edit = InspectionEdit {
            kind: Some(InspectionKind::Core),
            ..InspectionEdit::default()
        };
        self.try_correct(code, &edit).unwrap();
    }

    fn try_correct(&self, code: &str, edit: &InspectionEdit) -> Result<()> {
        let id = self.store.inspection_called(code).unwrap().id;
        self.try_change(|change| change.edit_inspection(id, edit).map(|_| ()))
    }

    /// Adds a recommendation under its reference: `fenmarsh-2022/1`.
    pub fn recommend(&self, reference: &str, to: &[&str]) {
        self.demand(reference, to, &format!("do what {reference} says"));
    }

    pub fn demand(&self, reference: &str, to: &[&str], words: &str) {
        let (code, number) = reference.split_once('/').unwrap();
        let inspection_id = self.store.inspection_called(code).unwrap().id;
        let new = NewRecommendation {
            inspection_id,
            number: number.to_owned(),
            position: number.parse().unwrap(),
            printed_number: Some(number.to_owned()),
            words: words.to_owned(),
            addressees: to.iter().map(|body| self.id(body)).collect(),
            cited: None,
        };
        self.change(|change| change.add_recommendation(&new));
    }

    pub fn mark(&self, code: &str, reference: &str, progress: Progress) {
        self.try_mark(code, reference, None, progress).unwrap();
    }

    pub fn mark_for(&self, body: &str, code: &str, reference: &str, progress: Progress) {
        self.try_mark(code, reference, Some(body), progress)
            .unwrap();
    }

    pub fn try_mark(
        &self,
        code: &str,
        reference: &str,
        body: Option<&str>,
        progress: Progress,
    ) -> Result<i64> {
        let covered = Covered {
            recommendation_id: self.recommendation(reference),
            body_id: body.map(|body| self.id(body)),
        };
        let new = NewFinding {
            inspection_id: self.store.inspection_called(code).unwrap().id,
            words: "what was found".to_owned(),
            progress,
            printed_progress: None,
            remark: None,
            covers: vec![covered],
            cited: None,
        };
        self.try_change(|change| change.add_finding(&new))
    }

    pub fn decide(&self, reference: &str, on: &str, decision: Decision) {
        self.try_decide(reference, on, decision).unwrap();
    }

    pub fn try_decide(&self, reference: &str, on: &str, decision: Decision) -> Result<i64> {
        let new = NewClosure {
            recommendation_id: self.recommendation(reference),
            decided_on: date(on),
            decision,
            decided_by: "Head of PDU".to_owned(),
            reason: "a reason".to_owned(),
        };
        self.try_change(|change| change.add_closure(&new))
    }

    pub fn close(&self, reference: &str, on: &str) {
        self.decide(reference, on, Decision::NoLongerRelevant);
    }

    pub fn answer(&self, reference: &str, body: Option<&str>, on: &str, answer: Answer) {
        self.try_answer(reference, body, on, answer).unwrap();
    }

    pub fn try_answer(
        &self,
        reference: &str,
        body: Option<&str>,
        on: &str,
        answer: Answer,
    ) -> Result<i64> {
        let new = NewResponse {
            recommendation_id: self.recommendation(reference),
            body_id: body.map(|body| self.id(body)),
            answered_on: date(on),
            answer,
            reason: (answer != Answer::Agreed).then_some(Reason::Affordability),
            part: None,
            words: "an answer".to_owned(),
            cited: None,
        };
        self.try_change(|change| change.add_response(&new))
    }

    pub fn restates(&self, plan_item: &str, original: &str) {
        self.try_restate(plan_item, original).unwrap();
    }

    pub fn try_restate(&self, plan_item: &str, original: &str) -> Result<i64> {
        self.try_link(plan_item, LinkKind::Restates, original)
    }

    pub fn repeats(&self, later: &str, earlier: &str) {
        self.try_link(later, LinkKind::Repeats, earlier).unwrap();
    }

    pub fn try_not_repeat(&self, later: &str, earlier: &str) -> Result<()> {
        let (later, earlier) = (self.recommendation(later), self.recommendation(earlier));
        self.try_change(|change| change.add_not_repeat(later, earlier))
    }

    /// Takes the newest change back.
    pub fn undo_newest(&self) {
        let newest = self.store.newest_change().unwrap();
        self.change(|change| change.undo(newest));
    }

    fn try_link(&self, from: &str, kind: LinkKind, to: &str) -> Result<i64> {
        let link = NewLink {
            from_id: self.recommendation(from),
            kind,
            to: LinkEnd::Recommendation(self.recommendation(to)),
        };
        self.try_change(|change| change.add_link(&link))
    }

    pub fn recommendation(&self, reference: &str) -> i64 {
        self.store.recommendation_called(reference).unwrap().id
    }

    pub fn survey(&self, body: Option<&str>, exact: bool, on: &str) -> Survey {
        let body = body.map(|body| self.id(body));
        self.store.survey(Asked { body, exact }, day(on)).unwrap()
    }

    /// Returns the lines of a body: `Own fenmarsh-2022/1 outstanding`, and who holds or is
    /// addressed where that is not the body.
    pub fn lines(&self, body: &str, on: &str) -> Vec<String> {
        shown(&self.survey(Some(body), false, on))
    }

    pub fn exact_lines(&self, body: &str, on: &str) -> Vec<String> {
        shown(&self.survey(Some(body), true, on))
    }

    /// Returns the lines of the whole register.
    pub fn all_lines(&self, on: &str) -> Vec<String> {
        shown(&self.survey(None, false, on))
    }

    /// Returns the distinct recommendations that are outstanding for a body and count.
    pub fn outstanding(&self, body: &str, on: &str) -> Vec<String> {
        let survey = self.survey(Some(body), false, on);
        let mut references: Vec<String> = survey
            .lines()
            .iter()
            .filter(|line| line.heading.counts() && line.standing.state == State::Outstanding)
            .map(|line| line.item.reference.clone())
            .collect();
        references.dedup();
        references
    }

    /// Returns how a recommendation to one addressee stands, for its only holder.
    pub fn stands(&self, reference: &str, on: &str) -> Stands {
        let survey = self.survey(None, false, on);
        let lines = survey.lines();
        let mut found = lines.iter().filter(|line| line.item.reference == reference);
        let only = found.next().expect("it stands under somebody");
        assert!(found.next().is_none(), "{reference} has several standings");
        stands(&survey, only)
    }

    /// Returns how a recommendation stands for one holder.
    pub fn stands_under(&self, holder: &str, reference: &str, on: &str) -> Stands {
        let (holder, survey) = (self.id(holder), self.survey(None, false, on));
        let lines = survey.lines();
        let line = lines
            .iter()
            .find(|line| line.item.reference == reference && line.standing.holder == holder)
            .expect("it stands under the holder");
        stands(&survey, line)
    }

    pub fn state(&self, reference: &str, on: &str) -> State {
        self.stands(reference, on).state
    }
}

fn stands(survey: &Survey, line: &Line<'_>) -> Stands {
    let standing = &line.standing;
    let at = |inspected: Option<BodyId>| inspected.map_or("all", |id| survey.bodies.name(id));
    Stands {
        state: standing.state,
        reopened: standing.reopened,
        not_agreed: standing.is_not_agreed(),
        grade: standing.grade.map(|found| found.progress),
        at_parts: standing
            .at_parts
            .iter()
            .map(|found| format!("{} (at {})", found.progress, at(found.inspected)))
            .collect(),
        carried_by: standing.carried_by.map(|plan| plan.reference.clone()),
        since: match standing.since_at_least {
            true => format!("{} at least", standing.since),
            false => standing.since.to_string(),
        },
    }
}

fn shown(survey: &Survey) -> Vec<String> {
    let line = |line: &Line<'_>| {
        let Line {
            item,
            standing,
            heading,
        } = line;
        let mut text = format!("{heading:?} {} {}", item.reference, standing.state.word());
        if standing.holder != item.addressee {
            text += &format!(" under {}", survey.bodies.name(standing.holder));
        }
        text
    };
    survey.lines().iter().map(line).collect()
}

fn named(name: &str, kind: BodyKind, parent_id: Option<BodyId>) -> NewBody {
    NewBody {
        name: name.to_owned(),
        kind,
        member_kind: None,
        parent_id,
        valid_from: None,
        valid_to: None,
        aliases: Vec::new(),
    }
}

/// Returns a moment of a day.
pub fn moment(on: &str) -> DateTime<Utc> {
    day(on).and_hms_opt(9, 30, 0).unwrap().and_utc()
}

/// Returns when what is not dated is recorded.
pub fn usual() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 24, 9, 30, 0).unwrap()
}

/// Returns who makes a change of the tests, at a moment.
pub fn meta(at: DateTime<Utc>) -> Meta {
    Meta {
        at,
        by: "tester".to_owned(),
        why: None,
        command: "test".to_owned(),
    }
}

pub fn date(text: &str) -> PartialDate {
    text.parse().unwrap()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
