"""Mails of an installation without a mail server: kept, shown to staff, never in production."""

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail
from django.test import Client

from assessments.notices import kept
from assessments.notices.models import KeptMail
from assessments.web.own_links import linked
from mlpm import checks, env
from tests import factories
from tests.web.signing_in import text_of

pytestmark = pytest.mark.django_db
BACKEND = "mlpm.mail.KeptMailBackend"


@pytest.fixture(autouse=True)
def keeping(settings):
    settings.EMAIL_BACKEND = BACKEND
    settings.KEEPS_MAILS = True


@pytest.fixture
def staff():
    client = Client()
    user = factories.UserFactory(is_staff=True)
    client.force_login(user, backend="mlpm.signing_in.Backend")
    return client


def _send(subject: str = "Hello", body: str = "A text", to: str = "ada@example.org") -> KeptMail:
    send_mail(subject, body, None, [to])
    return KeptMail.objects.latest("id")


def test_a_mail_is_kept_with_address_subject_and_text():
    EmailMultiAlternatives("Hi", "Text", to=["a@example.org"], cc=["b@example.org"]).send()

    assert KeptMail.objects.values_list("to", "subject", "body").get() == (
        "a@example.org, b@example.org",
        "Hi",
        "Text",
    )


def test_only_the_last_mails_are_kept(monkeypatch):
    monkeypatch.setattr(kept, "KEPT", 3)
    for number in range(5):
        _send(f"Mail {number}")

    assert list(KeptMail.objects.order_by("id").values_list("subject", flat=True)) == [
        "Mail 2",
        "Mail 3",
        "Mail 4",
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_four_queries(staff, count, django_assert_num_queries):
    for number in range(count):
        _send(f"Mail {number}")

    with django_assert_num_queries(5):  # session, user, count, mails, actor in the header
        page = staff.get("/mails")

    assert text_of(page).count('<li>\n      <p><a href="/mails/') == count


def test_a_mail_is_text_whose_links_to_us_can_be_clicked(staff):
    body = "Go to http://127.0.0.1:8000/x/?a=1&b=2. Not https://evil.example/ <b>or</b> <script>."
    page = text_of(staff.get(f"/mails/{_send(body=body).pk}"))

    assert '<a href="http://127.0.0.1:8000/x/?a=1&amp;b=2">' in page
    assert 'href="https://evil.example' not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("no link", [("no link", False)]),
        ("http://a.example/", [("http://a.example/", True)]),
        ("http://a.example.evil/x", [("http://a.example.evil/x", False)]),
        ("(http://a.example/x).", [("(", False), ("http://a.example/x", True), (").", False)]),
    ],
)
def test_only_links_below_our_address_are_found(text, pieces):
    assert linked(text, "http://a.example") == pieces


@pytest.mark.parametrize("page", ["/mails", "/mails/{pk}"])
def test_only_staff_read_them(page):
    address = page.format(pk=_send().pk)
    client = Client()
    assert client.get(address).status_code == 302
    client.force_login(factories.UserFactory(), backend="mlpm.signing_in.Backend")

    assert client.get(address).status_code == 403


@pytest.mark.parametrize("page", ["/mails", "/mails/{pk}"])
def test_there_is_nothing_where_mails_are_sent(staff, settings, page):
    address = page.format(pk=_send().pk)
    settings.KEEPS_MAILS = False

    assert staff.get(address).status_code == 404
    assert "/mails" not in text_of(staff.get("/account"))


def test_the_menu_of_staff_leads_to_them(staff):
    assert text_of(staff.get("/account")).count('href="/mails"') == 2


def test_a_mail_that_is_gone_is_404(staff):
    assert staff.get("/mails/999").status_code == 404


def test_mails_are_kept_unless_a_server_is_named(monkeypatch):
    monkeypatch.delenv("EMAIL_URL", raising=False)
    assert env.email("EMAIL_URL", env.KEPT_MAIL) == {"EMAIL_BACKEND": BACKEND}
    monkeypatch.setenv("EMAIL_URL", "smtp://mail.example.org:25")
    assert env.email("EMAIL_URL", env.KEPT_MAIL)["EMAIL_BACKEND"].endswith("smtp.EmailBackend")


def test_production_refuses_to_keep_mails(settings):
    settings.MLPM_ENV = "production"

    assert "mlpm.mail" in {message.id for message in checks.settings_are_safe()}
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert "mlpm.mail" not in {message.id for message in checks.settings_are_safe()}
