"""Drafts in from files, safe HTML out."""
