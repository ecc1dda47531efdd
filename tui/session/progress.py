"""Count the outcomes of adding, fetching, annotating or rebuilding, and estimate the time left."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

MIN_SHARE = 0.01  # of the work, below which the time left cannot be estimated


class Failure(NamedTuple):
    """An article or file that could not be added, and the reason."""

    location: str
    reason: str


@dataclass(eq=False, repr=False)
class JobProgress:
    """Counts of the outcomes so far."""

    added: int = 0
    copies: int = 0
    versions: int = 0
    not_annotated: int = 0
    """Articles that were added without quotes and names, because the model failed on them."""
    same: int = 0
    hidden: int = 0
    """Articles that were there already, but are deleted or have a hidden outlet."""
    indexed: int = 0
    annotated: int = 0
    share: float = 0.0
    """The share of the work that is done, from 0 to 1."""
    failures: list[Failure] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    @property
    def failed(self) -> int:
        """The number of articles and files that could not be added."""
        return len(self.failures)

    @property
    def found(self) -> int:
        """The number of articles, including those that could not be added."""
        return self.added + self.same + self.hidden + self.failed

    @property
    def has_outcomes(self) -> bool:
        """Whether anything was counted yet."""
        return bool(self.found or self.indexed or self.annotated)

    def count(self, outcome: Mapping[str, Any]) -> None:
        """Count an outcome in the form of `onrecord add --json`; raises KeyError, ValueError."""
        status = outcome["status"]
        # A file that cannot be read is reported before earlier articles have been annotated.
        self.share = max(self.share, float(outcome.get("progress", 0.0)))
        if status == "failed":
            self.failures.append(Failure(outcome.get("location", ""), outcome.get("reason", "")))
        elif status == "added":
            self.added += 1
            self.copies += bool(outcome.get("copy_of"))
            self.versions += bool(outcome.get("version_of"))
            self.not_annotated += not outcome.get("annotated", True)
        elif status == "same" and outcome.get("hidden"):
            self.hidden += 1
        elif status == "same":
            self.same += 1
        elif status == "indexed":
            self.indexed = outcome.get("articles", self.indexed)
        elif status == "annotated":
            self.annotated = outcome.get("articles", self.annotated)

    def count_line(self, line: str) -> None:
        """Count an outcome from a line of JSON; ignore any other line."""
        try:
            self.count(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError):
            return

    def short_summary(self) -> str:
        """Return the counts for the status bar: “812 added · 14 already there”."""
        if self.indexed:
            return f"{self.indexed:,} indexed"
        if self.annotated:
            return f"{self.annotated:,} annotated again"
        return " · ".join(_counted_parts(self)) or "nothing yet"

    def summary(self) -> str:
        """Return all counts: “5 found: 3 articles added (1 copy), 2 already there.”."""
        kinds = (
            f"{self.copies} {'copy' if self.copies == 1 else 'copies'}" if self.copies else "",
            f"{self.not_annotated:,} without quotes and names" if self.not_annotated else "",
        )
        details = ", ".join(filter(None, kinds))
        of_articles = " of an article" if self.versions == 1 else " of articles"
        articles = "article " if self.added - self.versions == 1 else "articles "
        parts = _counted_parts(self, articles, of_articles, f" ({details})" if details else "")
        found = f"{self.found:,} found: " if len(parts) > 1 else ""
        return f"{found}{', '.join(parts)}." if parts else "Nothing found."

    def record(self) -> dict[str, object]:
        """Return the counts as a JSON object."""
        return {
            "status": "summary", "found": self.found, "added": self.added, "copies": self.copies,
            "versions": self.versions, "same": self.same, "hidden": self.hidden,
            "failed": self.failed,
        }  # fmt: skip

    def rate(self) -> str:
        """Return the speed: “41 articles/s”."""
        seconds = max(time.monotonic() - self.started, 0.001)
        speed = (self.added + self.same + self.indexed + self.annotated) / seconds
        return f"{speed:.0f} articles/s" if speed >= 10 else f"{speed:.1f} articles/s"

    def time_left(self) -> str:
        """Return the estimated time left: “about 3 min left”; empty if unknown."""
        seconds = time.monotonic() - self.started
        if not MIN_SHARE <= self.share < 1.0 or seconds < 1.0:
            return ""
        left = seconds * (1 - self.share) / self.share
        for size, unit in ((3600.0, "h"), (60.0, "min")):
            if left >= 2 * size:
                return f"about {left / size:.0f} {unit} left"
        return f"about {max(left, 1):.0f} s left"


def _counted_parts(
    progress: JobProgress, articles: str = "", of_articles: str = "", details: str = ""
) -> list[str]:
    """Return the counts that are not zero, in words."""
    versions = f"new version{'' if progress.versions == 1 else 's'}{of_articles}"
    added = progress.added - progress.versions
    counts = (
        (added, f"{articles}added{details}"),
        (progress.versions, versions if added else f"{versions}{details}"),
        (progress.same, "already there"),
        (progress.hidden, "deleted or hidden before"),
        (progress.failed, "could not be added"),
    )
    return [f"{count:,} {what}" for count, what in counts if count]
