"""The grammars, one file per kind of entity; `recognise` holds the order in which they win."""
