"""Lay out a home folder of OpenSearch from Maven's jars, which lack descriptors and policies."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
VERSION = "2.19.6"
# The class that starts each module, and the module that it extends.
MODULES = {
    "transport-netty4": ("org.opensearch.transport.Netty4Plugin", ""),
    "lang-painless": ("org.opensearch.painless.PainlessPlugin", ""),
    "analysis-common": ("org.opensearch.analysis.common.CommonAnalysisPlugin", "lang-painless"),
}
# The server fails if it has to create one of these and may not.
EMPTY_FOLDERS = ("bin", "plugins", "extensions", "config")


def lay_out(home: Path) -> None:
    """Make the home folder unless it is complete; the policies are always copied."""
    done = home / f"complete-{VERSION}"
    if not done.exists():
        _collect(home)
        done.touch()
    for policy in (HERE / "policies").glob("*.policy"):
        shutil.copy(policy, home / "modules" / policy.stem / "plugin-security.policy")


def _collect(home: Path) -> None:
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    subprocess.run(
        ["mvn", "-B", "-q", "-ntp", "-f", HERE / "pom.xml", f"-Dopensearch={VERSION}",
         f"-Dhome={home}", "process-resources"],
        check=True,
    )  # fmt: skip
    for name, (starts, extends) in MODULES.items():
        folder = home / "modules" / name
        (folder / "plugin-descriptor.properties").write_text(
            f"name={name}\ndescription={name}\nversion={VERSION}\nopensearch.version={VERSION}\n"
            f"java.version=11\nclassname={starts}\nextended.plugins={extends}\n"
            "has.native.controller=false\n",
            encoding="utf-8",
        )
    for name in EMPTY_FOLDERS:
        (home / name).mkdir()
