"""The nouns of the writing center and the rules about them; standard library only."""
