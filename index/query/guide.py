"""The search language on one page, for the README and the help screen."""

EXAMPLES = (
    ("rationing reservoir", "both words, in any form"),
    ('"a single crown"', "this exact phrase, including stop words"),
    ("pier -loan", "“pier” but not “loan”"),
    ("ferr* (strike OR merger)", "any ending (wildcard); either word"),
    ("Quilard~1", "one edit away (typos)"),
    (
        "pier w/5 loan",
        "within five words; pre/5: in this order; w/s: in the same sentence;"
        " w/p: in the same paragraph",
    ),
    ("atleast3(borrow OR loan)", "at least three matches"),
    ("speaker:quillard said:borrow", "a quote by this speaker that contains this word"),
    ('speaker:"US envoy"', "a speaker by role or description"),
    (
        "quote(speaker:stobbing said:share) quote(speaker:tarrick)",
        "two different quotes in one article",
    ),
    (
        "speaker:calderwick said:rationing date:2023-05..2023-07",
        'a date range; also date:"July 2023" or date:"last week"',
    ),
    ("source:courier person:rostane sort:oldest", "a news outlet and a person, oldest first"),
)
"""Lines to type on the sample archive, and what they find."""

NOTES = (
    "Article fields: title: by: source: section: topic: person: org: place: entity: tag:"
    ' date: after: before: since:monday until: newer:"2 weeks" is:unread is:starred is:copy'
    " is:edited has:quote has:note note: date:none source:none",
    "Quote fields: speaker: said: cue: type:direct conf:>0.8 versions:>2 drift:any (also drift:cut,"
    " drift:words, drift:numbers, drift:speakers: how versions of one utterance differ)",
    "speaker:unknown finds quotes whose speaker is not known; speaker:unnamed, those whose"
    " speaker is described but not named.",
    "AND, OR and NOT (in capitals) and brackets combine terms. sort:date, sort:oldest and"
    " sort:relevance set the order. Copies of an article are shown as one result; copies:apart"
    " lists each copy.",
    "Accents, capitals and curly quotation marks make no difference. UN and U.N. find each other;"
    " so do cooperative, co-operative and co operative. US and U.S. do not find the word “us”."
    " =word matches only this form of the word, =night-shift only with the hyphen.",
)
"""Rules that the examples do not show."""
