"""The pages of the site: their addresses, their files, and what their templates are given."""
