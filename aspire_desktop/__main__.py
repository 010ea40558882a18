"""Start Aspire Desktop: the window, or one command."""

import sys


def main() -> int:
    """Run what the command line asks for and give its exit code."""
    return 0


if __name__ == "__main__":
    sys.exit(main())
