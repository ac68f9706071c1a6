"""The scoring methods besides the weighted mean: each one pure file, found by `table.py`."""
