"""Start Aspire Desktop: the window, or one command."""

import multiprocessing
import sys


def main() -> int:
    """Run what the command line asks for and give its exit code."""
    multiprocessing.freeze_support()
    from aspire_desktop.app import bootstrap, cli

    bootstrap.prepare()
    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
