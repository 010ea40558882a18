"""Documents of the office: any list, as a workbook and in print."""
