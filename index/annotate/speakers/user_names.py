"""Resolve sources that are user names: “@ferry_fan”, “u/torp77”, “bluescreenbob”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from index.annotate.entities.known_names import is_common_word
from index.annotate.lexicon.nouns import can_speak
from index.annotate.quotes.attribution import Attribution
from index.annotate.speakers.participants import Participants, SpanLookup
from index.annotate.speakers.phrases import role_word
from index.annotate.speakers.resolution import ConfidenceLevel, Resolution

HANDLE = re.compile(r"@\w{2,}$|[ur]/\w{3,}$|(?=\w*[^\W\d_])(?=\w*(?:_|\d\w*$))[^\W\d]\w{3,}$")
CAMEL = re.compile(r"(?:[A-Z][a-z]+){2,}[A-Z]?\w*$")
ALIAS = re.compile(
    r",? ?(?:\(|(?:also |better )?known as |(?:who )?(?:posts|writes|goes) (?:as|by) )$"
)
REAL_NAME = re.compile(
    r",? (?:\(|(?:whose |his |her |their )?(?:real|full) name (?:is |was )?"
    r"|run by |who is really )$"
)
PREFIXES = ("u/", "r/", "@")
MAX_ALIAS = 40  # characters between a name and its user name


@dataclass(frozen=True)
class UserNameResolver:
    """Resolve the user names that speak in one article."""

    participants: Participants

    def resolve(self, tokens: list[Token], attribution: Attribution) -> Resolution | None:
        """Return the user name that is the source of a direct quote, or beside its cue."""
        if attribution.kind != "direct":
            return None
        content = SpanLookup(attribution.content)
        outside = [t for t in tokens if not content.find(t.idx)] or self._beside_cue(attribution)
        handle = next((t for t in reversed(outside) if HANDLE.match(t.text)), None)
        handle = handle or self._named_after(outside)
        if handle is None and len(outside) == 1 and self._is_invented(outside[0], attribution):
            handle = outside[0]
        if handle is None or self._is_name(handle):
            return None
        name = self._shown_name(handle)
        return Resolution.to_name(handle.text, name, ConfidenceLevel.USER_NAME, "a user name")

    def name_of(self, token: Token) -> str | None:
        """Return whom a user name means, and None if the word is none."""
        return self._shown_name(token) if HANDLE.match(token.text) else None

    def _shown_name(self, token: Token) -> str:
        return self._owners.get(token.text) or self._with_prefix(token)

    def _named_after(self, source: list[Token]) -> Token | None:
        """Return the user name right after a description: “the account @torp_police”."""
        doc = self.participants.doc
        last = source[-1] if source else None
        if last is None or last.tag_ != "NN" or last.i + 1 == len(doc):
            return None
        following = doc[last.i + 1]
        return following if HANDLE.match(following.text) else None

    def _with_prefix(self, token: Token) -> str:
        """Return a user name with the “@” or “u/” right before it."""
        before = self.participants.text[max(0, token.idx - 2) : token.idx]
        return next((p + token.text for p in PREFIXES if before.endswith(p)), token.text)

    def _is_name(self, token: Token) -> bool:
        participant = self.participants.by_token.get(token.i)
        return participant is not None and participant.name != token.text

    def _is_invented(self, token: Token, attribution: Attribution) -> bool:
        """Return whether a single word without an article is a name and no known noun."""
        if attribution.cue_class != "saying" or token.i in self.participants.by_token:
            return False
        is_bare_noun = token.tag_ == "NN" and token.text.islower() and len(token) > 5
        is_invented = is_bare_noun and not can_speak(role_word(token))
        is_invented &= not is_common_word(token.text)
        return bool(CAMEL.match(token.text)) or is_invented

    def _beside_cue(self, attribution: Attribution) -> list[Token]:
        """Return the words right before and after the cue, for a source that was not found."""
        doc = self.participants.doc
        if not attribution.cue:
            return []
        cue = doc.char_span(*attribution.cue[0], alignment_mode="expand")
        if cue is None:
            return []
        beside = (cue.start - 1, cue.end)
        return [doc[i] for i in beside if 0 <= i < len(doc) and HANDLE.match(doc[i].text)]

    @cached_property
    def _owners(self) -> dict[str, str]:
        """Return the real names of user names: “Ann Lee, better known as @ann_l”."""
        participants, owners = self.participants, {}
        for token in participants.doc:
            if not HANDLE.match(token.text):
                continue
            end = token.idx + len(token)
            before = participants.text[max(0, token.idx - MAX_ALIAS) : token.idx]
            after = participants.text[end : end + MAX_ALIAS]
            for span, participant in zip(participants.spans, participants.mentioned, strict=True):
                gap_before, gap_after = token.idx - span.end, span.start - end
                is_before = 0 < gap_before <= len(before)
                is_after = 0 < gap_after <= len(after)
                if (is_before and ALIAS.fullmatch(before[-gap_before:])) or (
                    is_after and REAL_NAME.fullmatch(after[:gap_after])
                ):
                    owners[token.text] = participant.name
        return owners
