"""The web server's entry point; refuses to start on an unsafe production set-up."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mlpm.settings")

application = get_wsgi_application()

from mlpm.checks import refuse_unsafe_start  # noqa: E402 -- needs the apps loaded above

refuse_unsafe_start()
