"""Every benchmark, one after the other: `python -m tests.benchmarks`. Ends with 1 when a goal is missed."""

import sys

from tests.benchmarks import start, window


def main() -> int:
    missed = start.main([])
    return window.main([]) or missed


if __name__ == "__main__":
    sys.exit(main())
