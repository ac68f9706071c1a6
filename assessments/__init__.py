"""The ML product readiness assessment: asking, saving, scoring, reporting and bank editing."""
