"""The tab of certificates: who is ready, what stands in the way of others, and the issue of a batch."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter

from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.domain.office.people import full_name
from aspire_desktop.domain.office.values import EnrolmentId
from aspire_desktop.domain.programmes.certificate_awards import Candidate, CertificateRow, Grounds
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.door.touched import OnlyTouched
from aspire_desktop.services.office.people import SetCertificateName
from aspire_desktop.services.programmes.certificates import (
    IssueCertificates,
    ReissueCertificate,
    RevokeCertificate,
    WriteCertificates,
)
from aspire_desktop.storage.lookups.programmes.certificate_awards import grounds_of
from aspire_desktop.ui.desk.signals import Changed, Told
from aspire_desktop.ui.desk.tabs import Bench, button_of
from aspire_desktop.ui.desk.watch import Watch
from aspire_desktop.ui.looks.theme import CARD_GAP, Tone
from aspire_desktop.ui.screens.programmes.cohort.certificate_dialogs import (
    NameDialog,
    ReissueDialog,
    RevokeDialog,
    certificates_words,
    issue_question,
)
from aspire_desktop.ui.screens.programmes.cohort.certificate_jobs import Batch, issue_batch
from aspire_desktop.ui.screens.programmes.cohort.certificate_side import (
    WIDTH,
    CertificateSide,
    ShownCertificate,
)
from aspire_desktop.ui.screens.programmes.cohort.certificates_model import (
    CERTIFICATES,
    NO_CERTIFICATES,
    CertificateLine,
    Certificates,
    certificates,
)
from aspire_desktop.ui.screens.programmes.cohort.tabs import ListTab
from aspire_desktop.ui.widgets.banner import Message, MessageBar
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.file_dialogs import SaveAs, ask_where
from aspire_desktop.ui.widgets.label import label
from aspire_desktop.ui.widgets.progress_row import ProgressRow, Stage


def _grounds(id: EnrolmentId, office: Office) -> Grounds | None:
    today = office.clock.today()
    return office.ask(grounds_of, [id], today, today).get(id)


FOLDER = SaveAs("Save PDFs to a folder")


class CertificatesTab(ListTab[CertificateLine]):
    """Ready people are ticked when a cohort is first shown; Ctrl+Enter issues."""

    key = "certificates"
    title = "Certificates"

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, CERTIFICATES)
        self._found = Certificates((), (), completes=True, uses_projects=True, rule="")
        self._fresh = True
        self._asked: Candidate | None = None
        self._watch: Watch | None = None
        self.progress: ProgressRow | None = None
        self._make_commands()
        self._make_table()
        self._lay_out()
        self._allow()

    def _make_commands(self) -> None:
        self.issue_command = self.command("&Issue ticked certificates…", "Ctrl+Return", "certificate")
        self.save_command = self.command("Save &PDFs to a folder…", "Ctrl+S", "folder-open")
        self.reissue_command = self.command("&Reissue…", "", "swap")
        self.revoke_command = self.command("Revo&ke…", "", "x-circle")
        self.stop_command = self.command("S&top issuing", "Esc", "stop")
        self.issue_command.triggered.connect(self._ask_to_issue)
        self.save_command.triggered.connect(self._choose_folder)
        self.reissue_command.triggered.connect(self._reissue)
        self.revoke_command.triggered.connect(self._revoke)
        self.stop_command.triggered.connect(self._stop)

    def _make_table(self) -> None:
        assert self.list.ticks is not None
        self.ticks = self.list.ticks
        self.ticks.ticked_anew.connect(self._allow)
        self.list.followed.connect(self._follow_row)
        self.offer_list(self.reissue_command, self.revoke_command)
        self.side = CertificateSide()
        self.side.named.connect(self._save_name)

    def _lay_out(self) -> None:
        self.issue_button = Button("", Kind.PRIMARY, "certificate", "Ctrl+Enter")
        self.issue_button.stand_for(self.issue_command)
        self.reason = label("", wraps=True)
        self.list.card.add_footer().addWidget(self.reason, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.list.card)
        splitter.addWidget(self.side)
        splitter.setStretchFactor(0, 1)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(CARD_GAP)
        splitter.setSizes([820, WIDTH])
        self.desk.memory.follow_splitter("certificates", splitter)
        of_row = (self.reissue_command, self.revoke_command, self.save_command)
        self.lay_out_list(*map(button_of, of_row), self.issue_button, body=splitter)
        self.news = MessageBar(Tone.OK, Message(""))
        self.news.hide()
        self.whole.insertWidget(1, self.news)
        self.panes = (self.search, self.side, self.table)

    def _save_name(self, typed: SetCertificateName, read: SetCertificateName) -> None:
        self.desk.do(OnlyTouched(typed, read), failed=partial(self._compare_names, typed, read))

    def _compare_names(
        self, typed: SetCertificateName, read: SetCertificateName, explanation: Explanation
    ) -> None:
        """Show what somebody else set meanwhile beside what was typed; anything else is told as usual."""
        self.load()
        if not explanation.clashes:
            self.desk.bell.told.emit(Told(explanation))
            return
        form = NameDialog(self.desk, typed, read)
        form.ask()
        form.complain(explanation)

    def clear(self) -> None:
        """Begin another cohort with its ready people ticked."""
        self._fresh = True
        super().clear()
        self.news.hide()

    def point_at(self, place: EnrolmentId) -> None:
        """Choose somebody when they are listed."""
        self.list.choice.wait_for(place)

    def end_ticks(self) -> None:
        """Tick whoever is ready, as on coming here."""
        self.ticks.tick_all(ticked=True)

    def load(self) -> None:
        """Ask who is ready and what was issued."""
        if self.cohort is not None:
            question = partial(certificates, self.cohort.id, self.cohort.version_id)
            self.desk.ask(question, self.show_certificates, subject="certificates")

    def show_certificates(self, found: Certificates) -> None:
        """Show everybody; ticks and the chosen row stay."""
        fresh, self._fresh, self._found, self._asked = self._fresh, False, found, None
        self.list.empty = CERTIFICATES.empty if found.completes else NO_CERTIFICATES
        self.list.columns.leave_out(() if found.uses_projects else ("Project",))
        self.list.card.set_title("People", found.rule)
        self.list.take(found.lines if found.completes else ())
        if fresh:
            self.ticks.tick_all(ticked=True)
        for part in (self.side, self.reason.parentWidget()):
            if part is not None:
                part.setVisible(bool(self.list.total))
        self._follow_row()

    @property
    def current(self) -> Candidate | None:
        """Give the person who is chosen."""
        return self.list.current.person if self.list.current else None

    def _follow_row(self) -> None:
        person = self.current
        if person is not None and person != self._asked:
            self._asked = person
            self.reason.setText(_reason(person))
            self.desk.ask(partial(_grounds, person.enrolment_id), self._show_side, subject="side")
        self._allow()

    def _show_side(self, grounds: Grounds | None) -> None:
        person = self.current
        if person is not None and grounds is not None and grounds.enrolment_id == person.enrolment_id:
            own = [row for row in self._found.issued if row.enrolment_id == person.enrolment_id]
            shown = ShownCertificate(person, grounds, own, self.desk.clock.today())
            self.side.show_person(shown, self.desk.may(SetCertificateName))

    def _allow(self) -> None:
        allow, ticked, person = self.desk.allow, len(self.ticks.ticked), self.current
        idle = self._watch is None
        allow(self.issue_command, IssueCertificates, there=bool(ticked) and idle)
        self.issue_button.setText(f"Issue {certificates_words(ticked)}…" if ticked else "Issue certificates…")
        self.issue_button.updateGeometry()
        held = person is not None and person.held
        certified = person is not None and person.certificate is not None
        allow(self.revoke_command, RevokeCertificate, there=held and idle)
        allow(self.reissue_command, ReissueCertificate, there=certified and idle)
        issued = any(row.status == "issued" for row in self._found.issued)
        allow(self.save_command, WriteCertificates, there=issued)
        self.stop_command.setEnabled(not idle)

    @property
    def _certificate(self) -> CertificateRow | None:
        return self.current.certificate if self.current else None

    def _reissue(self) -> None:
        if self._certificate is not None:
            ReissueDialog(self.desk, self._certificate).ask()

    def _revoke(self) -> None:
        if self._certificate is not None:
            RevokeDialog(self.desk, self._certificate).ask()

    def _ask_to_issue(self) -> None:
        question = issue_question([line.person.name for line in self.ticks.ticked], self.window())
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.accepted.connect(self._issue)
        question.open()

    def _issue(self) -> None:
        """Begin the job; whoever is in front may keep working meanwhile."""
        names = {line.person.enrolment_id: line.person.name for line in self.ticks.ticked}
        self.news.hide()
        self._begin("Creating certificates")
        self._watch = self.desk.run(
            partial(issue_batch, names), self._show_batch, self._show_stage, self._fail
        )
        self._allow()

    def _begin(self, title: str) -> None:
        self.progress = ProgressRow(title)
        self.progress.cancelled.connect(self._stop)
        self.whole.insertWidget(1, self.progress)

    def _show_stage(self, stage: Stage) -> None:
        if self.progress is not None:
            self.progress.show_stage(
                stage, f"You can keep working. Cancel keeps the {stage.done} already made."
            )

    def _stop(self) -> None:
        if self._watch is not None:
            self._watch.stop()

    def _end(self) -> None:
        self._watch = None
        if self.progress is not None:
            self.progress.hide()
            self.progress.deleteLater()
            self.progress = None
        self._allow()

    def _show_batch(self, batch: Batch) -> None:
        self._end()
        self.desk.bell.changed.emit(Changed(frozenset({"certificates"})))
        blocked = "".join(f" {each.name}: {' '.join(each.reasons)}" for each in batch.blocked)
        left = batch.wanted - batch.created - len(batch.blocked)
        stopped = f" {left} not made, as you asked; they stay ready." if batch.stopped else ""
        made = certificates_words(batch.created)
        self.news.say(
            Message(f"{made} created.", f"{stopped}{blocked}".strip(), "Save the PDFs to send them.")
        )
        self.news.show()

    def _choose_folder(self) -> None:
        chosen = ask_where(self.window(), FOLDER, "")
        if chosen is not None:
            self.save_to(chosen)

    def save_to(self, folder: Path) -> None:
        """Save the PDFs of the certificates that stand."""
        if self.cohort is not None and self._watch is None:
            self._begin("Saving PDFs")
            files = WriteCertificates(self.cohort.id)
            self._watch = self.desk.write(
                files, folder, partial(self._show_saved, folder), self._show_saving, self._fail
            )
            self._allow()

    def _show_saving(self, stage: Stage) -> None:
        if self.progress is not None:
            self.progress.show_stage(
                stage, f"You can keep working. Cancel keeps the {stage.done} already saved."
            )

    def _show_saved(self, folder: Path, files: Sequence[Path]) -> None:
        self._end()
        self.news.say(Message(f"{certificates_words(len(files))} saved in {folder.name}."))
        self.news.show()

    def _fail(self, explanation: Explanation) -> None:
        self._end()
        self.desk.bell.changed.emit(Changed(frozenset({"certificates"})))
        self.desk.bell.told.emit(Told(explanation))


def _reason(person: Candidate) -> str:
    name = full_name(person.given_name, person.family_name)
    if person.held and person.certificate is not None:
        return f"{name} holds {person.certificate.number}."
    if person.ready:
        return f"{name} is ready for a certificate."
    return f"{name} is not ready: {' '.join(person.reasons)}"
