//! The statements that reports are made of: a fixed number of them, whatever the size.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use rusqlite::{Row, named_params};

use super::Store;
use crate::domain::action::Action;
use crate::domain::body::{Bodies, BodyId};
use crate::domain::escalation::Escalation;
use crate::domain::inspection::InspectionKind;
use crate::domain::scope::{Asked, Heading, Scope};
use crate::domain::standing::{
    Answered, Carrier, Decided, Found, Item, Judge, Lives, Original, Standing,
};
use crate::error::Result;

/// Everything that a question about a body on a day needs, read in one go.
pub struct Survey {
    /// All bodies
    pub bodies: Bodies,
    /// What was asked
    pub scope: Scope,
    /// The items, by recommendation, then addressee
    pub items: Vec<Item>,
    /// What is known of each recommendation up to the day
    pub lives: Lives,
    /// The actions of each recommendation, as they stood on the day
    pub actions: HashMap<i64, Vec<Action>>,
    /// The escalations of each recommendation and of its actions, raised by the day
    pub escalations: HashMap<i64, Vec<Escalation>>,
    /// The themes of each recommendation
    pub themes: HashMap<i64, Vec<String>>,
}

/// One line of a report: an item, how it stands for one holder, and where it belongs.
pub struct Line<'s> {
    /// The recommendation to one addressee
    pub item: &'s Item,
    /// How it stands
    pub standing: Standing<'s>,
    /// Its heading
    pub heading: Heading,
}

impl Survey {
    /// Returns the actions of a recommendation, in order.
    pub fn actions_of(&self, recommendation: i64) -> &[Action] {
        self.actions.get(&recommendation).map_or(&[], Vec::as_slice)
    }

    /// Returns the escalations of a recommendation and of its actions, raised by the day.
    pub fn escalations_of(&self, recommendation: i64) -> &[Escalation] {
        self.escalations
            .get(&recommendation)
            .map_or(&[], Vec::as_slice)
    }

    /// Returns the escalations of an item and of its actions that wait for an answer: those of its
    /// addressee, and those of all (rule 9).
    pub fn open_escalations(&self, item: &Item) -> Vec<&Escalation> {
        let is_own = |one: &&Escalation| one.by.is_none_or(|by| by == item.addressee);
        let own = self.escalations_of(item.recommendation_id).iter();
        own.filter(is_own)
            .filter(|one| one.is_open(self.scope.day))
            .collect()
    }

    /// Returns the judge of how items stand on the day.
    pub fn judge(&self) -> Judge<'_> {
        Judge {
            bodies: &self.bodies,
            day: self.scope.day,
            lives: &self.lives,
        }
    }

    /// Returns every standing that the question takes in, each once.
    pub fn lines(&self) -> Vec<Line<'_>> {
        let sitting = self.judge().sit();
        let mut lines = Vec::new();
        for item in &self.items {
            let life = self.lives.of(item.recommendation_id);
            for &holder in sitting.holdings.holders(item.addressee).iter() {
                let standing = sitting.standing(item, holder);
                if let Some(heading) = self.scope.heading(&self.bodies, item, life, &standing) {
                    lines.push(Line {
                        item,
                        standing,
                        heading,
                    });
                }
            }
        }
        lines
    }
}

impl Store {
    /// Reads what a question about a body on a day needs (rules 2 to 8).
    pub fn survey(&self, asked: Asked, day: NaiveDate) -> Result<Survey> {
        let bodies = self.bodies()?;
        let scope = Scope::new(&bodies, asked, day);
        self.empty_items()?;
        self.gather(&scope)?;
        self.drawn(bodies, scope, day)
    }

    /// Reads what a question about one recommendation on a day needs.
    pub fn survey_of(&self, recommendation_id: i64, day: NaiveDate) -> Result<Survey> {
        let bodies = self.bodies()?;
        let scope = Scope::new(
            &bodies,
            Asked {
                body: None,
                exact: false,
            },
            day,
        );
        self.empty_items()?;
        self.connection
            .prepare_cached(ITEMS_OF_ONE)?
            .execute(named_params! { ":id": recommendation_id })?;
        self.drawn(bodies, scope, day)
    }

    /// Draws the items that were gathered as they stood on the day.
    fn drawn(&self, bodies: Bodies, scope: Scope, day: NaiveDate) -> Result<Survey> {
        self.want_their_facts()?;
        let items = self.items(day)?;
        let lives = self.lives(day)?;
        let actions = self.surveyed_actions(day)?;
        let mut escalations: HashMap<i64, Vec<Escalation>> = HashMap::new();
        for (about, escalation) in self.surveyed_escalations(day)? {
            escalations.entry(about).or_default().push(escalation);
        }
        Ok(Survey {
            actions,
            escalations,
            themes: self.surveyed_themes()?,
            bodies,
            scope,
            items,
            lives,
        })
    }

    /// Empties two temporary tables: the items of a question, and the recommendations whose
    /// facts are wanted.
    fn empty_items(&self) -> Result<()> {
        // Temporary tables are not of the register: a connection that only reads it may fill them.
        self.connection.execute_batch(
            "CREATE TEMP TABLE IF NOT EXISTS item (addressee_id INTEGER PRIMARY KEY, recommendation_id INTEGER NOT NULL);
             CREATE TEMP TABLE IF NOT EXISTS wanted (recommendation_id INTEGER PRIMARY KEY);
             DELETE FROM temp.item;
             DELETE FROM temp.wanted;",
        )?;
        Ok(())
    }

    /// Fills in the items of a question about a body.
    fn gather(&self, scope: &Scope) -> Result<()> {
        let list = |ids: &BTreeSet<BodyId>| serde_json::to_string(ids).expect("numbers are JSON");
        if scope.asked.body.is_none() {
            let sql = "INSERT INTO temp.item SELECT id, recommendation_id FROM addressee";
            self.connection.prepare_cached(sql)?.execute([])?;
        } else {
            self.connection.prepare_cached(ITEMS_OF_A_BODY)?.execute(named_params! {
                ":held": list(&scope.held), ":about": list(&scope.about), ":above": list(&scope.above),
            })?;
        }
        Ok(())
    }

    /// Wants the facts of the items, and of the plan items that restate them.
    fn want_their_facts(&self) -> Result<()> {
        for sql in [WANTED, WANTED_CARRIERS] {
            self.connection.prepare_cached(sql)?.execute([])?;
        }
        Ok(())
    }

    fn items(&self, day: NaiveDate) -> Result<Vec<Item>> {
        let mut statement = self.connection.prepare_cached(ITEMS)?;
        let items = statement.query_map(named_params! { ":day": day.to_string() }, |row| {
            let (code, number): (String, String) = (row.get("code")?, row.get("number")?);
            Ok(Item {
                recommendation_id: row.get("recommendation_id")?,
                reference: format!("{code}/{number}"),
                words: row.get("words")?,
                addressee: row.get("addressee")?,
                code,
                inspected: row.get("inspected")?,
                kind: row.get("kind")?,
                published: row.get("published_on")?,
            })
        })?;
        Ok(items.collect::<rusqlite::Result<_>>()?)
    }

    /// Reads the facts of every recommendation that is wanted, up to the day, in order.
    fn lives(&self, day: NaiveDate) -> Result<Lives> {
        let mut lives = Lives::default();
        self.each(FINDINGS, day, |row| {
            let found = Found {
                finding_id: row.get("finding_id")?,
                only_for: row.get("only_for")?,
                inspected: row.get("inspected")?,
                code: row.get("code")?,
                published: row.get("published_on")?,
                progress: row.get("progress")?,
            };
            lives
                .of_mut(row.get("recommendation_id")?)
                .findings
                .push(found);
            Ok(())
        })?;
        self.each(DECISIONS, day, |row| {
            let decided = Decided {
                on: row.get("decided_on")?,
                decision: row.get("decision")?,
            };
            lives
                .of_mut(row.get("recommendation_id")?)
                .decisions
                .push(decided);
            Ok(())
        })?;
        self.each(RESPONSES, day, |row| {
            let answered = Answered {
                only_for: row.get("only_for")?,
                on: row.get("answered_on")?,
                answer: row.get("answer")?,
                reason: row.get("reason")?,
                part: row.get("part")?,
                words: row.get("words")?,
            };
            lives
                .of_mut(row.get("recommendation_id")?)
                .responses
                .push(answered);
            Ok(())
        })?;
        self.each(CARRIERS, day, |row| {
            let (id, to) = (row.get("carrier_id")?, row.get("plan_addressee")?);
            let carriers = &mut lives.of_mut(row.get("recommendation_id")?).carriers;
            match carriers
                .last_mut()
                .filter(|last| last.recommendation_id == id)
            {
                Some(carrier) => carrier.addressees.push(to),
                None => {
                    let reference = row.get("carrier")?;
                    carriers.push(Carrier {
                        recommendation_id: id,
                        reference,
                        addressees: vec![to],
                    });
                }
            }
            Ok(())
        })?;
        self.each(ORIGINALS, day, |row| {
            let original = Original {
                published: row.get("published_on")?,
                is_plan: row.get::<_, InspectionKind>("kind")? == InspectionKind::Plan,
            };
            lives
                .of_mut(row.get("recommendation_id")?)
                .originals
                .push(original);
            Ok(())
        })?;
        Ok(lives)
    }

    fn each(
        &self,
        sql: &str,
        day: NaiveDate,
        mut take: impl FnMut(&Row<'_>) -> rusqlite::Result<()>,
    ) -> Result<()> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(named_params! { ":day": day.to_string() })?;
        while let Some(row) = rows.next()? {
            take(row)?;
        }
        Ok(())
    }
}

const ITEMS_OF_ONE: &str = "INSERT INTO temp.item SELECT id, recommendation_id FROM addressee WHERE recommendation_id = :id";

// The CROSS JOINs fix the order of the loops: without them the planner starts from the thousands
// of items addressed to HMPPS.
const ITEMS_OF_A_BODY: &str = "
INSERT INTO temp.item
SELECT id, recommendation_id FROM addressee WHERE body_id IN (SELECT value FROM json_each(:held))
UNION  -- asked of bodies above, in reports about these
SELECT a.id, a.recommendation_id
  FROM inspection i
  CROSS JOIN recommendation r ON r.inspection_id = i.id
  CROSS JOIN addressee a ON a.recommendation_id = r.id
 WHERE i.body_id IN (SELECT value FROM json_each(:about)) AND a.body_id IN (SELECT value FROM json_each(:above))
UNION  -- graded at an inspection of these
SELECT a.id, a.recommendation_id
  FROM inspection i
  CROSS JOIN finding_item f ON f.inspection_id = i.id
  CROSS JOIN addressee a ON a.recommendation_id = f.recommendation_id
 WHERE i.body_id IN (SELECT value FROM json_each(:about))";

const WANTED: &str =
    "INSERT OR IGNORE INTO temp.wanted SELECT m.recommendation_id FROM temp.item m";

const WANTED_CARRIERS: &str = "
WITH RECURSIVE carrier (id) AS (
  SELECT l.from_id
    FROM temp.item m CROSS JOIN link l ON l.to_id = m.recommendation_id AND l.kind = 'restates'
  UNION
  SELECT l.from_id
    FROM carrier CROSS JOIN link l ON l.to_id = carrier.id AND l.kind = 'restates'
)
INSERT OR IGNORE INTO temp.wanted SELECT id FROM carrier";

const ITEMS: &str = "
SELECT m.recommendation_id, a.body_id AS addressee, i.code, r.number, r.words, i.kind, i.body_id AS inspected,
       i.published_on
  FROM temp.item m
  CROSS JOIN addressee a ON a.id = m.addressee_id
  CROSS JOIN recommendation r ON r.id = m.recommendation_id
  CROSS JOIN inspection i ON i.id = r.inspection_id
 WHERE i.published_last <= :day
 ORDER BY m.recommendation_id, m.addressee_id";

// A draft's publication is NULL and fails the comparison: it is counted nowhere.
const FINDINGS: &str = "
SELECT f.recommendation_id, g.id AS finding_id, f.body_id AS only_for, i.body_id AS inspected, i.code, i.published_on,
       g.progress
  FROM temp.wanted m
  CROSS JOIN finding_item f ON f.recommendation_id = m.recommendation_id
  CROSS JOIN finding g ON g.id = f.finding_id
  CROSS JOIN inspection i ON i.id = f.inspection_id
 WHERE i.published_last <= :day
 ORDER BY f.recommendation_id, i.published_last, g.id";

const DECISIONS: &str = "
SELECT c.recommendation_id, c.decided_on, c.decision
  FROM temp.wanted m
  CROSS JOIN closure c ON c.recommendation_id = m.recommendation_id
 WHERE c.decided_last <= :day
 ORDER BY c.recommendation_id, c.decided_last, c.id";

const RESPONSES: &str = "
SELECT r.recommendation_id, r.body_id AS only_for, r.answered_on, r.answer, r.reason, r.part,
       CASE WHEN r.answer <> 'agreed' THEN r.words END AS words
  FROM temp.wanted m
  CROSS JOIN response r ON r.recommendation_id = m.recommendation_id
 WHERE r.answered_last <= :day
 ORDER BY r.recommendation_id, r.answered_last, r.id";

const CARRIERS: &str = "
SELECT l.to_id AS recommendation_id, p.id AS carrier_id, i.code || '/' || p.number AS carrier, a.body_id AS plan_addressee
  FROM temp.wanted m
  CROSS JOIN link l ON l.to_id = m.recommendation_id AND l.kind = 'restates'
  CROSS JOIN recommendation p ON p.id = l.from_id
  CROSS JOIN inspection i ON i.id = p.inspection_id
  CROSS JOIN addressee a ON a.recommendation_id = p.id
 WHERE i.published_last <= :day AND i.kind = 'plan'  -- a link that another report's item restates it carries nothing
 ORDER BY l.to_id, i.published_last, p.id, a.id";

const ORIGINALS: &str = "
WITH RECURSIVE original (recommendation_id, id) AS (
  SELECT l.from_id, l.to_id
    FROM temp.wanted m CROSS JOIN link l ON l.from_id = m.recommendation_id AND l.kind = 'restates'
  UNION
  SELECT original.recommendation_id, l.to_id
    FROM original
   CROSS JOIN recommendation p ON p.id = original.id
   CROSS JOIN inspection i ON i.id = p.inspection_id AND i.kind = 'plan' AND i.published_last <= :day
   CROSS JOIN link l ON l.from_id = p.id AND l.kind = 'restates'
)
SELECT original.recommendation_id, i.published_on, i.kind
  FROM original
  CROSS JOIN recommendation r ON r.id = original.id
  CROSS JOIN inspection i ON i.id = r.inspection_id
 WHERE i.published_last <= :day
 ORDER BY original.recommendation_id, i.published_last, r.id";

#[cfg(test)]
mod plans;
