"""The site without its compare-and-set: the build the history check has to catch.

Served instead of the real application by `python -m benchmarks.history_check --broken`.
"""

from django.db.models import Q

from mlpm.wsgi import application  # loads the settings first

__all__ = ["application"]

from assessments.answers.services import compare_and_set, saving

saving.based_on_current = lambda *_: True
compare_and_set.guard = lambda changes: Q.create(
    [Q(question_code=change.write.code) for change in changes], connector=Q.OR
)
