"""What may stand in our addresses: ids the database can hold, codes of a bank, secrets of mails.

Importing this module makes `<id:pk>`, `<code:code>` and `<secret:secret>` known to `path`.
"""

from django.urls import register_converter
from django.urls.converters import IntConverter, StringConverter


class IdConverter(IntConverter):
    """A row's id; longer numbers would not fit the column and are no page of ours."""

    regex = "[0-9]{1,18}"


class CodeConverter(StringConverter):
    """The code of a question, a section or the profile."""

    regex = "[a-z][a-z0-9_.]{0,99}"


class SecretConverter(StringConverter):
    """The secret of a mailed link, or what somebody put in its place."""

    regex = "[A-Za-z0-9_-]{1,200}"


register_converter(IdConverter, "id")
register_converter(CodeConverter, "code")
register_converter(SecretConverter, "secret")
