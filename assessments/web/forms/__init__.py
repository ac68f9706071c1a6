"""The form classes; each is a django-crispy-forms layout."""
