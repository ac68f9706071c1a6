"""Door 1: HTML pages; a view looks up, forms, calls a service, renders or redirects."""
