"""How many examples hypothesis makes: few and always the same in `./run test`, many and new ones in `./run soak`.

How long an example takes depends on the machine, and a slow laptop is not a failure: no profile has a deadline.
"""

from hypothesis import HealthCheck, settings

QUICK = "quick"
LONG = "long"
USUAL = 100
"""What hypothesis makes when nobody says how many."""


def register_profiles() -> None:
    settings.register_profile(QUICK, deadline=None, derandomize=True, database=None)
    settings.register_profile(LONG, deadline=None, database=None, max_examples=500, stateful_step_count=40)


def budget(few: int) -> settings:
    """That many examples, or those of the profile where it asks for more than hypothesis does by itself."""
    asked = settings.default.max_examples if settings.default is not None else few
    return settings(max_examples=asked if asked > USUAL else few, suppress_health_check=list(HealthCheck))
