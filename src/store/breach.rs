//! What must hold between facts that were entered on different days.
//!
//! Each noun refuses what breaks a rule when it is entered. An undo puts rows back without asking
//! the nouns, so it asks here, before and after. A noun that refuses an entry because of another
//! row has its rule here too.

use super::Store;
use super::aftermath::AFTERMATH;
use crate::error::Result;

impl Store {
    /// Returns in a sentence each what does not hold, in a total order.
    pub(super) fn breaches(&self) -> Result<Vec<String>> {
        let mut breaches = Vec::new();
        for sql in [
            FINDINGS,
            JOINT_MARKS,
            TURNS,
            ADDRESSEES,
            ENDS,
            TARGETS,
            ESCALATIONS,
        ] {
            breaches.extend(self.sentences(sql)?);
        }
        breaches.extend(self.sentences(&too_early())?);
        for (table, from, to, what) in CIRCLES {
            let sql = circle(table, from, to, what);
            breaches.extend(self.sentences(&sql)?);
        }
        Ok(breaches)
    }

    fn sentences(&self, sql: &str) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let sentences = statement.query_map([], |row| row.get(0))?;
        Ok(sentences.collect::<rusqlite::Result<_>>()?)
    }
}

/// A finding comes after its recommendation, and from another inspection.
const FINDINGS: &str = "
SELECT f.code || ', published ' || coalesce(f.published_on, 'later') || ', would have graded ' || m.code || '/' || r.number
       || ', made ' || coalesce(m.published_on, 'by itself')  -- the first day of '2022-05' is '2022-05-01'
  FROM finding_item g
  JOIN inspection f ON f.id = g.inspection_id
  JOIN recommendation r ON r.id = g.recommendation_id
  JOIN inspection m ON m.id = r.inspection_id
 WHERE f.id = m.id OR f.published_last < substr(m.published_on || '-01-01', 1, 10)
 ORDER BY g.id";

/// At one inspection a recommendation is marked for all its addressees or for each.
const JOINT_MARKS: &str = "
SELECT m.code || '/' || r.number || ' would be marked at ' || f.code || ' for all its addressees and for one of them'
  FROM finding_item g
  JOIN finding_item one ON one.recommendation_id = g.recommendation_id AND one.inspection_id = g.inspection_id
                       AND one.body_id IS NOT NULL
  JOIN inspection f ON f.id = g.inspection_id
  JOIN recommendation r ON r.id = g.recommendation_id
  JOIN inspection m ON m.id = r.inspection_id
 WHERE g.body_id IS NULL
 ORDER BY g.id, one.id";

/// Nothing comes of a recommendation before it is made.
fn too_early() -> String {
    format!(
        "SELECT m.code || '/' || r.number || ', made ' || m.published_on || ', would have been ' || d.done || ' on ' || d.done_on
           FROM ({AFTERMATH}) d
           JOIN recommendation r ON r.id = d.recommendation_id
           JOIN inspection m ON m.id = r.inspection_id
          WHERE d.done_last < substr(m.published_on || '-01-01', 1, 10)
          ORDER BY d.done, d.done_last, r.id"
    )
}

/// What is discontinued is not spoken of again.
const ENDS: &str = "
SELECT 'something would have been said of an action after it was discontinued (#u' || u.id || ')'
  FROM (SELECT id, lag(state) OVER (PARTITION BY action_id ORDER BY said_last, id) AS before FROM action_update) u
 WHERE u.before = 'discontinued'
 ORDER BY u.id";

/// A target date is moved to another.
const TARGETS: &str = "
SELECT 'a target date would have been moved to itself (#t' || t.id || ')'
  FROM (SELECT id, due_on, lag(due_on) OVER (PARTITION BY action_id ORDER BY set_last, id) AS before FROM target) t
 WHERE t.before = t.due_on
 ORDER BY t.id";

/// One thing is escalated to one body once, until something came of it.
const ESCALATIONS: &str = "
SELECT 'the same would have been escalated to ' || b.name || ' twice (#e' || max(e.id) || ')'
  FROM escalation e
  JOIN body b ON b.id = e.to_body_id
 WHERE e.ended_on IS NULL
 GROUP BY e.recommendation_id, e.action_id, e.to_body_id
HAVING count(*) > 1
 ORDER BY max(e.id)";

/// Only what is closed is reopened, only what is not closed is closed.
const TURNS: &str = "
SELECT m.code || '/' || r.number || ' would be ' || c.decision || ' on ' || c.decided_on
       || iif(c.reopens, ' though nothing closed it', ' though it was closed already')
  FROM (SELECT id, recommendation_id, decided_on, decision, decision = 'reopened' AS reopens,
               coalesce(lag(decision = 'reopened') OVER (PARTITION BY recommendation_id ORDER BY decided_last, id), 1) AS is_open
          FROM closure) c
  JOIN recommendation r ON r.id = c.recommendation_id
  JOIN inspection m ON m.id = r.inspection_id
 WHERE c.reopens = c.is_open
 ORDER BY c.id";

/// A recommendation is addressed to somebody.
const ADDRESSEES: &str = "
SELECT m.code || '/' || r.number || ' would be addressed to nobody'
  FROM recommendation r
  JOIN inspection m ON m.id = r.inspection_id
 WHERE NOT EXISTS (SELECT 1 FROM addressee a WHERE a.recommendation_id = r.id)
 ORDER BY r.id";

/// What leads nowhere back to itself: a table, the two columns of a step, and whose name a sentence says.
const CIRCLES: [(&str, &str, &str, &str); 3] = [
    (
        "(SELECT '' AS kind, id, parent_id FROM body)",
        "id",
        "parent_id",
        "(SELECT name FROM body WHERE id = w.start) || ' would lie below itself'",
    ),
    (
        "(SELECT '' AS kind, predecessor_id, successor_id FROM succession)",
        "predecessor_id",
        "successor_id",
        "(SELECT name FROM body WHERE id = w.start) || ' would be replaced by itself'",
    ),
    (
        "link",
        "from_id",
        "to_id",
        "(SELECT i.code || '/' || r.number FROM recommendation r JOIN inspection i ON i.id = r.inspection_id
           WHERE r.id = w.start) || ' would be linked (' || w.kind || ') to itself through others'",
    ),
];

/// Returns the statement that follows the steps of a table, for each kind apart.
fn circle(table: &str, from: &str, to: &str, what: &str) -> String {
    format!(
        "WITH RECURSIVE walk (kind, start, at) AS (
           SELECT kind, {from}, {to} FROM {table} WHERE {to} IS NOT NULL
           UNION
           SELECT w.kind, w.start, s.{to} FROM walk w JOIN {table} s ON s.{from} = w.at AND s.kind = w.kind
            WHERE s.{to} IS NOT NULL
         )
         SELECT {what} FROM walk w WHERE w.start = w.at ORDER BY w.kind, w.start"
    )
}
