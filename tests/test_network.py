"""The app runs whole without a network, and the only sockets it opens are local ones."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.net
def test_the_whole_app_in_a_namespace_without_interfaces(home: Path, tmp_path: Path) -> None:
    trace = tmp_path / "sockets"
    env = dict(os.environ, COMPANION_HOME=str(home))
    command = f"strace -f -qq -e trace=socket,connect,bind,sendto -o {trace} {sys.executable} -m ui --self-test".split()
    done = subprocess.run(
        ["unshare", "--net", *command], cwd=ROOT, env=env, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    lines = trace.read_text(errors="replace").splitlines()
    families = {found.group(1) for line in lines if (found := re.search(r"\bsocket\((AF_\w+)", line))}
    assert families <= {"AF_UNIX", "AF_NETLINK"}, f"sockets that are not local: {families}"
    reached = [line for line in lines if re.search(r"connect\(.*AF_INET", line)]
    assert not reached
