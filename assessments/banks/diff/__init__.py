"""What changed between two banks, which number that makes, and what it does to scores. Pure."""

from assessments.banks.diff.versions import BankDiff, Change, diff, next_version

__all__ = ["BankDiff", "Change", "diff", "next_version"]
