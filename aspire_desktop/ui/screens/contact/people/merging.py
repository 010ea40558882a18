"""The dialog that makes one record of two: both side by side, and what becomes of the places."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from aspire_desktop.domain.office.facts import facts_in
from aspire_desktop.domain.office.people import (
    CERTIFICATE_NAME,
    NAME,
    PERSON,
    Chosen,
    Difference,
    Merged,
    PersonRow,
    person_reference,
)
from aspire_desktop.domain.office.values import PersonId, fold
from aspire_desktop.services.contact.merging import MergePeople
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.person_field import PersonField
from aspire_desktop.ui.looks.theme import TypeRole
from aspire_desktop.ui.screens.contact.people.model import Comparison, Facts, comparison
from aspire_desktop.ui.widgets.comparison import ComparisonLine, Pick, plain
from aspire_desktop.ui.widgets.field_row import FieldRow
from aspire_desktop.ui.widgets.fields import ChoiceField
from aspire_desktop.ui.widgets.label import label

WIDTH = 680
LABEL = 200


class DifferenceChoices(QWidget):
    """A choice for each fact of which both records say something else."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._rows: list[QWidget] = []
        self._fields: dict[str, ChoiceField] = {}
        self.hide()

    def show_differences(self, differences: Sequence[Difference]) -> None:
        """Offer these, each with what is taken unasked first, in place of any before."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [label("Both records have a value: choose what stays", TypeRole.STRONG)]
        self._fields = {each.key: _choice(each) for each in differences}
        for each in differences:
            field = self._fields[each.key]
            self._rows.append(FieldRow(each.words, field, beside=True, label_width=LABEL))
        for row in self._rows:
            self._column.addWidget(row)
        self.setVisible(bool(differences))

    @property
    def chosen(self) -> tuple[Chosen, ...]:
        """Give what was chosen of each."""
        return tuple(Chosen(key, field.currentText()) for key, field in self._fields.items())


def _choice(difference: Difference) -> ChoiceField:
    made = ChoiceField()
    made.addItems(list(difference.options))
    made.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made


class MergeDialog(FormDialog):
    """Shows what differs, says what happens to jobs and places, and merges into the record that is kept."""

    def __init__(self, desk: Desk, person: PersonRow, then: Callable[[PersonId], None]) -> None:
        intro = "Everything of one record passes to the other. The name that goes still finds the person."
        super().__init__(desk, f"Merge {person.full_name()} with another record", "Merge records", intro)
        self.setMinimumWidth(WIDTH)
        self._id, self._then = person.id, then
        self._kept = person.id
        self._seen: tuple[PersonId, PersonId] | None = None
        self.other = PersonField(self.desk, without=person.id)
        need = "Choose the other record from the list"
        self.other_row = self.add("&Other record", self.other, need=need)
        self._beside = QWidget()
        self.fields.addWidget(self._beside)
        self.choices = DifferenceChoices()
        self.fields.addWidget(self.choices)
        self.outcome = label("", wraps=True)
        self.outcome.hide()
        self.fields.addWidget(self.outcome)
        self.other.picked.connect(self._begin)
        self.other.offer(person.family_name or person.given_name)

    def _begin(self) -> None:
        self._kept = self._id
        self._compare()

    def _compare(self) -> None:
        keep, merge = self._pair()
        self.desk.ask(partial(comparison, keep, merge), self._show, subject="comparison")

    def _pair(self) -> tuple[PersonId, PersonId]:
        """Give the record that is kept, and the one that goes."""
        other = self.other.given
        return (self._id, other) if self._kept == self._id else (other, self._id)

    def _show(self, found: Comparison | None) -> None:
        if found is None or {found.kept.person.id, found.merged.person.id} != set(self._pair()):
            return
        ours, theirs = found.kept, found.merged
        if ours.person.id != self._id:
            ours, theirs = theirs, ours
        old, self._beside = self._beside, self._made_beside(ours, theirs)
        self.fields.replaceWidget(old, self._beside)
        old.deleteLater()
        self._seen = self._pair()
        self.message.hide()
        self.other_row.set_error("")
        self.choices.show_differences(found.outcome.differences if found.outcome else ())
        self.outcome.setVisible(found.outcome is not None)
        if found.outcome is not None:
            self.outcome.setText(_outcome(found, found.outcome))
        elif found.refusal is not None:
            self.complain(found.refusal)
        self.send_button.setEnabled(found.outcome is not None)
        self.fit()

    def _made_beside(self, ours: Facts, theirs: Facts) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        group = QButtonGroup(inside)
        persons = (ours.person, theirs.person)
        heads = [Pick(f"Keep {each.full_name()} ({person_reference(each.id)})") for each in persons]
        for head, each in zip(heads, persons, strict=True):
            group.addButton(head)
            head.setChecked(each.id == self._kept)
            head.clicked.connect(partial(self._keep, each.id))
        column.addWidget(ComparisonLine("", heads[0], heads[1]))
        beside = _told(theirs)
        for words, one in _told(ours).items():
            other = beside[words]
            differs = fold(one) != fold(other)
            column.addWidget(ComparisonLine(words, plain(one), plain(other), differs=differs))
        inside.setMinimumHeight(column.minimumSize().height())
        return inside

    def _keep(self, id: PersonId) -> None:
        self._kept = id
        self._compare()

    def send(self) -> None:
        """Merge the records that are compared; others are compared first, so that nobody merges unseen."""
        if self._seen != self._pair():
            self._compare()
            return
        keep, merge = self._pair()
        self.do(MergePeople(keep, merge, self.choices.chosen), lambda _: self._then(keep))


def _told(facts: Facts) -> dict[str, str]:
    """Give what is compared of a record, under its name."""
    person = facts.person
    told = {fact.label: fact.of(person) for fact in facts_in(PersonRow, PERSON) if fact not in NAME}
    told[CERTIFICATE_NAME.label] = person.certificate_name or person.full_name()
    cohorts = ", ".join(row.code for row in facts.cohorts)
    return {"Name": person.full_name(), **told, "Cohorts": cohorts}


def _outcome(found: Comparison, merged: Merged) -> str:
    """Say what happens to places and claims."""
    kept = found.kept.person.full_name()
    passing = ", ".join(merged.cohorts)
    told = [f"{kept} takes over the bookings of {passing}." if passing else "No booking passes over."]
    for place in merged.released:
        told.append(
            f"The subsidised place {place} is given up, since an agreement pays for one a person. "
            "If a return claimed it, the next one takes that back by itself."
        )
    for place in merged.kept:
        told.append(
            f"The subsidised place {place} pays for nobody any more, and the next return takes its "
            "claim back. It stays taken, since its agreement gives no claimed place up."
        )
    return "\n".join((*told, *merged.told))
