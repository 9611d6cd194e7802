CREATE TABLE view (  -- one saved view: the name of a report or list with its filters, in the words that were typed
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (trim(name) <> ''),
  command TEXT NOT NULL,  -- what it was saved from: 'report outstanding', 'list'
  filters TEXT NOT NULL CHECK (json_valid(filters))  -- a list of arguments: ["--body","KSS"]
) STRICT;

CREATE TABLE not_repeat (  -- one pair of which a person said that neither repeats the other: it is not suggested again
  id INTEGER PRIMARY KEY,
  later_id INTEGER NOT NULL REFERENCES recommendation,
  earlier_id INTEGER NOT NULL REFERENCES recommendation CHECK (earlier_id <> later_id),
  UNIQUE (later_id, earlier_id)
) STRICT;
CREATE INDEX not_repeat_of ON not_repeat (earlier_id);
