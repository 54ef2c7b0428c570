-- The catalog as visavis made it with schema 3; kept as it was.
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE batches (          -- the ledger: what each transaction published
  batch INTEGER PRIMARY KEY, kind TEXT NOT NULL, added INTEGER NOT NULL, changed INTEGER NOT NULL,
  unread INTEGER NOT NULL,
  at TEXT);                     -- when, UTC, where whoever wrote it looked at a clock
CREATE TABLE segments (
  path TEXT PRIMARY KEY, tbl TEXT NOT NULL, month TEXT NOT NULL, grp TEXT NOT NULL, rows INTEGER NOT NULL,
  size INTEGER NOT NULL, sha256 TEXT NOT NULL, batch INTEGER NOT NULL,
  retired INTEGER);             -- the batch that replaced it; its file goes one compaction later
CREATE INDEX segments_grp ON segments (grp);
CREATE TABLE records (          -- every record in a segment, current or not
  record TEXT PRIMARY KEY, grp TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (         -- every version of every article
  key INTEGER PRIMARY KEY, identity TEXT NOT NULL, version INTEGER NOT NULL, hash TEXT NOT NULL,
  id TEXT NOT NULL, ref TEXT NOT NULL, source TEXT NOT NULL, outlet TEXT, title TEXT, published TEXT,
  base TEXT NOT NULL,           -- the record as first read
  record TEXT NOT NULL,         -- the record that counts: read anew when its story dates an undated article
  given BLOB NOT NULL,          -- the article as it came in, without its text
  story TEXT, batch INTEGER NOT NULL, current INTEGER NOT NULL, retracted INTEGER NOT NULL DEFAULT 0,
  UNIQUE (identity, version));
CREATE INDEX articles_hash ON articles (hash);
CREATE INDEX articles_ref ON articles (ref);
CREATE INDEX articles_story ON articles (story);
CREATE INDEX articles_outlet ON articles (outlet);
CREATE TABLE stories (id TEXT PRIMARY KEY, start TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE happenings (
  id TEXT PRIMARY KEY, story TEXT NOT NULL, start TEXT NOT NULL, type TEXT NOT NULL, body BLOB NOT NULL,
  sign INTEGER NOT NULL DEFAULT 0,  -- 1 cooperative, -1 conflictual
  real INTEGER NOT NULL DEFAULT 1); -- it happened: not planned, denied, supposed or history
CREATE INDEX happenings_story ON happenings (story);
CREATE INDEX happenings_start ON happenings (start, real, sign, type);
CREATE INDEX happenings_type ON happenings (type, start);
CREATE TABLE actors (           -- a happening once for each of its parties
  code TEXT NOT NULL, start TEXT NOT NULL, happening TEXT NOT NULL, PRIMARY KEY (code, start, happening))
  WITHOUT ROWID;
CREATE INDEX actors_happening ON actors (happening);
CREATE INDEX stories_start ON stories (start);
CREATE TABLE reports (
  ref TEXT NOT NULL, event TEXT NOT NULL, happening TEXT NOT NULL, PRIMARY KEY (ref, event, happening))
  WITHOUT ROWID;
CREATE INDEX reports_happening ON reports (happening);
CREATE TABLE parties (          -- a happening once for each pair of its parties, a < b
  a TEXT NOT NULL, b TEXT NOT NULL, start TEXT NOT NULL, happening TEXT NOT NULL,
  PRIMARY KEY (a, b, start, happening)) WITHOUT ROWID;
CREATE INDEX parties_happening ON parties (happening);
CREATE TABLE terms (            -- the words that weigh most in each current article, hashed; day -1: undated
  term INTEGER NOT NULL, day INTEGER NOT NULL, key INTEGER NOT NULL, PRIMARY KEY (term, day, key))
  WITHOUT ROWID;
CREATE INDEX terms_key ON terms (key);
CREATE TABLE quarantine (       -- what could not be read, and how to try again
  place TEXT PRIMARY KEY, what TEXT NOT NULL, remedy TEXT NOT NULL, retry TEXT NOT NULL,
  batch INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE fetched (          -- what an address said last: its validators, and a feed's stamp for it
  url TEXT PRIMARY KEY, checked TEXT NOT NULL, etag TEXT, modified TEXT, stamp TEXT) WITHOUT ROWID;
CREATE TABLE feeds (            -- feeds that are watched, and what came of them; times are UTC
  url TEXT PRIMARY KEY, title TEXT, site TEXT, folder TEXT, checked TEXT, changed TEXT, next TEXT,
  error TEXT, failures INTEGER NOT NULL, entries INTEGER NOT NULL, added INTEGER NOT NULL,
  unread INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (title, text, content='');
