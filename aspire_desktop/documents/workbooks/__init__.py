"""Workbooks: cells, sheets and text files that go out, in the house style."""
