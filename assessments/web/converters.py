"""What may stand in our addresses: ids the database can hold, and codes of a bank.

Importing this module makes `<id:pk>` and `<code:code>` known to `path`.
"""

from django.urls import register_converter
from django.urls.converters import IntConverter, StringConverter


class IdConverter(IntConverter):
    """A row's id; longer numbers would not fit the column and are no page of ours."""

    regex = "[0-9]{1,18}"


class CodeConverter(StringConverter):
    """The code of a question, a section or the profile."""

    regex = "[a-z][a-z0-9_.]{0,99}"


register_converter(IdConverter, "id")
register_converter(CodeConverter, "code")
