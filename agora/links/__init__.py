"""External links: where they stand, and whether they still lead somewhere."""
