"""What a person is told: notices on the page and by mail, each of which can be switched off."""
