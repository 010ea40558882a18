from datetime import date, timedelta

import pytest

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.programmes.projects import check_decided_on, check_panel

TODAY = date(2027, 2, 11)


@pytest.mark.parametrize("members", [0, 1])
def test_a_panel_has_two_or_more_members(members: int) -> None:
    with pytest.raises(RuleBroken, match=f"The panel has {members} of at least 2 members"):
        check_panel(members, minimum=2)
    check_panel(members + 2, minimum=2)


def test_an_outcome_is_not_dated_after_today() -> None:
    check_decided_on(TODAY, TODAY)
    with pytest.raises(RuleBroken, match="cannot be dated after today"):
        check_decided_on(TODAY + timedelta(days=1), TODAY)
