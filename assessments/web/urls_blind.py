"""The routes of sheets, the reveal and the consensus."""

from django.urls import URLPattern, path

from assessments.web.views import blind, consensus

_ONE = "assessments/<id:pk>"

urlpatterns: list[URLPattern] = [
    path(f"{_ONE}/sheet/submit", blind.sheet_submit, name="sheet-submit"),
    path(f"{_ONE}/sheet/take-back", blind.sheet_take_back, name="sheet-take-back"),
    path(f"{_ONE}/reveal", blind.reveal_plan, name="assessment-reveal"),
    path(f"{_ONE}/reveal/now", blind.reveal_now, name="assessment-reveal-now"),
    path(f"{_ONE}/disagreements", consensus.disagreements, name="assessment-disagreements"),
    path(f"{_ONE}/disagreements/<code:code>", consensus.consensus, name="consensus"),
]
