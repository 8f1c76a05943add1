"""What is known of MkDocs beside `hooks.py`: the one package that imports it, where it is there."""
