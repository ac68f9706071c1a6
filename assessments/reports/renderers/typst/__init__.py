"""The PDF engine: our own typst files, the fonts, and the one way to run them."""
