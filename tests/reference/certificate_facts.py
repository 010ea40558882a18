"""A certificate for tests to print, seal and read back."""

from datetime import date
from decimal import Decimal

from aspire_desktop.documents.seals import SealingKey, key_id
from aspire_desktop.domain.programmes.certificates import CertificateFacts, SignedBy, check_code

_NUMBER = "WME-ASP-2026-0147"
_PROGRAMME = "Aspire Strategic HR and OD Business Partner Programme"
_DAY = date(2026, 10, 15)


KEY = SealingKey("11" * 32, "d04ab232742bb4ab3a1368bd4615e4e6d0224ab71a016baf8520a332c9778737")
"""A fixed pair of keys, so that every run makes the same bytes."""
FACTS = CertificateFacts(
    number=_NUMBER,
    check_code=check_code(_NUMBER, "Siân O’Neill", _PROGRAMME, _DAY),
    name="Siân O’Neill",
    organisation="Worcestershire County Council",
    programme=_PROGRAMME,
    version="Aspire 2.0",
    cohort="ASP26-WM01",
    partner="West Midlands Employers",
    partnership="in partnership with the CIPD and the Local Government Association",
    grade="merit",
    attended=5,
    modules=5,
    modules_called="modules",
    project="From absence policy to wellbeing practice: what changes when managers ask first",
    begins=date(2026, 3, 12),
    ends=_DAY,
    cpd_hours=Decimal("30.00"),
    awarded_on=_DAY,
    signatories=(
        SignedBy("Rebecca Davis", "Chief Executive", "West Midlands Employers"),
        SignedBy("Paula Harvey", "Chair of the panel", "Head of HR, Dudley MBC"),
    ),
    key_id=key_id(KEY.public),
)
