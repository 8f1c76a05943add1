"""What contributors and organisers write: files, fields, texts and terms, and their rules."""
