"""The project's own settings on the real PostgreSQL and Redis that `tests.services` provides."""

import os

from tests import services

_provided = services.provide()
os.environ["MLPM_ENV"] = "embedded"
os.environ["MLPM_VAR"] = str(services.new_folder("mlpm-var-"))
os.environ["DATABASE_URL"] = _provided.database_url
os.environ["REDIS_URL"] = _provided.redis_url

from mlpm.settings import *  # noqa: E402, F403

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
# Each test client makes the middlewares anew; none shall walk all collected files for it.
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["tests.hashers.QuickArgon2", *PASSWORD_HASHERS]  # noqa: F405
