"""Text -> Parse: tokenizer, entities, clauses, intents; it decides nothing and answers nobody."""
