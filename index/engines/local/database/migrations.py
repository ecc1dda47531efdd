"""The migrations of the database: each is the SQL that upgrades the previous schema version.

``PRAGMA user_version`` is the number of migrations that were applied. A migration that was
released never changes; new ones are appended, so that every older archive can be upgraded.
"""

from __future__ import annotations

MIGRATIONS = (
    """
CREATE TABLE articles (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL, title_from_text INTEGER NOT NULL, text TEXT NOT NULL,
    date TEXT, source TEXT NOT NULL, byline TEXT NOT NULL, url TEXT NOT NULL,
    section TEXT NOT NULL, topics TEXT NOT NULL, location TEXT NOT NULL,
    quotes INTEGER NOT NULL, speakers INTEGER NOT NULL, words INTEGER NOT NULL,
    entities TEXT NOT NULL, english INTEGER NOT NULL,
    indexed INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX articles_by_date ON articles (date DESC, key);
CREATE INDEX articles_not_indexed ON articles (key) WHERE NOT indexed;
CREATE TABLE quotes (
    key INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles,
    number INTEGER NOT NULL,
    quote TEXT NOT NULL,
    UNIQUE (article, number)
);
CREATE TABLE speakers (
    key INTEGER PRIMARY KEY,
    name TEXT NOT NULL, named INTEGER NOT NULL, folded TEXT NOT NULL,
    quotes INTEGER NOT NULL, articles INTEGER NOT NULL, first TEXT, last TEXT,
    label TEXT NOT NULL DEFAULT 'person', block TEXT NOT NULL DEFAULT '',
    context TEXT NOT NULL DEFAULT '[]',
    UNIQUE (name, named)
);
CREATE INDEX speakers_by_block ON speakers (block);
CREATE TABLE folds (
    name TEXT PRIMARY KEY, into_name TEXT, reason TEXT NOT NULL DEFAULT '',
    apart INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX folds_by_person ON folds (into_name) WHERE into_name NOT NULL AND NOT apart;
CREATE TABLE names (key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE marks (
    article INTEGER NOT NULL REFERENCES articles,
    kind TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (kind, value, article)
) WITHOUT ROWID;
CREATE INDEX marks_of_article ON marks (article);
""",
    "ALTER TABLE articles ADD COLUMN note TEXT NOT NULL DEFAULT ''",
    """
ALTER TABLE articles ADD COLUMN story INTEGER;
ALTER TABLE articles ADD COLUMN line INTEGER;
ALTER TABLE articles ADD COLUMN state INTEGER NOT NULL DEFAULT 0;
ALTER TABLE articles ADD COLUMN address TEXT;
ALTER TABLE quotes ADD COLUMN same INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quotes ADD COLUMN again INTEGER NOT NULL DEFAULT 0;
DROP INDEX articles_by_date;
CREATE INDEX articles_shown ON articles (date DESC, key) WHERE state = 0;
CREATE INDEX articles_of_story ON articles (story) WHERE story NOT NULL;
CREATE INDEX articles_of_line ON articles (line) WHERE line NOT NULL;
CREATE INDEX articles_at_address ON articles (address) WHERE address > '';
CREATE INDEX articles_without_address ON articles (key) WHERE address IS NULL;
CREATE INDEX articles_at_location ON articles (location);
CREATE TABLE bands (
    band INTEGER NOT NULL, article INTEGER NOT NULL REFERENCES articles,
    PRIMARY KEY (band, article)
) WITHOUT ROWID;
UPDATE articles SET indexed = 0;
CREATE TABLE feeds (
    key INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, title TEXT NOT NULL DEFAULT '',
    etag TEXT NOT NULL DEFAULT '', modified TEXT NOT NULL DEFAULT '',
    fetched TEXT, failure TEXT NOT NULL DEFAULT ''
);
CREATE TABLE entries (
    feed TEXT NOT NULL, entry TEXT NOT NULL, look TEXT NOT NULL, PRIMARY KEY (feed, entry)
) WITHOUT ROWID;
CREATE TABLE waits (host TEXT PRIMARY KEY, until TEXT NOT NULL);
""",
    """
CREATE TABLE notes (
    article INTEGER NOT NULL REFERENCES articles,
    place INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (article, place)
) WITHOUT ROWID;
""",
    """
CREATE TABLE index_stamp (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    stamp TEXT NOT NULL
);
UPDATE articles SET indexed = 0;
""",
    """
CREATE INDEX articles_by_source ON articles (source = '', source, date DESC, key) WHERE state = 0;
CREATE INDEX articles_by_headline ON articles (title COLLATE NOCASE, key) WHERE state = 0;
CREATE INDEX articles_oldest_first ON articles (date IS NULL, date, key) WHERE state = 0;
CREATE INDEX speakers_by_folded ON speakers (folded);
CREATE TABLE searches (
    line TEXT PRIMARY KEY, name TEXT NOT NULL DEFAULT '',
    seen INTEGER NOT NULL, used INTEGER NOT NULL
);
""",
    """
ALTER TABLE articles ADD COLUMN own TEXT;
CREATE TABLE corrections (only INTEGER PRIMARY KEY CHECK (only = 1), text TEXT NOT NULL);
DROP INDEX folds_by_person;
ALTER TABLE folds DROP COLUMN apart;
ALTER TABLE folds ADD COLUMN found_into TEXT;
ALTER TABLE folds ADD COLUMN found_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE folds ADD COLUMN said INTEGER NOT NULL DEFAULT 0;
UPDATE folds SET found_into = into_name, found_reason = reason;
CREATE INDEX folds_by_person ON folds (into_name) WHERE into_name NOT NULL;
""",
    # A row of quotes may now say whom the speaker represents, which older programs cannot read.
    "SELECT 1",
    # Compute the blocks of organisation names again.
    """
UPDATE speakers SET block = '' WHERE label != 'person';
ALTER TABLE articles ADD COLUMN annotated_by TEXT NOT NULL DEFAULT '';
CREATE INDEX articles_by_annotator ON articles (annotated_by, english);
""",
    """
CREATE TABLE places (key INTEGER PRIMARY KEY, place TEXT NOT NULL UNIQUE, options TEXT NOT NULL);
""",
    # ``original`` holds the values of edited fields, ``unhidden_state`` the state without hiding.
    """
ALTER TABLE articles ADD COLUMN original TEXT;
ALTER TABLE articles ADD COLUMN unhidden_state INTEGER;
CREATE INDEX articles_edited ON articles (key) WHERE original NOT NULL;
DROP INDEX articles_by_annotator;
CREATE INDEX articles_by_annotator ON articles (annotated_by, english, state);
CREATE INDEX articles_of_source ON articles (source, state, unhidden_state);
""",
    """
ALTER TABLE articles ADD COLUMN headings TEXT NOT NULL DEFAULT '[]';
""",
    # Which quotes report one utterance; see ``utterances.py``.
    """
ALTER TABLE quotes ADD COLUMN utterance INTEGER;
CREATE INDEX quotes_ungrouped ON quotes (key) WHERE utterance IS NULL;
CREATE INDEX quotes_of_utterance ON quotes (utterance) WHERE utterance > 0;
CREATE TABLE quote_marks (
    mark INTEGER NOT NULL, day INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles, number INTEGER NOT NULL,
    PRIMARY KEY (mark, day, article, number)
) WITHOUT ROWID;
CREATE TABLE quote_links (
    quote INTEGER NOT NULL, other INTEGER NOT NULL, strength REAL NOT NULL,
    PRIMARY KEY (quote, other)
) WITHOUT ROWID;
CREATE TABLE utterances (
    key INTEGER PRIMARY KEY, quotes INTEGER NOT NULL, wordings INTEGER NOT NULL,
    drift TEXT NOT NULL, first INTEGER, last INTEGER
);
CREATE TABLE renamed_speakers (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TRIGGER quote_deleted AFTER DELETE ON quotes BEGIN
    DELETE FROM utterances WHERE key = OLD.utterance OR key IN
    (SELECT utterance FROM quotes JOIN quote_links AS links ON key = other
    WHERE links.quote = OLD.key); UPDATE quotes SET utterance = NULL WHERE key IN
    (SELECT other FROM quote_links AS links WHERE links.quote = OLD.key); DELETE
    FROM quote_links WHERE other = OLD.key AND quote IN
    (SELECT other FROM quote_links WHERE quote = OLD.key); DELETE
    FROM quote_links WHERE quote = OLD.key; END;
CREATE TRIGGER article_changed AFTER UPDATE OF date, source, state, story, line ON articles BEGIN
    DELETE FROM utterances WHERE key IN
    (SELECT utterance FROM quotes WHERE article = NEW.key); UPDATE quotes
    SET utterance = NULL WHERE article = NEW.key; END;
CREATE TRIGGER name_folded AFTER INSERT ON folds WHEN NEW.into_name NOT NULL BEGIN
    INSERT INTO renamed_speakers SELECT NEW.name
    WHERE NOT EXISTS (SELECT 1 FROM renamed_speakers WHERE name = NEW.name); END;
CREATE TRIGGER name_folded_again AFTER UPDATE ON folds
    WHEN OLD.into_name IS NOT NEW.into_name BEGIN
    INSERT INTO renamed_speakers SELECT NEW.name
    WHERE NOT EXISTS (SELECT 1 FROM renamed_speakers WHERE name = NEW.name); END;
CREATE TRIGGER name_unfolded AFTER DELETE ON folds WHEN OLD.into_name NOT NULL BEGIN
    INSERT INTO renamed_speakers SELECT OLD.name
    WHERE NOT EXISTS (SELECT 1 FROM renamed_speakers WHERE name = OLD.name); END;
""",
    # Which quotes have a speaker, to group them again if the name is folded otherwise.
    """
DROP TRIGGER name_folded;
DROP TRIGGER name_folded_again;
DROP TRIGGER name_unfolded;
DROP TABLE renamed_speakers;
CREATE TABLE quote_speakers (
    name TEXT NOT NULL, quote INTEGER NOT NULL, PRIMARY KEY (name, quote)
) WITHOUT ROWID;
UPDATE quotes SET utterance = NULL;
CREATE TRIGGER name_folded AFTER INSERT ON folds WHEN NEW.into_name NOT NULL BEGIN
    DELETE FROM utterances WHERE key IN
    (SELECT utterance FROM quotes JOIN quote_speakers AS found ON key = found.quote
    WHERE found.name = NEW.name); UPDATE quotes SET utterance = NULL WHERE key IN
    (SELECT quote FROM quote_speakers WHERE name = NEW.name); END;
CREATE TRIGGER name_folded_again AFTER UPDATE ON folds WHEN OLD.into_name IS NOT NEW.into_name BEGIN
    DELETE FROM utterances WHERE key IN
    (SELECT utterance FROM quotes JOIN quote_speakers AS found ON key = found.quote
    WHERE found.name = NEW.name); UPDATE quotes SET utterance = NULL WHERE key IN
    (SELECT quote FROM quote_speakers WHERE name = NEW.name); END;
CREATE TRIGGER name_unfolded AFTER DELETE ON folds WHEN OLD.into_name NOT NULL BEGIN
    DELETE FROM utterances WHERE key IN
    (SELECT utterance FROM quotes JOIN quote_speakers AS found ON key = found.quote
    WHERE found.name = OLD.name); UPDATE quotes SET utterance = NULL WHERE key IN
    (SELECT quote FROM quote_speakers WHERE name = OLD.name); END;
""",
    # Names that are spelt alike are compared again, to be one person's.
    """
UPDATE speakers SET block = '' WHERE named AND folded IN
    (SELECT folded FROM speakers WHERE named GROUP BY folded HAVING count(*) > 1);
""",
    # By which rules quotes were grouped, and which of them wait to be grouped by newer ones.
    """
CREATE TABLE grouping_rules (
    only INTEGER PRIMARY KEY CHECK (only = 1), version INTEGER NOT NULL
);
INSERT INTO grouping_rules VALUES (1, 0);
CREATE TABLE quotes_to_regroup (quote INTEGER PRIMARY KEY);
""",
    # What all spellings of a name share; ``spelling_key`` is a function of this program.
    """
ALTER TABLE names ADD COLUMN folded TEXT NOT NULL DEFAULT '';
UPDATE names SET folded = spelling_key(name);
CREATE INDEX names_by_folded ON names (folded);
""",
    # Letters that people use as apostrophes are no letters of a name, and an abbreviation is one
    # name with dots and without (U.N.). Names that are now spelt like others are compared again.
    """
UPDATE speakers SET folded = ' ' || whole_name(name), block = ''
    WHERE folded IS NOT ' ' || whole_name(name);
UPDATE speakers SET block = '' WHERE named AND folded IN
    (SELECT folded FROM speakers WHERE named AND block = '');
UPDATE names SET folded = spelling_key(name);
""",
)
