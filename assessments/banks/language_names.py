"""What a language is called: as it calls itself, with its code."""

from django.utils.translation import get_language_info


def language_name(code: str) -> str:
    """Name a language; one that nobody here knows by its code alone."""
    try:
        return f"{get_language_info(code.lower())['name_local']} ({code})"
    except KeyError:
        return code
