"""The routes of the audit log and a person's data."""

from django.urls import URLPattern, path

from assessments.web.views import audit, my_data

_ORGANISATION = "organisations/<id:pk>"

urlpatterns: list[URLPattern] = [
    path(f"{_ORGANISATION}/audit", audit.audit_list, name="audit-list"),
    path(f"{_ORGANISATION}/audit/export", audit.audit_export, name="audit-export"),
    path(f"{_ORGANISATION}/people/<id:user_id>/erase", my_data.member_erase, name="member-erase"),
    path("my-data", my_data.my_data, name="my-data"),
    path("my-data/download", my_data.my_data_download, name="my-data-download"),
    path("my-data/erase", my_data.my_data_erase, name="my-data-erase"),
    path("people/<id:pk>/erase", my_data.person_erase, name="person-erase"),
]
