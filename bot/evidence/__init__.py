"""Pictures and files that customers send: taken in, made harmless, recognised again and kept; it knows no conversation."""
