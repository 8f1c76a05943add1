"""Writing showcases for a contributor: questions, files, translations, mending."""
