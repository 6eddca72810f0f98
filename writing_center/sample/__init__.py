"""A class to look around in; every text written for it."""
