"""The project package: settings, urls, queue and entry points; the app never imports it."""
