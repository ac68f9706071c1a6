"""Django's settings, every one that can differ read from the environment (README.md: Settings)."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from mlpm import cache, database, env, logs, queue, secret

BASE_DIR = Path(__file__).resolve().parent.parent
env.load_file(BASE_DIR / ".env")

# Which set-up this is, and where it keeps its files
MLPM_ENV = env.choice("MLPM_ENV", ("embedded", "production"), "embedded")
PRODUCTION = MLPM_ENV == "production"
MLPM_VAR = Path(env.text("MLPM_VAR", str(BASE_DIR / "var"))).resolve()
DEBUG = env.flag("DEBUG", default=False)
try:
    (MLPM_VAR / "static").mkdir(parents=True, exist_ok=True)
    _own_key = env.REQUIRED if PRODUCTION else secret.kept_in(MLPM_VAR / "secret-key")
except OSError as error:
    raise ImproperlyConfigured(f"MLPM_VAR: cannot write to {MLPM_VAR}: {error.strerror}") from error
SECRET_KEY = env.text("SECRET_KEY", _own_key)

# Addresses
BASE_URL = env.text("BASE_URL", env.REQUIRED if PRODUCTION else "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.names(
    "ALLOWED_HOSTS", () if PRODUCTION else ("localhost", "127.0.0.1", "[::1]")
)
CSRF_TRUSTED_ORIGINS = [BASE_URL]
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Parts
INSTALLED_APPS = [
    "mlpm.apps.ProjectConfig",
    "assessments.apps.AssessmentsConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "django_htmx",
    "csp",
]
MIDDLEWARE = [
    "mlpm.middleware.RequestId",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "mlpm.middleware.Utf8Only",
    "mlpm.middleware.DatabaseAway",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "assessments.web.middleware.PrivatePages",
    "assessments.web.middleware.BrokenText",
    "assessments.web.wrong_method.WrongMethodPage",
    "assessments.web.middleware.ActorMiddleware",
]
ROOT_URLCONF = "mlpm.urls"
WSGI_APPLICATION = "mlpm.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,  # with the cached loader
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "assessments.web.header.header_pieces",
            ]
        },
    }
]
CRISPY_TEMPLATE_PACK = "mlpm"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("mlpm",)

# Database: every write sits inside its own atomic(), so ATOMIC_REQUESTS stays off
DATABASES = {
    "default": database.with_options(
        env.database("DATABASE_URL", database.sqlite_url(MLPM_VAR)),
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Queue
REDIS_URL = env.text("REDIS_URL", env.REQUIRED if PRODUCTION else "")
_celery: dict[str, Any] = (
    queue.over_redis(REDIS_URL) if REDIS_URL else queue.over_files(MLPM_VAR / "queue")
)
globals().update(_celery)
CACHES = cache.shared(REDIS_URL)

# People
AUTH_USER_MODEL = "assessments.User"
AUTHENTICATION_BACKENDS = ["mlpm.signing_in.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
]
SIGNUP_OPEN = env.flag("MLPM_SIGNUP", default=False)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "mlpm.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "mlpm.accounts.SignupForm"
ACCOUNT_FORMS = {
    "login": "mlpm.account_forms.LoginForm",
    "signup": "mlpm.account_forms.SignupForm",
    "add_email": "mlpm.account_forms.AddEmailForm",
    "change_password": "mlpm.account_forms.ChangePasswordForm",
    "set_password": "mlpm.account_forms.SetPasswordForm",
    "reset_password": "mlpm.account_forms.ResetPasswordForm",
    "reset_password_from_key": "mlpm.account_forms.ResetPasswordKeyForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_CHANGE_EMAIL = True  # one address; a new one replaces it once it is confirmed
# Whom an admin or an invitation brought in is vouched for (mlpm.accounts.vouch_for).
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = BASE_URL.partition(":")[0]
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {  # how many in which time, per address (ip), account (user) or text (key)
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",  # codes of a second factor count here too
    "signup": "20/m/ip",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "confirm_email": "1/3m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
}
MFA_ADAPTER = "mlpm.second_factors.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Nobody is signed in without a confirmed address; only one to change to may still wait.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "ML readiness"
MFA_RATE_LIMITS = {"webauthn_login": "10/m/ip"}
MFA_FORMS = {
    "add_webauthn": "mlpm.second_factors.AddPasskey",
    "edit_webauthn": "mlpm.second_factors.EditPasskey",
    "login_webauthn": "mlpm.second_factors.SignInWithPasskey",
    "authenticate_webauthn": "mlpm.second_factors.AuthenticateWithPasskey",
    "reauthenticate_webauthn": "mlpm.second_factors.ReauthenticateWithPasskey",
}
SESSION_ENGINE = "mlpm.sessions"

# Reports: how many finished ones an assessment keeps
MLPM_REPORT_LIMIT = env.number("MLPM_REPORT_LIMIT", 20, at_least=1)

# Evidence files: how large one may be, and how much room an organisation has
MLPM_EVIDENCE_FILE_MB = env.number("MLPM_EVIDENCE_FILE_MB", 10, at_least=1)
MLPM_EVIDENCE_QUOTA_MB = env.number("MLPM_EVIDENCE_QUOTA_MB", 500, at_least=1)

# E-mail: kept for staff to read at /mails, or sent
globals().update(env.email("EMAIL_URL", "consolemail://" if PRODUCTION else env.KEPT_MAIL))
KEEPS_MAILS = globals()["EMAIL_BACKEND"] == "mlpm.mail.KeptMailBackend"
EMAIL_TIMEOUT = 10  # seconds; a mail server that does not answer holds nobody up for longer
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "readiness@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# What a browser is told
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "assessments.web.views.resend.csrf_failure"
if PRODUCTION:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    LANGUAGE_COOKIE_NAME = "__Host-language"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health/"]  # probes speak plain HTTP to the process
    SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True

# What a browser may send
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_HANDLERS = [
    "assessments.web.multipart.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Languages and time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = "mlpm.formats"  # dates as the saving script writes them
USE_TZ = True
TIME_ZONE = "UTC"

# Static files: collected once, named by their content, compressed
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = MLPM_VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = MLPM_VAR / "media"

# Logs
LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logs.configure(
    as_json=PRODUCTION,
    level=env.choice(
        "LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), "INFO" if PRODUCTION else "WARNING"
    ),
)
