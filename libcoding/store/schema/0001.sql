-- Step 1 of the project file (user_version = 1).  A released step never
-- changes; later steps only append columns to the recorded tables.
--
-- Three kinds of table:
--   recorded    human work; each has id and guid, and every change goes into
--               history as a changeset, so that it can be undone.  No
--               triggers, no generated columns; every UNIQUE but guid's is a
--               named index.  Foreign keys are NO ACTION: a command deletes
--               children itself.
--   append-only text and layout: what recorded rows point at; never changed.
--   derived     hit, tally, run...: made by `emic tag` from text and rules;
--               may be dropped and made again.  No foreign keys.
--
-- Positions are bytes of the stored UTF-8, half-open.  Times are UTC, ISO
-- 8601 with a Z.  "folded" is NFC with case folded.

------------------------------------------------------------- append-only

CREATE TABLE text (                     -- bodies, by content
    sha256      TEXT NOT NULL PRIMARY KEY,  -- of body, hexadecimal
    body        TEXT NOT NULL               -- UTF-8, NFC, LF, no BOM, no NUL
) STRICT;

CREATE TABLE layout (                   -- how one text falls into turns
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
    guid        TEXT NOT NULL UNIQUE,   -- the row in every copy
    n_turns     INTEGER NOT NULL CHECK (n_turns >= 0),  -- how many
                                        -- JSON; the views below show it:
    turns       TEXT NOT NULL,          -- [[start,end,start_ms,end_ms,words,
                                        -- speaker,...],...]
    asides      TEXT NOT NULL,          -- [[start,end],...]
    sections    TEXT NOT NULL           -- [[start,end,level,"kind"],...]
) STRICT;

CREATE TABLE voice (                    -- the turns of one speaker, added up
    layout      INTEGER NOT NULL REFERENCES layout(id),  -- whose they are
    speaker     INTEGER NOT NULL,       -- 0: nobody known; -1: several at once
    first       INTEGER NOT NULL,       -- ordinal of the first with a word
    turns       INTEGER NOT NULL,       -- how many
    words       INTEGER NOT NULL,       -- outside asides
    PRIMARY KEY (layout, speaker)
) STRICT, WITHOUT ROWID;

-- The views read JSON by json_each() alone: with trusted_schema off, as emic
-- works, json_extract() may not stand in one.

-- One speaker's uninterrupted speech.  ordinal: 1, 2, 3 ...  start, end: of
-- the speech, no label in it.  start_ms, end_ms: in the recording; NULL: not
-- known.  words: outside asides.
CREATE VIEW turn AS
    SELECT l.id AS layout, t.key + 1 AS ordinal,
        (SELECT value FROM json_each(t.value) WHERE key = 0) AS start,
        (SELECT value FROM json_each(t.value) WHERE key = 1) AS "end",
        (SELECT value FROM json_each(t.value) WHERE key = 2) AS start_ms,
        (SELECT value FROM json_each(t.value) WHERE key = 3) AS end_ms,
        (SELECT value FROM json_each(t.value) WHERE key = 4) AS words
    FROM layout l, json_each(l.turns) t;

-- No row: nobody known; two: both at once.  speaker: speaker.id.
CREATE VIEW turn_speaker AS
    SELECT l.id AS layout, t.key + 1 AS ordinal, s.value AS speaker
    FROM layout l, json_each(l.turns) t, json_each(t.value) s
    WHERE s.key > 4;

-- [pause], ((laughs)): no words.  end: the byte behind the last.
CREATE VIEW aside AS
    SELECT l.id AS layout,
        (SELECT value FROM json_each(a.value) WHERE key = 0) AS start,
        (SELECT value FROM json_each(a.value) WHERE key = 1) AS "end"
    FROM layout l, json_each(l.asides) a;

-- A heading, or a guide's question.  level: 1 (the highest) to 6.  kind:
-- heading, question or note.
CREATE VIEW section AS
    SELECT l.id AS layout,
        (SELECT value FROM json_each(s.value) WHERE key = 0) AS start,
        (SELECT value FROM json_each(s.value) WHERE key = 1) AS "end",
        (SELECT value FROM json_each(s.value) WHERE key = 2) AS level,
        (SELECT value FROM json_each(s.value) WHERE key = 3) AS kind
    FROM layout l, json_each(l.sections) s;

---------------------------------------------------------------- recorded

CREATE TABLE project (                  -- one row: the study
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
    guid        TEXT NOT NULL UNIQUE,   -- the row in every copy
    title       TEXT NOT NULL,          -- its heading
    created_at  TEXT NOT NULL           -- when it was made
) STRICT;

CREATE TABLE coder (                    -- a person who codes
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
    guid        TEXT NOT NULL UNIQUE,   -- the row in every copy
    name        TEXT NOT NULL,          -- as it is called
    name_folded TEXT NOT NULL           -- unique by this
) STRICT;
CREATE UNIQUE INDEX coder_name ON coder(name_folded);

CREATE TABLE coder_attribute (          -- "trained": "yes"
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
    guid        TEXT NOT NULL UNIQUE,   -- the row in every copy
    coder       INTEGER NOT NULL REFERENCES coder(id),  -- who
    name        TEXT NOT NULL,          -- as it is called
    value       TEXT NOT NULL           -- as written
) STRICT;
CREATE UNIQUE INDEX coder_attribute_name ON coder_attribute(coder, name);

CREATE TABLE document (                 -- a transcript, a note, an answer
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
    guid        TEXT NOT NULL UNIQUE,   -- the row in every copy
    name        TEXT NOT NULL,          -- as it is called
    name_folded TEXT NOT NULL,          -- unique by this
    language    TEXT,                   -- BCP 47; NULL: not said
    date        TEXT,                   -- of the interview, ISO 8601
    revision    INTEGER REFERENCES revision(id)  -- the one in force
) STRICT;
CREATE UNIQUE INDEX document_name ON document(name_folded);

CREATE TABLE revision (                 -- one state of a document's text
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
    guid        TEXT NOT NULL UNIQUE,   -- the row in every copy
    document    INTEGER NOT NULL REFERENCES document(id),  -- whose
    ordinal     INTEGER NOT NULL CHECK (ordinal >= 1), -- 1: the first
    text        TEXT NOT NULL REFERENCES text(sha256),  -- which body
    layout      INTEGER NOT NULL REFERENCES layout(id), -- moves when turns
                                        -- are split, joined, given away
    imported    INTEGER NOT NULL REFERENCES layout(id), -- as its file had it
    origin      TEXT NOT NULL,          -- file name without folders, or '-'
    format      TEXT NOT NULL,          -- importer: "text", "markdown", ...
    encoding    TEXT NOT NULL,          -- as read: "UTF-8"
    guessed     INTEGER NOT NULL DEFAULT 0 CHECK (guessed IN (0, 1)),  -- 1: the encoding was
    changes     TEXT NOT NULL DEFAULT '', -- made on the way in: "CRLF, BOM"
    origin_sha256 TEXT NOT NULL,        -- of the original file's bytes
    at          TEXT NOT NULL           -- when
) STRICT;
CREATE UNIQUE INDEX revision_ordinal ON revision(document, ordinal);
CREATE INDEX revision_origin ON revision(origin_sha256);

CREATE TABLE [case] (                   -- who or what the study compares
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
    guid        TEXT NOT NULL UNIQUE,   -- the row in every copy
    name        TEXT NOT NULL,          -- as it is called
    name_folded TEXT NOT NULL,          -- unique by this
    kind        TEXT NOT NULL CHECK (kind IN  -- one of these
                ('participant', 'dyad', 'group', 'organisation', 'site'))
) STRICT;
CREATE UNIQUE INDEX case_name ON [case](name_folded);

CREATE TABLE case_member (              -- a participant in an organisation
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
    guid        TEXT NOT NULL UNIQUE,   -- the row in every copy
    [case]      INTEGER NOT NULL REFERENCES [case](id), -- the whole
    member      INTEGER NOT NULL REFERENCES [case](id)  -- the part
                CHECK (member <> [case])
) STRICT;
CREATE UNIQUE INDEX case_member_pair ON case_member([case], member);
CREATE INDEX case_member_member ON case_member(member);

CREATE TABLE document_case (            -- the document as a whole is this
    id          INTEGER PRIMARY KEY AUTOINCREMENT, -- case's: words that no
    guid        TEXT NOT NULL UNIQUE,   -- speaker's case claims are its, when
    document    INTEGER NOT NULL REFERENCES document(id), -- it is the only one
    [case]      INTEGER NOT NULL REFERENCES [case](id)  -- which one
) STRICT;
CREATE UNIQUE INDEX document_case_pair ON document_case(document, [case]);
CREATE INDEX document_case_case ON document_case([case]);

CREATE TABLE speaker (                  -- a label in one document
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
    guid        TEXT NOT NULL UNIQUE,   -- the row in every copy
    document    INTEGER NOT NULL REFERENCES document(id),  -- which one
    label       TEXT NOT NULL,          -- "P07", as first written
    label_folded TEXT NOT NULL,         -- unique by this
    role        TEXT NOT NULL CHECK (role IN  -- in this document
                ('participant', 'interviewer', 'interpreter', 'other')),
    [case]      INTEGER REFERENCES [case](id)  -- which one
) STRICT;
CREATE UNIQUE INDEX speaker_label ON speaker(document, label_folded);
CREATE INDEX speaker_case ON speaker([case]);

CREATE TABLE attribute (                -- a variable
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
    guid        TEXT NOT NULL UNIQUE,   -- the row in every copy
    name        TEXT NOT NULL,          -- as it is called
    name_folded TEXT NOT NULL,          -- unique by this
    type        TEXT NOT NULL CHECK (type IN  -- of all its values
                ('text', 'number', 'date', 'boolean')),
    position    INTEGER NOT NULL        -- order of first appearance
) STRICT;
CREATE UNIQUE INDEX attribute_name ON attribute(name_folded);

CREATE TABLE attribute_value (          -- of a case, a document, or a case
    id          INTEGER PRIMARY KEY AUTOINCREMENT, -- at a wave
    guid        TEXT NOT NULL UNIQUE,   -- the row in every copy
    attribute   INTEGER NOT NULL REFERENCES attribute(id),  -- which one
    [case]      INTEGER REFERENCES [case](id),  -- which one
    document    INTEGER REFERENCES document(id),  -- which one
    wave        TEXT CHECK (wave IS NULL OR [case] IS NOT NULL),  -- NULL: at every one
    value       TEXT NOT NULL,          -- as written; typed by attribute.type
    CHECK (([case] IS NULL) <> (document IS NULL))
) STRICT;
CREATE UNIQUE INDEX attribute_value_key ON attribute_value(
    attribute, coalesce([case], 0), coalesce(document, 0), coalesce(wave, ''));
CREATE INDEX attribute_value_case ON attribute_value([case]);
CREATE INDEX attribute_value_document ON attribute_value(document);

CREATE TABLE [set] (                    -- a named list
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
    guid        TEXT NOT NULL UNIQUE,   -- the row in every copy
    name        TEXT NOT NULL,          -- as it is called
    name_folded TEXT NOT NULL,          -- unique by this
    kind        TEXT NOT NULL CHECK (kind IN ('documents', 'cases', 'codes'))  -- one of these
) STRICT;
CREATE UNIQUE INDEX set_name ON [set](name_folded);

CREATE TABLE set_member (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
    guid        TEXT NOT NULL UNIQUE,   -- the row in every copy
    [set]       INTEGER NOT NULL REFERENCES [set](id),  -- which one
    document    INTEGER REFERENCES document(id),  -- which one
    [case]      INTEGER REFERENCES [case](id),  -- which one
    code        INTEGER REFERENCES code(id),  -- which one
    position    INTEGER NOT NULL,       -- in the order
    CHECK ((document IS NOT NULL) + ([case] IS NOT NULL)
           + (code IS NOT NULL) = 1)
) STRICT;
CREATE INDEX set_member_set ON set_member([set], position);

CREATE TABLE codebook (                 -- at most one row: what holds for all
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
    guid        TEXT NOT NULL UNIQUE,   -- the row in every copy
    name        TEXT NOT NULL,          -- as it is called
    fillers     TEXT NOT NULL DEFAULT '' -- one term a line: "um", "you know"
) STRICT;

CREATE TABLE term_list (                -- $neg
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
    guid        TEXT NOT NULL UNIQUE,   -- the row in every copy
    name        TEXT NOT NULL,          -- without the $
    terms       TEXT NOT NULL,          -- one term a line
    position    INTEGER NOT NULL        -- in the order
) STRICT;
CREATE UNIQUE INDEX term_list_name ON term_list(name);

CREATE TABLE code (                     -- a named idea
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
    guid        TEXT NOT NULL UNIQUE,   -- the row in every copy
    slug        TEXT NOT NULL,          -- the codebook's "id": stable
    parent      INTEGER REFERENCES code(id),  -- NULL: at the top
    name        TEXT NOT NULL,          -- as it is called
    name_folded TEXT NOT NULL,          -- unique by this
    kind        TEXT NOT NULL DEFAULT 'code', -- code, category, theme, ...
    definition  TEXT NOT NULL DEFAULT '',  -- what it means
    include     TEXT NOT NULL DEFAULT '', -- when to use it
    exclude     TEXT NOT NULL DEFAULT '', -- when not
    -- colour: of its marks, "#rrggbb"
    colour      TEXT CHECK (colour IS NULL OR colour GLOB '#[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]'),
    source      TEXT NOT NULL DEFAULT '', -- in vivo, a priori, open, merged
    unit        TEXT NOT NULL DEFAULT 'sentence' CHECK (unit IN  -- a hit grows to
                ('sentence', 'match', 'paragraph', 'turn')),
    speakers    TEXT NOT NULL DEFAULT 'participant', -- interviewer, all, LABEL
    letter_case TEXT NOT NULL DEFAULT 'fold' CHECK (letter_case IN  -- exact: case matters
                ('fold', 'exact')),
    asides      TEXT NOT NULL DEFAULT 'skip' CHECK (asides IN  -- match: inside them too
                ('skip', 'match')),
    position    INTEGER NOT NULL,       -- among its siblings
    retired     INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1))  -- 1: no longer used
) STRICT;
CREATE UNIQUE INDEX code_name ON code(coalesce(parent, 0), name_folded);
CREATE UNIQUE INDEX code_slug ON code(coalesce(parent, 0), slug);

CREATE TABLE rule (                     -- one line of match: or against:
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
    guid        TEXT NOT NULL UNIQUE,   -- the row in every copy
    code        INTEGER NOT NULL REFERENCES code(id),  -- which one
    position    INTEGER NOT NULL,       -- 1, 2, 3 ... within its stance
    stance      TEXT NOT NULL CHECK (stance IN ('for', 'against')),  -- a match for it?
    expression  TEXT NOT NULL           -- as written
) STRICT;
CREATE UNIQUE INDEX rule_position ON rule(code, stance, position);

CREATE TABLE example (                  -- a sentence that tests the rules
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
    guid        TEXT NOT NULL UNIQUE,   -- the row in every copy
    code        INTEGER NOT NULL REFERENCES code(id),  -- which one
    position    INTEGER NOT NULL,       -- in the order
    sign        TEXT NOT NULL CHECK (sign IN ('+', '-', '!')),  -- must match, must not, against
    text        TEXT NOT NULL           -- which body
) STRICT;
CREATE UNIQUE INDEX example_position ON example(code, position);

CREATE TABLE coding (                   -- a person's: code on span
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
    guid        TEXT NOT NULL UNIQUE,   -- the row in every copy
    code        INTEGER NOT NULL REFERENCES code(id),  -- which one
    document    INTEGER NOT NULL REFERENCES document(id),  -- which one
    revision    INTEGER NOT NULL REFERENCES revision(id), -- start, end are of
    start       INTEGER NOT NULL CHECK (start >= 0),  -- first byte
    "end"       INTEGER NOT NULL CHECK ("end" > start),  -- byte behind the last
    stance      TEXT NOT NULL DEFAULT 'for' CHECK (stance IN  -- 0 for, 1 against
                ('for', 'against', 'mixed')),
    coder       INTEGER NOT NULL REFERENCES coder(id),  -- who
    at          TEXT NOT NULL,          -- when
    how         TEXT NOT NULL CHECK (how IN ('read', 'piped', 'imported')),  -- it came
    prompt      TEXT NOT NULL DEFAULT '' CHECK (prompt IN  -- what led to it
                ('', 'hit', 'similar')),
    quotation   TEXT NOT NULL,          -- the words there
    rule        TEXT NOT NULL DEFAULT '', -- expression of the hit answered
    definition  TEXT NOT NULL DEFAULT '', -- sha256 of the code's definition
    orphaned    INTEGER NOT NULL DEFAULT 0 CHECK (orphaned IN (0, 1))  -- 1: its words are gone
) STRICT;
CREATE UNIQUE INDEX coding_span         -- an orphan keeps its old revision
    ON coding(code, document, revision, start, "end", coder, stance);
CREATE INDEX coding_document ON coding(document, start);

CREATE TABLE verdict (                  -- a person's answer to a hit
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
    guid        TEXT NOT NULL UNIQUE,   -- the row in every copy
    code        INTEGER NOT NULL REFERENCES code(id),  -- which one
    document    INTEGER NOT NULL REFERENCES document(id),  -- which one
    revision    INTEGER NOT NULL REFERENCES revision(id),  -- start, end are of it
    start       INTEGER NOT NULL CHECK (start >= 0),  -- first byte
    "end"       INTEGER NOT NULL CHECK ("end" > start),  -- byte behind the last
    answer      TEXT NOT NULL CHECK (answer IN ('accepted', 'rejected')),  -- to the hit
    coder       INTEGER NOT NULL REFERENCES coder(id),  -- who
    at          TEXT NOT NULL,          -- when
    quotation   TEXT NOT NULL,          -- the words there
    rule        TEXT NOT NULL DEFAULT '', -- the expression that found it
    definition  TEXT NOT NULL DEFAULT '', -- sha256 of the code's definition
    coding      INTEGER REFERENCES coding(id), -- what acceptance made
    orphaned    INTEGER NOT NULL DEFAULT 0 CHECK (orphaned IN (0, 1))  -- 1: its words are gone
) STRICT;
CREATE UNIQUE INDEX verdict_span
    ON verdict(code, document, revision, start, "end", coder);
CREATE INDEX verdict_document ON verdict(document, start);

CREATE TABLE reading (                  -- who has finished which document
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
    guid        TEXT NOT NULL UNIQUE,   -- the row in every copy
    coder       INTEGER NOT NULL REFERENCES coder(id),  -- who
    document    INTEGER NOT NULL REFERENCES document(id),  -- which one
    revision    INTEGER NOT NULL REFERENCES revision(id),  -- moved along with it
    code        INTEGER NOT NULL REFERENCES code(id), -- looked for this
    at          TEXT NOT NULL           -- when
) STRICT;
CREATE UNIQUE INDEX reading_key ON reading(coder, document, code);

CREATE TABLE memo (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
    guid        TEXT NOT NULL UNIQUE,   -- the row in every copy
    kind        TEXT NOT NULL CHECK (kind IN ('theoretical',  -- one of these
                'methodological', 'reflexive', 'analytic', 'field note',
                'summary', 'decision')),
    title       TEXT NOT NULL DEFAULT '',  -- its heading
    body        TEXT NOT NULL,          -- its words
    coder       INTEGER NOT NULL REFERENCES coder(id),  -- who
    at          TEXT NOT NULL,          -- written
    changed_at  TEXT NOT NULL           -- when last
) STRICT;

CREATE TABLE memo_link (                -- what a memo is about; no target
    id          INTEGER PRIMARY KEY AUTOINCREMENT, -- at all: the study
    guid        TEXT NOT NULL UNIQUE,   -- the row in every copy
    memo        INTEGER NOT NULL REFERENCES memo(id),  -- which one
    code        INTEGER REFERENCES code(id),     -- with case: the cell
    [case]      INTEGER REFERENCES [case](id),  -- which one
    document    INTEGER REFERENCES document(id),  -- which one
    revision    INTEGER REFERENCES revision(id), -- of start and end
    start       INTEGER,                -- with document: a span of it
    "end"       INTEGER,                -- byte behind the last
    quotation   TEXT,                   -- the words there
    target      INTEGER REFERENCES memo(id),     -- another memo
    orphaned    INTEGER NOT NULL DEFAULT 0 CHECK (orphaned IN (0, 1)),  -- 1: its words are gone
    CHECK (start IS NULL OR (document IS NOT NULL AND "end" > start))
) STRICT;
CREATE INDEX memo_link_memo ON memo_link(memo);

CREATE TABLE relation (                 -- axial coding: code to code
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
    guid        TEXT NOT NULL UNIQUE,   -- the row in every copy
    source      INTEGER NOT NULL REFERENCES code(id),  -- the one related
    target      INTEGER NOT NULL REFERENCES code(id),  -- to this one
    kind        TEXT NOT NULL CHECK (kind <> ''), -- "causal condition", ...
    coder       INTEGER NOT NULL REFERENCES coder(id),  -- who
    at          TEXT NOT NULL,          -- when
    memo        INTEGER REFERENCES memo(id)  -- which one
) STRICT;
CREATE UNIQUE INDEX relation_pair ON relation(source, target, kind);

----------------------------------------------------------------- history

CREATE TABLE history (                  -- every act on human work
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
    guid        TEXT NOT NULL UNIQUE,   -- the row in every copy
    at          TEXT NOT NULL,          -- when
    coder       TEXT NOT NULL,          -- name, as it was
    command     TEXT NOT NULL,          -- the command line
    undoes      INTEGER REFERENCES history(id), -- the act it takes back
    schema_step INTEGER NOT NULL,       -- user_version when it was recorded
    summary     TEXT NOT NULL,          -- JSON: table to rows added, ...
    changeset   BLOB                    -- NULL: cannot be undone
) STRICT;

CREATE TABLE history_touch (            -- what an act did, readable without
    act         INTEGER NOT NULL REFERENCES history(id), -- decoding
    code        INTEGER NOT NULL,       -- 0: no code
    document    INTEGER NOT NULL,       -- 0: no document
    added       INTEGER NOT NULL,       -- rows
    removed     INTEGER NOT NULL,       -- rows
    changed     INTEGER NOT NULL,       -- rows
    PRIMARY KEY (act, code, document)
) STRICT, WITHOUT ROWID;

----------------------------------------------------------------- derived

CREATE TABLE packed_hit (               -- a rule's: code on span; the view
    block       INTEGER NOT NULL,       -- hit says it in plain columns
    code        INTEGER NOT NULL,       -- which one
    slot        INTEGER NOT NULL,       -- document = block * 64 + slot
    turn        INTEGER NOT NULL,       -- turn.ordinal
    start       INTEGER NOT NULL,       -- of the unit
    length      INTEGER NOT NULL,       -- of the unit, in bytes
    before      INTEGER NOT NULL,       -- the first matched words: bytes of
    after       INTEGER NOT NULL,       -- the unit before and behind them
    rule        INTEGER NOT NULL,       -- rule.position; below 0: against
    PRIMARY KEY (block, code, slot, turn, start, length)
) STRICT, WITHOUT ROWID;

CREATE VIEW hit AS                      -- stance: 0 for, 1 against
    SELECT code, block * 64 + slot AS document, turn, start, length,
        before, after, rule < 0 AS stance, abs(rule) AS rule
    FROM packed_hit;

CREATE TABLE tally (                    -- sums over hit, for many
    code        INTEGER NOT NULL,       -- documents in one row: which one
    block       INTEGER NOT NULL,       -- of documents: id / 64
    cells       BLOB NOT NULL,          -- numbers: libcoding/model/tally.h
    PRIMARY KEY (code, block)
) STRICT, WITHOUT ROWID;

CREATE TABLE run (                      -- one `emic tag`
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
    at          TEXT NOT NULL,          -- when
    codebook    TEXT NOT NULL,          -- sha256 over all codes' rules
    engine      TEXT NOT NULL,          -- "plain 1"
    pcre2       TEXT NOT NULL,          -- version
    unicode     TEXT NOT NULL           -- version
) STRICT;

-- A run looked for each of its codes in each of its documents.  A code is
-- up to date in a document when some run holds both with the hash and state
-- that they have now.
CREATE TABLE run_code (
    run         INTEGER NOT NULL,       -- which one
    code        INTEGER NOT NULL,       -- which one
    hash        TEXT NOT NULL,          -- sha256 of all its hits depend on
    PRIMARY KEY (run, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_document (
    run         INTEGER NOT NULL,       -- which one
    document    INTEGER NOT NULL,       -- which one
    state       TEXT NOT NULL,          -- sha256 of text, turns and roles
    revision    INTEGER NOT NULL,       -- the one in force then
    layout      INTEGER NOT NULL,       -- and its turns
    PRIMARY KEY (run, document)
) STRICT, WITHOUT ROWID;

PRAGMA application_id = 1701669219;     -- 0x656D6963, "emic"
PRAGMA user_version = 1;
