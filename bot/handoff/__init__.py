"""Cases on their way to people outside the conversation, and what these people do there; it stores nothing itself."""
