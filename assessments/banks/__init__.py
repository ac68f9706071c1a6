"""What is asked: banks, drafts and immutable versions, their lint, diff and file formats."""
