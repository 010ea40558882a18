"""Keep what a submitted return says as data, read one last time from the workbooks of 0.1.0 and 0.2.0."""

import hashlib
import io
import json
import re
from calendar import month_name
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op
from python_calamine import CalamineError, CalamineWorkbook

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

LONDON = ZoneInfo("Europe/London")
BROADEST = 8
ESCAPED = re.compile("_x005F_(?=x[0-9A-Fa-f]{4}_)")
NET = ["Places claimed, net", "Amount claimed, net"]  # above the declaration, since shortly after 0.2.0
POOL = (
    ("free", "Free"),
    ("committed", "Committed"),
    ("claimable", "Claimable"),
    ("in_return", "In this return"),
    ("claimed", "Claimed before"),
)
blob = sa.table("blob", sa.column("digest", sa.String), sa.column("content", sa.LargeBinary))
change = sa.table(
    "change",
    sa.column("action", sa.BigInteger),
    sa.column("tbl", sa.String),
    sa.column("row", sa.BigInteger),
    sa.column("after", sa.Text),
)
lines = sa.table(
    "return_lines",
    sa.column("return_id", sa.BigInteger),
    sa.column("amount", sa.BigInteger),
)
returns = sa.table(
    "returns",
    sa.column("id", sa.BigInteger),
    sa.column("agreement_id", sa.BigInteger),
    sa.column("reference", sa.Text),
    sa.column("begins", sa.Date),
    sa.column("ends", sa.Date),
    sa.column("prepared_by", sa.Text),
    sa.column("submitted_by", sa.Text),
    sa.column("submitted_at", sa.DateTime),
    sa.column("workbook", sa.String),
    sa.column("revision", sa.Integer),
    sa.column("supersedes_id", sa.BigInteger),
    sa.column("revision_reason", sa.Text),
    sa.column("facts", sa.String),
)


class Strange(Exception):
    """A workbook is none that a release wrote."""


def upgrade() -> None:
    with op.batch_alter_table("returns", schema=None) as batch_op:
        batch_op.add_column(sa.Column("facts", sa.String(length=64), nullable=True))

    connection = op.get_bind()
    for row in connection.execute(sa.select(returns).order_by(returns.c.id)).all():
        content = connection.scalar(sa.select(blob.c.content).where(blob.c.digest == row.workbook))
        try:
            told = said(connection, row, Sheets(content or b""))
        # what cannot be read stays as it is, without its facts: the check of the database names it
        except (CalamineError, Strange, LookupError, ValueError):
            continue
        kept = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
        digest = hashlib.sha256(kept).hexdigest()
        if connection.scalar(sa.select(blob.c.digest).where(blob.c.digest == digest)) is None:
            connection.execute(sa.insert(blob).values(digest=digest, content=kept))
        connection.execute(sa.update(returns).where(returns.c.id == row.id).values(facts=digest))


class Sheets:
    """A stored workbook, by sheet."""

    def __init__(self, content: bytes) -> None:
        self._book = CalamineWorkbook.from_filelike(io.BytesIO(content))

    def rows(self, title: str) -> list[list[object]]:
        """Give the rows of a sheet, the empty ones too, each as broad as the broadest that is read."""
        if title not in self._book.sheet_names:
            raise Strange(title)
        found = self._book.get_sheet_by_name(title).to_python(skip_empty_area=False)
        return [[*row, *[""] * (BROADEST - len(row))] for row in found]

    def beside(self, title: str) -> dict[str, str]:
        """Give what stands behind each label of a sheet."""
        return {text(row[0]): text(row[1]) for row in self.rows(title)}


def said(connection: sa.Connection, row: sa.Row, book: Sheets) -> dict[str, object]:
    """Give what a return says beside its lines, in version 1 of what is kept of it."""
    summary, about = book.rows("Summary"), book.beside("About this file")
    office, _, funder = text(summary[1][0]).partition(" to the ")
    titles = [text(each[0]) for each in summary]
    if "2. The agreement" not in titles or "3. The pool" not in titles:
        raise Strange(row.reference)
    # a cohort may be called anything: what stands above is not looked at
    second = len(titles) - 1 - titles[::-1].index("2. The agreement")
    third = len(titles) - 1 - titles[::-1].index("3. The pool")
    head, agreed, pooled = summary[: titles.index("")], summary[second:third], summary[third:]
    agreement = text(called(head, "Agreement")[1])
    allocation, before = called(agreed, "Allocation"), called(agreed, "Claimed before")
    at = row.submitted_at.replace(tzinfo=UTC)
    return {
        "version": 1,
        "title": text(summary[0][0]),
        "office": office,
        "funder": funder,
        "agreement": agreement,
        "reference": row.reference,
        "revision": row.revision,
        "supersedes": superseded(connection, row),
        "revision_reason": row.revision_reason,
        "period": {"begins": row.begins.isoformat(), "ends": row.ends.isoformat()},
        "status": "submitted",
        "prepared_by": row.prepared_by,
        "prepared_on": at.astimezone(LONDON).date().isoformat(),
        "submitted_by": row.submitted_by,
        "submitted_at": at.isoformat(),
        "allocation": {"places": count(allocation[3]), "amount": pounds(allocation[5])},
        "before": {"places": count(before[3]), "amount": pounds(before[5])},
        "before_sources": text(before[6]),
        "pool": {
            "agreement_id": row.agreement_id,
            "reference": agreement,
            **pool(connection, row.id, (allocation, before), pooled),
        },
        "evidence": [evidence(each) for each in book.rows("Evidence")[1:] if is_number(each[0])],
        "declaration": declaration(book.rows("Declaration")),
        "file": {
            "made_by": about["Made by"],
            "made_at": moment(about["Made on"]).isoformat(),
            "program_version": about["Program"].removeprefix("Aspire Desktop "),
        },
        "digest": book.beside("Control")["Digest of the lines (sha256)"],
        "erased": about["People erased"].split(", ") if "People erased" in about else [],
        "terms": terms(connection, row),
    }


def terms(connection: sa.Connection, row: sa.Row) -> dict[str, object] | None:
    """Give what the agreement said when the return was submitted, as the history has it."""
    made = sa.select(sa.func.min(change.c.action)).where(change.c.tbl == "returns", change.c.row == row.id)
    before = change.c.action < made.scalar_subquery()
    query = sa.select(change.c.after).where(
        change.c.tbl == "agreements", change.c.row == row.agreement_id, before
    )
    taken = connection.scalar(query.order_by(change.c.action.desc()).limit(1))
    if taken is None:
        return None
    then = json.loads(taken)
    return {
        "dates": {"begins": then["begins"], "ends": then["ends"]},
        "unit": then["unit"],
        # an agreement written by 0.1.0 says neither
        "claim_point": then.get("claim_point"),
        "sessions_needed": then.get("sessions_needed"),
    }


def superseded(connection: sa.Connection, row: sa.Row) -> str:
    """Name the return that a revision stands for."""
    query = sa.select(returns.c.reference, returns.c.revision).where(returns.c.id == row.supersedes_id)
    older = None if row.supersedes_id is None else connection.execute(query).first()
    return "" if older is None else f"{older.reference} revision {older.revision}"


def called(rows: list[list[object]], words: str) -> list[object]:
    """Give the row of a figure by the words before it."""
    for row in rows:
        if row[0] == words:
            return row
    raise Strange(words)


def pool(
    connection: sa.Connection,
    return_id: int,
    agreed: tuple[list[object], list[object]],
    pooled: list[list[object]],
) -> dict[str, object]:
    """Give where every place stood, and by how many pounds corrections differ from places at their price."""
    allocation, before = agreed
    places = {name: count(called(pooled, words)[3]) for name, words in POOL}
    cap, unit, most = count(allocation[3]), Decimal(pounds(allocation[4])), Decimal(pounds(allocation[5]))
    pence = sa.select(sa.func.coalesce(sa.func.sum(lines.c.amount), 0)).where(lines.c.return_id == return_id)
    net = Decimal(int(connection.scalar(pence))).scaleb(-2)
    return {
        "cap": cap,
        "unit": str(unit),
        "amount_cap": None if most == cap * unit else str(most),
        "corrected": str(Decimal(pounds(before[5])) - places["claimed"] * unit),
        "correcting": str(net - places["in_return"] * unit),
        **places,
    }


def evidence(row: list[object]) -> dict[str, object]:
    """Give one piece of evidence; whom it is about is said by its line."""
    line, _, kind, title, on, source, digest, *_ = row
    day = on.date() if isinstance(on, datetime) else on
    return {
        "line": count(line),
        "kind": text(kind),
        "title": text(title),
        "on": day.isoformat() if day else None,
        "source": text(source),
        "digest": text(digest),
    }


def declaration(rows: list[list[object]]) -> dict[str, object]:
    """Give the paragraphs between two empty rows, and who signed below them."""
    words = [text(row[0]) for row in rows]
    # the last one: a paragraph may be called anything
    ends = len(words) - 1 - words[::-1].index("Name")
    begins = 4 if words[2:4] == NET else 2
    beside = {text(row[0]): text(row[1]) for row in rows[ends:]}
    signed = beside["Date"]
    return {
        "paragraphs": [paragraph for paragraph in words[begins:ends] if paragraph],
        "name": beside["Name"],
        "role": beside["Role"],
        "signed_on": moment(f"{signed}, 12:00").astimezone(LONDON).date().isoformat() if signed else None,
    }


def moment(words: str) -> datetime:
    """Read a moment in office time, such as 1 September 2026, 10:30."""
    day, month, year, clock = words.replace(",", "").split(" ")
    hour, minute = map(int, clock.split(":"))
    at = (int(year), [*month_name].index(month), int(day), hour, minute)
    return datetime(*at, tzinfo=LONDON).astimezone(UTC)


def text(value: object) -> str:
    """Give a text as it was before it was written: the reader may leave the escape in it."""
    return ESCAPED.sub("_", str(value))


def is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def count(value: object) -> int:
    return int(value) if is_number(value) else 0


def pounds(value: object) -> str:
    return str(Decimal(str(value)).quantize(Decimal("0.01")) if is_number(value) else Decimal("0.00"))
