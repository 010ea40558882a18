from datetime import date, timedelta

import pytest

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.programmes.projects import check_decided_on

TODAY = date(2027, 2, 11)


def test_an_outcome_is_not_dated_after_today() -> None:
    check_decided_on(TODAY, TODAY)
    with pytest.raises(RuleBroken, match="cannot be dated after today"):
        check_decided_on(TODAY + timedelta(days=1), TODAY)
