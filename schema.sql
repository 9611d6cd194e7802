-- The register: one SQLite file. Plain tables hold the facts as they stand; `change` and `revision` at the end hold who changed
-- what, when and why, and what each change overwrote. Nothing is stored twice: what is outstanding is derived from dated facts.
--
-- Partial dates: `x_on` is what was printed or typed ('2022', '2022-05', '2022-05-18') and the only one shown; `x_last`, computed,
-- is its last day and the only one compared, sorted, indexed: a fact counts on a day when x_last <= :day. The CHECK refuses
-- 'soon', '2022-5', '2022-02-31': the last day must begin with what was typed. Lives and successions are full days.
-- CHECKs compare with IS, not =: date('soon') is NULL, and a CHECK that is NULL passes. '+0 days' makes date() refuse 31 February.
--
-- `source_id`, `place` (page, line, cell): where a fact was read; NULL: typed by whoever made the change.
-- A handle such as #f41 names the row 41 of a table: f finding, c closure, r response, t target, u action_update, e escalation,
-- v evidence, l link. Row ids are never used again.
--
-- Writing goes through the triggers that are generated for each table when a register is made: they call functions that only this
-- program has, so another program can read a register but not write to it.

CREATE TABLE body (  -- one organisation that is inspected or addressed, or a group of all bodies of one kind
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('department','national','region','pdu','crc','nps_division','trust','group','other')),
  member_kind TEXT CHECK ((member_kind IS NOT NULL) = (kind = 'group')),  -- a group's members: all of this kind
  parent_id INTEGER REFERENCES body,  -- NULL for the topmost and for CRCs
  valid_from TEXT CHECK (valid_from IS date(valid_from, '+0 days')),
  valid_to TEXT CHECK (valid_to IS date(valid_to, '+0 days') AND valid_to > valid_from)  -- the first day on which it is no more
) STRICT;

CREATE TABLE alias (  -- one further name of a body; folding and near spelling are the domain's
  id INTEGER PRIMARY KEY,
  body_id INTEGER NOT NULL REFERENCES body, name TEXT NOT NULL,
  UNIQUE (body_id, name)
) STRICT;

CREATE TABLE succession (  -- one body taking over from another, whole or in part, on a day
  id INTEGER PRIMARY KEY,
  predecessor_id INTEGER NOT NULL REFERENCES body,
  successor_id INTEGER NOT NULL REFERENCES body CHECK (successor_id <> predecessor_id),
  took_over_on TEXT NOT NULL CHECK (took_over_on IS date(took_over_on, '+0 days')),
  note TEXT,
  UNIQUE (predecessor_id, successor_id)
) STRICT;

CREATE TABLE source (  -- one file or address that one inspection's facts were read from, or where its report is (also) printed
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,  -- file name without its folder, or the address
  sha256 TEXT CHECK (length(sha256) = 64)  -- NULL for an address that was not read
) STRICT;

CREATE TABLE inspection (  -- one inspection with its published report; or a plan that restates recommendations
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,  -- west-kent-2022; frozen at first save
  kind TEXT NOT NULL CHECK (kind IN ('core','quality-and-impact','thematic','national','dynamic','youth','approved-premises','plan','other')),
  body_id INTEGER REFERENCES body,  -- NULL: a thematic report on no one body
  title TEXT,
  taken_from TEXT,  -- a plan: whose recommendations it says it restates
  published_on TEXT,  -- NULL: a draft, counted nowhere
  published_last TEXT AS (
    CASE length(published_on)
      WHEN 4 THEN date(published_on || '-12-31')
      WHEN 7 THEN date(published_on || '-01', '+1 month', '-1 day')
      ELSE date(published_on, '+0 days')
    END
  ) CHECK (substr(published_last, 1, length(published_on)) IS published_on),
  fieldwork_on TEXT,  -- when it began; a printed range keeps its words below
  fieldwork_last TEXT AS (
    CASE length(fieldwork_on)
      WHEN 4 THEN date(fieldwork_on || '-12-31')
      WHEN 7 THEN date(fieldwork_on || '-01', '+1 month', '-1 day')
      ELSE date(fieldwork_on, '+0 days')
    END
  ) CHECK (substr(fieldwork_last, 1, length(fieldwork_on)) IS fieldwork_on),
  fieldwork_words TEXT,  -- October and November 2017
  announced_on TEXT, led_by TEXT,
  isbn TEXT UNIQUE,  -- digits only
  rating TEXT CHECK (rating IN ('Outstanding','Good','Requires improvement','Inadequate')),
  score INTEGER, score_of INTEGER,  -- as printed; never recomputed
  known_through_id INTEGER REFERENCES inspection  -- known only because this later report reprints it
) STRICT;
CREATE INDEX inspection_by_body ON inspection (body_id, published_last);

CREATE TABLE inspection_source (  -- one place where an inspection's report was read or is printed
  id INTEGER PRIMARY KEY,
  inspection_id INTEGER NOT NULL REFERENCES inspection,
  source_id INTEGER NOT NULL REFERENCES source,
  also_printed INTEGER NOT NULL DEFAULT 0 CHECK (also_printed IN (0, 1)),  -- 1: a reprint elsewhere, which added nothing
  UNIQUE (inspection_id, source_id)
) STRICT;

CREATE TABLE rating (  -- the rating of one standard at one inspection, as printed
  id INTEGER PRIMARY KEY,
  inspection_id INTEGER NOT NULL REFERENCES inspection,
  standard TEXT NOT NULL, name TEXT,  -- P 1.1 Leadership
  rating TEXT NOT NULL CHECK (rating IN ('Outstanding','Good','Requires improvement','Inadequate')),
  source_id INTEGER REFERENCES source, place TEXT,
  UNIQUE (inspection_id, standard)
) STRICT;

CREATE TABLE key_question (  -- one printed question of a standard with its percentage
  id INTEGER PRIMARY KEY,
  inspection_id INTEGER NOT NULL REFERENCES inspection,
  standard TEXT NOT NULL,
  position INTEGER NOT NULL,  -- within its standard, from 1
  words TEXT NOT NULL,
  percent INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 100),
  source_id INTEGER REFERENCES source, place TEXT,
  UNIQUE (inspection_id, standard, position)
) STRICT;

CREATE TABLE recommendation (  -- one demand under "X should:", word for word
  id INTEGER PRIMARY KEY,
  inspection_id INTEGER NOT NULL REFERENCES inspection,
  number TEXT NOT NULL,  -- of its reference: the printed one, else the position
  position INTEGER NOT NULL,  -- in the whole list, from 1
  printed_number TEXT,  -- NULL: none, or lost (a note says which)
  words TEXT NOT NULL CHECK (trim(words) <> ''),
  source_id INTEGER REFERENCES source, place TEXT,
  UNIQUE (inspection_id, number)
) STRICT;

CREATE TABLE addressee (  -- one body that one recommendation is addressed to
  id INTEGER PRIMARY KEY,
  recommendation_id INTEGER NOT NULL REFERENCES recommendation,
  body_id INTEGER NOT NULL REFERENCES body,
  UNIQUE (recommendation_id, body_id)
) STRICT;
CREATE INDEX addressee_by_body ON addressee (body_id, recommendation_id);

CREATE TABLE reprint (  -- one recommendation as a later report prints it again, in that report's order
  id INTEGER PRIMARY KEY,
  inspection_id INTEGER NOT NULL REFERENCES inspection,  -- the later report
  recommendation_id INTEGER NOT NULL REFERENCES recommendation,
  position INTEGER NOT NULL, words TEXT NOT NULL,
  source_id INTEGER REFERENCES source, place TEXT,
  UNIQUE (inspection_id, position), UNIQUE (recommendation_id, inspection_id)
) STRICT;

CREATE TABLE finding (  -- what one inspection wrote about one or several earlier recommendations
  id INTEGER PRIMARY KEY,
  inspection_id INTEGER NOT NULL REFERENCES inspection,  -- gives it its date: publication
  words TEXT NOT NULL,  -- without the grade
  progress TEXT NOT NULL CHECK (progress IN ('no progress','some progress','sufficient progress','not graded')),
  printed_progress TEXT, remark TEXT,  -- the grade's words; a remark changes no standing
  source_id INTEGER REFERENCES source, place TEXT,
  UNIQUE (id, inspection_id)
) STRICT;
CREATE INDEX finding_by_inspection ON finding (inspection_id);

CREATE TABLE finding_item (  -- one recommendation that a finding covers; for all its addressees unless one is named
  id INTEGER PRIMARY KEY,
  finding_id INTEGER NOT NULL,
  inspection_id INTEGER NOT NULL,  -- the finding's, repeated so that "once per inspection" can be an index
  recommendation_id INTEGER NOT NULL REFERENCES recommendation,
  body_id INTEGER,  -- NULL: holds for every addressee
  FOREIGN KEY (finding_id, inspection_id) REFERENCES finding (id, inspection_id),
  FOREIGN KEY (recommendation_id, body_id) REFERENCES addressee (recommendation_id, body_id)
) STRICT;
CREATE UNIQUE INDEX finding_once ON finding_item (recommendation_id, inspection_id, coalesce(body_id, 0));
CREATE INDEX finding_item_by_inspection ON finding_item (inspection_id, recommendation_id);
CREATE INDEX finding_item_by_finding ON finding_item (finding_id);

CREATE TABLE closure (  -- one decision to pursue a recommendation no longer, or to take it up again; the newest counts
  id INTEGER PRIMARY KEY,
  recommendation_id INTEGER NOT NULL REFERENCES recommendation,
  decided_on TEXT NOT NULL,
  decided_last TEXT AS (
    CASE length(decided_on)
      WHEN 4 THEN date(decided_on || '-12-31')
      WHEN 7 THEN date(decided_on || '-01', '+1 month', '-1 day')
      ELSE date(decided_on, '+0 days')
    END
  ) CHECK (substr(decided_last, 1, length(decided_on)) IS decided_on),
  decision TEXT NOT NULL CHECK (decision IN ('superseded','no longer relevant','withdrawn by the inspectorate','reopened')),
  decided_by TEXT NOT NULL, reason TEXT NOT NULL
) STRICT;
CREATE INDEX closure_newest ON closure (recommendation_id, decided_last);

CREATE TABLE response (  -- one answer of HMPPS to a recommendation; the newest counts
  id INTEGER PRIMARY KEY,
  recommendation_id INTEGER NOT NULL REFERENCES recommendation,
  body_id INTEGER,  -- NULL: holds for every addressee
  answered_on TEXT NOT NULL,
  answered_last TEXT AS (
    CASE length(answered_on)
      WHEN 4 THEN date(answered_on || '-12-31')
      WHEN 7 THEN date(answered_on || '-01', '+1 month', '-1 day')
      ELSE date(answered_on, '+0 days')
    END
  ) CHECK (substr(answered_last, 1, length(answered_on)) IS answered_on),
  answer TEXT NOT NULL CHECK (answer IN ('agreed','partly agreed','not agreed')),
  reason TEXT CHECK ((reason IS NULL) = (answer = 'agreed') AND reason IN ('commissioning','policy','operational','affordability','not stated')),
  part TEXT CHECK (part IS NULL OR answer = 'partly agreed'),  -- which part is agreed
  words TEXT NOT NULL,
  source_id INTEGER REFERENCES source, place TEXT,
  FOREIGN KEY (recommendation_id, body_id) REFERENCES addressee (recommendation_id, body_id)
) STRICT;
CREATE INDEX response_newest ON response (recommendation_id, answered_last);

CREATE TABLE alert (  -- one organisational alert raised during an inspection's fieldwork
  id INTEGER PRIMARY KEY,
  inspection_id INTEGER NOT NULL REFERENCES inspection,
  number INTEGER NOT NULL DEFAULT 1,  -- hfkcw-2022/alert, then alert-2
  words TEXT NOT NULL,
  source_id INTEGER REFERENCES source, place TEXT,
  UNIQUE (inspection_id, number)
) STRICT;

CREATE TABLE concern (  -- one concern of an alert
  id INTEGER PRIMARY KEY,
  alert_id INTEGER NOT NULL REFERENCES alert,
  position INTEGER NOT NULL, words TEXT NOT NULL,
  source_id INTEGER REFERENCES source, place TEXT,
  UNIQUE (alert_id, position)
) STRICT;

CREATE TABLE action (  -- one step under a recommendation, or what the service announced under an alert
  id INTEGER PRIMARY KEY,
  recommendation_id INTEGER REFERENCES recommendation,
  alert_id INTEGER REFERENCES alert,
  number INTEGER NOT NULL,  -- west-kent-2022/11.2, hfkcw-2022/alert.1
  words TEXT NOT NULL,
  owner TEXT,  -- the Responsible Owner, a role
  planned_on TEXT,  -- NULL: nobody has said; it counts from what is first said of it, else from the publication of its report
  planned_last TEXT AS (
    CASE length(planned_on)
      WHEN 4 THEN date(planned_on || '-12-31')
      WHEN 7 THEN date(planned_on || '-01', '+1 month', '-1 day')
      ELSE date(planned_on, '+0 days')
    END
  ) CHECK (substr(planned_last, 1, length(planned_on)) IS planned_on),
  source_id INTEGER REFERENCES source, place TEXT,
  CHECK ((recommendation_id IS NULL) <> (alert_id IS NULL)),
  UNIQUE (recommendation_id, number), UNIQUE (alert_id, number)
) STRICT;

CREATE TABLE target (  -- one target date of an action: the first, then each revision; none is ever changed
  id INTEGER PRIMARY KEY,
  action_id INTEGER NOT NULL REFERENCES action,
  set_on TEXT NOT NULL,
  set_last TEXT AS (
    CASE length(set_on)
      WHEN 4 THEN date(set_on || '-12-31')
      WHEN 7 THEN date(set_on || '-01', '+1 month', '-1 day')
      ELSE date(set_on, '+0 days')
    END
  ) CHECK (substr(set_last, 1, length(set_on)) IS set_on),
  due_on TEXT,  -- NULL: words only ("ongoing")
  due_last TEXT AS (
    CASE length(due_on)
      WHEN 4 THEN date(due_on || '-12-31')
      WHEN 7 THEN date(due_on || '-01', '+1 month', '-1 day')
      ELSE date(due_on, '+0 days')
    END
  ) CHECK (substr(due_last, 1, length(due_on)) IS due_on),
  words TEXT CHECK (words IS NOT NULL OR due_on IS NOT NULL),
  reason TEXT CHECK (reason IN ('recruitment','funding','procurement','policy','partner','IT','capacity','other','not stated')),  -- NULL: the first
  note TEXT, asked_by TEXT,
  source_id INTEGER REFERENCES source, place TEXT
) STRICT;
CREATE UNIQUE INDEX target_first ON target (action_id) WHERE reason IS NULL;
CREATE INDEX target_newest ON target (action_id, set_last);

CREATE TABLE action_update (  -- what the owner said of an action on a date (UPDATE is a word of SQL)
  id INTEGER PRIMARY KEY,
  action_id INTEGER NOT NULL REFERENCES action,
  said_on TEXT NOT NULL,
  said_last TEXT AS (
    CASE length(said_on)
      WHEN 4 THEN date(said_on || '-12-31')
      WHEN 7 THEN date(said_on || '-01', '+1 month', '-1 day')
      ELSE date(said_on, '+0 days')
    END
  ) CHECK (substr(said_last, 1, length(said_on)) IS said_on),
  state TEXT NOT NULL CHECK (state IN ('not started','in progress','completed','discontinued')),
  note TEXT,
  source_id INTEGER REFERENCES source, place TEXT
) STRICT;
CREATE INDEX action_update_newest ON action_update (action_id, said_last);

CREATE TABLE escalation (  -- an addressee saying that it cannot do this alone, and what came of it
  id INTEGER PRIMARY KEY,
  recommendation_id INTEGER REFERENCES recommendation,
  action_id INTEGER REFERENCES action,  -- one of the two: an action may belong to an alert
  body_id INTEGER REFERENCES body,  -- who says so; NULL: every addressee
  to_body_id INTEGER NOT NULL REFERENCES body,  -- above it
  raised_on TEXT NOT NULL CHECK (raised_on IS date(raised_on, '+0 days')),
  reason TEXT NOT NULL, words TEXT,
  ended_on TEXT CHECK (ended_on IS date(ended_on, '+0 days')),
  outcome TEXT CHECK (outcome IN ('answered','returned') AND (outcome IS NULL) = (ended_on IS NULL)),
  CHECK ((recommendation_id IS NULL) <> (action_id IS NULL))
) STRICT;
CREATE INDEX escalation_of ON escalation (recommendation_id);
CREATE INDEX escalation_of_action ON escalation (action_id);

CREATE TABLE evidence (  -- one file or address that is shown for an update or a recommendation
  id INTEGER PRIMARY KEY,
  recommendation_id INTEGER REFERENCES recommendation,
  action_update_id INTEGER REFERENCES action_update,
  address TEXT NOT NULL,
  sha256 TEXT CHECK (length(sha256) = 64), size INTEGER, dated_on TEXT,
  kept INTEGER NOT NULL DEFAULT 0 CHECK (kept IN (0, 1)),  -- 1: a copy lies beside the register
  CHECK ((recommendation_id IS NULL) <> (action_update_id IS NULL))
) STRICT;
CREATE INDEX evidence_of ON evidence (recommendation_id);
CREATE INDEX evidence_of_update ON evidence (action_update_id);

CREATE TABLE link (  -- one typed link that a person made from a recommendation to another, or to an alert
  id INTEGER PRIMARY KEY,
  from_id INTEGER NOT NULL REFERENCES recommendation,
  kind TEXT NOT NULL CHECK (kind IN ('repeats','restates','supersedes','refers to')),
  to_id INTEGER REFERENCES recommendation CHECK (to_id <> from_id),
  alert_id INTEGER REFERENCES alert,
  CHECK ((to_id IS NULL) <> (alert_id IS NULL) AND (alert_id IS NULL OR kind = 'refers to')),
  UNIQUE (from_id, kind, to_id), UNIQUE (from_id, alert_id)
) STRICT;
CREATE INDEX link_to ON link (to_id, kind, from_id);

CREATE TABLE theme (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;  -- one word of the controlled list

CREATE TABLE recommendation_theme (  -- one theme of one recommendation
  id INTEGER PRIMARY KEY,
  recommendation_id INTEGER NOT NULL REFERENCES recommendation,
  theme_id INTEGER NOT NULL REFERENCES theme,
  UNIQUE (recommendation_id, theme_id)
) STRICT;

CREATE TABLE not_repeat (  -- one pair of which a person said that neither repeats the other: it is not suggested again
  id INTEGER PRIMARY KEY,
  later_id INTEGER NOT NULL REFERENCES recommendation,
  earlier_id INTEGER NOT NULL REFERENCES recommendation CHECK (earlier_id <> later_id),
  UNIQUE (later_id, earlier_id)
) STRICT;
CREATE INDEX not_repeat_of ON not_repeat (earlier_id);

CREATE TABLE note (  -- one thing an import said about what it read ("number lost, position used")
  id INTEGER PRIMARY KEY,
  inspection_id INTEGER NOT NULL REFERENCES inspection,
  recommendation_id INTEGER REFERENCES recommendation,
  words TEXT NOT NULL,
  source_id INTEGER NOT NULL REFERENCES source, place TEXT NOT NULL
) STRICT;
CREATE INDEX note_of ON note (inspection_id, recommendation_id);
CREATE INDEX note_about ON note (recommendation_id);  -- without it a recommendation that is taken back scans every note

CREATE TABLE mapping (  -- one foreign word that a person mapped ("Limited progress" = some progress)
  id INTEGER PRIMARY KEY,
  field TEXT NOT NULL, word TEXT NOT NULL, means TEXT NOT NULL,
  UNIQUE (field, word)
) STRICT;

CREATE TABLE setting (  -- what holds for the whole register: the protective marking of its papers
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (name IN ('marking')),
  value TEXT NOT NULL
) STRICT;

CREATE TABLE view (  -- one saved view: the name of a report or list with its filters, in the words that were typed
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (trim(name) <> ''),
  command TEXT NOT NULL,  -- what it was saved from: 'report outstanding', 'list'
  filters TEXT NOT NULL CHECK (json_valid(filters))  -- a list of arguments: ["--body","KSS"]
) STRICT;

-- The history. Both tables only grow, and only by the change that is open in this program.

CREATE TABLE change (  -- one command that changed something; written last in its transaction
  id INTEGER PRIMARY KEY,  -- 1, 2, 3 … without a gap
  at TEXT NOT NULL,  -- when it was recorded, UTC: 2026-11-24T09:30:00Z
  who TEXT NOT NULL,
  why TEXT,
  command TEXT NOT NULL,  -- mark, import, undo …
  summary TEXT NOT NULL,  -- what was done, in a sentence
  undoes INTEGER REFERENCES change,  -- the change that this one took back
  prev_hash TEXT NOT NULL,  -- of the change before; of the first: 64 zeros
  hash TEXT NOT NULL CHECK (length(hash) = 64)  -- SHA-256 over all of the above and every revision, before and after
) STRICT;

CREATE TABLE revision (  -- one row that a change touched, as it was before
  change_id INTEGER NOT NULL REFERENCES change DEFERRABLE INITIALLY DEFERRED,  -- without its sealed change it cannot be committed
  seq INTEGER NOT NULL,
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  before TEXT,  -- the row as canonical JSON; NULL: it was not there
  PRIMARY KEY (change_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX revision_of_row ON revision (table_name, row_id, change_id, seq);

CREATE TRIGGER change_only_by_the_open_one BEFORE INSERT ON change WHEN NEW.id IS NOT open_change()
BEGIN SELECT RAISE(ABORT, 'history is written by an open change only'); END;
CREATE TRIGGER change_is_never_altered BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'history is never altered'); END;
CREATE TRIGGER change_is_never_removed BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'history is never removed'); END;
CREATE TRIGGER revision_only_by_the_open_one BEFORE INSERT ON revision WHEN NEW.change_id IS NOT open_change()
BEGIN SELECT RAISE(ABORT, 'history is written by an open change only'); END;
CREATE TRIGGER revision_is_never_altered BEFORE UPDATE ON revision
BEGIN SELECT RAISE(ABORT, 'history is never altered'); END;
CREATE TRIGGER revision_is_never_removed BEFORE DELETE ON revision
BEGIN SELECT RAISE(ABORT, 'history is never removed'); END;
