"""Entry point: parse arguments, then the window or one headless command."""

import sys

from assessor_app.cli.parser import build_parser
from assessor_app.config.hardening import forbid_dumps, say_little
from assessor_app.media.worker_main import AS_WORKER
from assessor_app.media.worker_main import main as work


def main() -> int:
    """Return the exit status: 0 done, 1 refused with the reason, 2 usage."""
    forbid_dumps()
    say_little()
    if sys.argv[1:2] == [AS_WORKER]:
        return work(sys.argv[2:])
    arguments = build_parser().parse_args()
    if arguments.command is not None:
        from assessor_app.bootstrap.headless import run_headless  # noqa: PLC0415 - the window does not need it

        return run_headless(arguments)
    from assessor_app.bootstrap.first_window import run  # noqa: PLC0415 - headless commands need no Qt

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
