"""Start Aspire Desktop: the window, or one command."""

import multiprocessing
import sys


def main() -> int:
    """Run what the command line asks for and give its exit code."""
    multiprocessing.freeze_support()
    from aspire_desktop.app import bootstrap, cli
    from aspire_desktop.domain.office.clock import SystemClock

    bootstrap.prepare()
    return cli.main(sys.argv[1:], SystemClock())


if __name__ == "__main__":
    sys.exit(main())
