from __future__ import annotations

import pytest

from tests.e2e import chaos

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def test_a_few_seeds_of_chaos_leave_every_record_right() -> None:
    """Whatever was delivered, broken, killed and forged, the records are those of one quiet process."""
    tally = chaos.run(seeds=6)
    assert tally.wrong == []
    assert tally.failed == 0
    assert tally.deliveries > tally.events > 300
