"""The append-only log every slice may write to."""
