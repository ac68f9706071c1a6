"""What answers mean: the bank's types and one pure scoring function, without Django, clock or I/O."""
