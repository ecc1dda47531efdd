"""`python -m tests.cluster up [memory]|hosts|status|stop|clear|start N|kill N|freeze N|thaw N`."""

from __future__ import annotations

import signal
import sys

from tests.cluster.nodes import Cluster, ClusterError


def main(arguments: list[str]) -> int:
    cluster = Cluster()
    command, *rest = arguments or ["status"]
    numbers = [int(each) for each in rest if each.isdecimal()]
    signals = {"kill": signal.SIGKILL, "freeze": signal.SIGSTOP, "thaw": signal.SIGCONT}
    try:
        match command:
            case "up":
                seconds = cluster.up(in_memory=rest == ["memory"])
                print(f"{cluster.size} nodes in {seconds:.1f} s: {' '.join(cluster.hosts)}")
            case "hosts":
                print(",".join(cluster.hosts))
            case "stop":
                cluster.stop()
            case "clear":
                cluster.clear()
            case "start":
                for number in numbers:
                    cluster.start(number)
            case "status":
                for number, host in enumerate(cluster.hosts):
                    pid = cluster.pid(number)
                    print(f"node{number} {host} {f'runs, process {pid}' if pid else 'is stopped'}")
            case _ if command in signals:
                for number in numbers:
                    cluster.signal(number, signals[command])
            case _:
                print(__doc__, file=sys.stderr)
                return 2
    except ClusterError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
