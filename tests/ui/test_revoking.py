"""The window names the certificates that lost their ground by a correction, and offers to revoke them."""

from collections.abc import Callable

import pytest
from whole_office import WholeOffice, whole_office

from aspire_desktop.domain.office.staff import Role
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.certificate_awards import CertificateStatus
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.programmes.attendance import MarkAttendance
from aspire_desktop.services.programmes.certificates import IssueCertificates
from aspire_desktop.storage.lookups.office.staff import colleague_rows
from aspire_desktop.storage.lookups.programmes.certificates import certificate_rows
from aspire_desktop.storage.store import Store
from aspire_desktop.ui.forms.revoking import RevokingDialog
from tests.ui.bench import Bench

NUMBER = "WME-INS-2026-0001"


@pytest.fixture
def world(opened: Office) -> WholeOffice:
    """An office in which somebody completed and holds a certificate."""
    made = whole_office(opened)
    opened.do(IssueCertificates(made.places[:1]))
    return made


def correction(world: WholeOffice) -> MarkAttendance:
    return MarkAttendance(world.days[1], world.places[:1], Code.ABSENT, "The sheet says so")


def correct(bench: Bench, world: WholeOffice) -> None:
    bench.desk.do(correction(world))
    bench.settle()


def status(world: WholeOffice) -> CertificateStatus:
    [row] = world.office.ask(certificate_rows, world.workshops)
    return row.status


def asked(bench: Bench) -> RevokingDialog:
    [dialog] = bench.window.findChildren(RevokingDialog)
    return dialog


def test_the_certificate_is_named_and_revoked_for_a_reason(
    new_bench: Callable[[Office], Bench], world: WholeOffice
) -> None:
    bench = new_bench(world.office)
    correct(bench, world)
    dialog = asked(bench)
    assert dialog.named.text().startswith(
        f"Certificate {NUMBER} of Siân O’Neill no longer has its ground: Attended 2 of 3 sessions"
    )
    dialog.send_button.click()
    assert dialog.reason_row.error == "Give the reason: it stays on record"
    dialog.reason.setText("She was not there")
    dialog.send_button.click()
    bench.settle()
    assert status(world) is CertificateStatus.REVOKED


def test_it_is_left_as_it_is_with_esc(new_bench: Callable[[Office], Bench], world: WholeOffice) -> None:
    bench = new_bench(world.office)
    correct(bench, world)
    asked(bench).cancel_button.click()
    bench.settle()
    assert status(world) is CertificateStatus.ISSUED


def test_a_change_that_keeps_the_ground_says_nothing(
    new_bench: Callable[[Office], Bench], world: WholeOffice
) -> None:
    bench = new_bench(world.office)
    bench.desk.do(MarkAttendance(world.days[1], world.places[:1], Code.LATE, "At ten"))
    bench.settle()
    assert bench.window.findChildren(RevokingDialog) == []


def test_a_trainer_is_told_whom_to_ask(
    new_bench: Callable[[Office], Bench], world: WholeOffice, opened_store: Store
) -> None:
    [tom] = [row for row in world.office.ask(colleague_rows) if row.roles == {Role.TRAINER}]
    bench = new_bench(Office(opened_store, tom.name))
    correct(bench, world)
    assert bench.window.findChildren(RevokingDialog) == []
    assert bench.window.notices.message.isVisible()
    assert "Ask an administrator to revoke them" in bench.window.notices.message.accessibleName()
