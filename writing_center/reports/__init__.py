"""One report model, one renderer a file format."""
