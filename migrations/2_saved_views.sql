CREATE TABLE view (  -- one saved view: the name of a report or list with its filters, in the words that were typed
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (trim(name) <> ''),
  command TEXT NOT NULL,  -- what it was saved from: 'report outstanding', 'list'
  filters TEXT NOT NULL CHECK (json_valid(filters))  -- a list of arguments: ["--body","KSS"]
) STRICT;
