"""Qt's own tester of item models, with types."""

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtTest import QAbstractItemModelTester


def check_model(model: QAbstractItemModel) -> None:
    """Hold a model to the rules of Qt: each rule broken is a logged warning, and warnings fail a test."""
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
