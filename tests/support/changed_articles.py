"""Invented articles that changed, and articles that only share a URL or a path."""

from __future__ import annotations

from index.article import Article
from tests.support.builders import article

NOTE = (
    "Correction: An earlier version of this article gave the cost as 3 million crowns."
    " We apologise for the error."
)


def page(title: str, *paragraphs: str, day: str = "2024-03-05") -> Article:
    """Return an article without a URL or a place."""
    return article("\n\n".join(paragraphs), day, title=title, source="Lindo Courier")


QUAY = (
    "The harbour board will build a new quay at Torp.",
    "“It will cost 3 million crowns,” said Ana Pell, who leads the board.",
    "Work starts in May.",
)
DEARER = (QUAY[0], QUAY[1].replace("3", "5"), QUAY[2])
FIRST = page("Quay to cost 3 million", *QUAY)
TITLE = "Torp pays more for its harbour"
POOL = (
    "The county closed the swimming pool in Brenholt on Monday after 2 tiles fell from the roof.",
    "No one was hurt. “We heard a bang,” said Tim Falk, the attendant.",
    "The repair is to take three weeks.",
)
SHUT = page("Pool closed", *POOL)

VERSIONS = {
    "headline, figure and correction": (FIRST, page(TITLE, *DEARER, NOTE)),
    "correction above the text": (FIRST, page(TITLE, NOTE, *DEARER)),
    "correction without the old figure": (
        FIRST, page(TITLE, *DEARER, "Correction: The cost was wrong in an earlier version."),
    ),
    "a long correction": (
        FIRST, page(TITLE, *DEARER, NOTE, "The board had first published a draft of its budget, in"
                    " which the cost of the old plan stood, and replaced it on Wednesday."),
    ),
    "correction dated a day later": (FIRST, page(TITLE, *DEARER, NOTE, day="2024-03-06")),
    "headline and a second correction": (
        page(TITLE, *DEARER, NOTE),
        page("Quay at Torp to cost 6 million", QUAY[0], QUAY[1].replace("3", "6"), QUAY[2], NOTE,
             "Correction: An earlier version of this article gave the cost as 5 million."),
    ),
    "correction taken out": (page(TITLE, *DEARER, NOTE), FIRST),
    "a name corrected": (
        SHUT, page("Roof of the pool gives way", POOL[0], POOL[1].replace("Falk", "Falck"), POOL[2],
                   "An earlier version of this story misspelt the name of Mr Falck."),
    ),
    "a place corrected": (
        SHUT, page("Brenna shuts its pool", POOL[0].replace("Brenholt", "Brenna"), *POOL[1:],
                   "Clarification: This article has been amended. The pool is in Brenna."),
    ),
    "a paragraph cut and a note": (
        SHUT, page("Tiles fall in the pool", *POOL[:2], "Editor's note: A sentence on the length of"
                   " the repair was removed, because the county has not set it."),
    ),
    "paragraphs added to a first report": (
        SHUT, page("Pool shut until April", *POOL, "On Tuesday the county sent engineers, who found"
                   " rust in the beams.", "Schools will go to Lindo by bus until it opens again.",
                   "The pool was built in 1971 and got its roof ten years later."),
    ),
}  # fmt: skip

HELLO = "Good morning, this is Tim Falk with the news of the day."
MAIL = "Write to us at letter@courier.example."
FORECAST = "Here is the weather for Lindo and Torp, from the county weather office."
NEXT = "2024-03-06"
OTHERS = {
    "a daily weather page": (
        page("Weather today", FORECAST, "Rain from the west until noon, then sun; 12 degrees."
             " Winds from the south.", "Sunrise at 6.40, sunset at 19.10."),
        page("Weather today", FORECAST, "Fog in the morning, clouds later; 9 degrees."
             " Winds from the north.", "Sunrise at 6.38, sunset at 19.12.", day=NEXT),
    ),
    "a daily column": (
        page("Morning letter", HELLO, MAIL, "The council voted for the bridge. The mayor was glad"
             " of it and said so at length."),
        page("Morning letter", HELLO, MAIL, "A fire burned at the fish hall. No one was hurt;"
             " firemen came from three towns.", day=NEXT),
    ),
    "a daily column with a headline": (
        page("Morning letter: A bridge at last", HELLO, MAIL, "The council voted for the bridge."
             " The mayor was glad of it and said so at length."),
        page("Morning letter: Fire", HELLO, MAIL, "A fire burned at the fish hall. No one was hurt;"
             " firemen came from three towns.", day=NEXT),
    ),
    "a section front": (
        page("News", "Council votes for the bridge", "Ferry ends in March", "Fish market opens",
             "Harbour fees rise by a tenth"),
        page("News", "Ferry ends in March", "Pool stays shut", "Mayor of Brenholt resigns",
             "Choir wins a prize", day=NEXT),
    ),
    "a live page": (
        page("Live: News from Lindo", "9:10 The council meets in the old hall.",
             "9:40 The mayor opens the debate.", "11:05 The bridge is approved.", MAIL),
        page("Live: News from Lindo", "8:15 Fire at the fish hall.", "8:50 Smoke drifts over Torp.",
             "10:20 The fire is out, says the brigade.", MAIL, day=NEXT),
    ),
    "a daily market report": (
        page("Shares", "Shares in Lindo closed at 412 points, up 1.2 per cent, as banks rose.",
             "The crown stood at 7.45 to the euro. Oil cost 81.20 dollars a barrel."),
        page("Shares", "Shares in Lindo closed at 405 points, down 1.7 per cent, as mines fell.",
             "The crown stood at 7.51 to the euro. Oil cost 79.90 dollars a barrel.", day=NEXT),
    ),
    "a harbour report": (
        page("Ships in port", "Ships in port at Torp today: 12. Ships that left: 9. Cargo landed:"
             " 310 tonnes. Pilot on duty: Ana Pell. Depth at the quay: 6.2 metres."),
        page("Ships in port", "Ships in port at Torp today: 7. Ships that left: 14. Cargo landed:"
             " 125 tonnes. Pilot on duty: Tim Falk. Depth at the quay: 6.1 metres.", day=NEXT),
    ),
    "another article": (SHUT, page("Choir wins", "The choir of Brenholt won the county prize on"
                        " Sunday for its songs of the sea.", "It sang for an hour.", day=NEXT)),
    "another article with a correction": (
        page(TITLE, *DEARER, NOTE),
        page("Fees rise", "The school board raises its fees.",
             "Correction: An earlier version of this article gave the fee as 30 crowns."
             " We apologise for the error.", day=NEXT),
    ),
    "the next report on the subject": (
        SHUT, page("Pool opens again", "The swimming pool in Brenholt opens again on Saturday.",
                   "“The roof is new,” said Tim Falk, the attendant.", day=NEXT),
    ),
}  # fmt: skip
