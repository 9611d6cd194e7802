//! What a report is about: a body, and what else narrows it. A filter is never invisible.

use crate::domain::action::Action;
use crate::domain::body::{Bodies, BodyKind};
use crate::domain::partial_date::PartialDate;
use crate::domain::progress::Progress;
use crate::domain::response::Answer;
use crate::domain::scope::Asked;
use crate::store::{Inspection, Line, Survey};

/// What a recommendation must lack to be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Without {
    /// No later inspection has said anything of it
    Finding,
    /// HMPPS has not answered
    Response,
    /// It has no actions
    Actions,
    /// An action has no Responsible Owner
    Owner,
    /// An action has no target date
    Target,
    /// Nobody gave it a theme
    Theme,
}

/// What a report is about. Everything that is set must hold.
#[derive(Clone, Debug)]
pub struct Filter {
    /// The body, or the whole register
    pub asked: Asked,
    /// The code of the inspection that made the recommendations
    pub inspection: Option<String>,
    /// The kind of body that they are addressed to
    pub addressee_kind: Option<BodyKind>,
    /// The newest grade in force; `not graded` for what was never graded as a whole
    pub progress: Option<Progress>,
    /// Published on or after this date
    pub since: Option<PartialDate>,
    /// Published on or before this date
    pub until: Option<PartialDate>,
    /// Whose actions: the Responsible Owner
    pub owner: Option<String>,
    /// What HMPPS answered last
    pub response: Option<Answer>,
    /// The themes that a person gave it; all of these
    pub themes: Vec<String>,
    /// What must be lacking
    pub without: Vec<Without>,
    /// Up to when what was recorded counts, in words: the register was opened so
    pub known_by: Option<String>,
    /// The saved view that it was taken from, in words
    pub view: Option<String>,
}

impl Default for Filter {
    fn default() -> Self {
        Filter {
            asked: Asked {
                body: None,
                exact: false,
            },
            inspection: None,
            addressee_kind: None,
            progress: None,
            since: None,
            until: None,
            owner: None,
            response: None,
            themes: Vec::new(),
            without: Vec::new(),
            known_by: None,
            view: None,
        }
    }
}

impl Filter {
    /// Tells whether a line is listed.
    pub(super) fn takes(&self, survey: &Survey, line: &Line<'_>) -> bool {
        let Filter {
            asked: _,
            inspection,
            addressee_kind,
            progress,
            since: _,
            until: _,
            owner,
            response,
            themes,
            without,
            known_by: _,
            view: _,
        } = self;
        let grade = line
            .standing
            .grade
            .map_or(Progress::NotGraded, |found| found.progress);
        let published = line.item.published;
        let actions = survey.actions_of(line.item.recommendation_id);
        let given = survey.themes_of(line.item.recommendation_id);
        let lacks = |what: &Without| match what {
            Without::Finding => survey
                .lives
                .of(line.item.recommendation_id)
                .findings
                .is_empty(),
            Without::Response => line.standing.response.is_none(),
            Without::Actions => actions.is_empty(),
            Without::Owner => actions.iter().any(|action| action.owner.is_none()),
            Without::Target => actions.iter().any(|action| action.due().is_none()),
            Without::Theme => given.is_empty(),
        };
        inspection
            .as_ref()
            .is_none_or(|code| *code == line.item.code)
            && addressee_kind.is_none_or(|kind| survey.bodies.get(line.item.addressee).kind == kind)
            && progress.is_none_or(|progress| progress == grade)
            && self.takes_publication(published)
            && response.is_none_or(|answer| {
                line.standing.response.map(|given| given.answer) == Some(answer)
            })
            && owner
                .as_ref()
                .is_none_or(|owner| actions.iter().any(|action| action.is_owned_by(owner)))
            && themes.iter().all(|theme| given.contains(theme))
            && without.iter().all(lacks)
    }

    /// Tells whether it asks for what only recommendations have, so that alerts are left out.
    pub(super) fn is_about_recommendations(&self) -> bool {
        self.progress.is_some()
            || self.addressee_kind.is_some()
            || self.response.is_some()
            || !self.themes.is_empty()
            || self.without.contains(&Without::Theme)
            || self.without.contains(&Without::Response)
            || self.without.contains(&Without::Finding)
            || self.without.contains(&Without::Actions)
    }

    /// Tells whether what an inspection made is listed: its code, and when it was published.
    pub(super) fn takes_inspection(&self, inspection: &Inspection) -> bool {
        let code = self.inspection.as_ref();
        code.is_none_or(|code| *code == inspection.code)
            && inspection
                .facts
                .published_on
                .is_some_and(|published| self.takes_publication(published))
    }

    /// Tells whether an action is listed: whose it is, and what it lacks.
    pub(super) fn takes_action(&self, action: &Action) -> bool {
        let lacks = |what: &Without| match what {
            Without::Owner => action.owner.is_none(),
            Without::Target => action.due().is_none(),
            Without::Finding | Without::Response | Without::Actions | Without::Theme => true,
        };
        let owner = self.owner.as_ref();
        owner.is_none_or(|owner| action.is_owned_by(owner)) && self.without.iter().all(lacks)
    }

    /// Tells whether it leaves anything out.
    pub(super) fn narrows(&self, bodies: &Bodies) -> bool {
        let is_of_another_kind = |(key, _): &(&str, String)| matches!(*key, "known_by" | "view");
        !self.in_words(bodies).iter().all(is_of_another_kind)
    }

    fn takes_publication(&self, published: PartialDate) -> bool {
        let (since, until) = (self.since, self.until);
        since.is_none_or(|since| published.last_day() >= since.first_day())
            && until.is_none_or(|until| published.last_day() <= until.last_day())
    }

    /// Returns the filter in words, to be printed above the result.
    pub(super) fn in_words(&self, bodies: &Bodies) -> Vec<(&'static str, String)> {
        let Filter {
            asked,
            inspection,
            addressee_kind,
            progress,
            since,
            until,
            owner,
            response,
            themes,
            without,
            known_by,
            view,
        } = self;
        let mut words = Vec::new();
        words.extend(view.iter().map(|view| ("view", view.clone())));
        words.extend(
            asked
                .body
                .map(|body| ("body", bodies.name(body).to_owned())),
        );
        if asked.exact {
            words.push(("exact", "only what is addressed to it".to_owned()));
        }
        words.extend(inspection.iter().map(|code| ("inspection", code.clone())));
        words.extend(addressee_kind.map(|kind| ("addressee_kind", kind.for_people().to_owned())));
        words.extend(progress.map(|progress| ("progress", progress.to_string())));
        words.extend(since.map(|date| ("since", date.for_people())));
        words.extend(until.map(|date| ("until", date.for_people())));
        words.extend(owner.iter().map(|owner| ("owner", owner.clone())));
        words.extend(response.map(|answer| ("response", answer.to_string())));
        words.extend(themes.iter().map(|theme| ("theme", theme.clone())));
        let lacking = |what: &Without| {
            let word = match what {
                Without::Finding => "finding",
                Without::Response => "response",
                Without::Actions => "actions",
                Without::Owner => "owner",
                Without::Target => "target",
                Without::Theme => "theme",
            };
            ("without", word.to_owned())
        };
        words.extend(without.iter().map(lacking));
        words.extend(known_by.iter().map(|when| ("known_by", when.clone())));
        words
    }
}
