"""How many examples hypothesis makes: few and always the same in `./run test`, many and new ones in `./run soak`.

How long an example takes depends on the machine, and a slow laptop is not a failure: no profile has a deadline.
"""

from hypothesis import settings

QUICK = "quick"
LONG = "long"


def register_profiles() -> None:
    settings.register_profile(QUICK, deadline=None, derandomize=True, database=None)
    settings.register_profile(LONG, deadline=None, database=None, max_examples=2_000, stateful_step_count=40)
