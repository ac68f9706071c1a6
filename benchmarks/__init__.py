"""Measurements of the running product; each prints figures and leaves nothing running."""
