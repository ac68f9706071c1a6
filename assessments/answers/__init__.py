"""What was said: assessments, answers with history, evidence and milestones."""
