"""The verbs of the banks slice, one a file; each is one transaction."""

from assessments.banks.services.import_bank import ImportResult, import_bank

__all__ = ["ImportResult", "import_bank"]
