"""Pure functions: domain objects in, rows of numbers out."""
