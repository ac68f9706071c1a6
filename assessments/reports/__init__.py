"""What is handed over: report rows, the report as a document, its renderers."""
