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
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guid        TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE turn (                     -- one speaker's uninterrupted speech
    layout      INTEGER NOT NULL REFERENCES layout(id),
    ordinal     INTEGER NOT NULL CHECK (ordinal >= 1), -- 1, 2, 3 ...
    start       INTEGER NOT NULL CHECK (start >= 0),   -- of the speech:
    "end"       INTEGER NOT NULL CHECK ("end" >= start), -- no label in it
    start_ms    INTEGER,                -- in the recording; NULL: not known
    end_ms      INTEGER,
    words       INTEGER NOT NULL CHECK (words >= 0),   -- outside asides
    PRIMARY KEY (layout, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE turn_speaker (             -- no row: nobody known; two: both
    layout      INTEGER NOT NULL REFERENCES layout(id),
    ordinal     INTEGER NOT NULL,
    speaker     INTEGER NOT NULL,       -- speaker.id (ids are never reused)
    PRIMARY KEY (layout, ordinal, speaker)
) STRICT, WITHOUT ROWID;

CREATE TABLE aside (                    -- [pause], ((laughs)): no words
    layout      INTEGER NOT NULL REFERENCES layout(id),
    start       INTEGER NOT NULL CHECK (start >= 0),
    "end"       INTEGER NOT NULL CHECK ("end" > start),
    PRIMARY KEY (layout, start)
) STRICT, WITHOUT ROWID;

CREATE TABLE section (                  -- a heading, or a guide's question
    layout      INTEGER NOT NULL REFERENCES layout(id),
    start       INTEGER NOT NULL CHECK (start >= 0), -- of its words
    "end"       INTEGER NOT NULL CHECK ("end" > start),
    level       INTEGER NOT NULL CHECK (level BETWEEN 1 AND 6),
    kind        TEXT NOT NULL CHECK (kind IN ('heading', 'question', 'note')),
    PRIMARY KEY (layout, start)
) STRICT, WITHOUT ROWID;

---------------------------------------------------------------- recorded

CREATE TABLE project (                  -- one row: the study
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guid        TEXT NOT NULL UNIQUE,
    title       TEXT NOT NULL,
    created_at  TEXT NOT NULL
) STRICT;

CREATE TABLE coder (                    -- a person who codes
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guid        TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    name_folded TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX coder_name ON coder(name_folded);

CREATE TABLE coder_attribute (          -- "trained": "yes"
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guid        TEXT NOT NULL UNIQUE,
    coder       INTEGER NOT NULL REFERENCES coder(id),
    name        TEXT NOT NULL,
    value       TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX coder_attribute_name ON coder_attribute(coder, name);

CREATE TABLE document (                 -- a transcript, a note, an answer
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guid        TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    language    TEXT,                   -- BCP 47; NULL: not said
    date        TEXT,                   -- of the interview, ISO 8601
    revision    INTEGER REFERENCES revision(id)  -- the one in force
) STRICT;
CREATE UNIQUE INDEX document_name ON document(name_folded);

CREATE TABLE revision (                 -- one state of a document's text
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guid        TEXT NOT NULL UNIQUE,
    document    INTEGER NOT NULL REFERENCES document(id),
    ordinal     INTEGER NOT NULL CHECK (ordinal >= 1),
    text        TEXT NOT NULL REFERENCES text(sha256),
    layout      INTEGER NOT NULL REFERENCES layout(id), -- moves when turns
                                        -- are split, joined, given away
    origin      TEXT NOT NULL,          -- file name without folders, or '-'
    format      TEXT NOT NULL,          -- importer: "text", "markdown", ...
    encoding    TEXT NOT NULL,          -- as read: "UTF-8"
    guessed     INTEGER NOT NULL DEFAULT 0 CHECK (guessed IN (0, 1)),
    changes     TEXT NOT NULL DEFAULT '', -- made on the way in: "CRLF, BOM"
    origin_sha256 TEXT NOT NULL,        -- of the original file's bytes
    at          TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX revision_ordinal ON revision(document, ordinal);
CREATE INDEX revision_origin ON revision(origin_sha256);

CREATE TABLE [case] (                   -- who or what the study compares
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guid        TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN
                ('participant', 'dyad', 'group', 'organisation', 'site'))
) STRICT;
CREATE UNIQUE INDEX case_name ON [case](name_folded);

CREATE TABLE case_member (              -- a participant in an organisation
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guid        TEXT NOT NULL UNIQUE,
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
    [case]      INTEGER NOT NULL REFERENCES [case](id)
) STRICT;
CREATE UNIQUE INDEX document_case_pair ON document_case(document, [case]);
CREATE INDEX document_case_case ON document_case([case]);

CREATE TABLE speaker (                  -- a label in one document
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guid        TEXT NOT NULL UNIQUE,
    document    INTEGER NOT NULL REFERENCES document(id),
    label       TEXT NOT NULL,          -- "P07", as first written
    label_folded TEXT NOT NULL,
    role        TEXT NOT NULL CHECK (role IN
                ('participant', 'interviewer', 'interpreter', 'other')),
    [case]      INTEGER REFERENCES [case](id)
) STRICT;
CREATE UNIQUE INDEX speaker_label ON speaker(document, label_folded);
CREATE INDEX speaker_case ON speaker([case]);

CREATE TABLE attribute (                -- a variable
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guid        TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    type        TEXT NOT NULL CHECK (type IN
                ('text', 'number', 'date', 'boolean')),
    position    INTEGER NOT NULL        -- order of first appearance
) STRICT;
CREATE UNIQUE INDEX attribute_name ON attribute(name_folded);

CREATE TABLE attribute_value (          -- of a case, a document, or a case
    id          INTEGER PRIMARY KEY AUTOINCREMENT, -- at a wave
    guid        TEXT NOT NULL UNIQUE,
    attribute   INTEGER NOT NULL REFERENCES attribute(id),
    [case]      INTEGER REFERENCES [case](id),
    document    INTEGER REFERENCES document(id),
    wave        TEXT CHECK (wave IS NULL OR [case] IS NOT NULL),
    value       TEXT NOT NULL,          -- as written; typed by attribute.type
    CHECK (([case] IS NULL) <> (document IS NULL))
) STRICT;
CREATE UNIQUE INDEX attribute_value_key ON attribute_value(
    attribute, coalesce([case], 0), coalesce(document, 0), coalesce(wave, ''));
CREATE INDEX attribute_value_case ON attribute_value([case]);
CREATE INDEX attribute_value_document ON attribute_value(document);

CREATE TABLE [set] (                    -- a named list
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guid        TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('documents', 'cases', 'codes'))
) STRICT;
CREATE UNIQUE INDEX set_name ON [set](name_folded);

CREATE TABLE set_member (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guid        TEXT NOT NULL UNIQUE,
    [set]       INTEGER NOT NULL REFERENCES [set](id),
    document    INTEGER REFERENCES document(id),
    [case]      INTEGER REFERENCES [case](id),
    code        INTEGER REFERENCES code(id),
    position    INTEGER NOT NULL,
    CHECK ((document IS NOT NULL) + ([case] IS NOT NULL)
           + (code IS NOT NULL) = 1)
) STRICT;
CREATE INDEX set_member_set ON set_member([set], position);

CREATE TABLE codebook (                 -- at most one row: what holds for all
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guid        TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    fillers     TEXT NOT NULL DEFAULT '' -- one term a line: "um", "you know"
) STRICT;

CREATE TABLE term_list (                -- $neg
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guid        TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,          -- without the $
    terms       TEXT NOT NULL,          -- one term a line
    position    INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX term_list_name ON term_list(name);

CREATE TABLE code (                     -- a named idea
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guid        TEXT NOT NULL UNIQUE,
    slug        TEXT NOT NULL,          -- the codebook's "id": stable
    parent      INTEGER REFERENCES code(id),
    name        TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    kind        TEXT NOT NULL DEFAULT 'code', -- code, category, theme, ...
    definition  TEXT NOT NULL DEFAULT '',
    include     TEXT NOT NULL DEFAULT '', -- when to use it
    exclude     TEXT NOT NULL DEFAULT '', -- when not
    colour      TEXT CHECK (colour IS NULL OR colour GLOB '#[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]'),
    source      TEXT NOT NULL DEFAULT '', -- in vivo, a priori, open, merged
    unit        TEXT NOT NULL DEFAULT 'sentence' CHECK (unit IN
                ('sentence', 'match', 'paragraph', 'turn')),
    speakers    TEXT NOT NULL DEFAULT 'participant', -- interviewer, all, LABEL
    letter_case TEXT NOT NULL DEFAULT 'fold' CHECK (letter_case IN
                ('fold', 'exact')),
    asides      TEXT NOT NULL DEFAULT 'skip' CHECK (asides IN
                ('skip', 'match')),
    position    INTEGER NOT NULL,       -- among its siblings
    retired     INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX code_name ON code(coalesce(parent, 0), name_folded);
CREATE UNIQUE INDEX code_slug ON code(coalesce(parent, 0), slug);

CREATE TABLE rule (                     -- one line of match: or against:
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guid        TEXT NOT NULL UNIQUE,
    code        INTEGER NOT NULL REFERENCES code(id),
    position    INTEGER NOT NULL,       -- 1, 2, 3 ... within its stance
    stance      TEXT NOT NULL CHECK (stance IN ('for', 'against')),
    expression  TEXT NOT NULL           -- as written
) STRICT;
CREATE UNIQUE INDEX rule_position ON rule(code, stance, position);

CREATE TABLE example (                  -- a sentence that tests the rules
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guid        TEXT NOT NULL UNIQUE,
    code        INTEGER NOT NULL REFERENCES code(id),
    position    INTEGER NOT NULL,
    sign        TEXT NOT NULL CHECK (sign IN ('+', '-', '!')),
    text        TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX example_position ON example(code, position);

CREATE TABLE coding (                   -- a person's: code on span
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guid        TEXT NOT NULL UNIQUE,
    code        INTEGER NOT NULL REFERENCES code(id),
    document    INTEGER NOT NULL REFERENCES document(id),
    revision    INTEGER NOT NULL REFERENCES revision(id), -- start, end are of
    start       INTEGER NOT NULL CHECK (start >= 0),
    "end"       INTEGER NOT NULL CHECK ("end" > start),
    stance      TEXT NOT NULL DEFAULT 'for' CHECK (stance IN
                ('for', 'against', 'mixed')),
    coder       INTEGER NOT NULL REFERENCES coder(id),
    at          TEXT NOT NULL,
    how         TEXT NOT NULL CHECK (how IN ('read', 'piped', 'imported')),
    prompt      TEXT NOT NULL DEFAULT '' CHECK (prompt IN
                ('', 'hit', 'similar')),
    quotation   TEXT NOT NULL,          -- the words, when it was made
    rule        TEXT NOT NULL DEFAULT '', -- expression of the hit answered
    definition  TEXT NOT NULL DEFAULT '', -- sha256 of the code's definition
    orphaned    INTEGER NOT NULL DEFAULT 0 CHECK (orphaned IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX coding_span
    ON coding(code, document, start, "end", coder, stance);
CREATE INDEX coding_document ON coding(document, start);

CREATE TABLE verdict (                  -- a person's answer to a hit
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guid        TEXT NOT NULL UNIQUE,
    code        INTEGER NOT NULL REFERENCES code(id),
    document    INTEGER NOT NULL REFERENCES document(id),
    revision    INTEGER NOT NULL REFERENCES revision(id),
    start       INTEGER NOT NULL CHECK (start >= 0),
    "end"       INTEGER NOT NULL CHECK ("end" > start),
    answer      TEXT NOT NULL CHECK (answer IN ('accepted', 'rejected')),
    coder       INTEGER NOT NULL REFERENCES coder(id),
    at          TEXT NOT NULL,
    quotation   TEXT NOT NULL,
    rule        TEXT NOT NULL DEFAULT '', -- the expression that found it
    definition  TEXT NOT NULL DEFAULT '', -- sha256 of the code's definition
    coding      INTEGER REFERENCES coding(id), -- what acceptance made
    orphaned    INTEGER NOT NULL DEFAULT 0 CHECK (orphaned IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX verdict_span
    ON verdict(code, document, start, "end", coder);
CREATE INDEX verdict_document ON verdict(document, start);

CREATE TABLE reading (                  -- who has finished which document
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guid        TEXT NOT NULL UNIQUE,
    coder       INTEGER NOT NULL REFERENCES coder(id),
    document    INTEGER NOT NULL REFERENCES document(id),
    revision    INTEGER NOT NULL REFERENCES revision(id),
    code        INTEGER NOT NULL REFERENCES code(id), -- looked for this
    at          TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX reading_key ON reading(coder, document, code);

CREATE TABLE memo (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guid        TEXT NOT NULL UNIQUE,
    kind        TEXT NOT NULL CHECK (kind IN ('theoretical',
                'methodological', 'reflexive', 'analytic', 'field note',
                'summary', 'decision')),
    title       TEXT NOT NULL DEFAULT '',
    body        TEXT NOT NULL,
    coder       INTEGER NOT NULL REFERENCES coder(id),
    at          TEXT NOT NULL,          -- written
    changed_at  TEXT NOT NULL
) STRICT;

CREATE TABLE memo_link (                -- what a memo is about; no target
    id          INTEGER PRIMARY KEY AUTOINCREMENT, -- at all: the study
    guid        TEXT NOT NULL UNIQUE,
    memo        INTEGER NOT NULL REFERENCES memo(id),
    code        INTEGER REFERENCES code(id),     -- with case: the cell
    [case]      INTEGER REFERENCES [case](id),
    document    INTEGER REFERENCES document(id),
    revision    INTEGER REFERENCES revision(id), -- of start and end
    start       INTEGER,                -- with document: a span of it
    "end"       INTEGER,
    quotation   TEXT,
    target      INTEGER REFERENCES memo(id),     -- another memo
    orphaned    INTEGER NOT NULL DEFAULT 0 CHECK (orphaned IN (0, 1)),
    CHECK (start IS NULL OR (document IS NOT NULL AND "end" > start))
) STRICT;
CREATE INDEX memo_link_memo ON memo_link(memo);

CREATE TABLE relation (                 -- axial coding: code to code
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guid        TEXT NOT NULL UNIQUE,
    source      INTEGER NOT NULL REFERENCES code(id),
    target      INTEGER NOT NULL REFERENCES code(id),
    kind        TEXT NOT NULL CHECK (kind <> ''), -- "causal condition", ...
    coder       INTEGER NOT NULL REFERENCES coder(id),
    at          TEXT NOT NULL,
    memo        INTEGER REFERENCES memo(id)
) STRICT;
CREATE UNIQUE INDEX relation_pair ON relation(source, target, kind);

----------------------------------------------------------------- history

CREATE TABLE history (                  -- every act on human work
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guid        TEXT NOT NULL UNIQUE,
    at          TEXT NOT NULL,
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
    removed     INTEGER NOT NULL,
    changed     INTEGER NOT NULL,
    PRIMARY KEY (act, code, document)
) STRICT, WITHOUT ROWID;

----------------------------------------------------------------- derived

CREATE TABLE hit (                      -- a rule's: code on span
    code        INTEGER NOT NULL,
    document    INTEGER NOT NULL,
    turn        INTEGER NOT NULL,       -- turn.ordinal
    start       INTEGER NOT NULL,       -- of the unit
    "end"       INTEGER NOT NULL,
    anchor_start INTEGER NOT NULL,      -- of the first matched words
    anchor_end  INTEGER NOT NULL,
    stance      INTEGER NOT NULL,       -- 0 for, 1 against
    rule        INTEGER NOT NULL,       -- rule.position within its stance
    PRIMARY KEY (code, document, turn, start, "end")
) STRICT, WITHOUT ROWID;

CREATE TABLE tally (                    -- sums over hit
    code        INTEGER NOT NULL,
    document    INTEGER NOT NULL,
    speaker     INTEGER NOT NULL,       -- 0: nobody known or several at once
    stance      INTEGER NOT NULL,
    hits        INTEGER NOT NULL,
    words       INTEGER NOT NULL,       -- under the union of the hits
    PRIMARY KEY (code, document, speaker, stance)
) STRICT, WITHOUT ROWID;

CREATE TABLE run (                      -- one `emic tag`
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    at          TEXT NOT NULL,
    codebook    TEXT NOT NULL,          -- sha256 over all codes' rules
    engine      TEXT NOT NULL,          -- "plain 1"
    pcre2       TEXT NOT NULL,          -- version
    unicode     TEXT NOT NULL           -- version
) STRICT;

-- A run looked for each of its codes in each of its documents.  A code is
-- up to date in a document when some run holds both with the hash and state
-- that they have now.
CREATE TABLE run_code (
    run         INTEGER NOT NULL,
    code        INTEGER NOT NULL,
    hash        TEXT NOT NULL,          -- sha256 of all its hits depend on
    PRIMARY KEY (run, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_document (
    run         INTEGER NOT NULL,
    document    INTEGER NOT NULL,
    state       TEXT NOT NULL,          -- sha256 of text, turns and roles
    PRIMARY KEY (run, document)
) STRICT, WITHOUT ROWID;

PRAGMA application_id = 1701669219;     -- 0x656D6963, "emic"
PRAGMA user_version = 1;
