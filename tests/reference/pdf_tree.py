"""Reads what a tagged PDF says of itself: its parts in order, and the marks on its pages."""

from collections.abc import Iterator

import pikepdf

Place = tuple[int, int]
"""A page by its place in the file, and a mark by its number on that page."""


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Give every part below the document in reading order, each known to its parent."""
    yield from _below(pdf.Root.StructTreeRoot.K)


def role(element: pikepdf.Object) -> str:
    """Give what a part is, such as H1."""
    return str(element.S).removeprefix("/")


def kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    """Give the parts directly inside a part."""
    return [kid for kid in _listed(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def marks_of(pdf: pikepdf.Pdf, element: pikepdf.Object) -> list[Place]:
    """Give the marks that a part holds itself, wherever they stand."""
    pages = {page.obj.objgen: place for place, page in enumerate(pdf.pages)}
    found: list[Place] = []
    for kid in _listed(element):
        if isinstance(kid, int):
            found.append((pages[element.Pg.objgen], kid))
        elif kid.get("/Type") == "/MCR":
            found.append((pages[kid.Pg.objgen], int(kid.MCID)))
    return found


def marks_drawn(pdf: pikepdf.Pdf) -> list[Place]:
    """Give the marks of every page's content as they were drawn; fail where one stands inside another."""
    return [
        (place, int(step.operands[1].MCID))
        for place, page in enumerate(pdf.pages)
        for step in pikepdf.parse_content_stream(page)
        if str(step.operator) == "BDC" and "/MCID" in step.operands[1]
    ]


def parents(pdf: pikepdf.Pdf, place: int) -> list[pikepdf.Object]:
    """Give the part of each mark of a page, as the file's own table has it."""
    rows = pdf.Root.StructTreeRoot.ParentTree.Nums
    assert rows[2 * place] == pdf.pages[place].obj.StructParents == place
    return list(rows[2 * place + 1])


def unmarked(page: pikepdf.Page) -> list[str]:
    """Give the operators that draw outside every mark; screen readers would not know what they are."""
    depth, found = 0, list[str]()
    for step in pikepdf.parse_content_stream(page):
        operator = str(step.operator)
        depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(operator, 0)
        if not depth and operator in ("TJ", "Tj", "f", "f*", "S", "s", "B", "B*", "b", "Do", "sh"):
            found.append(operator)
    assert depth == 0
    return found


def _below(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for kid in kids(element):
        assert kid.P.objgen == element.objgen
        yield kid
        yield from _below(kid)


def _listed(element: pikepdf.Object) -> list[pikepdf.Object]:
    if "/K" not in element:
        return []
    return list(element.K) if isinstance(element.K, pikepdf.Array) else [element.K]
