"""How dates are written where Django's own formats would differ from page to page."""
