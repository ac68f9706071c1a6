"""What may still come: the exact range over all completions, and the least-effort path."""
