"""Articles that are copies or versions of one another."""

from __future__ import annotations

from tests.support.builders import article

FERRY = article(
    "The night ferry between Lindo and Torp will sail no more after the end of March, the harbour"
    " board decided on Tuesday. The line had run for ninety years and lost 40,000 crowns in each"
    " of the last three.\n\n“We looked for another way and found none,” [Ana Pell] said, who"
    " leads the board. Season tickets stay valid until they end, and whoever bought one in January"
    " gets half of the price back.\n\nThe union of seamen called the decision a blow to the"
    " islands. “Nobody asked those who live there,” [Tim Falk] said. It wants the county to take"
    " the line over, as it did with the buses in 1998.",
    "2024-03-05", title="Lindo loses its night ferry", source="Lindo Courier",
)  # fmt: skip
COPY = FERRY._replace(source="Valley Echo", title="No more night ferry to Torp")
UNRELATED = article(
    "The fish market of Torp opened in the new hall. “It is warm,” [Ana Pell] said.", "2024-03-05"
)

PAGE = article(
    "The ferry to Torp is late, said the harbour. “It is the fog,” [Ana Pell] said.",
    "2024-03-05", title="Ferry late", source="Lindo Courier",
    url="https://courier.example/news/ferry", location="/kept/a.html",
)  # fmt: skip
NEWER = PAGE._replace(
    text="The ferry to Torp sails again, said the harbour. “The fog is gone,” [Tim Falk] said.",
    title="Ferry sails again",
    location="/kept/b.html",
)
"""A newer version of ``PAGE``."""
