"""What answers mean: the bank's types and one pure function, without Django, clock or I/O."""
