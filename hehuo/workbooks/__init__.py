"""Import of workbooks: read, recognise columns, check every row, show the difference, write all or nothing, undo."""

from . import parse
from .importer import Importer
from .jobs import run_import
from .shapes import Column, Reference

__all__ = ["Column", "Importer", "Reference", "parse", "run_import"]
