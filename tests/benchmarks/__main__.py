"""Every benchmark, one after the other, on one vault: `python -m tests.benchmarks [--entries N]`. Ends with 1 when a goal
is missed."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import backup, month, photos, planner, save, search, start, vaults, window
from tests.benchmarks import list as listing


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--home", type=Path, help="keep the vault here and use it again")
    options = parser.parse_args(argv)
    missed = start.main([])
    with tempfile.TemporaryDirectory() as scratch:
        home = options.home or Path(scratch)
        with vaults.filled(options.entries, home):
            pass
        shared = ["--entries", str(options.entries), "--home", str(home)]
        for benchmark in (search, save, listing):
            missed |= benchmark.main(shared)
        missed |= window.main(["--home", str(home)])
        missed |= planner.main([])
        missed |= month.main([])
        missed |= photos.main([])
        missed |= backup.main([*shared, "--rounds", "1"])
    return missed


if __name__ == "__main__":
    sys.exit(main())
