"""Who may come in and how often: tokens, limits, passwords, headers; it knows no web framework and no database."""
