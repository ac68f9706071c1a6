"""Door 3: Django's admin for staff, read-only where history is at stake."""
