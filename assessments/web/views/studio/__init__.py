"""The pages of the bank studio: read banks, edit a draft, publish it."""
