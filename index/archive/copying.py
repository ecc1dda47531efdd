"""Copy an archive to another one, in a folder or on a cluster, and compare the two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from index.article import Annotation, Article
from index.engines.opening import cluster_address, open_engine
from index.engines.opensearch.address import parse_address
from index.engines.protocol import Engine
from index.errors import ArchiveError
from index.user_data import Revision

BATCH_SIZE = 200  # articles
MAX_SEARCHES = 10_000
MAX_NAMED = 20  # articles that differ

Pair = tuple[Article, Annotation]


class CopyResult(NamedTuple):
    """What was copied, and whether both archives now have the same articles."""

    articles: int
    """How many articles the first archive has, all copies and versions included."""
    added: int
    """How many of them the second one did not have before."""
    more: int
    """How many articles the second archive has besides."""
    digest: str
    """16 hexadecimal digits of all articles that were copied."""
    copied_digest: str
    """The same of these articles as they are in the second archive."""
    different: tuple[str, ...]
    """The ids of articles that are missing there or differ, as many as are named."""

    @property
    def is_complete(self) -> bool:
        """Whether the second archive has all articles, and they are the same."""
        return self.digest == self.copied_digest and not self.different


def copy_archive(
    source: Path,
    target: Path,
    on_progress: Callable[[int, int], None] = lambda *_: None,
    *,
    merge: bool = False,
) -> CopyResult:
    """Copy articles, marks, notes, searches, feeds and corrections; then compare all articles.

    Articles that the target has already are not copied again, so a copy that was interrupted is
    continued. ``on_progress`` is called with the numbers of articles done and to do. Raises
    ArchiveError, also if both are one archive, or if the target has articles that the source lacks
    and ``merge`` is false.
    """
    if is_same_place(source, target):
        raise ArchiveError(f"{target} is the archive that would be copied. Name another place.")
    first = open_engine(source, create=False)
    try:
        second = open_engine(target)
        try:
            others = 0 if merge else _number_missing(first, second)
            if others:
                articles = f"{others:,} articles" if others > 1 else "an article"
                raise ArchiveError(
                    f"{target} has {articles} that {source} does not have. Name another place, or"
                    " add --merge to put both archives together there."
                )
            return _copy(first, second, on_progress)
        finally:
            second.close()
    finally:
        first.close()


def is_same_place(source: Path, target: Path) -> bool:
    """Whether two folders, or two addresses of a cluster, are of one archive."""
    addresses = [address for place in (source, target) if (address := cluster_address(place))]
    if len(addresses) == 2:
        one, other = map(parse_address, addresses)
        nodes, others = (
            {(host.lower(), port) for host, port in each.hosts} for each in (one, other)
        )
        return one.name == other.name and not nodes.isdisjoint(others)
    return not addresses and source.resolve() == target.resolve()


def _number_missing(source: Engine, target: Engine) -> int:
    """Return how many articles of the target the source lacks, deleted articles included."""
    others = {article.id for article, _ in target.annotations.originals()}
    if others:
        annotations = source.annotations
        for by, english, _ in annotations.counts():
            others.difference_update(annotations.ids(by, english=english))
    return sum(not source.has(each) for each in others)  # the source may have deleted some


def _copy(source: Engine, target: Engine, on_progress: Callable[[int, int], None]) -> CopyResult:
    from index.name_folding import fold_speakers  # loads word lists

    total = sum(count for *_, count in source.annotations.counts())
    digests: dict[str, bytes] = {}
    added = 0
    for batch in _batches(source.annotations.originals()):
        digests.update((article.id, _digest(article, annotation)) for article, annotation in batch)
        results = target.add(batch)
        new = [
            pair for pair, result in zip(batch, results, strict=True) if result.status == "added"
        ]
        added += len(new)
        fold_speakers(target, new)
        on_progress(len(digests), max(total, len(digests)))
    target.catch_up(wait=True)
    _copy_user_data(source, target)
    return _compare(digests, target, added)


def _copy_user_data(source: Engine, target: Engine) -> None:
    marks = source.marks.all()
    hidden = target.hidden([mark.article for mark in marks])  # by corrections copied before
    for mark in marks:
        if mark.article in hidden:
            continue
        match mark.kind:
            case "tag":
                target.marks.tag(mark.article, mark.text)
            case "note":
                target.marks.write_note(mark.article, mark.text, mark.start)
            case _:
                target.marks.set(mark.article, mark.kind)
    for search, _ in reversed(source.searches.page(0, MAX_SEARCHES)):
        target.searches.record(search.line)
        if search.name:
            target.searches.set_name(search.line, search.name)
    for feed in source.feeds.all():
        target.feeds.add(feed.url)
    for each in source.inputs.all():
        target.inputs.record(each)
    there = set(target.corrections.all())
    if new := tuple(each for each in source.corrections.all() if each not in there):
        target.revise(Revision(added=new))


def _compare(digests: dict[str, bytes], target: Engine, added: int) -> CopyResult:
    """Read all articles of the target, and compare them with those that were copied."""
    missing, different, more = dict(digests), [], 0
    found: dict[str, bytes] = {}
    for article, annotation in target.annotations.originals():
        wanted = missing.pop(article.id, None)
        if wanted is None:
            more += 1
            continue
        found[article.id] = _digest(article, annotation)
        if found[article.id] != wanted:
            different.append(article.id)
    return CopyResult(
        len(digests), added, more, _sum(digests), _sum(found),
        tuple([*missing, *different][:MAX_NAMED]),
    )  # fmt: skip


def _batches(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    iterator = iter(pairs)
    while batch := list(islice(iterator, BATCH_SIZE)):
        yield batch


def _digest(article: Article, annotation: Annotation) -> bytes:
    return blake2b(repr((article, annotation)).encode(), digest_size=16).digest()


def _sum(digests: dict[str, bytes]) -> str:
    """Return one digest of those of all articles, whatever their order."""
    content = b"".join(f"{name}".encode() + digests[name] for name in sorted(digests))
    return blake2b(content, digest_size=8).hexdigest()
