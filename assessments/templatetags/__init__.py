"""Thin wrappers over templates/components."""
