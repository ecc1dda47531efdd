"""Start, stop, freeze and kill the nodes of a real OpenSearch cluster on loopback."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.cluster.layout import lay_out

FOLDER = Path(os.environ.get("ONRECORD_CLUSTER_FOLDER", "/var/tmp/onrecord-cluster"))
"""Outside of any home folder: the nodes do not run as root, and must be able to read it."""
NODES = int(os.environ.get("ONRECORD_CLUSTER_NODES", "3"))
HTTP_PORT = int(os.environ.get("ONRECORD_CLUSTER_PORT", "9200"))
HEAP = os.environ.get("ONRECORD_CLUSTER_HEAP", "512m")
MEMORY = Path("/dev/shm")
MEMORY_NEEDED = 2_000_000_000  # bytes
BOOT_TIMEOUT = 180  # seconds
STOP_TIMEOUT = 30
USER = "nobody"  # OpenSearch refuses to run as root
ARCHIVE = "classes.jsa"  # shared class data, made at the first start
# The serial collector leaves garbage lie until the heap is full: a limit on what is really used
# would refuse requests that have room, so only what requests ask for is counted.
SETTINGS = """\
cluster.name: onrecord-tests
node.name: {name}
path.data: {folder}/data
path.logs: {folder}/logs
network.host: 127.0.0.1
http.port: {http}
transport.port: {transport}
discovery.seed_hosts: [{seeds}]
cluster.initial_cluster_manager_nodes: [{names}]
node.processors: 2
indices.breaker.total.use_real_memory: false
cluster.routing.allocation.disk.watermark.low: 500mb
cluster.routing.allocation.disk.watermark.high: 300mb
cluster.routing.allocation.disk.watermark.flood_stage: 100mb
cluster.fault_detection.follower_check.interval: 500ms
cluster.fault_detection.follower_check.timeout: 2s
cluster.fault_detection.follower_check.retry_count: 2
cluster.fault_detection.leader_check.interval: 500ms
cluster.fault_detection.leader_check.timeout: 2s
cluster.fault_detection.leader_check.retry_count: 2
{extra}
"""
LOGGING = """\
status = error
appender.out.type = Console
appender.out.name = out
appender.out.layout.type = PatternLayout
appender.out.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] %m%n
rootLogger.level = info
rootLogger.appenderRef.out.ref = out
"""
JVM = (
    "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss1m", "-Djava.security.manager=allow",
    "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", "-Djna.nosys=true",
    "-Dio.netty.noUnsafe=true", "-Dio.netty.noKeySetOptimization=true",
    "-Dio.netty.recycler.maxCapacityPerThread=0", "-Dio.netty.allocator.numDirectArenas=0",
    "-Dlog4j.shutdownHookEnabled=false", "-Dlog4j2.disable.jmx=true",
    "-Djava.locale.providers=SPI,COMPAT",
)  # fmt: skip


class ClusterError(Exception):
    """The cluster cannot be started; the text says why."""


class Cluster:
    """A cluster whose nodes are processes of this machine."""

    def __init__(
        self, folder: Path = FOLDER, nodes: int = NODES, port: int = HTTP_PORT, extra: str = ""
    ) -> None:
        self.folder, self.size, self.port = folder, nodes, port
        self.home = folder / "home"
        self._extra = extra

    @property
    def hosts(self) -> list[str]:
        """The addresses of the nodes."""
        return [f"127.0.0.1:{self.port + number}" for number in range(self.size)]

    def up(self, *, in_memory: bool = False) -> float:
        """Start all nodes that are not running, wait for them, and return the seconds it took.

        ``in_memory`` puts the data of new nodes there if there is room. Each new archive writes to
        the disk of each node about ten times: tests then take a third of the time.
        """
        started = time.monotonic()
        self._require_tools()
        lay_out(self.home)
        if not (self.home / ARCHIVE).exists():
            self._share_classes()
        stopped = [number for number in range(self.size) if not self.is_running(number)]
        self._require_free_ports(stopped)
        if in_memory and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > MEMORY_NEEDED:
            for number in stopped:
                self._put_data_in_memory(number)
        for number in stopped:
            self.start(number)
        self.wait_for_nodes(self.size)
        return time.monotonic() - started

    def _require_tools(self) -> None:
        for tool, package in (("java", "openjdk-17-jre-headless"), ("mvn", "maven")):
            if not shutil.which(tool):
                raise ClusterError(f"{tool} is missing. Install it: apt install {package}")
        version = subprocess.run(["java", "-version"], capture_output=True, text=True).stderr
        if 'version "17' not in version:
            raise ClusterError(f"Java 17 is needed, not {version.splitlines()[0]}.")

    def _require_free_ports(self, numbers: list[int]) -> None:
        for number in numbers:
            for port in (self.port + number, self._transport(number)):
                with socket.socket() as probe:
                    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                    try:
                        probe.bind(("127.0.0.1", port))
                    except OSError:
                        raise ClusterError(
                            f"Port {port} is taken. Set $ONRECORD_CLUSTER_PORT to another one."
                        ) from None

    def _share_classes(self) -> None:
        """Run a node once, to write the archive of class data that halves later starts."""
        with suppress(FileNotFoundError):
            shutil.rmtree(self.folder / "classes")
        alone = Cluster(self.folder / "classes", 1, self.port + 50, self._extra)
        alone.home = self.home
        made = alone.node_folder(0) / ARCHIVE
        alone.start(0, f"-XX:ArchiveClassesAtExit={made}")
        alone.wait_for_nodes(1)
        alone.stop()
        shutil.copy(made, self.home / ARCHIVE)
        shutil.rmtree(self.folder / "classes")

    def _put_data_in_memory(self, number: int) -> None:
        data = self.node_folder(number) / "data"
        if not data.exists():
            there = MEMORY / f"onrecord-cluster-{self.port + number}"
            there.mkdir(exist_ok=True)
            data.parent.mkdir(parents=True, exist_ok=True)
            data.unlink(missing_ok=True)  # what it led to went with a restart of the machine
            data.symlink_to(there)

    def _transport(self, number: int) -> int:
        return self.port + 100 + number

    def node_folder(self, number: int) -> Path:
        """Return the folder of a node."""
        return self.folder / f"node{number}"

    def start(self, number: int, *options: str) -> None:
        """Start a node; do not wait."""
        folder = self.node_folder(number)
        for name in ("config", "data", "logs", "tmp"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        numbers = range(self.size)
        (folder / "config/opensearch.yml").write_text(SETTINGS.format(
            name=f"node{number}", folder=folder, http=self.port + number,
            transport=self._transport(number), extra=self._extra,
            seeds=", ".join(f'"127.0.0.1:{self._transport(each)}"' for each in numbers),
            names=", ".join(f"node{each}" for each in numbers),
        ))  # fmt: skip
        (folder / "config/log4j2.properties").write_text(LOGGING)
        shared = self.home / ARCHIVE
        if shared.exists() and not options:
            options = (f"-XX:SharedArchiveFile={shared}", "-Xshare:auto")
        command = [
            "java", f"-Xms{HEAP}", f"-Xmx{HEAP}", *JVM, *options, f"-Djava.io.tmpdir={folder}/tmp",
            f"-Dopensearch.path.home={self.home}", f"-Dopensearch.path.conf={folder}/config",
            "-Dopensearch.distribution.type=tar", "-Dopensearch.bundled_jdk=false",
            "-cp", f"{self.home}/lib/*", "org.opensearch.bootstrap.OpenSearch",
        ]  # fmt: skip
        if os.getuid() == 0:
            user = pwd.getpwnam(USER)
            for path in (folder, *folder.rglob("*")):
                os.chown(path, user.pw_uid, user.pw_gid)
            drop = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}"]
            command = [*drop, "--clear-groups", "--no-new-privs", *command]
        with (folder / "logs/out.log").open("ab") as log:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=folder,
                env={"PATH": os.environ["PATH"], "HOME": f"{folder}/tmp", "LANG": "C.UTF-8"},
                start_new_session=True,
            )  # fmt: skip
        (folder / "pid").write_text(str(process.pid))

    def pid(self, number: int) -> int:
        """Return the process id of a node, or 0 if it does not run."""
        try:
            pid = int((self.node_folder(number) / "pid").read_text())
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (OSError, ValueError):
            return 0
        return 0 if state == "Z" else pid

    def is_running(self, number: int) -> bool:
        """Whether the process of a node runs."""
        return bool(self.pid(number))

    def signal(self, number: int, sent: signal.Signals) -> None:
        """Send a signal to a node: SIGKILL, SIGSTOP, SIGCONT."""
        if pid := self.pid(number):
            os.kill(pid, sent)

    def stop(self) -> None:
        """Stop all nodes."""
        for number in range(self.size):
            self.signal(number, signal.SIGCONT)
            self.signal(number, signal.SIGTERM)
        until = time.monotonic() + STOP_TIMEOUT
        while any(map(self.is_running, range(self.size))) and time.monotonic() < until:
            time.sleep(0.1)
        for number in range(self.size):
            self.signal(number, signal.SIGKILL)

    def clear(self) -> None:
        """Stop all nodes and delete their data."""
        self.stop()
        for number in range(self.size):
            folder = self.node_folder(number)
            shutil.rmtree((folder / "data").resolve(), ignore_errors=True)
            shutil.rmtree(folder, ignore_errors=True)

    def ask(self, path: str, number: int = 0, timeout: float = 5, method: str = "GET",
            body: Any = None) -> Any:  # fmt: skip
        """Return the answer of a node to a request, as JSON."""
        request = urllib.request.Request(
            f"http://{self.hosts[number]}{path}", method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )  # fmt: skip
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return json.load(answer)

    def wait_for_nodes(self, count: int, timeout: float = BOOT_TIMEOUT) -> None:
        """Wait until the cluster has this many nodes; raises ClusterError."""
        until = time.monotonic() + timeout
        while time.monotonic() < until:
            for health in self._healths():
                if health["number_of_nodes"] >= count and health["discovered_cluster_manager"]:
                    return
            dead = [n for n in range(count) if not self.is_running(n)]
            if dead and count == self.size:
                raise ClusterError(f"node{dead[0]} ended:\n{self.last_lines(dead[0])}")
            time.sleep(0.3)
        raise ClusterError(f"{count} nodes did not start in {timeout} s:\n{self.last_lines(0)}")

    def _healths(self) -> Iterator[Any]:
        for number in range(self.size):
            with suppress(OSError, ValueError):
                yield self.ask("/_cluster/health", number)

    def wait_for_green(self, timeout: float = BOOT_TIMEOUT) -> None:
        """Wait until every shard has all its copies; raises ClusterError."""
        until = time.monotonic() + timeout
        while time.monotonic() < until:
            if any(health["status"] == "green" for health in self._healths()):
                return
            time.sleep(0.3)
        raise ClusterError(f"The cluster did not become green in {timeout} s.")

    def manager(self) -> int:
        """Return the number of the elected manager."""
        for number in range(self.size):
            with suppress(OSError, ValueError):
                found = self.ask("/_cat/cluster_manager?format=json", number)
                return int(found[0]["node"].removeprefix("node"))
        raise ClusterError("No node answers.")

    def last_lines(self, number: int, count: int = 15) -> str:
        """Return the last lines of a node's log."""
        path = self.node_folder(number) / "logs/out.log"
        lines = path.read_text(errors="replace").splitlines() if path.exists() else []
        return "\n".join(lines[-count:])
