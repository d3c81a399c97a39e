"""What should be mended in the language data before a model learns from it; it changes nothing itself."""
