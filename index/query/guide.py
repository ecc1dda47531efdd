"""The language on one page, for the README and the help of the reader."""

EXAMPLES = (
    ("rationing reservoir", "both words, in any form"),
    ('"a single crown"', "these words exactly, little ones too"),
    ("pier -loan", "the first without the second"),
    ("ferr* (strike OR merger)", "any ending; either word"),
    ("Quilard~1", "a letter off"),
    (
        "pier w/5 loan",
        "within five words; pre/5 in this order, w/s in one sentence, w/p in one paragraph",
    ),
    ("atleast3(borrow OR loan)", "at least three times"),
    (
        "speaker:quillard said:borrow",
        "what one person said with a word in it: both hold for the same quote",
    ),
    ('speaker:"US envoy"', "a speaker by what they are called"),
    (
        "quote(speaker:stobbing said:share) quote(speaker:tarrick)",
        "two different quotes in one article",
    ),
    ("speaker:calderwick said:rationing date:2023-05..2023-07", "within these dates"),
    ("source:courier person:rostane sort:oldest", "an outlet and a person, oldest first"),
)
"""Lines to type on the sample archive, and what they find."""

NOTES = (
    "Fields of the article: title: by: source: section: topic: person: org: place: entity: tag:"
    ' date: after: before: newer:"2 weeks" is:unread is:starred is:copy'
    " has:quote has:note note:",
    "Fields of a quote: speaker: said: cue: type:direct conf:>0.8",
    "speaker:unknown finds the quotes of nobody known, speaker:unnamed those of somebody only"
    " described.",
    "=word takes a word as it is written. Capitals AND OR NOT and brackets join. sort:date,"
    " sort:oldest and sort:relevance order. Of the copies of an article one is shown, with"
    " copies:apart each. Accents, case and curly marks make no difference.",
)
"""What the examples leave to be said."""
