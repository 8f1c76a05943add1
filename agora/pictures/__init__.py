"""Pictures that the site draws itself."""
