"""The routes of a person's own account, and kept mails."""

from django.urls import URLPattern, path

from assessments.web.views import account, kept_mails

urlpatterns: list[URLPattern] = [
    path("account", account.account_overview, name="account-overview"),
    path("account/sessions/<id:pk>/end", account.session_end, name="session-end"),
    path("mails", kept_mails.kept_mail_list, name="kept-mail-list"),
    path("mails/<id:pk>", kept_mails.kept_mail_detail, name="kept-mail-detail"),
]
