"""Random programs that Ravel and NumPy must run alike.

    python -m fuzz run --program CMD [--count N] [--seed S] [--only TAG]
    python -m fuzz show --seed S --index I                    print one program
"""

import argparse
import os
import signal
import sys
import warnings

from .campaign import campaign, grow


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["run", "show"])
    parser.add_argument("--program", default="ravel run", help="the command that runs a file under Ravel")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--index", type=int, default=0)
    parser.add_argument("--only", help="only statements whose tag contains this")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--kinds", type=int, default=1000)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    if options.what == "show":
        program, wanted = grow(options.seed, options.index, options.only)
        for statement, want in zip(program, wanted):
            print("\n".join(statement.lines()), *want.splitlines(), sep="\n    ")
        return 0
    return campaign(options.program, options.count, options.seed, options.only, options.jobs, kinds=options.kinds) > 0


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(main())
