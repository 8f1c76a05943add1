"""What is known of languages: names, order, likeness, addresses, typography."""
