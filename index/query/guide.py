"""The search language on one page, for the README and the help screen."""

EXAMPLES = (
    ("rationing reservoir", "both words, in any form"),
    ('"a single crown"', "this exact phrase, including stop words"),
    ("pier -loan", "“pier” but not “loan”"),
    ("ferr* (strike OR merger)", "words that begin with “ferr”, and one of the other two"),
    ("Quilard~1", "the word with one typing error; ~2: with two"),
    (
        "pier w/5 loan",
        "“loan” at most five words before or after “pier”; pre/5: only after; w/s: in the same"
        " sentence; w/p: in the same paragraph",
    ),
    ("atleast3(borrow OR loan)", "three or more of these words in one article"),
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
    ("source:courier person:rostane sort:oldest", "an outlet and a person, oldest first"),
)
"""Lines to type on the sample archive, and what they find."""

NOTES = (
    "Words in fields: title: by: (the byline) source: (the outlet) section: topic: person: org:"
    " place: entity: (a person, organisation or place) tag: note:",
    'Dates: date: after: before: since:monday until: newer:"2 weeks". after: and before:'
    " include the day named. A date can be 2024-Q1, 2024-W10 or 1990s, a range also 2023-2024,"
    ' "March to May 2024" or "last 7 days".'
    " date:none finds articles without a date,"
    " source:none those without an outlet.",
    "States: is:unread is:starred is:copy (articles found in several places, each once) is:edited"
    " has:quote has:note",
    "Quotes: speaker: said: cue: (the word that introduces a quote, such as “warned”) type:direct"
    " (or indirect, mixed) conf:>0.8 (how likely it is that the speaker is right, from 0 to 1)"
    " versions:>2 (what more than two quotes report)"
    " drift:any (what they report differently; or cut, words, numbers, speakers)",
    "speaker:unnamed finds quotes of somebody without a name, such as “a senior official”;"
    " speaker:unknown finds quotes for which no speaker was found.",
    "AND, OR and NOT (in capitals) and brackets combine terms. sort:date, sort:oldest and"
    " sort:relevance set the order. An article in several places is one result; copies:apart"
    " lists each copy.",
    "Accents, capitals and curly quotation marks make no difference. UN and U.N. find each other;"
    " so do cooperative, co-operative and co operative, email and e-mail, F16 and F-16, O'Brien and"
    " obrien, Qur'an and quran, Zürich and Zuerich, 1200000, 1,200,000 and 1.2 million, $100m and"
    " 100 million, 7% and 7 percent."
    " US and U.S. do not find the word “us”."
    " =word matches only this form of the word, =night-shift only with the hyphen,"
    ' speaker:="Ana Pell" only this whole name (also person:= org:= place:= entity:= source:=).'
    " In Chinese, Japanese and Thai, words are found inside text without spaces.",
)
"""Rules that the examples do not show."""
