"""The one reading of a showcase's Markdown: a tree with places, and all that is taken from it."""
