"""Custom lenses of the AWS Well-Architected Tool (schema 2021-11-01), read and written."""

from assessments.banks.formats.aws_lens.reading import NAME, read, recognise
from assessments.banks.formats.aws_lens.writing import write

__all__ = ["NAME", "read", "recognise", "write"]
