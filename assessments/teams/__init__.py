"""Who takes part: users, organisations, teams, products and their roles."""
