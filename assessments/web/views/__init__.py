"""The views, one module a page; each looks up, calls one service, then renders or redirects."""
